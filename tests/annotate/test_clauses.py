"""Gerunds and small clauses, back under the verb that takes them."""

from __future__ import annotations

import pytest

from kg.annotate.clauses import mend_clauses
from kg.annotate.doc import Token
from kg.lang import lexicon


def row(*words: tuple[str, str, str, str, int]) -> list[Token]:
    """Tokens of (text, lemma, pos, dep, head)."""
    return [
        Token(i, text, 0, 0, lemma, pos, dep, head, {}, sent=0) for i, (text, lemma, pos, dep, head) in enumerate(words)
    ]


ACCUSED = row(
    ("He", "he", "PRON", "nsubj", 1), ("accused", "accuse", "VERB", "root", 1), ("her", "she", "PRON", "obj", 1),
    ("of", "of", "ADP", "case", 4), ("lying", "lie", "VERB", "nmod", 2),
)  # fmt: skip
SPOKE = row(
    ("He", "he", "PRON", "nsubj", 1), ("heard", "hear", "VERB", "root", 1), ("tales", "tale", "NOUN", "obj", 1),
    ("of", "of", "ADP", "case", 4), ("lying", "lie", "VERB", "nmod", 2),
)  # fmt: skip
FOUND = row(
    ("They", "they", "PRON", "nsubj", 1), ("found", "find", "VERB", "root", 1), ("him", "he", "PRON", "nsubj", 3),
    ("guilty", "guilty", "ADJ", "ccomp", 1),
)  # fmt: skip


@pytest.mark.parametrize(
    ("tokens", "word", "tie"),
    [
        (ACCUSED, 4, ("advcl", 1)),  # the verb takes "of" and a gerund
        (SPOKE, 4, ("nmod", 2)),  # this one does not
        (FOUND, 2, ("obj", 1)),
        (FOUND, 3, ("xcomp", 1)),
    ],
    ids=["accused of lying", "tales of lying", "found him", "guilty"],
)
def test_clauses(tokens: list[Token], word: int, tie: tuple[str, int]) -> None:
    mend_clauses(tokens, lexicon("en"))
    assert (tokens[word].dep, tokens[word].head) == tie
