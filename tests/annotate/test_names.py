"""Names cut off the roles and countries before them, and persons known by their surname."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate.doc import Doc, Token
from kg.annotate.names import mend_names
from kg.lang import lexicon

Parse = Callable[..., Doc]
Find = Callable[[Doc, str], Token]


def row(*words: tuple[str, str, str, int, str]) -> list[Token]:
    """Tokens of (text, pos, dep, head, entity); a word that begins an entity has it behind a "*"."""
    return [
        Token(i, text, 0, 0, text, pos, dep, head, {}, 0, -1, ent.lstrip("*"), ent.startswith("*"))
        for i, (text, pos, dep, head, ent) in enumerate(words)
    ]


def test_a_name_behind_a_country_takes_the_part_of_the_whole() -> None:
    tokens = row(
        ("President", "PROPN", "nsubj", 6, ""), ("of", "ADP", "case", 5, ""),
        ("Armenia", "PROPN", "compound", 5, "*ORG"),
        ("Aram", "PROPN", "compound", 5, "ORG"), ("Toros", "PROPN", "compound", 5, "ORG"),
        ("Sarkis", "PROPN", "nmod", 0, "ORG"), ("left", "VERB", "root", 6, ""),
    )  # fmt: skip
    mend_names(tokens, lexicon("en"), "en")
    assert [(t.head, t.dep) for t in tokens] == [
        (5, "compound"), (2, "case"), (0, "nmod"), (5, "compound"), (5, "compound"), (6, "nsubj"), (6, "root"),
    ]  # fmt: skip
    assert [t.ent for t in tokens] == ["", "", "LOC", "PER", "PER", "PER", ""]


def test_one_word_behind_a_country_is_no_name() -> None:
    tokens = row(
        ("President", "PROPN", "nsubj", 4, ""), ("of", "ADP", "case", 2, ""), ("Armenia", "PROPN", "nmod", 0, "*LOC"),
        ("Monday", "PROPN", "obl", 4, ""), ("left", "VERB", "root", 4, ""),
    )  # fmt: skip
    mend_names(tokens, lexicon("en"), "en")
    assert [t.head for t in tokens] == [4, 2, 0, 4, 4]


def test_a_name_is_a_person_wherever_it_stands() -> None:
    tokens = row(
        ("Li", "PROPN", "compound", 1, "*PER"), ("Wei", "PROPN", "nsubj", 2, "PER"), ("left", "VERB", "root", 2, ""),
        ("Li", "PROPN", "compound", 4, ""), ("Wei", "PROPN", "nsubj", 5, ""), ("won", "VERB", "root", 5, ""),
        ("Wei", "PROPN", "nsubj", 7, ""), ("spoke", "VERB", "root", 7, ""),
    )  # fmt: skip
    mend_names(tokens, lexicon("en"), "en")
    assert [t.ent for t in tokens] == ["PER", "PER", "", "PER", "PER", "", "PER", ""]


@pytest.mark.parametrize(("last", "label"), [("Mount", "PER"), ("Bank", "ORG")])
def test_a_given_name_makes_a_person_but_of_no_bank(last: str, label: str) -> None:
    tokens = row(
        ("Jens", "PROPN", "compound", 1, "*ORG"), (last, "PROPN", "nsubj", 2, "ORG"), ("won", "VERB", "root", 2, ""),
    )  # fmt: skip
    mend_names(tokens, lexicon("en"), "en")
    assert [t.ent for t in tokens] == [label, label, ""]


def test_a_particle_ends_no_name() -> None:
    tokens = row(
        ("Greta", "PROPN", "compound", 2, "*PER"), ("van", "PROPN", "compound", 2, "PER"),
        ("Holm", "PROPN", "nsubj", 3, ""),
        ("won", "VERB", "root", 3, ""),
    )  # fmt: skip
    mend_names(tokens, lexicon("en"), "en")
    assert [t.ent for t in tokens] == ["PER", "PER", "PER", ""]


@pytest.mark.model
def test_two_heads_of_state_in_one_list(parse: Parse, token: Find) -> None:
    doc = parse("Leila Haddad met President of Finland Ivo Salo and Chancellor of Germany Jens Koller.", "en")
    one, other = token(doc, "Salo"), token(doc, "Koller")
    assert (doc.tokens[one.head].text, doc.tokens[other.head].text, other.dep) == ("met", "Salo", "conj")
