from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract import antecedents
from kg.extract.coreference import Discourse
from kg.extract.mentions import Phrase
from kg.lang import lexicon

Talk = Callable[[str], Discourse]
pytestmark = pytest.mark.model


def pronoun(talk: Discourse, word: str) -> Phrase:
    return next(p for p in reversed(talk.phrases) if word in [t.text for t in talk.doc.tokens[p.first : p.last]])


def names(talk: Discourse, word: str) -> list[str]:
    """First words of the clusters that a pronoun may mean."""
    options = antecedents.line_up(talk, pronoun(talk, word), lexicon("fr"))
    assert options[0].cluster is None
    return [talk.doc.tokens[o.cluster.phrases[0].head].text for o in options[1:] if o.cluster is not None]


def test_agreement_and_given_names(talk: Talk) -> None:
    found = names(talk("Hillary Brandt a battu Manuel Costa. Elle a remercié ses amis."), "Elle")
    assert "Hillary" in found and "Manuel" not in found


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Farid Nasri a perdu. Paul Costa l'a critiqué.", "l'"),
        ("Farid Nasri a perdu. Paul Costa a téléphoné et l'a félicité.", "l'"),
    ],
)
def test_an_object_is_not_its_verbs_subject(talk: Talk, text: str, word: str) -> None:
    found = names(talk(text), word)
    assert "Farid" in found and "Paul" not in found


def test_we_may_be_whom_the_speaker_stands_for(talk: Talk) -> None:
    text = "« Nous avons signé l'accord », a dit Paul Costa, président de l'Otan."
    options = antecedents.line_up(talk(text), pronoun(talk(text), "Nous"), lexicon("fr"))
    labels = [o.cluster.label for o in options if o.cluster is not None]
    assert labels == ["ORG"] and "spoken-for|first-p" in options[1].features


@pytest.mark.parametrize("word", ["Certains", "Ceux", "Plusieurs"])
def test_words_that_stand_alone(talk: Talk, word: str) -> None:
    found = talk(f"Des policiers ont parlé. {word} ont quitté la ville.")
    phrase = pronoun(found, word)
    assert phrase.kind == "nominal" and phrase.entity != next(p for p in found.phrases if p.head == 1).entity


def test_the_latter(talk: Talk) -> None:
    found = talk("Paul Costa a rencontré Farid Nasri. Ce dernier a refusé.")
    assert pronoun(found, "dernier").kind == "pronoun"


def test_the_latter_was_named_last(talk: Talk) -> None:
    found = talk("Luc Petit a nommé Paul Durand. Le jour de sa nomination, ce dernier a choisi Hugo Salas.")
    named = next(p for p in found.phrases if found.doc.tokens[p.head].text == "Paul")
    assert pronoun(found, "dernier").entity == named.entity


def test_features_name_nobody(talk: Talk) -> None:
    options = antecedents.line_up(
        found := talk("Farid Nasri est venu. Il a signé."), pronoun(found, "Il"), lexicon("fr")
    )
    assert not any("nasri" in f.lower() or "farid" in f.lower() for o in options for f in o.features)
