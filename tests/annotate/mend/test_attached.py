from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate.doc import Doc, Token


@pytest.mark.parametrize(
    ("text", "noun", "above"),
    [
        ("Une pétition contre la taxe et les péages a réuni 900 signatures.", "péages", "taxe"),
        ("Le maire de Brest et les élus ont protesté.", "élus", "maire"),
    ],
)
def test_one_verb_in_the_singular_has_one_subject(
    parse: Callable[..., Doc], token: Callable[[Doc, str], Token], text: str, noun: str, above: str
) -> None:
    doc = parse(text)
    assert doc.tokens[token(doc, noun).head].text == above


def test_whom_one_receives_does_not_hang_on_the_town(
    parse: Callable[..., Doc], token: Callable[[Doc, str], Token]
) -> None:
    doc = parse("Le président turc, Kemal Aydin, a reçu dimanche à Ankara son homologue géorgien, Levan Maisuradze.")
    assert (token(doc, "homologue").dep, doc.tokens[token(doc, "homologue").head].text) == ("obj", "reçu")
