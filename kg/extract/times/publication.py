"""The publication day where only the month or year is known: a variable that the clues of the text narrow.

Each clue says on which days the article can have been published: "demain/jeudi" only on a Wednesday, "les 16 et 17
février" told as future not after the 16th. The days that satisfy all are kept, every one; clues that leave
none are dropped, the weakest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.extract.times import calendar
from kg.extract.times.calendar import Period
from kg.extract.times.expression import Expression
from kg.extract.times.resolve import Context, calendar_date
from kg.model import Article, Interval


@dataclass(frozen=True, slots=True)
class Clue:
    """Days [first, last] with one of the weekdays (Monday 0; none given: any); `weight` ranks its reliability."""

    weight: int
    weekdays: frozenset[int] = frozenset()
    first: date = date.min
    last: date = date.max

    def admits(self, day: date) -> bool:
        """Whether an article that says so can have been published on a day.

        >>> Clue(3, frozenset({2})).admits(date(2022, 2, 16))
        True
        """
        return self.first <= day <= self.last and (not self.weekdays or day.weekday() in self.weekdays)


def publication_days(published: str, clues: Iterable[Clue] = ()) -> tuple[date, ...]:
    """The days on which an article can have been published, sorted; empty where its date is unknown.

    >>> [d.day for d in publication_days("2022-02", [Clue(3, frozenset({2}))])]
    [2, 9, 16, 23]
    """
    period = calendar.from_edtf(published)
    if period is None:
        return ()
    days = [period.first + timedelta(days=k) for k in range((period.end - period.start).days)]
    ranked = sorted(set(clues), key=lambda c: (-c.weight, c.first, c.last, sorted(c.weekdays)))
    for clue in ranked if len(days) > 1 else ():
        days = [d for d in days if clue.admits(d)] or days
    return tuple(days)


def publication_interval(article: Article) -> Interval | None:
    """The publication date as an interval: a day, or a vague day in its month or year; None where unknown.

    >>> publication_interval(Article("a", "", published="2022-02")).edtf
    '2022-02'
    """
    period = calendar.from_edtf(article.published)
    if period is None:
        return None
    last_start = calendar.midnight(period.last)
    return Interval(
        edtf=article.published[:10], earliest_start=period.start, latest_start=last_start,
        earliest_end=period.start + timedelta(days=1), latest_end=period.end, grain=period.grain, timex_type="DATE",
        timex_value=article.published[:10], rule="publication",
    )  # fmt: skip


def clues(found: Sequence[Expression], published: Period, line: Expression | None = None) -> tuple[Clue, ...]:
    """What the expressions of an article, and its dateline, say about its publication day."""
    out: list[Clue] = []
    for e, following in zip(found, (*found[1:], None), strict=True):
        if following is not None and e.kind == "deictic" and following.first - e.last <= 1:
            out.extend(_named(e, following, published))
    if line is not None and (day := _complete(line, published)):
        out.append(Clue(3, first=day, last=day))
    for e in flat(found):
        weekday, offset = e.get("weekday"), e.get("offset")
        if e.kind == "deictic" and weekday is not None and offset is not None:
            out.append(Clue(3, frozenset({(weekday - offset) % 7})))
        elif e.kind == "date" and e.direction and e.get("daynum") and e.get("month") and not e.get("wish"):
            out.extend(_told(e, published))
        elif e.kind == "weekday" and e.get("nearest"):
            out.append(Clue(1, frozenset({weekday})))
    return tuple(out)


def _named(e: Expression, following: Expression, published: Period) -> list[Clue]:
    """ "hier (12 octobre)": the date beside a deictic gives the day away."""
    day = _complete(following, published)
    if day is None or e.get("offset") is None:
        return []
    told = day - timedelta(days=e.fields["offset"])
    return [Clue(3, first=told, last=told)]


def _complete(e: Expression, published: Period) -> date | None:
    """The day of a date with day and month, in or near the published period."""
    if e.kind != "date" or not e.get("daynum") or not (e.get("month") or e.get("monthnum")):
        return None
    year = e.get("year") or published.first.year
    value = calendar_date(replace(e, fields={**e.fields, "year": year}), Context(published.first))
    return value.period.first if value and value.period else None


def _told(e: Expression, published: Period) -> list[Clue]:
    value = calendar_date(e, Context(published.first))
    placed = value.period if value else None
    if placed is None or not published.start <= placed.start < published.end:
        return []
    return [Clue(2, first=placed.first)] if e.direction < 0 else [Clue(2, last=placed.first)]


def flat(found: Iterable[Expression]) -> Iterable[Expression]:
    """Expressions and, before each, the parts that it is made of."""
    for e in found:
        yield from flat(e.parts)
        yield e
