"""Pairs of events that may be one: those that share a type, an actor (or a word of their object) and a possible day.

Events and their keys lie on disk (`Views` makes them). Keys are sorted there, so that those who share one come one
after the other; their pairs are sorted in turn, by blocks of articles. Of a block the events are read once, and beside
them, one after the other, all those that may be one with any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations, groupby
from operator import itemgetter

from kg.link.corpus import OF_ARTICLE, OF_HEADING, article_of, event_numbers
from kg.link.events import DOUBT, NEAR, VAGUE, evidence
from kg.link.records import Record
from kg.link.rivals import contested, rivals
from kg.link.spill import Spill, as_key, pack, unpack
from kg.link.views import Seen

_CROWD = 80  # events of one actor, type and day: more are told by nothing that could tell them apart
_BLOCK = 100  # articles whose events are in memory at one time
_HELD = 50_000  # pairs of one actor that are held to write each but once
_KEPT = 2_000  # events that `Events.seen` remembers
_SCHEMA = (
    "CREATE TABLE event(n INTEGER PRIMARY KEY, body BLOB)",
    "CREATE TABLE mark(name INTEGER, day INTEGER, n INTEGER)",
    "CREATE TABLE contested(name INTEGER, day INTEGER, n INTEGER)",
    "CREATE TABLE candidate(block INTEGER, a INTEGER, b INTEGER, rival INTEGER)",
    "CREATE TABLE pair(score REAL, a INTEGER, b INTEGER, against TEXT)",
)
Key = tuple[int, int]  # type or lemma with actor or word, and day


@dataclass(frozen=True, slots=True)
class Pair:
    """Two events (by number) and the evidence that they are one; `against` names what contradicts it."""

    score: float
    a: int
    b: int
    against: str = ""


class Events:
    """The events of all articles on disk, by number."""

    def __init__(self, spill: Spill) -> None:
        self.spill = spill
        for table in _SCHEMA:
            spill.run(table)
        self.seen = lru_cache(maxsize=_KEPT)(self._read)

    def take(self, number: int, record: Record, seen: Iterable[Seen]) -> None:
        """Keep the events of an article."""
        numbers = event_numbers(number, [told.event for told in record.events])
        table = {numbers[event.event.id]: event for event in seen}
        self.spill.add("event", ((n, pack(event)) for n, event in table.items()), 2)
        self.spill.add("mark", ((*key, n) for n, event in table.items() for key in _keys(event)), 3)
        self.spill.add("contested", ((*key, n) for n, event in table.items() for key in _contested(event)), 3)

    def pairs(self, copies: Callable[[int, int], bool] = lambda _a, _b: False) -> None:
        """Find all pairs with evidence of at least `DOUBT`. `copies` tells whether two articles are near-duplicates."""
        self._candidates("mark", 0, OF_ARTICLE | OF_HEADING)
        self._candidates("contested", 1, OF_ARTICLE)
        rows = self.spill.run("SELECT block, b, a, MIN(rival) FROM candidate GROUP BY block, b, a ORDER BY block, b, a")
        self.spill.add("pair", self._judged(rows, copies), 4)
        self.spill.run("DROP TABLE candidate")

    def strong(self, least: float) -> Iterator[Pair]:
        """The pairs with at least this evidence, strongest first."""
        query = "SELECT score, a, b, against FROM pair WHERE score >= ? ORDER BY score DESC, a, b"
        for row in self.spill.run(query, (least,)):
            yield Pair(*row)

    def _read(self, n: int) -> Seen:
        return unpack(self.spill.run("SELECT body FROM event WHERE n = ?", (n,)).fetchone()[0])  # type: ignore[no-any-return]

    def _candidates(self, table: str, rival: int, differ: int) -> None:
        """Pairs that share a key and differ in some bits of `differ`; a key that too many have says nothing."""
        held: set[tuple[int, int]] = set()
        block: list[int] = []
        last: Key = 0, 0
        for name, day, n in self.spill.run(f"SELECT name, day, n FROM {table} ORDER BY name, day, n"):
            if (name, day) == last:
                if len(block) <= _CROWD:
                    block.append(n)
                continue
            if len(block) > 1:
                held.update(_pairs(block, differ))
            if held and (name != last[0] or len(held) > _HELD):  # days of one actor have much the same pairs
                self._write(held, rival)
            last, block = (name, day), [n]
        held.update(_pairs(block, differ))
        self._write(held, rival)
        self.spill.run(f"DROP TABLE {table}")

    def _write(self, held: set[tuple[int, int]], rival: int) -> None:
        self.spill.add("candidate", ((article_of(a) // _BLOCK, a, b, rival) for a, b in held), 4)
        held.clear()

    def _judged(
        self, rows: Iterable[tuple[int, int, int, int]], copies: Callable[[int, int], bool]
    ) -> Iterator[tuple[float, int, int, str]]:
        """(score, a, b, against) of the candidates that are pairs."""
        for _, block in groupby(rows, key=itemgetter(0)):
            left: dict[int, Seen] = {}
            for b, found in groupby(block, key=itemgetter(1)):
                other = self._read(b)
                for _, _, a, rival in found:
                    one = left.get(a) or left.setdefault(a, self._read(a))
                    if rival and not rivals(one, other):
                        continue
                    score, against = evidence(one, other, copies(article_of(a), article_of(b)))
                    if score >= DOUBT:
                        yield round(score, 3), a, b, against


def _pairs(block: list[int], differ: int) -> Iterable[tuple[int, int]]:
    """The pairs of a block, the smaller number first; none of a crowd."""
    return ((a, b) for a, b in combinations(block, 2) if (a ^ b) & differ) if len(block) <= _CROWD else ()


@lru_cache(maxsize=1 << 14)
def _name(kind: str, mark: str) -> int:
    """A number for a type or lemma with an actor or word, the same in every run."""
    found = blake2b(as_key(f"{kind}\x1f{mark}"), digest_size=8).digest()
    return int.from_bytes(found, "big", signed=True)


def _contested(event: Seen) -> Iterator[Key]:
    """Lemma, word and day of a deed that only one can have done: its reports may share no actor."""
    if event.span is not None and event.dated and event.span[0] == event.span[1]:
        for word in contested(event):
            yield _name(event.event.lemma, word), event.span[0].toordinal()


def _keys(event: Seen) -> Iterator[Key]:
    """Type, actor and possible day; without an actor, the nouns of the sentence stand for one."""
    if event.span is None or (event.dated != 2 and (event.span[1] - event.span[0]).days > VAGUE):
        return
    marks = event.reach or event.around or [f"~{word}" for word in (event.about or event.shared)]
    first, last = event.span
    kind, lemma = event.event.type, event.event.lemma
    if event.dated == 2 and event.event.modality == "actual" and first.year == last.year:  # "in 2003", "in April 2003"
        year = date(first.year, 1, 1).toordinal()
        yield from ((_name(lemma, mark), year) for mark in marks)
    if (last - first).days > VAGUE:
        return
    days = range(first.toordinal(), last.toordinal() + 1)
    late = range(days[0], days[0] + NEAR.days + 1)  # told of another day, in the same word
    for mark in marks:
        name = _name(kind, mark)
        yield from ((name, day) for day in days)
        if event.dated == 2 and first == last:
            name = _name(lemma, mark)
            yield from ((name, day) for day in late)
