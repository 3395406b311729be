"""Fuzzy edges: the beginning, middle or end of a period is a third of it, soft on the inner side."""

from __future__ import annotations

from datetime import timedelta

from kg.extract.times import calendar
from kg.extract.times.calendar import Period
from kg.extract.times.values import Value, edtf_ends

THIRDS = {"START": (0, 1), "MID": (1, 2), "END": (2, 3)}


def edged(base: Value, name: str) -> Value:
    """A value cut to its START, MID or END; parts of days and days keep their bounds (TIMEX3 alone says which end).

    >>> from kg.extract.times.values import edtf
    >>> edtf(edged(Value("DATE", "2022-02", period=calendar.month(2022, 2)), "START"))
    '2022-02-01/2022-02-10~'
    """
    if name == "DURING":  # "courant mars" is any day of it
        return base
    if base.period is None or base.shape not in ("plain", "one"):
        return base.on(timex_mod=name)
    period = base.period
    if period.grain in ("day", "part", "hour", "minute", "second"):
        return base.on(timex_mod=name)
    third, slack = _third(period, name)
    low, high = edtf_ends(third)
    text = f"{low}{'' if name == 'START' else '~'}/{high}{'' if name == 'END' else '~'}" if low != high else f"{low}~"
    return base.on(timex_mod=name, period=third, shape=name.lower(), slack=slack, edtf=text, kind="interval")


def _third(period: Period, name: str) -> tuple[Period, timedelta]:
    low, high = THIRDS[name]
    if period.grain == "month":
        first = period.first
        cuts = [period.start, *(calendar.midnight(first.replace(day=d)) for d in (11, 21)), period.end]
        return Period(cuts[low], cuts[high], "days"), timedelta(days=5)
    size = calendar.MONTHS_IN.get(period.grain, 0)
    if size >= 3:
        start = calendar.months(period.first.year, period.first.month + size * low // 3, size // 3, "months")
        if size >= 120:
            start = Period(start.start, start.end, "years")
        return start, timedelta(days=10 * size)
    long = (period.end - period.start) / 3
    first_day = (period.start + long * low).date()
    last_day = (period.start + long * high - timedelta(microseconds=1)).date()
    return Period(calendar.midnight(first_day), calendar.midnight(last_day) + timedelta(days=1), "days"), timedelta(
        days=1
    )
