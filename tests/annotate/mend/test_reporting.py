from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate.doc import Doc, Token
from kg.annotate.mend.reporting import mend_reporting
from kg.lang import lexicon
from kg.model import Segment, Span


def word(i: int, text: str, pos: str, dep: str, head: int, lemma: str = "") -> Token:
    return Token(i, text, 10 * i, 10 * i + len(text), lemma or text, pos, dep, head, {}, 0)


@pytest.mark.parametrize("verb", ["dire", "déclarer", "affirmer", "ajouter", "répondre", "annoncer", "reconnaître"])
def test_french_verbs_that_quote(verb: str) -> None:
    assert verb in lexicon("fr").reporting


@pytest.mark.parametrize("verb", ["say", "tell", "add", "announce"])
def test_english_verbs_that_quote(verb: str) -> None:
    assert verb in lexicon("en").reporting


def test_other_verbs_do_not() -> None:
    assert not {"manger", "arrêter"} & lexicon("fr").reporting


def test_words_of_another_language_change_nothing() -> None:
    tokens = [word(0, "Partez", "VERB", "root", 0), word(1, "dit", "VERB", "root", 1, "dire")]
    mend_reporting(tokens, [Segment("quote", Span(0, 8))], lexicon("en"))
    assert tokens[0].head == 0


def test_object_behind_the_verb_becomes_its_subject_and_the_quotation_its_child() -> None:
    tokens = [
        word(0, "Partez", "VERB", "root", 0, "partir"),
        word(1, ",", "PUNCT", "punct", 2),
        word(2, "dit", "VERB", "conj", 0, "dire"),
        word(3, "Paul", "PROPN", "obj", 2),
    ]
    mend_reporting(tokens, [Segment("quote", Span(0, 8))], lexicon("fr"))
    assert [(t.dep, t.head) for t in tokens] == [("quote", 2), ("punct", 2), ("root", 2), ("nsubj", 2)]


def test_a_marked_noun_is_no_subject() -> None:
    tokens = [
        word(0, "Partez", "VERB", "root", 0, "partir"),
        word(1, "dit", "VERB", "root", 1, "dire"),
        word(2, "à", "ADP", "case", 3),
        word(3, "Paul", "PROPN", "obl:arg", 1),
    ]
    mend_reporting(tokens, [Segment("quote", Span(0, 8))], lexicon("fr"))
    assert tokens[3].dep == "obl:arg"


def test_other_verbs_take_no_quotation() -> None:
    tokens = [word(0, "Partez", "VERB", "root", 0, "partir"), word(1, "mange", "VERB", "root", 1, "manger")]
    mend_reporting(tokens, [Segment("quote", Span(0, 8))], lexicon("fr"))
    assert [(t.dep, t.head) for t in tokens] == [("root", 0), ("root", 1)]


@pytest.mark.model
def test_one_subject_only(parse: Callable[..., Doc], token: Callable[[Doc, str], Token]) -> None:
    doc = parse("« Le train est arrivé », Paul a dit à Marie.")
    said = token(doc, "dit")
    assert [t.text for t in doc.children(said) if t.dep == "nsubj"] == ["Paul"]


def test_a_quotation_that_ends_with_a_stop_has_no_verb_in_the_next_sentence() -> None:
    tokens = [
        word(0, "Leave", "VERB", "root", 0, "leave"),
        word(1, ".", "PUNCT", "punct", 0),
        word(2, "It", "PRON", "nsubj:pass", 3),
        word(3, "disclosed", "VERB", "root", 3, "disclose"),
    ]
    mend_reporting(tokens, [Segment("quote", Span(0, 12))], lexicon("en"))
    assert (tokens[0].head, tokens[0].dep) == (0, "root")
