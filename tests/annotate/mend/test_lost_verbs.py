"""Verbs that the parser hung on a joint, a name or a relative clause."""

from __future__ import annotations

from collections.abc import Callable

from kg.annotate.doc import Token
from kg.annotate.mend.lost_verbs import mend_lost_verbs
from kg.lang import lexicon

Row = Callable[..., list[Token]]


def mended(tokens: list[Token]) -> list[tuple[str, int, str]]:
    mend_lost_verbs(tokens, lexicon("fr"))
    return [(t.text, t.head, t.dep) for t in tokens]


def test_behind_puis_a_second_verb_goes_on_with_the_first(row: Row) -> None:
    tokens = row(
        ("maire", "NOUN", "nsubj:pass", 3, ""), ("a", "AUX", "aux:tense", 3, ""), ("été", "AUX", "aux:pass", 3, ""),
        ("arrêté", "VERB", "root", 3, ""), ("puis", "CCONJ", "advmod", 3, ""), ("expulsé", "VERB", "acl", 4, ""),
    )  # fmt: skip
    assert mended(tokens)[4:] == [("puis", 5, "cc"), ("expulsé", 3, "conj")]


def test_a_person_has_no_infinitive(row: Row) -> None:
    tokens = row(
        ("maire", "NOUN", "nsubj", 1, ""), ("promet", "VERB", "root", 1, ""), ("à", "ADP", "case", 3, ""),
        ("Luc", "PROPN", "obl:arg", 1, "*PER"), ("de", "ADP", "mark", 5, ""), ("partir", "VERB", "dep", 3, ""),
    )  # fmt: skip
    tokens[5].morph = {"VerbForm": "Inf"}
    assert mended(tokens)[5] == ("partir", 1, "xcomp")


def test_the_first_of_two_subjects_is_no_sentence(row: Row) -> None:
    tokens = row(
        ("Oslo", "PROPN", "root", 0, "*LOC"), ("et", "CCONJ", "cc", 4, ""), ("Lima", "PROPN", "nsubj", 4, "*LOC"),
        ("ont", "AUX", "aux:tense", 4, ""), ("signé", "VERB", "conj", 0, ""),
    )  # fmt: skip
    tokens[3].morph = {"VerbForm": "Fin", "Number": "Plur"}
    assert mended(tokens) == [
        ("Oslo", 4, "nsubj"), ("et", 2, "cc"), ("Lima", 0, "conj"), ("ont", 4, "aux:tense"), ("signé", 4, "root"),
    ]  # fmt: skip


def test_behind_a_relative_clause_stands_the_main_verb(row: Row) -> None:
    tokens = row(
        ("groupe", "NOUN", "root", 0, ""), (",", "PUNCT", "punct", 0, ""), ("qui", "PRON", "nsubj", 4, ""),
        ("avait", "AUX", "aux:tense", 4, ""), ("accusé", "VERB", "acl:relcl", 0, ""),
        ("Luc", "PROPN", "obj", 4, "*PER"), (",", "PUNCT", "punct", 8, ""), ("a", "AUX", "aux:tense", 8, ""),
        ("démissionné", "VERB", "xcomp", 4, ""),
    )  # fmt: skip
    tokens[7].morph = {"VerbForm": "Fin"}
    found = mended(tokens)
    assert (found[0], found[8]) == (("groupe", 8, "nsubj"), ("démissionné", 8, "root"))
