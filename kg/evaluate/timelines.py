"""Timelines of one entity over many articles, scored as SemEval-2015 Task 4 does (Minard et al. 2015).

A timeline is turned into temporal relations between event mentions, and between mentions and their dates; precision is
the share of the system's relations that follow from the reference's, recall the other way round (temporal awareness,
UzZaman and Allen 2011). Several timelines are scored together by the sums of their relations (micro average).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.evaluate.score import f1
from kg.ids import fold
from kg.model import Event, Extraction, Filler, Interval, Linkage, Ref

Mention = tuple[str, int, str]  # article, sentence, word
Relation = tuple[str, str, str]  # left, "<" or "=", right


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of a timeline. `order` is 0 for an event that is not ordered; `date` is ISO of any precision or ""."""

    order: int
    date: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Sums of relations over timelines, and what follows from them (in [0, 1])."""

    found: int = 0  # of the system's relations, those that the reference implies
    given: int = 0
    recalled: int = 0  # of the reference's relations, those that the system implies
    wanted: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.found + other.found,
            self.given + other.given,
            self.recalled + other.recalled,
            self.wanted + other.wanted,
        )

    @property
    def precision(self) -> float:
        return self.found / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        return self.recalled / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        return f1(self.precision, self.recall)


def score(system: Sequence[Entry], reference: Sequence[Entry], *, dates: bool = True) -> Score:
    """How well one timeline tells what another does; without `dates` only the order counts.

    >>> gold = [Entry(1, "2007-01", (("a", 1, "launched"),)), Entry(2, "2008-06-09", (("b", 2, "sold"),))]
    >>> score(gold, gold).f1, score(gold[:1], gold).recall < 1, score([], gold).f1
    (1.0, True, 0.0)
    """
    ours, theirs = _Relations(system, dates), _Relations(reference, dates)
    return Score(
        found=sum(theirs.imply(relation) for relation in ours.least),
        given=len(ours.least),
        recalled=sum(ours.imply(relation) for relation in theirs.least),
        wanted=len(theirs.least),
    )


class _Relations:
    """The relations of a timeline: `least` are those from which all others follow."""

    def __init__(self, timeline: Sequence[Entry], dates: bool) -> None:
        self.order: dict[str, int] = {}
        self.date: dict[str, str] = {}
        self.least: list[Relation] = []
        groups: dict[int, list[str]] = {}
        for entry in timeline:
            if entry.order > 0:
                groups.setdefault(entry.order, []).extend(_name(mention) for mention in entry.mentions)
            for mention in entry.mentions:
                if dates and entry.date:
                    self.date[_name(mention)] = entry.date
                    self.least.append((_name(mention), "=", "@" + entry.date))
        before = ""
        for order in sorted(groups):
            names = sorted(dict.fromkeys(groups[order]))
            self.order.update(dict.fromkeys(names, order))
            self.least += [(names[0], "=", other) for other in names[1:]]
            if before:
                self.least.append((before, "<", names[0]))
            before = names[0]

    def imply(self, relation: Relation) -> bool:
        left, kind, right = relation
        if right.startswith("@"):
            return self.date.get(left) == right[1:]
        if left not in self.order or right not in self.order:
            return False
        a, b = self.order[left], self.order[right]
        return a < b if kind == "<" else a == b


def _name(mention: Mention) -> str:
    article, sentence, word = mention
    return f"{article}|{sentence}|{fold(word)}"


def timeline(
    target: str, extractions: Iterable[Extraction], linkage: Linkage, sentences: Mapping[str, Sequence[str]]
) -> list[Entry]:
    """The timeline of what is called `target`: every core event in which it takes part, in order of dates.

    `sentences` are those of each article, by whose places mentions are named. News without a date is news of the day
    of its article; events of which no single date is known are not ordered. Reports of one event are one entry.
    """
    words = set(fold(target).split())
    home = {ref: cluster[0] for cluster in linkage.same_events for ref in cluster}
    found: dict[Ref, tuple[str, list[Mention]]] = {}
    for extraction in extractions:
        article = extraction.article
        names = {entity.id: " ".join((entity.name, *entity.names)) for entity in extraction.entities}
        for event in extraction.events:
            ref = Ref(article.id, event.id)
            place = _place(event.evidence.of(article.text), sentences.get(article.id, ()))
            if place < 0 or not event.triggers or not _takes_part(event, words, names):
                continue
            date, mentions = found.setdefault(home.get(ref, ref), ("", []))
            mentions.append((article.id, place, event.triggers[0].of(article.text).split()[-1]))
            own = _date(linkage.times.get(ref, event.time))
            told = article.published if event.time is None and event.modality == "actual" else ""
            found[home.get(ref, ref)] = (date or own or told, mentions)
    orders = {date: number for number, date in enumerate(sorted({date for date, _ in found.values() if date}), 1)}
    entries = [Entry(orders.get(date, 0), date, tuple(sorted(mentions))) for date, mentions in found.values()]
    return sorted(entries, key=lambda entry: (entry.order, entry.mentions))


def _takes_part(event: Event, words: set[str], names: Mapping[str, str]) -> bool:
    fillers: list[Filler] = [*event.agents, *event.targets]
    fillers += [event.object] if event.object is not None else []
    return any(words <= set(fold(f"{f.text} {names.get(f.entity, '')}").replace("'", " ").split()) for f in fillers)


def _date(time: Interval | None) -> str:
    """A date of a day, month or year; "" for what is vaguer."""
    parts = time.edtf.split("-") if time is not None else []
    return time.edtf if time is not None and parts and all(part.isdigit() for part in parts) else ""


def _place(evidence: str, sentences: Sequence[str]) -> int:
    """The number of the sentence that shares most words with the evidence, -1 when none shares half of them."""
    said = set(fold(evidence).split())
    shares = [len(said & set(fold(sentence).split())) / max(1, len(said)) for sentence in sentences]
    best = max(shares, default=0.0)
    return shares.index(best) if best >= 0.5 else -1


def read_reference(row: Mapping[str, Any], articles: Mapping[str, str]) -> list[Entry]:
    """A reference timeline of the corpus; `articles` gives the article id of a document of the task."""
    return [
        Entry(
            event["order"],
            "" if "X" in event["date"] else event["date"],
            tuple((articles.get(m["doc_id"], m["doc_id"]), m["sentence"], m["word"]) for m in event["mentions"]),
        )
        for event in row["events"]
    ]
