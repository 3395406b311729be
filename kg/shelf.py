"""Extractions kept beside the store, so that only what changed is extracted again.

One SQLite file, a row an article, committed as soon as it is there: a run that is killed goes on where it stopped. A
fingerprint of the article, the code, the lexicons and the model decides whether a row still holds. An article that
extraction fails on is kept apart, with its error, until its fingerprint changes or somebody asks to try it again.
"""

from __future__ import annotations

import dataclasses
import json
import sqlite3
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import Any

from kg.errors import ArticleError, KgError, StoreError
from kg.ids import digest
from kg.model import Article, Extraction

_ROOMS = ("annotate", "extract", "gazetteer", "lang")  # what an extraction depends on
_SCHEMA = """
CREATE TABLE IF NOT EXISTS extraction(
  article TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS quarantine(
  article TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, what TEXT NOT NULL, hint TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """An extraction as it lies on the shelf: `body` is what `dumps` gives."""

    article: str
    fingerprint: str
    body: str
    events: int = 0


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
            self._db.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"cannot be opened ({error}).", where=str(path), hint=_REMOVE) from error

    def get(self, article: str, fingerprint: str) -> Extraction | None:
        """The extraction of an article if it was made from the same text by the same means."""
        query = "SELECT body FROM extraction WHERE article = ? AND fingerprint = ?"
        with self._telling():
            row = self._db.execute(query, (article, fingerprint)).fetchone()
            return None if row is None else loads(row[0])

    def holds(self, article: str, fingerprint: str) -> bool:
        """Whether `get` would give an extraction; nothing is read."""
        query = "SELECT 1 FROM extraction WHERE article = ? AND fingerprint = ?"
        with self._telling():
            return self._db.execute(query, (article, fingerprint)).fetchone() is not None

    def of(self, article: str) -> Extraction | None:
        """The extraction of an article, by whatever means it was made."""
        with self._telling():
            row = self._db.execute("SELECT body FROM extraction WHERE article = ?", (article,)).fetchone()
            return None if row is None else loads(row[0])

    def where(self, article: str) -> str | None:
        """The file that an article was read from, None for an article that is not here."""
        query = "SELECT json_extract(body, '$.article.where') FROM extraction WHERE article = ?"
        with self._telling():
            row = self._db.execute(query, (article,)).fetchone()
            return None if row is None else row[0] or ""

    def put(self, extraction: Extraction, fingerprint: str) -> None:
        """Keep an extraction, instead of an older one of the same article."""
        self.take([Entry(extraction.article.id, fingerprint, dumps(extraction))])

    def take(self, entries: Iterable[Entry]) -> None:
        """Keep many, all at once: all of them are there afterwards, or none."""
        with self._telling(), self._db:
            for entry in entries:
                row = (entry.article, entry.fingerprint, entry.body)
                self._db.execute("INSERT OR REPLACE INTO extraction VALUES (?, ?, ?)", row)
                self._db.execute("DELETE FROM quarantine WHERE article = ?", (entry.article,))

    def become(self, entries: Iterable[Entry]) -> None:
        """Hold these alone: all of them afterwards, or what was there before."""
        with self._telling(), self._db:
            self._db.execute("DELETE FROM extraction")
            self._db.execute("DELETE FROM quarantine")
            rows = ((entry.article, entry.fingerprint, entry.body) for entry in entries)
            self._db.executemany("INSERT OR REPLACE INTO extraction VALUES (?, ?, ?)", rows)

    def set_aside(self, article: str, fingerprint: str, error: KgError) -> None:
        """Remember that extraction fails on an article, so that it is not tried in every run."""
        row = (article, fingerprint, error.what, error.hint)
        with self._telling(), self._db:
            self._db.execute("INSERT OR REPLACE INTO quarantine VALUES (?, ?, ?, ?)", row)

    def aside(self, article: Article, fingerprint: str) -> KgError | None:
        """The error of an article that was set aside, if it and all that it depends on are unchanged."""
        query = "SELECT what, hint FROM quarantine WHERE article = ? AND fingerprint = ?"
        with self._telling():
            row = self._db.execute(query, (article.id, fingerprint)).fetchone()
        return None if row is None else ArticleError(row[0], where=article.where or article.id, hint=row[1])

    def all(self) -> Iterator[Extraction]:
        """Every extraction, in order of article ids, one in memory at a time."""
        with self._telling():
            for (body,) in self._db.execute("SELECT body FROM extraction ORDER BY article"):
                yield loads(body)

    def entries(self) -> Iterator[Entry]:
        """Every row as it lies here, in order of article ids."""
        with self._telling():
            for row in self._db.execute("SELECT article, fingerprint, body FROM extraction ORDER BY article"):
                yield Entry(*row)

    def ids(self) -> list[str]:
        """The ids of all articles, sorted."""
        with self._telling():
            return [row[0] for row in self._db.execute("SELECT article FROM extraction ORDER BY article")]

    def delete(self, *articles: str) -> None:
        """Forget some articles, all at once."""
        with self._telling(), self._db:
            self._db.executemany("DELETE FROM extraction WHERE article = ?", [(article,) for article in articles])

    def check(self) -> list[str]:
        """What SQLite finds wrong with the file; empty when all is well."""
        with self._telling():
            return [row[0] for row in self._db.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]

    def close(self) -> None:
        """Fold the journal into the file and let it go."""
        with suppress(sqlite3.Error):
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._db.close()

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Errors of the database as ours."""
        try:
            yield
        except sqlite3.OperationalError as error:  # the disk, not the file
            raise StoreError(f"cannot be read or written ({error}).", where=str(self.path), hint=_FULL) from error
        except (sqlite3.Error, ValueError, TypeError, KeyError) as error:
            raise StoreError(f"is damaged ({error}).", where=str(self.path), hint=_REMOVE) from error


