"""Scorers: named features, weights learned by `training/train.py`, shipped as JSON.

A scorer answers with a probability (logistic), or picks one of several candidates or labels (`nets`). Features are
strings; what was never seen in training weighs nothing, so a scorer never fails on new words.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from importlib.resources import files
from itertools import pairwise
from operator import add
from typing import Any

from kg.extract import nets
from kg.extract.nets import Net


@dataclass(frozen=True, slots=True)
class Binary:
    """Logistic regression over string features.

    >>> round(Binary(0.0, {"a": 2.0}).probability(["a", "unseen"]), 3)
    0.881
    """

    bias: float
    weights: Mapping[str, float]

    def logit(self, features: Iterable[str]) -> float:
        return reduce(add, filter(None, map(self.weights.get, features)), self.bias)

    def probability(self, features: Iterable[str]) -> float:
        return logistic(self.logit(features))


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """One of several labels, by a net with one answer each (a linear scorer is one without a hidden layer)."""

    labels: tuple[str, ...]
    net: Net

    def probabilities(self, features: Sequence[str]) -> list[float]:
        """One probability a label, in the order of `labels`."""
        return softmax([odds for (odds,) in self.net.scores([features])])

    def best(self, features: Sequence[str]) -> tuple[str, float]:
        odds = self.probabilities(features)
        k = max(range(len(odds)), key=odds.__getitem__)
        return self.labels[k], odds[k]


def logistic(x: float) -> float:
    """1 / (1 + e^-x), safe for any x.

    >>> logistic(0.0), logistic(-800.0)
    (0.5, 0.0)
    """
    if x < -700:
        return 0.0
    return 1.0 / (1.0 + math.exp(-x)) if x < 700 else 1.0


def softmax(logits: list[float]) -> list[float]:
    """Shares that add up to one.

    >>> softmax([0.0, 0.0])
    [0.5, 0.5]
    """
    top = max(logits)
    powers = [math.exp(x - top) for x in logits]
    whole = sum(powers)
    return [p / whole for p in powers]


@dataclass(frozen=True, slots=True)
class Weights:
    """All scorers of one language, with the thresholds found in training."""

    antecedent: Binary
    trigger: Binary
    parts: Net  # agent and target of a predicate, asked together
    type: Choice
    modality: Choice
    salience: Binary
    time: Net
    source: Binary
    thresholds: Mapping[str, float]
    calibration: tuple[tuple[float, float], ...] = ()  # (product of chances, share right), both rising

    def calibrated(self, odds: float) -> float:
        """How many events of such a product of chances are right in who did what to whom (cross-validation)."""
        points = self.calibration
        if not points:
            return odds
        if odds <= points[0][0]:
            return points[0][1]
        for (x0, y0), (x1, y1) in pairwise(points):
            if odds <= x1:
                return round(y0 + (y1 - y0) * (odds - x0) / (x1 - x0), 3) if x1 > x0 else y1
        return points[-1][1]


def parse(data: Mapping[str, Any]) -> Weights:
    """Weights from their JSON form.

    >>> parse({}).trigger
    Traceback (most recent call last):
    ...
    KeyError: 'antecedent'
    """

    def binary(name: str) -> Binary:
        return Binary(float(data[name]["bias"]), data[name]["weights"])

    def choice(name: str) -> Choice:
        return Choice(tuple(data[name]["labels"]), nets.parse(data[name]))

    return Weights(
        antecedent=binary("antecedent"),
        trigger=binary("trigger"),
        parts=nets.parse(data["parts"]),
        type=choice("type"),
        modality=choice("modality"),
        salience=binary("salience"),
        time=nets.parse(data["time"]),
        source=binary("source"),
        thresholds=data["thresholds"],
        calibration=tuple((float(x), float(y)) for x, y in data["calibration"]),
    )


@cache
def weights(language: str) -> Weights | None:
    """The shipped weights of a language, None when it has none (the lexicon alone then decides)."""
    path = files("kg.extract") / "weights" / f"{language}.json.gz"
    if not path.is_file():
        return None
    return parse(json.loads(gzip.decompress(path.read_bytes())))
