"""Floors rise and never fall, and hold only for the gold they were measured on."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.evaluate import check_floors, gold_digest, raise_floors, read_floors
from kg.evaluate.floors import WATCHED


def figures(value: float) -> dict[str, dict[str, float]]:
    return {key: {"p": value, "r": value, "f1": value} for key in WATCHED}


def test_floors_only_rise(tmp_path: Path) -> None:
    file = tmp_path / "floors.toml"
    assert read_floors(file) == {}
    raise_floors(file, "dev", figures(0.5), "g1")
    assert check_floors(figures(0.5), read_floors(file)["dev"], "g1") == []
    raise_floors(file, "dev", {**figures(0.4), "time": {"f1": 0.7}}, "g1")
    floors = read_floors(file)["dev"]
    assert floors["detection"] == 0.5 and floors["time"] == 0.7
    assert check_floors(figures(0.6), floors, "g1") == ["time is 0.6, under its floor of 0.7."]


def test_each_gold_set_has_its_own(tmp_path: Path) -> None:
    file = tmp_path / "floors.toml"
    raise_floors(file, "dev", figures(0.5), "g1")
    raise_floors(file, "dev_en", figures(0.3), "g2")
    assert {name: row["gold"] for name, row in read_floors(file).items()} == {"dev": "g1", "dev_en": "g2"}


def test_another_gold_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "floors.toml"
    raise_floors(file, "dev", figures(0.5), "g1")
    (line,) = check_floors(figures(1.0), read_floors(file)["dev"], "g2")
    assert "not the one" in line
    with pytest.raises(KgError, match="another gold"):
        raise_floors(file, "dev", figures(1.0), "g2")


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "floors.toml"
    file.write_text("[dev", encoding="utf-8")
    with pytest.raises(KgError, match="no valid TOML"):
        read_floors(file)


def test_the_digest_sees_every_slot() -> None:
    event = {"triggers": [{"start": 0, "end": 3}], "type": "STATE", "agent": ["x"], "target": [], "time": None}
    gold = {"a": {"events": [event]}}
    changed = copy.deepcopy(gold)
    changed["a"]["events"][0]["agent"] = ["y"]
    assert gold_digest(gold) == gold_digest(copy.deepcopy(gold)) != gold_digest(changed)
