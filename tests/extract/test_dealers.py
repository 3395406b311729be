"""Names of companies and clubs that are taken for places: text in, to whom or with whom out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Event, Extraction

Read = Callable[..., Extraction]
pytestmark = pytest.mark.model


def who(found: Extraction, word: str) -> tuple[list[str], list[str]]:
    text = found.article.text
    known = {entity.id: entity.name for entity in found.entities}
    event: Event = next(e for e in found.events if any(t.of(text) == word for t in e.triggers))
    agents, targets = ([known.get(f.entity, f.text) for f in fillers] for fillers in (event.agents, event.targets))
    return agents, targets


@pytest.mark.parametrize(
    ("text", "word", "targets"),
    [
        ("La société Norvo a vendu son usine à Lactalis.", "vendu", ["Lactalis"]),
        ("La société Norvo a vendu son usine à l'américain Whirlpool.", "vendu", ["Whirlpool"]),
        ("Luc Roche s'est engagé mardi avec le Torino.", "engagé", ["Torino"]),
        ("La société Norvo a acheté 20 % du capital de Michelin.", "acheté", ["Michelin"]),
        ("La société Norvo a acheté un hôtel à Rouen.", "acheté", []),
        ("La vente de l'usine au groupe Norvo a surpris les salariés.", "vente", ["Norvo"]),
        ("Le PSG menace le groupe allemand Bosch.", "menace", ["Bosch"]),
    ],
)
def test_to_whom(text: str, word: str, targets: list[str], read: Read) -> None:
    assert who(read(text), word)[1] == targets


def test_both_play(read: Read) -> None:
    agents, targets = who(read("La finale opposera Lorient au Real Madrid."), "opposera")
    assert (sorted(agents), targets) == (["Lorient", "Real Madrid"], [])
