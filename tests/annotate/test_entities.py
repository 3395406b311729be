from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from kg.annotate.entities import EntityDecoder
from kg.annotate.pipeline import pipeline, sentence_starts

pytestmark = pytest.mark.model

TEXTS = {
    "fr": [
        "Le président Emmanuel Macron a rencontré Angela Merkel à Berlin. L'Organisation des Nations unies a réagi.",
        "Paris",
        "Il pleut.",
        "M. Poutine et le ministère russe des Affaires étrangères\n\n démentent. Kiev",
        "Ni nom ni lieu dans cette phrase ; rien que des mots communs.",
    ],
    "en": [
        "President Joe Biden met the Secretary General of the United Nations in New York on Tuesday.",
        "London",
        "It rains.",
        "The U.S. Department of State\n\n denied it. Two Russian soldiers were wounded near Kharkiv, Reuters said",
        "At least 14 people died in 2021.",
    ],
}


def parsed(language: str, texts: list[str]) -> list[Any]:
    """Docs as the recogniser gets them."""
    nlp = pipeline(language)
    docs = [sentence_starts(nlp.make_doc(text)) for text in texts]
    for name in ("tok2vec", "parser"):
        docs = list(nlp.get_pipe(name).pipe(docs, batch_size=100))
    return docs


def found(docs: list[Any]) -> list[list[tuple[str, str, str]]]:
    return [[(t.text, t.ent_type_, t.ent_iob_) for t in doc] for doc in docs]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_same_entities_as_spacy(language: str) -> None:
    component = pipeline(language).get_pipe("ner")
    decoder = EntityDecoder.of(component)
    assert decoder is not None
    ours = found(decoder(parsed(language, TEXTS[language])))
    assert ours == found(list(component.pipe(parsed(language, TEXTS[language]), batch_size=100)))
    assert any(kind for doc in ours for _, kind, _ in doc)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_text_alone_says_the_same(language: str) -> None:
    decoder = EntityDecoder.of(pipeline(language).get_pipe("ner"))
    assert decoder is not None
    together = found(decoder(parsed(language, TEXTS[language])))
    assert together == [found(decoder(parsed(language, [text])))[0] for text in TEXTS[language]]


def test_entities_set_before_are_kept() -> None:
    component = pipeline("fr").get_pipe("ner")
    decoder = EntityDecoder.of(component)
    assert decoder is not None
    docs = [parsed("fr", ["Le ministère a parlé à Berlin."]) for _ in range(2)]
    for (doc,) in docs:
        codes = np.zeros((len(doc), 1), dtype=np.uint64)
        codes[1] = 3
        doc.from_array(["ENT_IOB"], codes)
        doc[1].ent_type_ = "ORG"
    assert found(decoder(docs[0])) == found(list(component.pipe(docs[1])))
    assert docs[0][0][1].ent_type_ == "ORG"


def test_no_tokens() -> None:
    decoder = EntityDecoder.of(pipeline("fr").get_pipe("ner"))
    assert decoder is not None
    assert found(decoder(parsed("fr", [""]))) == [[]]


def test_only_the_recogniser_it_knows() -> None:
    nlp = pipeline("fr")
    assert EntityDecoder.of(nlp.get_pipe("parser")) is None
    assert EntityDecoder.of(object()) is None
