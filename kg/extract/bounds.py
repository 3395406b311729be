"""What follows for the day of an event from its neighbours: relations and known times, tightened together.

The words of an event's own time stay as they are: bounds are told beside them, only where they say more, and never
against them. Relations that cannot hold with the rest are told as conflicts and bound nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from kg.extract.network import Limit, Range, solve
from kg.model import Bound, Conflict, Event, Interval, Relation, Span

_LAST = date.max.toordinal()
_INSTANT = timedelta(microseconds=1)
_OF = (3, 4)  # characters of a preposition with its spaces: " d'", " de ", " of "
_APART = frozenset({"before", "after"})
_GUESS = "publication"
_LASTING = frozenset({"interval", "duration", "set"})


def without_misread(events: Sequence[Event], relations: Sequence[Relation]) -> tuple[Event, ...]:
    """The events, without times that the relations show to be misread.

    "Trois jours" before "après l'attaque" counts from the attack, not from the day of publication or any other; and
    what happened three days apart does not share one date. "Après l'attaque de lundi" dates the attack alone.
    """
    starts = {event.id: event.triggers[0].start for event in events}
    lengths = [r.span for r in relations if (r.least or r.most) and starts[r.other] >= r.span.end]
    apart = [r for r in relations if (r.least or 0) > 0 or (r.most or 0) < 0]
    told = {event.id: event for event in events}
    own = [r for r in relations if r not in apart and _dates_other(told[r.event], told[r.other], r)]
    lost = {borrower for _, borrower in _borrowed(events, [*apart, *own])}
    return tuple(
        replace(event, time=None)
        if event.time is not None and (event.id in lost or _overlaps(event.time.span, lengths))
        else event
        for event in events
    )


def _dates_other(event: Event, other: Event, relation: Relation) -> bool:
    """Do the words of the time belong to the event behind the cue: "l'attaque de lundi", "Monday's attack"?

    Only a preposition, or nothing but a possessive ending, stands between them.
    """
    span = event.time.span if event.time is not None else None
    if span is None or span.start < relation.span.end or relation.kind not in _APART:
        return False
    act = other.triggers[-1]
    return _OF[0] <= span.start - act.end <= _OF[1] or 0 < act.start - span.end <= _OF[0]


def _borrowed(events: Sequence[Event], relations: Sequence[Relation]) -> Iterator[tuple[Relation, str]]:
    """Relations whose events are dated by the same words, with the event that these do not belong to.

    Words behind the cue date the event behind it, unless the other one comes in between: "après l'attaque de lundi".
    Where nothing is behind it ("deux jours plus tard"), words before it date what was told before.
    """
    told = {event.id: event for event in events}
    for relation in relations:
        event, other = told[relation.event], told[relation.other]
        span = event.time.span if event.time is not None else None
        if span is None or other.time is None or other.time.span != span:
            continue
        behind = relation.span.end <= span.start
        between = other.triggers[0] < event.triggers[0] < span
        told_before = other.triggers[0] < relation.span
        yield relation, event.id if behind != told_before and not (behind and between) else other.id


def _overlaps(span: Span | None, others: Sequence[Span]) -> bool:
    return span is not None and any(o.start < span.end and span.start < o.end for o in others)


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
    doubtful = {borrower for _, borrower in _borrowed(told, relations)}
    spans = [relation.span for relation in relations if relation.least or relation.most]
    doubtful |= {event.id for event in told if event.time is not None and _overlaps(event.time.span, spans)}
    own = {event.id: Range() if event.id in doubtful else _evidence(event) for event in told}
    points, limits = _network(told, relations)
    ranges = [own[name] for name, ends in points.items() for _ in dict.fromkeys(ends)]
    solution = solve(ranges, limits)
    made = []
    for event in told:
        start, end = points[event.id]
        found = _fitting(event, Range(solution.ranges[start].first, solution.ranges[end].last))
        doubtful_words = not _guessed(event) and event.time is not None and own[event.id] != _days(event.time)
        if found is None or found == own[event.id] or doubtful_words:
            continue
        first, last = _iso(found.first), _iso(found.last)
        if not first and not last:
            continue
        used = [relations[number] for number in solution.sources[start] | solution.sources[end]]
        through = {name for relation in used for name in (relation.event, relation.other)} - {event.id}
        made.append(Bound(event.id, first, last, tuple(sorted(through))))
    conflicts = (Conflict(tuple(relations[number] for number in group)) for group in solution.contradictions)
    return tuple(made), tuple(conflicts)


def dated(events: Sequence[Event], bounds: Sequence[Bound]) -> tuple[Event, ...]:
    """The events; one without a time, or with the day of publication by guess, that can be of one day is of that day.

    >>> from kg.model import Span
    >>> told = Event("e1", "OTHER", "", "vote", (Span(0, 1),), Span(0, 1))
    >>> dated([told], [Bound("e1", "2022-02-03", "2022-02-03", ("e2",))])[0].time.edtf
    '2022-02-03'
    """
    known = {bound.event: bound.first for bound in bounds if bound.first == bound.last}
    return tuple(
        replace(event, time=_day(known[event.id]))
        if event.id in known and (event.time is None or _guessed(event))
        else event
        for event in events
    )


def _guessed(event: Event) -> bool:
    """Is its time the day of publication, which no words give?"""
    return event.time is not None and event.time.span is None and event.time.rule == _GUESS


def _day(iso: str) -> Interval:
    start = datetime.fromisoformat(iso)
    end = start + timedelta(days=1)
    return Interval(iso, start, start, end, end, anchor="event", timex_value=iso, rule="order")


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


def _evidence(event: Event) -> Range:
    """The days that the text itself gives an event.

    A time that no words give is the day of publication, by guess: what happened was not later, that much is sure.
    """
    time = event.time
    if time is None or (time.span is None and event.modality != "actual"):
        return Range()
    return _days(time) if time.span is not None else Range(last=_days(time).last)


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
    """The day, "" where it is open or so far off that no calendar has it ("deux mille ans avant")."""
    return date.fromordinal(day).isoformat() if day is not None and 1 <= day <= _LAST else ""
