from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from kg.annotate.doc import Token
from kg.annotate.mend.misread import mend_misread
from kg.lang import lexicon

Word = Callable[..., Token]

PAST, FIN = {"VerbForm": "Part", "Tense": "Past"}, {"VerbForm": "Fin", "Tense": "Past"}
GOING = {"VerbForm": "Part", "Tense": "Pres", "Aspect": "Prog"}


def _place(tokens: list[Token], i: int) -> tuple[str, str]:
    return tokens[i].dep, tokens[tokens[i].head].text


def test_a_second_verb_behind_and(word: Word) -> None:
    tokens = [
        word(0, "Olsen", "PROPN", "nsubj", 1),
        word(1, "left", "VERB", "root", 1, FIN),
        word(2, "and", "CCONJ", "cc", 1),
        word(3, "arrested", "VERB", "amod", 4, PAST, "arrest"),
        word(4, "staff", "NOUN", "conj", 1),
    ]
    mend_misread(tokens, lexicon("en"))
    assert _place(tokens, 3) == ("conj", "left")
    assert _place(tokens, 4) == ("obj", "arrested")
    assert tokens[3].morph["VerbForm"] == "Fin"


def test_a_gerund_behind_what_has_one(word: Word) -> None:
    tokens = [
        word(0, "Norway", "PROPN", "nsubj", 1),
        word(1, "denied", "VERB", "root", 1, FIN, "deny"),
        word(2, "attacking", "VERB", "compound", 3, GOING, "attack"),
        word(3, "Iran", "PROPN", "obj", 1),
    ]
    mend_misread(tokens, lexicon("en"))
    assert _place(tokens, 2) == ("xcomp", "denied")
    assert _place(tokens, 3) == ("obj", "attacking")


def test_a_gerund_behind_of(word: Word) -> None:
    tokens = [
        word(0, "accused", "VERB", "root", 0, FIN, "accuse"),
        word(1, "Norway", "PROPN", "obj", 0),
        word(2, "of", "ADP", "case", 4),
        word(3, "arresting", "VERB", "amod", 4, GOING, "arrest"),
        word(4, "staff", "NOUN", "nmod", 1),
    ]
    mend_misread(tokens, lexicon("en"))
    assert _place(tokens, 2) == ("mark", "arresting")
    assert _place(tokens, 3) == ("advcl", "accused")
    assert _place(tokens, 4) == ("obj", "arresting")


def test_a_quality_stays_one(word: Word) -> None:
    tokens = [
        word(0, "met", "VERB", "root", 0, FIN, "meet"),
        word(1, "visiting", "VERB", "amod", 2, GOING, "visit"),
        word(2, "ministers", "NOUN", "obj", 0),
    ]
    mend_misread(tokens, lexicon("en"))
    assert _place(tokens, 1) == ("amod", "ministers")


def test_no_sentence_is_without_a_verb(word: Word) -> None:
    tokens = [
        word(0, "police", "NOUN", "compound", 2),
        word(1, "arrested", "VERB", "amod", 2, PAST, "arrest"),
        word(2, "protesters", "NOUN", "root", 2),
        word(3, "on", "ADP", "case", 4),
        word(4, "Friday", "PROPN", "nmod", 2),
    ]
    mend_misread(tokens, lexicon("en"))
    assert [_place(tokens, i) for i in (0, 1, 2, 4)] == [
        ("nsubj", "arrested"),
        ("root", "arrested"),
        ("obj", "arrested"),
        ("obl", "arrested"),
    ]


def test_a_past_form_with_a_subject_is_finite(word: Word) -> None:
    tokens = [word(0, "police", "NOUN", "nsubj", 1), word(1, "arrested", "VERB", "root", 1, PAST, "arrest")]
    mend_misread(tokens, lexicon("en"))
    assert tokens[1].morph["VerbForm"] == "Fin"


def test_a_participle_with_a_doer_is_none(word: Word) -> None:
    tokens = [
        word(0, "Olsen", "PROPN", "nsubj", 1),
        word(1, "warned", "VERB", "root", 1, PAST, "warn"),
        word(2, "police", "NOUN", "obl:agent", 1),
    ]
    mend_misread(tokens, lexicon("en"))
    assert tokens[1].morph["VerbForm"] == "Part"


def test_a_verb_stands_behind_did(word: Word) -> None:
    tokens = [
        word(0, "Did", "AUX", "aux", 3),
        word(1, "the", "DET", "det", 3),
        word(2, "opposition", "NOUN", "compound", 3),
        word(3, "ban", "NOUN", "root", 3),
        word(4, "Olsen", "PROPN", "obj", 3),
    ]
    mend_misread(tokens, lexicon("en"))
    assert tokens[3].pos == "VERB"
    assert _place(tokens, 2) == ("nsubj", "ban")
    assert _place(tokens, 1) == ("det", "opposition")


def test_who_is_named_what(word: Word) -> None:
    tokens = [
        word(0, "named", "VERB", "root", 0, FIN, "name"),
        word(1, "Berg", "PROPN", "compound", 2),
        word(2, "minister", "NOUN", "xcomp", 0),
    ]
    tokens[1].ent, tokens[1].ent_start = "PER", True
    mend_misread(tokens, lexicon("en"))
    assert _place(tokens, 1) == ("obj", "named")


def test_what_somebody_is_arrested_for(word: Word) -> None:
    tokens = [
        word(0, "arrested", "VERB", "root", 0, FIN, "arrest"),
        word(1, "on", "ADP", "case", 2),
        word(2, "suspicion", "NOUN", "obl", 0),
        word(3, "of", "ADP", "mark", 4),
        word(4, "robbing", "VERB", "advcl", 2, GOING, "rob"),
    ]
    mend_misread(tokens, lexicon("en"))
    assert _place(tokens, 4) == ("advcl", "arrested")


def test_a_verb_in_three_words(word: Word) -> None:
    tokens = [
        word(0, "Voters", "NOUN", "nsubj", 1),
        word(1, "re", "VERB", "root", 1, PAST),
        word(2, "-", "PUNCT", "punct", 1),
        word(3, "elected", "VERB", "advmod", 1, PAST, "elect"),
    ]
    for before, after in pairwise(tokens[1:]):  # written as one word
        after.start, after.end = before.end, before.end + len(after.text)
    mend_misread(tokens, lexicon("en"))
    assert _place(tokens, 3) == ("root", "elected")
    assert _place(tokens, 0) == ("nsubj", "elected")


def test_french_is_left_alone(word: Word) -> None:
    tokens = [word(0, "police", "NOUN", "nsubj", 1), word(1, "arrested", "VERB", "root", 1, PAST, "arrest")]
    mend_misread(tokens, lexicon("fr"))
    assert tokens[1].morph == PAST
