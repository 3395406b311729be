"""Direct triples: *who does what*, a view on the events that are told as having happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.gazetteer import gazetteer
from kg.link import topics
from kg.link.records import Record, Told
from kg.link.topics import Topic
from kg.model import Actor, Event, Filler, Ref, Statement


def statements(
    made: Iterable[Record], actors: Sequence[Actor], actor_of: Mapping[Ref, str]
) -> tuple[tuple[Statement, ...], dict[str, dict[str, str]]]:
    """Every direct triple, sorted, and the topics they speak of with their labels by language."""
    view = _View({actor.id: actor for actor in actors}, actor_of)
    found: dict[tuple[str, str, str, Ref], Statement] = {}
    labels: dict[str, dict[str, str]] = {}
    for record in made:
        for statement, topic in view.of_article(record):
            key = (statement.subject, statement.predicate, statement.object, statement.event)
            found.setdefault(key, statement)
            if topic is not None:
                _merge(labels.setdefault(topic.id, {}), topic.labels)
    return tuple(found[key] for key in sorted(found)), {
        key: dict(sorted(labels[key].items())) for key in sorted(labels)
    }


def _merge(labels: dict[str, str], more: Mapping[str, str]) -> None:
    """Of two names in one language the shorter one, then the first in the alphabet, whatever came first."""
    for code, name in more.items():
        if code not in labels or (len(name), name) < (len(labels[code]), labels[code]):
            labels[code] = name


@dataclass(frozen=True, slots=True)
class _View:
    actors: Mapping[str, Actor]
    actor_of: Mapping[Ref, str]

    def of_article(self, record: Record) -> Iterator[tuple[Statement, Topic | None]]:
        events = {told.event.id: told for told in record.events}
        unsure = {claim.event for claim in record.claims if claim.stance != "asserts"}
        for told in record.events:
            event = told.event
            if event.polarity != "positive" or event.modality != "actual" or event.id in unsure:
                continue
            subjects = dict.fromkeys(self._acting(record, filler) for filler in event.agents)
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
            if actor := self._acting(record, filler):
                found[actor] = None
            elif topic := topics.of_phrase(filler.text, record.language):
                found[topic.id] = topic
        thing = told.event.object
        known = self.actor_of.get(record.ref(thing.entity), "") if thing is not None and thing.entity else ""
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
        target = next((self._acting(record, filler) for filler in content.event.targets), "")
        who = self.actors[target].labels if target and inner is None else None
        return topics.of_event(told, record.language, inner=inner, who=who)

    def _acting(self, record: Record, filler: Filler) -> str:
        """Who acts: the actor of a filler; a capital that acts is the state it stands for."""
        actor = self.actor_of.get(record.ref(filler.entity), "") if filler.entity else ""
        entry = gazetteer().get(actor) if actor else None
        return entry.seat_of if entry is not None and entry.seat_of in self.actors else actor
