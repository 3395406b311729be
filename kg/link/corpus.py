"""The records of all articles on disk, numbered in order of article ids, and read back one at a time."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.link.records import Record, record
from kg.link.spill import Spill, as_key, as_name, pack, unpack
from kg.model import Event, Extraction, Ref

_SCHEMA = "no INTEGER PRIMARY KEY, article BLOB, source BLOB, head BLOB, tail BLOB, sketch BLOB"
EVENT_BITS = 24  # bits for the events of one article
OF_ARTICLE = -1 << EVENT_BITS  # the bits of an event's number that tell its article
OF_HEADING = 1  # the bit that is set for one told by a heading


class Corpus:
    """Records by number, from 1. Of two articles with one id the last counts.

    >>> from kg.model import Article
    >>> corpus = Corpus((Extraction(Article(name, "")) for name in "ba"), Spill())
    >>> [(number, record.article) for number, record in corpus.records()]
    [(1, 'a'), (2, 'b')]
    """

    def __init__(self, extractions: Iterable[Extraction], spill: Spill) -> None:
        self.spill = spill
        spill.run(f"CREATE TABLE record({_SCHEMA})")
        last: str | None = None
        sorted_ = True
        for extraction in extractions:
            made = record(extraction)
            sorted_ = sorted_ and (last is None or last < made.article)
            last = made.article
            head = replace(made, events=(), claims=(), sketch=())
            names = as_key(made.article), as_key(made.source)
            row = (*names, pack(head), pack((made.events, made.claims)), as_bytes(made.sketch))
            spill.run("INSERT INTO record(article, source, head, tail, sketch) VALUES (?, ?, ?, ?, ?)", row)
        if not sorted_:
            self._sort()
        self.count: int = spill.run("SELECT COUNT(*) FROM record").fetchone()[0]

    def _sort(self) -> None:
        run = self.spill.run
        run("ALTER TABLE record RENAME TO unsorted")
        run(f"CREATE TABLE record({_SCHEMA})")
        run(
            "INSERT INTO record(article, source, head, tail, sketch) "
            "SELECT u.article, u.source, u.head, u.tail, u.sketch "
            "FROM (SELECT article, MAX(no) AS last FROM unsorted GROUP BY article) AS kept "
            "JOIN unsorted AS u ON u.no = kept.last ORDER BY kept.article"
        )
        run("DROP TABLE unsorted")

    def heads(self) -> Iterator[tuple[int, Record]]:
        """Every record without its events, claims and sketch."""
        for number, head in self.spill.run("SELECT no, head FROM record ORDER BY no"):
            yield number, unpack(head)

    def sources(self) -> Iterator[tuple[int, bytes]]:
        """(number, source) of every article that names one."""
        yield from self.spill.run("SELECT no, source FROM record WHERE LENGTH(source) > 0 ORDER BY no")

    def records(self) -> Iterator[tuple[int, Record]]:
        """Every record without its sketch."""
        for number, head, tail in self.spill.run("SELECT no, head, tail FROM record ORDER BY no"):
            yield number, _whole(head, tail)

    def record(self, number: int) -> Record:
        """One record without its sketch."""
        return _whole(*self.spill.run("SELECT head, tail FROM record WHERE no = ?", (number,)).fetchone())

    def head(self, number: int) -> Record:
        """One record without its events, claims and sketch."""
        return unpack(self.spill.run("SELECT head FROM record WHERE no = ?", (number,)).fetchone()[0])  # type: ignore[no-any-return]

    def article(self, number: int) -> str:
        """The id of an article."""
        return as_name(self.spill.run("SELECT article FROM record WHERE no = ?", (number,)).fetchone()[0])

    def sketch(self, number: int) -> Sequence[int]:
        """The sketch of an article."""
        return of_bytes(self.spill.run("SELECT sketch FROM record WHERE no = ?", (number,)).fetchone()[0])

    def sketches(self) -> Iterator[tuple[int, Sequence[int]]]:
        """(number, sketch) of every article."""
        for number, sketch in self.spill.run("SELECT no, sketch FROM record ORDER BY no"):
            yield number, of_bytes(sketch)

    def number(self, article: str) -> int:
        """The number of an article, 0 for one that is not here. For a few: without decisions nothing is asked."""
        self.spill.run("CREATE INDEX IF NOT EXISTS record_article ON record(article)")
        row = self.spill.run("SELECT no FROM record WHERE article = ?", (as_key(article),)).fetchone()
        return 0 if row is None else int(row[0])

    def event_number(self, ref: Ref) -> int:
        """The number of an event, 0 for one that is not here. For a few, as `number`."""
        number = self.number(ref.article)
        found = event_numbers(number, [told.event for told in self.record(number).events]) if number else {}
        return found.get(ref.id, 0)


def event_numbers(article: int, events: Iterable[Event]) -> dict[str, int]:
    """Local id -> number of each event of an article: numbers sort as references do, and tell article and heading."""
    headings = {event.id: event.heading for event in events}
    return {local: article << EVENT_BITS | rank << 1 | headings[local] for rank, local in enumerate(sorted(headings))}


def article_of(event: int) -> int:
    """The number of the article of an event."""
    return event >> EVENT_BITS


def as_bytes(values: Sequence[int]) -> bytes:
    """Hashes of 32 bits as they are kept."""
    return array("I", values).tobytes()


def of_bytes(data: bytes) -> Sequence[int]:
    """Hashes again."""
    return array("I", data)


def _whole(head: bytes, tail: bytes) -> Record:
    events, claims = unpack(tail)
    whole: Record = replace(unpack(head), events=events, claims=claims)
    return whole
