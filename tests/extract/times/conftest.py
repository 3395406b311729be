"""Documents without a parser: words, no tags, one tree of depth one a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from kg.annotate.doc import Doc, Sentence, Token
from kg.model import Article, Span

Make = Callable[..., Doc]


def plain_doc(text: str, published: str = "2022-02-16", language: str = "fr") -> Doc:
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for number, line in enumerate(re.finditer(r"[^\n.!?]+[.!?]?|\n", text)):
        first = len(tokens)
        for word in re.finditer(r"\w+|[^\w\s]", line[0]):
            start = line.start() + word.start()
            tokens.append(
                Token(
                    len(tokens),
                    word[0],
                    start,
                    start + len(word[0]),
                    word[0].lower(),
                    "X",
                    "dep",
                    first,
                    {},
                    len(sentences),
                )
            )
        if len(tokens) > first:
            span = Span(tokens[first].start, tokens[-1].end)
            sentences.append(Sentence(first, len(tokens), span, number))
            tokens[first].dep = "root"
            tokens[first].children = list(range(first + 1, len(tokens)))
    article = Article("a", text, published=published, language=language)
    return Doc(article, language, tokens, sentences, (), [])


@pytest.fixture(scope="session")
def plain() -> Make:
    return plain_doc
