from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from kg.annotate import vectors
from kg.annotate.pipeline import pipeline
from kg.annotate.vectors import TensorStep, TokenVectors

pytestmark = pytest.mark.model

TEXTS = {
    "fr": ["Le ministre de l'Intérieur a démissionné mardi à Lyon.", "Paris", "Xqzrtv  ?!\n\n 12,5 % de hausse"],
    "en": ["The minister of the interior resigned on Tuesday in Leeds.", "London", "Xqzrtv  ?!\n\n 12.5% more"],
}
PLACES = [("fr", "tok2vec"), ("fr", "ner"), ("en", "tok2vec"), ("en", "ner")]


def model_of(language: str, name: str) -> Any:
    model = pipeline(language).get_pipe(name).model
    return model.get_ref("tok2vec") if name == "ner" else model


def fresh(language: str, name: str) -> TokenVectors:
    made = TokenVectors.of(model_of(language, name), pipeline(language).vocab)
    assert made is not None
    return made


def rows(found: Any) -> Any:
    return np.concatenate(found) if isinstance(found, list) else found


@pytest.mark.parametrize(("language", "name"), PLACES)
def test_the_same_vectors_as_spacy(language: str, name: str) -> None:
    docs = [pipeline(language).make_doc(text) for text in TEXTS[language]]
    ours, theirs = fresh(language, name).predict(docs), model_of(language, name).predict(docs)
    assert type(ours) is type(theirs)
    assert np.allclose(rows(ours), rows(theirs), atol=1e-4)


@pytest.mark.parametrize(("language", "name"), PLACES)
def test_what_was_seen_before_changes_nothing(language: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = [pipeline(language).make_doc(text) for text in TEXTS[language]]
    first = rows(fresh(language, name).predict(docs))
    other = fresh(language, name)
    for doc in reversed(docs):
        other.predict([doc])
    assert np.array_equal(first, rows(other.predict(docs)))
    monkeypatch.setattr(vectors, "_KEPT", 20)
    forgetful = fresh(language, name)
    for doc in docs:
        forgetful.predict([doc])
    assert np.array_equal(first, rows(forgetful.predict(docs)))


def test_a_text_without_words() -> None:
    docs = [pipeline("fr").make_doc(text) for text in ("", "Il pleut.")]
    assert [len(found) for found in fresh("fr", "tok2vec").predict(docs)] == [0, len(docs[1])]


def test_only_models_of_the_usual_make() -> None:
    nlp = pipeline("en")
    assert TensorStep.of(nlp.get_pipe("tok2vec")) is not None
    assert TensorStep.of(nlp.get_pipe("ner")) is None
    assert TokenVectors.of(nlp.get_pipe("tagger").model, nlp.vocab) is None
