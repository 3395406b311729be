"""Expressions made of others: fuzzy edges, ranges, lists, open ends, the night from one day to the next."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from kg.extract.times import calendar
from kg.extract.times.calendar import Period
from kg.extract.times.edges import edged
from kg.extract.times.expression import Expression
from kg.extract.times.relative import duration
from kg.extract.times.resolve import Context, dated
from kg.extract.times.values import Value, edtf_ends, period_edtf

MODS = {"until": "ON_OR_BEFORE", "before": "BEFORE", "by": "ON_OR_BEFORE", "after": "AFTER", "since": "ON_OR_AFTER"}
Resolve = Callable[[Expression, Context], Value | None]


def edge(e: Expression, context: Context, resolve: Resolve) -> Value | None:
    """ "début février", "mi-mars", "fin 2019", "en fin d'après-midi": a third of a period, fuzzy on the inner side."""
    base = resolve(e.parts[0], context) if e.parts else None
    return edged(base, e.fields["edge"]) if base else None


def span(e: Expression, context: Context, resolve: Resolve) -> Value | None:
    """A range: "du 10 au 15 février", "entre janvier et avril", "de 10 h à 12 h", "de 1982 à 1987"."""
    found = ends(e, context, resolve)
    if found is None:
        return None
    first, last = found
    if first.period is None or last.period is None or first.period.start >= last.period.end:
        return Value("DURATION", "", shape="none", kind="interval")
    low, high = _ends(first)[0], _ends(last)[1]
    period = Period(first.period.start, last.period.end, last.period.grain)
    if len(low.rstrip("~")) != len(high.rstrip("~")):  # "2014/2014-03-05" says less than the days do
        low, high = first.period.first.isoformat(), last.period.last.isoformat()
    text = f"{low}/{high}" if low != high else low
    return Value(
        "TIME" if last.timex_type == "TIME" else "DATE", f"{first.timex_value}/{last.timex_value}", period=period,
        kind="interval", anchor=last.anchor, edtf=text,
    )  # fmt: skip


def ends(e: Expression, context: Context, resolve: Resolve) -> tuple[Value, Value] | None:
    """The two ends of a range; the first takes the month and year that only the last one names."""
    opening, closing = e.parts[-2:]
    last = resolve(closing, context)
    if last is None or last.period is None:
        first = resolve(opening, context)
        return (first, last) if first and last else None
    first = resolve(completed(opening, last), context)
    if first is not None and set(closing.fields) & {"daynum", "month", "year"} == {"daynum"}:  # "February 10 to 15"
        first = resolve(opening, context) or first
        last = resolve(completed(closing, first), context) or last
    if first is None or first.period is None or last.period is None:
        return (first, last) if first else None
    if first.period.start > last.period.start:
        first, last = _in_order(e, first, last, resolve, context)
    return first, last


def _in_order(e: Expression, first: Value, last: Value, resolve: Resolve, context: Context) -> tuple[Value, Value]:
    opening, closing = e.parts[-2:]
    assert first.period and last.period
    if closing.kind == "weekday" and opening.kind == "weekday":
        moved = dated(calendar.day(last.period.first + timedelta(days=7)), last.anchor)
        return first, moved
    if opening.kind == closing.kind == "clock" and last.period.first == first.period.first:
        period = Period(last.period.start + timedelta(days=1), last.period.end + timedelta(days=1), last.period.grain)
        return first, dated(period, last.anchor)
    if closing.get("year") and "month" in opening.fields and not opening.get("year"):
        earlier = replace(opening, fields={**opening.fields, "year": last.period.first.year - 1})
        return resolve(earlier, context) or first, last
    if "month" in opening.fields and not opening.get("year") and not closing.get("year"):
        earlier = replace(opening, fields={**opening.fields, "year": last.period.first.year - 1})
        return resolve(earlier, context) or first, last
    return first, last


def completed(part: Expression, last: Value) -> Expression:
    """A part with the month, year and half of day of the expression it is listed with."""
    if part.kind != "date" or last.period is None or part.get("year"):
        return part
    added: dict[str, object] = {}
    if "month" not in part.fields and "daynum" in part.fields and last.period.grain in ("day", "month"):
        added = {"month": last.period.first.month, "year": last.period.first.year}
    elif "month" in part.fields and last.period.grain in ("day", "month"):
        added = {"year": last.period.first.year}
    return replace(part, fields={**part.fields, **added}) if added else part


def many(e: Expression, context: Context, resolve: Resolve) -> Value | None:
    """A list: "les 16 et 17 février" (all of them), "mardi ou mercredi" (one of them)."""
    closing = resolve(e.parts[-1], context)
    if closing is None or closing.period is None:
        return closing
    found = [resolve(completed(part, closing), context) for part in e.parts[:-1]] + [closing]
    days = sorted({v.period.first for v in found if v and v.period and v.period.grain in ("day", "hour", "minute")})
    values = [v for v in found if v and v.period]
    start = min(v.period.start for v in values if v.period)
    end = max(v.period.end for v in values if v.period)
    shape = "one" if e.get("oneof") else "all"
    texts = sorted({v.edtf or period_edtf(v.period) for v in values if v.period})
    joined = f"[{','.join(texts)}]" if shape == "one" else f"{{{','.join(texts)}}}"
    if len(texts) == 1:
        joined = texts[0]
    elif len({len(text) for text in texts}) > 1 or any("/" in text or "~" in text for text in texts):
        shape, days = "plain", []
        joined = f"{start.date().isoformat()}/{(end - timedelta(microseconds=1)).date().isoformat()}"
    return closing.on(
        period=Period(start, end, closing.period.grain), shape=shape, days=tuple(days), kind="interval", edtf=joined,
        timex_value=",".join(v.timex_value for v in values),
    )  # fmt: skip


def counted(e: Expression, context: Context) -> Value | None:
    """ "cela fait dix ans que": since then."""
    opening = replace(e, kind="open", parts=(e,), fields={**e.fields, "open": "since"})
    base = duration(e, context)
    return _measured(opening, base, context, "since") if base and context.published else base


def night(e: Expression, context: Context, resolve: Resolve) -> Value | None:
    """ "la nuit de mardi à mercredi": from the evening of the one to the early morning of the other."""
    found = ends(e, context, resolve)
    if not found or found[0].period is None or found[1].period is None:
        return found[1] if found else None
    last = found[1].period.first
    first = last - timedelta(days=1)
    return Value(
        "TIME", f"{first.isoformat()}TNI", period=calendar.part(first, "NI"), kind="interval", anchor=found[1].anchor,
        days=(first, last), edtf=f"{first.isoformat()}/{last.isoformat()}",
    )  # fmt: skip


def beside(e: Expression, context: Context, resolve: Resolve) -> Value | None:
    """ "à la veille de Noël", "le lendemain du 14 juillet"."""
    base = resolve(e.parts[-1], context)
    if base is None or base.period is None or base.period.grain != "day":
        return base
    period = calendar.safe(lambda: calendar.day(base.period.first + timedelta(days=e.parts[0].fields["offset"])))  # type: ignore[union-attr]
    return dated(period, base.anchor) if period else None


def part_of(e: Expression, context: Context, resolve: Resolve) -> Value | None:
    """ "le soir du 14 juillet", "la nuit du 17 mars": a part of the day that is named with it."""
    base = resolve(e.parts[-1], context)
    if base is None or base.period is None or base.period.grain != "day":
        return base
    part = replace(e.parts[0], fields={k: v for k, v in e.parts[0].fields.items() if k != "wish"})
    return resolve(part, context.on(base.period.first))


def opened(e: Expression, context: Context, resolve: Resolve) -> Value | None:
    """An open interval: "depuis 2014", "d'ici lundi", "jusqu'à vendredi", "avant le 30 juin", "à partir du 3 mai"."""
    sort = e.fields["open"]  # since, after, until, by, before
    base = resolve(leaning(e.parts[0], sort), context)
    if base is None:
        return None
    if base.kind == "duration" and context.published and sort in ("since", "by"):
        return _measured(e, base, context, sort)
    if base.period is None or base.shape == "none":
        return base
    shape = "since" if sort in ("since", "after") else "until"
    first, last = _ends(base)
    if base.shape == "end" and re.fullmatch(r"\d{4}-\d\d", base.timex_value):  # "by the end of March" is by March
        last = base.timex_value
    text = f"{first}/.." if shape == "since" else f"../{last}"
    if base.shape == "one":
        text = f"{base.days[0]}/.." if shape == "since" else f"../{base.days[-1]}"
    return base.on(shape=shape, kind="interval", edtf=text, timex_mod=MODS[sort], days=())


def _ends(value: Value) -> tuple[str, str]:
    """What stands at either end of a value's EDTF."""
    if not value.edtf and value.period is not None:
        return edtf_ends(value.period)
    first, _, last = value.edtf.partition("/")
    return first, last or first


