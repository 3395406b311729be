from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate.doc import Doc, Token


@pytest.mark.parametrize(
    ("text", "name", "noun"),
    [
        ("La cour a acquitté son ex-adjointe, Léa Roux, vendredi.", "Léa", "ex-adjointe"),
        ("Le juge a interrogé un journaliste turc, Ali Aydin, lundi.", "Ali", "journaliste"),
    ],
)
def test_a_name_behind_a_comma_is_the_nouns(
    parse: Callable[..., Doc], token: Callable[[Doc, str], Token], text: str, name: str, noun: str
) -> None:
    doc = parse(text)
    found = token(doc, name)
    assert (found.dep, doc.tokens[found.head].text) == ("appos", noun)


def test_who_is_appointed_is_the_object(parse: Callable[..., Doc], token: Callable[[Doc, str], Token]) -> None:
    doc = parse("Le Mali a nommé porte-parole le général Omar Diallo.")
    assert token(doc, "général").dep == "obj"
    assert token(doc, "porte-parole").dep == "xcomp"


def test_a_participle_with_a_determiner_may_be_a_noun(
    parse: Callable[..., Doc], token: Callable[[Doc, str], Token]
) -> None:
    doc = parse("La députée Anna Berg a libéré son ancien associé, Marc Petit, selon la presse.")
    assert (token(doc, "associé").pos, token(doc, "associé").lemma) == ("NOUN", "associé")
