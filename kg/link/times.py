"""When an event may have been, in days, and what reports of one event tell about each other's dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from kg.model import Interval

T = TypeVar("T")

Days = tuple[date, date]
DAY = timedelta(days=1)
_RULE = "same-event"


def days(interval: Interval) -> Days | None:
    """First and last day an interval may touch, None when either end is open or it names no time.

    >>> noon = datetime(2022, 2, 16, 12)
    >>> days(Interval("", noon, noon, datetime(2022, 2, 17), datetime(2022, 2, 17)))
    (datetime.date(2022, 2, 16), datetime.date(2022, 2, 16))
    """
    if interval.earliest_start is None or interval.latest_end is None:
        return None
    first, last = interval.earliest_start.date(), interval.latest_end.date()
    if interval.latest_end.time() == time.min and last > first:  # the end is exclusive
        last -= DAY
    return (first, last) if first <= last else None


def options(interval: Interval) -> frozenset[date]:
    """The days of which exactly one is true; empty when the interval is no such choice."""
    found = set()
    for text in interval.candidates:
        try:
            found.add(date.fromisoformat(text))
        except ValueError:
            return frozenset()
    return frozenset(found)


def may_be_same(a: Interval, b: Interval) -> bool:
    """Whether two times may be of one event: they have a possible day in common.

    >>> day = lambda d: Interval("", datetime(2022, 2, d), datetime(2022, 2, d), datetime(2022, 2, d + 1),
    ...                          datetime(2022, 2, d + 1))
    >>> may_be_same(day(3), day(3)), may_be_same(day(3), day(4))
    (True, False)
    """
    left, right = days(a), days(b)
    if left is None or right is None:
        return True
    if left[1] < right[0] or right[1] < left[0]:
        return False
    choices, others = options(a), options(b)
    if choices and others:
        return bool(choices & others)
    span = right if choices else left
    return not (choices or others) or any(span[0] <= day <= span[1] for day in choices or others)


def tightened(times: Mapping[T, Interval]) -> dict[T, Interval]:
    """What the reports of one event tell about its date, for each whose own time says less.

    The narrowest time that fits in all others holds for all of them; of several choices of days what they have in
    common.
    """
    best = _common(list(times.values()))
    if best is None:
        return {}
    return {name: _as_of(best, interval) for name, interval in times.items() if _tells_more(best, interval)}


def _common(times: list[Interval]) -> Interval | None:
    """The time that fits in all: the narrowest one, or the days that all choices share."""
    bounded = [interval for interval in times if days(interval) is not None]
    if len(bounded) < 2 or not all(may_be_same(a, b) for a in bounded for b in bounded):
        return None
    best = min(bounded, key=lambda i: (_width(i), i.edtf, i.grain, i.rule))
    choices = [options(interval) for interval in bounded if options(interval)]
    first, last = _shared_days(bounded)
    left = frozenset.intersection(*choices) if choices else frozenset()
    left = frozenset(day for day in left if first <= day <= last)
    if left and len(left) < _width(best):
        return _choice(sorted(left), best)
    return best


def _shared_days(bounded: list[Interval]) -> Days:
    spans = [span for interval in bounded if (span := days(interval))]
    return max(first for first, _ in spans), min(last for _, last in spans)


def _width(interval: Interval) -> int:
    """How many days an interval leaves possible."""
    span = days(interval)
    if span is None:
        return 10**6
    return len(options(interval)) or (span[1] - span[0]).days + 1


def _tells_more(best: Interval, interval: Interval) -> bool:
    span, tight = days(interval), days(best)
    if span is None or tight is None or _width(best) >= _width(interval):
        return False
    return span[0] <= tight[0] and tight[1] <= span[1]


def _as_of(best: Interval, interval: Interval) -> Interval:
    """The better time, with the words and the anchor of the article's own."""
    return replace(
        best,
        anchor=interval.anchor,
        span=interval.span,
        rule=_RULE,
        confidence=min(best.confidence, interval.confidence),
        parts=(),
    )


def _choice(left: Sequence[date], like: Interval) -> Interval:
    """One of several days, or the one day that is left."""
    first, last = (datetime.combine(day, time.min) for day in (left[0], left[-1]))
    texts = tuple(day.isoformat() for day in left)
    single = len(left) == 1
    return replace(
        like,
        edtf=texts[0] if single else f"[{','.join(texts)}]",
        earliest_start=first,
        latest_start=last,
        earliest_end=first + DAY,
        latest_end=last + DAY,
        grain="day",
        kind="instant",
        candidates=() if single else texts,
        timex_type="DATE",
        timex_value=texts[0] if single else "",
        timex_mod="",
    )


def spread(found: Mapping[str, Interval], own: Mapping[str, Interval]) -> dict[str, Interval]:
    """The times found for events of an article, by local id, and what follows for the others, sorted.

    `own` are the times that the article gives: events dated by the same words ("mercredi") have the same date, and
    choices of days near it are left fewer.
    """
    by_words = {(interval.span, own[local].candidates): interval for local, interval in sorted(found.items())}
    known = [day for interval in by_words.values() if (day := _one_day(interval)) and interval.anchor]
    every = dict(found)
    for local, time_of in own.items():
        if local in found:
            continue
        same = by_words.get((time_of.span, time_of.candidates)) if time_of.span is not None else None
        if same is not None:
            every[local] = replace(same, rule=_RULE)
        elif known and time_of.candidates and time_of.anchor:
            near = _near(sorted(options(time_of)), known)
            if near and len(near) < len(time_of.candidates):
                every[local] = _as_of(_choice(near, time_of), time_of)
    return dict(sorted(every.items()))


def _one_day(interval: Interval) -> date | None:
    span = days(interval)
    return span[0] if span and span[0] == span[1] else None


def _near(choices: Sequence[date], known: Sequence[date]) -> list[date]:
    """Days of an article lie around one day of publication: within a week before it, or two after."""
    return [day for day in choices if all(-7 < (day - other).days < 14 for other in known)]
