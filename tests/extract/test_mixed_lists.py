from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.evaluate.form import record
from kg.model import Extraction


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("Le projet a été critiqué par l'Unicef, Airbus et le syndicat CGT.", "agent", ["UNICEF", "Airbus", "CGT"]),
        ("Le juge a entendu Marc Petit, le maire de la commune, et Eva Lind.", "target", ["Marc Petit", "Eva Lind"]),
    ],
)
def test_names_and_nouns_in_one_list(read: Callable[..., Extraction], text: str, part: str, whole: list[str]) -> None:
    found = record(read(text))
    names = {e["id"]: e["name"] for e in found["entities"]}
    (event,) = found["events"]
    assert sorted(names.get(i, i) for i in event[part]) == sorted(whole)
