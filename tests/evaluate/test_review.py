"""Errors are named for what they are, and confidences are held against the truth."""

from __future__ import annotations

from typing import Any

import pytest

from kg.evaluate import by_class, compare, differences, reliability
from kg.evaluate.reliability import calibration_error

ENTITIES = [
    {"id": "r", "name": "Russie", "names": ["Russie", "Moscou"]},
    {"id": "n", "name": "Otan", "names": ["Otan"]},
    {"id": "u", "name": "Ukraine", "names": ["Ukraine"]},
]
SENTENCE = "Moscou et l'Otan ont visé l'attaque."


def record(*events: dict[str, Any]) -> dict[str, Any]:
    return {"article": "a", "entities": ENTITIES, "events": list(events)}


def event(start: int = 0, text: str = "visé", **more: Any) -> dict[str, Any]:
    base = {"triggers": [{"text": text, "start": start, "end": start + len(text)}], "type": "ASSAULT", "agent": []}
    rest = {"target": [], "polarity": "positive", "modality": "actual", "time": None, "source": ["author"]}
    return {**base, **rest, "salience": "core", "evidence": SENTENCE, **more}


def kinds(gold: dict[str, Any], found: dict[str, Any]) -> list[str]:
    return [d.kind for d in differences(compare(gold, found), gold, found)]


@pytest.mark.parametrize(
    ("wanted", "given", "kind"),
    [
        ({}, {"agent": ["r"]}, "wrong agent: invented"),
        ({"agent": ["r"]}, {}, "wrong agent: missing"),
        ({"agent": ["r"]}, {"target": ["r"]}, "wrong agent: swapped"),
        ({"agent": ["r", "n"]}, {"agent": ["n"]}, "wrong agent: list"),
        ({"agent": ["r"]}, {"agent": ["r", "n"]}, "wrong agent: one too many"),
        ({"agent": ["u"]}, {"agent": ["r"]}, "wrong agent: coreference"),
        ({"agent": ["r"]}, {"agent": ["n"]}, "wrong agent: span"),
        ({"target": ["r"]}, {"target": ["n"]}, "wrong target: span"),
        ({"time": "2022"}, {"time": "2023"}, "wrong time"),
        ({"type": "AID"}, {}, "wrong type"),
        ({"source": ["r"]}, {}, "wrong source"),
    ],
)
def test_classes(wanted: dict[str, Any], given: dict[str, Any], kind: str) -> None:
    assert kind in kinds(record(event(**wanted)), record(event(**given)))


def test_missed_and_extra() -> None:
    gold = record(event(21, "visé"), event(28, "attaque"))
    assert kinds(gold, record(event(90, "dit"))) == ["missed verb", "missed noun", "extra event"]
    assert kinds(gold, gold) == []


def test_groups_are_sorted_by_size() -> None:
    gold, found = record(event(0), event(10), event(20, type="AID")), record(event(20))
    grouped = by_class(differences(compare(gold, found), gold, found))
    assert {kind: len(rows) for kind, rows in grouped.items()} == {"missed verb": 2, "wrong type": 1}
    assert list(grouped) == ["missed verb", "wrong type"]


def test_reliability() -> None:
    gold = record(event(0, agent=["r"]), event(10, agent=["r"]))
    found = record(
        event(0, agent=["r"], confidence=0.95), event(10, agent=["n"], confidence=0.92), event(50, confidence=0.3)
    )
    low, high = reliability([compare(gold, found)])
    assert (low.low, low.events, low.right) == (0.3, 1, 0.0)
    assert (high.low, high.events, high.confidence, high.right) == (0.9, 2, 0.935, 0.5)
    assert calibration_error([low, high]) == pytest.approx((0.3 + 2 * 0.435) / 3, abs=1e-4)
    assert reliability([]) == [] and calibration_error([]) == 0.0
