"""The network against every assignment of days, on networks small enough to try them all."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, strategies as st

from kg.extract.network import Limit, Range, solve

DAYS = range(5)
END = st.integers(0, 4) | st.none()


@st.composite
def ranges(draw: st.DrawFn) -> list[Range]:
    def one() -> Range:
        first, last = draw(END), draw(END)
        if first is not None and last is not None and first > last:
            first, last = last, first
        return Range(first, last)

    return [one() for _ in range(draw(st.integers(2, 4)))]


@st.composite
def networks(draw: st.DrawFn) -> tuple[list[Range], list[Limit]]:
    """Points within five days, as brute force can only try so many."""
    own = [Range(r.first or 0, 4 if r.last is None else r.last) for r in draw(ranges())]
    points = st.integers(0, len(own) - 1)
    found = []
    for number in range(draw(st.integers(0, 5))):
        start, to = draw(points), draw(points)
        if start != to:
            days = st.integers(-3, 3) | st.none()
            found.append(Limit(start, to, draw(days), draw(days), number))
    return own, found


def holds(limit: Limit, days: tuple[int, ...]) -> bool:
    between = days[limit.to] - days[limit.start]
    return (limit.least is None or limit.least <= between) and (limit.most is None or between <= limit.most)


def possible(own: list[Range], limits: list[Limit]) -> list[tuple[int, ...]]:
    choices = [[d for d in DAYS if (r.first or 0) <= d <= (4 if r.last is None else r.last)] for r in own]
    return [days for days in product(*choices) if all(holds(limit, days) for limit in limits)]


@given(networks())
def test_agrees_with_brute_force(network: tuple[list[Range], list[Limit]]) -> None:
    own, limits = network
    solution = solve(own, limits)
    assert bool(solution.contradictions) == (not possible(own, limits))
    lost = {number for group in solution.contradictions for number in group}
    left = possible(own, [limit for limit in limits if limit.by not in lost])
    assert left, "what is left holds together"
    assert solution.ranges == tuple(Range(min(days), max(days)) for days in zip(*left, strict=True))


@given(networks())
def test_each_contradiction_is_one(network: tuple[list[Range], list[Limit]]) -> None:
    own, limits = network
    for group in solve(own, limits).contradictions:
        assert not possible(own, [limit for limit in limits if limit.by in group])


@given(networks())
def test_the_sources_of_a_range_give_it(network: tuple[list[Range], list[Limit]]) -> None:
    own, limits = network
    solution = solve(own, limits)
    for point, sources in enumerate(solution.sources):
        alone = solve(own, [limit for limit in limits if limit.by in sources])
        assert alone.ranges[point] == solution.ranges[point]


@given(ranges(), st.data())
def test_never_wider(own: list[Range], data: st.DataObject) -> None:
    """Open ends too, which brute force cannot try."""
    days = st.integers(-400, 400) | st.none()
    places = st.sampled_from(range(len(own)))
    pairs = data.draw(st.lists(st.tuples(places, places, days, days), max_size=6))
    limits = [Limit(*pair, by) for by, pair in enumerate(pairs) if pair[0] != pair[1]]
    for before, after in zip(own, solve(own, limits).ranges, strict=True):
        assert before.first is None or (after.first is not None and after.first >= before.first)
        assert before.last is None or (after.last is not None and after.last <= before.last)
        assert after.first is None or after.last is None or after.first <= after.last


def test_a_chain_carries_days_along() -> None:
    found = solve([Range(10, 10), Range(), Range(None, 20)], [Limit(0, 1, 2, 3, 0), Limit(1, 2, 0, None, 1)])
    assert found.ranges == (Range(10, 10), Range(12, 13), Range(12, 20))
    assert found.sources[2] == {0, 1}


def test_a_circle_without_any_date_is_a_contradiction() -> None:
    found = solve([Range(), Range(), Range(3, 3)], [Limit(0, 1, 1, by=0), Limit(1, 0, 1, by=1), Limit(2, 0, 0, by=2)])
    assert found.contradictions == ((0, 1),)
    assert found.ranges == (Range(3, None), Range(), Range(3, 3))


def test_what_is_beyond_doubt_must_hold() -> None:
    with pytest.raises(ValueError, match="contradict"):
        solve([Range(3, 2)], [])
