from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Event, Extraction

Read = Callable[..., Extraction]
pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "word", "polarity"),
    [
        ("Le parlement a adopté la loi.", "adopté", "positive"),
        ("Le parlement n'a pas adopté la loi.", "adopté", "negative"),
        ("Le parlement n'a jamais adopté la loi.", "adopté", "negative"),
        ("Aucun soldat n'a été blessé.", "blessé", "negative"),
        ("Le refus de Kiev d'appliquer l'accord a été condamné.", "appliquer", "negative"),
        ("La police n'a arrêté que deux hommes.", "arrêté", "positive"),
        ("Le syndicat a refusé de signer l'accord.", "refusé", "positive"),
        ("Le syndicat a refusé de signer l'accord.", "signer", "negative"),
        ("Le ministre est parti sans répondre aux journalistes.", "répondre", "negative"),
        ("Le ministre est parti sans répondre aux journalistes.", "parti", "positive"),
        ("Le navire est parti sans que la douane ait fouillé la cargaison.", "fouillé", "negative"),
        ("Il n'a pas pu signer l'accord.", "signer", "negative"),
    ],
)
def test_polarity(text: str, word: str, polarity: str, read: Read, event: Callable[..., Event]) -> None:
    assert event(read(text), word).polarity == polarity


@pytest.mark.parametrize(
    ("text", "word", "modality"),
    [
        ("Le Sénat a voté la loi.", "voté", "actual"),
        ("Le Sénat approuvera la loi mardi.", "approuvera", "future"),
        ("Le Sénat devrait voter la loi.", "voter", "future"),
        ("La Bulgarie pourrait fermer sa frontière.", "fermer", "possible"),
        ("Le chef rebelle aurait quitté le pays.", "quitté", "possible"),
        ("Le Chili demande au Pérou de retirer ses navires.", "retirer", "requested"),
        ("Le Chili promet de retirer ses navires.", "retirer", "future"),
        ("Le roi a voyagé pour rencontrer le pape.", "rencontrer", "hypothetical"),
    ],
)
def test_modality(text: str, word: str, modality: str, read: Read, event: Callable[..., Event]) -> None:
    assert event(read(text), word).modality == modality
