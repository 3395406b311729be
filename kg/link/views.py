"""An event with its participants named across articles: what same-event decisions compare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kg.gazetteer import gazetteer
from kg.link.names import proper
from kg.link.records import Record, Told
from kg.link.times import Days, days
from kg.link.words import stems, words
from kg.model import Actor, Event, Filler, Ref

_BEFORE = timedelta(days=7)  # an event without a date is news of the last week


@dataclass(frozen=True, slots=True)
class Seen:
    """One event. `who` are its agents and targets by actor; `reach` adds the bodies that its persons speak for."""

    told: Told
    language: str
    agents: frozenset[str]
    targets: frozenset[str]
    who: frozenset[str]
    doers: frozenset[str]  # the agents and the bodies they speak for
    reach: frozenset[str]
    around: frozenset[str]  # actors of the sentence, and the bodies they speak for
    persons: frozenset[str]  # the persons among them and the participants
    place: str
    span: Days | None  # when it may have been
    printed: Days | None  # when the article may have been published
    dated: int  # 2: by words of its own, 1: by others of its sentence, 0: by the publication date
    words: frozenset[str]  # stems of the sentence without its participants
    about: frozenset[str]  # stems of the object
    shared: frozenset[str]  # English nouns of the sentence, for comparing languages

    @property
    def ref(self) -> Ref:
        return self.told.ref

    @property
    def event(self) -> Event:
        return self.told.event


def views(made: Sequence[Record], actors: Sequence[Actor], actor_of: Mapping[Ref, str]) -> list[Seen]:
    """Every event of every article, in order of articles and events."""
    persons = frozenset(a.id for a in actors if a.type == "PER" and any(map(proper, a.labels.values())))
    maker = _Maker(persons, actor_of, _bodies(made, actor_of))
    return [maker.seen(record, told) for record in made for told in record.events]


def _bodies(made: Iterable[Record], actor_of: Mapping[Ref, str]) -> dict[str, frozenset[str]]:
    """Person -> the organisations and states that any article says he or she holds an office of."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for record in made:
        for role in record.roles:
            person, body = (actor_of.get(record.ref(local), "") for local in (role.person, role.organisation))
            if person and body:
                found[person].add(state_of(body))
    return {person: frozenset(bodies) for person, bodies in found.items()}


def state_of(actor: str) -> str:
    """The state a capital stands for when it acts, any other actor unchanged.

    >>> state_of("Moscow"), state_of("NATO")
    ('Russia', 'NATO')
    """
    entry = gazetteer().get(actor)
    return entry.seat_of if entry is not None and entry.seat_of else actor


@dataclass(frozen=True, slots=True)
class _Maker:
    persons: frozenset[str]
    actor_of: Mapping[Ref, str]
    bodies: Mapping[str, frozenset[str]]

    def seen(self, record: Record, told: Told) -> Seen:
        event = told.event
        agents, targets = self._named(record, event.agents), self._named(record, event.targets)
        who = agents | targets
        named = (self.actor_of.get(record.ref(entity), "") for entity in told.around)
        around = frozenset(state_of(actor) for actor in named if actor)
        span, dated = self._when(record, told)
        theirs = self._own_words(record, event)
        content = told.words - theirs
        return Seen(
            told=told,
            language=record.language,
            agents=agents,
            targets=targets,
            who=who,
            doers=self._reach(agents),
            reach=self._reach(who),
            around=self._reach(around),
            persons=(around | who) & self.persons,
            place=self.actor_of.get(record.ref(event.place.entity), "") if event.place and event.place.entity else "",
            span=span,
            printed=(record.first, record.last) if record.first and record.last else None,
            dated=dated,
            words=content,
            about=stems(words(event.object.text), record.language) if event.object else frozenset(),
            shared=told.nouns,
        )

    def _named(self, record: Record, fillers: Iterable[Filler]) -> frozenset[str]:
        found = (self.actor_of.get(record.ref(f.entity), "") for f in fillers if f.entity)
        return frozenset(state_of(actor) for actor in found if actor)

    def _reach(self, who: frozenset[str]) -> frozenset[str]:
        return who.union(*(self.bodies.get(actor, frozenset()) for actor in who))

    def _own_words(self, record: Record, event: Event) -> frozenset[str]:
        """Words that name the participants and their offices: they tell who, not what."""
        texts = [f.text for f in (*event.agents, *event.targets)]
        mine = {f.entity for f in (*event.agents, *event.targets) if f.entity}
        texts += [name for entity in record.entities if entity.id in mine for name in (entity.name, *entity.names)]
        texts += [role.title for role in record.roles if role.person in mine]
        return stems((word for text in texts for word in words(text)), record.language)

    def _when(self, record: Record, told: Told) -> tuple[Days | None, int]:
        own = days(told.event.time) if told.event.time is not None else None
        if own is not None:
            return own, 2
        inside = [span for interval in told.times if (span := days(interval)) is not None]
        if len(inside) == 1 and told.event.time is None:
            return inside[0], 1
        return _published(record.first, record.last, told.event.modality), 0


def _published(first: date | None, last: date | None, modality: str) -> Days | None:
    if first is None or last is None:
        return None
    return (first, last + 2 * _BEFORE) if modality != "actual" else (first - _BEFORE, last)
