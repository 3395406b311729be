"""The readings of one expression under every possible publication day, as one interval."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from kg.extract.times.expression import Expression
from kg.extract.times.values import Bounds, Value, bounds, edtf
from kg.model import Interval

DATE = re.compile(r"\d{4}(-(0\d|1[0-2])(-\d\d)?)?")  # what may stand in a set
MOST_CANDIDATES = 31  # more are no help to a reader: the month or year that holds them is written instead


def merged(e: Expression, readings: Sequence[Value | None]) -> Interval | None:
    """One interval for the readings of an expression; None where no reading has a value."""
    values = list(dict.fromkeys(v for v in readings if v is not None))
    if not values:
        return None
    first = values[0]
    earliest_start, latest_start, earliest_end, latest_end = _hull([bounds(v) for v in values])
    candidates: tuple[str, ...] = ()
    text, timex_value = edtf(first), first.timex_value
    if len(values) > 1:
        candidates, text = _one_of(values)
        timex_value = _common({v.timex_value for v in values})
    elif first.shape in ("one", "plain"):  # a night is written as an interval, and is still one of two days
        candidates = tuple(d.isoformat() for d in first.days)
    return Interval(
        edtf=text, earliest_start=earliest_start, latest_start=latest_start, earliest_end=earliest_end,
        latest_end=latest_end, grain=_grain(first), kind=first.kind, anchor=first.anchor, candidates=candidates,
        approximate=first.shape in ("about", "start", "mid", "end"), timex_type=first.timex_type,
        timex_value=timex_value, timex_mod=first.timex_mod, span=e.span, rule=e.rule,
    )  # fmt: skip


def _grain(value: Value) -> str:
    if value.period is None:
        return ""
    return {"weekend": "week", "days": "day", "months": "month", "years": "year"}.get(
        value.period.grain, value.period.grain
    )


def _hull(found: Iterable[Bounds]) -> Bounds:
    """The bounds that hold all of them; open where one of them is open."""
    columns = list(zip(*found, strict=True))

    def outer(pick: Callable[[Iterable[datetime]], datetime], column: Sequence[datetime | None]) -> datetime | None:
        known = [moment for moment in column if moment is not None]
        return pick(known) if len(known) == len(column) else None

    return outer(min, columns[0]), outer(max, columns[1]), outer(min, columns[2]), outer(max, columns[3])


def _one_of(values: Sequence[Value]) -> tuple[tuple[str, ...], str]:
    """(candidate days, EDTF) of a time that is one of several."""
    periods = [v.period for v in values if v.period is not None and v.shape != "none"]
    if not periods:
        return (), ""
    texts = sorted({edtf(v) for v in values})
    whole_days = all(p.grain in ("day", "part", "hour", "minute", "second") for p in periods)
    if whole_days and all(v.shape in ("plain", "about", "one") for v in values):
        days = sorted({d for v in values for d in (v.days or (v.period.first,) if v.period else ())})
        if len(days) <= MOST_CANDIDATES:
            names = tuple(d.isoformat() for d in days)
            return names, f"[{','.join(names)}]" if len(names) > 1 else names[0]
        return (), _unspecified(days[0], days[-1])
    if len(texts) <= MOST_CANDIDATES and all(DATE.fullmatch(t) for t in texts):
        return (), f"[{','.join(texts)}]" if len(texts) > 1 else texts[0]
    return (), _hull_edtf(texts)


def _unspecified(first: date, last: date) -> str:
    if first.year == last.year:
        return f"{first:%Y-%m}-XX" if first.month == last.month else f"{first.year:04d}-XX-XX"
    return f"{first.isoformat()}/{last.isoformat()}"


def _hull_edtf(texts: Sequence[str]) -> str:
    """The widest interval that several intervals span."""
    lows = sorted(t.partition("/")[0].rstrip("~") for t in texts if t)
    highs = sorted(t.rpartition("/")[2].rstrip("~") for t in texts if t)
    if not lows or any(mark in t for t in texts for mark in "[{"):
        return ""
    if all(t.startswith("../") for t in texts):
        return f"../{highs[-1]}"
    if all(t.endswith("/..") for t in texts):
        return f"{lows[0]}/.."
    if ".." in lows or ".." in highs:
        return ""
    return f"{lows[0]}/{highs[-1]}"


def _common(found: set[str]) -> str:
    """What TIMEX3 values share, with X for what differs: {"2022-02-02", "2022-02-09"} -> "2022-02-XX"."""
    if len({len(text) for text in found}) > 1:
        return ""
    columns = zip(*sorted(found), strict=True)
    shared = "".join(column[0] if len(set(column)) == 1 else "X" for column in columns)
    return "-".join(re.sub(r"\d", "X", part) if "X" in part else part for part in shared.split("-"))
