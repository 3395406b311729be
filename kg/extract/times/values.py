"""A placed time: a period and how sure its edges are, with its four outputs (bounds, EDTF, TIMEX3, OWL-Time)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from kg.extract.times.calendar import SEASONS, Period, day
from kg.model import Interval


@dataclass(frozen=True, slots=True)
class Value:
    """One reading of an expression.

    `shape` says what the period means: plain it is the time; about, start, mid, end: with fuzzy edges; since and
    until: an open interval that begins or ends in it; one, all: of `days`; none: it is not on the calendar.
    """

    timex_type: str
    timex_value: str
    timex_mod: str = ""
    period: Period | None = None
    shape: str = "plain"
    kind: str = "instant"
    anchor: str = ""
    days: tuple[date, ...] = ()
    slack: timedelta = timedelta(0)  # how far fuzzy edges may lie outwards
    edtf: str = ""  # given where the shape does not say it

    def on(self, **changes: object) -> Value:
        return replace(self, **changes)  # type: ignore[arg-type]


def edtf(value: Value) -> str:
    """EDTF of a value; "" where it is no place on the calendar.

    >>> from datetime import date
    >>> edtf(Value("DATE", "2022-02-16", period=day(date(2022, 2, 16)), shape="until"))
    '../2022-02-16'
    """
    period = value.period
    if value.edtf or period is None or value.shape == "none":
        return value.edtf
    if value.shape in ("one", "all") and value.days:
        joined = ",".join(d.isoformat() for d in value.days)
        return f"[{joined}]" if value.shape == "one" else f"{{{joined}}}"
    first, last = edtf_ends(period)
    if value.shape == "since":
        return f"{first}/.."
    if value.shape == "until":
        return f"../{last}"
    if value.shape == "about":
        return f"{first}~/{last}~" if last != first else f"{first}~"
    return period_edtf(period)


def edtf_ends(period: Period) -> tuple[str, str]:
    """What to write at either end of an interval: an unspecified digit ("199X") cannot stand there.

    >>> from kg.extract.times.calendar import months
    >>> edtf_ends(months(1990, 1, 120, "decade"))
    ('1990', '1999')
    """
    if period.grain in ("decade", "century"):
        return f"{period.first.year:04d}", f"{period.last.year:04d}"
    first, _, last = period_edtf(period).partition("/")
    return first, last or first


def period_edtf(period: Period) -> str:
    """A period in EDTF level 0 or 1: weeks, quarters and the like are written as intervals, clock times as their day.

    >>> from kg.extract.times.calendar import season
    >>> period_edtf(season(2018, "SU"))
    '2018-22'
    """
    first, last = period.first, period.last
    if period.grain == "year":
        return f"{first.year:04d}"
    if period.grain == "month":
        return f"{first:%Y-%m}" if first.year >= 1000 else first.isoformat()[:7]
    if period.grain == "season":
        codes = {month: 21 + i for i, month in enumerate(SEASONS.values())}
        return f"{first.year:04d}-{codes[first.month]}" if first.month in codes else f"{first.isoformat()[:7]}"
    if period.grain == "decade":
        return f"{first.year // 10:03d}X"
    if period.grain == "century":
        return f"{first.year // 100:02d}XX"
    if period.grain in ("quarter", "half"):
        return f"{first.isoformat()[:7]}/{last.isoformat()[:7]}"
    if period.grain == "years":
        return f"{first.year:04d}/{last.year:04d}" if first.year != last.year else f"{first.year:04d}"
    if period.grain == "months":
        return f"{first.isoformat()[:7]}/{last.isoformat()[:7]}"
    if period.grain in ("part", "hour", "minute", "second"):
        return first.isoformat()
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


Bounds = tuple[datetime | None, datetime | None, datetime | None, datetime | None]


def bounds(value: Value) -> Bounds:
    """(earliest start, latest start, earliest end, latest end), half-open; None is an open or unknown end."""
    period = value.period
    if period is None or value.shape == "none":
        return None, None, None, None
    if value.shape == "since":
        return period.start, period.end, period.start, None
    if value.shape == "until":
        return None, period.end, period.start, period.end
    if value.shape == "one" and value.days:
        first, last = day(value.days[0]), day(value.days[-1])
        return first.start, last.start, first.end, last.end
    if value.shape == "about":
        out = value.slack
        start, end = _moved(period.start, out), _moved(period.end, -out)
        return _moved(period.start, -out), start, end, _moved(period.end, out)
    if value.shape in ("start", "mid", "end"):
        out, inward = value.slack, min(value.slack, (period.end - period.start) / 2)
        soft_start = value.shape != "start"
        soft_end = value.shape != "end"
        return (
            _moved(period.start, -out if soft_start else timedelta(0)),
            period.start + (inward if soft_start else timedelta(0)),
            period.end - (inward if soft_end else timedelta(0)),
            _moved(period.end, out if soft_end else timedelta(0)),
        )
    return period.start, period.start, period.end, period.end


def _moved(moment: datetime, by: timedelta) -> datetime:
    try:
        return moment + by
    except OverflowError:
        return moment


def owl_time(interval: Interval) -> Mapping[str, str]:
    """OWL-Time terms of an interval and their lexical values: what `store` writes, one literal a term.

    Keys are `type`, `hasBeginning`/`hasEnd` when they are exact, else `earliestStart` … `latestEnd`.

    >>> from datetime import datetime
    >>> sure = Interval("2022", datetime(2022, 1, 1), datetime(2022, 1, 1), datetime(2023, 1, 1), datetime(2023, 1, 1))
    >>> owl_time(sure)["hasEnd"]
    '2023-01-01T00:00:00'
    """
    found = {"type": "Instant" if interval.kind == "instant" and interval.grain in ("minute", "second") else "Interval"}
    pairs = (
        ("Beginning", "Start", interval.earliest_start, interval.latest_start),
        ("End", "End", interval.earliest_end, interval.latest_end),
    )
    for exact, edge, early, late in pairs:
        if early is not None and early == late:
            found[f"has{exact}"] = early.isoformat()
            continue
        found |= {f"earliest{edge}": early.isoformat()} if early else {}
        found |= {f"latest{edge}": late.isoformat()} if late else {}
    if interval.kind == "duration" and interval.timex_value.startswith("P") and "X" not in interval.timex_value:
        found["hasXSDDuration"] = interval.timex_value
    return found
