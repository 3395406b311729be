"""What follows for the day of an event from its neighbours: relations and known times, tightened together.

The words of an event's own time stay as they are: bounds are told beside them, only where they say more, and never
against them. Relations that cannot hold with the rest are told as conflicts and bound nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from kg.extract.network import Limit, Range, solve
from kg.model import Bound, Conflict, Event, Interval, Relation

_INSTANT = timedelta(microseconds=1)
_LASTING = frozenset({"interval", "duration", "set"})


def bounded(events: Sequence[Event], relations: Sequence[Relation]) -> tuple[tuple[Bound, ...], tuple[Conflict, ...]]:
    """Bounds of the events that others date better, in order of the events, and the conflicts.

    >>> from datetime import datetime
    >>> from kg.model import Span
    >>> day = (datetime(2022, 2, 3), datetime(2022, 2, 4))
    >>> at = Span(0, 1)
    >>> time = Interval("2022-02-03", day[0], day[0], day[1], day[1], span=Span(5, 9))
    >>> vote = Event("e1", "OTHER", "", "vote", (at,), at, time=time)
    >>> talks = Event("e2", "OTHER", "", "talk", (at,), at)
    >>> bounded([vote, talks], [Relation("e2", "before", "e1", None, 0, at, at, "cue")])[0]
    (Bound(event='e2', first='', last='2022-02-03', through=('e1',)),)
    """
    tied = {name for relation in relations for name in (relation.event, relation.other)}
    told = [event for event in events if event.id in tied]
    own = {event.id: _evidence(event, relations) for event in told}
    points, limits = _network(told, relations)
    ranges = [own[name] for name, ends in points.items() for _ in dict.fromkeys(ends)]
    solution = solve(ranges, limits)
    made = []
    for event in told:
        start, end = points[event.id]
        found = _fitting(event, Range(solution.ranges[start].first, solution.ranges[end].last))
        if found is None or found == own[event.id] or (event.time is not None and own[event.id] != _days(event.time)):
            continue
        used = [relations[number] for number in solution.sources[start] | solution.sources[end]]
        through = {name for relation in used for name in (relation.event, relation.other)} - {event.id}
        made.append(Bound(event.id, _iso(found.first), _iso(found.last), tuple(sorted(through))))
    conflicts = (Conflict(tuple(relations[number] for number in group)) for group in solution.contradictions)
    return tuple(made), tuple(conflicts)


def _network(told: Sequence[Event], relations: Sequence[Relation]) -> tuple[dict[str, tuple[int, int]], list[Limit]]:
    """The points of each event's first and last day, which may be one, and the limits between points.

    An event is of one day unless its time says that it lasts, or something happens during it: a war may have begun
    long before what it is told by.
    """
    around = {relation.other for relation in relations if relation.kind == "during"}
    points: dict[str, tuple[int, int]] = {}
    limits = []
    size = 0
    for event in told:
        lasts = event.id in around or (event.time is not None and event.time.kind in _LASTING)
        points[event.id] = (size, size + lasts)
        size += 1 + lasts
        if lasts:
            limits.append(Limit(*points[event.id], least=0))
    for number, relation in enumerate(relations):
        (start, end), (other, other_end) = points[relation.event], points[relation.other]
        limits.append(Limit(other, start, relation.least, relation.most, number))
        if relation.kind == "during":
            limits.append(Limit(end, other_end, 0, None, number))
    return points, limits


def _evidence(event: Event, relations: Sequence[Relation]) -> Range:
    """The days that the text itself gives an event.

    A time read from the words of a relation ("trois jours après" counted from some other day) is none. One that no
    words give is the day of publication, by guess: what happened was not later, that much is sure.
    """
    time = event.time
    if time is None:
        return Range()
    span = time.span
    if span is None:
        return Range(last=_days(time).last) if event.modality == "actual" else Range()
    counted = any(r.span.start < span.end and span.start < r.span.end for r in relations)
    return Range() if counted else _days(time)


def _days(time: Interval) -> Range:
    """The days a time may touch, as ordinals; open where it is open or names none."""
    first = time.earliest_start.toordinal() if time.earliest_start else None
    last = None
    if time.latest_end is not None:
        inside = time.latest_end - _INSTANT if time.latest_end != time.earliest_start else time.latest_end
        last = inside.toordinal()
    return Range(first, last) if first is None or last is None or first <= last else Range()


def _fitting(event: Event, found: Range) -> Range | None:
    """The range drawn in to the days that the time leaves to choose from; None where none of them is left."""
    days = [date.fromisoformat(day).toordinal() for day in event.time.candidates] if event.time is not None else []
    if not days:
        return found
    left = [d for d in days if (found.first or d) <= d <= (found.last or d)]
    return Range(min(left), max(left)) if left else None


def _iso(day: int | None) -> str:
    return "" if day is None else date.fromordinal(day).isoformat()
