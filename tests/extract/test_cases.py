"""Times of an article as its events use them."""

from __future__ import annotations

import pytest

from kg.annotate import annotate
from kg.extract import extract
from kg.model import Article


def _times(text: str) -> set[str]:
    (doc,) = annotate([Article("a", text, "", "2022-02-16", "fr")])
    return {event.time.edtf for event in extract(doc).events if event.time is not None}


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Le club a remporté la coupe en 2008 et en 2014.", "{2008,2014}"),
        ("Les ouvriers ont bloqué le port le 6 janvier et le 3 février.", "{2022-01-06,2022-02-03}"),
        ("Le club a remporté la coupe en 2008.", "2008"),
    ],
)
def test_dates_in_a_row_all_count(text: str, time: str) -> None:
    assert time in _times(text)


def test_a_length_is_counted_from_what_was_told_before() -> None:
    assert "1995" in _times(
        "En 1992, une crue a détruit le pont. Trois ans après la crue, la ville a construit un tunnel."
    )
