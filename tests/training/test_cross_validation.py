"""The scorers learn what they did before: floors under the cross-validated figures."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.model, pytest.mark.shared]
ROOT = Path(__file__).parents[2]
FLOORS = tomllib.loads((ROOT / "tests" / "floors-cv.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", sorted(FLOORS))
def test_cross_validated_figures_stay_above_their_floors(language: str, cross_validated: Callable[[str], Any]) -> None:
    figures = cross_validated(language)
    short = {
        name: (figures[name]["f1"], floor) for name, floor in FLOORS[language].items() if figures[name]["f1"] < floor
    }
    assert not short
