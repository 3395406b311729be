from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate.doc import Doc, Token
from kg.annotate.mend.spans import mend_spans
from kg.lang import lexicon

Parse = Callable[..., Doc]
Find = Callable[[Doc, str], Token]
Row = Callable[..., list[Token]]


def test_scattered_words_of_a_name_hang_on_the_first(row: Row) -> None:
    tokens = row(
        ("Ana", "PROPN", "advmod", 2, "*PER"), ("Costa", "PROPN", "nsubj", 2, "PER"), ("gagne", "VERB", "root", 2, "")
    )
    mend_spans(tokens, lexicon("fr"), "fr")
    assert [(t.head, t.dep) for t in tokens] == [(2, "nsubj"), (0, "flat:name"), (2, "root")]


def test_the_preposition_tells_which_word_has_the_place(row: Row) -> None:
    tokens = row(
        ("bat", "VERB", "root", 0, ""), ("devant", "ADP", "case", 2, ""), ("Jan", "PROPN", "obl:arg", 0, "*PER"),
        ("Le", "DET", "det", 4, "PER"), ("Goff", "PROPN", "obj", 0, "PER"), ("qui", "PRON", "nsubj", 6, ""),
        ("rit", "VERB", "acl:relcl", 4, ""),
    )  # fmt: skip
    mend_spans(tokens, lexicon("fr"), "fr")
    assert [(t.head, t.dep) for t in tokens[2:5]] == [(0, "obl:arg"), (2, "flat:name"), (2, "flat:name")]
    assert (tokens[6].head, tokens[6].dep) == (2, "acl:relcl")


def test_who_comes_from_where_is_no_part_of_the_name(row: Row) -> None:
    tokens = row(
        ("L'", "DET", "det", 1, ""), ("Autrichienne", "PROPN", "nsubj", 4, "*LOC"),
        ("Lena", "PROPN", "appos", 1, "LOC"), ("Gruber", "PROPN", "flat:name", 2, "LOC"),
        ("gagne", "VERB", "root", 4, ""),
    )  # fmt: skip
    mend_spans(tokens, lexicon("fr"), "fr")
    assert [t.ent for t in tokens] == ["", "", "PER", "PER", ""]
    assert tokens[2].ent_start


def test_a_name_ends_before_a_verb(row: Row) -> None:
    tokens = row(
        ("Ligue", "PROPN", "nsubj", 2, "*ORG"), ("unie", "ADJ", "amod", 0, "ORG"), ("visant", "VERB", "root", 2, "ORG"),
        ("tous", "PRON", "obj", 2, "ORG"),
    )  # fmt: skip
    tokens[2].morph = {"VerbForm": "Part", "Tense": "Pres"}
    mend_spans(tokens, lexicon("fr"), "fr")
    assert [t.ent for t in tokens] == ["ORG", "ORG", "", ""]


@pytest.mark.model
def test_a_capital_inside_a_name_is_no_verb(parse: Parse, token: Find) -> None:
    doc = parse("Ana Reed a été élue députée de Batley et Spen en 2015.")
    assert token(doc, "Spen").pos == "PROPN"
    assert doc.tokens[token(doc, "Spen").head].text == "Batley"


@pytest.mark.model
def test_a_body_is_no_place(parse: Parse, token: Find) -> None:
    assert token(parse("La Confédération générale du travail (CGT) demande une hausse."), "Confédération").ent == "ORG"
