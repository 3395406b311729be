"""Word search and paging: a table of all evidence in SQLite (FTS5) beside the store, rebuilt from it when it differs.

The graph stays the truth; this file can be deleted at any time.
"""

from __future__ import annotations

import os
import re
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import LimitError, StoreError
from kg.ids import digest
from kg.store.base import GraphStore
from kg.store.reading import Archive, EventRow

VERSION = "2"  # of the tables
MATTERS = "OTHER"  # the kind that asks for topics and descriptions, in place of actors
PATIENCE = 3.0  # seconds for one search
WORDS = 12  # of a search; the rest is left out
_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE articles (id TEXT PRIMARY KEY, node TEXT, title TEXT, url TEXT, published TEXT, language TEXT,
  source TEXT, events INTEGER);
CREATE TABLE events (n INTEGER PRIMARY KEY, id TEXT UNIQUE, article TEXT, type TEXT, action TEXT, label_en TEXT,
  label_fr TEXT, sentence TEXT, earliest TEXT, latest TEXT, edtf TEXT, polarity TEXT, modality TEXT, stance TEXT,
  disputed INTEGER, heading INTEGER, day TEXT);
CREATE TABLE things (n INTEGER PRIMARY KEY, id TEXT UNIQUE, type TEXT, label_en TEXT, label_fr TEXT, wikidata TEXT,
  events INTEGER, actor INTEGER);
