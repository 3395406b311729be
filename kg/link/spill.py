"""The disk that linking works on, so that its memory does not grow with the archive.

One private SQLite database for each linking: SQLite keeps some pages of it in memory and the rest in a file without a
name, which the system takes back when the process ends, however it ends. It lies in SQLITE_TMPDIR, TMPDIR, or
/var/tmp, in that order. What linking gives (`Rows`, `Table`, `ByArticle`) reads from there too: it looks like a tuple
or a dict, and holds the database open for as long as anybody holds it.
"""

from __future__ import annotations

import dataclasses
import io
import pickle
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any, Generic, TypeVar, overload

from kg.errors import StoreError
from kg.model import Ref

T = TypeVar("T")
CACHE = 16 << 10  # KiB of pages in memory, for tables, and as much again for sorting
_COLUMNS = "n INTEGER PRIMARY KEY, key BLOB, body BLOB"
_NAME = "surrogatepass"  # a name may hold half a character; as bytes, names sort as they do as text


class Spill:
    """A database that is gone with its last user.

    >>> spill = Spill()
    >>> rows = Rows[str](spill, spill.fill("word", [("b", "un"), ("a", "deux")]))
    >>> rows, rows[-1], Table[str](spill, "word")["b"]
    (('un', 'deux'), 'deux', 'un')
    """

    def __init__(self) -> None:
        # Threads of one server take turns at what linking gave; none writes.
        self._db = sqlite3.connect("", check_same_thread=False, isolation_level=None)
        for setting in ("journal_mode=OFF", "synchronous=OFF", f"cache_size=-{CACHE}", "temp_store=FILE"):
            self._db.execute(f"PRAGMA {setting}")
        self._db.execute("BEGIN")  # never committed: nobody else reads it

    def run(self, query: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """The rows of a query, read as they are asked for."""
        try:
            return self._db.execute(query, values)
        except sqlite3.OperationalError as error:
            raise _full(error) from error

    def add(self, table: str, rows: Iterable[Sequence[Any]], width: int, *, again: bool = False) -> None:
        """Put rows of `width` values into a table; with `again`, those that are there already are left out."""
        try:
            verb = "INSERT OR IGNORE" if again else "INSERT"
            self._db.executemany(f"{verb} INTO {table} VALUES ({','.join('?' * width)})", rows)
        except sqlite3.OperationalError as error:
            raise _full(error) from error

    def fill(self, name: str, rows: Iterable[tuple[str, Any]]) -> str:
        """A table of (key, value), in this order, where there is none yet or an empty one; give its name."""
        self.run(f"CREATE TABLE IF NOT EXISTS {name}({_COLUMNS})")
        self.add(f"{name}(key, body)", ((as_key(key), pack(value)) for key, value in rows), 2)
        return self.index(name)

    def shape(self, name: str) -> None:
        """An empty table for keys and packed values, in place of an older one of that name."""
        self.run(f"DROP TABLE IF EXISTS {name}")
        self.run(f"CREATE TABLE {name}({_COLUMNS})")

    def index(self, name: str) -> str:
        """Let values of a table be found by key; give its name."""
        self.run(f"CREATE INDEX {name}_key ON {name}(key)")
        return name


def as_key(name: str) -> bytes:
    """A name as it is kept: bytes sort as the text does, by code points."""
    return name.encode("utf-8", _NAME)


def as_name(key: bytes) -> str:
    """The name that a key was made of."""
    return key.decode("utf-8", _NAME)


def _full(error: Exception) -> StoreError:
    hint = "Is the disk for temporary files full? SQLITE_TMPDIR names another folder for them."
    return StoreError(f"linking cannot write its temporary file ({error}).", hint=hint)


class _Reducers(dict[Any, Any]):
    """How to pickle our records: their class and their values. The generic way of frozen ones is five times slower."""

    def __missing__(self, kind: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
        if not dataclasses.is_dataclass(kind):
            raise KeyError(kind)
        values = attrgetter(*(field.name for field in dataclasses.fields(kind)))
        self[kind] = found = lambda record: (kind, values(record))
        return found


_REDUCERS = _Reducers()


def pack(value: Any) -> bytes:
    """A value as bytes. Records must have two fields or more.

    >>> unpack(pack(Ref("a", "e1")))
    Ref(article='a', id='e1')
    """
    out = io.BytesIO()
    pickler = pickle.Pickler(out, protocol=5)
    pickler.dispatch_table = _REDUCERS
    pickler.dump(value)
    return out.getvalue()


unpack: Callable[[bytes], Any] = pickle.loads  # only ever of what `pack` gave in this process


class Rows(Sequence[T]):
    """The values of a table as a sequence, in order; equal to, and shown as, the tuple of them."""

    def __init__(self, spill: Spill, table: str) -> None:
        self.spill, self.table = spill, table
        self._count: int = spill.run(f"SELECT COUNT(*) FROM {table}").fetchone()[0]

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, key: int) -> T: ...
    @overload
    def __getitem__(self, key: slice) -> Sequence[T]: ...
    def __getitem__(self, key: int | slice) -> T | Sequence[T]:
        if isinstance(key, slice):
            return tuple(self[at] for at in range(*key.indices(self._count)))
        at = range(self._count)[key]
        return unpack(self.spill.run(f"SELECT body FROM {self.table} WHERE n = ?", (at + 1,)).fetchone()[0])  # type: ignore[no-any-return]

    def __iter__(self) -> Iterator[T]:
        for (body,) in self.spill.run(f"SELECT body FROM {self.table} ORDER BY n"):
            yield unpack(body)

    def by_key(self, key: str) -> list[T]:
        """The values of one key, in order."""
        found = self.spill.run(f"SELECT body FROM {self.table} WHERE key = ? ORDER BY n", (as_key(key),))
        return [unpack(body) for (body,) in found]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(_same, self, other))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(tuple(self))

    def __reduce__(self) -> tuple[Any, ...]:  # another process gets the values themselves
        return tuple, (tuple(self),)


