"""An actor by any of its names, as people write it: accents and case aside."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from kg.errors import KgError
from kg.ids import fold

MOST_NAMED = 8  # actors of one name that a message lists


class Named(Protocol):
    """What has an id and names: an actor of a linking, a thing of a store."""

    @property
    def id(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def labels(self) -> Mapping[str, str]: ...
    @property
    def names(self) -> tuple[str, ...]: ...


T = TypeVar("T", bound=Named)


def actor_called(name: str, actors: Iterable[T]) -> T:
    """The actor with this id, or the only one of this name; else the only one with the name among its words.

    A person's one-word name, such as a surname, is also that of persons with longer ones. Raises KgError for nobody
    and for more than one, and names who it could be.

    >>> from kg.model import Actor
    >>> actor_called("etats-unis", [Actor("United_States", "GPE", {"fr": "États-Unis"})]).id
    'United_States'
    """
    everyone = {actor.id: actor for actor in actors}
    if name in everyone:
        return everyone[name]
    wanted = fold(name.replace("_", " "))
    known = {actor.id: _names(actor) for actor in everyone.values()}
    word = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
    inside = [who for who, names in known.items() if wanted and any(map(word.search, names))]
    found = [who for who in inside if wanted in known[who]] or inside
    if " " not in wanted and all(everyone[who].type == "PER" for who in found):
        found = [who for who in inside if everyone[who].type == "PER"]
    found = [who for who in found if everyone[who].type] or found  # a topic has no type: nobody acts by that name
    if len(found) == 1:
        return everyone[found[0]]
    if found:
        raise KgError(f'"{name}" may be {len(found)} actors: {_listed(found)}.', hint="Give one of these ids.")
    owners = {each: who for who, names in known.items() for each in names}
    close = dict.fromkeys(owners[each] for each in difflib.get_close_matches(wanted, owners, n=3))
    hint = f"Did you mean {' or '.join(close)}?" if close else "See: kg query --name network."
    raise KgError(f'no actor is called "{name}".', hint=hint)


def _names(actor: Named) -> set[str]:
    return {fold(each) for each in (actor.id.replace("_", " "), *actor.labels.values(), *actor.names)}


def _listed(found: Sequence[str]) -> str:
    more = f" and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
    return ", ".join(found[:MOST_NAMED]) + more
