"""Gerunds and small clauses, back under the verb that takes them."""

from __future__ import annotations

import pytest

from kg.annotate.doc import Token
from kg.annotate.mend.clauses import mend_clauses
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


def test_of_what_one_is_told_belongs_to_the_verb() -> None:
    tokens = row(
        ("She", "she", "PRON", "nsubj", 1), ("informed", "inform", "VERB", "root", 1),
        ("leaders", "leader", "NOUN", "obj", 1), ("of", "of", "ADP", "case", 4), ("talks", "talk", "NOUN", "nmod", 2),
    )  # fmt: skip
    mend_clauses(tokens, lexicon("en"))
    assert (tokens[4].head, tokens[4].dep) == (1, "obl")


def test_whose_leaders_they_are_belongs_to_the_leaders() -> None:
    tokens = row(
        ("She", "she", "PRON", "nsubj", 1), ("informed", "inform", "VERB", "root", 1),
        ("leaders", "leader", "NOUN", "obj", 1), ("of", "of", "ADP", "case", 4), ("party", "party", "NOUN", "nmod", 2),
    )  # fmt: skip
    mend_clauses(tokens, lexicon("en"))
    assert (tokens[4].head, tokens[4].dep) == (2, "nmod")


def test_for_what_one_is_fined_belongs_to_the_verb() -> None:
    tokens = row(
        ("Meta", "Meta", "PROPN", "nsubj:pass", 1), ("fined", "fine", "VERB", "root", 1),
        ("by", "by", "ADP", "case", 3),
        ("court", "court", "NOUN", "obl:agent", 1), ("for", "for", "ADP", "mark", 5),
        ("lying", "lie", "VERB", "acl", 3),
    )  # fmt: skip
    mend_clauses(tokens, lexicon("en"))
    assert (tokens[5].head, tokens[5].dep) == (1, "advcl")


@pytest.mark.parametrize(("comma", "root"), [(",", 4), ("-", 0)])
def test_a_participle_behind_an_apposition_is_the_verb(comma: str, root: int) -> None:
    tokens = row(
        ("chair", "chair", "NOUN", "root", 0), (",", ",", "PUNCT", "punct", 0), ("Berg", "Berg", "PROPN", "appos", 0),
        (comma, comma, "PUNCT", "punct", 2), ("called", "call", "VERB", "acl", 0),
    )  # fmt: skip
    tokens[4].morph = {"Tense": "Past", "VerbForm": "Part"}
    mend_clauses(tokens, lexicon("en"))
    assert tokens[0].head == root
    assert tokens[4].head == root
