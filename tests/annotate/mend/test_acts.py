from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate.doc import Doc, Token
from kg.annotate.mend.acts import mend_acts
from kg.lang import lexicon

Word = Callable[..., Token]


@pytest.mark.parametrize(
    ("text", "act", "parties"),
    [
        ("La presse a commenté la visite du maire au Japon.", "visite", ["maire", "Japon"]),
        ("Le groupe a dénoncé l'accord entre le Mali et la Russie.", "accord", ["Mali"]),
        ("Le préfet a condamné l'attaque des rebelles contre un convoi.", "attaque", ["rebelles", "convoi"]),
    ],
)
def test_parties_hang_on_the_act(
    parse: Callable[..., Doc], token: Callable[[Doc, str], Token], text: str, act: str, parties: list[str]
) -> None:
    doc = parse(text)
    noun = token(doc, act)
    assert [c.text for c in doc.children(noun) if c.dep == "nmod"] == parties


def test_the_second_party_is_no_subject(word: Word) -> None:
    tokens = [
        word(0, "sommet", "NOUN", "obl:mod", 5),
        word(1, "entre", "ADP", "case", 2),
        word(2, "Oslo", "PROPN", "nmod", 0),
        word(3, "et", "CCONJ", "cc", 5),
        word(4, "Lima", "PROPN", "nsubj", 5),
        word(5, "surprend", "VERB", "root", 5),
    ]
    tokens[2].ent = tokens[4].ent = "LOC"
    mend_acts(tokens, lexicon("fr"))
    assert (tokens[0].dep, tokens[0].head) == ("nsubj", 5)
    assert (tokens[4].dep, tokens[4].head) == ("conj", 2)
    assert tokens[3].head == 4


def test_a_ban_of_another_act_keeps_to_itself(word: Word) -> None:
    tokens = [
        word(0, "interdiction", "NOUN", "root", 0),
        word(1, "d'", "ADP", "case", 2),
        word(2, "entrée", "NOUN", "nmod", 0),
        word(3, "au", "ADP", "case", 4),
        word(4, "port", "NOUN", "nmod", 2),
    ]
    mend_acts(tokens, lexicon("fr"))
    assert tokens[4].head == 2
