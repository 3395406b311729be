"""Extractions kept beside the store, so that only what changed is extracted again.

One SQLite file, a row an article, each committed as soon as it is there: a run that is killed goes on where it
stopped. A fingerprint of the article, the code, the lexicons and the model decides whether a row still holds.
"""

from __future__ import annotations

import dataclasses
import json
import sqlite3
import types
import typing
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.ids import digest
from kg.model import Article, Extraction

_ROOMS = ("annotate", "extract", "gazetteer", "lang")  # what an extraction depends on
_SCHEMA = """CREATE TABLE IF NOT EXISTS extraction(
  article TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID"""


class Shelf:
    """The extractions of one store, by article id.

    >>> import tempfile
    >>> shelf = Shelf(Path(tempfile.mkdtemp()) / "e.sqlite")
    >>> shelf.put(Extraction(Article("a", "Rien.")), "f1")
    >>> shelf.get("a", "f1").article.text, shelf.get("a", "f2")
    ('Rien.', None)
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.execute(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(
                f"cannot be opened ({error}).", where=str(path), hint="Choose another folder with -o, or remove it."
            ) from error

    def get(self, article: str, fingerprint: str) -> Extraction | None:
        """The extraction of an article if it was made from the same text by the same means."""
        query = "SELECT body FROM extraction WHERE article = ? AND fingerprint = ?"
        row = self._db.execute(query, (article, fingerprint)).fetchone()
        return None if row is None else loads(row[0])

    def put(self, extraction: Extraction, fingerprint: str) -> None:
        """Keep an extraction, instead of an older one of the same article."""
        row = (extraction.article.id, fingerprint, dumps(extraction))
        with self._db:
            self._db.execute("INSERT OR REPLACE INTO extraction VALUES (?, ?, ?)", row)

    def all(self) -> Iterator[Extraction]:
        """Every extraction, in order of article ids."""
        for (body,) in self._db.execute("SELECT body FROM extraction ORDER BY article"):
            yield loads(body)

    def ids(self) -> list[str]:
        """The ids of all articles, sorted."""
        return [row[0] for row in self._db.execute("SELECT article FROM extraction ORDER BY article")]

    def delete(self, *articles: str) -> None:
        """Forget some articles, all at once."""
        with self._db:
            self._db.executemany("DELETE FROM extraction WHERE article = ?", [(article,) for article in articles])

    def close(self) -> None:
        """Fold the journal into the file and let it go."""
        with suppress(sqlite3.Error):
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._db.close()


def fingerprint(article: Article, models: Mapping[str, str]) -> str:
    """A name for all that an extraction depends on; where a file lies is no part of it."""
    model = models.get(article.language, "")
    text = (article.id, article.text, article.title, article.published, article.language, article.url, article.source)
    return digest(*text, model, _installed(model), _code(), length=24)


@cache
def _installed(model: str) -> str:
    try:
        return version(model)
    except (PackageNotFoundError, ValueError):
        return ""


@cache
def _code() -> str:
    """A name for the code and lexicons of the rooms that extraction goes through."""
    parts = []
    for room in _ROOMS:
        base = Path(str(files("kg") / room))
        for path in sorted(base.rglob("*")):
            if path.is_file() and path.suffix not in (".pyc", ".pyo"):
                parts += [path.relative_to(base).as_posix(), digest(path.read_bytes().hex())]
    return digest(*parts, Path(str(files("kg") / "model.py")).read_text(encoding="utf-8"))


def dumps(extraction: Extraction) -> str:
    """An extraction as compact JSON; fields that have their default are left out."""
    return json.dumps(_plain(extraction), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def loads(text: str) -> Extraction:
    """The extraction again, equal to what was dumped."""
    found = _build(Extraction, json.loads(text))
    assert isinstance(found, Extraction)
    return found


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        fields = ((f, getattr(value, f.name)) for f in dataclasses.fields(value))
        return {f.name: _plain(v) for f, v in fields if f.default is dataclasses.MISSING or v != f.default}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _build(kind: Any, value: Any) -> Any:
    """A value of type `kind` from what `_plain` made of it."""
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _build(hints[name], item) for name, item in value.items()})
    if kind is datetime:
        return datetime.fromisoformat(value)
    arguments = typing.get_args(kind)
    if isinstance(kind, types.UnionType):
        return None if value is None else _build(next(a for a in arguments if a is not type(None)), value)
    if typing.get_origin(kind) is tuple:
        return tuple(_build(arguments[0], item) for item in value)
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)
