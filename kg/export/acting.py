"""A capital or a palace that acts is the state it stands for, on the pages as in the direct triples.

Where something takes place stays the town: only who acts, who is acted upon and who speaks is read as the state, and
only where that state is in the graph too, so that nobody appears whom no article names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.gazetteer import gazetteer
from kg.store.reading import EventRow, Part, Thing


def acting(row: EventRow, known: Mapping[str, Thing]) -> EventRow:
    """The event with states for the capitals that act in it; `known` are the things of the graph by id."""
    agents, targets, sources = (_states(parts, known) for parts in (row.agents, row.targets, row.sources))
    if (agents, targets, sources) == (row.agents, row.targets, row.sources):
        return row
    return replace(row, agents=agents, targets=targets, sources=sources)


def taking_part(rows: Iterable[EventRow]) -> dict[str, Thing]:
    """All things that take part in some events, by id.

    >>> taking_part([])
    {}
    """
    slots = (part for row in rows for part in (*row.agents, *row.targets, *row.sources, *row.places, *row.themes))
    return {part.thing.id: part.thing for part in slots}


def _states(parts: tuple[Part, ...], known: Mapping[str, Thing]) -> tuple[Part, ...]:
    found: dict[object, Part] = {}
    for part in parts:
        entry = gazetteer().get(part.thing.id) if part.thing.id else None
        thing = known.get(entry.seat_of, part.thing) if entry is not None and entry.seat_of else part.thing
        key = thing.id or part  # mere words have no id: each stays itself
        spans = (*found[key].spans, *part.spans) if key in found else part.spans
        found[key] = Part(thing, tuple(sorted(spans)))
    return tuple(found.values())
