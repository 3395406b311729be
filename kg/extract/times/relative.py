"""Expressions that count units: "la semaine prochaine", "il y a deux ans", durations, sets, the present."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from kg.extract.times import calendar
from kg.extract.times.calendar import Period
from kg.extract.times.edges import edged
from kg.extract.times.expression import Expression
from kg.extract.times.resolve import UNIT_CODES, Context, dated, with_part
from kg.extract.times.values import Value

TIME_UNITS = ("hour", "minute", "second", "halfhour", "quarterhour")
VAGUE_SPAN = 8  # "the next weeks": at most so many units lie between now and then (a reader's guess, kept wide)


def amount(e: Expression) -> str:
    """The ISO 8601 duration of a number of units.

    >>> from kg.model import Span
    >>> amount(Expression("duration", "", Span(0, 0), 0, 0, 0, {"num": 30.4, "unit": "second"}))
    'PT30.4S'
    """
    unit, number = e.fields["unit"], e.fields.get("num", 1)
    if e.get("vague"):
        code = {"decade": "DE", "century": "CE"}.get(unit, UNIT_CODES[unit].lstrip("0123456789"))
        return f"P{'T' if unit in TIME_UNITS else ''}X{code}"
    code = UNIT_CODES[unit]
    scale, letters = int("".join(c for c in code if c.isdigit()) or 1), "".join(c for c in code if c.isalpha())
    total = number * scale
    prefix = "PT" if unit in TIME_UNITS else "P"
    if e.get("plushalf") and unit in ("hour", "year"):
        extra = "30M" if unit == "hour" else "6M"
        return f"{prefix}{_plain(total)}{letters}{extra}"
    second = f"{_plain(e.fields['num_2'])}{UNIT_CODES[e.fields['unit_2']]}" if "unit_2" in e.fields else ""
    return f"{prefix}{_plain(total)}{letters}{second}"


def _plain(number: float) -> str:
    return f"{number:g}" if isinstance(number, float) else str(number)


def duration(e: Expression, context: Context) -> Value | None:
    """A length of time, on no calendar."""
    return Value("DURATION", amount(e), e.get("mod") or "", shape="none", kind="duration")


def repeated(e: Expression, context: Context) -> Value | None:
    """A set: "chaque jour" P1D, "tous les jeudis" XXXX-WXX-4, "chaque été" XXXX-SU."""
    if "weekday" in e.fields:
        if e.get("habit") and e.direction < 0 and context.published:  # "le lundi" in a narrative is one Monday
            day = calendar.same_weekday(context.published, e.fields["weekday"], -1)
            return with_part(day, e, "publication")
        text = f"XXXX-WXX-{e.fields['weekday'] + 1}" + (f"T{e.get('partofday')}" if e.get("partofday") else "")
    elif "partofday" in e.fields:
        text = f"XXXX-XX-XXT{e.fields['partofday']}"
    elif "season" in e.fields:
        text = f"XXXX-{e.fields['season']}"
    elif "month" in e.fields:
        text = f"XXXX-{e.fields['month']:02d}"
    elif "freq" in e.fields:
        text = e.fields["freq"]
    elif e.get("unit") == "weekend":
        text = "XXXX-WXX-WE"
    else:
        text = amount(e)
    return Value("SET", text, shape="none", kind="set")


def reference(e: Expression, context: Context) -> Value | None:
    """The present, the past, the future without a date."""
    return Value("DATE", e.fields["ref"], shape="none")


def offset(e: Expression, context: Context) -> Value | None:
    """A calendar unit counted from publication: "la semaine prochaine", "ce mois-ci", "l'an dernier"."""
    unit, wish, published = e.fields["unit"], e.fields["wish"], context.published
    if published is None:
        return Value("DATE", "", shape="none")
    if unit in TIME_UNITS or unit == "night":
        return Value("DURATION", f"PT1{UNIT_CODES[unit]}", shape="none", kind="duration")
    period = calendar.safe(lambda: calendar.unit(calendar.shift(published, unit, wish), unit))
    if period is None:
        return None
    if wish == 0 and unit == "weekend" and e.direction < 0 and period.start.date() > published:
        period = calendar.weekend(published - timedelta(days=7))
    if "month" in e.fields:  # "mars de l'année dernière"
        year = period.first.year
        number = e.get("daynum")
        period = calendar.safe(
            lambda: (
                calendar.day(date(year, e.fields["month"], number))
                if number
                else calendar.month(year, e.fields["month"])
            )
        )
    elif "season" in e.fields:
        period = calendar.safe(lambda: calendar.season(period.first.year, e.fields["season"]))
    value = dated(period, "publication") if period else None
    return edged(value, e.fields["edge"]) if value and e.get("edge") else value


def window(e: Expression, context: Context) -> Value | None:
    """Several units up to or from now: "ces dernières 24 heures", "les trois prochains jours", "les prochaines semaines"."""
    if "num" not in e.fields:
        e = replace(e, fields={**e.fields, "vague": "X"})
    unit, wish, published = e.fields["unit"], e.fields["wish"], context.published
    value = Value("DURATION", amount(e), kind="interval", shape="none")
    if published is None:
        return value
    count = VAGUE_SPAN if e.get("vague") else max(1, int(e.fields.get("num", 1)))
    grain, factor = ("day", 0) if unit in TIME_UNITS else (unit, 1)
    other = calendar.safe(lambda: calendar.day(calendar.shift(published, grain, wish * count * factor)))
    if other is None:
        return value
    if factor == 0:
        hours = {"hour": 1.0, "minute": 1 / 60}.get(unit, 1 / 3600) * count
        other = calendar.day(published + timedelta(days=wish * (-(-hours // 24))))
    now = calendar.day(published)
    first, last = (other, now) if wish < 0 else (now, other)
    period = Period(first.start, last.end, {"year": "years", "month": "months"}.get(unit, "days"))
    vague = bool(e.get("vague"))
    low, high = _coarse(first.first, unit), _coarse(last.last, unit)
    text = f"{low}{'~' if wish < 0 else ''}/{high}{'~' if wish > 0 else ''}" if vague else ""
    slack = (period.end - period.start) / 2 if vague else timedelta(0)
    return value.on(
        period=period,
        shape=("end" if wish < 0 else "start") if vague else "plain",
        anchor="publication",
        slack=slack,
        edtf=text,
    )


def _coarse(d: date, unit: str) -> str:
    return d.isoformat()[: {"week": 7, "month": 7, "year": 4, "decade": 4, "century": 4}.get(unit, 10)]


def ago(e: Expression, context: Context) -> Value | None:
    """A number of units before or after publication ("il y a deux ans") or the day in focus ("deux ans plus tard")."""
    unit, sign = e.fields["unit"], e.fields["sign"]
    by_focus = bool(e.get("byfocus"))
    base = context.today if by_focus else context.published
    anchor = "focus" if by_focus and context.focus else "publication"
    length = amount(e)
    blank = Value("DURATION", length, e.get("mod") or "", shape="none", kind="duration")
    if base is None:
        return blank
    if e.get("vague"):
        return blank if by_focus else _vaguely(blank, base, unit, sign)
    count = e.fields.get("num", 1)
    count = int(count) if count == int(count) else count
    if not isinstance(count, int):
        return blank
    if unit in TIME_UNITS:
        near = blank.on(
            period=calendar.day(base), shape="about", anchor=anchor, kind="instant", slack=timedelta(days=1)
        )
        return near.on(edtf=base.isoformat())
    period = calendar.safe(lambda: _counted(base, unit, sign * count))
    if period is None:
        return blank
    exact = unit == "day" or (unit == "week" and e.get("daily"))
    value = dated(period, anchor, shape="plain" if exact else "about", slack=timedelta(days=_slack(unit)))
    if by_focus:  # the span in the text is a length of time: TIMEX3 says how long, the bounds say when
        return value.on(timex_type="DURATION", timex_value=length, timex_mod=e.get("mod") or "")
    return value.on(timex_mod=e.get("mod") or "")


def _counted(base: date, unit: str, count: int) -> Period:
    target = calendar.shift(base, unit, count)
    grain = {
        "week": "day",
        "fortnight": "day",
        "weekend": "weekend",
        "season": "month",
        "quarter": "month",
        "half": "month",
    }
    return calendar.unit(target, grain.get(unit, unit))


def _slack(unit: str) -> int:
    return {"week": 3, "fortnight": 3, "month": 15, "quarter": 30, "half": 60, "season": 30, "year": 180}.get(
        unit, 3650
    )


def _vaguely(blank: Value, base: date, unit: str, sign: int) -> Value:
    grain = "day" if unit in TIME_UNITS else unit
    other = calendar.safe(lambda: calendar.day(calendar.shift(base, grain, sign * VAGUE_SPAN)))
    if other is None:
        return blank
    now = calendar.day(base)
    first, last = (other, now) if sign < 0 else (now, other)
    period = Period(first.start, last.end, "days")
    return blank.on(
        timex_type="DATE", timex_value="PAST_REF" if sign < 0 else "FUTURE_REF", period=period, shape="about", anchor="publication",
        slack=period.end - period.start, edtf=f"{_coarse(first.first, unit)}~/{_coarse(last.last, unit)}~",
    )  # fmt: skip


def same(e: Expression, context: Context) -> Value | None:
    """ "le même jour", "cette année-là", "la même époque": the day, month or year mentioned last."""
    unit, focus = e.fields["unit"], context.today
    if unit == "period":
        period = context.month
        if period and period.grain == "year" and context.published:  # "last year at the same time"
            period = calendar.month(period.first.year, context.published.month)
        return dated(period, "focus") if period else None
    if focus is None:
        return None
    if unit == "day":
        return with_part(focus, e, "focus")
    if unit in ("month", "year") and context.month:
        focus = context.month.first
    period = calendar.safe(lambda: calendar.unit(calendar.shift(focus, unit, e.get("wish") or 0), unit))
    return dated(period, "focus") if period else None


def next_day(e: Expression, context: Context) -> Value | None:
    """ "le lendemain", "la veille au soir", "au lendemain de la démission": counted from the day in focus."""
    if e.get("ofevent"):
        today = context.focus
        if today is None:
            return Value("DATE", "", shape="none", anchor="event")
        return dated(calendar.day(today), "event", shape="about", slack=timedelta(days=2))
    if context.today is None:
        return None
    return with_part(context.today + timedelta(days=e.fields["offset"]), e, "focus")
