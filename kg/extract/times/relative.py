"""Expressions that count units: "la semaine prochaine", "il y a deux ans", durations, sets, the present."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from kg.extract.times import calendar
from kg.extract.times.calendar import Period
from kg.extract.times.edges import edged
from kg.extract.times.expression import Expression
from kg.extract.times.resolve import UNIT_CODES, Context, dated, month_or_day, with_part
from kg.extract.times.values import Value

TIME_UNITS = ("hour", "minute", "second", "halfhour", "quarterhour")
# What a counted unit lands on ("two weeks ago" is a day), and how many days off it may be.
COUNTED_AS = {"week": "day", "fortnight": "day", "season": "month", "quarter": "month", "half": "month"}
SLACK_DAYS = {
    "week": 3,
    "fortnight": 3,
    "weekend": 7,
    "month": 15,
    "season": 30,
    "quarter": 30,
    "half": 60,
    "year": 180,
}
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


def duration(e: Expression, _: Context) -> Value | None:
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


def reference(e: Expression, _: Context) -> Value | None:
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
    if unit == "day" and wish == 0 and e.get("edge") and context.today is not None:  # "en fin de journée"
        return dated(
            calendar.day(context.today), "focus" if context.focus else "publication", timex_mod=e.fields["edge"]
        )
    if wish == 0 and unit == "weekend" and e.direction < 0 and period.start.date() > published:
        period = calendar.weekend(published - timedelta(days=7))
    if "month" in e.fields:  # "mars de l'année dernière"
        year = period.first.year
        period = calendar.safe(lambda: month_or_day(year, e.fields["month"], e.get("daynum")))
    value = dated(period, "publication") if period else None
    return edged(value, e.fields["edge"]) if value and e.get("edge") else value


def window(e: Expression, context: Context) -> Value | None:
    """Several units up to or from now: "ces dernières 24 heures", "les prochaines semaines"."""
    vague = "num" not in e.fields
    if vague:
        e = replace(e, fields={**e.fields, "vague": "X"})
    unit, wish, published = e.fields["unit"], e.fields["wish"], context.published
    value = Value("DURATION", amount(e), kind="interval", shape="none")
    other = (
        _far_end(published, unit, wish * (VAGUE_SPAN if vague else max(1, int(e.fields["num"])))) if published else None
    )
    if published is None or other is None:
        return value
    now = calendar.day(published)
    first, last = (other, now) if wish < 0 else (now, other)
    period = Period(first.start, last.end, {"year": "years", "month": "months"}.get(unit, "days"))
    if not vague:
        return value.on(period=period, shape="plain", anchor="publication")
    low, high = _coarse(first.first, unit), _coarse(last.last, unit)
    text = f"{low}~/{high}" if wish < 0 else f"{low}/{high}~"
    shape, slack = "end" if wish < 0 else "start", (period.end - period.start) / 2
    return value.on(period=period, shape=shape, anchor="publication", slack=slack, edtf=text)


def _far_end(published: date, unit: str, count: int) -> Period | None:
    """The day that lies a number of units away; hours and less round up to days."""
    if unit not in TIME_UNITS:
        return calendar.safe(lambda: calendar.day(calendar.shift(published, unit, count)))
    an_hour = {"hour": 1, "minute": 60, "second": 3600, "halfhour": 2, "quarterhour": 4}[unit]
    days = -(-abs(count) // (24 * an_hour))
    return calendar.safe(lambda: calendar.day(published + timedelta(days=days if count > 0 else -days)))


def _coarse(d: date, unit: str) -> str:
    return d.isoformat()[: {"week": 7, "month": 7, "year": 4, "decade": 4, "century": 4}.get(unit, 10)]


def ago(e: Expression, context: Context) -> Value | None:
    """A number of units before or after publication ("il y a deux ans") or the day in focus ("deux ans plus tard")."""
    unit, sign = e.fields["unit"], e.fields["sign"]
    by_focus = bool(e.get("byfocus"))
    base = context.told or context.published if by_focus else context.published
    anchor = "focus" if by_focus and context.told else "publication"
    length = amount(e)
    blank = Value("DURATION", length, e.get("mod") or "", shape="none", kind="duration")
    if by_focus and not e.get("ofevent") and not e.get("vague") and (value := _from_era(e, context, length)):
        return value
    if base is None or (e.get("iffuture") and e.direction <= 0):  # "built in three years", "due in three years"
        return blank
    if by_focus and context.told is None and sign > 0 >= e.direction:  # "two days later, he left": after what?
        return blank
    if e.get("ofevent"):  # "two days after the vote": counted from no day, but from what is told behind it
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
    exact = not e.get("mod") and (unit in ("day", "month", "year") or bool(e.get("daily")))
    value = dated(period, anchor, shape="plain" if exact else "about", slack=timedelta(days=SLACK_DAYS.get(unit, 3650)))
    if by_focus:  # the span in the text is a length of time: TIMEX3 says how long, the bounds say when
        return value.on(timex_type="DURATION", timex_value=length, timex_mod=e.get("mod") or "")
    return value.on(timex_mod=e.get("mod") or "")


def _from_era(e: Expression, context: Context, length: str) -> Value | None:
    """ "Élu en 2008, il a été battu six ans plus tard": counted from the month or year told right before it."""
    unit, count = e.fields["unit"], e.fields.get("num", 1)
    if context.era is None or not 0 <= e.sentence - context.era[1] <= 1 or count != int(count):
        return None
    era, months = context.era[0], calendar.MONTHS_IN.get(unit, 0)
    if not months or months < calendar.MONTHS_IN.get(era.grain, 12):
        return None
    base = era.last if e.fields["sign"] > 0 else era.first
    period = calendar.safe(lambda: _counted(base, unit, e.fields["sign"] * int(count)))
    if period is None or (context.published is not None and period.first > context.published and e.direction < 0):
        return None
    value = dated(period, "focus", shape="about" if e.get("mod") else "plain", slack=timedelta(days=SLACK_DAYS[unit]))
    return value.on(timex_type="DURATION", timex_value=length, timex_mod=e.get("mod") or "")


def _counted(base: date, unit: str, count: int) -> Period:
    return calendar.unit(calendar.shift(base, unit, count), COUNTED_AS.get(unit, unit))


def _vaguely(blank: Value, base: date, unit: str, sign: int) -> Value:
    if unit in TIME_UNITS:  # "il y a quelques heures": of the day
        ref = "PAST_REF" if sign < 0 else "FUTURE_REF"
        return blank.on(
            timex_type="DATE", timex_value=ref, period=calendar.day(base), shape="about", anchor="publication",
            kind="instant", slack=timedelta(days=1), edtf=base.isoformat(),
        )  # fmt: skip
    other = calendar.safe(lambda: calendar.day(calendar.shift(base, unit, sign * VAGUE_SPAN)))
    if other is None:
        return blank
    now = calendar.day(base)
    first, last = (other, now) if sign < 0 else (now, other)
    period = Period(first.start, last.end, "days")
    return blank.on(
        timex_type="DATE", timex_value="PAST_REF" if sign < 0 else "FUTURE_REF", period=period, shape="about",
        anchor="publication", slack=(period.end - period.start) / 2,
        edtf=f"{_coarse(first.first, unit)}~/{_coarse(last.last, unit)}~",
    )  # fmt: skip


def same(e: Expression, context: Context) -> Value | None:
    """ "le même jour", "cette année-là", "la même époque": the day, month or year mentioned last."""
    unit, focus = e.fields["unit"], context.today
    if unit == "period":
        period = context.month
        if period and period.last.year > period.first.year:  # "from 2015 to 2019 … over the same period"
            ends = f"{period.first.year:04d}/{period.last.year:04d}"
            return dated(replace(period, grain="years"), "focus", timex_value=ends)
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
    base = context.told or context.published
    if base is None:
        return None
    if context.told is None and e.direction < 0 < e.fields["offset"]:  # what is told as past is not tomorrow's
        return Value("DATE", "", shape="none", anchor="event")
    return with_part(base + timedelta(days=e.fields["offset"]), e, "focus")
