"""Settings: `defaults.toml` < `kg.toml` < flags. Nothing is read when this module is imported."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.ids import slug

FILE_NAME = "kg.toml"
PATHS = ("out", "store", "decisions")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may be told. Each field is described in `defaults.toml`."""

    language: str
    published: str
    out: Path
    store: Path | str  # a folder, or the address of a SPARQL server
    decisions: Path
    strict: bool
    min_confidence: float
    max_characters: int
    models: Mapping[str, str]


def settings(flags: Mapping[str, Any] | None = None, *, file: Path | None = None) -> Settings:
    """The settings of a run; `flags` that are None are not given. `file` defaults to kg.toml where one is.

    Raises `KgError` for an unknown or ill-typed setting, naming the file it stands in.

    >>> settings({"language": "fr"}, file=Path("/dev/null")).language
    'fr'
    """
    values = tomllib.loads(files("kg").joinpath("defaults.toml").read_text(encoding="utf-8"))
    if file is None and Path(FILE_NAME).is_file():
        file = Path(FILE_NAME)
    if file is not None:
        _merge(values, _load(file), where=str(file))
    _merge(values, {k: v for k, v in (flags or {}).items() if v is not None}, where="")
    out = Path(values.pop("out"))
    given = values.pop("store")
    store = given if is_address(given) else Path(given or out / "store")
    if values["published"] and not is_date(values["published"]):
        raise KgError(
            f'"{values["published"]}" is not a publication date.',
            hint="Give 2022, 2022-02 or 2022-02-16 (--published).",
        )
    code = re.split("[-_]", values["language"].strip().lower())[0]
    if code and code not in values["models"]:
        raise KgError(
            f'no language "{values["language"]}".',
            hint=f"Available: {', '.join(sorted(values['models']))} (--language). To add one, see kg/lang/__init__.py.",
        )
    decisions = Path(values.pop("decisions") or beside(store, "decisions.jsonl", out=out))
    return Settings(out=out, store=store, decisions=decisions, **values)


def beside(store: Path | str, name: str, *, out: Path) -> Path:
    """A file that belongs to a store: beside its folder, or in the output folder for one on a server.

    >>> beside(Path("outputs/store"), "decisions.jsonl", out=Path("outputs")).as_posix()
    'outputs/store-decisions.jsonl'
    >>> beside("http://h:1", "decisions.jsonl", out=Path("outputs")).as_posix()
    'outputs/http_h_1-decisions.jsonl'
    """
    base = store if isinstance(store, Path) else out / slug(store)
    return base.parent / f"{base.name or 'store'}-{name}"


def is_address(text: str) -> bool:
    """Whether a text is the address of a server, not a path.

    >>> is_address("http://localhost:7878"), is_address("outputs/store")
    (True, False)
    """
    return text.startswith(("http://", "https://"))


def is_date(text: str) -> bool:
    """Whether `text` is a day, month or year of the calendar in EDTF level 0.

    >>> is_date("2022-02"), is_date("2022-02-30"), is_date("Feb 2022")
    (True, False, False)
    """
    found = _DATE.fullmatch(text)
    if found is None:
        return False
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True


def _load(file: Path) -> dict[str, Any]:
    """The file's values; relative paths in it are relative to it."""
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
        given = {key: values[key] for key in PATHS if isinstance(values.get(key), str)}
        paths = {key: str(file.parent / path) for key, path in given.items() if not is_address(path)}
        return values | paths
    except OSError as error:
        raise KgError(f"cannot be read: {error.strerror}.", where=str(file), hint="Check --config.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KgError(f"is no valid TOML: {error}.", where=str(file), hint="See kg/defaults.toml.") from error


def _merge(values: dict[str, Any], more: Mapping[str, Any], *, where: str) -> None:
    """Lay `more` over `values`, key by key, checking names and types."""
    known = {f.name for f in fields(Settings)}
    names = {str: "text", bool: "true or false", float: "a number", int: "a whole number", dict: "a table"}
    for key, value in more.items():
        if key not in known:
            close = difflib.get_close_matches(key, known, n=1)
            hint = f"Did you mean {close[0]}?" if close else f"Known: {', '.join(sorted(known))}."
            raise KgError(f'there is no setting "{key}".', where=where, hint=hint)
        wanted = type(values[key])
        if wanted is float and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if isinstance(value, Path):
            value = str(value)
        if type(value) is not wanted:
            raise KgError(f"{key} must be {names[wanted]}, not {value!r}.", where=where, hint="See kg/defaults.toml.")
        values[key] = {**values[key], **value} if wanted is dict else value
