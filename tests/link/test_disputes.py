"""A denial that answers what another sentence of its article tells."""

from __future__ import annotations

import pytest

from kg.annotate import annotate
from kg.extract import extract
from kg.link import link
from kg.model import Article

pytestmark = pytest.mark.model


def disputes(text: str, language: str) -> list[tuple[str, str, int, int]]:
    (doc,) = annotate([Article("a", text, published="2024-03-06", language=language)])
    found = link([extract(doc)]).disputes
    return [(d.kind, d.rule, len(d.asserting), len(d.denying)) for d in found]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Kyiv said that Russia had attacked Odesa on Monday. Russia denied that it had attacked Odesa on Monday.",
        ),
        ("fr", "Kiev assure que Moscou a proposé lundi des pourparlers. Moscou a nié avoir proposé des pourparlers."),
        ("fr", "La Turquie affirme que l'armée a accepté la trêve. L'armée a démenti avoir accepté la trêve."),
        (
            "fr",
            "Le syndicat affirme que la police a chargé les manifestants. "
            "La préfecture dément que la police ait chargé les manifestants.",
        ),
    ],
)
def test_both_versions_of_one_act(language: str, text: str) -> None:
    assert disputes(text, language) == [("denial", "denied-in-answer", 1, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "Kiev assure que Moscou a attaqué Odessa lundi. Moscou a nié avoir attaqué Kherson mardi.",
        "Kiev assure que Moscou a attaqué Odessa. Paris a nié avoir attaqué Odessa.",
        "Moscou affirme avoir attaqué Odessa. Moscou a nié avoir attaqué Odessa.",
        "La Commission a lancé une procédure. En mai, la Commission avait renoncé à lancer une procédure.",
    ],
)
def test_no_answer(text: str) -> None:
    assert disputes(text, "fr") == []
