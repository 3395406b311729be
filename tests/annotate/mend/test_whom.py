from __future__ import annotations

from collections.abc import Callable

from kg.annotate.doc import Token
from kg.annotate.mend.whom import mend_whom
from kg.lang import lexicon

Word = Callable[..., Token]

PAST, FIN = {"VerbForm": "Part", "Tense": "Past"}, {"VerbForm": "Fin", "Tense": "Past"}


def _heads(tokens: list[Token]) -> list[tuple[str, str, str]]:
    return [(t.text, t.dep, tokens[t.head].text) for t in tokens if t.dep not in ("punct", "det")]


def test_the_inner_verb_has_its_own_clause(word: Word) -> None:
    tokens = [
        word(0, "pilots", "NOUN", "root", 0),
        word(1, ",", "PUNCT", "punct", 0),
        word(2, "whom", "PRON", "obj", 6),
        word(3, "rebels", "NOUN", "nsubj", 6),
        word(4, "seized", "VERB", "acl", 3, PAST),
        word(5, ",", "PUNCT", "punct", 3),
        word(6, "left", "VERB", "acl:relcl", 0, FIN),
    ]
    mend_whom(tokens, lexicon("en"))
    assert _heads(tokens) == [
        ("pilots", "nsubj", "left"),
        ("whom", "obj", "seized"),
        ("rebels", "nsubj", "seized"),
        ("seized", "acl:relcl", "pilots"),
        ("left", "root", "left"),
    ]
    assert tokens[4].morph["VerbForm"] == "Fin"


def test_one_clause_stays_whole(word: Word) -> None:
    tokens = [
        word(0, "pilots", "NOUN", "root", 0),
        word(1, ",", "PUNCT", "punct", 0),
        word(2, "whom", "PRON", "obj", 5),
        word(3, "rebels", "NOUN", "nsubj", 5),
        word(4, "backed", "VERB", "acl", 3, PAST),
        word(5, "seized", "VERB", "acl:relcl", 0, FIN),
    ]
    mend_whom(tokens, lexicon("en"))
    assert tokens[5].dep == "acl:relcl" and tokens[4].head == 3


def test_a_noun_taken_for_the_verb(word: Word) -> None:
    tokens = [
        word(0, "pilots", "NOUN", "root", 0),
        word(1, "whom", "PRON", "nsubj", 2),
        word(2, "rebels", "NOUN", "acl:relcl", 0),
        word(3, "accused", "VERB", "acl", 2, PAST),
    ]
    mend_whom(tokens, lexicon("en"))
    assert _heads(tokens)[1:] == [
        ("whom", "obj", "accused"),
        ("rebels", "nsubj", "accused"),
        ("accused", "acl:relcl", "pilots"),
    ]


def test_the_pronoun_may_be_left_out(word: Word) -> None:
    tokens = [
        word(0, "the", "DET", "det", 1),
        word(1, "pilots", "NOUN", "root", 1),
        word(2, "the", "DET", "det", 3),
        word(3, "rebels", "NOUN", "nsubj", 5),
        word(4, "seized", "VERB", "acl", 3, PAST),
        word(5, "left", "VERB", "acl:relcl", 1, FIN),
    ]
    mend_whom(tokens, lexicon("en"))
    assert _heads(tokens) == [
        ("pilots", "nsubj", "left"),
        ("rebels", "nsubj", "seized"),
        ("seized", "acl:relcl", "pilots"),
        ("left", "root", "left"),
    ]


def test_who_is_said_to_be_it(word: Word) -> None:
    tokens = [
        word(0, "It", "PRON", "nsubj", 1),
        word(1, "was", "AUX", "root", 1, FIN),
        word(2, "Norway", "PROPN", "xcomp", 1),
        word(3, "that", "PRON", "nsubj", 4),
        word(4, "left", "VERB", "ccomp", 1, FIN),
    ]
    mend_whom(tokens, lexicon("en"))
    assert (tokens[4].dep, tokens[4].head) == ("acl:relcl", 2)
    assert tokens[3].morph["PronType"] == "Rel"


def test_a_language_without_such_pronouns_is_left_alone(word: Word) -> None:
    tokens = [word(0, "whom", "PRON", "obj", 1), word(1, "seized", "VERB", "root", 1, PAST)]
    mend_whom(tokens, lexicon("fr"))
    assert tokens[1].morph == PAST