def leaning(part: Expression, sort: str) -> Expression:
    """The end of an open interval looks the way its opening word does: "depuis mardi" back, "d'ici lundi" ahead."""
    direction = {"since": -1, "by": 1, "until": max(part.direction, 0)}.get(sort, part.direction)
    return replace(part, direction=direction)


def _measured(e: Expression, base: Value, context: Context, sort: str) -> Value:
    """ "depuis deux ans", "d'ici trois semaines": the length counted from publication."""
    part, now = e.parts[0], context.published
    unit, count = part.get("unit"), part.fields.get("num", 1)
    assert now is not None
    if unit is None:
        return base
    vague = bool(part.get("vague"))
    number = 4 if vague else int(count)
    grain = unit if unit in (*calendar.MONTHS_IN, "week", "day", "fortnight") else "day"
    number = number if grain == unit else 0
    sign = -1 if sort == "since" else 1
    target = calendar.safe(lambda: calendar.unit(calendar.shift(now, grain, sign * number), _coarser(grain, vague)))
    if target is None:
        return base
    low, high = edtf_ends(target)
    exact = grain not in ("week", "fortnight") and not vague and not part.get("mod")
    mark = "" if exact else "~"
    text = f"{low}{mark}/.." if sort == "since" else f"../{high}{mark}"
    return base.on(
        period=target, shape="since" if sort == "since" else "until", kind="interval", edtf=text, anchor="publication"
    )


def _coarser(grain: str, vague: bool) -> str:
    if vague:
        return {"day": "week", "week": "month", "fortnight": "month", "month": "year"}.get(grain, grain)
    return {"week": "day", "fortnight": "day", "decade": "year"}.get(grain, grain)
