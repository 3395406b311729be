"""Which persons of different articles are one: the same full name, or the same surname in the same office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from kg.ids import fold
from kg.link import names
from kg.link.records import Record
from kg.link.words import determiners
from kg.model import Ref

_OFFICE = timedelta(days=366)  # how far apart two reports of one office may lie


@dataclass(slots=True)
class Bearer:
    """A person of one article: the name as it sounds, and the offices the article gives, with its date."""

    ref: Ref
    name: tuple[str, ...]
    when: date | None
    language: str
    offices: set[tuple[str, str]] = field(default_factory=set)  # (head of the title, organisation or "")


def persons(made: Sequence[Record], known: Mapping[Ref, str]) -> list[list[Ref]]:
    """Groups of persons that are one. Blocks are surnames as they sound; what is unsure stays apart.

    A bare surname joins a full name only by an office that both are given, at about the same time, and only when no
    second person of the set fits as well.
    """
    surnames: defaultdict[str, list[Bearer]] = defaultdict(list)
    for record in made:
        for bearer in _bearers(record, known):
            surnames[bearer.name[-1]].append(bearer)
    found: list[list[Ref]] = []
    for surname in sorted(surnames):
        found += _block(surnames[surname])
    return found


def _bearers(record: Record, known: Mapping[Ref, str]) -> list[Bearer]:
    made: dict[str, Bearer] = {}
    for entity in record.entities:
        named = entity.type == "PER" and not entity.key and names.proper(entity.name, record.language)
        name = names.person(entity.name, record.language) if named else ()
        if name:
            made[entity.id] = Bearer(record.ref(entity.id), name, record.last, record.language)
    bodies = {entity.id: fold(entity.name) for entity in record.entities}
    for role in record.roles:
        if role.person in made:
            body = known.get(record.ref(role.organisation), "") or bodies.get(role.organisation, "")
            made[role.person].offices.add((_office(role.title, record.language), body))
    return list(made.values())


def _office(title: str, language: str) -> str:
    """The head of a title: "le secrétaire général de l'Otan" -> "secretaire"."""
    words = [word for word in fold(title).replace("'", "' ").split() if word not in determiners(language)]
    return words[0] if words else ""


def _block(bearers: list[Bearer]) -> list[list[Ref]]:
    """Persons of one surname."""
    full: defaultdict[str, list[Bearer]] = defaultdict(list)
    for bearer in bearers:
        if len(bearer.name) > 1:
            full[bearer.name[0]].append(bearer)
    groups = [group for first in sorted(full) for group in _middles(full[first])]
    for bearer in bearers:
        if len(bearer.name) == 1 and bearer.offices:
            fits = [group for group in groups if any(_same_office(bearer, other) for other in group)]
            if len(fits) == 1:
                fits[0].append(bearer)
    alone = [b for b in bearers if len(b.name) == 1 and not any(b in group for group in groups)]
    return [[b.ref for b in group] for group in groups if len(group) > 1] + _surnames(alone)


def _middles(bearers: list[Bearer]) -> list[list[Bearer]]:
    """Same first and last name: one person, unless two different names in between were seen ("George W.", "H. W.")."""
    middles = sorted({b.name[1:-1] for b in bearers}, key=lambda m: (-len(m), m))
    longest = [m for m in middles if not any(m != o and set(m) <= set(o) for o in middles)]
    if len(longest) <= 1:
        return [bearers]
    return [[b for b in bearers if b.name[1:-1] == m] for m in middles]


def _surnames(bearers: list[Bearer]) -> list[list[Ref]]:
    """Bare surnames among themselves: one person when the office, its body and the time are the same."""
    found: list[list[Bearer]] = []
    for bearer in bearers:
        fits = [group for group in found if any(_same_office(bearer, other) for other in group)]
        if len(fits) == 1:
            fits[0].append(bearer)
        else:
            found.append([bearer])
    return [[b.ref for b in group] for group in found if len(group) > 1]


def _same_office(a: Bearer, b: Bearer) -> bool:
    if a.when is None or b.when is None or abs(a.when - b.when) > _OFFICE:
        return False
    both = [(x, y) for x in a.offices for y in b.offices if x[1] and x[1] == y[1]]
    return any(x[0] == y[0] or a.language != b.language for x, y in both)
