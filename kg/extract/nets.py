"""A small neural net over named features: it learns what features mean together, where a linear scorer only adds up.

A feature has a weight for each answer and, besides, a short vector. The vectors of a candidate's features are
summed and pass one hidden layer, whose answers are added to the weights' (a "wide and deep" net, Cheng et al. 2016).
All candidates of a choice are scored at once; what was never seen in training counts nothing.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.extract.crossings import Crossing, Rows, Values

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Net:
    """`table` has a row a feature (row 0 is empty): its weights, one an answer, then its vector, in whole steps.

    Sums of whole numbers are exact: it does not matter which features are added up first.
    """

    index: Mapping[str, int]  # feature -> row of the table
    table: Floats  # (1 + features) x (answers + width)
    scales: Floats  # answers + width: how large a step is
    hidden: Floats  # width x units
    bias: Floats  # units
    out: Floats  # units x answers
    crossed: dict[Crossing, Rows] = field(default_factory=dict)  # those that were asked for

    def sums(self, candidates: Sequence[Sequence[str]]) -> Floats:
        """What the features of each candidate add up to."""
        get = self.index.get
        rows: list[int] = []
        starts: list[int] = []
        for features in candidates:
            starts.append(len(rows))
            rows.append(0)  # a candidate without known features still has a row
            rows += filter(None, map(get, features))
        found: Floats = np.add.reduceat(self.table.take(rows, axis=0), starts, axis=0)
        return found

    def crossed_sums(self, crossing: Crossing, candidates: Sequence[Values]) -> Floats:
        """The same for features that are not spelled."""
        known = self.crossed.get(crossing)
        if known is None:
            known = self.crossed[crossing] = Rows(crossing, self.index)
        found: Floats = np.zeros((len(candidates), self.table.shape[1]), np.float32)
        for rows in known.of(candidates):  # pattern by pattern
            found += self.table.take(rows, axis=0)
        return found

    def answers(self, sums: Floats) -> list[list[float]]:
        """One list of logits an answer, in the order of the candidates, from what their features add up to."""
        sums = sums * self.scales
        answers = self.out.shape[1]
        units = np.maximum(np.tanh(sums[:, answers:]) @ self.hidden + self.bias, 0.0)
        found: list[list[float]] = (sums[:, :answers] + units @ self.out).T.tolist()
        return found

    def scores(self, candidates: Sequence[Sequence[str]]) -> list[list[float]]:
        """The same from their features.

        >>> net = parse({"features": ["a"], "table": pack(np.ones((1, 2))), "hidden": [[1.0]], "bias": [0.0],
        ...              "out": [[0.0]]})
        >>> [[round(x, 3) for x in row] for row in net.scores([["a"], ["unseen"]])]
        [[1.0, 0.0]]
        """
        return self.answers(self.sums(candidates))


def pack(table: NDArray[Any]) -> dict[str, Any]:
    """A table in JSON: one byte a number, a scale a column; `unpack` reads it back within half a step.

    >>> [[round(float(x), 1) for x in row] for row in unpack(pack(np.array([[0.5, -2.0], [0.2, 1.0]])))]
    [[0.5, -2.0], [0.2, 1.0]]
    """
    scales = np.maximum(np.abs(table).max(axis=0, initial=0.0), 1e-6) / 127
    steps = np.round(table / scales).astype(np.int8)
    data = base64.b85encode(steps.tobytes()).decode("ascii")
    return {"shape": list(steps.shape), "scales": [float(f"{s:.6g}") for s in scales], "bytes": data}


def unpack(packed: Mapping[str, Any]) -> Floats:
    """The table that `pack` wrote."""
    steps, scales = _steps(packed)
    return steps * scales


def _steps(packed: Mapping[str, Any]) -> tuple[Floats, Floats]:
    """The table in whole steps, and how large a step of each column is."""
    steps = np.frombuffer(base64.b85decode(packed["bytes"]), dtype=np.int8).reshape(packed["shape"])
    return steps.astype(np.float32), np.asarray(packed["scales"], dtype=np.float32)


def parse(data: Mapping[str, Any]) -> Net:
    """A net from its JSON form."""
    table, scales = _steps(data["table"])
    bias = np.asarray(data["bias"], dtype=np.float32)
    return Net(
        index={f: k for k, f in enumerate(data["features"], 1)},
        table=np.vstack([np.zeros((1, table.shape[1]), dtype=np.float32), table]),
        scales=scales,
        hidden=np.asarray(data["hidden"], dtype=np.float32).reshape(-1, len(bias)),
        bias=bias,
        out=np.asarray(data["out"], dtype=np.float32),
    )
