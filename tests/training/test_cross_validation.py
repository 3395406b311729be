"""The scorers learn what they did before: floors under the cross-validated figures."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

pytestmark = [pytest.mark.model, pytest.mark.shared]
ROOT = Path(__file__).parents[2]
FLOORS = tomllib.loads((ROOT / "tests" / "floors-cv.toml").read_text(encoding="utf-8"))
SETS = {"fr": ["dev", "train"], "en": ["dev_en"]}


@pytest.mark.parametrize("language", sorted(FLOORS))
def test_cross_validated_figures_stay_above_their_floors(language: str, shared: Path, tmp_path: Path) -> None:
    gold = shared / "gold"
    other = "fr" if language == "en" else ""
    command = [
        sys.executable, str(ROOT / "training" / "train.py"), "--language", language,
        "--gold", *(str(gold / name) for name in SETS[language]), "--articles", str(gold / "articles"),
        "--rounds", "1", "--figures", str(tmp_path / "figures.json"),
    ]  # fmt: skip
    if other:
        corpus = shared / "corpus" / language
        command += ["--annotations", str(ROOT / "training" / "annotations" / f"{language}.jsonl"), "--texts"]
        command += [str(corpus / "kremlin.jsonl"), str(corpus / "wikinews_apple.jsonl")]
        command += ["--also", other, "--also-gold", *(str(gold / name) for name in SETS[other])]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"}
    subprocess.run(command, check=True, cwd=ROOT, env=environment, capture_output=True)
    figures = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    short = {
        name: (figures[name]["f1"], floor) for name, floor in FLOORS[language].items() if figures[name]["f1"] < floor
    }
    assert not short
