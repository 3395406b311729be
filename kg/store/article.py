"""One article to quads: events with their participants, times, sources and evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import pyoxigraph as ox

from kg.ids import digest
from kg.model import Claim, Entity, Event, Extraction, Filler, Interval, Linkage, Ref, Relation, Role, Span, Statement
from kg.store import vocab
from kg.store.dates import bound_days, common_bounds, interval_bounds, iso_day, published_bounds, within
from kg.store.labels import LANGUAGES, event_label, international
from kg.store.links import Links
from kg.store.naming import determined, with_article
from kg.store.rdf import Writer, action_node, article_node, event_node, kb, same_as, term, web

_PARAGRAPHS = {"paragraph", "heading", "dateline"}


def article_quads(extraction: Extraction, linkage: Linkage | Links) -> Iterator[ox.Quad]:
    """All that one article says, in the graph named after it.

    An entity that linking did not name gets a name of its own within the article.

    >>> from kg.model import Article
    >>> quads = list(article_quads(Extraction(Article("a1", "Un texte.")), Linkage()))
    >>> {str(quad.graph_name) for quad in quads}
    {'<https://w3id.org/news-event-kg/id/a_a1>'}
    """
    links = linkage if isinstance(linkage, Links) else Links(linkage)
    yield from dict.fromkeys(_ArticleWriter(extraction, links).write())


class _ArticleWriter:
    """Writes one article: holds what every part of it needs to look up."""

    def __init__(self, extraction: Extraction, links: Links) -> None:
        self.extraction, self.links = extraction, links
        self.article = extraction.article
        self.node = article_node(self.article.id)
        self.out = Writer(self.node, self.article.language)
        self.entities = {entity.id: entity for entity in extraction.entities}
        self.events = {event.id: event for event in extraction.events}
        self.stretches: dict[tuple[str, Span], ox.NamedNode] = {}
        self.bounds = {bound.event: bound for bound in extraction.bounds}
        self.conflicting = {relation for conflict in extraction.conflicts for relation in conflict.relations}
        self.phrases = cache(with_article)
        self.carried: dict[str, list[Claim]] = {}
        for claim in extraction.claims:
            if claim.by in self.events:
                self.carried.setdefault(claim.by, []).append(claim)

    def write(self) -> list[ox.Quad]:
        self._article()
        for segment in self.extraction.segments:
            if segment.kind in _PARAGRAPHS:
                node = self._stretch("g_", "ev:Paragraph", segment.span)
                if segment.kind == "heading":
                    self.out.value(node, "ev:inHeading", "true", "xsd:boolean")
        for entity in self.extraction.entities:
            if not self.links.actor(Ref(self.article.id, entity.id)):
                self._entity(entity)
        for role in self.extraction.roles:
            self._role(role)
        for event in self.extraction.events:
            self._event(event)
        for claim in self.extraction.claims:
            self._claim(claim)
        for relation in self.extraction.relations:
            self._relation(relation)
        for statement in self.links.statements(self.article.id):
            if statement.event.id in self.events:
                self._direct(statement)
        return self.out.quads

    def _article(self) -> None:
        out, article, node = self.out, self.article, self.node
        out.kind(node, "ev:Article")
        out.code(node, "dcterms:identifier", article.id)
        out.words(node, "dcterms:title", article.title)
        out.code(node, "dcterms:language", article.language)
        out.code(node, "dcterms:publisher", article.source)
        if address := web(article.url):
            out.link(node, "schema:url", address)
        out.edtf(node, "dcterms:issued", article.published)
        out.bounds(node, *published_bounds(article.published))

    def _entity(self, entity: Entity) -> None:
        node = self._entity_node(entity.id)
        self.out.kind(node, vocab.ENTITY_CLASSES.get(entity.type, "ev:Topic"))
        self.out.words(node, "rdfs:label", entity.name)
        for name in entity.names:
            if name != entity.name:
                self.out.words(node, "skos:altLabel", name)
        same_as(self.out, node, entity.wikidata)

    def _role(self, role: Role) -> None:
        out, person = self.out, self._entity_node(role.person)
        node = kb("r_" + digest(self.article.id, role.person, role.organisation, role.title))
        out.kind(node, "ev:Role")
        out.link(person, "ev:role", node)
        out.words(node, "rdfs:label", role.title)
        if role.organisation:
            out.link(node, "ev:organization", self._entity_node(role.organisation))
        out.link(node, "ev:mention", self._mention(role.span))
        out.bounds(node, *published_bounds(self.article.published))
        out.share(node, "ev:confidence", role.confidence)
        out.code(node, "ev:rule", role.rule)

    def _event(self, event: Event) -> None:
        out, node = self.out, event_node(Ref(self.article.id, event.id))
        out.kind(node, "ev:Event")
        for language in LANGUAGES:
            told_in = self.article.language
            label = event_label(
                event, language, told_in=told_in, names=self._name, contents=self.events, text=self.article.text
            )
            out.words(node, "rdfs:label", label, language)
        out.link(node, "ev:inArticle", self.node)
        out.link(node, "ev:action", action_node(event.action or event.type))
        out.link(node, "ev:eventType", action_node(event.type))
        out.words(node, "ev:lemma", event.lemma)
        out.link(node, "ev:polarity", term("ev:" + event.polarity.capitalize()))
        out.link(node, "ev:modality", term("ev:" + event.modality.capitalize()))
        out.code(node, "ev:salience", event.salience)
        if event.heading:
            out.value(node, "ev:inHeading", "true", "xsd:boolean")
        for span in event.triggers:
            out.link(node, "ev:mention", self._mention(span))
        out.link(node, "ev:evidence", self._sentence(event.evidence))
        self._participants(event, node)
        time = self.links.time(Ref(self.article.id, event.id), event.time)
        if time is not None:
            self._time(time, node)
            if event.time is not None and event.time.edtf != time.edtf:
                out.edtf(node, "ev:toldWhen", event.time.edtf)
        self._days(event, time, node)
        self._content(event, node)
        out.share(node, "ev:confidence", event.confidence)
        out.code(node, "ev:rule", event.rule)

    def _participants(self, event: Event, node: ox.NamedNode) -> None:
        out = self.out
        slots: tuple[tuple[str, Iterable[Filler]], ...] = (
            ("agent", event.agents),
            ("target", event.targets),
            ("source", event.sources),
            ("place", (event.place,) if event.place else ()),
        )
        for slot, fillers in slots:
            for filler in fillers:
                thing = self._filler(filler, "ev:UnnamedPlace" if slot == "place" else "ev:UnnamedActor")
                out.link(node, f"ev:{slot}", thing)
                out.link(node, f"ev:{slot}Mention", self._mention(filler.span, thing))
        topics = self.links.topics(Ref(self.article.id, event.id))
        for topic in topics:
            out.link(node, "ev:theme", kb(topic))
        if event.object is not None:
            named = self._entity_node(event.object.entity) if event.object.entity else None
            if named is not None:
                out.link(node, "ev:theme", named)
            elif not topics:
                out.words(node, "ev:theme", event.object.text)
            out.link(node, "ev:themeMention", self._mention(event.object.span, named))

    def _time(self, time: Interval, node: ox.NamedNode) -> None:
        out = self.out
        out.edtf(node, "ev:when", time.edtf)
        out.code(node, "ev:grain", time.grain)
        out.code(node, "ev:timeAnchor", time.anchor)
        out.code(node, "ev:timeRule", time.rule)
        if time.span is not None:
            out.words(node, "ev:timeExpression", time.span.of(self.article.text))
            out.link(node, "ev:timeMention", self._mention(time.span))

    def _days(self, event: Event, time: Interval | None, node: ox.NamedNode) -> None:
        """The days it may be of, by its time and by its neighbours; where they disagree the time holds."""
        out, bound = self.out, self.bounds.get(event.id)
        own = interval_bounds(time) if time is not None else (None, None)
        days = own if bound is None else common_bounds(own, bound_days(bound))
        out.bounds(node, *days)
        if bound is not None and days == bound_days(bound):
            for other in bound.through:
                if other in self.events:
                    out.link(node, "ev:boundedBy", event_node(Ref(self.article.id, other)))
        for text in time.candidates if time is not None else ():
            if (checked := iso_day(text)) and within(checked, days):
                out.value(node, "ev:possibleDate", checked, "xsd:date")

    def _relation(self, relation: Relation) -> None:
        """The order of two events as a node with its words, and as a plain triple unless it is in a conflict."""
        if relation.event not in self.events or relation.other not in self.events:
            return
        out, (kind, plain) = self.out, vocab.ORDERS[relation.kind]
        event, other = (event_node(Ref(self.article.id, name)) for name in (relation.event, relation.other))
        node = kb(
            "o_" + digest(self.article.id, relation.event, relation.kind, relation.other, str(relation.span.start))
        )
        out.kind(node, "ev:TimeRelation")
        out.link(node, "ev:inArticle", self.node)
        out.link(node, "ev:relates", event)
        out.link(node, "ev:order", term(kind))
        out.link(node, "ev:relatesTo", other)
        for name, days in (("ev:leastDays", relation.least), ("ev:mostDays", relation.most)):
            if days is not None:
                out.value(node, name, str(days), "xsd:integer")
        out.link(node, "ev:mention", self._mention(relation.span))
        out.link(node, "ev:evidence", self._sentence(relation.evidence))
        out.share(node, "ev:confidence", relation.confidence)
        out.code(node, "ev:rule", relation.rule)
        if relation in self.conflicting:
            out.link(node, "ev:status", term("ev:Conflicting"))
        else:
            out.link(event, plain, other)

    def _content(self, event: Event, node: ox.NamedNode) -> None:
        """A statement: the events it is about, and its stance (further stances are claims of their own)."""
        claims = self.carried.get(event.id, [])
        stance = self._stance(event.id)
        contents = [claim.event for claim in claims if claim.stance == stance]
        if event.content and not any(claim.event == event.content for claim in claims):
            contents.append(event.content)
        contents = [content for content in contents if content in self.events]
        if not contents:
            return
        self.out.kind(node, "ev:Statement")
        self.out.link(node, "ev:stance", term("ev:" + stance.capitalize()))
        for content in contents:
            self.out.link(node, "ev:content", event_node(Ref(self.article.id, content)))

    def _stance(self, speech: str) -> str:
        """The stance a speech event takes: towards its own content when it has one, else its first claim's."""
        event, claims = self.events[speech], self.carried.get(speech, [])
        own = [claim.stance for claim in claims if claim.event == event.content]
        if own or claims:
            return (own or [claims[0].stance])[0]
        return "denies" if event.type == "DENY" else "asserts"

    def _claim(self, claim: Claim) -> None:
        """A claim that no speech event carries ("selon X"): nothing when the article itself vouches."""
        carried = claim.by in self.events and claim.stance == self._stance(claim.by)
        if claim.source is None or carried or claim.event not in self.events:
            return
        out = self.out
        node = kb("c_" + digest(self.article.id, claim.event, claim.stance, str(claim.span.start), claim.by))
        out.kind(node, "ev:Claim")
        out.link(node, "ev:inArticle", self.node)
        out.link(node, "ev:stance", term("ev:" + claim.stance.capitalize()))
        out.link(node, "ev:content", event_node(Ref(self.article.id, claim.event)))
        out.link(node, "ev:agent", self._filler(claim.source, "ev:UnnamedActor"))
        out.link(node, "ev:mention", self._mention(claim.span))
        out.link(node, "ev:evidence", self._sentence(self.events[claim.event].evidence))
        out.share(node, "ev:confidence", claim.confidence)
        out.code(node, "ev:rule", claim.rule)

    def _direct(self, statement: Statement) -> None:
        """The direct triple as a node, with the event that shows it; `kb:direct` holds the triples themselves."""
        subject, predicate, thing = statement.subject, statement.predicate, statement.object
        node = kb("t_" + digest(self.article.id, statement.event.id, subject, predicate, thing))
        out = self.out
        out.kind(node, "ev:DirectTriple")
        out.link(node, "rdf:subject", kb(subject))
        out.link(node, "rdf:predicate", action_node(predicate))
        out.link(node, "rdf:object", kb(thing))
        out.link(node, "ev:shownBy", event_node(statement.event))
        out.share(node, "ev:confidence", statement.confidence)
        out.code(node, "ev:rule", statement.rule)

    def _entity_node(self, entity: str) -> ox.NamedNode:
        actor = self.links.actor(Ref(self.article.id, entity))
        return kb(actor) if actor else kb("x_" + digest(self.article.id, entity))

    def _filler(self, filler: Filler, unnamed: str) -> ox.NamedNode:
        """The participant: the entity, or a node for words that name none ("trois policiers")."""
        if filler.entity:
            return self._entity_node(filler.entity)
        node = kb("u_" + digest(self.article.id, str(filler.span.start), str(filler.span.end)))
        self.out.kind(node, unnamed)
        self.out.words(node, "rdfs:label", filler.text)
        return node

    def _name(self, filler: Filler, language: str) -> str:
        """Its name in a language; "" where it has none there, or only words of the article's language for one."""
        actor = self.links.actor(Ref(self.article.id, filler.entity)) if filler.entity else ""
        labels, entity = self.links.labels(actor) if actor else {}, self.entities.get(filler.entity)
        name, own = labels.get(language) or (entity.name if entity else ""), labels.get(self.article.language, "")
        here = language == self.article.language
        if not here and not (own and name != own) and not international(name):
            return ""
        kind = entity.type if entity else ""
        phrase = self.phrases(name, language, kind, key=actor, text=self.article.text if here else "")
        return determined(phrase, filler.text) if here else phrase

    def _mention(self, span: Span, thing: ox.NamedNode | None = None) -> ox.NamedNode:
        node = self._stretch("m_", "ev:Mention", span)
        if thing is not None:
            self.out.link(node, "ev:refersTo", thing)
        return node

    def _sentence(self, span: Span) -> ox.NamedNode:
        return self._stretch("s_", "ev:Sentence", span)

    def _stretch(self, prefix: str, kind: str, span: Span) -> ox.NamedNode:
        """The node of a stretch of text, written once: events of one sentence share most of theirs."""
        node = self.stretches.get((prefix, span))
        if node is None:
            out, node = self.out, kb(prefix + digest(self.article.id, str(span.start), str(span.end)))
            self.stretches[prefix, span] = node
            out.kind(node, kind)
            out.link(node, "ev:inArticle", self.node)
            out.value(node, "oa:start", str(span.start), "xsd:integer")
            out.value(node, "oa:end", str(span.end), "xsd:integer")
            out.words(node, "oa:exact", span.of(self.article.text))
        return node
