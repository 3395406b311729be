"""The small parts of linking: sketches, quantities, spans of days, groups."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, strategies as st

from kg.link.quantities import disagree, quantities
from kg.link.sketch import SIZE, candidates, likeness, share, sketch
from kg.link.times import days, may_be_same, options
from kg.link.union import Groups
from kg.model import Interval

WORDS = [f"mot{k}" for k in range(400)]


@given(st.lists(st.sampled_from(WORDS), max_size=300))
def test_a_sketch_is_small_sorted_and_like_itself(said: list[str]) -> None:
    made = sketch(said)
    assert len(made) <= SIZE and list(made) == sorted(set(made)) and likeness(made, made) == share(made, made) == 1.0


@pytest.mark.parametrize("cut", [0.5, 0.7, 0.9])
def test_a_cut_copy_is_found(cut: float) -> None:
    whole, part = sketch(WORDS), sketch(WORDS[: int(len(WORDS) * cut)])
    assert list(candidates([("a", whole), ("b", part)])) == [("a", "b")]
    assert share(whole, part) > 0.9


@pytest.mark.parametrize("every", [10, 20, 40])
def test_likeness_is_near_the_truth(every: int) -> None:
    changed = [word if k % every else "autre" for k, word in enumerate(WORDS)]

    def shingles(said: list[str]) -> set[tuple[str, ...]]:
        return {tuple(said[k : k + 4]) for k in range(len(said) - 3)}

    truth = len(shingles(WORDS) & shingles(changed)) / len(shingles(WORDS) | shingles(changed))
    assert likeness(sketch(WORDS), sketch(changed)) == pytest.approx(truth, abs=0.15)


def test_other_texts_are_no_candidates() -> None:
    assert not list(candidates([("a", sketch(WORDS[:200])), ("b", sketch(WORDS[200:]))]))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("plus de sept heures", "fr", [(7, "hour", "MORE_THAN")]),
        ("nearly six hours of talks", "en", [(6, "hour", "LESS_THAN")]),
        ("environ 100.000 soldats", "fr", [(100000, "soldier", "APPROX")]),
        ("150 000 soldats russes", "fr", [(150000, "soldier", "")]),
        ("1,5 mois", "fr", [(1.5, "month", "")]),
        ("un mois", "fr", []),
        ("le 16 février 2022, à 14 h", "fr", []),
        ("14 or 15", "en", []),
    ],
)
def test_quantities(text: str, language: str, expected: list[tuple[float, str, str]]) -> None:
    assert [(q.value, q.unit, q.sense) for q in quantities(text, language)] == expected


def test_units_meet_across_languages() -> None:
    (french,), (english,) = quantities("7 soldats", "fr"), quantities("9 soldiers", "en")
    assert disagree(french, english) == "stated"


def test_days_of_intervals(day: Any) -> None:
    one, several = day("2022-02-16"), day("2022-02-09", "2022-02-16")
    assert days(one) == (date(2022, 2, 16), date(2022, 2, 16))
    assert options(several) == {date(2022, 2, 9), date(2022, 2, 16)} and not options(one)
    assert may_be_same(one, several) and not may_be_same(day("2022-02-12"), several)
    assert days(Interval("")) is None and may_be_same(Interval(""), one)


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=12), st.randoms())
def test_groups_do_not_depend_on_the_order_of_pairs(pairs: list[tuple[int, int]], dice: Any) -> None:
    def grouped(order: list[tuple[int, int]]) -> list[int]:
        groups = Groups(8)
        for a, b in order:
            groups.join(a, b)
        return [groups.root(number) for number in range(8)]

    shuffled = pairs.copy()
    dice.shuffle(shuffled)
    assert grouped(shuffled) == grouped(pairs)
    assert all(root <= number and grouped(pairs)[root] == root for number, root in enumerate(grouped(pairs)))
