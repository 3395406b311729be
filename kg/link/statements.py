"""Direct triples: *who does what*, a view on the events that are told as having happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter

from kg.gazetteer import gazetteer
from kg.link import topics
from kg.link.records import Record, Told
from kg.link.spill import ByArticle, Rows, Spill, Table, as_key, as_name, pack
from kg.link.topics import Topic
from kg.model import Actor, Event, Filler, Ref, Statement


class Statements:
    """Takes articles one after the other (`take`), and gives their direct triples and topics on disk (`done`)."""

    def __init__(self, spill: Spill, actors: Mapping[str, Actor], actor_of: ByArticle[str]) -> None:
        self.spill, self._actors, self._actor_of = spill, actors, actor_of
        spill.run("CREATE TABLE said(subject BLOB, predicate BLOB, object BLOB, no INTEGER, local BLOB, body BLOB)")
        spill.run("CREATE TABLE label(topic BLOB, code BLOB, length INTEGER, name BLOB)")

    def take(self, number: int, record: Record) -> None:
        """Keep what an article says."""
        found: dict[tuple[str, str, str, Ref], Statement] = {}
        labels: set[tuple[bytes, bytes, int, bytes]] = set()
        for statement, topic in _View(self._actors, self._actor_of.of(record.article)).of_article(record):
            found.setdefault((statement.subject, statement.predicate, statement.object, statement.event), statement)
            if topic is not None:
                names = topic.labels.items()
                labels.update((as_key(topic.id), as_key(code), len(name), as_key(name)) for code, name in names)
        rows = (
            (*map(as_key, (s.subject, s.predicate, s.object)), number, as_key(s.event.id), pack(s))
            for s in found.values()
        )
        self.spill.add("said", rows, 6)
        self.spill.add("label", labels, 4)

    def done(self) -> tuple[Rows[Statement], Table[dict[str, str]]]:
        """Every direct triple, sorted, with its article as key; the topics they speak of with labels by language.

        Of two labels in one language the shorter one counts, then the first in the alphabet, whatever came first.
        """
        spill = self.spill
        spill.shape("statement")
        spill.run(
            "INSERT INTO statement(key, body) SELECT r.article, s.body FROM said AS s JOIN record AS r ON r.no = s.no "
            "ORDER BY s.subject, s.predicate, s.object, s.no, s.local"
        )
        spill.index("statement")
        spill.run("DROP TABLE said")
        rows = spill.run("SELECT topic, code, name FROM label ORDER BY topic, code, length, name")
        spill.fill("topic", map(_topic, groupby(rows, key=itemgetter(0))))
        spill.run("DROP TABLE label")
        return Rows(spill, "statement"), Table(spill, "topic")


def _topic(found: tuple[bytes, Iterable[tuple[bytes, bytes, bytes]]]) -> tuple[str, dict[str, str]]:
    topic, rows = found
    labels: dict[str, str] = {}
    for _, code, name in rows:
        labels.setdefault(as_name(code), as_name(name))
    return as_name(topic), labels


@dataclass(frozen=True, slots=True)
class _View:
    actors: Mapping[str, Actor]
    actor_of: Mapping[str, str]  # of this article, by local id

    def of_article(self, record: Record) -> Iterator[tuple[Statement, Topic | None]]:
        events = {told.event.id: told for told in record.events}
        unsure = {claim.event for claim in record.claims if claim.stance != "asserts"}
        for told in record.events:
            event = told.event
            if event.polarity != "positive" or event.modality != "actual" or event.id in unsure:
                continue
            subjects = dict.fromkeys(self._acting(filler) for filler in event.agents)
            subjects.pop("", None)
            objects = self._objects(record, told, events)
            for subject in subjects:
                for thing, topic in objects.items():
                    if thing != subject:
                        yield self._statement(subject, thing, told), topic

    def _statement(self, subject: str, thing: str, told: Told) -> Statement:
        event = told.event
        span = event.triggers[0] if event.triggers else event.evidence
        return Statement(subject, event.action or event.type, thing, told.ref, span, event.rule, event.confidence)

    def _objects(self, record: Record, told: Told, events: Mapping[str, Told]) -> dict[str, Topic | None]:
        """Targets by name, and the theme: the object phrase, or the event a statement is about."""
        found: dict[str, Topic | None] = {}
        for filler in told.event.targets:
            if actor := self._acting(filler):
                found[actor] = None
            elif topic := topics.of_phrase(filler.text, record.language):
                found[topic.id] = topic
        thing = told.event.object
        known = self.actor_of.get(thing.entity, "") if thing is not None and thing.entity else ""
        if known:
            found[known] = None
        elif theme := self._theme(record, told.event, events, 2):
            found[theme.id] = theme
        return found

    def _theme(self, record: Record, event: Event, events: Mapping[str, Told], depth: int) -> Topic | None:
        if event.object is not None and not event.object.entity:
            return topics.of_phrase(event.object.text, record.language)
        content = events.get(event.content)
        if content is None or depth == 0 or content.event.id == event.id:
            return None
        told = content.event
        own = {f.entity for f in told.sources} & {f.entity for f in event.agents}
        if event.type == "DENY" and told.polarity == "negative" and own:
            told = replace(told, polarity="positive")  # what "denies the attack" denies is the attack, not its absence
        inner = self._theme(record, content.event, events, depth - 1)
        target = next((self._acting(filler) for filler in content.event.targets), "")
        who = self.actors[target].labels if target and inner is None else None
        return topics.of_event(told, record.language, inner=inner, who=who)

    def _acting(self, filler: Filler) -> str:
        """Who acts: the actor of a filler; a capital that acts is the state it stands for."""
        actor = self.actor_of.get(filler.entity, "") if filler.entity else ""
        entry = gazetteer().get(actor) if actor else None
        return entry.seat_of if entry is not None and entry.seat_of in self.actors else actor
