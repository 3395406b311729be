"""Does a confidence mean what it says: per decile, how often who-did-what was right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.evaluate.score import Comparison


@dataclass(frozen=True, slots=True)
class Bin:
    """Events whose confidence lies in [low, low + 0.1): how many, their mean confidence, the share that was right."""

    low: float
    events: int
    confidence: float
    right: float


def reliability(comparisons: Iterable[Comparison]) -> list[Bin]:
    """Filled bins from low to high; an event without a confidence counts as sure, an extra event as wrong."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for found in comparisons:
        right = {pair.predicted for pair in found.pairs if pair.who_did_what}
        for j, event in enumerate(found.predicted):
            confidence = min(1.0, max(0.0, float(event.get("confidence", 1.0))))
            bins.setdefault(min(9, int(confidence * 10 + 1e-9)), []).append((confidence, j in right))
    return [
        Bin(
            low=key / 10,
            events=len(rows),
            confidence=round(sum(c for c, _ in rows) / len(rows), 4),
            right=round(sum(ok for _, ok in rows) / len(rows), 4),
        )
        for key, rows in sorted(bins.items())
    ]


def calibration_error(bins: Iterable[Bin]) -> float:
    """Mean distance between confidence and share right, weighted by events: 0 is perfect.

    >>> calibration_error([Bin(0.9, 3, 0.95, 0.65), Bin(0.1, 1, 0.15, 0.05)])
    0.25
    """
    rows = list(bins)
    total = sum(row.events for row in rows)
    return round(sum(row.events * abs(row.confidence - row.right) for row in rows) / total, 4) if total else 0.0
