"""Sentence in, times out: the sentences are in tests/spec/time.<language>.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.annotate import annotate
from kg.extract.times import tag
from kg.model import Article, Interval

SPEC = Path(__file__).parents[2] / "spec"
CASES: list[tuple[str, dict[str, Any]]] = [
    (code, case)
    for code in ("fr", "en")
    for case in json.loads((SPEC / f"time.{code}.json").read_text(encoding="utf-8"))
]
pytestmark = pytest.mark.model


def found_in(code: str, case: dict[str, Any]) -> tuple[Article, tuple[Interval, ...]]:
    article = Article("a", case["text"], published=case.get("published", "2022-02-16"), language=code)
    (doc,) = annotate([article])
    return article, tag(doc)


@pytest.mark.parametrize(("code", "case"), CASES, ids=[f"{code}-{case['text'][:60]}" for code, case in CASES])
def test_sentence(code: str, case: dict[str, Any]) -> None:
    article, found = found_in(code, case)
    got = [[i.span.of(article.text), i.edtf, i.timex_value] for i in found if i.span]
    assert [row[:2] for row in got] == [row[:2] for row in case["times"]]
    for (_, _, value), wanted in zip(got, case["times"], strict=True):
        assert len(wanted) < 3 or value == wanted[2]


@pytest.mark.parametrize("code", ["fr", "en"])
def test_the_evening_has_hours(code: str) -> None:
    text = {"fr": "Il est arrivé hier soir.", "en": "He arrived yesterday evening."}[code]
    _, (evening,) = found_in(code, {"text": text})
    assert evening.earliest_start and evening.latest_end
    assert evening.earliest_start.isoformat() == "2022-02-15T18:00:00"
    assert evening.latest_end.isoformat() == "2022-02-16T00:00:00"
