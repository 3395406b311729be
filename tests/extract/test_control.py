"""Who is told to do it, where a pronoun or a relative clause names them."""

from __future__ import annotations

import pytest

from kg.annotate import annotate
from kg.extract.control import told, turns
from kg.lang import lexicon
from kg.model import Article


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("La cour lui a interdit de voyager.", "interdit", "lui"),
        ("Le parquet l'accuse d'avoir menti.", "accuse", "l'"),
        ("Le maire, que le parquet accusait d'avoir menti, est parti.", "accusait", "maire"),
        ("Le maire a demandé de partir.", "demandé", ""),
    ],
)
def test_who_is_told(text: str, verb: str, expected: str) -> None:
    (doc,) = annotate([Article("a", text, language="fr")])
    found = told(doc, next(t for t in doc.tokens if t.text == verb), lexicon("fr"))
    assert (found.text if found is not None else "") == expected


def test_verbs_that_turn_to_somebody() -> None:
    assert turns("interdire", lexicon("fr")) and turns("demander", lexicon("fr"))
    assert not turns("promettre", lexicon("fr")) and not turns("attaquer", lexicon("fr"))
