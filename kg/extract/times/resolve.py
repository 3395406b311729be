"""Expressions placed on the calendar: calendar dates, weekdays, parts of day, clock times, feasts and seasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from kg.extract.times import calendar
from kg.extract.times.calendar import Period
from kg.extract.times.expression import Expression
from kg.extract.times.values import Value


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is placed against: the publication day (or None) and the day mentioned last (or None)."""

    published: date | None
    focus: date | None = None
    month: Period | None = None  # the month or year mentioned last
    sentence: int = -1  # the sentence that mentioned it
    passing: int = -1  # the sentence of a day in focus that was only mentioned beside a noun; it holds no longer
    lasting: date | None = None  # the day in focus before that one
    noticed: tuple[int, date] | None = None  # a sentence and the day mentioned in passing in the one before it
    named: tuple[date, ...] = ()  # days that were told with a tense or by their number, the last one last
    era: tuple[Period, int] | None = None  # the month or year that something told was dated by, and its sentence

    def on(self, day: date) -> Context:
        """The same with another day in focus."""
        return replace(self, focus=day)

    def within(self, sentence: int) -> Context:
        """What holds in a sentence: a day mentioned in passing holds only in its own."""
        if self.passing in (-1, sentence):
            stale = self.noticed is not None and self.noticed[0] != sentence
            return replace(self, noticed=None) if stale else self
        beside = self.focus if self.lasting is None and sentence == self.passing + 1 else None
        noticed = (sentence, beside) if beside is not None else None
        return replace(self, focus=self.lasting, passing=-1, noticed=noticed)

    @property
    def told(self) -> date | None:
        """The day that "the day before" counts from: that in focus, else one only mentioned right before."""
        return self.focus or (self.noticed[1] if self.noticed is not None else None)

    @property
    def today(self) -> date | None:
        """The day a clock time hangs on: the one mentioned last, else the publication day."""
        return self.focus or self.published


Resolver = Callable[[Expression, Context], Value | None]

UNIT_CODES: Mapping[str, str] = {
    "year": "Y", "month": "M", "week": "W", "day": "D", "hour": "H", "minute": "M", "second": "S",
    "quarter": "3M", "half": "6M", "decade": "10Y", "century": "100Y", "weekend": "WE", "fortnight": "2W",
    "halfhour": "30M", "quarterhour": "15M", "season": "3M", "night": "NI",
}  # fmt: skip
NEAR_YEARS = (-1, 0, 1)
LOOK_AHEAD = 14
MONTH_OFF = 45  # "samedi 18" farther away than this is a slip of the pen: the number counts
FARTHEST = 3  # days: where the present also tells what was, a weekday farther ahead than this has just been
AROUND = timedelta(days=7)
LOOK_BACK = 60  # days: a date without a verb lies ahead, but not a year ahead when it has just gone by


def full_year(number: int, published: date | None) -> int:
    """A two-digit year: at most ten years after publication, else in the century before.

    >>> full_year(98, date(1999, 5, 1)), full_year(24, date(2022, 1, 1))
    (1998, 2024)
    """
    latest = (published.year if published else 2020) + 10
    candidate = latest - latest % 100 + number
    return candidate if candidate <= latest else candidate - 100


def choose(found: Iterable[Period | None], published: date, direction: int, wish: int | None) -> Period | None:
    """One of several periods: by "last"/"next" (`wish`), else by tense (`direction`), else the nearest.

    >>> choose((calendar.month(y, 9) for y in (2001, 2002, 2003)), date(2002, 9, 13), 0, -1).first
    datetime.date(2001, 9, 1)
    """
    periods = sorted((p for p in found if p is not None), key=lambda p: p.start)
    now = calendar.midnight(published)
    if wish:
        picked = [p for p in periods if (p.end <= now if wish < 0 else p.start > now)]
        return (picked[-1] if wish < 0 else picked[0]) if picked else None
    if direction:
        picked = [p for p in periods if (p.start <= now if direction < 0 else p.end > now)]
        if picked:
            return picked[-1] if direction < 0 else picked[0]
    return min(periods, key=lambda p: (_distance(p, now), p.start), default=None)


