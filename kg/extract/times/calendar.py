"""Plain calendar arithmetic: periods of a grain, shifts, seasons, parts of day, feasts; in no language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

# Hours [from, to) of the parts of a day, as TIMEX3 names them; the night runs into the next day.
PARTS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {"MO": (5, 12), "MI": (12, 13), "AF": (12, 18), "EV": (18, 24), "NI": (19, 29), "DT": (8, 18)}
)
# First month of the (northern, meteorological) seasons, in the order of their EDTF codes 21 to 24.
SEASONS: Mapping[str, int] = MappingProxyType({"SP": 3, "SU": 6, "FA": 9, "WI": 12})
# First day of the astronomical seasons, for "the first Sunday of spring".
EQUINOXES: Mapping[str, tuple[int, int]] = MappingProxyType(
    {"SP": (3, 21), "SU": (6, 21), "FA": (9, 23), "WI": (12, 22)}
)
MONTHS_IN: Mapping[str, int] = MappingProxyType(
    {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
)
FIRST_YEAR, LAST_YEAR = 1, 9998  # what `datetime` can hold with room for an open end


@dataclass(frozen=True, slots=True)
class Period:
    """Half-open [start, end) of one grain.

    >>> month(2022, 2).end
    datetime.datetime(2022, 3, 1, 0, 0)
    """

    start: datetime
    end: datetime
    grain: str

    @property
    def first(self) -> date:
        return self.start.date()

    @property
    def last(self) -> date:
        """The last day that is touched."""
        return (self.end - timedelta(microseconds=1)).date()


def midnight(day: date) -> datetime:
    """The moment a day begins."""
    return datetime(day.year, day.month, day.day)


def day(d: date) -> Period:
    """One civil day.

    >>> day(date(2022, 2, 28)).end.isoformat()
    '2022-03-01T00:00:00'
    """
    start = midnight(d)
    return Period(start, start + timedelta(days=1), "day")


def months(year: int, first: int, count: int, grain: str) -> Period:
    """`count` months from month `first` of `year`; `first` may lie outside 1..12.

    >>> months(2021, 12, 3, "season").end.date()
    datetime.date(2022, 3, 1)
    """
    index = year * 12 + first - 1
    return Period(_month_start(index), _month_start(index + count), grain)


def month(year: int, number: int) -> Period:
    """A calendar month, 1 to 12."""
    return months(year, number, 1, "month")


def year(number: int) -> Period:
    """A calendar year."""
    return months(number, 1, 12, "year")


def season(number: int, name: str) -> Period:
    """A season by its TIMEX3 name; winter runs into the next year.

    >>> season(2021, "WI").first, season(2021, "WI").last
    (datetime.date(2021, 12, 1), datetime.date(2022, 2, 28))
    """
    return months(number, SEASONS[name], 3, "season")


def week(d: date) -> Period:
    """The ISO week (Monday first) that holds a day.

    >>> week(date(2022, 2, 16)).first
    datetime.date(2022, 2, 14)
    """
    start = midnight(d - timedelta(days=d.weekday()))
    return Period(start, start + timedelta(days=7), "week")


def weekend(d: date) -> Period:
    """Saturday and Sunday of the ISO week that holds a day."""
    monday = week(d).start
    return Period(monday + timedelta(days=5), monday + timedelta(days=7), "weekend")


def part(d: date, name: str) -> Period:
    """A part of a day by its TIMEX3 name.

    >>> part(date(2022, 2, 15), "EV").start.hour
    18
    """
    first, last = PARTS[name]
    return Period(midnight(d) + timedelta(hours=first), midnight(d) + timedelta(hours=last), "part")


def clock(d: date, hour: int, minute: int | None = None, second: int | None = None) -> Period:
    """A clock time: the hour, the minute or the second that begins there. 24 h is midnight at the end of the day."""
    start = midnight(d) + timedelta(hours=hour, minutes=minute or 0, seconds=second or 0)
    if second is not None:
        return Period(start, start + timedelta(seconds=1), "second")
    if minute is not None:
        return Period(start, start + timedelta(minutes=1), "minute")
    return Period(start, start + timedelta(hours=1), "hour")


def unit(d: date, grain: str) -> Period:
    """The period of a grain that holds a day.

    >>> unit(date(2022, 2, 16), "quarter").first
    datetime.date(2022, 1, 1)
    """
    if grain == "week":
        return week(d)
    if grain == "weekend":
        return weekend(d)
    if grain in MONTHS_IN:
        size = MONTHS_IN[grain]
        index = d.year * 12 + d.month - 1
        index -= d.month % 3 if grain == "season" else index % size  # seasons begin in March, June …
        return Period(_month_start(index), _month_start(index + size), grain)
    return day(d)


def shift(d: date, grain: str, count: int) -> date:
    """A day moved by a number of units; the day of the month is kept where the month has it.

    >>> shift(date(2022, 1, 31), "month", 1)
    datetime.date(2022, 2, 28)
    """
    if grain in MONTHS_IN:
        index = d.year * 12 + d.month - 1 + MONTHS_IN[grain] * count
        target = _month_start(index).date()
        last = (_month_start(index + 1) - timedelta(days=1)).day
        return target.replace(day=min(d.day, last))
    days = {"week": 7, "weekend": 7, "fortnight": 14}.get(grain, 1)
    return d + timedelta(days=days * count)


def same_weekday(d: date, weekday: int, direction: int) -> date:
    """The nearest day with a weekday (Monday 0) at or before (-1), or at or after (1), a day.

    >>> same_weekday(date(2022, 2, 16), 3, -1), same_weekday(date(2022, 2, 16), 2, -1)
    (datetime.date(2022, 2, 10), datetime.date(2022, 2, 16))
    """
    if direction < 0:
        return d - timedelta(days=(d.weekday() - weekday) % 7)
    return d + timedelta(days=(weekday - d.weekday()) % 7)


def nth_weekday(within: Period, weekday: int, number: int) -> date | None:
    """The n-th such weekday in a period; -1 is the last one. None where the period has no such day.

    >>> nth_weekday(month(2000, 3), 6, 1)
    datetime.date(2000, 3, 5)
    """
    if number > 0:
        found = same_weekday(within.first, weekday, 1) + timedelta(days=7 * (number - 1))
    else:
        found = same_weekday(within.last, weekday, -1) + timedelta(days=7 * (number + 1))
    return found if within.first <= found <= within.last else None


def easter(number: int) -> date:
    """Easter Sunday of a Gregorian year (the anonymous algorithm printed by Meeus, Astronomical Algorithms, ch. 8).

    >>> easter(2022)
    datetime.date(2022, 4, 17)
    """
    a, (b, c) = number % 19, divmod(number, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month_, day_ = divmod(h + m - 7 * n + 114, 31)
    return date(number, month_, day_ + 1)


def feast(number: int, rule: str) -> Period | None:
    """A feast by its rule: "12-25" (month and day), "E+49" (days from Easter), "11/4/4" (month, weekday 1..7, n-th).

    >>> feast(1999, "E+49").first, feast(2022, "11/4/4").first
    (datetime.date(1999, 5, 23), datetime.date(2022, 11, 24))
    """
    if rule.startswith("E"):
        return day(easter(number) + timedelta(days=int(rule[1:])))
    if "-" in rule:
        month_, day_ = rule.split("-")
        return day(date(number, int(month_), int(day_)))
    month_, weekday, nth = rule.split("/")
    found = nth_weekday(month(number, int(month_)), int(weekday) - 1, int(nth))
    return day(found) if found else None


def from_edtf(text: str) -> Period | None:
    """A complete EDTF level 0 date of year, month or day precision as a period; None for anything else.

    >>> from_edtf("2022-02").grain, from_edtf("hier")
    ('month', None)
    """
    found = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:$|[T ])", text.strip())
    if not found:
        return None
    try:
        if found[3]:
            return day(date(int(found[1]), int(found[2]), int(found[3])))
        return month(int(found[1]), int(found[2])) if found[2] else year(int(found[1]))
    except (ValueError, OverflowError):
        return None


def safe(make: Callable[[], Period | None]) -> Period | None:
    """The period, or None when the calendar has no such day ("le 31 février") or the year is out of range."""
    try:
        return make()
    except (ValueError, OverflowError):
        return None


def _month_start(index: int) -> datetime:
    number, first = divmod(index, 12)
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise ValueError(f"year {number} is out of range")
    return datetime(number, first + 1, 1)
