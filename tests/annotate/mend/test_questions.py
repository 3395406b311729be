from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate.doc import Token
from kg.annotate.mend.questions import mend_questions
from kg.lang import lexicon

Word = Callable[..., Token]

FIN, PART = {"VerbForm": "Fin"}, {"VerbForm": "Part", "Tense": "Past"}


@pytest.mark.parametrize(
    ("pronoun", "participle"),
    [
        pytest.param(("root", 2), ("acl", 2), id="the pronoun heads the sentence"),
        pytest.param(("nsubj", 3), ("root", 3), id="it carries the clause of its verb"),
        pytest.param(("root", 2), ("root", 3), id="each is a sentence of its own"),
    ],
)
def test_the_participle_heads_the_question(pronoun: tuple[str, int], participle: tuple[str, int], word: Word) -> None:
    tokens = [
        word(0, "Norvo", "PROPN", "nsubj", 2),
        word(1, "a", "AUX", "aux:tense", 2, FIN, "avoir"),
        word(2, "-elle", "PRON", *pronoun),
        word(3, "attaqué", "VERB", *participle, PART),
        word(4, "convoi", "NOUN", "nsubj", 3),
        word(5, "?", "PUNCT", "punct", 2),
    ]
    mend_questions(tokens, lexicon("fr"))
    assert [(t.dep, t.head) for t in tokens] == [
        ("nsubj", 3), ("aux:tense", 3), ("nsubj", 3), ("root", 3), ("obj", 3), ("punct", 3),
    ]  # fmt: skip


def test_an_infinitive_stays_with_its_verb(word: Word) -> None:
    tokens = [
        word(0, "va", "VERB", "root", 0, FIN, "aller"),
        word(1, "-il", "PRON", "nsubj", 0),
        word(2, "fermer", "VERB", "xcomp", 0, {"VerbForm": "Inf"}),
    ]
    mend_questions(tokens, lexicon("fr"))
    assert [(t.dep, t.head) for t in tokens] == [("root", 0), ("nsubj", 0), ("xcomp", 0)]
