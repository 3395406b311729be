"""How well things are put together: B-cubed (Bagga and Baldwin 1998), and the links between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from kg.evaluate.score import f1

Clusters = Mapping[str, Hashable]  # item -> the name of its cluster


@dataclass(frozen=True, slots=True)
class Grouping:
    """Sums over items and links. Add two for the figures of both together: items count alike, wherever they stand."""

    items: int = 0
    precision_sum: float = 0.0
    recall_sum: float = 0.0
    links_found: int = 0
    links_given: int = 0
    links_wanted: int = 0

    def __add__(self, other: Grouping) -> Grouping:
        return Grouping(
            self.items + other.items,
            self.precision_sum + other.precision_sum,
            self.recall_sum + other.recall_sum,
            self.links_found + other.links_found,
            self.links_given + other.links_given,
            self.links_wanted + other.links_wanted,
        )

    @property
    def precision(self) -> float:
        return self.precision_sum / self.items if self.items else 0.0

    @property
    def recall(self) -> float:
        return self.recall_sum / self.items if self.items else 0.0

    @property
    def f1(self) -> float:
        return f1(self.precision, self.recall)

    @property
    def links(self) -> tuple[float, float, float]:
        """Precision, recall and F1 of the pairs that are put together: what a world of single items does not help."""
        precision = self.links_found / self.links_given if self.links_given else 0.0
        recall = self.links_found / self.links_wanted if self.links_wanted else 0.0
        return precision, recall, f1(precision, recall)


def b_cubed(system: Clusters, gold: Clusters) -> Grouping:
    """The B-cubed sums over the gold's items; an item that the system does not have stands alone.

    >>> gold = {"a": 1, "b": 1, "c": 2}
    >>> one = b_cubed({"a": "x", "b": "x", "c": "x"}, gold)
    >>> round(one.precision, 3), one.recall, b_cubed({}, gold).precision
    (0.556, 1.0, 1.0)
    """
    ours: dict[str, Hashable] = {item: ("in", system[item]) if item in system else ("out", item) for item in gold}
    mine, theirs = Counter(ours.values()), Counter(gold.values())
    both = Counter((ours[item], gold[item]) for item in gold)
    shared = {item: both[ours[item], gold[item]] for item in gold}
    return Grouping(
        items=len(gold),
        precision_sum=sum(shared[item] / mine[ours[item]] for item in gold),
        recall_sum=sum(shared[item] / theirs[gold[item]] for item in gold),
        links_found=_pairs(both.values()),
        links_given=_pairs(mine.values()),
        links_wanted=_pairs(theirs.values()),
    )


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)
