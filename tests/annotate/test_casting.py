from __future__ import annotations

import pytest

from kg.annotate.casting import tokens_of
from kg.annotate.pipeline import pipeline
from kg.annotate.units import layout

pytestmark = pytest.mark.model

TEXTS = {
    "fr": "Le maire, M. Ivan Melnik, a dit : « Nous partons pour l'Otan. »",
    "en": "Two Russian soldiers were wounded near Kharkiv, the United Nations said.",
}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_columns_say_what_spacy_tokens_say(language: str) -> None:
    for unit in layout(TEXTS[language]).units:
        doc = pipeline(language)(unit.text)
        made = tokens_of(unit, doc, 100)
        for ours, token in zip(made, doc, strict=True):
            assert (ours.i, ours.text, ours.lemma, ours.pos, ours.head) == (
                100 + token.i, token.text, token.lemma_, token.pos_, 100 + token.head.i,
            )  # fmt: skip
            assert ours.dep == ("root" if token.dep_ == "ROOT" else token.dep_)
            assert dict(ours.morph) == token.morph.to_dict()
            assert ours.ent_start == (bool(ours.ent) and token.ent_iob_ == "B")
            assert bool(ours.ent) <= bool(token.ent_type_)


def test_offsets_are_those_of_the_article_and_negative_in_a_placeholder() -> None:
    text = TEXTS["fr"]
    frame, inside = layout(text).units
    nlp = pipeline("fr")
    assert [t.start < 0 for t in tokens_of(frame, nlp(frame.text), 0)][-3:] == [True, True, True]
    assert all(text[t.start : t.end] == t.text for t in tokens_of(inside, nlp(inside.text), 0))
