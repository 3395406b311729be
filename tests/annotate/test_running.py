from __future__ import annotations

import pytest

from kg.annotate.pipeline import pipeline, sentence_starts
from kg.annotate.running import run

pytestmark = pytest.mark.model

TEXTS = {
    "fr": ["Le maire a démenti mardi.", "À Berlin, les ministres se sont réunis ; ils ont signé.", "Oui.", ""],
    "en": ["The mayor denied it on Tuesday.", "In Berlin, ministers met; they've signed.", "Yes.", ""],
}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_same_as_nlp_pipe(language: str) -> None:
    nlp = pipeline(language)
    ours = run(nlp, [sentence_starts(nlp.make_doc(text)) for text in TEXTS[language]])
    theirs = list(nlp.pipe([sentence_starts(nlp.make_doc(text)) for text in TEXTS[language]], batch_size=100))
    assert [doc.text for doc in ours] == TEXTS[language]
    for one, other in zip(ours, theirs, strict=True):
        assert [(t.lemma_, t.pos_, t.dep_, t.head.i, str(t.morph), t.ent_type_) for t in one] == [
            (t.lemma_, t.pos_, t.dep_, t.head.i, str(t.morph), t.ent_type_) for t in other
        ]


def test_nothing_to_do() -> None:
    assert run(pipeline("fr"), []) == []


def test_a_part_that_is_a_plain_function() -> None:
    import spacy
    from spacy.language import Language
    from spacy.tokens import Doc

    @Language.component("kg_test_mark")
    def mark(doc: Doc) -> Doc:
        doc.user_data["seen"] = True
        return doc

    nlp = spacy.blank("fr")
    nlp.add_pipe("kg_test_mark")
    (doc,) = run(nlp, [nlp.make_doc("Bonjour.")])
    assert doc.user_data["seen"]
