"""Language facts as data: one TOML file per language and purpose, loaded once.

`actions.toml` is shared by all languages: what a verb or noun is taken to mean. `fr.toml` holds a language's
words, `fr-time.toml` its time grammar.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from kg.errors import LanguageError


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that is done: the key is its name in the graph (`act:proposes`), `type` its class in the guideline."""

    key: str
    type: str
    labels: Mapping[str, str]  # language -> verb in the third person ("proposes", "propose")
    plover: str = ""
    cameo: str = ""


@cache
def load(name: str) -> Mapping[str, Any]:
    """The table `kg/lang/<name>.toml`.

    >>> load("actions")["proposes"]["type"]
    'PROPOSE'
    """
    path = files("kg.lang") / f"{name}.toml"
    if not path.is_file():
        raise LanguageError(
            f'no language data "{name}".',
            hint=f"Available: {', '.join(available())}. To add one, see kg/lang/__init__.py.",
        )
    return tomllib.loads(path.read_text(encoding="utf-8"))


def available() -> tuple[str, ...]:
    """Codes of the languages that have a lexicon.

    >>> "fr" in available()
    True
    """
    names = (entry.name for entry in files("kg.lang").iterdir())
    return tuple(sorted(n[:-5] for n in names if n.endswith(".toml") and len(n) == 7))


@cache
def actions() -> Mapping[str, Action]:
    """Every action by key.

    >>> actions()["denies"].labels["fr"]
    'nie'
    """
    return {
        key: Action(key, row["type"], {"en": row["en"], "fr": row["fr"]}, row.get("plover", ""), row.get("cameo", ""))
        for key, row in load("actions").items()
    }
