"""Times that have a name of their own: seasons, quarters, decades, centuries, feasts, the n-th Sunday of a month."""

from __future__ import annotations

from datetime import date, timedelta

from kg.extract.times import calendar
from kg.extract.times.calendar import Period
from kg.extract.times.edges import edged
from kg.extract.times.expression import Expression
from kg.extract.times.resolve import NEAR_YEARS, Context, calendar_date, choose, full_year, placed, timex
from kg.extract.times.values import Value

FEAST_AHEAD = 31  # days


def season(e: Expression, context: Context) -> Value | None:
    """A season with or without its year: "l'été 2020", "cet hiver", "l'automne prochain", "en été" (any)."""
    name, published = e.fields["season"], context.published
    year = e.get("year") or (full_year(e.fields["year2"], published) if e.get("year2") is not None else None)
    if year:
        return placed(calendar.safe(lambda: calendar.season(year, name)))
    if e.get("generic") or published is None or (e.get("bytense") and e.direction == 0):
        return Value("DATE", f"XXXX-{name}", shape="none")
    found = [calendar.safe(lambda y=published.year + k: calendar.season(y, name)) for k in (-2, *NEAR_YEARS)]  # type: ignore[misc]
    return placed(choose(found, published, e.direction, e.get("wish")), "publication")


def subyear(e: Expression, context: Context) -> Value | None:
    """A quarter or half year: "premier trimestre 2021", "le second semestre", "T3 2022"."""
    size = {"quarter": 3, "half": 6}[e.fields["unit"]]
    number = e.fields.get("ord", e.get("monthnum"))
    if not 1 <= number <= 12 // size:
        return None
    first = (number - 1) * size + 1
    if year := e.get("year"):
        return placed(calendar.safe(lambda: calendar.months(year, first, size, e.fields["unit"])))
    if context.published is None:
        return None
    base, now = context.published.year + (e.get("wish") or 0), calendar.midnight(context.published)
    period = calendar.safe(lambda: calendar.months(base, first, size, e.fields["unit"]))
    gone = period is not None and period.end <= now and e.direction > 0  # "will rise in the first quarter"
    ahead = period is not None and period.start > now and e.direction < 0
    if not e.get("wish") and not e.nominal and (gone or ahead):
        period = calendar.safe(lambda: calendar.months(base + e.direction, first, size, e.fields["unit"]))
    return placed(period, "publication")


def decade(e: Expression, context: Context) -> Value | None:
    """ "les années 90", "les années 1990"."""
    year = e.get("year")
    if year is None:
        short = e.fields.get("year2", e.fields.get("num"))
        if not isinstance(short, int) or short % 10 or short > 90:
            return None
        year = (1900 if short >= 20 else 2000) + short
        if context.published and year > context.published.year:
            year -= 100
    if year % 10:
        return None
    value = placed(calendar.safe(lambda: calendar.months(year, 1, 120, "decade")))
    return edged(value, e.fields["edge"]) if value and e.get("edge") else value


def century(e: Expression, _: Context) -> Value | None:
    """ "le XIXe siècle"."""
    number = e.fields["ord"] - 1
    return placed(calendar.safe(lambda: calendar.months(number * 100, 1, 1200, "century"))) if number > 0 else None


def holiday(e: Expression, context: Context) -> Value | None:
    """A feast by name, in the year that tense or "last"/"next" asks for."""
    rule, published = str(e.fields["holiday"]), context.published
    if year := e.get("year"):
        return placed(calendar.safe(lambda: calendar.feast(year, rule)))
    if published is None:
        return None
    found = [calendar.safe(lambda y=published.year + k: calendar.feast(y, rule)) for k in NEAR_YEARS]  # type: ignore[misc]
    direction = e.direction
    if direction < 0 and any(p and 0 < (p.first - published).days <= FEAST_AHEAD for p in found):
        direction = 0  # "the Christmas market was …" in December
    return placed(choose(found, published, direction, e.get("wish")), "publication")


def nth_day(e: Expression, context: Context) -> Value | None:
    """The n-th weekday of a month or season: "le premier dimanche du printemps", "le dernier lundi d'août"."""
    within = e.fields.get("season")
    year, published = e.get("year"), context.published
    years = [year] if year else [published.year + k for k in NEAR_YEARS] if published else []
    number = e.fields.get("ord", -1)

    def one(y: int) -> Period | None:
        if within:
            month, first = calendar.EQUINOXES[within]
            begin = calendar.midnight(date(y, month, first))
            period = Period(begin, begin + timedelta(days=91), "season")
        else:
            period = calendar.month(y, e.fields["month"])
        found = calendar.nth_weekday(period, e.fields["weekday"], number)
        return calendar.day(found) if found else None

    periods = [calendar.safe(lambda y=y: one(y)) for y in years]  # type: ignore[misc]
    if published is None:
        return placed(periods[0] if periods else None)
    return placed(choose(periods, published, e.direction, e.get("wish")), "" if year else "publication")


def week_of(e: Expression, context: Context) -> Value | None:
    """ "la première semaine de mars", "the last week of 2019": seven days counted from the start or the end."""
    value = calendar_date(e, context)
    if value is None or value.period is None:
        return value
    number = e.fields.get("ord", e.get("last"))
    whole, week = value.period, timedelta(days=7)
    start = whole.end - week if number < 0 else whole.start + (number - 1) * week
    if start >= whole.end:
        return None
    period = Period(start, start + week, "days")
    return value.on(
        period=period, shape="about", slack=timedelta(days=3), timex_value=timex(calendar.week(period.first))
    )
