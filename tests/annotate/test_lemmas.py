from __future__ import annotations

from typing import Any

import pytest

from kg.annotate.lemmas import LemmaTable
from kg.annotate.pipeline import pipeline, sentence_starts

pytestmark = pytest.mark.model

TEXTS = {
    "fr": ["Les maires ont dit qu'ils PARTAIENT demain.  Zorglub et les chevaux royaux, 12 fois !", "Oui", ""],
    "en": ["The mayors said they were LEAVING; better days, worse nights.  Zorglub's horses ran 12 times!", "Yes", ""],
}


def untouched(language: str) -> list[Any]:
    """Docs as the lemmatizer gets them."""
    nlp = pipeline(language)
    docs = [sentence_starts(nlp.make_doc(text)) for text in TEXTS[language]]
    for name in nlp.pipe_names[: nlp.pipe_names.index("lemmatizer")]:
        docs = list(nlp.get_pipe(name).pipe(docs, batch_size=100))
    return docs


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("overwrite", [False, True])
def test_sets_what_the_component_sets(language: str, overwrite: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    component: Any = pipeline(language).get_pipe("lemmatizer")
    monkeypatch.setattr(component, "overwrite", overwrite)
    table = LemmaTable.of(component)
    assert table is not None
    expected = [[t.lemma_ for t in component(doc)] for doc in untouched(language)]
    for _ in range(2):  # answers kept from the first time are the same
        assert [[t.lemma_ for t in doc] for doc in table(untouched(language))] == expected


def test_lemmas_that_were_set_stay() -> None:
    component: Any = pipeline("fr").get_pipe("lemmatizer")
    table = LemmaTable.of(component)
    assert table is not None
    docs = untouched("fr")[:1]
    docs[0][0].lemma_ = "un"
    assert table(docs)[0][0].lemma_ == "un"


def test_other_lemmatizers_are_left_alone() -> None:
    import spacy

    assert LemmaTable.of(spacy.blank("fr").add_pipe("lemmatizer", config={"mode": "lookup"})) is None
    assert LemmaTable.of(object()) is None
