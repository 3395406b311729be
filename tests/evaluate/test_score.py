"""The figures equal those of the gold's own scorer, digit for digit, on the gold and on anything made of it."""

from __future__ import annotations

import copy
import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kg.evaluate import compare_all, differences, figures, read_records
from kg.evaluate.names import Name, agree, agreeing, bare
from kg.evaluate.score import match, normal

SETS = ("dev", "train", "dev_en")


@pytest.fixture(scope="module")
def reference(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference_score", shared / "gold" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def disturb(record: dict[str, Any], draw: random.Random) -> dict[str, Any]:
    """A prediction as a bad extractor might give it: events lost, doubled and shifted, slots changed."""
    found = copy.deepcopy(record)
    ids = [entity["id"] for entity in found["entities"]] or ["x"]
    events = []
    for event in found["events"]:
        if draw.random() < 0.15:
            continue
        for _ in range(2 if draw.random() < 0.1 else 1):
            new = copy.deepcopy(event)
            for trigger in new["triggers"]:
                shift = draw.choice([0, 0, 0, -3, 2, 40])
                trigger["start"] += shift
                trigger["end"] += shift
            for slot in ("agent", "target", "source"):
                if draw.random() < 0.3:
                    new[slot] = draw.choice(
                        [[], None, draw.sample(ids, min(2, len(ids))), ["trois soldats"], draw.choice(ids), ["author"]]
                    )
            choices: dict[str, list[str | None]] = {
                "type": ["STATE", "MOVE", None],
                "polarity": ["positive", "negative"],
                "modality": ["actual", "future", "possible"],
                "time": [None, "", "2016", "[2016-02-09, 2016-02-02]", "2016-02-02/2016-02-02", "{2016}", "../2016"],
            }
            for key, values in choices.items():
                if draw.random() < 0.25:
                    new[key] = draw.choice(values)
            for key in ("source", "modality", "polarity", "time", "target"):
                if draw.random() < 0.05:
                    new.pop(key, None)
            events.append(new)
    for entity in found["entities"]:
        if draw.random() < 0.2:
            entity["names"] = [name.upper().replace("É", "E") for name in entity["names"]][:1]
        if draw.random() < 0.1:
            entity["name"] = f"l'{entity['name']} !"
    draw.shuffle(events)
    found["events"] = events
    return found


@pytest.mark.shared
@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("seed", range(8))
def test_figures_equal_the_reference(shared: Path, reference: ModuleType, name: str, seed: int) -> None:
    gold = read_records(shared / "gold" / name)
    draw = random.Random(seed)
    predicted = {article: disturb(record, draw) for article, record in gold.items() if draw.random() < 0.95}
    ours = figures(compare_all(gold, predicted))
    assert json.dumps(ours) == json.dumps(reference.score(gold, predicted))
    assert 0 < ours["full_frame"]["f1"] < ours["who_did_what"]["f1"] < ours["detection"]["f1"] < 1


@pytest.mark.shared
@pytest.mark.parametrize("name", SETS)
def test_the_gold_scores_itself_full(shared: Path, reference: ModuleType, name: str) -> None:
    gold = read_records(shared / "gold" / name)
    assert gold == reference.read(shared / "gold" / name)
    ours = figures(compare_all(gold, gold))
    assert ours["full_frame"]["f1"] == ours["detection"]["f1"] == 1.0
    assert not [d for c in compare_all(gold, gold) for d in differences(c, gold[c.article], gold[c.article])]


def test_no_predictions_score_nothing() -> None:
    gold = {"a": one([event(0, 5)])}
    assert figures(compare_all(gold, {}))["detection"] == {"p": 0.0, "r": 0.0, "f1": 0.0}
    assert figures([])["articles"] == 0


def event(start: int, end: int, **more: Any) -> dict[str, Any]:
    base = {"triggers": [{"start": start, "end": end, "text": "x"}], "type": "STATE", "agent": [], "target": []}
    return {**base, "polarity": "positive", "modality": "actual", "time": None, "salience": "core", **more}


def one(events: list[dict[str, Any]], **entities: list[str]) -> dict[str, Any]:
    named = [{"id": key, "name": names[0], "names": names} for key, names in entities.items()]
    return {"article": "a", "entities": named, "events": events}


@pytest.mark.parametrize(
    ("wanted", "given", "right"),
    [
        ({"agent": ["r"]}, {"agent": ["r"]}, True),
        ({"agent": ["r"]}, {"agent": ["la Russie"]}, True),
        ({"agent": ["r"]}, {"agent": []}, False),
        ({"agent": []}, {"agent": ["r"]}, False),
        ({"agent": ["r"]}, {"agent": ["r", "n"]}, False),
        ({"target": ["trois policiers"]}, {"target": ["des policiers blessés"]}, True),
    ],
)
def test_who_did_what(wanted: dict[str, Any], given: dict[str, Any], right: bool) -> None:
    names = {"r": ["Russie", "Moscou"], "n": ["Otan"]}
    (found,) = compare_all({"a": one([event(0, 5, **wanted)], **names)}, {"a": one([event(2, 9, **given)], **names)})
    assert found.pairs[0].who_did_what is right


def test_match_takes_the_largest_overlap_once() -> None:
    assert match([event(0, 10), event(8, 12)], [event(8, 14), event(0, 9)]) == [(0, 1), (1, 0)]


@pytest.mark.parametrize(
    ("time", "same"),
    [("[b, a]", "[a,b]"), ("{a}", "a"), ("a/a", "a"), ("a/b", "a/b"), (None, None), ("  ", None), ("../a", "../a")],
)
def test_normal_time(time: str | None, same: str | None) -> None:
    assert normal(time) == same


def test_names() -> None:
    assert bare("L'Otan") == bare("« OTAN »") == "otan"
    whole, part = Name(frozenset({"ministres de la defense"}), False), Name(frozenset({"la defense"}), True)
    assert agree(whole, part)
    assert not agree(Name(frozenset({"russie"}), True), Name(frozenset({"russie unie"}), True))
    assert agreeing([whole, whole], [part]) == 1
