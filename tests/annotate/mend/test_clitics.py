from __future__ import annotations

from collections.abc import Callable

from kg.annotate.doc import Token
from kg.annotate.mend.clitics import mend_clitics
from kg.lang import lexicon

Word = Callable[..., Token]


def test_an_object_pronoun_is_no_second_subject(word: Word) -> None:
    tokens = [
        word(0, "Anna", "PROPN", "nsubj", 3),
        word(1, "m'", "PRON", "nsubj", 3),
        word(2, "a", "AUX", "aux:tense", 3, {"Person": "3"}),
        word(3, "frappé", "VERB", "root", 3),
    ]
    mend_clitics(tokens, lexicon("fr"))
    assert [t.dep for t in tokens] == ["nsubj", "obj", "aux:tense", "root"]


def test_a_subject_stays_one(word: Word) -> None:
    tokens = [word(0, "nous", "PRON", "nsubj", 1), word(1, "partons", "VERB", "root", 1, {"Person": "1"})]
    mend_clitics(tokens, lexicon("fr"))
    assert tokens[0].dep == "nsubj"


def test_a_pronoun_behind_the_subject_is_to_whom_it_is_done(word: Word) -> None:
    tokens = [
        word(0, "juge", "NOUN", "nsubj", 3),
        word(1, "lui", "PRON", "nmod", 0),
        word(2, "a", "AUX", "aux:tense", 3),
        word(3, "demandé", "VERB", "root", 3),
    ]
    mend_clitics(tokens, lexicon("fr"))
    assert (tokens[1].head, tokens[1].dep) == (3, "iobj")
