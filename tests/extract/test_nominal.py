from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate.doc import Doc
from kg.evaluate.form import record
from kg.extract.nominal import complete
from kg.extract.predicates import candidates
from kg.lang import lexicon
from kg.model import Extraction


@pytest.mark.parametrize(
    ("text", "act", "told"),
    [
        ("Le maire salue l'accord entre les syndicats et la direction.", "accord", True),
        ("Le maire salue son soutien à l'Ukraine.", "soutien", True),
        ("Le maire commente l'enquête contre le préfet.", "enquête", True),
        ("Le maire commente le soutien des électeurs.", "soutien", False),
        ("Le maire commente l'accord de principe.", "accord", False),
    ],
)
def test_a_noun_with_both_parties_is_told(parse: Callable[..., Doc], text: str, act: str, told: bool) -> None:
    words, doc = lexicon("fr"), parse(text)
    (noun,) = [p for p in candidates(doc, words) if p.token.text == act]
    assert complete(doc, noun, words) is told


def test_who_does_what_somebody_has_done(read: Callable[..., Extraction]) -> None:
    found = record(read("Le préfet a fait évacuer le camp par les gendarmes."))
    assert [(e["agent"], e["target"]) for e in found["events"]] == [(["les gendarmes"], ["le camp"])]
