"""Predictions in the scorers' form: parts one by one, whole expressions where they are one."""

from __future__ import annotations

import pytest

from kg.annotate import annotate
from kg.extract.times import timex_predictions
from kg.model import Article


@pytest.mark.model
def test_ranges_and_open_ends_are_told_apart() -> None:
    text = "Il a dirigé le parti depuis 2014, et sera absent du 10 au 15 mars, puis début avril."
    found = timex_predictions(annotate([Article("a", text, published="2022-02-16", language="fr")]))
    rows = [(row["text"], row["type"], row["value"], row["mod"]) for row in found["a"]]
    assert rows == [
        ("2014", "DATE", "2014", ""),
        ("10", "DATE", "2022-03-10", ""),
        ("15 mars", "DATE", "2022-03-15", ""),
        ("début avril", "DATE", "2022-04", "START"),
    ]
    assert all(text[row["start"] : row["end"]] == row["text"] for row in found["a"])
