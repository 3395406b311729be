"""Which persons of different articles are one: the same full name, or the same surname in the same office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from kg.ids import fold
from kg.link import names
from kg.link.records import Record
from kg.link.words import determiners

_OFFICE = timedelta(days=366)  # how far apart two reports of one office may lie


@dataclass(slots=True)
class Bearer:
    """A person of one article: the name as it sounds, and the offices the article gives, with its date."""

    ref: int  # the number of the entity
    name: tuple[str, ...]
    when: date | None
    language: str
    offices: set[tuple[str, str]] = field(default_factory=set)  # (head of the title, organisation or "")


def bearers(record: Record, numbers: Mapping[str, int], known: Mapping[str, str]) -> list[Bearer]:
    """The persons of an article whose name is known; numbers and gazetteer keys of its entities are by local id."""
    made: dict[str, Bearer] = {}
    for entity in record.entities:
        named = entity.type == "PER" and not entity.key and names.proper(entity.name, record.language)
        name = names.person(entity.name, record.language) if named else ()
        if name:
            made[entity.id] = Bearer(numbers[entity.id], name, record.last, record.language)
    bodies = {entity.id: fold(entity.name) for entity in record.entities}
    for role in record.roles:
        if role.person in made:
            body = known.get(role.organisation, "") or bodies.get(role.organisation, "")
            made[role.person].offices.add((_office(role.title, record.language), body))
    return list(made.values())


def _office(title: str, language: str) -> str:
    """The head of a title: "le secrétaire général de l'Otan" -> "secretaire"."""
    words = [word for word in fold(title).replace("'", "' ").split() if word not in determiners(language)]
    return words[0] if words else ""


def one_surname(found: list[Bearer]) -> list[list[int]]:
    """Groups of persons of one surname, as it sounds, that are one; what is unsure stays apart.

    A bare surname joins a full name only by an office that both are given, at about the same time, and only when no
    second person of the set fits as well.
    """
    full: defaultdict[str, list[Bearer]] = defaultdict(list)
    for bearer in found:
        if len(bearer.name) > 1:
            full[bearer.name[0]].append(bearer)
    groups = [group for first in sorted(full) for group in _middles(full[first])]
    for bearer in found:
        if len(bearer.name) == 1 and bearer.offices:
            fits = [group for group in groups if any(_same_office(bearer, other) for other in group)]
            if len(fits) == 1:
                fits[0].append(bearer)
    alone = [b for b in found if len(b.name) == 1 and not any(b in group for group in groups)]
    return [[b.ref for b in group] for group in groups if len(group) > 1] + _surnames(alone)


def _middles(bearers: list[Bearer]) -> list[list[Bearer]]:
    """Same first and last name: one person, unless two different names in between were seen ("George W.", "H. W.")."""
    middles = sorted({b.name[1:-1] for b in bearers}, key=lambda m: (-len(m), m))
    longest = [m for m in middles if not any(m != o and set(m) <= set(o) for o in middles)]
    if len(longest) <= 1:
        return [bearers]
    return [[b for b in bearers if b.name[1:-1] == m] for m in middles]


def _surnames(bearers: list[Bearer]) -> list[list[int]]:
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
