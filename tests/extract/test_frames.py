"""Lists of participants: sentence in, who is in the list out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Event, Extraction

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "language", "word", "part", "who"),
    [
        ("La France, l'Allemagne et la Pologne ont signé.", "fr", "signé", "agents", ["France", "Germany", "Poland"]),
        ("La ministre et porte-parole du pays, Anne Sorel, a parlé.", "fr", "parlé", "agents", ["Anne Sorel"]),
        ("L'Italie ainsi que la Grèce ont refusé le plan.", "fr", "refusé", "agents", ["Italy", "Greece"]),
        ("L'attentat a fait 12 morts et 30 blessés.", "fr", "blessés", "targets", ["30 blessés"]),
        (
            "The Vice President and general counsel of the firm, Mark Lund, resigned.",
            "en",
            "resigned",
            "agents",
            ["Mark Lund"],
        ),
    ],
)
def test_lists(
    text: str,
    language: str,
    word: str,
    part: str,
    who: list[str],
    read: Callable[..., Extraction],
    event: Callable[[Extraction, str], Event],
) -> None:
    found = read(text, language)
    names = {e.id: e.name for e in found.entities}
    assert [names.get(f.entity, f.text) for f in getattr(event(found, word), part)] == who
