"""Events with times and relations in, bounds and conflicts out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from kg.extract.bounds import bounded, without_misread
from kg.model import Bound, Event, Extraction, Interval, Relation, Span

Read = Callable[..., Extraction]
AT = Span(0, 1)


def period(edtf: str, first: str = "", last: str = "", **more: object) -> Interval:
    """A time from its first day to its last, given by words of its own unless told otherwise."""
    place = int((first or last).replace("-", ""))
    start = datetime.fromisoformat(first) if first else None
    end = datetime.fromisoformat(last) + timedelta(days=1) if last else None
    return Interval(edtf, start, start, end, end, **{"span": Span(place, place + 1), **more})  # type: ignore[arg-type]


def day(iso: str, **more: object) -> Interval:
    return period(iso, iso, iso, **more)


def event(name: str, time: Interval | None = None, modality: str = "actual") -> Event:
    return Event(name, "OTHER", "", "x", (AT,), AT, time=time, modality=modality)


def tie(one: str, kind: str, other: str, least: int | None = None, most: int | None = None) -> Relation:
    ends = {"before": (None, 0), "after": (0, None), "during": (0, None), "same-day": (0, 0)}[kind]
    least, most = (least, most) if (least, most) != (None, None) else ends
    return Relation(one, kind, other, least, most, AT, AT, "cue")


@pytest.mark.parametrize(
    ("first", "second", "relation", "found"),
    [
        (None, day("2022-02-03"), tie("a", "after", "b"), ("a", "2022-02-03", "")),
        (None, day("2022-02-03"), tie("a", "before", "b"), ("a", "", "2022-02-03")),
        (None, day("2022-02-03"), tie("a", "during", "b"), ("a", "2022-02-03", "2022-02-03")),
        (None, day("2022-02-03"), tie("a", "same-day", "b"), ("a", "2022-02-03", "2022-02-03")),
        (None, day("2022-02-03"), tie("a", "after", "b", 3, 3), ("a", "2022-02-06", "2022-02-06")),
        (day("2022-02-03"), None, tie("a", "before", "b", -1, -1), ("b", "2022-02-04", "2022-02-04")),
        (day("2022-02-03"), None, tie("a", "during", "b"), None),  # a war may begin before a battle, and go on
        (period("2022-02", "2022-02-01", "2022-02-28"), day("2022-02-10"), tie("a", "after", "b"),
         ("a", "2022-02-10", "2022-02-28")),
        (period("2022-02", "2022-02-01", "2022-02-28"), day("2022-01-10"), tie("a", "after", "b"), None),
        (period("../2022-02-28", "", "2022-02-28"), day("2022-02-10"), tie("a", "after", "b"),
         ("a", "2022-02-10", "2022-02-28")),
        (None, period("2014/..", "2014-01-01", kind="interval"), tie("a", "during", "b"), ("a", "2014-01-01", "")),
        # a guess from the day of publication says only that it was not later
        (None, day("2022-02-03", span=None), tie("a", "before", "b"), ("a", "", "2022-02-03")),
        (None, day("2022-02-03", span=None), tie("a", "after", "b"), None),
        # farther than calendars go
        (None, day("2022-02-03"), tie("a", "before", "b", -10**9, -10**9), None),
        (None, day("2022-02-03"), tie("a", "after", "b", 10**9), None),
        # words behind the cue date the event behind it, and not both
        (day("2022-02-19"), day("2022-02-19"), tie("a", "after", "b"), None),
        (day("2022-02-19"), period("2022", "2022-01-01", "2022-12-31"), tie("a", "before", "b"),
         ("b", "2022-02-19", "2022-12-31")),
    ],
)  # fmt: skip
def test_bounds_of_two(
    first: Interval | None, second: Interval | None, relation: Relation, found: tuple[str, str, str] | None
) -> None:
    bounds, conflicts = bounded([event("a", first), event("b", second)], [relation])
    assert conflicts == ()
    through = {"a": ("b",), "b": ("a",)}
    assert bounds == ((Bound(*found, through[found[0]]),) if found else ())


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "language", "word", "first", "last"),
    [
        ("La police a arrêté un suspect trois jours après que la banque a été attaquée le 3 février.", "fr", "arrêté",
         "2022-02-06", "2022-02-06"),
        ("Police arrested a suspect on 6 February, three days after he robbed a bank.", "en", "robbed",
         "2022-02-03", "2022-02-03"),
        ("Les députés ont voté la loi deux jours après que le maire a été arrêté le 3 février.", "fr", "voté",
         "2022-02-05", "2022-02-05"),
        ("Le ministre a démissionné après l'attentat de lundi à Nice.", "fr", "démissionné", "2022-02-14", ""),
            ("Deux hommes ont été arrêtés après l'attentat du 3 février.", "fr", "arrêtés", "2022-02-03", ""),
    ],
)  # fmt: skip
def test_bounds_of_a_sentence(
    text: str, language: str, word: str, first: str, last: str, read: Read, event: Callable[..., Event]
) -> None:
    found = read(text, language)
    told = event(found, word)
    one = first == last
    assert (told.time.edtf if told.time else "") == (first if one else ""), "the words date another event"
    assert [(b.first, b.last) for b in found.bounds if b.event == told.id] == [(first, last)]


@pytest.mark.parametrize(
    ("cue", "other", "time", "lost"),
    [
        (10, 20, 30, "a"),  # a, après b lundi
        (10, 20, 0, "b"),  # lundi, a après b
        (10, 5, 7, "a"),  # b lundi; deux jours plus tard, a
        (10, 5, 30, "b"),  # b; deux jours plus tard, a mercredi
    ],
)
def test_one_date_for_two_days_is_one_events(cue: int, other: int, time: int, lost: str) -> None:
    shared = day("2022-02-03", span=Span(time, time + 1))
    told = [
        Event(name, "OTHER", "", "x", (Span(at, at + 1),), AT, time=shared)
        for name, at in (("a", 3 if other > cue else 15), ("b", other))
    ]
    relation = Relation("a", "after", "b", 2, 2, Span(cue, cue + 1), AT, "cue")
    found = without_misread(told, [relation])
    assert [event.id for event in found if event.time is None] == [lost]
    left = "2022-02-05" if lost == "a" else "2022-02-01"
    assert [(b.event, b.first, b.last) for b in bounded(found, [relation])[0]] == [(lost, left, left)]


def test_bounds_pass_through_what_has_no_date() -> None:
    told = [event("a", day("2022-02-03")), event("b"), event("c")]
    bounds, _ = bounded(told, [tie("b", "after", "a", 1, 1), tie("c", "after", "b")])
    assert bounds == (Bound("b", "2022-02-04", "2022-02-04", ("a",)), Bound("c", "2022-02-04", "", ("a", "b")))


def test_one_of_several_days_stays_one_of_them() -> None:
    days = ("2022-02-02", "2022-02-09", "2022-02-16")
    choice = period(f"[{','.join(days)}]", days[0], days[-1], candidates=days)
    (bound,), _ = bounded([event("a", choice), event("b", day("2022-02-04"))], [tie("a", "after", "b")])
    assert (bound.first, bound.last) == ("2022-02-09", "2022-02-16")
    between = [tie("a", "after", "b"), tie("a", "before", "c")]
    assert bounded([event("a", choice), event("b", day("2022-02-10")), event("c", day("2022-02-12"))], between)[0] == ()


def test_a_conflict_names_the_relation_and_bounds_nothing() -> None:
    wrong, right = tie("a", "after", "b"), tie("c", "after", "a")
    told = [event("a", day("2022-02-01")), event("b", day("2022-02-03")), event("c")]
    bounds, conflicts = bounded(told, [wrong, right])
    assert [conflict.relations for conflict in conflicts] == [(wrong,)]
    assert bounds == (Bound("c", "2022-02-01", "", ("a",)),)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le ministre a démissionné le 3 février 2022 après avoir rencontré le président le 5 février 2022.", "fr"),
        ("The minister resigned on 3 February 2022 after the army seized the capital on 5 February 2022.", "en"),
    ],
)
def test_a_sentence_that_contradicts_itself(text: str, language: str, read: Read) -> None:
    found = read(text, language)
    assert [conflict.relations for conflict in found.conflicts] == [found.relations]
    assert len(found.relations) == 1 and found.bounds == ()


def test_orders_that_go_round_are_a_conflict() -> None:
    round_ = [tie("a", "after", "b", 1, 1), tie("b", "after", "a")]
    assert bounded([event("a"), event("b")], round_)[1][0].relations == tuple(round_)


DAYS = st.dates(date(2022, 1, 1), date(2022, 3, 1)).map(date.isoformat)
TIMES = st.none() | DAYS.map(day) | st.tuples(DAYS, DAYS).map(lambda d: period("x", min(d), max(d)))
TIES = st.tuples(st.sampled_from("abcd"), st.sampled_from(["before", "after", "during", "same-day"]),
                 st.sampled_from("abcd")).filter(lambda t: t[0] != t[2]).map(lambda t: tie(*t))  # fmt: skip


@given(st.lists(TIMES, min_size=4, max_size=4), st.lists(TIES, max_size=6))
def test_bounds_are_never_wider_than_the_time(times: list[Interval | None], ties: list[Relation]) -> None:
    told = {name: event(name, time) for name, time in zip("abcd", times, strict=True)}
    for bound in bounded(list(told.values()), ties)[0]:
        own = told[bound.event].time
        assert bound.first or bound.last
        assert not (bound.first and bound.last) or bound.first <= bound.last
        if own is not None and own.earliest_start and own.latest_end:
            assert bound.first >= own.earliest_start.date().isoformat()
            assert bound.last < own.latest_end.date().isoformat()
