"""B-cubed on examples worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from kg.evaluate.clusters import Grouping, b_cubed

# The worked example of Bagga and Baldwin: five, two and five items.
GOLD = {**dict.fromkeys("12345", "A"), **dict.fromkeys("67", "B"), **dict.fromkeys("89abc", "C")}
SMALL_INTO_BIG = {**dict.fromkeys("12345", "r"), **dict.fromkeys("6789abc", "s")}
BIG_INTO_BIG = {**dict.fromkeys("1234589abc", "r"), **dict.fromkeys("67", "s")}


@pytest.mark.parametrize(
    ("system", "precision", "recall"),
    [
        (GOLD, 1.0, 1.0),
        (SMALL_INTO_BIG, (5 + 2 * 2 / 7 + 5 * 5 / 7) / 12, 1.0),  # 0.76
        (BIG_INTO_BIG, (10 * 5 / 10 + 2) / 12, 1.0),  # 0.58
        ({}, 1.0, 3 / 12),  # each alone: a cluster's items have one n-th of it each
        (dict.fromkeys(GOLD, "one"), (25 + 4 + 25) / 12 / 12, 1.0),
        ({**GOLD, "5": "other"}, 1.0, (4 * 4 / 5 + 1 / 5 + 7) / 12),
    ],
)
def test_sums(system: dict[str, str], precision: float, recall: float) -> None:
    found = b_cubed(system, GOLD)
    assert found.precision == pytest.approx(precision) and found.recall == pytest.approx(recall)


def test_links() -> None:
    found = b_cubed(SMALL_INTO_BIG, GOLD)
    assert found.links[:2] == (pytest.approx((10 + 1 + 10) / (10 + 21)), 1.0)
    assert b_cubed({}, GOLD).links == (0.0, 0.0, 0.0)


def test_items_that_the_gold_does_not_have_count_for_nothing() -> None:
    assert b_cubed({**GOLD, "x": "A", "y": "A"}, GOLD) == b_cubed(GOLD, GOLD)


def test_missing_items_are_not_in_one_cluster() -> None:
    gold = {"a": 1, "b": 1}
    assert b_cubed({}, gold).recall == 0.5 and b_cubed({"a": None, "b": None}, gold).recall == 1.0


def test_documents_add_up() -> None:
    first, second = b_cubed({}, {"a": 1, "b": 1}), b_cubed({}, {"c": 1})
    assert (first + second).recall == pytest.approx(2 / 3) and Grouping().f1 == 0.0


CLUSTERS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 3))


@given(CLUSTERS, CLUSTERS)
def test_recall_is_precision_the_other_way_round(one: dict[str, int], other: dict[str, int]) -> None:
    keys = one.keys() & other.keys()
    a, b = {k: one[k] for k in keys}, {k: other[k] for k in keys}
    there, back = b_cubed(a, b), b_cubed(b, a)
    assert there.precision == pytest.approx(back.recall) and there.recall == pytest.approx(back.precision)
    assert 0 <= there.f1 <= 1
