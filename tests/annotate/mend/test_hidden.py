from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate.doc import Doc, Token

Parse = Callable[..., Doc]
Find = Callable[[Doc, str], Token]
pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "word", "subject"),
    [
        ("La Hongrie dément avoir espionné des journalistes.", "dément", "Hongrie"),
        ("La Corée du Nord menace de tirer un missile.", "menace", "Corée"),
        ("La Ligue des jardins (LJ) demande une aide.", "demande", "Ligue"),
        ("Le journal dit que la police affirme que le suspect a fui.", "dit", "journal"),
    ],
)
def test_a_hidden_present_is_the_verb_of_its_clause(
    text: str, word: str, subject: str, parse: Parse, token: Find
) -> None:
    doc = parse(text)
    verb, noun = token(doc, word), token(doc, subject)
    assert (verb.pos, verb.dep, verb.morph.get("VerbForm")) == ("VERB", "root", "Fin")
    assert (noun.head, noun.dep) == (verb.i, "nsubj")


def test_a_hidden_participle(parse: Parse, token: Find) -> None:
    verb = token(parse("Le ministre a nié."), "nié")
    assert (verb.pos, verb.lemma) == ("VERB", "nier")


def test_a_participle_of_no_known_verb_behind_its_auxiliary(parse: Parse, token: Find) -> None:
    verb = token(parse("Ce dernier a alors décodé les données et quitté la salle."), "décodé")
    assert (verb.pos, verb.lemma) == ("VERB", "décoder")
    verb = token(parse("Son corps aurait alors rebondi contre le train."), "rebondi")
    assert (verb.pos, verb.lemma) == ("VERB", "rebondir")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("La menace de tirer un missile inquiète la ville.", "menace"),
        ("Une annonce du gouvernement.", "annonce"),
        ("Le ministre a parlé de la marche.", "marche"),
    ],
)
def test_nouns_stay_nouns(text: str, word: str, parse: Parse, token: Find) -> None:
    assert token(parse(text), word).pos == "NOUN"


def test_also_in_a_heading_behind_other_text(parse: Parse, token: Find) -> None:
    verb = token(parse("Il pleut sur la ville.\n\nLa Grèce ferme ses ports\n\nLe vent souffle."), "ferme")
    assert (verb.pos, verb.lemma) == ("VERB", "fermer")


def test_a_participle_that_opens_its_sentence(parse: Parse, token: Find) -> None:
    doc = parse("Arrêté en mars par les douaniers, Victor Almeida a été libéré.")
    verb, doers = token(doc, "Arrêté"), token(doc, "douaniers")
    assert (verb.pos, verb.lemma, verb.dep) == ("VERB", "arrêter", "advcl")
    assert (doers.head, doers.dep) == (verb.i, "obl:agent")
