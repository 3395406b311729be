from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Event, Extraction

Read = Callable[..., Extraction]
pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("language", "text", "word", "polarity", "modality"),
    [
        ("fr", "Le préfet a interdit la manifestation des éleveurs.", "manifestation", "negative", "requested"),
        ("fr", "Le roi a annulé sa visite à Lima.", "visite", "negative", "future"),
        ("fr", "Le préfet pourrait interdire la manifestation des éleveurs.", "manifestation", "positive", None),
        ("fr", "Le roi n'a pas annulé sa visite à Lima.", "visite", "positive", "future"),
        ("fr", "Le syndicat a renoncé à la grève.", "grève", "negative", "future"),
        ("fr", "Le ministère n'exclut pas une intervention.", "intervention", "positive", "possible"),
        ("fr", "L'interdiction de la grève des infirmières a surpris.", "grève", "negative", "requested"),
        ("fr", "La vente, interdite par le juge, devait durer deux jours.", "vente", "negative", "requested"),
        ("fr", "Le Sénat a rejeté la proposition du maire.", "proposition", "positive", "actual"),
        ("en", "The Senate blocked the sale of drones to Lima.", "sale", "negative", "future"),
        ("en", "Police foiled an attack on the embassy.", "attack", "negative", "future"),
        ("en", "The regulator has banned the merger of the two banks.", "merger", "negative", "requested"),
        ("en", "The ban on the sale of ivory surprised traders.", "sale", "negative", "requested"),
        ("en", "The government has authorised the extradition of the banker.", "extradition", "positive", None),
    ],
)
def test_what_is_kept_from_happening(
    language: str,
    text: str,
    word: str,
    polarity: str,
    modality: str | None,
    read: Read,
    event: Callable[..., Event],
) -> None:
    found = event(read(text, language=language), word)
    assert found.polarity == polarity
    assert modality is None or found.modality == modality


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("fr", "La police a déjoué un attentat contre la synagogue.", "attentat"),
        ("fr", "Le préfet a interdit la manifestation.", "manifestation"),
        ("en", "The Senate blocked the sale of drones to Lima.", "sale"),
    ],
)
def test_who_prevents_an_act_does_not_do_it(
    language: str, text: str, word: str, read: Read, event: Callable[..., Event]
) -> None:
    assert not event(read(text, language=language), word).agents
