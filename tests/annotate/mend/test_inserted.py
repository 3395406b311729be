from __future__ import annotations

from collections.abc import Callable

from kg.annotate.doc import Token
from kg.annotate.mend.inserted import mend_inserted
from kg.lang import lexicon

Word = Callable[..., Token]

FIN, PART = {"VerbForm": "Fin"}, {"VerbForm": "Part", "Tense": "Past"}


def sentence(word: Word) -> list[Token]:
    return [
        word(0, "Norvo", "PROPN", "nsubj", 3),
        word(1, ",", "PUNCT", "punct", 3),
        word(2, "a", "AUX", "aux:tense", 3, FIN),
        word(3, "ajouté", "VERB", "root", 3, PART, "ajouter"),
        word(4, "ministre", "NOUN", "obj", 3),
        word(5, ",", "PUNCT", "punct", 7),
        word(6, "a", "AUX", "aux:tense", 7, FIN),
        word(7, "attaqué", "VERB", "conj", 3, PART),
        word(8, "convoi", "NOUN", "nsubj", 7),
    ]


def test_the_report_takes_its_subject_and_gives_the_other_back(word: Word) -> None:
    tokens = sentence(word)
    mend_inserted(tokens, lexicon("fr"))
    found = [(t.dep, t.head) for t in tokens]
    assert found[0] == ("nsubj", 7) and found[4] == ("nsubj", 3) and found[8] == ("obj", 7)
    assert found[3] == ("root", 3) and found[7] == ("quote", 3)


def test_verbs_in_a_row_are_no_report(word: Word) -> None:
    tokens = [
        word(0, "ministre", "NOUN", "nsubj", 1),
        word(1, "salue", "VERB", "root", 1, FIN),
        word(2, "accord", "NOUN", "obj", 1),
        word(3, ",", "PUNCT", "punct", 5),
        word(4, "a", "AUX", "aux:tense", 5, FIN),
        word(5, "ajouté", "VERB", "conj", 1, PART, "ajouter"),
        word(6, "texte", "NOUN", "obj", 5),
        word(7, ",", "PUNCT", "punct", 9),
        word(8, "a", "AUX", "aux:tense", 9, FIN),
        word(9, "quitté", "VERB", "conj", 1, PART),
    ]
    before = [(t.dep, t.head) for t in tokens]
    mend_inserted(tokens, lexicon("fr"))
    assert [(t.dep, t.head) for t in tokens] == before


def test_a_relative_clause_is_no_report(word: Word) -> None:
    tokens = sentence(word)
    tokens[2] = word(2, "qui", "PRON", "nsubj", 3)
    before = [(t.dep, t.head) for t in tokens]
    mend_inserted(tokens, lexicon("fr"))
    assert [(t.dep, t.head) for t in tokens] == before
