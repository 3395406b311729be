"""Presents that taggers take for nouns: behind commas, relative pronouns and "et", and before adverbs."""

from __future__ import annotations

import pytest

from kg.annotate import annotate
from kg.model import Article

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "verb", "subject", "thing"),
    [
        ("Chassée du port par ses rivaux, l'armée contrôle des zones rurales.", "contrôle", "armée", "zones"),
        ("La société Nexia, fondée en 2010, critique son voisin.", "critique", "société", "voisin"),
        ("Alors que la ministre critique le projet, la Ligue hésite.", "critique", "ministre", "projet"),
        ("Le syndicat Solidex ne contrôle plus le port.", "contrôle", "syndicat", "port"),
        ("Moscou recule et contrôle le port.", "contrôle", "", "port"),
        ("Le groupe, qui contrôle deux villes, veut négocier.", "contrôle", "qui", "villes"),
        ("La ministre visite de nouveau le port.", "visite", "ministre", "port"),
        ("Moscou n'accuse plus des élus.", "accuse", "Moscou", "élus"),
    ],
)
def test_such_a_present_is_a_verb(text: str, verb: str, subject: str, thing: str) -> None:
    (doc,) = annotate([Article("a", text, language="fr")])
    token = next(t for t in doc.tokens if t.text == verb)
    parts = {t.dep: t.text for t in doc.children(token) if t.dep in ("nsubj", "obj")}
    assert token.pos == "VERB"
    assert parts == ({"nsubj": subject} if subject else {}) | {"obj": thing}


@pytest.mark.parametrize(
    "text",
    [
        "La préfecture de Seine-Maritime dément que la police ait chargé les manifestants.",
        "La préfecture de Loire-Atlantique dément que le pont ait cédé.",
    ],
)
def test_a_clause_behind_what_looks_like_an_adverb(text: str) -> None:
    (doc,) = annotate([Article("a", text, language="fr")])
    token = next(t for t in doc.tokens if t.text == "dément")
    assert (token.pos, token.dep) == ("VERB", "root")
    assert {t.dep: t.text for t in doc.children(token) if t.dep == "nsubj"} == {"nsubj": "préfecture"}


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("La société Nexia, fondée en 2010, objet de critiques, a fermé.", "critiques"),
        ("Le port a été fermé après un contrôle.", "contrôle"),
        ("La ministre et sa critique ont fait du bruit.", "critique"),
    ],
)
def test_nouns_stay_nouns(text: str, noun: str) -> None:
    (doc,) = annotate([Article("a", text, language="fr")])
    assert next(t for t in doc.tokens if t.text == noun).pos == "NOUN"
