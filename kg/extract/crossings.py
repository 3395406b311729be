"""Crossings: features that combine columns of a candidate, found for all candidates of an article at once.

"rule+type={rule}|{type}" stands for one feature a reading and type. Training spells features out; to score, nothing is
spelled: values are numbered, the numbers that a feature crosses are digits of one, and a product of matrices makes
those of all candidates.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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
        known = self._numbered(crossing, index)
        digits = np.zeros((len(crossing.patterns), len(crossing.columns)))
        keys, starts, first = [], [], 1
        for n, at in enumerate(crossing.places):
            size = 1
            for k in at:
                digits[n, k] = size
                size *= len(self._codes[k]) + 1
            keys.append(known[n][0] @ digits[n, list(at)] + first)
            starts.append(first)
            first += size
        if first > _EXACT:
            raise ValueError("the values of these columns are too many to be crossed")
        self._digits, self._starts = digits, np.array(starts, np.float64)[:, None]
        self._table = _Table(np.concatenate(keys).astype(np.uint64), [row for _, rows in known for row in rows])

    def _numbered(self, crossing: Crossing, index: Mapping[str, int]) -> list[tuple[NDArray[np.float64], list[int]]]:
        """For each pattern the numbers of its features' values, a line a feature, and their rows."""
        wanted = [(_name(pattern), len(at)) for pattern, at in zip(crossing.patterns, crossing.places, strict=True)]
        named: dict[tuple[str, int], tuple[list[list[str]], list[int]]] = {key: ([], []) for key in wanted}
        for feature, row in index.items():
            name = _name(feature)
            values = feature[len(name) + 1 :].split("|")
            if (found := named.get((name, len(values)))) is not None:
                found[0].append(values)
                found[1].append(row)
        made = []
        for key, at in zip(wanted, crossing.places, strict=True):
            lines, rows = named[key]
            columns = [(self._codes[k], [line[n] for line in lines]) for n, k in enumerate(at)]
            numbers = [[codes.setdefault(v, len(codes) + 1) for v in column] for codes, column in columns]
            made.append((np.array(numbers, np.float64).T, rows))
        return made

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

    def __init__(self, keys: NDArray[np.uint64], rows: Sequence[int]) -> None:
        bits = max(4, (2 * len(keys)).bit_length())
        self._shift = np.uint64(64 - bits)
        self._keys: NDArray[np.uint64] = np.zeros(1 << bits, np.uint64)  # 0: free
        self._rows: NDArray[np.int64] = np.zeros(1 << bits, np.int64)
        taken: dict[int, tuple[int, int]] = {}
        for key, row, slot in zip(keys.tolist(), rows, self._slots(keys).tolist(), strict=True):
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
        found: NDArray[np.int64] = np.zeros(len(asked), np.int64)
        left = np.arange(len(asked))
        while len(left):
            there = self._keys.take(slots)
            hit = there == asked.take(left)
            found[left[hit]] = self._rows.take(slots[hit])
            others = ~hit & (there != 0)  # somebody else's slot
            left, slots = left[others], (slots[others] + 1) % len(self._keys)
        return found.reshape(keys.shape)


def _name(feature: str) -> str:
    """ "norule|verb|PER", "rule=obj", "person={person}": what stands before the values."""
    return feature.partition("=")[0].partition("|")[0]