def _same(a: object, b: object) -> bool:
    return a == b


class Table(Mapping[str, T]):
    """The values of a table by key, in order; the last one asked for is remembered."""

    def __init__(self, spill: Spill, table: str) -> None:
        self.spill, self.table = spill, table
        self._last: tuple[str, tuple[T] | None] | None = None

    def __getitem__(self, key: str) -> T:
        if self._last is None or self._last[0] != key:
            row = self.spill.run(f"SELECT body FROM {self.table} WHERE key = ?", (as_key(key),)).fetchone()
            self._last = key, None if row is None else (unpack(row[0]),)
        found = self._last[1]
        if found is None:
            raise KeyError(key)
        return found[0]

    def __iter__(self) -> Iterator[str]:
        for (key,) in self.spill.run(f"SELECT key FROM {self.table} ORDER BY n"):
            yield as_name(key)

    def __len__(self) -> int:
        return self.spill.run(f"SELECT COUNT(*) FROM {self.table}").fetchone()[0]  # type: ignore[no-any-return]

    def __repr__(self) -> str:
        return repr(dict(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)


class ByArticle(Mapping[Ref, T], Generic[T]):
    """Values by reference, kept an article a row; `articles` gives those of one article by local id."""

    def __init__(self, spill: Spill, table: str) -> None:
        self.articles = Table[dict[str, T]](spill, table)

    def __getitem__(self, ref: Ref) -> T:
        return self.articles[ref.article][ref.id]

    def of(self, article: str) -> Mapping[str, T]:
        """The values of one article, by local id."""
        return self.articles.get(article, {})

    def __iter__(self) -> Iterator[Ref]:
        return (Ref(article, local) for article, found in self.articles.items() for local in found)

    def __len__(self) -> int:
        return sum(map(len, self.articles.values()))

    def __repr__(self) -> str:
        return repr(dict(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)


def by_article(rows: Iterable[tuple[str, str, T]]) -> Iterator[tuple[str, dict[str, T]]]:
    """(article, local id, value), in order of articles -> what a table of `ByArticle` is filled with."""
    for article, found in groupby(rows, key=itemgetter(0)):
        yield article, {local: value for _, local, value in found}


def articles_of(found: Mapping[Ref, T]) -> Callable[[str], Mapping[str, T]]:
    """What gives the values of an article by local id, of values on disk or in memory.

    >>> articles_of({Ref("a", "x1"): "NATO"})("a")
    {'x1': 'NATO'}
    """
    if isinstance(found, ByArticle):
        return found.of
    articles: dict[str, dict[str, T]] = {}
    for ref, value in found.items():
        articles.setdefault(ref.article, {})[ref.id] = value
    return lambda article: articles.get(article, {})


def by_key(found: Sequence[T], key: Callable[[T], str]) -> Callable[[str], Sequence[T]]:
    """What gives the records with a key, of records on disk, which were kept by that key, or in memory.

    >>> by_key([Ref("a", "e1"), Ref("b", "e1")], lambda ref: ref.article)("b")
    [Ref(article='b', id='e1')]
    """
    if isinstance(found, Rows):
        return found.by_key
    table: dict[str, list[T]] = {}
    for record in found:
        table.setdefault(key(record), []).append(record)
    return lambda name: table.get(name, [])
