from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
TEXT = "Le maire d’Arles a reçu deux médecins. Il les a remerciés."
GOLD: dict[str, Any] = {
    "article": "a", "date_published": "2020-05-01",
    "entities": [
        {"id": "mayor", "type": "PER", "names": ["Le maire d'Arles", "not in the text"]},
        {"id": "ghost", "type": "PER", "names": ["only in the title"]},
    ],
    "events": [
        {"triggers": [{"text": "reçu", "start": 19, "end": 23}], "type": "CONSULT", "agent": ["mayor"],
         "target": ["deux médecins", "ghost"], "source": ["author"], "time": "2020-05-01", "polarity": "negative",
         "modality": "possible", "salience": "minor"}
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def standoff() -> ModuleType:
    spec = importlib.util.spec_from_file_location("standoff", ROOT / "training" / "standoff.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_there_and_back(standoff: ModuleType, tmp_path: Path) -> None:
    row = standoff.strip(GOLD, TEXT)
    assert "maire" not in json.dumps(row, ensure_ascii=False)
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    texts = tmp_path / "texts.jsonl"
    articles = [{"id": "a", "text": TEXT}, {"id": "b", "text": "Another one."}]
    texts.write_text("".join(json.dumps(a) + "\n" for a in articles), encoding="utf-8")
    ((article, back),) = standoff.read(tmp_path / "a.jsonl", [texts])
    assert article["id"] == "a"
    (event,) = back["events"]
    assert event["triggers"] == GOLD["events"][0]["triggers"]
    assert (event["agent"], event["target"]) == (["x1"], ["deux médecins"])
    assert [event[k] for k in ("time", "polarity", "modality", "salience")] == [
        "2020-05-01", "negative", "possible", "minor",
    ]  # fmt: skip
    assert back["entities"] == [{"id": "x1", "type": "PER", "name": "Le maire d’Arles", "names": ["Le maire d’Arles"]}]


def test_another_text_is_refused(standoff: ModuleType) -> None:
    with pytest.raises(ValueError, match="not the one that was annotated"):
        standoff.join(standoff.strip(GOLD, TEXT), TEXT + " ", "a")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_annotations_hold_no_text(language: str) -> None:
    lines = (ROOT / "training" / "annotations" / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert len({row["text"] for row in rows}) == len(rows) > 100
    for row in rows:
        for _, kind, agents, targets, sources, _, flags in row["events"]:
            assert kind.isupper() and set(flags) <= {
                "negative", "minor", "future", "requested", "possible", "hypothetical",
            }  # fmt: skip
            for value in [*agents, *targets, *sources]:
                known = value in ("author", *row["entities"]) if isinstance(value, str) else value[0] < value[1]
                assert known
