from __future__ import annotations

from collections.abc import Callable

from kg.annotate.doc import Token
from kg.annotate.mend.gerunds import mend_gerunds
from kg.lang import lexicon

Word = Callable[..., Token]

FIN, PART = {"VerbForm": "Fin"}, {"VerbForm": "Part", "Tense": "Past"}
GERUND = {"VerbForm": "Part", "Tense": "Pres"}


def test_the_clause_gives_up_the_sentence_and_takes_its_object(word: Word) -> None:
    tokens = [
        word(0, "En", "ADP", "mark", 1),
        word(1, "aidant", "VERB", "root", 1, GERUND),
        word(2, "maire", "NOUN", "nsubj", 6),
        word(3, ",", "PUNCT", "punct", 4),
        word(4, "ministre", "NOUN", "appos", 2),
        word(5, "a", "AUX", "aux:tense", 6, FIN),
        word(6, "violé", "VERB", "advmod", 1, PART),
        word(7, "accord", "NOUN", "obj", 1),
    ]
    mend_gerunds(tokens, lexicon("fr"))
    found = [(t.dep, t.head) for t in tokens]
    assert found[1] == ("advcl", 6) and found[6] == ("root", 6)
    assert found[2] == ("obj", 1) and found[4] == ("nsubj", 6) and found[7] == ("obj", 6)


def test_a_clause_in_the_middle_is_left_alone(word: Word) -> None:
    tokens = [
        word(0, "Il", "PRON", "nsubj", 1),
        word(1, "part", "VERB", "root", 1, FIN),
        word(2, "en", "ADP", "mark", 3),
        word(3, "chantant", "VERB", "advcl", 1, GERUND),
    ]
    mend_gerunds(tokens, lexicon("fr"))
    assert [(t.dep, t.head) for t in tokens] == [("nsubj", 1), ("root", 1), ("mark", 3), ("advcl", 1)]
