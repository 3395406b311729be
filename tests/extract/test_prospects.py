"""What stands above a verb and tells whether it is to come."""

from __future__ import annotations

import pytest

from kg.annotate import annotate
from kg.extract.prospects import governed, out_of_question, prospect
from kg.lang import lexicon
from kg.model import Article

MODALITIES = [
    ("Le maire est prêt à partir.", "partir", "possible"),
    ("Le maire a été amené à partir.", "partir", "actual"),
    ("Le maire est sur le point de partir.", "partir", "future"),
    ("Le gouvernement doute que la police ait expulsé les rebelles.", "expulsé", "possible"),
    ("Il est nécessaire que la police parte.", "parte", "requested"),
    ("Avant de partir, le maire a parlé.", "partir", "actual"),
    ("Avant de partir, le maire parlera.", "partir", "future"),
    ("La police a bouclé la rue en vue d'arrêter le tireur.", "arrêter", "hypothetical"),
    ("Le maire partira à moins que le conseil ne vote le budget.", "vote", "hypothetical"),
    ("Au lieu de négocier, le maire a parlé.", "négocier", "actual"),
    ("Au lieu de négocier, le maire parlera.", "négocier", "future"),
    ("Le tireur a probablement agi seul.", "agi", "possible"),
    ("Le ministre est attendu mardi.", "attendu", "future"),
    ("Le ministre a été attendu en vain.", "attendu", ""),
    ("Le maire veut partir.", "partir", ""),
    ("Le maire est parti.", "parti", ""),
]


@pytest.mark.parametrize(("text", "word", "expected"), MODALITIES)
def test_modality(text: str, word: str, expected: str) -> None:
    (doc,) = annotate([Article("a", text, language="fr")])
    token = next(t for t in doc.tokens if t.text == word)
    assert prospect(doc, token, lexicon("fr")) == expected


@pytest.mark.parametrize(
    ("language", "text", "word", "expected"),
    [
        ("fr", "Le maire craint une attaque.", "attaque", "possible"),
        ("fr", "Le conseil a voté pour la fusion.", "fusion", "future"),
        ("fr", "Le conseil a voté contre la fusion.", "fusion", ""),
        ("fr", "Le conseil a proposé un accord.", "accord", ""),
        ("en", "The bank is considering a merger.", "merger", "possible"),
        ("en", "The bank approved the treaty.", "treaty", ""),
    ],
)
def test_acts_that_are_objects(language: str, text: str, word: str, expected: str) -> None:
    (doc,) = annotate([Article("a", text, language=language)])
    assert governed(doc, next(t for t in doc.tokens if t.text == word), lexicon(language)) == expected


def test_no_question() -> None:
    (doc,) = annotate([Article("a", "Pas question de négocier, dit le maire.", language="fr")])
    assert out_of_question(doc, next(t for t in doc.tokens if t.text == "négocier"), lexicon("fr"))