def _distance(period: Period, now: datetime) -> timedelta:
    if period.start <= now < period.end:
        return timedelta(0)
    return now - period.end if period.end <= now else period.start - now


def dated(period: Period, anchor: str = "", **changes: object) -> Value:
    """A DATE (or TIME) with the TIMEX3 value of its period."""
    kind = "instant" if period.grain in ("day", "minute", "second", "hour") else "interval"
    timex_type = "TIME" if period.grain in ("part", "hour", "minute", "second") else "DATE"
    return Value(timex_type, timex(period), period=period, kind=kind, anchor=anchor).on(**changes)


def timex(period: Period) -> str:
    """The TIMEX3 value of a period.

    >>> timex(calendar.week(date(1999, 7, 9))), timex(calendar.season(1999, "FA"))
    ('1999-W27', '1999-FA')
    """
    d, grain = period.first, period.grain
    if grain == "year":
        return f"{d.year:04d}"
    if grain == "month":
        return d.isoformat()[:7]
    if grain in ("week", "weekend"):
        iso = d.isocalendar()
        return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if grain == "weekend" else "")
    if grain == "season":
        names = {first: name for name, first in calendar.SEASONS.items()}
        return f"{d.year:04d}-{names[d.month]}" if d.month in names else d.isoformat()[:7]
    if grain == "quarter":
        return f"{d.year:04d}-Q{(d.month + 2) // 3}"
    if grain == "half":
        return f"{d.year:04d}-H{1 if d.month < 7 else 2}"
    if grain == "decade":
        return f"{d.year // 10:03d}"
    if grain == "century":
        return f"{d.year // 100:02d}"
    if grain == "part":
        names = {hours[0]: name for name, hours in calendar.PARTS.items()}
        long = period.end - period.start
        if long == timedelta(hours=1) and period.start.hour == 12:
            return f"{d.isoformat()}TMI"
        name = "AF" if period.start.hour == 12 else names.get(period.start.hour, "")
        return f"{d.isoformat()}T{name}" if name else d.isoformat()
    if grain == "hour":
        return f"{period.start:%Y-%m-%dT%H:00}"
    if grain == "minute":
        return f"{period.start:%Y-%m-%dT%H:%M}"
    if grain == "second":
        return f"{period.start:%Y-%m-%dT%H:%M:%S}"
    return d.isoformat()


def calendar_date(e: Expression, context: Context) -> Value | None:
    """A date by its numbers: any of year, month, day of month, weekday, with "last" and "next"."""
    published, f = context.published, e.fields
    year = f.get("year") or (full_year(f["year2"], published) if "year2" in f else None)
    month, number = f.get("month") or f.get("monthnum"), f.get("daynum")
    if year and not month:
        return placed(calendar.safe(lambda: calendar.year(year)))
    if not month:
        return _day_of_month(e, context)
    if year:
        return placed(calendar.safe(lambda: month_or_day(year, month, number)))
    if published is None:
        unknown = f"XXXX-{month:02d}" + (f"-{number:02d}" if number else "")
        return Value("DATE", unknown, shape="none", edtf=unknown)
    wish, direction = f.get("wish"), e.direction
    years = NEAR_YEARS if "weekday" not in f else range(-6, 7)
    found = [calendar.safe(lambda y=published.year + k: month_or_day(y, month, number)) for k in years]  # type: ignore[misc]
    found = _agreeing(found, f.get("weekday"), published)
    if number and context.month and e.sentence == context.sentence >= 0 and direction <= 0 and not wish:
        told = calendar.safe(lambda: month_or_day(context.month.first.year, month, number))  # type: ignore[union-attr]
        if not _just_by(found, told, published) and (told is None or f.get("weekday") in (None, told.first.weekday())):
            return placed(told, "focus")
    if number and direction < 0 and not wish and any(p and 0 < (p.first - published).days <= LOOK_AHEAD for p in found):
        direction = 0  # a date that comes within days is meant, whatever tense its sentence stands in
    if e.get("weak") and not wish and any(p and 0 <= (published - p.first).days <= LOOK_BACK for p in found):
        direction = 0
    return placed(choose(found, published, direction, wish), "publication")


