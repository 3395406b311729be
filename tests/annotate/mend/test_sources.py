from __future__ import annotations

from collections.abc import Callable

from kg.annotate.doc import Token
from kg.annotate.mend.sources import mend_sources
from kg.lang import lexicon

Word = Callable[..., Token]


def _extracted(word: Word, joined: str) -> list[Token]:
    return [
        word(0, "pompiers", "NOUN", "nsubj", 1),
        word(1, "sorti", "VERB", "root", 1, lemma="sortir"),
        word(2, "de", "ADP", "case", 4),
        word(3, "la", "DET", "det", 4),
        word(4, "voiture", "NOUN", "obl:arg", 1),
        *([word(5, joined, "CCONJ", "cc", 7)] if joined else []),
        word(5 + bool(joined), "un", "DET", "det", 6 + bool(joined)),
        word(6 + bool(joined), "bébé", "NOUN", "conj", 4),
    ]


def test_what_was_taken_out_is_the_object(word: Word) -> None:
    tokens = _extracted(word, "")
    mend_sources(tokens, lexicon("fr"))
    assert (tokens[6].head, tokens[6].dep) == (1, "obj")


def test_a_list_stays_one(word: Word) -> None:
    tokens = _extracted(word, "et")
    mend_sources(tokens, lexicon("fr"))
    assert (tokens[7].head, tokens[7].dep) == (4, "conj")
