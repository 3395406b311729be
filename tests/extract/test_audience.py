"""To whom it is said, who is a body and whose work it is: text in, agents and targets out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from kg.model import Extraction, Filler

Read = Callable[..., Extraction]
pytestmark = pytest.mark.model
WROTE = "Rosa Lind congratulated Emil Brandt on his victory.\n\n"


def _names(found: Extraction, fillers: Sequence[Filler]) -> list[str]:
    names = {entity.id: entity.name for entity in found.entities}
    return [names.get(f.entity, f.text) for f in fillers]


@pytest.mark.parametrize(
    ("text", "word", "agents", "targets"),
    [
        (WROTE + 'The message reads: "You rowed with courage."', "reads", ["Rosa Lind"], ["Emil Brandt"]),
        ("Quintar closed its mill. The company sued Emil Brandt.", "sued", ["Quintar"], ["Emil Brandt"]),
        ("Rosa Lind fled to Oslo. Her work helped two nurses.", "helped", ["Rosa Lind"], ["two nurses"]),
        ("Norway freed the sailors it had arrested in May.", "arrested", ["Norway"], ["the sailors"]),
        ("When she left, Rosa Lind thanked Emil Brandt.", "left", ["Rosa Lind"], []),
        ("The merger was approved by regulators in Oslo.", "merger", [], []),
    ],
)
def test_parts(text: str, word: str, agents: list[str], targets: list[str], read: Read) -> None:
    found = read(text, "en")
    text = found.article.text
    event = next((e for e in found.events if any(t.of(text) == word for t in e.triggers)), None)
    if event is not None or agents:
        assert event is not None
        assert (_names(found, event.agents), _names(found, event.targets)) == (agents, targets)
