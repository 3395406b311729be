"""Days that bound a time, checked: the only form in which dates are compared in queries."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, time as time_of_day, timedelta

from kg.model import Interval

_PUBLISHED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def published_bounds(published: str) -> tuple[date | None, date | None]:
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


def interval_bounds(time: Interval) -> tuple[date | None, date | None]:
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
