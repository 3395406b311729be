"""What the pages show, read from the store and shaped for a reader (see `viewdata.py`).

Every event of the graph is in it, those without a date too. Order is by publication, article and text, so that the
same store gives the same value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kg.export.acting import acting, taking_part
from kg.export.viewdata import ViewActor, ViewArticle, ViewData, ViewDispute, ViewEvent, ViewFiller, ViewMark, ViewMeta
from kg.lang import actions
from kg.model import Span
from kg.store import GraphStore, Store
from kg.store.reading import ArticleRow, DisputeRow, EventRow, Part, Thing, articles, disputes, events

LANGUAGES = ("en", "fr")  # of the pages
_TITLES = {"en": "Event graph", "fr": "Graphe d’événements"}


def empty() -> ViewData:
    """View data of a graph with nothing in it.

    >>> empty()["events"]
    []
    """
    return view_data(Store())


def view_data(store: GraphStore) -> ViewData:
    """All that the pages show.

    >>> view_data(Store())["meta"]["title"]["en"]
    'Event graph'
    """
    return view_of(articles(store), events(store), disputes(store))


def view_of(found: Iterable[ArticleRow], told: Iterable[EventRow], disputed: Iterable[DisputeRow]) -> ViewData:
    """The same of some articles, some of their events, and some disputes between these.

    >>> view_of([], [], [])["actors"]
    []
    """
    texts = sorted(found, key=lambda row: (row.published, row.id))
    place = {row.id: i for i, row in enumerate(texts)}
    rows = sorted(told, key=lambda row: (place[row.article.id], _start(row), row.id))
    known = taking_part(rows)
    rows = [acting(row, known) for row in rows]
    people = _actors(rows)
    shown = [_actor(thing, count) for thing, count in people.values()]
    shown.sort(key=lambda actor: (-actor["count"], actor["id"]))
    return {
        "meta": _meta(texts, _busiest(rows), {row.action for row in rows}),
        "articles": [_article(row) for row in texts],
        "actors": shown,
        "events": [_event(row, people.keys()) for row in rows],
        "disputes": [_dispute(row.event, row.kind, row.asserting, row.denying) for row in disputed],
    }


def main_language(found: Iterable[str]) -> str:
    """The language most articles are in, if pages speak it; French for no article, English for other languages.

    >>> main_language(["fr", "en", "fr"]), main_language([]), main_language(["pt"])
    ('fr', 'fr', 'en')
    """
    counts = Counter(found)
    known = sorted((-number, code != "fr", code) for code, number in counts.items() if code in LANGUAGES)
    return known[0][2] if known else "en" if counts else "fr"


def title_of(texts: list[ArticleRow], busiest: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """The title of the only article, else the names of the busiest two actors, in each language of the pages.

    >>> title_of([], [{"fr": "OTAN", "en": "NATO"}, {"fr": "Russie", "en": "Russia"}])["en"]
    'NATO – Russia'
    """
    if len(texts) == 1 and texts[0].title:
        return dict.fromkeys(LANGUAGES, texts[0].title)
    if not busiest:
        return dict(_TITLES)
    return {
        code: " – ".join(names.get(code) or next(iter(names.values()), "") for names in busiest[:2])
        for code in LANGUAGES
    }


def _actors(rows: list[EventRow]) -> dict[str, tuple[Thing, int]]:
    """Everyone with a name who takes part, and in how many events; a topic is an actor only where it acts."""
    acting = {
        p.thing.id for row in rows for p in (*row.agents, *row.targets, *row.sources, *row.places) if p.thing.type
    }
    found: dict[str, Thing] = {}
    counts: Counter[str] = Counter()
    for row in rows:
        parts = (*row.agents, *row.targets, *row.sources, *row.places, *row.themes[:1])
        taking = {p.thing.id: p.thing for p in parts if p.thing.id in acting or p.thing.type not in ("", "OTHER")}
        found.update(taking)
        counts.update(taking.keys())
    return {name: (found[name], counts[name]) for name in sorted(found)}


def _busiest(rows: list[EventRow]) -> list[Mapping[str, str]]:
    """The names of those who act or are acted upon in most events."""
    names: dict[str, Mapping[str, str]] = {}
    counts: Counter[str] = Counter()
    for row in rows:
        taking = {part.thing.id: part.thing.labels for part in (*row.agents, *row.targets) if part.thing.type}
        names.update(taking)
        counts.update(taking.keys())
    return [names[name] for name in sorted(names, key=lambda name: (-counts[name], name))]


def _meta(texts: list[ArticleRow], busiest: Sequence[Mapping[str, str]], used: set[str]) -> ViewMeta:
    table = actions()
    return {
        "title": title_of(texts, busiest),
        "language": main_language(row.language for row in texts),
        "actions": {key: dict(table[key].labels) for key in sorted(used & table.keys())},
    }


def _article(row: ArticleRow) -> ViewArticle:
    return {
        "id": row.id, "title": row.title, "url": row.url, "published": row.published, "language": row.language,
        "source": row.source,
        "paragraphs": [{"start": at.start, "text": text, "heading": heading} for at, text, heading in row.paragraphs],
    }  # fmt: skip


def _actor(thing: Thing, count: int) -> ViewActor:
    return {
        "id": thing.id, "type": thing.type, "label": dict(thing.labels) or {"": thing.id}, "names": list(thing.names),
        "wikidata": thing.wikidata, "count": count,
    }  # fmt: skip


def _event(row: EventRow, people: Iterable[str]) -> ViewEvent:
    def fillers(parts: tuple[Part, ...]) -> list[ViewFiller]:
        return [
            {"id": p.thing.id if p.thing.id in people else "", "text": p.thing.label(row.article.language)}
            for p in parts
        ]

    return {
        "id": row.id, "type": row.type or "OTHER", "action": row.action,
        "label": dict(row.labels) or {"": row.lemma or row.id},
        "agents": fillers(row.agents), "targets": fillers(row.targets), "sources": fillers(row.sources),
        "object": next(iter(fillers(row.themes)), None), "place": next(iter(fillers(row.places)), None),
        "edtf": row.when, "earliest": row.earliest, "latest": row.latest, "candidates": list(row.possible),
        "time_text": row.time[1] if row.time else "", "anchor": row.anchor,
        "polarity": row.polarity or "positive", "modality": row.modality or "actual", "disputed": row.disputed,
        "stance": row.stance, "contents": list(row.contents), "same": list(row.same),
        "evidence": {"start": row.evidence[0].start, "text": row.evidence[1], "marks": _marks(row, people)},
        "confidence": row.confidence, "rule": row.rule, "article": row.article.id, "heading": row.heading,
        "salience": row.salience or "core", "order": _start(row),
    }  # fmt: skip


def _marks(row: EventRow, people: Iterable[str]) -> list[ViewMark]:
    """What to mark in the sentence. Where two overlap, the trigger goes before time, speaker and actors."""
    sentence, found = row.evidence[0], list[ViewMark]()

    def add(spans: Iterable[Span], kind: str, name: str = "") -> None:
        for span in spans:
            start, end = span.start - sentence.start, span.end - sentence.start
            inside = 0 <= start < end <= sentence.end - sentence.start
            if inside and not any(mark["start"] < end and start < mark["end"] for mark in found):
                found.append({"start": start, "end": end, "kind": kind, "id": name if name in people else ""})

    add((span for span, _ in row.triggers), "trigger")
    add((row.time[0],) if row.time else (), "time")
    for part in row.sources:
        add(part.spans, "speaker", part.thing.id)
    for part in (*row.agents, *row.targets, *row.places):
        add(part.spans, "actor", part.thing.id)
    return sorted(found, key=lambda mark: mark["start"])


def _dispute(event: str, kind: str, asserting: tuple[str, ...], denying: tuple[str, ...]) -> ViewDispute:
    return {"event": event, "kind": kind, "asserting": list(asserting), "denying": list(denying)}


def _start(row: EventRow) -> int:
    return row.triggers[0][0].start if row.triggers else row.evidence[0].start
