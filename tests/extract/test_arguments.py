from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate.doc import Doc, Token
from kg.extract.arguments import case_of, conjuncts, path, readings
from kg.extract.coreference import Discourse
from kg.extract.predicates import candidates
from kg.lang import Lexicon
from kg.model import Article

Talk = Callable[[str], Discourse]
pytestmark = pytest.mark.model


def ties(talk: Discourse, word: str, words: Lexicon) -> dict[str, list[str]]:
    predicate = next(p for p in candidates(talk.doc, words) if p.token.text == word)
    return {talk.doc.tokens[head].text: names for head, names in readings(talk, predicate, words).items()}


@pytest.mark.parametrize(
    ("text", "verb", "phrase", "reading"),
    [
        ("La police a arrêté deux suspects.", "arrêté", "police", "subj"),
        ("La police a arrêté deux suspects.", "arrêté", "suspects", "obj"),
        ("Deux suspects ont été arrêtés par la police.", "arrêtés", "suspects", "pass-subj"),
        ("Deux suspects ont été arrêtés par la police.", "arrêtés", "police", "by"),
        ("Le maire a parlé aux habitants.", "parlé", "habitants", "obl-a"),
        ("La France et la Pologne ont signé.", "signé", "France", "subj"),
        ("La France et la Pologne ont signé.", "signé", "Pologne", "subj+conj"),
        ("L'homme qui a tué le garde a fui.", "tué", "homme", "rel-subj"),
        ("Le Chili promet de retirer ses navires.", "retirer", "Chili", "xcomp-subj:told"),
        ("Le Chili demande au Pérou de retirer ses navires.", "retirer", "Pérou", "xcomp-to:asked"),
        ("Le Chili demande au Pérou de retirer ses navires.", "retirer", "Chili", "xcomp-subj:asked"),
        ("Le président a rencontré les élus et a promis une aide.", "promis", "président", "conj-subj"),
        ("Un train transportant du bois a déraillé.", "transportant", "train", "acl-gerund"),
        ("L'attaque des rebelles a échoué.", "échoué", "rebelles", "light-noun-de"),
        ("L'assassinat du préfet par un commando a choqué.", "assassinat", "commando", "by"),
        ("L'assassinat du préfet par un commando a choqué.", "assassinat", "préfet", "pass-subj"),
        ("L'attaque des rebelles contre le convoi a choqué le pays.", "attaque", "rebelles", "subj"),
        ("L'attaque des rebelles contre le convoi a choqué le pays.", "attaque", "convoi", "obj"),
        ("Le maire a été victime d'une attaque.", "attaque", "maire", "pass-subj"),
    ],
)
def test_readings(text: str, verb: str, phrase: str, reading: str, talk: Talk, words: Lexicon) -> None:
    assert reading in ties(talk(text), verb, words)[phrase]


def test_impersonal_subject_is_no_reading(talk: Talk, words: Lexicon) -> None:
    found = ties(talk("Il faut voter la loi."), "voter", words)
    assert "Il" not in found


@pytest.mark.parametrize(
    ("text", "word", "case"),
    [
        ("Il parle du projet.", "projet", "de"),
        ("Il parle aux habitants.", "habitants", "a"),
        ("Il vient d'Irak.", "Irak", "de"),
        ("Il vote contre la loi.", "loi", "contre"),
        ("Il vote la loi.", "loi", ""),
    ],
)
def test_case(text: str, word: str, case: str, parse: Callable[..., Doc], token: Callable[[Doc, str], Token]) -> None:
    doc = parse(text)
    assert case_of(doc, token(doc, word)) == case


@pytest.mark.parametrize(("language", "case"), [("fr", "de"), ("en", "du")])
def test_a_preposition_is_one_of_its_language(language: str, case: str) -> None:
    mark = Token(0, "Du", 0, 2, "du", "ADP", "case", 1, {}, 0)
    noun = Token(1, "port", 3, 7, "port", "NOUN", "root", 1, {}, 0, children=[0])
    doc = Doc(Article("a", "Du port", language=language), language, [mark, noun], [], (), [])
    assert case_of(doc, noun) == case


def test_conjuncts_of_a_chain(talk: Talk) -> None:
    doc = talk("La France et la Pologne ont signé.").doc
    france = next(t for t in doc.tokens if t.text == "France")
    assert [t.text for t in conjuncts(doc, france)] == ["Pologne"]


def test_path(parse: Callable[..., Doc]) -> None:
    doc = parse("La police a arrêté deux suspects.")
    by = {t.text: t for t in doc.tokens}
    assert path(doc, by["arrêté"], by["police"]) == ">nsubj"
    assert path(doc, by["police"], by["suspects"]) == "<nsubj>obj"
    assert path(doc, by["police"], by["police"]) == ""


def test_path_between_sentences_is_empty(parse: Callable[..., Doc]) -> None:
    doc = parse("La police enquête. Le maire se tait.")
    assert path(doc, doc.tokens[1], doc.tokens[5]) == ""
