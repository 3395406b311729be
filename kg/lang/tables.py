"""The tables as they stand in the files, and the actions all languages share."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from kg.errors import LanguageError
from kg.ids import fold
from kg.model import EVENT_TYPES

_NOUN = "_noun"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that is done: the key is its name in the graph (`act:proposes`), `type` its class in the guideline."""

    key: str
    type: str
    labels: Mapping[str, str]  # language -> verb in the third person ("proposes", "propose")
    plover: str = ""
    cameo: str = ""
    nouns: Mapping[str, str] = field(default_factory=dict)  # language -> the same act as a noun ("proposal")
    default: bool = False  # the action of its type when the words tell no more than the type


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
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LanguageError(f"{error}.", where=f"kg/lang/{name}.toml", hint="Mend the line.") from error


@cache
def available() -> tuple[str, ...]:
    """Codes of the languages that have a lexicon.

    >>> "fr" in available()
    True
    """
    names = (entry.name for entry in files("kg.lang").iterdir())
    return tuple(sorted(n[:-5] for n in names if n.endswith(".toml") and len(n) == 7))


@cache
def actions() -> Mapping[str, Action]:
    """Every action by key, in the order of the file.

    >>> actions()["denies"].labels["fr"], actions()["denies"].nouns["fr"]
    ('nie', 'démenti')
    """
    return {key: _action(key, row) for key, row in load("actions").items()}


@cache
def default_actions() -> Mapping[str, str]:
    """Event type -> the action that says the type and no more.

    >>> default_actions()["STATE"]
    'says'
    """
    return {a.type: a.key for a in actions().values() if a.default}


@cache
def given_names() -> Mapping[str, str]:
    """Folded given name -> "M" or "F", for names that one gender alone bears.

    >>> given_names()["hillary"], given_names()["jens"]
    ('F', 'M')
    """
    table = load("given-names")
    return {fold(name): mark for mark, key in (("M", "masculine"), ("F", "feminine")) for name in table[key].split()}


def _action(key: str, row: Mapping[str, Any]) -> Action:
    if row.get("type") not in EVENT_TYPES:
        what, hint = f'"{key}" has no known type.', "See kg.model.EVENT_TYPES."
        raise LanguageError(what, where="kg/lang/actions.toml", hint=hint)
    labels = {k: v for k, v in row.items() if len(k) == 2}
    nouns = {k.removesuffix(_NOUN): v for k, v in row.items() if k.endswith(_NOUN)}
    return Action(
        key, row["type"], labels, row.get("plover", ""), row.get("cameo", ""), nouns, bool(row.get("default", False))
    )
