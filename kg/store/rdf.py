"""Records to quads: the only file that builds RDF terms (`article.py` writes an article with what it finds here).

What one article says is one named graph; this file writes what belongs to no single article. Nothing is a blank node
and every name is a digest of content, so writing twice changes nothing.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

import pyoxigraph as ox

from kg.ids import digest, slug
from kg.lang import actions, available
from kg.model import EVENT_TYPES, Article, Linkage, Ref
from kg.store import vocab

_EDTF = re.compile(r"[0-9A-Z~?%./\[\]{},:+-]{1,80}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_WEB = re.compile(r"https?://[^\s\"<>\\^`{}|]+")
# What XML cannot carry, and half characters: one for one, so that offsets still fit the text.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Text that every RDF syntax can carry; each character that cannot be carried becomes U+FFFD.

    >>> clean("a\\x00b\\ud800") == "a\\ufffdb\\ufffd"
    True
    """
    return _UNWRITABLE.sub("\ufffd", text)


@cache
def term(curie: str) -> ox.NamedNode:
    """The node of a prefixed name of the vocabularies.

    >>> str(term("ev:agent"))
    '<https://w3id.org/news-event-kg/vocab#agent>'
    """
    return ox.NamedNode(vocab.expand(curie))


def kb(local: str) -> ox.NamedNode:
    """The node of an id in the knowledge base; what is no safe local name is made one.

    >>> str(kb("NATO")), str(kb("a/b"))
    ('<https://w3id.org/news-event-kg/id/NATO>', '<https://w3id.org/news-event-kg/id/a_b_c14cddc033f6>')
    """
    if not vocab.LOCAL.fullmatch(local):
        local = f"{slug(local)}_{digest(local)}"
    return ox.NamedNode(vocab.KB + local)


def article_node(article_id: str) -> ox.NamedNode:
    """The node of an article, which is also the name of its graph."""
    return kb("a_" + article_id)


def event_node(event: Ref) -> ox.NamedNode:
    """The node of an event of an article."""
    return kb("e_" + digest(event.article, event.id))


def action_node(key: str) -> ox.NamedNode:
    """The concept of an action or an event type, which is also the property of its direct triple."""
    return ox.NamedNode(vocab.ACT + slug(key))


def web(address: str) -> ox.NamedNode | None:
    """The node of a web address, None for anything that is not a clean http(s) one."""
    try:
        return ox.NamedNode(address) if _WEB.fullmatch(address) else None
    except ValueError:
        return None


def graph_node(iri: str) -> ox.NamedNode:
    """The name of one of the graphs of `kg.store.vocab`."""
    return ox.NamedNode(iri)


def parameter(kind: str, value: str) -> ox.NamedNode | ox.Literal:
    """What a named query is asked about, as a term: `kind` is node, action, date, integer, language or text.

    A node may be a local name, a prefixed name or a full IRI. Raises ValueError when the value is none of its kind.

    >>> str(parameter("date", "2022-02-16"))
    '"2022-02-16"^^<http://www.w3.org/2001/XMLSchema#date>'
    """
    if kind == "language" and value not in available():
        raise ValueError(f"there are labels in {' and '.join(available())} alone")
    if kind in ("text", "language"):
        return ox.Literal(clean(value))
    if kind == "integer":
        return ox.Literal(str(int(value)), datatype=term("xsd:integer"))
    if kind == "date":
        if not _DAY.fullmatch(value):
            raise ValueError("a day is written like 2022-02-16")
        return ox.Literal(date.fromisoformat(value).isoformat(), datatype=term("xsd:date"))
    prefix, colon, local = value.partition(":")
    if colon and prefix in vocab.PREFIXES and vocab.LOCAL.fullmatch(local):
        return term(value)
    if address := web(value):
        return address
    if not vocab.LOCAL.fullmatch(value):
        raise ValueError("a name holds only letters, digits, _ and -")
    if kind != "action":
        return kb(value)
    if value not in actions():
        close = difflib.get_close_matches(value, actions(), n=3)
        raise ValueError(f"no such action{'; did you mean ' + ' or '.join(close) if close else ''}")
    return action_node(value)


