from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate import annotate
from kg.extract import extract
from kg.model import Article


@pytest.fixture(scope="module")
def who() -> Callable[[str, str], set[str]]:
    def found(text: str, verb: str) -> set[str]:
        article = extract(next(iter(annotate([Article("a", text, "", "2022-02-16", "fr")]))))
        names = {e.id: e.name for e in article.entities}
        acts = [e for e in article.events if any(s.of(text) == verb for s in e.triggers)]
        return {names.get(f.entity, f.text) for e in acts for f in (*e.agents, *e.targets)}

    return found


@pytest.mark.parametrize(
    ("text", "verb", "names"),
    [
        (
            "Ruth Chebet et Almaz Bekele ont mené. Les deux rivales ont attaqué.",
            "attaqué",
            {"Ruth Chebet", "Almaz Bekele"},
        ),
        (
            "Le juge a inculpé Jan Maly et Luc Duval. La cour les a libérés.",
            "libérés",
            {"La cour", "Jan Maly", "Luc Duval"},
        ),
        ("Le Brésil et le Pérou ont négocié. Les deux pays ont signé un traité.", "signé", {"Brazil", "Peru"}),
    ],
)
def test_several_are_told_one_by_one(
    who: Callable[[str, str], set[str]], text: str, verb: str, names: set[str]
) -> None:
    assert who(text, verb) == names


def test_several_unnamed_stay_so(who: Callable[[str, str], set[str]]) -> None:
    text = "Deux hommes ont été arrêtés. Le juge Jan Maly a entendu Luc Duval. Les deux hommes ont avoué."
    assert not who(text, "avoué") & {"Jan Maly", "Luc Duval"}
