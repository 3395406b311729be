from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, strategies as st

from kg.extract import nets
from kg.extract.nets import pack
from kg.extract.scorer import Binary, Choice, logistic, parse, softmax, weights
from kg.model import EVENT_TYPES, MODALITIES


@pytest.mark.parametrize(("x", "expected"), [(0.0, 0.5), (800.0, 1.0), (-800.0, 0.0), (math.log(3), 0.75)])
def test_logistic(x: float, expected: float) -> None:
    assert logistic(x) == pytest.approx(expected)


@given(st.floats(-1e308, 1e308))
def test_logistic_is_a_probability(x: float) -> None:
    assert 0.0 <= logistic(x) <= 1.0
    assert logistic(x) + logistic(-x) == pytest.approx(1.0)


@given(st.lists(st.floats(-700, 700), min_size=1, max_size=8))
def test_softmax_shares(logits: list[float]) -> None:
    shares = softmax(logits)
    assert sum(shares) == pytest.approx(1.0)
    assert shares[logits.index(max(logits))] == max(shares)


def test_unseen_features_weigh_nothing() -> None:
    scorer = Binary(0.3, {"a": 1.0})
    assert scorer.logit([]) == scorer.logit(["b"]) == pytest.approx(0.3)
    assert scorer.logit(["a", "a"]) == pytest.approx(2.3)
    choice = Choice(("x", "y"), nets.parse(_named("f", [3.0, 0.0], biases=[0.0, 1.0])))
    assert (choice.best([])[0], choice.best(["unseen"])[0], choice.best(["f"])[0]) == ("y", "y", "x")
    assert sum(choice.probabilities(["f"])) == pytest.approx(1.0)


def _named(feature: str, weights: list[float], biases: list[float]) -> dict[str, object]:
    """A net that knows one feature, in its JSON form."""
    table = pack(np.array([weights]))
    return {"features": [feature], "table": table, "hidden": [], "bias": [1.0], "out": [biases]}


def test_weights_from_json() -> None:
    row = {"bias": 0.5, "weights": {"a": 1}}
    kinds = {"labels": ["x", "y"], **_named("f", [1.0, 2.0], biases=[0.0, 1.0])}
    data: dict[str, object] = dict.fromkeys(("antecedent", "trigger", "salience", "source"), row)
    data["parts"] = {"features": [], "table": pack(np.zeros((0, 2))), "hidden": [], "bias": [0.0], "out": [[0.0, 0.0]]}
    data["time"] = {"features": [], "table": pack(np.zeros((0, 1))), "hidden": [], "bias": [0.0], "out": [[0.0]]}
    data |= {"type": kinds, "modality": kinds, "thresholds": {"trigger": 0.4}, "calibration": [[0.1, 0.2], [0.9, 0.8]]}
    found = parse(data)
    assert found.trigger.logit(["a"]) == pytest.approx(1.5)
    assert found.type.labels == ("x", "y")
    assert found.thresholds["trigger"] == 0.4
    assert found.calibration == ((0.1, 0.2), (0.9, 0.8))


def test_shipped_french_weights() -> None:
    found = weights("fr")
    assert found is not None
    assert weights("fr") is found
    assert set(found.type.labels) <= set(EVENT_TYPES)
    assert set(found.modality.labels) <= set(MODALITIES)
    assert 0.0 < found.thresholds["trigger"] < 1.0
    for choice in (found.type, found.modality):
        assert choice.net.out.shape[1] == len(choice.labels)
    rising = [share for _, share in found.calibration]
    assert rising == sorted(rising)


def test_a_language_without_weights() -> None:
    assert weights("xx") is None
