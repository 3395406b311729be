"""Sentences through the whole of annotate and extract, each once a session."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from kg.annotate import annotate
from kg.annotate.doc import Doc, Token
from kg.extract import extract
from kg.extract.coreference import Discourse, by_weights, resolve
from kg.extract.mentions import phrases
from kg.extract.scorer import weights
from kg.lang import Lexicon, lexicon
from kg.model import Article, Event, Extraction

Parse = Callable[..., Doc]
Read = Callable[..., Extraction]


@cache
def parse(text: str, language: str = "fr", published: str = "2022-02-16") -> Doc:
    (doc,) = annotate([Article("a", text, published=published, language=language)])
    return doc


@cache
def read(text: str, language: str = "fr", published: str = "2022-02-16") -> Extraction:
    return extract(parse(text, language, published))


def talk(text: str) -> Discourse:
    """The clusters of a text; a parse of its own, as resolving writes into it."""
    doc = parse(text)
    learned = weights("fr")
    assert learned is not None
    return resolve(doc, phrases(doc, lexicon("fr")), lexicon("fr"), by_weights(learned.antecedent))


def token(doc: Doc, word: str) -> Token:
    """The first token that reads so."""
    return next(t for t in doc.tokens if t.text == word)


def event(found: Extraction, word: str) -> Event:
    """The first event with a trigger that reads so."""
    text = found.article.text
    return next(e for e in found.events if any(t.of(text) == word for t in e.triggers))


@pytest.fixture(scope="session", name="parse")
def parse_fixture() -> Parse:
    return parse


@pytest.fixture(scope="session", name="read")
def read_fixture() -> Read:
    return read


@pytest.fixture(scope="session", name="talk")
def talk_fixture() -> Callable[[str], Discourse]:
    return talk


@pytest.fixture(scope="session", name="token")
def token_fixture() -> Callable[[Doc, str], Token]:
    return token


@pytest.fixture(scope="session", name="event")
def event_fixture() -> Callable[[Extraction, str], Event]:
    return event


@pytest.fixture(scope="session")
def words() -> Lexicon:
    return lexicon("fr")
