"""Common nouns and pronouns that take up somebody named before: text in, who does it or suffers it out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Event, Extraction

Read = Callable[..., Extraction]
pytestmark = pytest.mark.model


def names(found: Extraction, word: str, slot: str) -> list[str]:
    text = found.article.text
    known = {entity.id: entity.name for entity in found.entities}
    event: Event = next(e for e in found.events if any(t.of(text) == word for t in e.triggers))
    return [known.get(f.entity, f.text) for f in (event.agents if slot == "agent" else event.targets)]


@pytest.mark.parametrize(
    ("text", "word", "slot", "wanted"),
    [
        # parts in an event
        ("La police a arrêté Luc Roche. Le suspect avait frappé un agent.", "frappé", "agent", ["Luc Roche"]),
        ("Un cycliste a renversé Ana Roche. La victime a été hospitalisée.", "hospitalisée", "target", ["Ana Roche"]),
        ("Luc Roche a ouvert un bar. Le suspect a été arrêté.", "arrêté", "target", ["Le suspect"]),
        # roles in a row
        (
            "Ana Roche, élue du Var et vice-présidente, a voté. L'élue a quitté la salle.",
            "quitté",
            "agent",
            ["Ana Roche"],
        ),
        # other words
        ("Le roi Felipe VI est arrivé. Le souverain a critiqué la loi.", "critiqué", "agent", ["Felipe VI"]),
        ("Ana Roche a gagné. L'Italienne a critiqué le jury.", "critiqué", "agent", ["Ana Roche"]),
        ("Le Russe Ivan Petrov a gagné. L'Italien a critiqué le jury.", "critiqué", "agent", ["L'Italien"]),
        # sorts of bodies
        ("Airbus a fermé une usine. Le parti a critiqué ce choix.", "critiqué", "agent", ["Le parti"]),
        ("Brest a battu Lens. Le club a critiqué l'arbitre.", "critiqué", "agent", ["Brest"]),
        # whom another dealt with
        ("La police a fouillé la maison d'Ana Roche. Elle avait menacé un juge.", "menacé", "agent", ["Ana Roche"]),
        ("Le maire a critiqué Ana Roche. Il a réclamé sa démission.", "démission", "agent", ["Ana Roche"]),
        # in quotations
        ("« On a gagné ce match », a déclaré Ana Roche.", "gagné", "agent", ["Ana Roche"]),
        ("« Un inconnu m'a frappé », raconte Ana Roche.", "frappé", "target", ["Ana Roche"]),
    ],
)
def test_taken_up(text: str, word: str, slot: str, wanted: list[str], read: Read) -> None:
    assert names(read(text), word, slot) == wanted
