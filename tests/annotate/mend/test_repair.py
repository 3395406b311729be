from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate.doc import Doc, Token
from kg.annotate.mend.repair import repair
from kg.lang import lexicon

Word = Callable[..., Token]

Parse = Callable[..., Doc]
Find = Callable[[Doc, str], Token]
FIN, INF, PART = {"VerbForm": "Fin"}, {"VerbForm": "Inf"}, {"VerbForm": "Part", "Tense": "Past"}


def test_finite_conjunct_climbs_from_an_infinitive(word: Word) -> None:
    tokens = [
        word(0, "agence", "NOUN", "nsubj", 1),
        word(1, "publie", "VERB", "root", 1, FIN),
        word(2, "rassurer", "VERB", "xcomp", 1, INF),
        word(3, "affirme", "VERB", "conj", 2, FIN),
    ]
    repair(tokens, lexicon("fr"))
    assert (tokens[3].head, tokens[3].dep) == (1, "conj")


def test_infinitive_conjunct_stays(word: Word) -> None:
    tokens = [
        word(0, "veut", "VERB", "root", 0, FIN),
        word(1, "partir", "VERB", "xcomp", 0, INF),
        word(2, "rester", "VERB", "conj", 1, INF),
    ]
    repair(tokens, lexicon("fr"))
    assert tokens[2].head == 1


def test_relative_clauses_are_passed_over(word: Word) -> None:
    tokens = [
        word(0, "dit", "VERB", "root", 0, FIN),
        word(1, "homme", "NOUN", "obj", 0),
        word(2, "vient", "VERB", "acl:relcl", 1, FIN),
        word(3, "aider", "VERB", "xcomp", 2, INF),
        word(4, "part", "VERB", "conj", 3, FIN),
    ]
    repair(tokens, lexicon("fr"))
    assert tokens[4].head == 0


def test_auxiliary_far_from_its_participle(word: Word) -> None:
    tokens = [
        word(0, "a", "VERB", "root", 0, FIN, "avoir"),
        word(1, "part", "NOUN", "obj", 0),
        word(2, "ajouté", "VERB", "acl", 1, PART, "ajouter"),
        word(3, "Louise", "PROPN", "nsubj", 0),
    ]
    tokens[0].pos = "AUX"
    repair(tokens, lexicon("fr"))
    assert (tokens[2].head, tokens[2].dep) == (2, "root")
    assert (tokens[0].head, tokens[0].dep) == (2, "aux:tense")
    assert tokens[3].head == 2


def test_infinitives_with_one_marker_are_a_list(word: Word) -> None:
    tokens = [
        word(0, "exhorte", "VERB", "root", 0, FIN),
        word(1, "à", "ADP", "mark", 2),
        word(2, "choisir", "VERB", "xcomp", 0, INF),
        word(3, ",", "PUNCT", "punct", 5),
        word(4, "à", "ADP", "mark", 5),
        word(5, "partir", "VERB", "xcomp", 2, INF),
    ]
    repair(tokens, lexicon("fr"))
    assert tokens[5].dep == "conj"


def test_nothing_to_mend(word: Word) -> None:
    tokens = [word(0, "Il", "PRON", "nsubj", 1), word(1, "pleut", "VERB", "root", 1, FIN)]
    repair(tokens, lexicon("fr"))
    assert [(t.dep, t.head) for t in tokens] == [("nsubj", 1), ("root", 1)]
    repair([], lexicon("fr"))


@pytest.mark.model
@pytest.mark.parametrize(("text", "verb", "clitic"), [
    ("« Le train part », a-t-il dit.", "dit", "-il"),
    ("« Le train part », dira-t-elle.", "dira", "-elle"),
    ("« Le train part », ajoute-t-on.", "ajoute", "-on"),
])  # fmt: skip
def test_inverted_clitic_is_the_subject(text: str, verb: str, clitic: str, parse: Parse, token: Find) -> None:
    doc = parse(text)
    found = token(doc, clitic)
    assert (found.pos, found.dep) == ("PRON", "nsubj")
    assert doc.tokens[found.head].text == verb


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "L'agence a publié un rapport visant à rassurer le public et a affirmé ne pas avoir reçu de plainte.",
        "Le club a proposé un texte destiné à calmer les joueurs et a affirmé attendre une réponse.",
    ],
)
def test_finite_conjunct_in_context(text: str, parse: Parse, token: Find) -> None:
    doc = parse(text)
    affirmed = token(doc, "affirmé")
    assert doc.tokens[affirmed.head].text in ("publié", "proposé")


@pytest.mark.model
def test_numbers_of_several_tokens(parse: Parse, token: Find) -> None:
    doc = parse("Selon le bilan, environ 1 500 maisons sont inondées et la loi est approuvée par 38 conseils.")
    houses = token(doc, "maisons")
    assert {token(doc, "1").head, token(doc, "500").head} == {houses.i}
    assert doc.tokens[token(doc, "par").head].text == "conseils"


@pytest.mark.model
def test_a_participle_behind_the_verb_of_saying_modifies_it(parse: Parse, token: Find) -> None:
    doc = parse("« Le plan que mon mari avait caché est faux », ajoute-t-elle, précisant que « tout a changé ».")
    assert token(doc, "ajoute").dep == "root"
    assert token(doc, "précisant").dep == "advcl"
