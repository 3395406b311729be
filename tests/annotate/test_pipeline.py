from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.annotate import annotate
from kg.annotate.pipeline import DEFAULT_MODELS, pipeline, sentence_starts, use_lemma_sets
from kg.errors import LanguageError
from kg.model import Article
from kg.read import read

pytestmark = pytest.mark.model


@pytest.mark.parametrize("language", ["xx", "", "FR"])
def test_unknown_language(language: str) -> None:
    with pytest.raises(LanguageError, match=r"no spaCy pipeline is set .* Available: en, fr\."):
        pipeline(language)


def test_package_that_is_not_installed() -> None:
    with pytest.raises(
        LanguageError, match=r'"no_such_package_xy" is not installed\. Install it: pip install no-such-package-xy'
    ):
        pipeline("fr", {"fr": "no_such_package_xy"})


def test_error_before_any_text_is_read() -> None:
    with pytest.raises(LanguageError):
        next(annotate([Article("a", "Bonjour.", language="xx")]))


def test_loaded_once() -> None:
    assert pipeline("fr") is pipeline("fr", {"en": "other"})


@pytest.fixture(scope="module")
def plain() -> Iterator[Any]:
    """The French pipeline as spaCy loads it."""
    yield importlib.import_module(DEFAULT_MODELS["fr"]).load(exclude=["senter"])


@pytest.fixture(scope="module")
def dispatches(root: Path) -> list[Article]:
    found = [a for a in read([root / "data" / "articles"]) if isinstance(a, Article)]
    return [a for a in found if (a.language or "fr") == "fr"][:6]


def test_faster_pipeline_says_the_same(plain: Any, dispatches: list[Article]) -> None:
    assert dispatches
    ours = pipeline("fr")
    for article in dispatches:
        one, other = ours(article.text), plain(article.text)
        for a, b in zip(one, other, strict=True):
            assert (a.text, a.lemma_, a.pos_, a.dep_, a.head.i, str(a.morph), a.ent_type_) == (
                b.text, b.lemma_, b.pos_, b.dep_, b.head.i, str(b.morph), b.ent_type_
            ), article.id  # fmt: skip


def test_blis_is_off() -> None:
    models = [getattr(part, "model", None) for _, part in pipeline("fr").pipeline]
    nodes = [node for model in models if model is not None for node in model.walk()]
    assert nodes
    assert not any(getattr(node.ops, "use_blis", False) for node in nodes)


def test_pipeline_without_a_lemmatizer_is_left_alone() -> None:
    import spacy

    blank = spacy.blank("fr")
    use_lemma_sets(blank)
    assert blank.pipe_names == []


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Il part. Elle reste.", ["Il", "Elle"]),
        ("Il part ! Elle reste ? Oui.", ["Il", "Elle", "Oui"]),
        ("Il part. elle reste.", ["Il"]),
        ("Le juge J. Martin a parlé.", ["Le"]),
        ("Il y a 3. 4 restent.", ["Il", "4"]),
        ("Il part, a indiqué Paul.", ["Il"]),
    ],
)
def test_sentences_begin_only_after_a_final_stop(text: str, starts: list[str]) -> None:
    doc = sentence_starts(pipeline("fr").make_doc(text))
    assert [t.text for t in doc if t.i == 0 or t.is_sent_start] == starts


def test_after_a_colon_the_parser_decides() -> None:
    doc = sentence_starts(pipeline("fr").make_doc("Voici : il part ; elle reste"))
    undecided = [doc[t.i - 1].text for t in doc if t.i and t.is_sent_start is None]
    assert undecided == [":", ";"]


def test_an_article_does_not_depend_on_its_neighbours() -> None:
    one = Article("a", "Le maire a dit : « Nous partons demain. »", language="fr")
    other = Article("b", "La police a arrêté deux hommes. Ils ont été libérés.", language="fr")
    alone = [[(t.text, t.dep, t.head) for t in doc.tokens] for a in (one, other) for doc in annotate([a])]
    together = [[(t.text, t.dep, t.head) for t in doc.tokens] for doc in annotate([one, other])]
    assert alone == together
