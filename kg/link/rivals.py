"""Reports of one deed that name different doers, and cannot both be right.

Most acts have as many doers as are named: France condemns, and so does Spain. Two reports rival each other only over
what one alone can have done: it is said who did it first; or one victim, one thing was attacked or seized, and the
doers are of kinds that do not contain each other. A minister is no rival of his state, an army none of its country, a
member none of its alliance: where that cannot be told (organisations, groups without a name, descriptions), there is
no rivalry.
"""

from __future__ import annotations

from functools import cache

from kg.gazetteer import gazetteer
from kg.gazetteer.table import entries
from kg.link.views import Seen
from kg.link.words import stems, words

_ONE_DOER = frozenset({"ASSAULT", "COERCE"})
_PAIRS = frozenset({"person person", "state state", "group state", "group group"})


def rivals(a: Seen, b: Seen) -> bool:
    """Whether both reports name who did it, and only one of them can be right."""
    if not (a.agents and b.agents) or a.doers & b.doers:
        return False
    if a.event.polarity != b.event.polarity or not (_all_known(a) and _all_known(b)):
        return False
    kinds = {(one, other) for one in _kinds(a) for other in _kinds(b)}
    return all(" ".join(sorted(pair)) in _PAIRS for pair in kinds) and _one_did_it(a, b)


def contested(event: Seen) -> frozenset[str]:
    """Words by which rival reports of an event are looked for; none for what many may do."""
    if not event.agents:
        return frozenset()
    return event.words if event.told.first else _thing(event) if event.event.type in _ONE_DOER else frozenset()


def swapped(a: Seen, b: Seen) -> bool:
    """Whether the doer of one report is the target of the other, and the other way round."""
    return bool(a.agents and a.targets) and a.agents == b.targets and a.targets == b.agents


def _one_did_it(a: Seen, b: Seen) -> bool:
    if a.told.first and b.told.first:
        return True
    if a.event.type not in _ONE_DOER or a.event.type != b.event.type:
        return False
    same = bool(_thing(a) & _thing(b))
    if swapped(a, b):
        return same or bool(a.place and a.place == b.place)
    return same or bool(a.targets & b.targets & a.persons)


def _thing(event: Seen) -> frozenset[str]:
    """Stems of what was hit or taken, where it is no actor: "un hôpital", "three fishermen"."""
    said = (word for target in event.event.targets if not target.entity for word in words(target.text))
    object_ = event.event.object
    own = words(object_.text) if object_ is not None and not object_.entity else ()
    return stems((*said, *own), event.language)


def _all_known(event: Seen) -> bool:
    return all(agent.entity for agent in event.event.agents)


def _kinds(event: Seen) -> frozenset[str]:
    return frozenset("person" if agent in event.persons else _kind(agent) for agent in event.agents)


def _kind(actor: str) -> str:
    """state, group (with a name of its own), or "" for what may be part of another.

    >>> _kind("Russia"), _kind("NATO"), _kind("Lyon")
    ('state', '', '')
    """
    entry = gazetteer().get(actor)
    if entry is None or entry.generic:
        return ""
    return "state" if entry.key in _states() else "group" if entry.type == "GROUP" else ""


@cache
def _states() -> frozenset[str]:
    """What a capital stands for when it acts."""
    found = frozenset(entry.seat_of for entry in entries() if entry.seat_of)
    return frozenset(key for key in found if (entry := gazetteer().get(key)) is not None and entry.type == "GPE")
