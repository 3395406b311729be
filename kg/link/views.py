"""An event with its participants named across articles: what same-event decisions compare."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from kg.gazetteer import gazetteer
from kg.link.corpus import Corpus
from kg.link.names import proper
from kg.link.records import Record, Told
from kg.link.spill import articles_of, as_key, as_name
from kg.link.times import Days, days
from kg.link.words import stems, words
from kg.model import Actor, Event, Filler, Ref

_BEFORE = timedelta(days=7)  # an event without a date is news of the last week
_KEPT = 1 << 12  # actors whose offices and kind are remembered: few are spoken of often


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


class Views:
    """Makes the events of one article after the other into what same-event decisions compare."""

    def __init__(self, corpus: Corpus, actors: Mapping[str, Actor], actor_of: Mapping[Ref, str]) -> None:
        """Read every article once, for the offices that persons hold anywhere."""
        self._actor_of = articles_of(actor_of)
        self._bodies = _Bodies(corpus, self._actor_of)
        self._persons = _Persons(actors)

    def of(self, record: Record) -> list[Seen]:
        """Every event of an article, in order."""
        maker = _Maker(self._persons, self._actor_of(record.article), self._bodies)
        return [maker.seen(record, told) for told in record.events]


class _Bodies:
    """Person -> the organisations and states that any article says he or she holds an office of."""

    def __init__(self, corpus: Corpus, actor_of: Callable[[str], Mapping[str, str]]) -> None:
        self._spill = corpus.spill
        self._spill.run("CREATE TABLE office(person BLOB, body BLOB, PRIMARY KEY(person, body)) WITHOUT ROWID")
        for _, record in corpus.heads():
            if record.roles:
                found = actor_of(record.article)
                held = ((found.get(role.person, ""), found.get(role.organisation, "")) for role in record.roles)
                rows = [(as_key(person), as_key(state_of(body))) for person, body in held if person and body]
                self._spill.add("office", sorted(set(rows)), 2, again=True)
        self.of = lru_cache(maxsize=_KEPT)(self._read)

    def _read(self, actor: str) -> frozenset[str]:
        rows = self._spill.run("SELECT body FROM office WHERE person = ?", (as_key(actor),))
        return frozenset(as_name(body) for (body,) in rows)


class _Persons:
    """Which actors are persons with a name."""

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        self._actors = actors
        self.has = lru_cache(maxsize=_KEPT)(self._read)

    def _read(self, name: str) -> bool:
        actor = self._actors.get(name)
        return actor is not None and actor.type == "PER" and any(map(proper, actor.labels.values()))


def state_of(actor: str) -> str:
    """The state a capital stands for when it acts, any other actor unchanged.

    >>> state_of("Moscow"), state_of("NATO")
    ('Russia', 'NATO')
    """
    entry = gazetteer().get(actor)
    return entry.seat_of if entry is not None and entry.seat_of else actor


@dataclass(frozen=True, slots=True)
class _Maker:
    persons: _Persons
    actor_of: Mapping[str, str]  # of this article, by local id
    bodies: _Bodies

    def seen(self, record: Record, told: Told) -> Seen:
        event = told.event
        agents, targets = self._named(event.agents), self._named(event.targets)
        who = agents | targets
        named = (self.actor_of.get(entity, "") for entity in told.around)
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
            persons=frozenset(filter(self.persons.has, around | who)),
            place=self.actor_of.get(event.place.entity, "") if event.place and event.place.entity else "",
            span=span,
            printed=(record.first, record.last) if record.first and record.last else None,
            dated=dated,
            words=content,
            about=stems(words(event.object.text), record.language) if event.object else frozenset(),
            shared=told.nouns,
        )

    def _named(self, fillers: Iterable[Filler]) -> frozenset[str]:
        found = (self.actor_of.get(f.entity, "") for f in fillers if f.entity)
        return frozenset(state_of(actor) for actor in found if actor)

    def _reach(self, who: frozenset[str]) -> frozenset[str]:
        return who.union(*map(self.bodies.of, who))

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
