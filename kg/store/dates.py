"""Days that bound a time, checked: the only form in which dates are compared in queries."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, time as time_of_day, timedelta

from kg.model import Bound, Interval

Days = tuple[date | None, date | None]  # first and last day, None where open
_PUBLISHED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def published_bounds(published: str) -> Days:
    """First and last day of a publication date of any precision, (None, None) for what is no date.

    >>> published_bounds("2022-02")
    (datetime.date(2022, 2, 1), datetime.date(2022, 2, 28))
    >>> published_bounds("2022-13"), published_bounds("")
    ((None, None), (None, None))
    """
    found = _PUBLISHED.fullmatch(published)
    if not found:
        return None, None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        first = date(year, month or 1, day or 1)
        last_month = month or 12
        last = date(year, last_month, day or monthrange(year, last_month)[1])
    except ValueError:
        return None, None
    return first, last


def interval_bounds(time: Interval) -> Days:
    """First and last day a time may cover; None where it is open.

    >>> from datetime import datetime
    >>> noon = datetime(2022, 2, 16, 12)
    >>> interval_bounds(Interval("2022-02-16", noon, noon, datetime(2022, 2, 17), datetime(2022, 2, 17)))
    (datetime.date(2022, 2, 16), datetime.date(2022, 2, 16))
    """
    first = time.earliest_start.date() if time.earliest_start else None
    if time.latest_end is None:
        return first, None
    end = time.latest_end
    last = end.date()
    midnight = end.time() == time_of_day.min
    if midnight and last > (first or date.min):  # the end is exclusive
        last -= timedelta(days=1)
    return first, last


def iso_day(text: str) -> str:
    """The day as YYYY-MM-DD, "" when it is none.

    >>> iso_day("2022-02-30"), iso_day("2022-02-03")
    ('', '2022-02-03')
    """
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def bound_days(bound: Bound) -> Days:
    """The days of a bound.

    >>> bound_days(Bound("e1", "", "2022-02-03"))
    (None, datetime.date(2022, 2, 3))
    """
    first, last = (date.fromisoformat(day) if day else None for day in (bound.first, bound.last))
    return first, last


def common_bounds(own: Days, other: Days) -> Days:
    """The days within both; `own` where there are none.

    >>> common_bounds((date(2022, 2, 1), date(2022, 2, 28)), (date(2022, 2, 5), None))
    (datetime.date(2022, 2, 5), datetime.date(2022, 2, 28))
    >>> common_bounds((date(2022, 2, 1), None), (None, date(2022, 1, 1)))
    (datetime.date(2022, 2, 1), None)
    """
    first = max((day for day in (own[0], other[0]) if day), default=None)
    last = min((day for day in (own[1], other[1]) if day), default=None)
    return own if first and last and first > last else (first, last)


def within(day: str, days: Days) -> bool:
    """Whether an ISO day lies within bounds.

    >>> within("2022-02-03", (None, date(2022, 2, 3))), within("2022-02-03", (date(2022, 2, 4), None))
    (True, False)
    """
    found = date.fromisoformat(day)
    return (days[0] or found) <= found <= (days[1] or found)