class Writer:
    """Collects the quads of one graph; text is cleaned and tagged here, so nobody can forget it."""

    __slots__ = ("graph", "language", "quads")

    def __init__(self, graph: ox.NamedNode, language: str = "") -> None:
        self.graph = graph
        self.language = language if _LANGUAGE.fullmatch(language) else ""
        self.quads: list[ox.Quad] = []

    def link(self, s: ox.NamedNode, predicate: str, o: ox.NamedNode) -> None:
        self.quads.append(ox.Quad(s, term(predicate), o, self.graph))

    def kind(self, s: ox.NamedNode, *classes: str) -> None:
        for name in classes:
            self.link(s, "rdf:type", term(name))

    def words(self, s: ox.NamedNode, predicate: str, text: str, language: str | None = None) -> None:
        """Text in a language: the article's unless told otherwise; none is written for empty text."""
        text, tag = clean(text), self.language if language is None else language
        if text:
            literal = ox.Literal(text, language=tag) if _LANGUAGE.fullmatch(tag) else ox.Literal(text)
            self.quads.append(ox.Quad(s, term(predicate), literal, self.graph))

    def value(self, s: ox.NamedNode, predicate: str, lexical: str, datatype: str) -> None:
        literal = ox.Literal(lexical, datatype=term(datatype))
        self.quads.append(ox.Quad(s, term(predicate), literal, self.graph))

    def code(self, s: ox.NamedNode, predicate: str, text: str) -> None:
        self.words(s, predicate, text, "")

    def share(self, s: ox.NamedNode, predicate: str, number: float) -> None:
        """A number in [0, 1] in the canonical form the store keeps; what is no number is not written."""
        if 0.0 <= number <= 1.0:
            self.value(s, predicate, f"{number:.4f}".rstrip("0").rstrip("."), "xsd:decimal")

    def edtf(self, s: ox.NamedNode, predicate: str, text: str) -> None:
        if _EDTF.fullmatch(text):
            self.value(s, predicate, text, "edtf:EDTF")

    def bounds(self, s: ox.NamedNode, first: date | None, last: date | None) -> None:
        if first and last and first > last:
            return  # no honest bounds
        if first:
            self.value(s, "ev:earliest", first.isoformat(), "xsd:date")
        if last:
            self.value(s, "ev:latest", last.isoformat(), "xsd:date")


def same_as(out: Writer, node: ox.NamedNode, wikidata: str) -> None:
    """Link a thing to its Wikidata item; anything but an item's number is left out."""
    if re.fullmatch(r"Q[1-9][0-9]*", wikidata):
        out.link(node, "owl:sameAs", ox.NamedNode(vocab.PREFIXES["wd"] + wikidata))


def entity_quads(linkage: Linkage) -> Iterator[ox.Quad]:
    """Actors and topics, in the graph `kb:entities`.

    >>> from kg.model import Actor
    >>> nato = Actor("NATO", "ORG", {"en": "NATO", "fr": "OTAN"}, wikidata="Q7184")
    >>> len(list(entity_quads(Linkage(actors=(nato,)))))
    4
    """
    out = Writer(graph_node(vocab.ENTITIES))
    for actor in linkage.actors:
        node = kb(actor.id)
        out.kind(node, vocab.ENTITY_CLASSES.get(actor.type, "ev:Topic"))
        for language, label in sorted(actor.labels.items()):
            out.words(node, "rdfs:label", label, language)
        for name in actor.names:
            if name not in actor.labels.values():
                out.words(node, "skos:altLabel", name)
        same_as(out, node, actor.wikidata)
    for topic, labels in sorted(linkage.topics.items()):
        out.kind(kb(topic), "ev:Topic")
        for language, label in sorted(labels.items()):
            out.words(kb(topic), "rdfs:label", label, language)
    yield from dict.fromkeys(out.quads)


def link_quads(linkage: Linkage) -> Iterator[ox.Quad]:
    """Same events, copies and disputes, in the graph `kb:links`. Of a group, each member points to the first.

    >>> same = Linkage(same_events=((Ref("a", "e1"), Ref("b", "e1")),))
    >>> [str(quad.predicate) for quad in link_quads(same)]
    ['<https://w3id.org/news-event-kg/vocab#sameEventAs>']
    """
    out = Writer(graph_node(vocab.LINKS))
    for first, *others in linkage.same_events:
        for other in others:
            out.link(event_node(other), "ev:sameEventAs", event_node(first))
        if tellers := linkage.independent.get(first):
            out.value(event_node(first), "ev:independentReports", str(tellers), "xsd:integer")
    for original, *copies in linkage.duplicates:
        for copy in copies:
            out.link(article_node(copy), "ev:copyOf", article_node(original))
    for dispute in linkage.disputes:
        content = event_node(dispute.event)
        node = kb("d_" + digest(dispute.event.article, dispute.event.id, dispute.kind))
        out.link(content, "ev:status", term("ev:Disputed"))
        out.kind(node, "ev:Dispute")
        out.link(node, "ev:content", content)
        for ref in dispute.asserting:
            out.link(node, "ev:assertedIn", event_node(ref))
        for ref in dispute.denying:
            out.link(node, "ev:deniedIn", event_node(ref))
        out.code(node, "ev:disputeKind", dispute.kind)
        out.code(node, "ev:rule", dispute.rule)
    yield from dict.fromkeys(out.quads)