def _just_by(found: list[Period | None], told: Period | None, published: date) -> bool:
    """ "born in 1925, he died on 27 March", told on the 28th: the year before it is not its own."""
    near = (p for p in found if p and p != told and abs((p.first - published).days) <= LOOK_AHEAD)
    return next(near, None) is not None and (told is None or abs((told.first - published).days) > LOOK_AHEAD)


def _agreeing(found: list[Period | None], weekday: int | None, published: date) -> list[Period | None]:
    """Of several years, those whose day falls on the weekday; the nearest years where none does or none is asked."""
    if weekday is None:
        return found
    near = [p for p in found if p and abs(p.first.year - published.year) <= 1]
    for pool in (near, [p for p in found if p]):
        if agreeing := [p for p in pool if p.first.weekday() == weekday]:
            return list(agreeing)
    return list(near)


def month_or_day(year: int, month: int, number: int | None) -> Period:
    """A day where its number is given, else the month."""
    return calendar.day(date(year, month, number)) if number else calendar.month(year, month)


def placed(period: Period | None, anchor: str = "") -> Value | None:
    """A period as a value, or None for none."""
    return dated(period, anchor) if period else None


def _day_of_month(e: Expression, context: Context) -> Value | None:
    """ "mardi 16", "le 16": the month by weekday, tense and nearness."""
    published, number, weekday = context.published, e.get("daynum"), e.get("weekday")
    if number is None or published is None:
        return None
    base = context.month.first if context.month and context.month.grain == "month" else published
    firsts = [calendar.safe(lambda k=k: calendar.unit(calendar.shift(base, "month", k), "month")) for k in range(-6, 7)]  # type: ignore[misc]
    days = [calendar.safe(lambda m=m: calendar.day(m.first.replace(day=number))) for m in firsts if m]  # type: ignore[misc]
    if weekday is not None:
        agreeing = [d for d in days if d and d.first.weekday() == weekday]
        days = [d for d in agreeing if abs(d.first - published) <= timedelta(days=MONTH_OFF)] or days
    return placed(choose(days, published, e.direction, e.get("wish")), "publication")


def weekday(e: Expression, context: Context) -> Value | None:
    """A weekday, alone or with a part of day: "mercredi", "lundi prochain", "ce même lundi après-midi"."""
    number, wish = e.fields["weekday"], e.get("wish")
    if context.published is None:
        return Value("DATE", f"XXXX-WXX-{number + 1}", shape="none")
    now = context.published
    if e.get("same") and context.focus and context.focus.weekday() == number:
        chosen, anchor = context.focus, "focus"
    elif e.get("byfocus"):  # "le dimanche suivant"
        base = context.focus or now
        chosen, anchor = calendar.same_weekday(base + timedelta(days=wish), number, wish), "focus"
    elif wish:
        chosen, anchor = calendar.same_weekday(now + timedelta(days=wish), number, wish), "publication"
    else:
        chosen, anchor = calendar.same_weekday(now, number, e.direction or 1), "publication"
        known = next((d for d in context.named[::-1] if d.weekday() == number and abs(d - now) < AROUND), None)
        if known is not None and e.direction == 0:  # "The ball is on Sunday. … On Sunday evening the mayor speaks."
            return with_part(known, e, "focus")
        if e.get("nearest") and e.direction == 0 and (chosen - now).days > 3:
            chosen -= timedelta(days=7)
        if e.get("historic") and e.direction == 0 and (chosen - now).days > FARTHEST:
            chosen -= timedelta(days=7)
    return with_part(chosen, e, anchor)


