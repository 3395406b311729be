"""Learn a `kg.extract.nets.Net` in numpy: choices among candidates (several questions about each), or labels.

The loss is the marginal likelihood of the right candidates of a choice (a question that nobody settled is left
out), or the likelihood of the right label; by Adam with decoupled weight decay (Loshchilov & Hutter 2019), dropout,
and features left out at random.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from kg.extract.nets import pack, unpack

Choice = tuple[list[list[str]], tuple[Sequence[int], ...]]  # candidates' features; the right ones, a question each
Labelled = tuple[Sequence[str], str]  # features; the right label

WIDTH, UNITS = 32, 64
SEEN = 3  # times a feature must have been seen
BATCH = 64
EPOCHS, LABEL_EPOCHS = 2, 4
LAST = 16  # epochs over the gold's own examples alone, to end with, in which only what is its own is learned
OWN = ("own", "habit")
STEPS = 100  # at the least, when there is little to learn from
RATE, DROPOUT, LEFT_OUT = 0.003, 0.3, 0.1
DECAY = {"wide": 0.003, "own": 0.01, "vectors": 0.01, "hidden": 0.01, "habit": 0.01, "out": 0.01, "bias": 0.0}
SEED = 7


def learn(own: Sequence[Choice], others: Sequence[Choice], answers: int) -> dict[str, Any]:
    """A net in its JSON form, by the gold's own examples and by other annotators'.

    What the gold's annotators do differently has weights of its own ("own", "habit"), added up in the end.
    """
    examples = [*own, *others]
    names = _names(row for rows, _ in examples for row in rows)
    data = _Data.of(examples, len(own), {f: k for k, f in enumerate(names)}, answers)
    return _json(names, _descend(data, answers, _among_candidates, EPOCHS))


def learn_labels(own: Sequence[Labelled], others: Sequence[Labelled], labels: Sequence[str]) -> dict[str, Any]:
    """A net in its JSON form that scores the labels for one row of features."""
    names = _names(row for row, _ in [*own, *others])
    number = {label: k for k, label in enumerate(labels)}
    examples = [([list(row)], tuple([0] if k == number[label] else [] for k in range(len(labels))))
                for row, label in [*own, *others]]  # fmt: skip
    data = _Data.of(examples, len(own), {f: k for k, f in enumerate(names)}, len(labels))
    return _json(names, _descend(data, len(labels), _among_labels, LABEL_EPOCHS))


def _names(rows: Iterable[Sequence[str]]) -> list[str]:
    """The features that were seen often enough."""
    counts = Counter(f for row in rows for f in set(row))
    return sorted(f for f, c in counts.items() if c >= SEEN)


def _json(names: list[str], made: dict[str, Any]) -> dict[str, Any]:
    table = np.hstack([made["wide"] + made["own"], made["vectors"]])
    return {
        "features": names,
        "table": pack(table),
        "hidden": np.round(made["hidden"], 4).tolist(),
        "bias": np.round(made["bias"] + made["habit"], 4).tolist(),
        "out": np.round(made["out"], 4).tolist(),
    }


def flat(weights: Sequence[Mapping[str, float]], biases: Sequence[float] = ()) -> dict[str, Any]:
    """A net with nothing to learn in its hidden layer, in its JSON form: a linear scorer an answer, side by side."""
    names = sorted({f for w in weights for f in w})
    table = np.array([[w.get(f, 0.0) for w in weights] for f in names]).reshape(len(names), len(weights))
    out = [list(biases) or [0.0] * len(weights)]
    return {"features": names, "table": pack(table), "hidden": [], "bias": [1.0], "out": out}


def mixed(net: Mapping[str, Any], linear: Mapping[str, Any]) -> dict[str, Any]:
    """The mean of a net and of linear scorers (`flat`), as one net: each makes up for mistakes of the other's kind."""
    names = sorted({*net["features"], *linear["features"]})
    row = {f: k for k, f in enumerate(names)}
    answers = linear["table"]["shape"][1]
    table = np.zeros((len(names), net["table"]["shape"][1]), dtype=np.float32)
    table[[row[f] for f in net["features"]]] = unpack(net["table"])
    table[:, :answers] /= 2
    table[[row[f] for f in linear["features"]], :answers] += unpack(linear["table"]) / 2
    return {
        "features": names,
        "table": pack(table),
        "hidden": [[*units, 0.0] for units in net["hidden"]],
        "bias": [*net["bias"], *linear["bias"]],
        "out": np.round(np.asarray([*net["out"], *linear["out"]]) / 2, 4).tolist(),
    }


Errors = Callable[[Any, Any, Any, Any], Any]  # scores, right ones, where choices start, which choice a row is of


