"""Crossings: features that combine columns of a candidate, found for all candidates of an article at once.

"rule+type={rule}|{type}" stands for one feature a reading and type. Training spells features out; to score, nothing is
spelled: values are numbered, the numbers that a feature crosses are digits of one, and a product of matrices makes
those of all candidates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

Values = tuple[str | None, ...]  # one a column; None where the candidate has none, and so none of the column's features
_COLUMN = re.compile(r"\{(\w+)\}")
_EXACT = 2**53  # floats hold every whole number below
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # the golden ratio: spreads numbers that lie close (Knuth 1973, 6.4)


class Crossing:
    """Patterns of features over columns; `columns` names these in the order of the values."""

    def __init__(self, columns: str, *patterns: str) -> None:
        self.columns = tuple(columns.split())
        self.patterns = patterns
        self.places = tuple(tuple(map(self.columns.index, _COLUMN.findall(pattern))) for pattern in patterns)

    def spelled(self, values: Values) -> list[str]:
        """The features of a candidate as they are named in the weights.

        >>> Crossing("rule type", "rule={rule}", "rule+type={rule}|{type}").spelled(("subj", None))
        ['rule=subj']
        """
        named = dict(zip(self.columns, values, strict=True))
        found = zip(self.patterns, self.places, strict=True)
        return [pattern.format_map(named) for pattern, at in found if all(values[k] is not None for k in at)]


class Rows:
    """The rows that the features of a crossing have in a table; `index` has that of each feature."""

    def __init__(self, crossing: Crossing, index: Mapping[str, int]) -> None:
        self._codes: tuple[dict[str | None, int], ...] = tuple({} for _ in crossing.columns)  # value -> its number
        known = list(self._numbered(crossing, index))
        digits = np.zeros((len(crossing.patterns), len(crossing.columns)))
        first, starts = 1, []
        for n, at in enumerate(crossing.places):
            starts.append(first)
            size = 1
            for k in at:
                digits[n, k] = size
                size *= len(self._codes[k]) + 1
            first += size
        if first > _EXACT:
            raise ValueError("the values of these columns are too many to be crossed")
        self._digits, self._starts = digits, np.array(starts, np.float64)[:, None]
        keys = [starts[n] + int(sum(c * digits[n, k] for c, k in zip(codes, crossing.places[n], strict=True)))
                for n, codes, _ in known]  # fmt: skip
        self._table = _Table(keys, [row for _, _, row in known])

    def _numbered(self, crossing: Crossing, index: Mapping[str, int]) -> Iterator[tuple[int, list[int], int]]:
        """The pattern of each feature, the numbers of its values, and its row."""
        named: dict[tuple[str, int], list[int]] = {}
        for n, (pattern, at) in enumerate(zip(crossing.patterns, crossing.places, strict=True)):
            named.setdefault((_name(pattern), len(at)), []).append(n)
        for feature, row in index.items():
            name = _name(feature)
            values = feature[len(name) + 1 :].split("|")
            for n in named.get((name, len(values)), ()):
                own = [self._codes[k] for k in crossing.places[n]]
                yield n, [codes.setdefault(v, len(codes) + 1) for codes, v in zip(own, values, strict=True)], row

    def of(self, candidates: Sequence[Values]) -> NDArray[np.int64]:
        """The row of each pattern and candidate, 0 where no feature is known.

        >>> known = {"rule=obj": 1, "rule+type=obj|SAY": 2}
        >>> rows = Rows(Crossing("rule type", "rule={rule}", "rule+type={rule}|{type}"), known)
        >>> rows.of([("obj", "ACT"), ("obj", "SAY"), ("subj", "SAY")]).tolist()
        [[1, 1, 0], [0, 2, 0]]
        """
        columns = zip(zip(*candidates, strict=True), self._codes, strict=True)
        numbers = np.array([list(map(codes.get, column, repeat(0))) for column, codes in columns], np.float64)
        return self._table.rows((self._digits @ numbers + self._starts).astype(np.uint64))


class _Table:
    """Numbers -> rows, asked for in arrays: each number stands in its slot, or in the next that was free."""

    def __init__(self, keys: Sequence[int], rows: Sequence[int]) -> None:
        bits = max(4, (4 * len(keys)).bit_length())
        self._shift = np.uint64(64 - bits)
        self._keys: NDArray[np.uint64] = np.zeros(1 << bits, np.uint64)  # 0: free
        self._rows: NDArray[np.int64] = np.zeros(1 << bits, np.int64)
        taken: dict[int, tuple[int, int]] = {}
        slots = self._slots(np.array(keys, np.uint64)).tolist()
        for key, row, slot in zip(keys, rows, slots, strict=True):
            while taken.get(slot, (key, 0))[0] != key:
                slot = (slot + 1) % (1 << bits)
            taken[slot] = key, row
        for slot, (key, row) in taken.items():
            self._keys[slot], self._rows[slot] = key, row

    def _slots(self, keys: NDArray[np.uint64]) -> NDArray[np.int64]:
        return ((keys * _SPREAD) >> self._shift).astype(np.int64)

    def rows(self, keys: NDArray[np.uint64]) -> NDArray[np.int64]:
        """The row of each number, 0 of those that have none."""
        asked = keys.ravel()
        slots = self._slots(asked)
        there = self._keys[slots]
        found = np.where(there == asked, self._rows[slots], 0)
        left = np.flatnonzero((there != asked) & (there != 0))  # somebody else's slot
        while len(left):
            slots[left] = (slots[left] + 1) % len(self._keys)
            there = self._keys[slots[left]]
            hit = there == asked[left]
            found[left[hit]] = self._rows[slots[left[hit]]]
            left = left[~hit & (there != 0)]
        return found.reshape(keys.shape)


def _name(feature: str) -> str:
    """ "norule|verb|PER", "rule=obj", "person={person}": what stands before the values."""
    return re.split(r"[=|]", feature, maxsplit=1)[0]
