"""What laws say, works tell and things are for is no event; what is done once is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate.doc import Doc
from kg.extract.generics import always_so
from kg.extract.predicates import candidates
from kg.lang import lexicon

Parse = Callable[..., Doc]
pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "word", "generic"),
    [
        ("La loi interdit la vente de ces armes.", "interdit", True),
        ("Le préfet interdit la vente de ces armes.", "interdit", False),
        ("La rivière traverse la ville.", "traverse", True),
        ("Le cortège traverse la ville.", "traverse", False),
        ("Le film raconte la vie d'un boxeur.", "raconte", True),
        ("Le film précise que le pont est ancien.", "précise", False),
        ("Cet appareil permet de mesurer la pollution.", "mesurer", True),
        ("Cet appareil a permis de mesurer la pollution.", "mesurer", False),
        ("Il suffit de presser un bouton.", "presser", True),
    ],
)
def test_always_so(text: str, word: str, generic: bool, parse: Parse) -> None:
    doc = parse(text)
    found = next(p for p in candidates(doc, lexicon("fr")) if p.token.text == word)
    assert always_so(doc, found, lexicon("fr")) is generic
