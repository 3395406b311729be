from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate.doc import Token
from kg.annotate.mend.headlines import mend_headlines
from kg.lang import lexicon

Word = Callable[..., Token]

PAST, FIN = {"VerbForm": "Part", "Tense": "Past"}, {"VerbForm": "Fin", "Tense": "Past"}


@pytest.mark.parametrize(("stop", "dep"), [("", "nsubj:pass"), (".", "root")])
def test_what_is_done_to_whom(stop: str, dep: str, word: Word) -> None:
    tokens = [
        word(0, "Three", "NUM", "root", 0),
        word(1, "killed", "VERB", "acl", 0, PAST, "kill"),
        word(2, "in", "ADP", "case", 3),
        word(3, "blast", "NOUN", "obl", 1),
        *([word(4, stop, "PUNCT", "punct", 0)] if stop else []),
    ]
    mend_headlines(tokens, lexicon("en"))
    assert tokens[0].dep == dep


def test_two_names_and_a_comma(word: Word) -> None:
    tokens = [
        word(0, "Norway", "PROPN", "obl:npmod", 3),
        word(1, ",", "PUNCT", "punct", 3),
        word(2, "Iran", "PROPN", "nsubj", 3),
        word(3, "sign", "VERB", "root", 3, {"VerbForm": "Fin", "Tense": "Pres"}),
        word(4, "deal", "NOUN", "obj", 3),
    ]
    for name in (tokens[0], tokens[2]):
        name.ent, name.ent_start = "LOC", True
    mend_headlines(tokens, lexicon("en"))
    assert (tokens[0].dep, tokens[0].head) == ("nsubj", 3)
    assert (tokens[2].dep, tokens[2].head) == ("conj", 0)


def test_who_is_made_what(word: Word) -> None:
    tokens = [
        word(0, "Olsen", "PROPN", "nsubj", 1),
        word(1, "elected", "VERB", "root", 1, FIN, "elect"),
        word(2, "president", "NOUN", "obj", 1),
    ]
    tokens[0].ent, tokens[0].ent_start = "PER", True
    mend_headlines(tokens, lexicon("en"))
    assert [t.dep for t in tokens] == ["nsubj:pass", "root", "xcomp"]
    assert tokens[1].morph["VerbForm"] == "Part"


def test_a_present_that_the_tagger_missed(word: Word) -> None:
    tokens = [
        word(0, "Court", "NOUN", "compound", 1, {"Number": "Sing"}, "court"),
        word(1, "acquits", "NOUN", "compound", 2, {"Number": "Plur"}, "acquits"),
        word(2, "banker", "NOUN", "root", 2),
    ]
    mend_headlines(tokens, lexicon("en"))
    assert [t.dep for t in tokens] == ["nsubj", "root", "obj"]
    assert (tokens[1].pos, tokens[1].lemma) == ("VERB", "acquit")


@pytest.mark.parametrize(("noun", "dep"), [("mayor", "nsubj"), ("warrant", "compound")])
def test_a_plural_that_acts(noun: str, dep: str, word: Word) -> None:
    tokens = [
        word(0, "Police", "NOUN", "compound", 1, {"Number": "Plur"}, "police"),
        word(1, "arrest", "NOUN", "compound", 2, {"Number": "Sing"}),
        word(2, noun, "NOUN", "root", 2),
    ]
    mend_headlines(tokens, lexicon("en"))
    assert tokens[0].dep == dep


def test_who_suffers_it(word: Word) -> None:
    tokens = [
        word(0, "Olsen", "PROPN", "nsubj", 1),
        word(1, "sued", "VERB", "root", 1, FIN, "sue"),
        word(2, "by", "ADP", "case", 3),
        word(3, "neighbour", "NOUN", "obl:agent", 1),
    ]
    mend_headlines(tokens, lexicon("en"))
    assert tokens[0].dep == "nsubj:pass"
    assert tokens[1].morph["VerbForm"] == "Part"


def test_the_dead_are_counted(word: Word) -> None:
    tokens = [
        word(0, "Two", "NUM", "root", 0),
        word(1, "dead", "ADJ", "amod", 0),
        word(2, "in", "ADP", "case", 3),
        word(3, "fire", "NOUN", "obl", 1),
    ]
    mend_headlines(tokens, lexicon("en"))
    assert (tokens[1].pos, tokens[1].dep) == ("NOUN", "root")
    assert (tokens[0].dep, tokens[0].head) == ("nummod", 1)


def test_the_winner_before_the_verb(word: Word) -> None:
    tokens = [
        word(0, "Quintar", "ADJ", "amod", 1),
        word(1, "beats", "VERB", "root", 1, {"VerbForm": "Fin", "Tense": "Pres"}, "beat"),
        word(2, "Halden", "PROPN", "nsubj", 1),
    ]
    mend_headlines(tokens, lexicon("en"))
    assert [t.dep for t in tokens] == ["nsubj", "root", "obj"]


def test_french_is_left_alone(word: Word) -> None:
    tokens = [word(0, "Three", "NUM", "root", 0), word(1, "killed", "VERB", "acl", 0, PAST, "kill")]
    mend_headlines(tokens, lexicon("fr"))
    assert tokens[0].dep == "root"
