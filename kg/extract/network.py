"""Difference constraints over days: bounds that follow from others, and constraints that cannot all hold.

A simple temporal problem (Dechter, Meiri and Pearl 1991): points in time with bounds, and limits on the days between
two of them. Shortest paths tighten every bound as far as it goes; a negative cycle is a contradiction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_ORIGIN = 0  # the node that bounds are counted from; point p is node p + 1


@dataclass(frozen=True, slots=True)
class Range:
    """The days that a point can be of, both ends within; None is an open end."""

    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """`to` is `least` to `most` days after `start` (points by index); None is no limit.

    `by` numbers the statement it comes from: limits of one statement stand and fall together. -1 is beyond doubt.
    """

    start: int
    to: int
    least: int | None = None
    most: int | None = None
    by: int = -1


@dataclass(frozen=True, slots=True)
class Solution:
    """What a network tells: a range a point, the statements that gave its ends, and those that cannot hold together.

    The ranges are those without any of the contradicting statements.
    """

    ranges: tuple[Range, ...]
    sources: tuple[frozenset[int], ...]
    contradictions: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class _Edge:
    """value(to) - value(start) <= weight, by the statement of that number."""

    start: int
    to: int
    weight: int
    by: int


def solve(ranges: Sequence[Range], limits: Sequence[Limit]) -> Solution:
    """The tightest ranges, after leaving out statements that contradict each other or the ranges.

    What is beyond doubt must hold together: `ValueError` where a range is empty, or limits without a statement
    contradict. Takes time in the number of points times the number of limits.

    >>> solve([Range(5, 5), Range()], [Limit(0, 1, least=2)]).ranges
    (Range(first=5, last=5), Range(first=7, last=None))
    """
    left = list(limits)
    contradictions = []
    size = len(ranges) + 1
    edges = _edges(ranges, left)
    while (cycle := _negative_cycle(size, edges)) is not None:
        statements = {edge.by for edge in cycle} - {-1}
        if not statements:
            raise ValueError("the ranges contradict each other")
        contradictions.append(tuple(sorted(statements)))
        left = [limit for limit in left if limit.by not in statements]
        edges = _edges(ranges, left)
    last, last_by = _shortest(size, edges)
    first, first_by = _shortest(size, [_Edge(e.to, e.start, e.weight, e.by) for e in edges])
    return Solution(
        tuple(Range(None if f is None else -f, e) for f, e in zip(first[1:], last[1:], strict=True)),
        tuple(a | b for a, b in zip(first_by[1:], last_by[1:], strict=True)),
        tuple(contradictions),
    )


def _edges(ranges: Sequence[Range], limits: Sequence[Limit]) -> list[_Edge]:
    edges = []
    for point, own in enumerate(ranges, 1):
        if own.last is not None:
            edges.append(_Edge(_ORIGIN, point, own.last, -1))
        if own.first is not None:
            edges.append(_Edge(point, _ORIGIN, -own.first, -1))
    for limit in limits:
        if limit.most is not None:
            edges.append(_Edge(limit.start + 1, limit.to + 1, limit.most, limit.by))
        if limit.least is not None:
            edges.append(_Edge(limit.to + 1, limit.start + 1, -limit.least, limit.by))
    return edges


def _shortest(size: int, edges: Sequence[_Edge]) -> tuple[list[int | None], list[frozenset[int]]]:
    """Distances from the origin without negative cycles (Bellman and Ford), and the statements on each path."""
    far: list[int | None] = [None] * size
    by: list[frozenset[int]] = [frozenset()] * size
    far[_ORIGIN] = 0
    changed = True
    while changed:
        changed = False
        for edge in edges:
            base, old = far[edge.start], far[edge.to]
            if base is not None and (old is None or base + edge.weight < old):
                far[edge.to] = base + edge.weight
                by[edge.to] = by[edge.start] | ({edge.by} - {-1})
                changed = True
    return far, by


def _negative_cycle(size: int, edges: Sequence[_Edge]) -> list[_Edge] | None:
    """The edges of a negative cycle, wherever it is; None where there is none.

    A circle among the last edges of the shortest paths so far is one, and there is one as soon as paths go round.
    """
    far = [0] * size
    before: list[_Edge | None] = [None] * size
    changed = True
    while changed:
        changed = False
        for edge in edges:
            if far[edge.start] + edge.weight < far[edge.to]:
                far[edge.to] = far[edge.start] + edge.weight
                before[edge.to] = edge
                changed = True
        if changed and (cycle := _circle(before)) is not None:
            return cycle
    return None


def _circle(before: Sequence[_Edge | None]) -> list[_Edge] | None:
    """The edges of a circle, where following the edge into each node ever comes round."""
    seen_from: dict[int, int] = {}
    for node in range(len(before)):
        here, edge = node, before[node]
        while edge is not None and here not in seen_from:
            seen_from[here] = node
            here = edge.start
            edge = before[here]
        if edge is None or seen_from[here] != node:
            continue
        cycle: list[_Edge] = []
        while edge is not None and (not cycle or here != cycle[0].to):
            cycle.append(edge)
            here = edge.start
            edge = before[here]
        return cycle
    return None
