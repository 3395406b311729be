from __future__ import annotations

from collections.abc import Callable

from kg.annotate.doc import Token
from kg.annotate.mend.misplaced import mend_misplaced
from kg.lang import lexicon

Word = Callable[..., Token]

PAST, FIN, INF = {"VerbForm": "Part", "Tense": "Past"}, {"VerbForm": "Fin", "Tense": "Past"}, {"VerbForm": "Inf"}
GOING = {"VerbForm": "Part", "Tense": "Pres"}


def _place(tokens: list[Token], i: int) -> tuple[str, str]:
    return tokens[i].dep, tokens[tokens[i].head].text


def test_whom_they_held_hostage(word: Word) -> None:
    tokens = [
        word(0, "Pirates", "NOUN", "nsubj", 1),
        word(1, "held", "VERB", "root", 1, FIN, "hold"),
        word(2, "six", "NUM", "nummod", 4),
        word(3, "sailors", "NOUN", "compound", 4, None, "sailor"),
        word(4, "hostage", "NOUN", "obj", 1),
    ]
    mend_misplaced(tokens, lexicon("en"))
    assert _place(tokens, 3) == ("obj", "held")
    assert _place(tokens, 2) == ("nummod", "sailors")
    assert _place(tokens, 4) == ("xcomp", "held")


def test_to_whom_it_is_given(word: Word) -> None:
    tokens = [
        word(0, "Halden", "PROPN", "nsubj", 1),
        word(1, "gave", "VERB", "root", 1, FIN, "give"),
        word(2, "Ana", "PROPN", "compound", 3),
        word(3, "Costa", "PROPN", "compound", 4),
        word(4, "money", "NOUN", "obj", 1),
    ]
    for name in tokens[2:4]:
        name.ent = "PER"
    mend_misplaced(tokens, lexicon("en"))
    assert _place(tokens, 3) == ("iobj", "gave")
    assert _place(tokens, 4) == ("obj", "gave")


def test_one_name_in_two_places(word: Word) -> None:
    tokens = [
        word(0, "Halden", "PROPN", "nsubj", 1),
        word(1, "met", "VERB", "root", 1, FIN, "meet"),
        word(2, "Omar", "PROPN", "iobj", 1),
        word(3, "Brik", "PROPN", "obj", 1),
    ]
    tokens[3].ent, tokens[3].ent_start = "MISC", True
    mend_misplaced(tokens, lexicon("en"))
    assert _place(tokens, 2) == ("compound", "Brik")
    assert [t.ent for t in tokens[2:]] == ["PER", "PER"]


def test_a_day_is_no_name(word: Word) -> None:
    tokens = [
        word(0, "Halden", "PROPN", "nsubj", 1),
        word(1, "met", "VERB", "root", 1, FIN, "meet"),
        word(2, "Brik", "PROPN", "obj", 1),
        word(3, "Monday", "PROPN", "obl:npmod", 1),
    ]
    tokens[2].ent = "PER"
    mend_misplaced(tokens, lexicon("en"))
    assert _place(tokens, 2) == ("obj", "met")


def test_a_participle_that_opens_the_sentence(word: Word) -> None:
    tokens = [
        word(0, "Arrested", "VERB", "advcl", 3, PAST, "arrest"),
        word(1, "twice", "ADV", "advmod", 0),
        word(2, ",", "PUNCT", "punct", 3),
        word(3, "Brik", "PROPN", "nsubj", 4),
        word(4, "fled", "VERB", "root", 4, FIN, "flee"),
    ]
    mend_misplaced(tokens, lexicon("en"))
    assert _place(tokens, 0) == ("advcl", "fled")


def test_who_is_seen(word: Word) -> None:
    tokens = [
        word(0, "Guards", "NOUN", "nsubj", 1),
        word(1, "saw", "VERB", "root", 1, FIN, "see"),
        word(2, "Omar", "PROPN", "compound", 3),
        word(3, "Brik", "PROPN", "ccomp", 1),
        word(4, "leave", "VERB", "ccomp", 1, INF),
    ]
    mend_misplaced(tokens, lexicon("en"))
    assert _place(tokens, 3) == ("nsubj", "leave")


def test_what_is_found_of_the_object(word: Word) -> None:
    tokens = [
        word(0, "Judges", "NOUN", "nsubj", 1),
        word(1, "found", "VERB", "root", 1, FIN, "find"),
        word(2, "her", "PRON", "obj", 1),
        word(3, "guilty", "ADJ", "amod", 2),
    ]
    mend_misplaced(tokens, lexicon("en"))
    assert _place(tokens, 3) == ("xcomp", "found")


def test_what_is_shown(word: Word) -> None:
    tokens = [
        word(0, "Brik", "PROPN", "nsubj", 1),
        word(1, "won", "VERB", "root", 1, FIN, "win"),
        word(2, "having", "AUX", "aux", 3, GOING, "have"),
        word(3, "shown", "VERB", "advcl", 1, PAST, "show"),
        word(4, "skill", "NOUN", "nsubj", 3),
    ]
    mend_misplaced(tokens, lexicon("en"))
    assert _place(tokens, 4) == ("obj", "shown")


def test_instead_of(word: Word) -> None:
    tokens = [
        word(0, "Instead", "ADV", "advmod", 1),
        word(1, "of", "ADP", "mark", 2),
        word(2, "leaving", "VERB", "advcl", 4, GOING, "leave"),
        word(3, "Brik", "PROPN", "nsubj", 4),
        word(4, "stayed", "VERB", "root", 4, FIN, "stay"),
    ]
    mend_misplaced(tokens, lexicon("en"))
    assert _place(tokens, 0) == ("mark", "leaving")


def test_french_is_left_alone(word: Word) -> None:
    tokens = [
        word(0, "Brik", "PROPN", "nsubj", 1),
        word(1, "held", "VERB", "root", 1, FIN, "hold"),
        word(2, "sailors", "NOUN", "compound", 3),
        word(3, "hostage", "NOUN", "obj", 1),
    ]
    mend_misplaced(tokens, lexicon("fr"))
    assert tokens[2].dep == "compound"
