"""Clubs that are called after their ground and town: "le Stade rennais" is a team, and no place.

Which first words such names have is language data (`grammar.clubs`).
"""

from __future__ import annotations

from itertools import pairwise

from kg.annotate.doc import Token
from kg.ids import fold
from kg.lang import Lexicon


def mend_clubs(tokens: list[Token], words: Lexicon) -> None:
    """Make such names organisations, in place."""
    for token, after in pairwise(tokens):
        if token.text not in words.grammar.clubs or after.pos not in ("ADJ", "NOUN") or not after.text.islower():
            continue
        if fold(after.text).endswith(words.grammar.town_endings):
            token.ent, token.ent_start = "ORG", True
            after.ent, after.ent_start = "ORG", False
            if after.i + 1 < len(tokens) and tokens[after.i + 1].ent and not tokens[after.i + 1].ent_start:
                tokens[after.i + 1].ent_start = True
