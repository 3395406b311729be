from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate.doc import Token
from kg.annotate.mend.turned import mend_turned
from kg.lang import lexicon

Word = Callable[..., Token]

PAST, FIN = {"VerbForm": "Part", "Tense": "Past"}, {"VerbForm": "Fin", "Tense": "Past"}
GOING = {"VerbForm": "Part", "Tense": "Pres", "Aspect": "Prog"}


@pytest.mark.parametrize(
    ("noun", "dep"), [("nurse", "nsubj"), ("pleasure", "xcomp")], ids=["somebody", "what it is said to be"]
)
def test_who_takes_part(noun: str, dep: str, word: Word) -> None:
    tokens = [
        word(0, "Attending", "VERB", "csubj", 2, GOING, "attend"),
        word(1, "talks", "NOUN", "obj", 0),
        word(2, "was", "AUX", "root", 2, FIN, "be"),
        word(3, noun, "NOUN", "xcomp", 2),
    ]
    mend_turned(tokens, lexicon("en"))
    assert tokens[3].dep == dep


def test_whom_it_befalls(word: Word) -> None:
    tokens = [
        word(0, "Killed", "VERB", "root", 0, PAST, "kill"),
        word(1, "were", "AUX", "aux:pass", 0, FIN, "be"),
        word(2, "nurses", "NOUN", "xcomp", 1),
    ]
    mend_turned(tokens, lexicon("en"))
    assert (tokens[2].dep, tokens[2].head) == ("nsubj:pass", 0)


def test_one_of_those(word: Word) -> None:
    tokens = [
        word(0, "Among", "ADP", "case", 1),
        word(1, "those", "PRON", "obl", 3),
        word(2, "arrested", "VERB", "acl", 1, PAST, "arrest"),
        word(3, "was", "AUX", "root", 3, FIN, "be"),
        word(4, "Olsen", "PROPN", "nsubj", 3),
    ]
    mend_turned(tokens, lexicon("en"))
    assert (tokens[2].dep, tokens[4].dep, tokens[4].head) == ("root", "nsubj:pass", 2)


def test_behind_a_comma_another_clause_begins(word: Word) -> None:
    tokens = [
        word(0, "Founded", "VERB", "advcl", 3, PAST, "found"),
        word(1, ",", "PUNCT", "punct", 3),
        word(2, "Odalis", "PROPN", "nsubj", 3),
        word(3, "was", "AUX", "root", 3, FIN, "be"),
        word(4, "firm", "NOUN", "xcomp", 3),
    ]
    mend_turned(tokens, lexicon("en"))
    assert tokens[0].dep == "advcl"
