from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Event, Extraction

Read = Callable[..., Extraction]
pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "word", "source"),
    [
        ("La banque a fermé deux agences.", "fermé", ""),
        ("« La banque a fermé deux agences », a dit Pierre Lenoir.", "fermé", "Pierre Lenoir"),
        ("« La banque a fermé deux agences », a dit Pierre Lenoir.", "dit", ""),
        ("Selon Pierre Lenoir, la banque a fermé deux agences.", "fermé", "Pierre Lenoir"),
        ("Pierre Lenoir affirme que la banque a fermé deux agences.", "fermé", "Pierre Lenoir"),
        ("Pierre Lenoir affirme que Paul Morand a dit que la banque a fermé.", "dit", "Pierre Lenoir"),
        ("Pierre Lenoir affirme que Paul Morand a dit que la banque a fermé.", "fermé", "Paul Morand"),
        ("Samir Rahal affirme avoir rencontré le roi.", "rencontré", "Samir Rahal"),
    ],
)
def test_source(text: str, word: str, source: str, read: Read, event: Callable[..., Event]) -> None:
    found = read(text)
    names = {e.id: e.name for e in found.entities}
    assert [names.get(f.entity, f.text) for f in event(found, word).sources] == ([source] if source else [])


@pytest.mark.parametrize(
    ("text", "verb", "content", "stance"),
    [
        ("Pierre Lenoir affirme que la banque a fermé deux agences.", "affirme", "fermé", "asserts"),
        ("L'armée a démenti avoir bombardé l'hôpital.", "démenti", "bombardé", "asserts"),  # that it did not
        ("Le Chili demande au Pérou de retirer ses navires.", "demande", "retirer", "requests"),
        ("Le Chili promet de retirer ses navires.", "promet", "retirer", "promises"),
    ],
)
def test_content_and_stance(
    text: str, verb: str, content: str, stance: str, read: Read, event: Callable[..., Event]
) -> None:
    found = read(text)
    speech, said = event(found, verb), event(found, content)
    assert speech.content == said.id
    claim = next(c for c in found.claims if c.event == said.id)
    assert (claim.stance, claim.by) == (stance, speech.id)
    assert claim.source is not None
    assert claim.source.text == speech.agents[0].text


def test_two_sources_leave_two_claims(read: Read, event: Callable[..., Event]) -> None:
    found = read("La Serbie affirme que le Kosovo a tiré. Le Kosovo affirme que la Serbie a attaqué la ville.")
    by = {c.event: c.source.text for c in found.claims if c.source is not None and c.rule == "speech"}
    assert by == {event(found, "tiré").id: "La Serbie", event(found, "attaqué").id: "Le Kosovo"}


def test_every_event_is_claimed_by_someone(read: Read) -> None:
    found = read(
        "Le maire a parlé. « La banque a fermé deux agences et licencié trente employés », a dit Pierre Lenoir."
    )
    assert {e.id for e in found.events} == {c.event for c in found.claims}


@pytest.mark.parametrize(
    ("text", "word", "source"),
    [
        ("Paul Marsh thanked the guards, promising to return.", "promising", ""),
        ("Police said the man shot the guard, killing him.", "killing", "Police"),
        ("The paper reported that the army had fled, citing officials.", "reported", ""),
        ("The update allows users to sell their programs.", "sell", ""),
        ("Paul Marsh expressed his readiness to sell the firm.", "sell", "Paul Marsh"),
        ("Anna Berg won the vote, according to exit polls.", "won", "exit polls"),
    ],
)
def test_english_source(text: str, word: str, source: str, read: Read, event: Callable[..., Event]) -> None:
    found = read(text, "en")
    names = {e.id: e.name for e in found.entities}
    assert [names.get(f.entity, f.text) for f in event(found, word).sources] == ([source] if source else [])
