"""The publication day as a variable: which clues narrow it, and how."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kg.annotate import annotate
from kg.annotate.doc import Doc
from kg.extract.times import publication_days, publication_interval, tag
from kg.extract.times.publication import Clue
from kg.model import Article

Make = Callable[..., Doc]


def times(text: str, published: str) -> dict[str, tuple[str, ...]]:
    (doc,) = annotate([Article("a", text, published=published, language="fr")])
    return {i.span.of(text): i.candidates or (i.edtf,) for i in tag(doc) if i.span}


@pytest.mark.model
def test_the_seed() -> None:
    found = times("Il a indiqué mercredi que le conseil se poursuivra demain/jeudi.", "2022-02")
    assert found["mercredi"] == ("2022-02-02", "2022-02-09", "2022-02-16", "2022-02-23")
    assert found["demain/jeudi"] == ("2022-02-03", "2022-02-10", "2022-02-17", "2022-02-24")


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "published", "expression", "candidates"),
    [
        ("Il a été reçu hier (12 octobre 2016).", "2016-10", "hier", ("2016-10-12",)),
        ("4 janvier 2016. – Il a été reçu hier.", "2016-01", "hier", ("2016-01-03",)),
        ("4 janvier 2016. – Il a été reçu hier.", "2016", "hier", ("2016-01-03",)),
        ("4 janvier 2016. – Il a été reçu hier.", "", "hier", ("2016-01-03",)),
        ("La fête aura lieu le 2 février. Il est venu hier.", "2022-02", "hier", ("2022-01-31", "2022-02-01")),
        ("Il est venu hier mardi.", "2022-02", "hier mardi", ("2022-02-01", "2022-02-08", "2022-02-15", "2022-02-22")),
    ],
)  # fmt: skip
def test_clues(text: str, published: str, expression: str, candidates: tuple[str, ...]) -> None:
    assert times(text, published)[expression] == candidates


def test_clues_that_leave_nothing_are_dropped() -> None:
    wednesday, thursday = Clue(3, frozenset({2})), Clue(1, frozenset({3}))
    assert publication_days("2022-02", [thursday, wednesday]) == publication_days("2022-02", [wednesday])
    assert publication_days("2022-02-16", [thursday]) == (date(2022, 2, 16),)
    assert publication_days("", [thursday]) == ()


@pytest.mark.parametrize(
    ("published", "days"), [("2022-02-16", 1), ("2022-02", 28), ("2022", 365), ("", 0), ("hier", 0)]
)
def test_days_of_a_vague_date(published: str, days: int) -> None:
    assert len(publication_days(published)) == days
    interval = publication_interval(Article("a", "", published=published))
    assert (interval is None) == (days == 0)
    if interval is not None:
        assert interval.edtf == published
        assert interval.latest_end and interval.earliest_start
        assert (interval.latest_end - interval.earliest_start).days == days


def test_without_a_date_what_is_relative_stays_open(plain: Make) -> None:
    found = {i.timex_value: i for i in tag(plain("Il vient mardi . Puis le 3 mai 2021", ""))}
    assert found["XXXX-WXX-2"].earliest_start is None and found["XXXX-WXX-2"].edtf == ""
    assert found["2021-05-03"].edtf == "2021-05-03"
