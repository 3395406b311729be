from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate.doc import Token
from kg.annotate.mend.capitals import mend_capitals
from kg.lang import lexicon

Word = Callable[..., Token]


@pytest.mark.parametrize(
    ("language", "text", "lemma"),
    [
        ("en", "Rebels", "rebel"),
        ("en", "Prosecutors", "prosecutor"),
        ("en", "Policemen", "policeman"),
        ("en", "Rebecca", "Rebecca"),
        ("en", "NURSES", "NURSES"),
        ("fr", "Rebels", "Rebels"),
    ],
)
def test_people_at_the_head_of_a_sentence(language: str, text: str, lemma: str, word: Word) -> None:
    tokens = [word(0, text, "PROPN", "nsubj", 1), word(1, "left", "VERB", "root", 1)]
    mend_capitals(tokens, lexicon(language))
    assert tokens[0].lemma == lemma
    assert tokens[0].pos == ("NOUN" if lemma != text else "PROPN")


def test_no_part_of_a_name(word: Word) -> None:
    tokens = [
        word(0, "Rebels", "PROPN", "nsubj", 2),
        word(1, "Inc", "PROPN", "flat", 0),
        word(2, "left", "VERB", "root", 2),
    ]
    mend_capitals(tokens, lexicon("en"))
    assert tokens[0].pos == "PROPN"
