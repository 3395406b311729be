"""Names cut off the roles and countries before them, and persons known by their surname."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, strategies as st

from kg.annotate.doc import Doc, Token
from kg.annotate.mend.clauses import mend_clauses
from kg.annotate.mend.names import mend_names
from kg.lang import lexicon

Parse = Callable[..., Doc]
Find = Callable[[Doc, str], Token]
Row = Callable[..., list[Token]]


def test_a_name_behind_a_country_takes_the_part_of_the_whole(row: Row) -> None:
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


def test_one_word_behind_a_country_is_no_name(row: Row) -> None:
    tokens = row(
        ("President", "PROPN", "nsubj", 4, ""), ("of", "ADP", "case", 2, ""), ("Armenia", "PROPN", "nmod", 0, "*LOC"),
        ("Monday", "PROPN", "obl", 4, ""), ("left", "VERB", "root", 4, ""),
    )  # fmt: skip
    mend_names(tokens, lexicon("en"), "en")
    assert [t.head for t in tokens] == [4, 2, 0, 4, 4]


def test_a_name_is_a_person_wherever_it_stands(row: Row) -> None:
    tokens = row(
        ("Li", "PROPN", "compound", 1, "*PER"), ("Wei", "PROPN", "nsubj", 2, "PER"), ("left", "VERB", "root", 2, ""),
        ("Li", "PROPN", "compound", 4, ""), ("Wei", "PROPN", "nsubj", 5, ""), ("won", "VERB", "root", 5, ""),
        ("Wei", "PROPN", "nsubj", 7, ""), ("spoke", "VERB", "root", 7, ""),
    )  # fmt: skip
    mend_names(tokens, lexicon("en"), "en")
    assert [t.ent for t in tokens] == ["PER", "PER", "", "PER", "PER", "", "PER", ""]


def test_persons_who_share_a_first_name_are_both_known_again(row: Row) -> None:
    tokens = row(
        ("Li", "PROPN", "compound", 1, "*PER"), ("Wei", "PROPN", "nsubj", 2, "PER"), ("left", "VERB", "root", 2, ""),
        ("Li", "PROPN", "compound", 4, "*PER"), ("Na", "PROPN", "nsubj", 5, "PER"), ("won", "VERB", "root", 5, ""),
        ("Li", "PROPN", "compound", 7, ""), ("Wei", "PROPN", "nsubj", 8, ""), ("spoke", "VERB", "root", 8, ""),
        ("Li", "PROPN", "compound", 10, ""), ("Na", "PROPN", "nsubj", 11, ""), ("ran", "VERB", "root", 11, ""),
    )  # fmt: skip
    mend_names(tokens, lexicon("en"), "en")
    assert [t.ent for t in tokens[6:]] == ["PER", "PER", "", "PER", "PER", ""]


@pytest.mark.parametrize(("last", "label"), [("Mount", "PER"), ("Bank", "ORG")])
def test_a_given_name_makes_a_person_but_of_no_bank(row: Row, last: str, label: str) -> None:
    tokens = row(
        ("Jens", "PROPN", "compound", 1, "*ORG"), (last, "PROPN", "nsubj", 2, "ORG"), ("won", "VERB", "root", 2, ""),
    )  # fmt: skip
    mend_names(tokens, lexicon("en"), "en")
    assert [t.ent for t in tokens] == [label, label, ""]


def test_a_particle_ends_no_name(row: Row) -> None:
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


_WORDS = ("The", "President", "of", "Armenia", "Aram", "Sarkis", ",", "and", "chair", "called", "met")
_POS = {"The": "DET", "of": "ADP", ",": "PUNCT", "and": "CCONJ", "chair": "NOUN", "called": "VERB", "met": "VERB"}
_DEP = ("nsubj", "obj", "nmod", "compound", "case", "det", "appos", "conj", "acl", "xcomp", "cc", "punct")


_WHOLE = ("The", "President", "of", "Armenia", "Aram", "Sarkis", "met", "Chancellor", "of", "Germany", "Jens", "Koller")
_ROWS = st.lists(st.tuples(st.sampled_from(_WORDS), st.sampled_from(_DEP)), min_size=1, max_size=12)
_NAMES = st.lists(st.sampled_from(_DEP), min_size=12, max_size=12).map(lambda d: list(zip(_WHOLE, d, strict=True)))


@given(st.data(), _ROWS | _NAMES)
def test_mending_names_keeps_every_sentence_a_tree(data: st.DataObject, rows: list[tuple[str, str]]) -> None:
    order = data.draw(st.permutations(range(len(rows))))
    heads = {order[0]: order[0]}
    for k in range(1, len(order)):
        heads[order[k]] = order[data.draw(st.integers(0, k - 1))]
    form = {"Tense": "Past", "VerbForm": "Part"}
    tokens = [
        Token(i, text, i, i + 1, text, _POS.get(text, "PROPN"), dep if heads[i] != i else "root", heads[i], form, 0)
        for i, (text, dep) in enumerate(rows)
    ]
    mend_clauses(tokens, lexicon("en"))
    mend_names(tokens, lexicon("en"), "en")
    for token in tokens:
        here, steps = token, 0
        while here.head != here.i:
            here, steps = tokens[here.head], steps + 1
            assert steps <= len(tokens)
