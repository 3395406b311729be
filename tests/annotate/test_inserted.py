from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.inserted import mend_inserted
from kg.lang import lexicon

FIN, PART = {"VerbForm": "Fin"}, {"VerbForm": "Part", "Tense": "Past"}


def word(
    i: int, text: str, pos: str, dep: str, head: int, morph: dict[str, str] | None = None, lemma: str = ""
) -> Token:
    return Token(i, text, 10 * i, 10 * i + len(text), lemma or text, pos, dep, head, morph or {}, 0)


def sentence() -> list[Token]:
    return [
        word(0, "Norvo", "PROPN", "nsubj", 3),
        word(1, ",", "PUNCT", "punct", 3),
        word(2, "a", "AUX", "aux:tense", 3, FIN),
        word(3, "ajouté", "VERB", "root", 3, PART, "ajouter"),
        word(4, "ministre", "NOUN", "obj", 3),
        word(5, ",", "PUNCT", "punct", 7),
        word(6, "a", "AUX", "aux:tense", 7, FIN),
        word(7, "attaqué", "VERB", "conj", 3, PART),
        word(8, "convoi", "NOUN", "nsubj", 7),
    ]


def test_the_report_takes_its_subject_and_gives_the_other_back() -> None:
    tokens = sentence()
    mend_inserted(tokens, lexicon("fr"))
    found = [(t.dep, t.head) for t in tokens]
    assert found[0] == ("nsubj", 7) and found[4] == ("nsubj", 3) and found[8] == ("obj", 7)
    assert found[3] == ("root", 3) and found[7] == ("quote", 3)


def test_verbs_in_a_row_are_no_report() -> None:
    tokens = [
        word(0, "ministre", "NOUN", "nsubj", 1),
        word(1, "salue", "VERB", "root", 1, FIN),
        *(Token(t.i + 2, t.text, t.start + 20, t.end + 20, t.lemma, t.pos, t.dep, t.head + 2, t.morph, 0)
          for t in sentence()[1:]),
    ]  # fmt: skip
    for i, token in enumerate(tokens):
        token.i = i
        token.head = min(token.head, len(tokens) - 1)
    before = [(t.dep, t.head) for t in tokens]
    mend_inserted(tokens, lexicon("fr"))
    assert [(t.dep, t.head) for t in tokens] == before


def test_a_relative_clause_is_no_report() -> None:
    tokens = sentence()
    tokens[2] = word(2, "qui", "PRON", "nsubj", 3)
    before = [(t.dep, t.head) for t in tokens]
    mend_inserted(tokens, lexicon("fr"))
    assert [(t.dep, t.head) for t in tokens] == before
