"""Whom "the two leaders" means, and whom a role after a name: text in, agents out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Extraction

Read = Callable[..., Extraction]
pytestmark = pytest.mark.model
MET = "Chilean President Hugo Salas met Peruvian President Ivan Petrov in Lima. "
CALLED = "Hugo Salas called the president of Peru, Ivan Petrov.\n\n"


def agents(found: Extraction, word: str) -> list[str]:
    text = found.article.text
    names = {entity.id: entity.name for entity in found.entities}
    event = next(e for e in found.events if any(t.of(text) == word for t in e.triggers))
    return [names.get(f.entity, f.text) for f in event.agents]


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        (MET + "The two leaders signed a treaty.", "signed", ["Hugo Salas", "Ivan Petrov"]),
        (MET + "Both leaders praised the treaty.", "praised", ["Hugo Salas", "Ivan Petrov"]),
        (MET + "The presidents agreed to sign a treaty.", "sign", ["Hugo Salas", "Ivan Petrov"]),
        (MET + "The leaders of the unions protested.", "protested", ["The leaders of the unions"]),
        (MET + "Their talks lasted two hours.", "talks", ["Hugo Salas", "Ivan Petrov"]),
        (MET + "Issues of trade were discussed.", "discussed", ["Hugo Salas", "Ivan Petrov"]),
        (MET + "Chile signed treaties with Cuba. The presidents left.", "left", ["Hugo Salas", "Ivan Petrov"]),
        (CALLED + "Merlin Corp. sued Odalis. The presidents left.", "left", ["Hugo Salas", "Ivan Petrov"]),
        (CALLED + "The president of Chile praised the treaty.", "praised", ["Hugo Salas"]),
        (MET + "Mr Salas praised the treaty.", "praised", ["Hugo Salas"]),
        (MET + "Ukrainian President Paul Webb could meet him.", "meet", ["Paul Webb"]),
    ],
)
def test_agents(text: str, word: str, wanted: list[str], read: Read) -> None:
    assert agents(read(text, "en"), word) == wanted


def test_the_two_ministers_in_french(read: Read) -> None:
    text = "Hugo Salas a rencontré Ivan Petrov à Lima. Les deux ministres ont signé un accord."
    assert agents(read(text, "fr"), "signé") == ["Hugo Salas", "Ivan Petrov"]


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("The Security Council met. Hugo Salas spoke. He praised the text.", "praised", ["Hugo Salas"]),
        ("Merlin Corp. hired Hugo Salas. It praised the text.", "praised", ["Merlin Corp."]),
    ],
)
def test_he_is_no_council_and_it_no_person(text: str, word: str, wanted: list[str], read: Read) -> None:
    assert agents(read(text, "en"), word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Hugo Salas said that Ivan Petrov had lied. He added that the text was false.", "added", ["Hugo Salas"]),
        ("Hugo Salas confirmed that Ivan Petrov had left, but he gave no reason.", "gave", ["Hugo Salas"]),
    ],
)
def test_he_goes_on(text: str, word: str, wanted: list[str], read: Read) -> None:
    assert agents(read(text, "en"), word) == wanted
