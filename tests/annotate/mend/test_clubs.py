from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate.doc import Token
from kg.annotate.mend.clubs import mend_clubs
from kg.lang import lexicon

Word = Callable[..., Token]


@pytest.mark.parametrize(
    ("after", "found"), [("rennais", "ORG"), ("municipal", ""), ("Rennais", "")], ids=["town", "ground", "capital"]
)
def test_club_of_a_town(after: str, found: str, word: Word) -> None:
    tokens = [
        word(0, "Le", "DET", "det", 1),
        word(1, "Stade", "NOUN", "nsubj", 3),
        word(2, after, "ADJ", "amod", 1),
        word(3, "gagne", "VERB", "root", 3),
    ]
    mend_clubs(tokens, lexicon("fr"))
    assert (tokens[1].ent, tokens[2].ent) == (found, found)
