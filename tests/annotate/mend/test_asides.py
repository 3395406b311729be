from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate.doc import Doc, Token
from kg.annotate.mend.asides import set_aside
from kg.lang import lexicon

Parse = Callable[..., Doc]
Find = Callable[[Doc, str], Token]


def row(*words: tuple[str, str, str, int]) -> list[Token]:
    return [Token(i, text, 0, 0, text, pos, dep, head, {}, 0) for i, (text, pos, dep, head) in enumerate(words)]


def test_the_participle_behind_takes_the_place_of_the_phrase() -> None:
    tokens = row(
        ("Elle", "PRON", "nsubj", 3), ("a", "AUX", "aux:tense", 3), ("bien", "ADV", "advmod", 3),
        ("entendu", "VERB", "root", 3), ("signé", "VERB", "xcomp", 3), ("le", "DET", "det", 6),
        ("bail", "NOUN", "obj", 4),
    )  # fmt: skip
    set_aside(tokens, lexicon("fr"))
    assert [(t.head, t.dep) for t in tokens] == [
        (4, "nsubj"), (4, "aux:tense"), (4, "advmod"), (2, "fixed"), (4, "root"), (6, "det"), (4, "obj"),
    ]  # fmt: skip
    assert tokens[3].pos == "ADV"


def test_nothing_else_said_and_other_languages_are_left_alone() -> None:
    tokens = row(("Bien", "ADV", "advmod", 1), ("entendu", "VERB", "root", 1), ("!", "PUNCT", "punct", 1))
    set_aside(tokens, lexicon("fr"))
    set_aside(tokens, lexicon("en"))
    assert [(t.head, t.dep) for t in tokens] == [(1, "advmod"), (1, "root"), (1, "punct")]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "root"),
    [
        ("La panne a bien entendu provoqué des retards.", "entendu", "provoqué"),
        ("La mairie, qui de son côté refuse le projet, a voté.", "côté", "voté"),
        ("Le bus a d'abord heurté deux piétons.", "abord", "heurté"),
        ("Le train est arrivé plus tôt que prévu.", "prévu", "arrivé"),
        ("La règle permet de juger, c'est-à-dire que la mairie doit voter.", "dire", "permet"),
    ],
)
def test_a_set_phrase_is_no_verb_and_no_noun(text: str, word: str, root: str, parse: Parse, token: Find) -> None:
    doc = parse(text)
    assert token(doc, word).pos == "ADV"
    assert token(doc, root).dep == "root"
