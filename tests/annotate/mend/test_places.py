"""Persons whose recognised name begins with their country."""

from __future__ import annotations

import pytest

from kg.annotate.doc import Token
from kg.annotate.mend.places import part_places


def row(first: str, ent: str, starts: bool) -> list[Token]:
    """ "<first> Nikol Petrian parle", the person flat under the first word."""
    words = [
        (first, "PROPN", "nsubj", 3, ent, True), ("Nikol", "PROPN", "flat:name", 0, "PER", starts),
        ("Petrian", "PROPN", "flat:name", 1, "PER", False), ("parle", "VERB", "root", 3, "", False),
    ]  # fmt: skip
    return [
        Token(i, text, 0, 0, text.lower(), pos, dep, head, {}, sent=0, ent=kind, ent_start=start)
        for i, (text, pos, dep, head, kind, start) in enumerate(words)
    ]


@pytest.mark.parametrize(("ent", "starts"), [("PER", False), ("LOC", True)])
def test_the_place_hangs_on_the_person(ent: str, starts: bool) -> None:
    tokens = row("Arménie", ent, starts)
    part_places(tokens, "fr")
    assert (tokens[1].dep, tokens[1].head) == ("nsubj", 3) and tokens[1].ent_start
    assert (tokens[0].ent, tokens[0].dep, tokens[0].head) == ("LOC", "nmod", 1)


def test_other_first_words_stay() -> None:
    tokens = row("Anne", "PER", False)
    part_places(tokens, "fr")
    assert tokens[0].ent == "PER" and tokens[1].head == 0
