"""What linking keeps of an article: names, types, dates, words and hashes, never the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from kg.ids import fold
from kg.lang import available, load
from kg.link.sketch import sketch
from kg.model import Claim, Entity, Event, Extraction, Filler, Ref, Role

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_PUBLISHED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Told:
    """An event as one article tells it, with the content words of its sentence (folded)."""

    ref: Ref
    event: Event
    words: frozenset[str]
    sentence: tuple[str, ...]  # the same sentence, every word folded, in order
    title: bool = False  # told by the article's heading


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
        events=tuple(_told(article.id, event, article.text, article.language) for event in extraction.events),
        claims=extraction.claims,
        sketch=sketch(words(article.text)),
    )


def records(extractions: Iterable[Extraction]) -> list[Record]:
    """Records of all extractions, in order of article ids; of two with one id the last counts."""
    made: dict[str, Record] = {}
    for extraction in extractions:
        made[extraction.article.id] = record(extraction)
    return [made[key] for key in sorted(made)]


def _told(article: str, event: Event, text: str, language: str) -> Told:
    sentence = words(event.evidence.of(text))
    stop = common_words(language)
    content = frozenset(stem(word) for word in sentence if word not in stop and (len(word) > 2 or word.isdigit()))
    return Told(Ref(article, event.id), event, content, sentence, event.heading)


def words(text: str) -> tuple[str, ...]:
    """The words and numbers of a text, folded, in order.

    >>> words("L'OTAN demande 14 réponses.")
    ('otan', 'demande', '14', 'reponses')
    """
    return tuple(part for found in _WORD.findall(text) for part in _parts(fold(found)))


def _parts(word: str) -> list[str]:
    """An elided article or pronoun is no part of its word."""
    head, mark, tail = word.partition("'")
    return [tail] if mark and len(head) <= 2 and tail else [word]


def stem(word: str) -> str:
    """A rough stem, to compare words of one language: the first six letters without the plural.

    >>> stem("propositions") == stem("proposition"), stem("7")
    (True, '7')
    """
    return word.rstrip("sx")[:6] if len(word) > 4 and not word[0].isdigit() else word


@cache
def common_words(language: str) -> frozenset[str]:
    """Folded function words of a language, those of all known languages for an unknown one.

    >>> "dans" in common_words("fr"), "dans" in common_words("en")
    (True, False)
    """
    table: Mapping[str, str] = load("function-words")
    listed = [table[language]] if language in table else list(table.values())
    return frozenset(fold(word) for line in listed for word in line.split()) | determiners(language)


@cache
def determiners(language: str) -> frozenset[str]:
    """Folded determiners of a language; of all languages with a lexicon when it has none.

    >>> "leurs" in determiners("fr"), "the" in determiners("en")
    (True, True)
    """
    codes = [language] if language in available() else list(available())
    return frozenset(fold(word) for code in codes for word in load(code).get("determiners", {}))


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


def fillers(event: Event) -> Iterable[Filler]:
    """Everybody and everything that takes part in an event: agents, targets, object, place."""
    yield from event.agents
    yield from event.targets
    if event.object is not None:
        yield event.object
    if event.place is not None:
        yield event.place
