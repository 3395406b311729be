"""What linking keeps of an article: names, types, dates, words and hashes, never the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kg.link.quantities import Quantity, quantities
from kg.link.sketch import sketch
from kg.link.words import common_words, english, firsts, stem, stems, time_words, words
from kg.model import Claim, Entity, Event, Extraction, Interval, Ref, Role, Span

_NEAR = 3  # words between a verb and the "first" that is said of it
_PUBLISHED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Told:
    """An event as one article tells it, with what its sentence says beside it."""

    ref: Ref
    event: Event
    words: frozenset[str]  # stems of the sentence's content words
    around: frozenset[str]  # local ids of the entities named in the sentence
    times: tuple[Interval, ...]  # of the sentence, for an event without one of its own
    quantities: tuple[Quantity, ...]  # that stand nearest to this event
    nouns: frozenset[str]  # English names of the sentence's nouns, for comparing languages
    sentence: int  # a hash of its words: copies tell an event in the same ones
    first: bool = False  # said of the one who did it first: "fired first", "le premier à tirer"


@dataclass(frozen=True, slots=True)
class Record:
    """One article, compact. `first` and `last` are the days it may have been published on, None when unknown."""

    article: str
    language: str
    source: str
    first: date | None
    last: date | None
    entities: tuple[Entity, ...]
    roles: tuple[Role, ...]
    events: tuple[Told, ...]
    claims: tuple[Claim, ...]
    sketch: tuple[int, ...]  # of the text, for near-duplicates

    def ref(self, local: str) -> Ref:
        return Ref(self.article, local)


def record(extraction: Extraction) -> Record:
    """The compact record of an extraction.

    >>> from kg.model import Article
    >>> made = record(Extraction(Article("a", "Un texte.", published="2022-02")))
    >>> made.first, made.last
    (datetime.date(2022, 2, 1), datetime.date(2022, 2, 28))
    """
    article = extraction.article
    first, last = published(article.published)
    return Record(
        article=article.id,
        language=article.language,
        source=article.source,
        first=first,
        last=last,
        entities=extraction.entities,
        roles=extraction.roles,
        events=tuple(_told(extraction)),
        claims=extraction.claims,
        sketch=sketch(words(article.text)),
    )


def _told(extraction: Extraction) -> Iterable[Told]:
    article = extraction.article
    mentions = sorted((m.span.start, m.span.end, m.entity) for m in extraction.mentions)
    starts = [start for start, _, _ in mentions]
    sentences: dict[Span, list[Event]] = {}
    for event in extraction.events:
        sentences.setdefault(event.evidence, []).append(event)
    near = {span: _numbers(span, events, article.text, article.language) for span, events in sentences.items()}
    said_in = {span: words(span.of(article.text)) for span in sentences}
    content = {span: (stems(said, article.language), english(said, article.language)) for span, said in said_in.items()}
    for event in extraction.events:
        span = event.evidence
        said = said_in[span]
        inside = mentions[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        yield Told(
            ref=Ref(article.id, event.id),
            event=event,
            words=content[span][0],
            around=frozenset(entity for _, end, entity in inside if end <= span.end),
            times=tuple(t for t in extraction.times if t.span and span.start <= t.span.start < span.end),
            quantities=near[span].get(event.id, ()),
            nouns=content[span][1],
            sentence=hash_of(said),
            first=_did_it_first(said, words(" ".join(t.of(article.text) for t in event.triggers)), article.language),
        )


def _did_it_first(said: Sequence[str], triggers: Collection[str], language: str) -> bool:
    """Whether "first" stands at a trigger, with nothing but function words between them, and counts no noun."""
    empty = common_words(language) | time_words(language)
    for at in (k for k, word in enumerate(said) if stem(word) in firsts(language)):
        after = said[at + 1] if at + 1 < len(said) else ""
        if after and after not in empty and after not in triggers:
            continue  # "the first round", "le premier ministre"
        for step in (-1, 1):
            k = at + step
            while 0 <= k < len(said) and abs(k - at) < _NEAR and said[k] in empty:
                k += step
            if 0 <= k < len(said) and said[k] in triggers:
                return True
    return False


def _numbers(span: Span, events: list[Event], text: str, language: str) -> dict[str, tuple[Quantity, ...]]:
    """Each quantity of a sentence, given to the event whose trigger stands nearest to it."""
    found: dict[str, tuple[Quantity, ...]] = {}
    for quantity in quantities(span.of(text), language):
        at = span.start + quantity.at
        nearest = min(events, key=lambda e: (min((abs(t.start - at) for t in e.triggers), default=10**6), e.id))
        found[nearest.id] = (*found.get(nearest.id, ()), quantity)
    return found


def hash_of(said: Iterable[str]) -> int:
    """A number for a row of words, the same in every run."""
    row = sketch(("\x1f".join(said),))
    return row[0]


def published(value: str) -> tuple[date | None, date | None]:
    """First and last day of a publication date of any precision, (None, None) for what is no date.

    >>> published("2022-02-16")
    (datetime.date(2022, 2, 16), datetime.date(2022, 2, 16))
    """
    found = _PUBLISHED.fullmatch(value)
    if not found:
        return None, None
    year, month, day = (int(part or 0) for part in found.groups())
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None, None
    if day:
        return first, first
    after = date(year + (month in (0, 12)), month % 12 + 1 if month else 1, 1) if year < 9999 else date.max
    return first, after - timedelta(days=1)
