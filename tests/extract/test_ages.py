"""How old somebody is said to be."""

from __future__ import annotations

import pytest

from kg.annotate import annotate
from kg.extract.mentions import phrases
from kg.lang import lexicon
from kg.model import Article

FRENCH = [
    ("Anna Berg, 34 ans, a été arrêtée.", "Anna Berg", "34"),
    ("Un homme âgé de 26 ans a été arrêté.", "Un homme", "26"),
    ("La police a arrêté un homme de 41 ans.", "un homme", "41"),
    ("Paul Durand, âgé de 52 ans, a quitté le parti.", "Paul Durand", "52"),
    ("Paul Durand, condamné à 12 ans de prison, a fait appel.", "Paul Durand", ""),
    ("Un homme âgé a été arrêté.", "Un homme âgé", ""),
    ("Anna Berg a passé 300 ans à le dire.", "Anna Berg", ""),
]
ENGLISH = [
    ("Anna Berg, 34, was arrested.", "Anna Berg", "34"),
    ("The 34-year-old man was arrested.", "The 34-year-old man", "34"),
    ("A man aged 34 years was arrested.", "A man", "34"),
    ("Anna Berg won, 34 votes to 12.", "Anna Berg", ""),
]


@pytest.mark.parametrize(
    ("language", "text", "who", "age"), [("fr", *row) for row in FRENCH] + [("en", *row) for row in ENGLISH]
)
def test_age(language: str, text: str, who: str, age: str) -> None:
    (doc,) = annotate([Article("a", text, language=language)])
    found = {
        text[doc.tokens[p.first].start : doc.tokens[p.last - 1].end]: p.age for p in phrases(doc, lexicon(language))
    }
    assert found[who] == age