class _Data:
    """All candidates of all choices as rows of one sparse matrix."""

    def __init__(self, matrix: csr_matrix, sizes: Any, right: Any, own: Any) -> None:
        self.matrix, self.sizes, self.right, self.own = matrix, sizes, right, own
        self.starts = np.concatenate([[0], np.cumsum(sizes)])

    @classmethod
    def of(cls, examples: Sequence[Choice], own: int, index: dict[str, int], answers: int) -> _Data:
        indptr, indices = [0], []
        for rows, _ in examples:
            for row in rows:
                indices += [index[f] for f in row if f in index]
                indptr.append(len(indices))
        sizes = np.array([len(rows) for rows, _ in examples])
        right = np.zeros((len(indptr) - 1, answers), dtype=np.float32)
        start = 0
        for rows, good in examples:
            for question, some in enumerate(good):
                right[[start + k for k in some], question] = 1.0
            start += len(rows)
        ones = np.ones(len(indices), dtype=np.float32)
        matrix = csr_matrix((ones, indices, indptr), shape=(len(indptr) - 1, len(index)))
        return cls(matrix, sizes, right, np.repeat(np.arange(len(examples)) < own, sizes).astype(np.float32))


def _descend(data: _Data, answers: int, errors: Errors, epochs: int) -> dict[str, Any]:
    random = np.random.default_rng(SEED)
    features, count = data.matrix.shape[1], len(data.sizes)

    def drawn(*shape: int, scale: float) -> Any:
        return random.normal(0, scale, shape).astype(np.float32)

    weights = {
        "wide": np.zeros((features, answers), dtype=np.float32),
        "own": np.zeros((features, answers), dtype=np.float32),
        "vectors": drawn(features, WIDTH, scale=0.03),
        "hidden": drawn(WIDTH, UNITS, scale=WIDTH**-0.5),
        "bias": np.zeros(UNITS, dtype=np.float32),
        "habit": np.zeros(UNITS, dtype=np.float32),
        "out": drawn(UNITS, answers, scale=UNITS**-0.5),
    }
    first = {k: np.zeros_like(w) for k, w in weights.items()}
    second = {k: np.zeros_like(w) for k, w in weights.items()}
    batch = min(BATCH, count)
    epochs = max(epochs, -(-STEPS * batch // count))
    steps, step = epochs * (count // batch), 0
    mine = np.flatnonzero(data.own[data.starts[:-1]])
    last = LAST if 0 < len(mine) < count else 0
    for epoch in range(epochs + last):
        order = random.permutation(count if epoch < epochs else mine)
        for k in range(0, max(1, len(order) - batch + 1), batch):
            step += 1
            rate = RATE * max(0.05, 1 - step / steps) if epoch < epochs else RATE
            for name, slope in _slopes(data, np.sort(order[k : k + batch]), weights, random, errors).items():
                if epoch >= epochs and name not in OWN:
                    continue
                first[name] += 0.1 * (slope - first[name])
                second[name] += 0.001 * (slope * slope - second[name])
                size = np.sqrt(second[name] / (1 - 0.999**step)) + 1e-8
                weights[name] -= rate * (first[name] / (1 - 0.9**step) / size + DECAY[name] * weights[name])
    return weights


def _among_candidates(scores: Any, right: Any, starts: Any, group: Any) -> Any:
    """How far each question's odds among the candidates of a choice are from the right ones."""
    powers = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
    whole = np.add.reduceat(powers, starts)
    right = powers * right
    good = np.add.reduceat(right, starts)
    return (powers / whole[group] - right / np.maximum(good, 1e-12)[group]) * (good > 0)[group]


def _among_labels(scores: Any, right: Any, _starts: Any, _group: Any) -> Any:
    """How far the odds of the labels of each row are from the right one."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True) - right


def _slopes(data: _Data, chosen: Any, weights: dict[str, Any], random: Any, errors: Errors) -> dict[str, Any]:
    """The loss's gradient over some choices, by back-propagation."""
    sizes = data.sizes[chosen]
    rows = np.concatenate([np.arange(data.starts[j], data.starts[j + 1]) for j in chosen])
    group, starts = np.repeat(np.arange(len(chosen)), sizes), np.concatenate([[0], np.cumsum(sizes)[:-1]])
    x = data.matrix[rows]
    x.data = (random.random(len(x.data)) > LEFT_OUT).astype(np.float32)
    back = x.T.tocsr()
    own = data.own[rows][:, None]

    summed = np.tanh(x @ weights["vectors"])
    kept = ((random.random(summed.shape) > DROPOUT) / (1 - DROPOUT)).astype(np.float32)
    before = (summed * kept) @ weights["hidden"] + weights["bias"] + own * weights["habit"]
    mask = ((random.random(before.shape) > DROPOUT) / (1 - DROPOUT)).astype(np.float32)
    units = np.maximum(before, 0) * mask
    scores = x @ weights["wide"] + (x @ weights["own"]) * own + units @ weights["out"]

    error = (errors(scores, data.right[rows], starts, group) / len(chosen)).astype(np.float32)

    inner = (error @ weights["out"].T) * mask * (before > 0)
    outer = (inner @ weights["hidden"].T) * kept * (1 - summed * summed)
    return {
        "wide": back @ error,
        "own": back @ (error * own),
        "vectors": back @ outer,
        "hidden": (summed * kept).T @ inner,
        "bias": inner.sum(axis=0),
        "habit": (inner * own).sum(axis=0),
        "out": units.T @ error,
    }
