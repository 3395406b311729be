"""How old somebody is said to be: two people of different ages are not the same."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.annotate.doc import Doc, Token
from kg.ids import fold
from kg.lang import Lexicon

_REACH = 5  # tokens between which and the noun an age stands: ", âgé de 34 ans"
_OLDEST = 120


def age_of(doc: Doc, head: int, last: int, lexicon: Lexicon) -> str:
    """The years that a phrase gives its head: "Anna Berg, 34 ans", "un homme âgé de 34 ans", "the 34-year-old man".

    `head` is the index of its main token, `last` the one behind its last token; "" where no age is told.
    """
    grammar = lexicon.grammar
    words = [fold(t.text) for t in doc.tokens[max(0, head - _REACH) : head]]
    for number, mark, years in zip(words, words[1:], words[2:], strict=False):  # "34-year-old"
        if _age(number) and mark == "-" and years in grammar.years:
            return number
    behind = doc.tokens[last : last + _REACH]
    return _behind(behind, lexicon) or (_bare(behind) if grammar.bare_ages else "")


def _behind(tokens: Sequence[Token], lexicon: Lexicon) -> str:
    """Past a comma and "âgé de": "34 ans"."""
    words = [fold(t.text) for t in tokens]
    for word, years in pairwise(words):
        if _age(word):
            return word if years in lexicon.grammar.years else ""
        if word not in lexicon.grammar.aged:
            break
    return ""


def _bare(tokens: Sequence[Token]) -> str:
    """ ", 34,"."""
    texts = [t.text for t in tokens[:3]]
    return texts[1] if len(texts) == 3 and texts[0] == "," and texts[2] in (",", ".") and _age(texts[1]) else ""


def _age(text: str) -> bool:
    return text.isdecimal() and 0 < int(text) < _OLDEST
