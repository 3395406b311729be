from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from kg.annotate import annotate
from kg.annotate.units import PLACEHOLDER, layout
from kg.model import Article

PIECES = [
    "« ",
    " »",
    '"',
    "“",
    "”",
    "\n",
    "\n\n",
    "  ",
    " ,",
    "’",
    "\u00a0",
    "Le maire",
    " a dit",
    " Nous partons",
    ".",
    " !",
]


def texts(text: str) -> list[str]:
    return [unit.text for unit in layout(text).units]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il pleut.", ["Il pleut."]),
        ("L’eau   monte\u00a0.", ["L'eau monte."]),
        ("« Nous partons demain », a dit Paul.", [f"{PLACEHOLDER}, a dit Paul.", "Nous partons demain"]),
        ("Paul a dit : « Nous partons demain. »", [f"Paul a dit : {PLACEHOLDER}", "Nous partons demain."]),
        ("Il a dénoncé une guerre « absurde et cruelle ».", ["Il a dénoncé une guerre absurde et cruelle."]),
        ("« Nous partons tous demain. »", ["Nous partons tous demain."]),
        ("« Non », dit-il.", ["Non, dit-il."]),
    ],
)
def test_units(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_placeholder_knows_its_quotation() -> None:
    text = "« Nous partons demain », a dit Paul. « Nous restons ici », a dit Anne."
    plan = layout(text)
    frame, *inside = plan.units
    assert [plan.quotes[k].span.of(text) for _, k in frame.holes] == ["« Nous partons demain »", "« Nous restons ici »"]
    for at, _ in frame.holes:
        assert frame.text[at : at + len(PLACEHOLDER)] == PLACEHOLDER
        assert set(frame.origin[at : at + len(PLACEHOLDER)]) == {-1}
    assert [unit.quote for unit in inside] == [k for _, k in frame.holes]


def test_dateline_is_not_parsed() -> None:
    plan = layout("LYON, 3 mars 2021 (Presse) – Le pont est fermé.")
    assert [s.kind for s in plan.segments] == ["dateline", "paragraph"]
    assert [u.text for u in plan.units] == ["Le pont est fermé."]


def test_heading_is_marked() -> None:
    assert [u.heading for u in layout("Un pont fermé\n\nLe pont est fermé.").units] == [True, False]


def clean(char: str) -> str:
    """What a character of the article becomes in a unit."""
    return " " if re.match(r"[\s«»“”„\"]", char) else "'" if char in "’ʼ" else char


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from([*PIECES, "x", "7", "é", "😀"]), max_size=25).map("".join))
def test_every_character_of_a_unit_comes_from_its_place(text: str) -> None:
    for unit in layout(text).units:
        assert len(unit.text) == len(unit.origin)
        real = [k for k in unit.origin if k >= 0]
        assert real == sorted(set(real))
        assert all(clean(text[k]) == char for char, k in zip(unit.text, unit.origin, strict=True) if k >= 0)


@pytest.mark.model
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from([*PIECES, " Anne", " hier", " 12", "-t-il", " 😀"]), max_size=20).map("".join))
def test_offsets_of_tokens_give_their_text(text: str) -> None:
    (doc,) = annotate([Article("a", text, language="fr")])
    last = 0
    for i, token in enumerate(doc.tokens):
        assert token.i == i
        assert last <= token.start < token.end <= len(text)
        last = token.start
        found = "".join(map(clean, text[token.start : token.end]))
        assert found.replace(" ", "") == token.text.replace(" ", ""), (token.text, text)
        assert 0 <= token.head < len(doc.tokens)
    assert [k for s in doc.sentences for k in range(s.first, s.last)] == list(range(len(doc.tokens)))


def test_every_apostrophe_is_plain_for_the_parser() -> None:
    (unit,) = layout("L’Otan, l'Union et l\u02bcUkraine ont signé.").units
    assert unit.text == "L'Otan, l'Union et l'Ukraine ont signé."
    assert unit.origin == list(range(len(unit.text)))
