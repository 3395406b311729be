from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate.doc import Doc, Token
from kg.annotate.mend.direct import mend_direct
from kg.lang import lexicon

Word = Callable[..., Token]

FIN, INF = {"VerbForm": "Fin"}, {"VerbForm": "Inf"}


@pytest.mark.parametrize("dep", ["nsubj", "obl:agent"])
def test_an_infinitive_has_no_subject_behind_it(dep: str, word: Word) -> None:
    tokens = [
        word(0, "avoir", "AUX", "aux:tense", 1, INF),
        word(1, "menacé", "VERB", "root", 1, {"VerbForm": "Part"}),
        word(2, "Karim", "PROPN", dep, 1),
    ]
    mend_direct(tokens, lexicon("fr"))
    assert tokens[2].dep == "obj"


def test_a_time_is_no_object(word: Word) -> None:
    tokens = [
        word(0, "ministre", "NOUN", "nsubj", 1),
        word(1, "partira", "VERB", "root", 1, FIN),
        word(2, "vendredi", "NOUN", "obl:mod", 1),
    ]
    mend_direct(tokens, lexicon("fr"))
    assert tokens[2].dep == "obl:mod"


def test_an_inverted_subject_stays(word: Word) -> None:
    tokens = [word(0, "Survient", "VERB", "root", 0, FIN), word(1, "Karim", "PROPN", "nsubj", 0)]
    mend_direct(tokens, lexicon("fr"))
    assert tokens[1].dep == "nsubj"


def test_what_a_preposition_marks_is_no_object(word: Word) -> None:
    tokens = [
        word(0, "ministre", "NOUN", "nsubj", 1),
        word(1, "parle", "VERB", "root", 1, FIN),
        word(2, "à", "ADP", "case", 3),
        word(3, "Karim", "PROPN", "obl:arg", 1),
    ]
    mend_direct(tokens, lexicon("fr"))
    assert tokens[3].dep == "obl:arg"


@pytest.mark.parametrize("day", ["lundi", "mercredi soir", "jeudi 3 février", "vendredi dernier", "samedi, à Lima,"])
@pytest.mark.parametrize(
    ("object_", "head"), [("deux hommes", "hommes"), ("Paul Renaud", "Paul"), ("la Russie", "Russie")]
)
def test_the_object_stands_behind_a_date(
    day: str, object_: str, head: str, parse: Callable[..., Doc], token: Callable[[Doc, str], Token]
) -> None:
    doc = parse(f"Le juge a critiqué {day} {object_}.")
    found = token(doc, head)
    assert (found.dep, doc.tokens[found.head].text) == ("obj", "critiqué")
    assert token(doc, day.split()[0].strip(",")).dep != "obj"


def test_a_day_is_no_object_of_what_has_one(parse: Callable[..., Doc], token: Callable[[Doc, str], Token]) -> None:
    doc = parse("Le juge a critiqué le maire lundi à Lima.")
    assert token(doc, "maire").dep == "obj"
    assert token(doc, "lundi").dep != "obj"
