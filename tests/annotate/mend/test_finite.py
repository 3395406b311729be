from __future__ import annotations

from collections.abc import Callable

from kg.annotate.doc import Token
from kg.annotate.mend.finite import mend_finite
from kg.lang import lexicon

Word = Callable[..., Token]

FIN, PART = {"VerbForm": "Fin", "Number": "Sing"}, {"VerbForm": "Part", "Tense": "Past"}


def mended(tokens: list[Token]) -> list[tuple[str, int]]:
    mend_finite(tokens, lexicon("fr"))
    return [(t.dep, t.head) for t in tokens]


def test_a_finite_verb_is_no_adjective(word: Word) -> None:
    tokens = [
        word(0, "Le", "DET", "det", 1),
        word(1, "président", "NOUN", "root", 1, {"Number": "Sing"}),
        word(2, "rencontrera", "VERB", "amod", 1, FIN),
        word(3, "Anna", "PROPN", "appos", 1),
        word(4, "jeudi", "NOUN", "nmod", 1),
    ]
    assert mended(tokens) == [("det", 1), ("nsubj", 2), ("root", 2), ("obj", 2), ("obl:mod", 2)]


def test_a_word_written_like_a_verb_where_there_is_none(word: Word) -> None:
    tokens = [
        word(0, "rebelles", "NOUN", "root", 0, {"Number": "Plur"}),
        word(1, "attaqueront", "ADJ", "amod", 0),
        word(2, "des", "ADP", "case", 3),
        word(3, "manifestants", "NOUN", "nmod", 0),
    ]
    assert mended(tokens)[:2] == [("nsubj", 1), ("root", 1)]
    assert tokens[1].pos == "VERB" and tokens[1].lemma == "attaquer" and tokens[1].morph["Tense"] == "Fut"
    assert tokens[3].dep == "obj"


def test_a_participle_stays_with_its_noun(word: Word) -> None:
    tokens = [
        word(0, "homme", "NOUN", "root", 0),
        word(1, "tué", "VERB", "acl", 0, PART, "tuer"),
        word(2, "couteau", "NOUN", "obl:arg", 1),
    ]
    assert mended(tokens) == [("root", 0), ("acl", 0), ("obl:arg", 1)]


def test_a_noun_is_left_where_the_sentence_has_a_verb(word: Word) -> None:
    tokens = [
        word(0, "groupe", "NOUN", "nsubj", 2),
        word(1, "attaque", "NOUN", "amod", 0),
        word(2, "dure", "VERB", "root", 2, FIN),
    ]
    assert mended(tokens) == [("nsubj", 2), ("amod", 0), ("root", 2)]


def test_an_adverb_has_neither_subject_nor_auxiliary(word: Word) -> None:
    tokens = [
        word(0, "rebelles", "NOUN", "nsubj", 2),
        word(1, "ont", "AUX", "aux:tense", 2, FIN),
        word(2, "de", "ADP", "advmod", 4),
        word(3, "nouveau", "ADJ", "fixed", 2),
        word(4, "attaqué", "VERB", "root", 4, PART),
    ]
    assert mended(tokens) == [("nsubj", 4), ("aux:tense", 4), ("advmod", 4), ("fixed", 2), ("root", 4)]


def test_a_noun_behind_a_preposition_is_no_main_clause(word: Word) -> None:
    tokens = [
        word(0, "Selon", "ADP", "case", 1),
        word(1, "presse", "NOUN", "root", 1),
        word(2, ",", "PUNCT", "punct", 5),
        word(3, "Norvo", "PROPN", "nsubj", 5),
        word(4, "a", "AUX", "aux:tense", 5, FIN),
        word(5, "rencontré", "VERB", "acl", 1, PART),
        word(6, "Anna", "PROPN", "appos", 1),
    ]
    assert mended(tokens) == [
        ("case", 1), ("obl:mod", 5), ("punct", 5), ("nsubj", 5), ("aux:tense", 5), ("root", 5), ("obj", 5),
    ]  # fmt: skip
