"""The gates: on the annotated development articles, no figure falls under its floor."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.config import settings
from kg.evaluate import (
    check_floors,
    compare_all,
    figures,
    gold_digest,
    read_floors,
    read_records,
    read_texts,
    record,
)
from kg.pipeline import Messages, extractions

FLOORS = read_floors(Path(__file__).parent.parent / "floors.toml")


@pytest.mark.shared
@pytest.mark.model
@pytest.mark.parametrize("name", sorted(FLOORS))
def test_no_figure_is_under_its_floor(shared: Path, name: str) -> None:
    gold = read_records(shared / "gold" / name)
    texts = read_texts(shared / "gold" / "articles", gold)
    messages = Messages()
    found = {e.article.id: record(e) for e, _ in extractions(texts, settings(), messages=messages)}
    assert messages.skipped == []
    assert check_floors(figures(compare_all(gold, found)), FLOORS[name], gold_digest(gold)) == []