_FULL = "Is the disk full? What was kept before is still there: make room and run the same command again."
_REMOVE = "Restore a backup, or remove this file and build again: articles are then extracted anew."


class Kept(Sequence[Extraction]):
    """The extractions of some articles, read from the shelf when they are asked for, never all at once in memory."""

    def __init__(self, path: Path, ids: Sequence[str], change: Callable[[Extraction], Extraction]) -> None:
        self.ids = ids
        self._path, self._change = path, change

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, slice):
            return Kept(self._path, self.ids[key], self._change)
        return next(self._read([self.ids[key]]))

    def __iter__(self) -> Iterator[Extraction]:
        return self._read(self.ids)

    def _read(self, ids: Sequence[str]) -> Iterator[Extraction]:
        shelf = Shelf(self._path)
        try:
            for name in ids:
                found = shelf.of(name)
                if found is None:
                    raise StoreError(f'no longer holds "{name}".', where=str(self._path), hint="Build again.")
                yield self._change(found)
        finally:
            shelf.close()


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
    found = _builder(Extraction)(json.loads(text))
    assert isinstance(found, Extraction)
    return found


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        found = {}
        for name, default in _fields(value.__class__):
            item = getattr(value, name)
            if item != default:
                found[name] = item if item.__class__ in _BARE else _plain(item)
        return found
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value


_BARE = frozenset({str, int, float, bool, type(None)})
Build = Callable[[Any], Any]


@cache
def _fields(kind: Any) -> tuple[tuple[str, Any], ...]:
    """Names and defaults of a record's fields; a field without a default has one that equals nothing."""
    return tuple((f.name, f.default) for f in dataclasses.fields(kind))


@cache
def _builder(kind: Any) -> Build:
    """What makes a value of a type from what `_plain` made of it. Made once a type: an article has thousands."""
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        builders: dict[str, Build | None] = {}

        def record(value: Any) -> Any:
            if not builders:
                hints = typing.get_type_hints(kind)
                builders.update({name: None if hint in _BARE else _builder(hint) for name, hint in hints.items()})
            made = {}
            for name, item in value.items():
                build = builders[name]
                made[name] = item if build is None else build(item)
            return kind(**made)

        return record
    if kind is datetime:
        return datetime.fromisoformat
    arguments = typing.get_args(kind)
    if isinstance(kind, types.UnionType):
        inner = _builder(next(a for a in arguments if a is not type(None)))
        return lambda value: None if value is None else inner(value)
    if typing.get_origin(kind) is tuple:
        if arguments[0] in _BARE:
            return tuple
        item_of = _builder(arguments[0])
        return lambda value: tuple([item_of(item) for item in value])
    return lambda value: value
