"""MEANTIME (Minard et al. 2016) read as spans of the article's text, and an extraction laid beside it.

The mapping
- **Mentions.** The first sentences of an article are annotated; one of them is the title, which is no part of the
  text: its mentions are left out. A mention of several words that do not touch has several spans. A system event is
  judged when a trigger of it stands in an annotated sentence; it matches the gold mention it overlaps most, each once.
- **Participants** (`has_participant` links to entities; values and events as participants are left out). They are
  annotated of the event, without places: a participant belongs to a mention of the event if its words stand in the
  mention's sentence, nearest to it. A filler is found when its span overlaps the participant's, or its entity is one
  that the system names where the gold names the participant. Arg0 is an agent; Arg1 to Arg4 are target or object.
- **Dates.** Those of TIMEX3 dates that hold the event (IS_INCLUDED, SIMULTANEOUS; INCLUDES from the time's side), the
  publication date among them. A date is right when it is equal to one of them.
- **Factuality.** polarity POS and NEG are positive and negative; CERTAIN is actual or future, POSSIBLE and PROBABLE are
  any other modality; FUTURE is future, requested or hypothetical, NON_FUTURE is actual or possible. What is not
  annotated or UNDERSPECIFIED is not judged.
- **Coreference** holds within an article: the data name no entity or event across articles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.evaluate.clusters import Grouping, b_cubed
from kg.evaluate.score import normal
from kg.model import Event, Extraction, Filler, Span

_PATIENT = ("Arg1", "Arg2", "Arg3", "Arg4")
_HOLDS = {("event->time", "IS_INCLUDED"), ("event->time", "SIMULTANEOUS")}
_HOLDS |= {("time->event", "INCLUDES"), ("time->event", "SIMULTANEOUS")}
_FUTURE = frozenset({"future", "requested", "hypothetical"})
_LIKE = 0.3  # of two spans' characters that they must share to be the same mention
NAMED = frozenset({"PER", "ORG", "LOC"})


@dataclass(frozen=True, slots=True)
class Participant:
    """An entity's mention; `entity` names it within the article, `role` is PropBank's for one event."""

    id: str
    entity: str
    kind: str
    span: Span
    role: str


@dataclass(frozen=True, slots=True)
class GoldMention:
    """One mention of an event; `event` is the same for mentions of one event."""

    id: str
    event: str
    grammatical: bool
    spans: tuple[Span, ...]
    facts: Mapping[str, str]  # polarity, certainty, time; "" for what is not annotated
    dates: frozenset[str]
    participants: tuple[Participant, ...]


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """The annotated part of an article; `sentences` are its spans, `left_out` counts mentions in the title."""

    sentences: tuple[Span, ...]
    mentions: tuple[GoldMention, ...]
    entities: Mapping[str, Participant]  # by mention id, each once
    left_out: int


def read_article(row: Mapping[str, Any], text: str) -> GoldArticle:
    """The gold of one article of the corpus, in offsets of its text.

    >>> read_article({"sentences_tokenised": ["A title", "It rained ."], "annotated_sentences": [0, 1],
    ...               "events": []}, "It rained.").sentences
    (Span(start=0, end=9),)
    """
    tokens = dict(tokens_of(row["sentences_tokenised"], text))
    extents = {k: Span(found[0][1].start, found[-1][1].end) for k, found in tokens.items()}
    taken: set[Span] = set()
    mentions, left_out = [], 0
    entities: dict[str, Participant] = {}
    for event in row["events"]:
        for mention in sorted(event["mentions"], key=lambda m: int(m["m_id"])):
            sentence = tokens.get(mention["sentence"], ())
            spans = _find(mention["text"], sentence, taken)
            if not spans:
                left_out += 1
                continue
            taken.update(spans)
            sharing = tuple(_participants(event, sentence, spans[0]))
            for one in sharing:
                entities.setdefault(one.id, one)
            facts = {key: mention.get(key) or "" for key in ("polarity", "certainty", "time")}
            grammatical = event["event_class"] == "GRAMMATICAL"
            dates = frozenset(_dates(event["times"]))
            mentions.append(GoldMention(mention["m_id"], event["event_id"], grammatical, spans, facts, dates, sharing))
    annotated = tuple(extents[k] for k in row["annotated_sentences"] if k in extents)
    return GoldArticle(annotated, tuple(mentions), entities, left_out)


Token = tuple[str, Span]


def tokens_of(sentences: Sequence[str], text: str) -> Iterator[tuple[int, list[Token]]]:
    """The tokens of each sentence that the text has, found by their letters and digits: spacing and marks differ.

    >>> list(tokens_of(["A title", "`` Rain , '' he said"], '"Rain," he said'))[0][1][0]
    ('Rain', Span(start=1, end=5))
    """
    places = [(k, char) for k, char in enumerate(text) if char.isalnum()]
    whole = "".join(char for _, char in places)
    done = 0
    for number, sentence in enumerate(sentences):
        words = [(word, "".join(filter(str.isalnum, word))) for word in sentence.split()]
        start = whole.find("".join(bare for _, bare in words), done)
        if start < 0 or not any(bare for _, bare in words):
            continue
        found: list[Token] = []
        for word, bare in words:
            if bare:
                found.append((word, Span(places[start][0], places[start + len(bare) - 1][0] + 1)))
                start += len(bare)
        done = start
        yield number, found


def _find(words: str, sentence: Sequence[Token], taken: set[Span]) -> tuple[Span, ...]:
    """Where the words of a mention stand: together, or one after the other; () where they do not."""
    whole = _together(words, sentence)
    free = [span for span in whole if span not in taken] or whole
    if free:
        return (free[0],)
    found, at = [], 0
    for word in words.split():
        place = next((k for k in range(at, len(sentence)) if sentence[k][0] == word), None)
        if place is None:
            return ()
        found.append(sentence[place][1])
        at = place + 1
    return tuple(found)


def _together(words: str, sentence: Sequence[Token]) -> list[Span]:
    wanted = [word for word in words.split() if re.search(r"\w", word)]
    size = len(wanted)
    return [
        Span(sentence[k][1].start, sentence[k + size - 1][1].end)
        for k in range(len(sentence) - size + 1)
        if size and [word for word, _ in sentence[k : k + size]] == wanted
    ]


def _participants(event: Mapping[str, Any], sentence: Sequence[Token], trigger: Span) -> Iterator[Participant]:
    for row in event["participants"]:
        places = _together(row["text"], sentence)
        if row["tag"] == "ENTITY_MENTION" and row["instance"] and places:
            span = min(places, key=lambda s: (abs(s.start - trigger.start), s.start))
            yield Participant(row["m_id"], row["instance"], row["entity_type"] or "", span, row["role"] or "")


def _dates(times: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for time in times:
        if (time["direction"], time["rel"]) in _HOLDS and time["type"] in ("DATE", "TIME"):
            yield time["value"].partition("T")[0]


def _common(a: Iterable[Span], b: Iterable[Span]) -> int:
    return sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a for y in b)


def pair(gold: GoldArticle, events: Sequence[Event]) -> list[tuple[GoldMention, Event]]:
    """Gold mentions and the events that overlap them most, each used once."""
    options = sorted(
        (-_common(mention.spans, event.triggers), k, j)
        for k, mention in enumerate(gold.mentions)
        for j, event in enumerate(events)
        if _common(mention.spans, event.triggers)
    )
    rows, columns, found = set(range(len(gold.mentions))), set(range(len(events))), []
    for _, k, j in options:
        if k in rows and j in columns:
            rows.remove(k)
            columns.remove(j)
            found.append((gold.mentions[k], events[j]))
    return found


def judged(gold: GoldArticle, events: Iterable[Event]) -> list[Event]:
    """The events told in the annotated sentences."""
    return [event for event in events if _common(event.triggers, gold.sentences)]


def counts(gold: GoldArticle, extraction: Extraction) -> Counter[str]:
    """What is right in one article, by figure; `figures` turns the sum of all articles into rates."""
    given = judged(gold, extraction.events)
    pairs = pair(gold, given)
    found = Counter(
        {
            "event gold": len(gold.mentions),
            "event given": len(given),
            "event right": len(pairs),
            "plain gold": sum(not mention.grammatical for mention in gold.mentions),
            "plain right": sum(not mention.grammatical for mention, _ in pairs),
        }
    )
    meaning = _meanings(gold, extraction)
    for mention, event in pairs:
        found += _parts(mention, event, meaning)
        found += _facts(mention, event)
    found["dated gold"] = sum(bool(mention.dates) for mention in gold.mentions)
    for mention, event in pairs:
        own = normal(event.time.edtf if event.time is not None else "")
        told = own or (extraction.article.published if event.modality == "actual" else None)
        if mention.dates:
            found["dated own given"] += own is not None
            found["dated own right"] += own in mention.dates
            found["dated told given"] += told is not None
            found["dated told right"] += told in mention.dates
    return found


def _parts(mention: GoldMention, event: Event, meaning: Mapping[str, set[str]]) -> Counter[str]:
    patients = [*event.targets, *([event.object] if event.object else [])]
    places = [event.place] if event.place else []
    sides: dict[str, tuple[list[Filler], list[Participant]]] = {
        "participant": ([*event.agents, *patients, *places], list(mention.participants)),
        "agent": ([*event.agents], [p for p in mention.participants if p.role == "Arg0"]),
        "patient": (patients, [p for p in mention.participants if p.role in _PATIENT]),
    }
    found: Counter[str] = Counter()
    for name, (given, wanted) in sides.items():
        free = list(given)
        for one in wanted:
            best = max(free, key=lambda f: (_agree(one, f, meaning), -f.span.start), default=None)
            if best is not None and _agree(one, best, meaning):
                free.remove(best)
                found[f"{name} right"] += 1
        found[f"{name} gold"] += len(wanted)
        found[f"{name} given"] += len(given)
    return found


def _agree(one: Participant, filler: Filler, meaning: Mapping[str, set[str]]) -> float:
    common = _common([one.span], [filler.span])
    both = one.span.end - one.span.start + filler.span.end - filler.span.start - common
    return common / both if common else 0.01 if filler.entity and filler.entity in meaning.get(one.entity, ()) else 0.0


def _facts(mention: GoldMention, event: Event) -> Counter[str]:
    said = {
        "polarity": "NEG" if event.polarity == "negative" else "POS",
        "certainty": "CERTAIN" if event.modality in ("actual", "future") else "POSSIBLE",
        "time": "FUTURE" if event.modality in _FUTURE else "NON_FUTURE",
    }
    found: Counter[str] = Counter()
    for key, value in said.items():
        wanted = mention.facts[key].replace("PROBABLE", "POSSIBLE")
        if wanted and wanted != "UNDERSPECIFIED":
            usual = {"polarity": "POS", "certainty": "CERTAIN", "time": "NON_FUTURE"}[key]
            rare = {"polarity": "NEG", "certainty": "POSSIBLE", "time": "FUTURE"}[key]
            found[f"{key} judged"] += 1
            found[f"{key} right"] += wanted == value
            found[f"{key} usual"] += wanted == usual
            found[f"{key} rare gold"] += wanted == rare
            found[f"{key} rare given"] += value == rare
            found[f"{key} rare right"] += wanted == value == rare
    return found


def _meanings(gold: GoldArticle, extraction: Extraction) -> dict[str, set[str]]:
    """Gold entity -> the system's entities where the gold names it."""
    found: dict[str, set[str]] = {}
    for key, entity in system_entities(gold, extraction).items():
        found.setdefault(gold.entities[key].entity, set()).add(entity)
    return found


def system_entities(gold: GoldArticle, extraction: Extraction) -> dict[str, str]:
    """Gold entity mention -> the entity of the system's mention that is most like it, if one is."""
    found = {}
    for key, one in gold.entities.items():
        best, share = "", _LIKE
        for mention in extraction.mentions:
            common = _common([one.span], [mention.span])
            size = one.span.end - one.span.start + mention.span.end - mention.span.start - common
            if common and common / size > share:
                best, share = mention.entity, common / size
        if best:
            found[key] = best
    return found


def entities_together(gold: GoldArticle, system: Mapping[str, str], kinds: Iterable[str] = ()) -> Grouping:
    """B-cubed of an article's entity mentions; of some kinds (NAMED) alone, or of all."""
    wanted = frozenset(kinds)
    chosen = {key: one.entity for key, one in gold.entities.items() if not wanted or one.kind in wanted}
    return b_cubed(system, chosen)


def events_together(gold: GoldArticle, system: Mapping[str, str]) -> Grouping:
    """B-cubed of an article's event mentions."""
    return b_cubed(system, {mention.id: mention.event for mention in gold.mentions})
