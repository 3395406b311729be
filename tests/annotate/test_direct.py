from __future__ import annotations

import pytest

from kg.annotate.direct import mend_direct
from kg.annotate.doc import Token
from kg.lang import lexicon

FIN, INF = {"VerbForm": "Fin"}, {"VerbForm": "Inf"}


def word(
    i: int, text: str, pos: str, dep: str, head: int, morph: dict[str, str] | None = None, lemma: str = ""
) -> Token:
    return Token(i, text, 10 * i, 10 * i + len(text), lemma or text, pos, dep, head, morph or {}, 0)


@pytest.mark.parametrize("dep", ["nsubj", "obl:agent"])
def test_an_infinitive_has_no_subject_behind_it(dep: str) -> None:
    tokens = [
        word(0, "avoir", "AUX", "aux:tense", 1, INF),
        word(1, "menacé", "VERB", "root", 1, {"VerbForm": "Part"}),
        word(2, "Karim", "PROPN", dep, 1),
    ]
    mend_direct(tokens, lexicon("fr"))
    assert tokens[2].dep == "obj"


def test_a_time_is_no_object() -> None:
    tokens = [
        word(0, "ministre", "NOUN", "nsubj", 1),
        word(1, "partira", "VERB", "root", 1, FIN),
        word(2, "vendredi", "NOUN", "obl:mod", 1),
    ]
    mend_direct(tokens, lexicon("fr"))
    assert tokens[2].dep == "obl:mod"


def test_an_inverted_subject_stays() -> None:
    tokens = [word(0, "Survient", "VERB", "root", 0, FIN), word(1, "Karim", "PROPN", "nsubj", 0)]
    mend_direct(tokens, lexicon("fr"))
    assert tokens[1].dep == "nsubj"


def test_what_a_preposition_marks_is_no_object() -> None:
    tokens = [
        word(0, "ministre", "NOUN", "nsubj", 1),
        word(1, "parle", "VERB", "root", 1, FIN),
        word(2, "à", "ADP", "case", 3),
        word(3, "Karim", "PROPN", "obl:arg", 1),
    ]
    mend_direct(tokens, lexicon("fr"))
    assert tokens[3].dep == "obl:arg"
