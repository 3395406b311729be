from __future__ import annotations

from typing import Any

import pytest

from kg.annotate.pipeline import pipeline, sentence_starts
from kg.annotate.ruler import RulerTable

pytestmark = pytest.mark.model

TEXTS = {
    "fr": ["Le maire  a dit : « Nous partons »\n\n demain.", "Oui"],
    "en": [
        "I'm gonna go, y'all ain't got ta stay; let's see what that was.",
        "There are those that have had it.  \n It did, did n't it? C'm on, he gets what he got.",
        "Yes",
    ],
}


def tagged(language: str, texts: list[str]) -> list[Any]:
    """Docs as the ruler gets them."""
    nlp = pipeline(language)
    docs = [sentence_starts(nlp.make_doc(text)) for text in texts]
    for name in nlp.pipe_names[: nlp.pipe_names.index("attribute_ruler")]:
        docs = list(nlp.get_pipe(name).pipe(docs, batch_size=100))
    return docs


def read(docs: list[Any]) -> list[list[tuple[str, ...]]]:
    return [[(t.text, t.tag_, t.pos_, t.dep_, t.lemma_, str(t.morph)) for t in doc] for doc in docs]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_sets_what_the_matcher_sets(language: str) -> None:
    component = pipeline(language).get_pipe("attribute_ruler")
    table = RulerTable.of(component)
    assert table is not None
    for _ in range(2):  # answers kept from the first time are the same
        expected = read([component(doc) for doc in tagged(language, TEXTS[language])])
        assert read(table(tagged(language, TEXTS[language]))) == expected


def ruler(patterns: list[dict[str, Any]]) -> Any:
    import spacy

    component = spacy.blank("en").add_pipe("attribute_ruler")
    for row in patterns:
        component.add(**row)  # type: ignore[attr-defined]
    return component


def test_later_rules_win_and_long_ones_reach_their_token() -> None:
    component = ruler(
        [
            {"patterns": [[{"LOWER": "new"}, {"LOWER": "york"}]], "attrs": {"LEMMA": "York City"}, "index": 1},
            {"patterns": [[{"LOWER": {"REGEX": "^yo"}}]], "attrs": {"POS": "PROPN"}},
            {"patterns": [[{"ORTH": {"NOT_IN": ["New", "York"]}}]], "attrs": {"POS": "X", "LEMMA": "other"}},
            {"patterns": [[{"LOWER": "you"}]], "attrs": {"LEMMA": "you"}},
        ]
    )
    table = RulerTable.of(component)
    assert table is not None
    from spacy.tokens import Doc

    (rows,) = read(table([Doc(component.vocab, words=["New", "York", "and", "you"])]))
    assert [(text, pos, lemma) for text, _, pos, _, lemma, _ in rows] == [
        ("New", "", ""), ("York", "PROPN", "York City"), ("and", "X", "other"), ("you", "X", "you"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [
        {"patterns": [[{"LOWER": "a", "OP": "+"}]], "attrs": {"POS": "X"}},
        {"patterns": [[{"LENGTH": 3}]], "attrs": {"POS": "X"}},
        {"patterns": [[{"LOWER": "a"}]], "attrs": {"NORM": "b"}},
    ],
)
def test_what_it_does_not_know_is_left_to_spacy(row: dict[str, Any]) -> None:
    assert RulerTable.of(ruler([row])) is None


def test_only_the_ruler_it_knows() -> None:
    assert RulerTable.of(object()) is None
