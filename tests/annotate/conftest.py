"""Parsed texts, each once a session."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from kg.annotate import annotate
from kg.annotate.doc import Doc, Token
from kg.model import Article


@cache
def parse(text: str, language: str = "fr") -> Doc:
    (doc,) = annotate([Article("a", text, language=language)])
    return doc


def token(doc: Doc, word: str) -> Token:
    """The first token that reads so."""
    return next(t for t in doc.tokens if t.text == word)


@pytest.fixture(scope="session", name="parse")
def parse_fixture() -> Callable[..., Doc]:
    return parse


@pytest.fixture(scope="session", name="token")
def token_fixture() -> Callable[[Doc, str], Token]:
    return token


def row(*words: tuple[str, str, str, int, str]) -> list[Token]:
    """Tokens of (text, pos, dep, head, entity); a word that begins an entity has it behind a "*"."""
    return [
        Token(i, text, 0, 0, text, pos, dep, head, {}, 0, -1, ent.lstrip("*"), ent.startswith("*"))
        for i, (text, pos, dep, head, ent) in enumerate(words)
    ]


@pytest.fixture(scope="session", name="row")
def row_fixture() -> Callable[..., list[Token]]:
    return row


def word(
    i: int, text: str, pos: str, dep: str, head: int, morph: dict[str, str] | None = None, lemma: str = ""
) -> Token:
    """A token as a parser would give it."""
    return Token(i, text, 10 * i, 10 * i + len(text), lemma or text, pos, dep, head, morph or {}, 0)


@pytest.fixture(scope="session", name="word")
def word_fixture() -> Callable[..., Token]:
    return word
