"""What the pages show, read from the store in a few queries and shaped for a reader (see `viewdata.py`).

Every event of the graph is in it, those without a date too. Order is by publication, article and text, so that the
same store gives the same value.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from kg.export.viewdata import (
    ViewActor,
    ViewArticle,
    ViewData,
    ViewDispute,
    ViewEvent,
    ViewFiller,
    ViewMark,
    ViewParagraph,
    ViewSentence,
)
from kg.lang import actions
from kg.model import Article
from kg.store import Store
from kg.store.answers import Cell
from kg.store.vocab import ACT, ENTITY_CLASSES, EV, KB

_TYPES = {name.removeprefix("ev:"): kind for kind, name in ENTITY_CLASSES.items()}
_WORDS = "?p IN (rdf:type, rdfs:label, skos:altLabel, owl:sameAs)"
_QUERIES = {
    "events": "?s a ev:Event ; ?p ?o",
    "articles": "?s a ev:Article ; ?p ?o",
    "disputes": "?s a ev:Dispute ; ?p ?o",
    "stretches": "?s oa:exact ?x ; ?p ?o",
    "things": f"{{ ?e ev:agent|ev:target|ev:source|ev:place|ev:theme ?s }} ?s ?p ?o FILTER({_WORDS})",
}
_MARKS = (("mention", "trigger"), ("timeMention", "time"), ("sourceMention", "speaker"), ("agentMention", "actor"),
          ("targetMention", "actor"), ("placeMention", "actor"))  # fmt: skip
_TITLES = {"en": "Event graph", "fr": "Graphe d’événements"}
_LANGUAGES = ("en", "fr")

Properties = dict[str, list[Cell]]


def empty() -> ViewData:
    """View data of a graph with nothing in it.

    >>> empty()["events"]
    []
    """
    return view_data(Store())


def view_data(store: Store, articles: Iterable[Article] = ()) -> ViewData:
    """All that the pages show, read from the store; `articles` add the texts, which the store does not keep.

    >>> view_data(Store())["meta"]["title"]["en"]
    'Event graph'
    """
    return _Reading(store).view({article.id: article for article in articles})


class _Node:
    """One subject with its properties by local name; values in a fixed order."""

    __slots__ = ("id", "properties")

    def __init__(self, iri: str, properties: Properties) -> None:
        self.id = _local(iri)
        self.properties = {
            name: sorted(cells, key=lambda c: (c.value, c.language)) for name, cells in properties.items()
        }

    def text(self, name: str) -> str:
        cells = self.properties.get(name)
        return cells[0].value if cells else ""

    def locals(self, name: str) -> list[str]:
        return [_local(cell.value) for cell in self.properties.get(name, ()) if cell.kind == "uri"]

    def local(self, name: str) -> str:
        return next(iter(self.locals(name)), "")

    def labels(self) -> dict[str, str]:
        return {cell.language or "und": cell.value for cell in reversed(self.properties.get("label", []))}

    def number(self, name: str) -> int:
        return int(self.text(name) or 0)


class _Reading:
    """One reading of a store: nodes by kind, then records for the page."""

    def __init__(self, store: Store) -> None:
        self.events, self.articles, self.disputes, self.stretches, self.things = (
            _nodes(store, pattern) for pattern in _QUERIES.values()
        )
        self.names = {node.id: node.text("identifier") or node.id for node in self.articles.values()}
        self.actors = self._actors()
        self.same = self._clusters()

    def view(self, texts: Mapping[str, Article]) -> ViewData:
        articles = sorted((self._article(node, texts) for node in self.articles.values()), key=_by_day)
        place = {article["id"]: i for i, article in enumerate(articles)}
        events = [self._event(node) for node in self.events.values()]
        events.sort(key=lambda e: (place.get(e["article"], -1), e["order"], e["id"]))
        counts = Counter(actor for event in events for actor in _involved(event))
        actors = [self._actor(node, counts[node.id]) for node in self.actors.values()]
        actors.sort(key=lambda actor: (-actor["count"], actor["id"]))
        used = sorted({event["action"] for event in events} & actions().keys())
        languages = Counter(article["language"] for article in articles)
        known = [code for code, _ in languages.most_common() if code in _LANGUAGES]
        return {
            "meta": {
                "title": _title(articles, actors),
                "language": known[0] if known else "fr",
                "actions": {key: dict(actions()[key].labels) for key in used},
            },
            "articles": articles,
            "actors": actors,
            "events": events,
            "disputes": sorted(map(self._dispute, self.disputes.values()), key=lambda d: (d["event"], d["kind"])),
        }

    def _actors(self) -> dict[str, _Node]:
        """What takes part in an event and has a name of its own; topics only when they act."""
        slots = ("agent", "target", "source", "place")
        acting = {name for event in self.events.values() for slot in slots for name in event.locals(slot)}
        return {
            node.id: node for node in self.things.values()
            if (kind := self._type(node)) and (kind != "OTHER" or node.id in acting)
        }  # fmt: skip

    def _type(self, node: _Node) -> str:
        return next((_TYPES[name] for name in node.locals("type") if name in _TYPES), "")

    def _clusters(self) -> dict[str, set[str]]:
        """Event to all events told to be the same; each of a cluster points to its first."""
        clusters: defaultdict[str, set[str]] = defaultdict(set)
        for event in self.events.values():
            for first in event.locals("sameEventAs"):
                clusters[first] |= {first, event.id}
        return {name: members for members in clusters.values() for name in members}

    def _article(self, node: _Node, texts: Mapping[str, Article]) -> ViewArticle:
        name = self.names[node.id]
        return {
            "id": name, "title": node.text("title"), "url": node.text("url"), "published": node.text("issued"),
            "language": node.text("language"), "source": node.text("publisher"),
            "paragraphs": paragraphs(texts[name].text) if name in texts else [],
        }  # fmt: skip

    def _actor(self, node: _Node, count: int) -> ViewActor:
        item = next((iri.rsplit("/", 1)[-1] for iri in (c.value for c in node.properties.get("sameAs", ()))), "")
        names = [cell.value for cell in node.properties.get("altLabel", ())]
        return {
            "id": node.id, "type": self._type(node), "label": node.labels() or {"und": node.id}, "names": names,
            "wikidata": item, "count": count,
        }  # fmt: skip

    def _event(self, node: _Node) -> ViewEvent:
        sentence = self._sentence(node)
        first = min((mark["start"] for mark in sentence["marks"] if mark["kind"] == "trigger"), default=0)
        days = [cell.value for cell in node.properties.get("possibleDate", ())]
        return {
            "id": node.id, "type": node.local("eventType") or "OTHER", "action": node.local("action"),
            "label": node.labels() or {"und": node.text("lemma") or node.id},
            "agents": self._fillers(node, "agent"), "targets": self._fillers(node, "target"),
            "object": _first(self._fillers(node, "theme")), "place": _first(self._fillers(node, "place")),
            "edtf": node.text("when"), "earliest": node.text("earliest"), "latest": node.text("latest"),
            "candidates": days, "time_text": node.text("timeExpression"), "anchor": node.text("timeAnchor"),
            "polarity": node.local("polarity").lower() or "positive",
            "modality": node.local("modality").lower() or "actual",
            "disputed": "Disputed" in node.locals("status"), "sources": self._fillers(node, "source"),
            "stance": node.local("stance").lower(),
            "contents": [name for name in node.locals("content") if KB + name in self.events],
            "evidence": sentence, "confidence": float(node.text("confidence") or 1), "rule": node.text("rule"),
            "article": self.names.get(node.local("inArticle"), node.local("inArticle")),
            "heading": node.text("inHeading") == "true", "salience": node.text("salience") or "core",
            "order": sentence["start"] + first, "same": sorted(self.same.get(node.id, set()) - {node.id}),
        }  # fmt: skip

    def _fillers(self, node: _Node, slot: str) -> list[ViewFiller]:
        """Who fills a slot, in the order of the text."""
        found: list[ViewFiller] = []
        for cell in sorted(node.properties.get(slot, ()), key=self._where(node, slot)):
            name = _local(cell.value) if cell.kind == "uri" else ""
            thing = self.things.get(cell.value) if name else None
            labels = thing.labels() if thing else {}
            text = labels.get("fr") or labels.get("en") or next(iter(labels.values()), name) if name else cell.value
            found.append({"id": name if name in self.actors else "", "text": text})
        return found

    def _where(self, node: _Node, slot: str) -> Callable[[Cell], tuple[int, str]]:
        """Sorts the fillers of a slot by where they stand in the text; those without a mention come last."""
        starts: dict[str, int] = {}
        for cell in node.properties.get(f"{slot}Mention", ()):
            if stretch := self.stretches.get(cell.value):
                for thing in stretch.properties.get("refersTo", ()):
                    starts.setdefault(thing.value, stretch.number("start"))
        return lambda cell: (starts.get(cell.value, sys.maxsize), cell.value)

    def _sentence(self, node: _Node) -> ViewSentence:
        """The evidence with its marks; where two marks overlap the earlier kind of `_MARKS` stays."""
        sentence = next(
            (self.stretches[iri] for c in node.properties.get("evidence", ()) if (iri := c.value) in self.stretches),
            None,
        )
        if sentence is None:
            return {"start": 0, "text": "", "marks": []}
        start, end, marks = sentence.number("start"), sentence.number("end"), list[ViewMark]()
        for slot, kind in _MARKS:
            for cell in node.properties.get(slot, ()):
                stretch = self.stretches.get(cell.value)
                if stretch is None or stretch.number("start") < start or stretch.number("end") > end:
                    continue
                a, b = stretch.number("start") - start, stretch.number("end") - start
                if not any(mark["start"] < b and a < mark["end"] for mark in marks):
                    thing = stretch.local("refersTo")
                    marks.append({"start": a, "end": b, "kind": kind, "id": thing if thing in self.actors else ""})
        return {"start": start, "text": sentence.text("exact"), "marks": sorted(marks, key=lambda mark: mark["start"])}

    def _dispute(self, node: _Node) -> ViewDispute:
        return {
            "event": node.local("content"), "kind": node.text("disputeKind"),
            "asserting": node.locals("assertedIn"), "denying": node.locals("deniedIn"),
        }  # fmt: skip


def paragraphs(text: str) -> list[ViewParagraph]:
    """The paragraphs of a text with their offsets; a short line without a final stop counts as a heading.

    >>> [(p["start"], p["heading"]) for p in paragraphs("Une phrase.\\n\\nUn titre\\n\\nUne autre.")]
    [(0, False), (13, True), (23, False)]
    """
    found = re.finditer(r"\S(?:.*?\S)?(?=\s*\n\s*\n|\s*\Z)", text, re.DOTALL)
    return [
        {
            "start": m.start(),
            "text": m.group(),
            "heading": len(m.group()) < 90 and not re.search(r"[.!?…:;\"»”)]$", m.group()),
        }
        for m in found
    ]


def _nodes(store: Store, pattern: str) -> dict[str, _Node]:
    answer = store.query(f"SELECT DISTINCT ?s ?p ?o {{ {pattern} }}")
    found: defaultdict[str, Properties] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, thing in answer.rows:
        if subject and predicate and thing:
            found[subject.value][_local(predicate.value)].append(thing)
    return {iri: _Node(iri, properties) for iri, properties in sorted(found.items())}


def _local(iri: str) -> str:
    for namespace in (KB, EV, ACT):
        if iri.startswith(namespace):
            return iri[len(namespace) :]
    return re.split(r"[#/]", iri)[-1]


def _first(fillers: list[ViewFiller]) -> ViewFiller | None:
    return fillers[0] if fillers else None


def _by_day(article: ViewArticle) -> tuple[str, str]:
    return article["published"], article["id"]


def _involved(event: ViewEvent) -> set[str]:
    fillers = [*event["agents"], *event["targets"], *event["sources"], event["object"], event["place"]]
    return {filler["id"] for filler in fillers if filler and filler["id"]}


def _title(articles: list[ViewArticle], actors: list[ViewActor]) -> dict[str, str]:
    """The title of the only article, else the two busiest actors, in each language of the page."""
    if len(articles) == 1 and articles[0]["title"]:
        return dict.fromkeys(_LANGUAGES, articles[0]["title"])
    busiest = [actor for actor in actors[:2] if actor["count"]]
    if not busiest:
        return dict(_TITLES)
    return {
        code: " – ".join(a["label"].get(code) or next(iter(a["label"].values())) for a in busiest)
        for code in _LANGUAGES
    }
