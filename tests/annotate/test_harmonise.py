from __future__ import annotations

import pytest

from kg.annotate.doc import Token
from kg.annotate.harmonise import to_universal


def word(i: int, text: str, pos: str, dep: str, head: int) -> Token:
    return Token(i, text, 10 * i, 10 * i + len(text), text, pos, dep, head, {}, 0)


@pytest.mark.parametrize(
    ("label", "universal"),
    [
        ("ROOT", "root"),
        ("dobj", "obj"),
        ("nsubjpass", "nsubj:pass"),
        ("auxpass", "aux:pass"),
        ("relcl", "acl:relcl"),
        ("poss", "nmod:poss"),
        ("dative", "iobj"),
        ("neg", "advmod"),
        ("nsubj", "nsubj"),
        ("conj", "conj"),
    ],
)
def test_labels(label: str, universal: str) -> None:
    tokens = [word(0, "x", "VERB", label, 0)]
    to_universal(tokens)
    assert tokens[0].dep == universal


def test_agent_of_a_passive() -> None:
    tokens = [
        word(0, "arrested", "VERB", "ROOT", 0), word(1, "by", "ADP", "agent", 0), word(2, "police", "NOUN", "pobj", 1),
    ]  # fmt: skip
    to_universal(tokens)
    assert [(t.dep, t.head) for t in tokens] == [("root", 0), ("case", 2), ("obl:agent", 0)]


@pytest.mark.parametrize(("pos", "label"), [("VERB", "obl"), ("NOUN", "nmod"), ("PROPN", "nmod")])
def test_preposition_goes_under_its_noun(pos: str, label: str) -> None:
    tokens = [word(0, "x", pos, "ROOT", 0), word(1, "in", "ADP", "prep", 0), word(2, "Rome", "PROPN", "pobj", 1)]
    to_universal(tokens)
    assert [(t.dep, t.head) for t in tokens] == [("root", 0), ("case", 2), (label, 0)]


def test_clause_under_a_preposition() -> None:
    tokens = [
        word(0, "left", "VERB", "ROOT", 0),
        word(1, "without", "ADP", "prep", 0),
        word(2, "paying", "VERB", "pcomp", 1),
    ]
    to_universal(tokens)
    assert [(t.dep, t.head) for t in tokens] == [("root", 0), ("mark", 2), ("advcl", 0)]
