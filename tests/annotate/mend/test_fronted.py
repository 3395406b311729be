"""The main clause behind a circumstance, who did a passive, and words that only stress who it was."""

from __future__ import annotations

import pytest

from kg.annotate import Doc, Token, annotate
from kg.model import Article

pytestmark = pytest.mark.model


def read(text: str) -> Doc:
    (doc,) = annotate([Article("a", text, language="fr")])
    return doc


def below(doc: Doc, token: Token, dep: str) -> list[str]:
    return [t.text for t in doc.children(token) if t.dep == dep]


@pytest.mark.parametrize(
    "front",
    [
        "Sept ans après le séisme qui a détruit la ville",
        "Selon un rapport que le ministère a publié",
        "Lors d'une réunion où siégeaient dix ministres",
        "Le 3 mars, alors que la police surveillait la place",
        "Comme l'a révélé le journal qui suit l'affaire",
    ],
)
@pytest.mark.parametrize(("who", "name"), [("l'Union européenne", "Union"), ("la société Nexia", "société")])
def test_the_main_clause_stands_behind_the_comma(front: str, who: str, name: str) -> None:
    doc = read(f"{front}, {who} a critiqué le projet.")
    verb = next(t for t in doc.tokens if t.text == "critiqué")
    assert verb.head == verb.i
    assert below(doc, verb, "nsubj") == [name]


@pytest.mark.parametrize(
    "verb",
    [
        "a été rejeté mardi matin", "est mis en œuvre", "a été pris pour cible", "a été rendu public",
    ],
)  # fmt: skip
def test_all_of_a_list_did_it(verb: str) -> None:
    doc = read(f"Le texte {verb} par la Croix-Bleue, l'armée et la police.")
    main = next(t for t in doc.tokens if t.head == t.i)
    first = next(t for t in doc.children(main) if t.dep == "obl:agent")
    assert first.text == "Croix"
    assert "armée" in below(doc, first, "conj")


def test_the_second_of_two_doers_is_not_the_subject() -> None:
    doc = read("La loi votée par l'Union européenne et la Suisse a été critiquée.")
    verb = next(t for t in doc.tokens if t.text == "critiquée")
    assert (verb.dep, below(doc, verb, "nsubj:pass")) == ("root", ["loi"])


def test_lorsque_opens_a_clause() -> None:
    doc = read("Deux soldats sont morts lorsque des rebelles leur ont tendu un piège.")
    verb = next(t for t in doc.tokens if t.text == "tendu")
    assert (verb.dep, below(doc, verb, "nsubj")) == ("advcl", ["rebelles"])


@pytest.mark.parametrize("text", ["Les élus ont eux-mêmes reconnu les faits.", "Le maire a lui-même reconnu un fait."])
def test_a_word_that_only_stresses_is_nobody(text: str) -> None:
    doc = read(text)
    verb = next(t for t in doc.tokens if t.text == "reconnu")
    assert verb.head == verb.i
    assert below(doc, verb, "nsubj")[0] in ("élus", "maire")


def test_a_name_beside_a_role_is_no_subject() -> None:
    doc = read("Selon la présidente, Lena Novak, l'armée a quitté la ville.")
    verb = next(t for t in doc.tokens if t.text == "quitté")
    assert below(doc, verb, "nsubj") == ["armée"]


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("Neuf personnes sont mortes et plus de mille habitants ont été évacués.", "évacués", "habitants"),
        ("Un sapeur-pompier a été blessé.", "blessé", "sapeur"),
    ],
)
def test_whom_a_passive_tells_of(text: str, verb: str, subject: str) -> None:
    doc = read(text)
    assert below(doc, next(t for t in doc.tokens if t.text == verb), "nsubj:pass") == [subject]


def test_a_second_participle_goes_on_with_the_auxiliary_of_the_first() -> None:
    doc = read("La ministre a averti que le virus continuait de muter et appelé les élus à agir.")
    verb = next(t for t in doc.tokens if t.text == "appelé")
    assert (verb.dep, doc.tokens[verb.head].text) == ("conj", "averti")