CREATE TABLE parts (thing INTEGER, event INTEGER, PRIMARY KEY (thing, event)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(label_en, label_fr, sentence, title, names, content='',
  tokenize="unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE names USING fts5(spoken, content='', tokenize="unicode61 remove_diacritics 2", prefix='2 3');
"""
_INDEXES = """
CREATE INDEX by_day ON events (day, n);
CREATE INDEX by_article ON events (article, n);
CREATE INDEX by_type ON events (type, day, n);
CREATE INDEX by_event ON parts (event, thing);
CREATE INDEX by_count ON things (events DESC, id);
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; all that is given holds. `first` and `last` are ISO days between which it may have been."""

    words: str = ""
    thing: str = ""
    type: str = ""
    article: str = ""
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One page of rows (column to value), and how many there are in all."""

    rows: tuple[dict[str, Any], ...]
    total: int


class Index:
    """The table of one store: `Index.of(store, path)` opens it, made anew when the store has changed.

    >>> from kg.store import Store
    >>> import tempfile
    >>> with closing(Index.of(Store(), Path(tempfile.mkdtemp()) / "search.sqlite")) as index:
    ...     index.events(Wanted("otan")).total
    0
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []

    @classmethod
    def of(cls, store: GraphStore, path: Path) -> Index:
        """The table of a store, kept in a file. Raises StoreError when that cannot be written."""
        mark = fingerprint(store)
        if _mark(path) != mark:
            try:
                _build(store, path, mark)
            except (sqlite3.Error, OSError) as error:
                hint = "Is the disk full?"
                raise StoreError(f"the search table cannot be written: {error}.", where=str(path), hint=hint) from error
        return cls(path)

    def close(self) -> None:
        """Let go of the file."""
        for connection in self._open:
            connection.close()
        self._open.clear()
        self._local = threading.local()

    def events(self, wanted: Wanted, *, start: int = 0, size: int = 20) -> Found:
        """Events, best match first when words are given, else by day (those without one last)."""
        tables, conditions, values = _conditions(wanted)
        order = "words.rank, e.n" if _match(wanted.words) else "e.day, e.n"
        return self._page("e.*", tables, conditions, values, order=order, start=start, size=size)

    def things(self, words: str = "", kind: str = "", *, start: int = 0, size: int = 20) -> Found:
        """Actors whose names begin with the words, the busiest first.

        MATTERS as a kind gives topics and descriptions instead.
        """
        tables, conditions, values = "things t", ["t.events > 0"], list[Any]()
        if match := _match(words):
            tables = "names JOIN things t ON t.n = names.rowid"
            conditions.append("names MATCH ?")
            values.append(match)
        conditions.append("t.actor = ?")
        values.append(int(kind != MATTERS))
        if kind and kind != MATTERS:
            conditions.append("t.type = ?")
            values.append(kind)
        return self._page("t.*", tables, conditions, values, order="t.events DESC, t.id", start=start, size=size)

    def articles(self, *, start: int = 0, size: int = 20) -> Found:
        """Articles, the latest first."""
        order = "a.published DESC, a.id"
        return self._page("a.*", "articles a", ["1"], [], order=order, start=start, size=size)

    def event(self, name: str) -> dict[str, Any] | None:
        """The row of an event by its local name."""
        return self._one("SELECT * FROM events WHERE id = ?", name)

    def thing(self, name: str) -> dict[str, Any] | None:
        """The row of an actor or topic by its local name."""
        return self._one("SELECT * FROM things WHERE id = ?", name)

    def article_of(self, node: str) -> dict[str, Any] | None:
        """The row of an article by the local name of its node."""
        return self._one("SELECT * FROM articles WHERE node = ?", node)

    def types(self) -> dict[str, int]:
        """How many events there are of each type, by type."""
        return {row["type"]: row["c"] for row in self._rows("SELECT type, COUNT(*) c FROM events GROUP BY 1", ())}

    def partners(self, thing: str, *, size: int = 12) -> list[dict[str, Any]]:
        """Who shares events with an actor, with how many, the most first."""
        sql = """SELECT t.id, t.label_en, t.label_fr, t.type, COUNT(*) shared FROM things me
          JOIN parts mine ON mine.thing = me.n JOIN parts other ON other.event = mine.event AND other.thing <> me.n
          JOIN things t ON t.n = other.thing WHERE me.id = ? GROUP BY t.n ORDER BY shared DESC, t.id LIMIT ?"""
        return self._rows(sql, (thing, size))

    def totals(self) -> dict[str, int]:
        """How many articles, events and actors there are."""
        counts = (f"(SELECT COUNT(*) FROM {table}) {table}" for table in ("articles", "events"))
        return self._rows(f"SELECT {', '.join(counts)}, (SELECT COUNT(*) FROM things WHERE actor = 1) actors", ())[0]

    def _page(self, columns: str, tables: str, conditions: Sequence[str], values: Sequence[Any], **cut: Any) -> Found:
        where = f"FROM {tables} WHERE {' AND '.join(conditions)}"
        total = self._rows(f"SELECT COUNT(*) c {where}", values)[0]["c"]
        page = f"SELECT {columns} {where} ORDER BY {cut['order']} LIMIT ? OFFSET ?"
        return Found(tuple(self._rows(page, (*values, cut["size"], cut["start"]))), total)

    def _one(self, sql: str, name: str) -> dict[str, Any] | None:
        return next(iter(self._rows(sql, (name,))), None)

    def _rows(self, sql: str, values: Sequence[Any]) -> list[dict[str, Any]]:
        connection = self._connection()
        end = time.monotonic() + PATIENCE
        connection.set_progress_handler(lambda: time.monotonic() > end, 20_000)
        try:
            return [dict(row) for row in connection.execute(sql, values)]
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                raise LimitError("the search took too long.", hint="Look for rarer words.") from error
            raise StoreError(f"the search table cannot be read: {error}.", where=str(self.path)) from error

    def _connection(self) -> sqlite3.Connection:
        """One for each thread."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
            found.row_factory = sqlite3.Row
            self._local.connection = found
            self._open.append(found)
        return found


def fingerprint(store: GraphStore) -> str:
    """What tells whether a store is still the one a table was made from: its texts and how much it says of them.

    >>> from kg.store import Store
    >>> fingerprint(Store()) == fingerprint(Store())
    True
    """
    texts = (f"{article} {text}" for article, text in sorted(store.digests().items()))
    return digest(VERSION, str(len(store)), *texts, length=32)


def _mark(path: Path) -> str:
    """The fingerprint in a file, "" when it is none of ours."""
    if not path.is_file():
        return ""
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as found:
        return str(found.execute("SELECT value FROM meta WHERE key = 'mark'").fetchone()[0])
    return ""


def _build(store: GraphStore, path: Path, mark: str) -> None:
    """Written aside and renamed: a kill leaves the old table or the new one."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    aside.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with closing(sqlite3.connect(aside)) as database:
            database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
            _fill(store, database)
            database.execute("INSERT INTO meta VALUES ('mark', ?)", (mark,))
            database.executescript(_INDEXES)
            database.commit()
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _fill(store: GraphStore, database: sqlite3.Connection) -> None:
    archive = Archive(store)
    numbers: dict[str, int] = {}
    kinds: dict[str, tuple[str, str, str, str]] = {}
    counts: dict[int, int] = {}
    actors: set[str] = set()
    n = 0
    for article in archive.graphs:
        rows = archive.events(article)
        text = rows[0].article if rows else archive.article(article)
        if text is None:
            continue
        about = (text.id, text.node, text.title, text.url, text.published, text.language, text.source, len(rows))
        database.execute("INSERT INTO articles VALUES (?,?,?,?,?,?,?,?)", about)
        for row in rows:
            n += 1
            actors.update(_actors(row))
            names = []
            for thing in _things(row):
                number = numbers.setdefault(thing.id, len(numbers) + 1)
                kinds[thing.id] = (thing.type, thing.label("en"), thing.label("fr"), thing.wikidata)
                cursor = database.execute("INSERT OR IGNORE INTO parts VALUES (?,?)", (number, n))
                counts[number] = counts.get(number, 0) + cursor.rowcount
                names += thing.labels.values()
            database.execute(f"INSERT INTO events VALUES ({','.join('?' * 17)})", (n, *_event(row)))
            words = (n, row.labels.get("en", ""), row.labels.get("fr", ""), row.evidence[1], text.title)
            database.execute(
                "INSERT INTO words (rowid, label_en, label_fr, sentence, title, names) VALUES (?,?,?,?,?,?)",
                (*words, " ".join(names)),
            )
    for name, number in numbers.items():
        columns = (number, name, *kinds[name], counts[number], int(name in actors))
        database.execute("INSERT INTO things VALUES (?,?,?,?,?,?,?,?)", columns)
        known = archive.things.get(name)
        spoken = " ".join([*kinds[name][1:3], *(known.names if known else ())])
        database.execute("INSERT INTO names (rowid, spoken) VALUES (?,?)", (number, spoken))


def _things(row: EventRow) -> Iterator[Any]:
    for parts in (row.agents, row.targets, row.themes, row.places, row.sources):
        yield from (part.thing for part in parts if part.thing.id)


def _actors(row: EventRow) -> Iterator[str]:
    """Who has a name and takes part; of what an event is about, what has a kind of its own."""
    for parts in (row.agents, row.targets, row.places, row.sources):
        yield from (part.thing.id for part in parts if part.thing.type)
    yield from (part.thing.id for part in row.themes if part.thing.type not in ("", MATTERS))


def _event(row: EventRow) -> tuple[Any, ...]:
    labels = row.labels.get("en", ""), row.labels.get("fr", "")
    day = row.earliest or row.latest or "9999-99-99"
    return (
        row.id, row.article.id, row.type, row.action, *labels, row.evidence[1], row.earliest, row.latest, row.when,
        row.polarity, row.modality, row.stance, int(row.disputed), int(row.heading), day,
    )  # fmt: skip


def _conditions(wanted: Wanted) -> tuple[str, list[str], list[Any]]:
    """(tables, conditions, values) of a search for events."""
    tables, conditions, values = "events e", ["e.heading = 0"], list[Any]()
    if match := _match(wanted.words):
        tables = "words JOIN events e ON e.n = words.rowid"
        conditions.append("words MATCH ?")
        values.append(match)
    if wanted.thing:
        conditions.append("e.n IN (SELECT p.event FROM parts p JOIN things t ON t.n = p.thing WHERE t.id = ?)")
        values.append(wanted.thing)
    for column, value in (("type", wanted.type), ("article", wanted.article)):
        if value:
            conditions.append(f"e.{column} = ?")
            values.append(value)
    if wanted.first or wanted.last:
        conditions.append("(e.earliest <> '' OR e.latest <> '')")
    if wanted.first:
        conditions.append("(e.latest = '' OR e.latest >= ?)")
        values.append(wanted.first)
    if wanted.last:
        conditions.append("(e.earliest = '' OR e.earliest <= ?)")
        values.append(wanted.last)
    return tables, conditions, values


def _match(words: str) -> str:
    """A search of people as one of FTS5: every word must begin a word of the row, "quoted words" stand together.

    >>> _match('otan "réponse écrite"'), _match("* - )")
    ('"otan"* "réponse écrite"', '')
    """
    found = []
    for quoted, bare in re.findall(r'"([^"]*)"|([^\s"]+)', words):
        pieces = re.findall(r"\w+", quoted or bare)
        if pieces:
            found.append(f'"{" ".join(pieces)}"' if quoted else " ".join(f'"{piece}"*' for piece in pieces))
    return " ".join(found[:WORDS])
