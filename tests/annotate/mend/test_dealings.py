from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate.doc import Token
from kg.annotate.mend.dealings import mend_dealings
from kg.lang import lexicon

Word = Callable[..., Token]

PAST = {"VerbForm": "Part", "Tense": "Past"}


@pytest.mark.parametrize(
    ("verb", "lemma", "head"), [("vendu", "vendre", 1), ("visité", "visiter", 5)], ids=["sold", "visited"]
)
def test_to_whom_it_is_sold(verb: str, lemma: str, head: int, word: Word) -> None:
    tokens = [
        word(0, "Norvo", "PROPN", "nsubj", 1),
        word(1, verb, "VERB", "root", 1, PAST, lemma),
        word(2, "l'", "DET", "det", 3),
        word(3, "atelier", "NOUN", "obj", 1),
        word(4, "de", "ADP", "case", 5),
        word(5, "Tolna", "PROPN", "nmod", 3),
        word(6, "à", "ADP", "case", 7),
        word(7, "Halden", "PROPN", "nmod", 5),
    ]
    mend_dealings(tokens, lexicon("fr"))
    assert tokens[7].head == head


def test_name_behind_its_epithet(word: Word) -> None:
    tokens = [
        word(0, "vendu", "VERB", "root", 0, PAST, "vendre"),
        word(1, "à", "ADP", "case", 3),
        word(2, "l'", "DET", "det", 3),
        word(3, "américain", "ADJ", "obl:arg", 0),
        word(4, "Norvo", "PROPN", "nmod", 3),
    ]
    mend_dealings(tokens, lexicon("fr"))
    assert [(t.head, t.dep) for t in tokens[1:]] == [(4, "case"), (4, "det"), (4, "amod"), (0, "obl:arg")]


def test_name_beside_a_body(word: Word) -> None:
    tokens = [
        word(0, "fusionner", "VERB", "root", 0),
        word(1, "avec", "ADP", "case", 3),
        word(2, "la", "DET", "det", 3),
        word(3, "coopérative", "NOUN", "obl:mod", 0),
        word(4, "bretonne", "ADJ", "amod", 3),
        word(5, "Norvo", "PROPN", "xcomp", 0),
    ]
    mend_dealings(tokens, lexicon("fr"))
    assert (tokens[5].head, tokens[5].dep) == (3, "appos")


def test_rival_is_no_subject(word: Word) -> None:
    tokens = [
        word(0, "défaite", "NOUN", "nsubj", 3),
        word(1, "face", "ADP", "case", 2),
        word(2, "Norvo", "PROPN", "nsubj", 3),
        word(3, "coûte", "VERB", "root", 3),
    ]
    mend_dealings(tokens, lexicon("fr"))
    assert (tokens[2].head, tokens[2].dep) == (0, "nmod")


def test_name_right_behind_a_body(word: Word) -> None:
    tokens = [
        word(0, "rachète", "VERB", "root", 0),
        word(1, "l'", "DET", "det", 2),
        word(2, "armateur", "NOUN", "obj", 0),
        word(3, "Norvo", "PROPN", "obl:mod", 0),
        word(4, ".", "PUNCT", "punct", 0),
    ]
    mend_dealings(tokens, lexicon("fr"))
    assert (tokens[3].head, tokens[3].dep, tokens[3].ent) == (2, "appos", "ORG")