def run_node(article_id: str) -> ox.NamedNode:
    """The node of the run of the tool that read an article."""
    return kb("p_" + digest(article_id))


def provenance_quads(article: Article, version: str) -> Iterator[ox.Quad]:
    """Which text was read by which version of the tool, in the graph `kb:provenance`. No clock: the digest tells.

    >>> len(list(provenance_quads(Article("a1", "Un texte."), "0.1.0")))
    9
    """
    out = Writer(graph_node(vocab.PROVENANCE))
    run, tool = run_node(article.id), kb(slug("tool_" + version))
    out.kind(run, "ev:Extraction")
    out.link(run, "prov:used", article_node(article.id))
    out.link(run, "prov:wasAssociatedWith", tool)
    out.code(run, "dcterms:identifier", article.id)
    out.code(run, "ev:textDigest", text_digest(article))
    out.value(run, "ev:textLength", str(len(article.text)), "xsd:integer")
    out.kind(tool, "prov:SoftwareAgent")
    out.code(tool, "rdfs:label", "kg")
    out.code(tool, "ev:version", version)
    yield from out.quads


def tool_version() -> str:
    """The version of this tool, as the provenance names it.

    >>> tool_version().count(".")
    2
    """
    import kg

    return kg.__version__


def text_digest(article: Article) -> str:
    """The digest that tells whether an article changed: its text, title and date.

    >>> text_digest(Article("a", "Un texte.")) == text_digest(Article("b", "Un texte."))
    True
    """
    return digest(article.text, article.title, article.published, article.language, length=32)


def vocabulary_quads() -> Iterator[ox.Quad]:
    """`vocab.ttl` and the actions as SKOS concepts, in the graph `kb:vocabulary`.

    >>> sum(str(quad.predicate).endswith("closeMatch>") for quad in vocabulary_quads()) > 100
    True
    """
    graph = graph_node(vocab.VOCABULARY)
    for quad in ox.parse(vocab.text(), format=ox.RdfFormat.TURTLE):
        yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)
    out = Writer(graph)
    scheme = ox.NamedNode(vocab.ACT.rstrip("#"))
    out.kind(scheme, "skos:ConceptScheme")
    out.words(scheme, "rdfs:label", "What can be done", "en")
    out.words(scheme, "rdfs:label", "Ce qui peut se faire", "fr")
    for name in ("plover", "cameo"):
        out.kind(ox.NamedNode(vocab.ACT + name), "skos:ConceptScheme")
        out.words(ox.NamedNode(vocab.ACT + name), "rdfs:label", name.upper(), "")
    for kind in EVENT_TYPES:
        node = action_node(kind)
        out.kind(node, "skos:Concept")
        out.link(node, "skos:topConceptOf", scheme)
        out.link(node, "skos:inScheme", scheme)
        out.code(node, "skos:notation", kind)
    for key, action in actions().items():
        node = action_node(key)
        out.kind(node, "skos:Concept", "rdf:Property")
        out.link(node, "rdfs:subPropertyOf", term("ev:does"))
        out.link(node, "skos:inScheme", scheme)
        out.link(node, "skos:broader", action_node(action.type))
        for language, label in sorted(action.labels.items()):
            out.words(node, "rdfs:label", label, language)
        for language, noun in sorted(action.nouns.items()):
            out.words(node, "skos:altLabel", noun, language)
        for name, code in (("plover", action.plover), ("cameo", action.cameo)):
            if code:
                match = ox.NamedNode(f"{vocab.ACT}{name}_{slug(code).lstrip('_')}")
                out.link(node, "skos:closeMatch", match)
                out.kind(match, "skos:Concept")
                out.link(match, "skos:inScheme", ox.NamedNode(vocab.ACT + name))
                out.code(match, "skos:notation", code)
    yield from dict.fromkeys(out.quads)


def in_graph(triples: Iterable[ox.Triple], graph: ox.NamedNode) -> set[ox.Quad]:
    """Triples as quads of one graph."""
    return {ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples}
