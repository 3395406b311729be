"""Direct triples, and the names of what is proposed or denied in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from kg.link import link
from kg.link.topics import of_phrase
from kg.model import Linkage


def triples(linked: Linkage) -> set[tuple[str, str, str]]:
    return {(found.subject, found.predicate, found.object) for found in linked.statements}


def test_who_does_what_to_whom_and_about_what(draft: Any) -> None:
    text = "L'Otan a soumis à la Russie des propositions visant à renforcer la sécurité de tous les pays de la région."
    made = draft("a", text)
    nato, russia = made.entity("ORG", "Otan", key="NATO"), made.entity("GPE", "Russie", key="Russia")
    made.event("PROPOSE", "proposes", "soumis", [nato], [russia], object=text[text.index("des") : -1])
    linked = link([made.done()])
    (topic,) = linked.topics
    assert triples(linked) == {("NATO", "proposes", "Russia"), ("NATO", "proposes", topic)}
    assert linked.topics[topic] == {"en": "security proposals", "fr": "propositions visant à renforcer la sécurité"}


def test_what_is_denied_is_named_in_both_languages(draft: Any) -> None:
    made = draft("a", "L'Otan affirme ne pas avoir eu de réponse, ce que Moscou a réfuté.")
    nato, russia = made.entity("ORG", "Otan", key="NATO"), made.entity("GPE", "Moscou", key="Russia")
    says = made.event("STATE", "affirms", "affirme", [nato], content="e2")
    silence = made.event("STATE", "answers", "avoir eu", [russia], [nato], polarity="negative")
    denies = made.event("DENY", "denies", "réfuté", [russia], content=silence)
    made.claim(silence, "asserts", by=says, source=nato)
    made.claim(silence, "denies", by=denies, source=russia)
    linked = link([made.done()])
    (denied,) = [found for found in linked.statements if found.predicate == "denies"]
    assert denied.subject == "Russia" and set(linked.topics[denied.object]) == {"en", "fr"}
    assert linked.topics[denied.object]["en"].startswith("non-response")
    assert linked.topics[denied.object]["fr"].startswith("non-réponse")
    (dispute,) = linked.disputes
    assert (dispute.event.id, [r.id for r in dispute.asserting], [r.id for r in dispute.denying]) == (
        "e2",
        ["e1"],
        ["e3"],
    )


@pytest.mark.parametrize(
    "colour",
    [{"polarity": "negative"}, {"modality": "future"}, {"modality": "requested"}, {"modality": "hypothetical"}],
)
def test_only_what_happened_is_a_triple(draft: Any, colour: dict[str, str]) -> None:
    made = draft("a", "La Russie attaque l'Ukraine.")
    russia, ukraine = made.entity("GPE", "Russie", key="Russia"), made.entity("GPE", "Ukraine", key="Ukraine")
    made.event("ASSAULT", "attacks", "attaque", [russia], [ukraine], **colour)
    assert not link([made.done()]).statements


def test_what_is_denied_is_no_triple(draft: Any) -> None:
    made = draft("a", "La Russie nie attaquer l'Ukraine.")
    russia, ukraine = made.entity("GPE", "Russie", key="Russia"), made.entity("GPE", "Ukraine", key="Ukraine")
    by = made.event("DENY", "denies", "nie", [russia], content="e2")
    what = made.event("ASSAULT", "attacks", "attaquer", [russia], [ukraine])
    made.claim(what, "denies", by=by, source=russia)
    found = triples(link([made.done()]))
    assert {predicate for _, predicate, _ in found} == {"denies"} and len(found) == 1


def test_a_capital_that_acts_is_its_state(draft: Any) -> None:
    made = draft("a", "Moscou accuse Kiev. La Russie insiste.")
    moscow, kyiv = made.entity("GPE", "Moscou", key="Moscow"), made.entity("GPE", "Kiev", key="Kyiv")
    made.entity("GPE", "Russie", key="Russia")
    made.event("ACCUSE", "accuses", "accuse", [moscow], [kyiv])
    assert ("Russia", "accuses", "Kyiv") in triples(link([made.done()]))


@pytest.mark.parametrize(
    ("phrase", "language", "english", "french"),
    [
        ("le retrait des troupes", "fr", "troop withdrawal", "retrait des troupes"),
        ("une nouvelle réunion", "fr", None, "nouvelle réunion"),
        ("l'arrêt de l'élargissement", "fr", "enlargement halt", "arrêt de l'élargissement"),
        ("la réponse la semaine dernière", "fr", "response", "réponse"),
        ("security guarantees", "en", "security guarantees", "garanties de sécurité"),
        ("the withdrawal of troops from the east", "en", "withdrawal of troops from the east", "retrait de troupe"),
        ("des pays qui l'ont rejointe", "fr", None, "pays"),
        ("« »", "fr", None, None),
        ("de la", "fr", None, None),
    ],
)
def test_topics_of_phrases(phrase: str, language: str, english: str | None, french: str | None) -> None:
    topic = of_phrase(phrase, language)
    labels = topic.labels if topic else {}
    assert labels.get("fr") == french or (french and labels.get("fr", "").startswith(french))
    assert labels.get("en") == english


def test_one_topic_of_articles_in_two_languages() -> None:
    french, english = of_phrase("des garanties de sécurité", "fr"), of_phrase("security guarantees", "en")
    assert french and english and french.id == english.id == "topic_security_guarantees"
