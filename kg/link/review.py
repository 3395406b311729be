"""The merges that a person should look at: what linking was least sure of, with the words of both sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.link import names
from kg.link.candidates import Events
from kg.link.corpus import Corpus
from kg.link.decisions import Decision
from kg.link.events import DOUBT, SAME
from kg.link.spill import Spill
from kg.link.views import Views
from kg.model import Extraction, Linkage, Ref


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two actors or two events that are perhaps one. `a` and `b` are names that a decision may be written with.

    `score` is the evidence beyond the border, negative below it; `merged` tells what linking did.
    """

    kind: str  # actor, event
    a: str
    b: str
    merged: bool
    score: float
    context_a: str
    context_b: str


def review(
    linkage: Linkage, extractions: Iterable[Extraction], *, decided: Iterable[Decision] = (), limit: int = 50
) -> list[Doubt]:
    """The most doubtful merges, the nearest to the border first, at most `limit`, without those `decided` by a person.

    >>> review(Linkage(), [])
    []
    """
    found = {extraction.article.id: extraction for extraction in extractions}
    corpus = Corpus(found.values(), Spill())
    settled = {frozenset((decision.a, decision.b)) for decision in decided}
    doubts = [*_events(linkage, corpus, found), *_persons(linkage, corpus, found)]
    doubts = [doubt for doubt in doubts if frozenset((doubt.a, doubt.b)) not in settled]
    doubts.sort(key=lambda doubt: (abs(doubt.score), doubt.kind, doubt.a, doubt.b))
    return doubts[:limit]


def _events(linkage: Linkage, corpus: Corpus, found: dict[str, Extraction]) -> Iterator[Doubt]:
    home = {ref: number for number, cluster in enumerate(linkage.same_events) for ref in cluster}
    events = Events(corpus.spill)
    views = Views(corpus, {actor.id: actor for actor in linkage.actors}, linkage.actor_of)
    for number, record in corpus.records():
        events.take(number, record, views.of(record))
    events.pairs()
    for pair in events.strong(DOUBT):
        a, b = events.seen(pair.a).ref, events.seen(pair.b).ref
        merged = a in home and home[a] == home.get(b)
        score = round(pair.score - SAME, 3)
        contexts = (_evidence(found, ref) for ref in (a, b))
        yield Doubt("event", f"{a.article}#{a.id}", f"{b.article}#{b.id}", merged, score, *contexts)


def _persons(linkage: Linkage, corpus: Corpus, found: dict[str, Extraction]) -> Iterator[Doubt]:
    """A bare surname beside a full name that sounds so: the commonest merge that evidence was missing for."""
    full: defaultdict[str, dict[str, Ref]] = defaultdict(dict)
    bare: list[tuple[str, Ref]] = []
    for _, record in corpus.heads():
        for entity in record.entities:
            if entity.type != "PER" or entity.key or not names.proper(entity.name, record.language):
                continue
            name, ref = names.person(entity.name, record.language), record.ref(entity.id)
            if len(name) > 1:
                full[name[-1]].setdefault(linkage.actor_of[ref], ref)
            elif name:
                bare.append((name[-1], ref))
    for surname, ref in bare:
        for actor, other in sorted(full.get(surname, {}).items()):
            merged = linkage.actor_of[ref] == actor
            contexts = (_first_mention(found, side) for side in (ref, other))
            yield Doubt("actor", f"{ref.article}#{ref.id}", actor, merged, 0.5 if merged else -0.5, *contexts)


def _evidence(found: dict[str, Extraction], ref: Ref) -> str:
    extraction = found[ref.article]
    event = next(event for event in extraction.events if event.id == ref.id)
    return " ".join(event.evidence.of(extraction.article.text).split())


def _first_mention(found: dict[str, Extraction], ref: Ref, width: int = 90) -> str:
    """The words around the first mention of an entity."""
    extraction = found[ref.article]
    text = extraction.article.text
    spans = [mention.span for mention in extraction.mentions if mention.entity == ref.id]
    if not spans:
        return next(entity.name for entity in extraction.entities if entity.id == ref.id)
    first = min(spans)
    start, end = max(0, first.start - width), min(len(text), first.end + width)
    return ("…" if start else "") + " ".join(text[start:end].split()) + ("…" if end < len(text) else "")
