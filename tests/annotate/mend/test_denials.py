"""Both halves of a negation, and both words of a compound tense, belong to one verb."""

from __future__ import annotations

import pytest

from kg.annotate import annotate
from kg.extract import extract
from kg.model import Article

pytestmark = pytest.mark.model
ADVERBS = ["", "encore ", "du tout ", "vraiment ", "pour l'instant ", "officiellement "]


@pytest.mark.parametrize("adverb", ADVERBS)
@pytest.mark.parametrize(
    "text",
    [
        "La France n'a pas {}signé le traité.",
        "Les élus n'avaient pas {}signé le traité.",
        "La radio affirme que la France n'a jamais {}signé le traité.",
        "La France a promis de ne pas {}signer le traité.",
        "La France ne signera pas {}le traité.",
    ],
)
def test_what_stands_between_changes_nothing(text: str, adverb: str) -> None:
    (doc,) = annotate([Article("a", text.format(adverb), language="fr")])
    found = {
        event.polarity
        for event in extract(doc).events
        if any("sign" in doc.article.text[t.start : t.end] for t in event.triggers)
    }
    assert found == {"negative"}


def test_not_only_denies_nothing() -> None:
    (doc,) = annotate(
        [Article("a", "Le maire n'a pas seulement accusé la banque, il a aussi démissionné.", language="fr")]
    )
    assert {event.polarity for event in extract(doc).events} == {"positive"}
