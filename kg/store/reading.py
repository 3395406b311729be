"""The graph read back as records: what exports and pages show, with all names resolved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.model import Span
from kg.store import vocab
from kg.store.base import GraphStore

_TYPES = {vocab.expand(curie): kind for kind, curie in vocab.ENTITY_CLASSES.items()}
_ORDERS = {vocab.expand(concept): kind for kind, (concept, _) in vocab.ORDERS.items()}
Node = dict[str, list[Any]]  # prefixed property -> terms


@dataclass(frozen=True, slots=True)
class Thing:
    """Who or what takes part. `id` is its local name; `type` is one of `model.ENTITY_TYPES`, "" for mere words."""

    id: str
    type: str
    labels: Mapping[str, str]  # language ("" when unknown) -> name
    names: tuple[str, ...] = ()
    wikidata: str = ""

    def label(self, language: str) -> str:
        """Its name in a language, else in any, else its id.

        >>> Thing("NATO", "ORG", {"fr": "OTAN"}).label("en")
        'OTAN'
        """
        return self.labels.get(language) or next(iter(self.labels.values()), self.id)


@dataclass(frozen=True, slots=True)
class Part:
    """A participant of an event, and the spans of the words for it."""

    thing: Thing
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article; `paragraphs` are (span, text, is a heading), in order."""

    id: str
    node: str  # its local name
    title: str = ""
    url: str = ""
    published: str = ""
    language: str = ""
    source: str = ""
    paragraphs: tuple[tuple[Span, str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class OrderRow:
    """That an event is `kind` (one of `model.RELATIONS`) another one, with the words that say so."""

    kind: str
    other: str  # local name of the other event
    least: int | None  # days from the start of the other one
    most: int | None
    words: tuple[Span, str]
    conflicting: bool  # with others, or with the dates of the events


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event with all that the graph says of it. Dates are ISO days, "" where open or unknown."""

    id: str  # its local name
    article: ArticleRow
    labels: Mapping[str, str]
    type: str
    action: str
    lemma: str
    triggers: tuple[tuple[Span, str], ...]
    evidence: tuple[Span, str]
    agents: tuple[Part, ...]
    targets: tuple[Part, ...]
    themes: tuple[Part, ...]  # what it is about; words are a Thing without id and type
    places: tuple[Part, ...]
    sources: tuple[Part, ...]
    when: str
    earliest: str
    latest: str
    possible: tuple[str, ...]
    grain: str
    time: tuple[Span, str] | None  # the time expression
    anchor: str
    polarity: str
    modality: str
    stance: str  # "" for what is no statement
    contents: tuple[str, ...]  # ids of the events it is about
    disputed: bool
    same: tuple[str, ...]  # ids of other mentions of the same event
    salience: str
    heading: bool
    confidence: float
    rule: str
    orders: tuple[OrderRow, ...] = ()  # towards other events of the article
    bounded_by: tuple[str, ...] = ()  # ids of the events that its bounds come from


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """One content with the ids of the events that assert it and of those that deny it."""

    event: str
    kind: str
    asserting: tuple[str, ...]
    denying: tuple[str, ...]


class Archive:
    """A store read one article at a time; what all of them share (names, links) is read once, when it is made.

    >>> from kg.store import Store
    >>> Archive(Store()).graphs
    {}
    """

    def __init__(self, store: GraphStore) -> None:
        self.store = store
        self.things = {thing.id: thing for thing in things(store)}
        self.graphs = dict(article_graphs(store))  # article id -> IRI of its graph, by id
        self._links = _nodes(store.quads(vocab.LINKS))
        self._same = _same(self._links)

    def events(self, article: str) -> list[EventRow]:
        """The events of one article in order of the text, of none for an id there is not."""
        graph = self.graphs.get(article)
        if graph is None:
            return []
        nodes = _nodes(self.store.quads(graph))
        return list(_Reader(nodes, self.things, self._links, self._same).events(article, graph))

    def article(self, article: str) -> ArticleRow | None:
        """One article, None for an id there is not."""
        graph = self.graphs.get(article)
        return _article(_nodes(self.store.quads(graph)), article, graph) if graph is not None else None


def events(store: GraphStore) -> Iterator[EventRow]:
    """Every event of the store, by article, then in order of the text. Reads one article at a time.

    >>> from kg.store import Store
    >>> list(events(Store()))
    []
    """
    archive = Archive(store)
    for article in archive.graphs:
        yield from archive.events(article)


def articles(store: GraphStore) -> Iterator[ArticleRow]:
    """Every article of the store, by id."""
    for identifier, graph in article_graphs(store):
        yield _article(_nodes(store.quads(graph)), identifier, graph)


def things(store: GraphStore) -> list[Thing]:
    """Actors and topics that hold across articles, by id."""
    nodes = _nodes(store.quads(vocab.ENTITIES))
    return [_thing(node, nodes[node]) for node in sorted(nodes)]


def disputes(store: GraphStore) -> list[DisputeRow]:
    """Every dispute, by the id of its content."""
    rows = [
        DisputeRow(
            event=_local(_one(node, "ev:content")),
            kind=_text(node, "ev:disputeKind"),
            asserting=_locals(node, "ev:assertedIn"),
            denying=_locals(node, "ev:deniedIn"),
        )
        for node in _nodes(store.quads(vocab.LINKS)).values()
        if "ev:disputeKind" in node
    ]
    return sorted(rows, key=lambda row: (row.event, row.kind))


def article_graphs(store: GraphStore) -> list[tuple[str, str]]:
    """(article id, IRI of its graph), by id."""
    runs = _nodes(store.quads(vocab.PROVENANCE)).values()
    return sorted(
        (_text(run, "dcterms:identifier"), _one(run, "prov:used").value) for run in runs if "prov:used" in run
    )


class _Reader:
    """Reads the events of one article from its nodes."""

    def __init__(
        self,
        nodes: Mapping[str, Node],
        shared: Mapping[str, Thing],
        links: Mapping[str, Node],
        same: Mapping[str, set[str]],
    ) -> None:
        self.nodes, self.shared, self.links, self.same = nodes, shared, links, same
        self.orders: dict[str, list[OrderRow]] = {}
        for node in nodes.values():
            if "ev:relates" in node:
                self.orders.setdefault(node["ev:relates"][0].value, []).append(self._order(node))

    def events(self, identifier: str, graph: str) -> Iterator[EventRow]:
        article = _article(self.nodes, identifier, graph)
        rows = [self._event(iri, node, article) for iri, node in self.nodes.items() if "ev:polarity" in node]
        yield from sorted(rows, key=lambda row: (row.triggers, row.id))

    def _event(self, iri: str, node: Node, article: ArticleRow) -> EventRow:
        local = _local_name(iri)
        times = self._stretches(node, "ev:timeMention")
        stance = _one(node, "ev:stance")
        return EventRow(
            id=local,
            article=article,
            labels=_labels(node),
            type=_local(_one(node, "ev:eventType")),
            action=_local(_one(node, "ev:action")),
            lemma=_text(node, "ev:lemma"),
            triggers=self._stretches(node, "ev:mention"),
            evidence=(self._stretches(node, "ev:evidence") or ((Span(0, 0), ""),))[0],
            agents=self._parts(node, "agent"),
            targets=self._parts(node, "target"),
            themes=self._parts(node, "theme"),
            places=self._parts(node, "place"),
            sources=self._parts(node, "source"),
            when=_text(node, "ev:when"),
            earliest=_text(node, "ev:earliest"),
            latest=_text(node, "ev:latest"),
            possible=tuple(sorted(term.value for term in node.get("ev:possibleDate", ()))),
            grain=_text(node, "ev:grain"),
            time=times[0] if times else None,
            anchor=_text(node, "ev:timeAnchor"),
            polarity=_local(_one(node, "ev:polarity")).lower(),
            modality=_local(_one(node, "ev:modality")).lower(),
            stance=_local(stance).lower() if stance is not None else "",
            contents=_locals(node, "ev:content"),
            disputed="ev:status" in self.links.get(iri, {}),
            same=tuple(sorted(self.same.get(local, set()) - {local})),
            salience=_text(node, "ev:salience"),
            heading=_text(node, "ev:inHeading") == "true",
            confidence=float(_text(node, "ev:confidence") or 0),
            rule=_text(node, "ev:rule"),
            orders=tuple(sorted(self.orders.get(iri, ()), key=lambda row: (row.words, row.other))),
            bounded_by=_locals(node, "ev:boundedBy"),
        )

    def _order(self, node: Node) -> OrderRow:
        least, most = (_text(node, name) for name in ("ev:leastDays", "ev:mostDays"))
        return OrderRow(
            kind=_ORDERS[_one(node, "ev:order").value],
            other=_local(_one(node, "ev:relatesTo")),
            least=int(least) if least else None,
            most=int(most) if most else None,
            words=self._stretches(node, "ev:mention")[0],
            conflicting="ev:status" in node,
        )

    def _parts(self, node: Node, slot: str) -> tuple[Part, ...]:
        """The fillers of a slot in order of the text; words that name nothing keep their words."""
        spans: dict[str, list[Span]] = {}
        for mention in node.get(f"ev:{slot}Mention", ()):
            stretch = self.nodes.get(mention.value, {})
            for referred in stretch.get("ev:refersTo", ()) or (None,):
                spans.setdefault(referred.value if referred is not None else "", []).append(_span(stretch))
        parts = []
        for term in node.get(f"ev:{slot}", ()):
            if hasattr(term, "language"):
                parts.append(Part(Thing("", "", {term.language or "": term.value}), tuple(sorted(spans.get("", ())))))
            else:
                found = spans.get(term.value) or (spans.get("", []) if slot == "theme" else [])
                parts.append(Part(self._thing(term.value), tuple(sorted(found))))
        return tuple(sorted(parts, key=lambda part: (part.spans or (Span(1 << 60, 0),), part.thing.id)))

    def _thing(self, iri: str) -> Thing:
        local = _local_name(iri)
        return self.shared.get(local) or _thing(iri, self.nodes.get(iri, {}))

    def _stretches(self, node: Node, predicate: str) -> tuple[tuple[Span, str], ...]:
        found = (self.nodes.get(term.value, {}) for term in node.get(predicate, ()))
        return tuple(sorted((_span(stretch), _text(stretch, "oa:exact")) for stretch in found))


def _article(nodes: Mapping[str, Node], identifier: str, graph: str) -> ArticleRow:
    node = nodes.get(graph, {})
    paragraph = vocab.expand("ev:Paragraph")
    stretches = (s for s in nodes.values() if any(term.value == paragraph for term in s.get("rdf:type", ())))
    return ArticleRow(
        id=identifier,
        node=_local_name(graph),
        title=_text(node, "dcterms:title"),
        url=_text(node, "schema:url"),
        published=_text(node, "dcterms:issued"),
        language=_text(node, "dcterms:language"),
        source=_text(node, "dcterms:publisher"),
        paragraphs=tuple(
            sorted((_span(s), _text(s, "oa:exact"), _text(s, "ev:inHeading") == "true") for s in stretches)
        ),
    )


def _thing(iri: str, node: Node) -> Thing:
    kinds = (_TYPES.get(term.value, "") for term in node.get("rdf:type", ()))
    names = sorted(term.value for term in node.get("skos:altLabel", ()))
    items = _locals(node, "owl:sameAs")
    return Thing(_local_name(iri), max(kinds, default=""), _labels(node), tuple(names), items[0] if items else "")


def _labels(node: Node) -> dict[str, str]:
    return dict(sorted((t.language or "", t.value) for t in node.get("rdfs:label", ())))


def _same(links: Mapping[str, Node]) -> dict[str, set[str]]:
    """Event to all mentions of the same event, itself too. Each member of a cluster points to its first."""
    first = {
        _local_name(iri): _local(node["ev:sameEventAs"][0]) for iri, node in links.items() if "ev:sameEventAs" in node
    }
    clusters: dict[str, set[str]] = {}
    for event, head in first.items():
        clusters.setdefault(head, {head}).add(event)
    return {event: cluster for cluster in clusters.values() for event in cluster}


def _nodes(quads: Iterable[Any]) -> dict[str, Node]:
    nodes: dict[str, Node] = {}
    names: dict[str, str] = {}
    for quad in quads:
        iri = quad.predicate.value
        name = names.get(iri) or names.setdefault(iri, vocab.shorten(iri))
        nodes.setdefault(quad.subject.value, {}).setdefault(name, []).append(quad.object)
    return nodes


def _one(node: Node, predicate: str) -> Any:
    found = node.get(predicate)
    return found[0] if found else None


def _text(node: Node, predicate: str) -> str:
    found = _one(node, predicate)
    return str(found.value) if found is not None else ""


def _span(stretch: Node) -> Span:
    return Span(int(_text(stretch, "oa:start") or 0), int(_text(stretch, "oa:end") or 0))


def _local_name(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


def _local(term: Any) -> str:
    return _local_name(term.value) if term is not None else ""


def _locals(node: Node, predicate: str) -> tuple[str, ...]:
    return tuple(sorted(_local(term) for term in node.get(predicate, ())))