def with_part(chosen: date, e: Expression, anchor: str) -> Value:
    """A day, or the part or clock time of it that the expression names."""
    if e.get("hour") is not None or e.get("hm") is not None:
        return at_clock(chosen, e, anchor) or dated(calendar.day(chosen), anchor)
    if name := e.get("partofday"):
        return dated(calendar.part(chosen, name), anchor, timex_mod=e.get("edge") or "")
    return dated(calendar.day(chosen), anchor)


def deictic(e: Expression, context: Context) -> Value | None:
    """A day counted from publication: "hier", "demain matin", "aujourd'hui vendredi"."""
    if context.published is None:
        return Value("DATE", "", shape="none")
    return with_part(context.published + timedelta(days=e.fields["offset"]), e, "publication")


def part_of_day(e: Expression, context: Context) -> Value | None:
    """A part of a day: "ce soir" by publication, "la soirée" by the day in focus, "la nuit dernière" before."""
    name, wish = e.fields["partofday"], e.get("wish")
    gone = context.focus is not None and context.published is not None and context.focus < context.published
    if (wish is None or e.get("byfocus")) and not (gone and e.direction > 0):  # what is to come is not on a day gone by
        today, anchor = context.today, "focus" if context.focus else "publication"
    else:
        today, anchor = context.published, "publication"
    if today is None:
        return Value("TIME", f"T{name}", shape="none")
    if wish and wish < 0:
        today -= timedelta(days=1)
    elif wish:
        today += timedelta(days=1)
    elif wish is None and name == "NI" and today == context.published and e.direction <= 0:
        today -= timedelta(days=1)
    value = dated(calendar.part(today, name), anchor, timex_mod=e.get("edge") or "")
    if name == "NI" and not e.get("evening"):
        return _night(value, today, wish, e.direction)
    return value


def _night(value: Value, today: date, wish: int | None, direction: int) -> Value:
    """A night is one of two days: "cette nuit" told as past began the day before."""
    first = today - timedelta(days=1) if wish == 0 and direction < 0 else today
    return value.on(
        period=calendar.part(first, "NI"), shape="one", days=(first, first + timedelta(days=1)), kind="instant"
    )


def at_clock(today: date, e: Expression, anchor: str) -> Value | None:
    """A clock time on a day, with "du soir", "pm" and a time zone where named."""
    hour, minute = e.get("hour"), e.get("minute")
    if (hm := e.get("hm")) is not None:
        hour, minute = divmod(hm, 100)
    if hour is None or hour > 24:
        return None
    half = e.get("half") or _half(e.get("partofday"), hour)
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    minute = e.get("past") if e.get("past") is not None else minute
    if minute is not None and minute < 0:
        hour, minute = hour - 1, 60 + minute
        if hour < 0:
            return None
    if hour == 24 and minute:
        return None
    period = calendar.safe(lambda: calendar.clock(today, hour, minute or 0, e.get("second")))
    if period is None:
        return None
    text = f"{today.isoformat()}T{hour:02d}:{minute or 0:02d}" + (f":{e.get('second'):02d}" if e.get("second") else "")
    exact = minute is not None
    if not exact:
        period = Period(period.start, period.start + timedelta(minutes=1), "minute")
    zone = e.get("zone") or ""
    return Value("TIME", text + zone, e.get("mod") or "", period, kind="instant", anchor=anchor)


def _half(name: str | None, hour: int) -> str:
    """ "8 heures du soir" is pm, "2 in the morning" am; the night has both halves."""
    if name is None:
        return ""
    return "am" if name == "MO" or (name == "NI" and hour < 6) else "pm"


def clock(e: Expression, context: Context) -> Value | None:
    """A clock time on the day mentioned last, or on publication day."""
    if context.today is None:
        on_some_day = at_clock(date(2000, 1, 1), e, "")
        return on_some_day and Value("TIME", on_some_day.timex_value[10:], shape="none")
    return at_clock(context.today, e, "focus" if context.focus else "publication")
