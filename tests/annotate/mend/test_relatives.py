"""Relative clauses and perfects, back where number and the order of the words put them."""

from __future__ import annotations

import pytest

from kg.annotate.doc import Token
from kg.annotate.mend.relatives import mend_relatives
from kg.lang import lexicon

Word = tuple[str, str, str, str, int, dict[str, str]]
FIN = {"VerbForm": "Fin", "Number": "Plur"}
PART = {"VerbForm": "Part"}


def row(*words: Word) -> list[Token]:
    """Tokens of (text, lemma, pos, dep, head, morph)."""
    return [
        Token(i, text, 0, 0, lemma, pos, dep, head, dict(morph), sent=0)
        for i, (text, lemma, pos, dep, head, morph) in enumerate(words)
    ]


def hung() -> list[Token]:
    """ "Il vise les gardes, qui ripostent", the clause hung on the verb."""
    return row(
        ("Il", "il", "PRON", "nsubj", 1, {}), ("vise", "viser", "VERB", "root", 1, {"VerbForm": "Fin"}),
        ("les", "le", "DET", "det", 3, {"Number": "Plur"}), ("gardes", "garde", "NOUN", "obj", 1, {}),
        (",", ",", "PUNCT", "punct", 1, {}), ("qui", "qui", "PRON", "nsubj", 6, {"PronType": "Rel"}),
        ("ripostent", "riposter", "VERB", "advcl", 1, FIN),
    )  # fmt: skip


def test_a_relative_clause_hangs_on_the_noun_before_it() -> None:
    tokens = hung()
    mend_relatives(tokens, lexicon("fr"))
    assert (tokens[6].dep, tokens[6].head) == ("acl:relcl", 3)


def test_it_agrees_with_that_noun() -> None:
    """ "le chef des gardes, qui riposte": one who acts is not many."""
    tokens = row(
        ("le", "le", "DET", "det", 1, {"Number": "Sing"}), ("chef", "chef", "NOUN", "root", 1, {}),
        ("des", "de", "ADP", "case", 3, {}), ("gardes", "garde", "NOUN", "nmod", 1, {"Number": "Plur"}),
        (",", ",", "PUNCT", "punct", 1, {}), ("qui", "qui", "PRON", "nsubj", 6, {"PronType": "Rel"}),
        ("riposte", "riposter", "VERB", "acl:relcl", 3, {"VerbForm": "Fin", "Number": "Sing"}),
    )  # fmt: skip
    mend_relatives(tokens, lexicon("fr"))
    assert tokens[6].head == 1


def test_a_cleft_tells_of_what_it_names() -> None:
    """ "C'est la branche de la firme qui ferme": the branch."""
    tokens = row(
        ("C'", "ce", "PRON", "nsubj", 3, {}), ("est", "être", "AUX", "cop", 3, {"VerbForm": "Fin"}),
        ("la", "le", "DET", "det", 3, {"Number": "Sing"}), ("branche", "branche", "NOUN", "root", 3, {}),
        ("de", "de", "ADP", "case", 5, {}), ("firme", "firme", "NOUN", "nmod", 3, {"Number": "Sing"}),
        ("qui", "qui", "PRON", "nsubj", 7, {"PronType": "Rel"}),
        ("ferme", "fermer", "VERB", "acl:relcl", 5, {"VerbForm": "Fin", "Number": "Sing"}),
    )  # fmt: skip
    mend_relatives(tokens, lexicon("fr"))
    assert (tokens[7].dep, tokens[7].head) == ("acl:relcl", 3)


def test_a_second_clause_hangs_where_the_first_does() -> None:
    """ "une loi votée et qui prévoit"."""
    tokens = row(
        ("une", "un", "DET", "det", 1, {}), ("loi", "loi", "NOUN", "root", 1, {}),
        ("votée", "voter", "VERB", "acl", 1, PART), ("et", "et", "CCONJ", "cc", 5, {}),
        ("qui", "qui", "PRON", "nsubj", 5, {"PronType": "Rel"}),
        ("prévoit", "prévoir", "VERB", "conj", 2, {"VerbForm": "Fin"}),
    )  # fmt: skip
    mend_relatives(tokens, lexicon("fr"))
    assert (tokens[5].dep, tokens[5].head) == ("acl:relcl", 1)


@pytest.mark.parametrize(("auxiliary", "dep"), [("avoir", "nsubj"), ("être", "nsubj:pass")])
def test_with_this_auxiliary_the_subject_acts(auxiliary: str, dep: str) -> None:
    tokens = row(
        ("Ils", "il", "PRON", "nsubj:pass", 2, {}), ("ont", auxiliary, "AUX", "aux:tense", 2, FIN),
        ("frappé", "frapper", "VERB", "root", 2, PART),
    )  # fmt: skip
    mend_relatives(tokens, lexicon("fr"))
    assert tokens[0].dep == dep


def test_a_participle_with_an_object_shares_the_auxiliary() -> None:
    """ "ont laissé leur voiture et frappé Paul"."""
    tokens = row(
        ("Ils", "il", "PRON", "nsubj", 2, {}), ("ont", "avoir", "AUX", "aux:tense", 2, FIN),
        ("laissé", "laisser", "VERB", "root", 2, PART), ("leur", "son", "DET", "det", 4, {}),
        ("voiture", "voiture", "NOUN", "obj", 2, {}), ("et", "et", "CCONJ", "cc", 6, {}),
        ("frappé", "frapper", "VERB", "acl", 4, PART), ("Paul", "Paul", "PROPN", "obj", 6, {}),
    )  # fmt: skip
    mend_relatives(tokens, lexicon("fr"))
    assert (tokens[6].dep, tokens[6].head) == ("conj", 2)


def test_the_object_right_behind_the_second_verb_is_its_own() -> None:
    """ "ont suivi et arrêté Paul"."""
    tokens = row(
        ("ont", "avoir", "AUX", "aux:tense", 1, FIN), ("suivi", "suivre", "VERB", "root", 1, PART),
        ("et", "et", "CCONJ", "cc", 3, {}), ("arrêté", "arrêter", "VERB", "conj", 1, PART),
        ("Paul", "Paul", "PROPN", "obj", 1, {}),
    )  # fmt: skip
    mend_relatives(tokens, lexicon("fr"))
    assert tokens[4].head == 3


def test_other_languages_are_left_alone() -> None:
    tokens = hung()
    mend_relatives(tokens, lexicon("en"))
    assert tokens[6].dep == "advcl"


@pytest.mark.parametrize(("helpers", "dep"), [(["sont"], "nsubj"), (["ont", "été"], "nsubj:pass")])
def test_verbs_of_motion_are_no_passives_with_one_auxiliary(helpers: list[str], dep: str) -> None:
    """ "sont sortis", "ont été sortis"."""
    last = len(helpers) + 1
    own: list[Word] = [(text, "être", "AUX", "aux:pass", last, FIN) for text in helpers]
    tokens = row(
        ("Ils", "il", "PRON", "nsubj:pass", last, {}), *own, ("sortis", "sortir", "VERB", "root", last, PART)
    )  # fmt: skip
    mend_relatives(tokens, lexicon("fr"))
    assert tokens[0].dep == dep
