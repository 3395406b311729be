"""Floors on the French TimeBank: what was measured once is not lost again. The data stays outside the repository."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kg.annotate import annotate
from kg.extract.times import timex_predictions
from kg.read.timeml import read_tml

pytestmark = [pytest.mark.shared, pytest.mark.model]


def _module(path: Path) -> ModuleType:
    sys.path.insert(0, str(path.parent))
    try:
        spec = importlib.util.spec_from_file_location(path.stem, path)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
    finally:
        sys.path.remove(str(path.parent))


@pytest.fixture(scope="module")
def figures(shared: Path) -> dict[str, float]:
    folder = shared / "timex"
    scorer = _module(folder / "score_timex.py")
    files = sorted((folder / "fr-timebank").glob("*.tml"))
    found = timex_predictions(annotate([read_tml(file) for file in files]))
    result, _ = scorer.score(scorer.read_dir(str(folder / "fr-timebank")), _loaded(scorer, found))
    rows = {key: 100 * result[key][2] for key in ("strict", "relaxed", "value", "bounds")}
    return {**rows, "sound": 100 * result["sound"][0]}


def _loaded(scorer: ModuleType, found: dict[str, list[dict[str, Any]]]) -> dict[str, list[Any]]:
    return {
        name: [scorer.Timex(p["start"], p["end"], p["text"], p["type"], p["value"], p["mod"]) for p in rows]
        for name, rows in found.items()
    }


FLOORS = tomllib.loads((Path(__file__).parents[2] / "floors-time.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("measure", sorted(FLOORS["fr-timebank"]))
def test_floor(measure: str, figures: dict[str, float]) -> None:
    assert figures[measure] >= FLOORS["fr-timebank"][measure], figures
