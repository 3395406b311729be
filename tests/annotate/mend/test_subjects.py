from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate.doc import Doc, Token
from kg.annotate.mend.subjects import find_subjects
from kg.lang import lexicon

Word = Callable[..., Token]

Parse = Callable[..., Doc]
FIN, PLUR = {"VerbForm": "Fin"}, {"Number": "Plur"}


def mended(tokens: list[Token]) -> list[tuple[str, int]]:
    find_subjects(tokens, lexicon("fr"))
    return [(t.dep, t.head) for t in tokens]


def test_the_nearest_noun_without_preposition(word: Word) -> None:
    tokens = [
        word(0, "liens", "NOUN", "dep", 4, PLUR),
        word(1, "avec", "ADP", "case", 3),
        word(2, "la", "DET", "det", 3),
        word(3, "monarchie", "NOUN", "nmod", 0, {"Number": "Sing"}),
        word(4, "continuent", "VERB", "root", 4, {**FIN, **PLUR}),
    ]
    assert mended(tokens)[0] == ("nsubj", 4)


def test_a_list_comes_along(word: Word) -> None:
    tokens = [
        word(0, "Après", "ADP", "case", 1),
        word(1, "ans", "NOUN", "obl:mod", 5, PLUR),
        word(2, "Canada", "PROPN", "conj", 1),
        word(3, "et", "CCONJ", "cc", 4),
        word(4, "Union", "PROPN", "conj", 1),
        word(5, "signent", "VERB", "root", 5, {**FIN, **PLUR}),
    ]
    found = mended(tokens)
    assert found[2] == ("nsubj", 5) or found[4] == ("nsubj", 5)


def test_what_a_conjunction_opens_is_no_member_of_the_list_before(word: Word) -> None:
    tokens = [
        word(0, "témoins", "NOUN", "nsubj", 1, PLUR),
        word(1, "évoquent", "VERB", "root", 1, {**FIN, **PLUR}),
        word(2, "blessés", "NOUN", "obj", 1, PLUR),
        word(3, "et", "CCONJ", "cc", 5),
        word(4, "la", "DET", "det", 5, {"Number": "Sing"}),
        word(5, "préfecture", "NOUN", "conj", 2, {"Number": "Sing"}),
        word(6, "demande", "VERB", "conj", 1, {**FIN, "Number": "Sing"}),
    ]
    assert mended(tokens)[5] == ("nsubj", 6)


def test_a_coordinated_verb_shares_its_subject(word: Word) -> None:
    tokens = [
        word(0, "Paul", "PROPN", "nsubj", 1),
        word(1, "remercie", "VERB", "root", 1, {**FIN, "Number": "Sing"}),
        word(2, "Anne", "PROPN", "obj", 1),
        word(3, "et", "CCONJ", "cc", 4),
        word(4, "part", "VERB", "conj", 1, {**FIN, "Number": "Sing"}),
    ]
    before = [(t.dep, t.head) for t in tokens]
    assert mended(tokens) == before


@pytest.mark.parametrize("morph", [{**FIN, "Mood": "Imp"}, {**FIN, "Person": "1"}, {"VerbForm": "Inf"}])
def test_verbs_that_need_none(morph: dict[str, str], word: Word) -> None:
    tokens = [word(0, "Paris", "PROPN", "dep", 1), word(1, "rappelons", "VERB", "root", 1, morph)]
    before = [(t.dep, t.head) for t in tokens]
    assert mended(tokens) == before


def test_an_adjective_behind_been_is_a_passive(word: Word) -> None:
    tokens = [
        word(0, "roi", "NOUN", "nsubj", 3),
        word(1, "aurait", "AUX", "aux:tense", 3, FIN),
        word(2, "été", "AUX", "cop", 3, {"VerbForm": "Part"}),
        word(3, "empoisonné", "ADJ", "root", 3),
    ]
    found = mended(tokens)
    assert (tokens[3].pos, tokens[3].lemma) == ("VERB", "empoisonner")
    assert found[0] == ("nsubj:pass", 3) and found[2] == ("aux:pass", 3)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "subject", "verb"),
    [
        ("Vers 11 h intervient un camion de pompiers.", "camion", "intervient"),
        ("Selon Karl Brandt, les liens avec la couronne continuent de compter.", "liens", "continuent"),
        ("Mohamed Rabal, seul athlète danois médaillé lors des Jeux, sera reçu par le roi.", "Mohamed", "reçu"),
        ("Et aussi, OneNorvo, une nouvelle entreprise, va embaucher 300 personnes.", "OneNorvo", "va"),
    ],
)
def test_whole_sentences(parse: Parse, text: str, subject: str, verb: str) -> None:
    doc = parse(text)
    noun, above = (next(t for t in doc.tokens if t.text == w) for w in (subject, verb))
    assert noun.dep.startswith("nsubj") and noun.head == above.i


def test_no_cycle(word: Word) -> None:
    tokens = [
        word(0, "groupe", "NOUN", "root", 0, {"Number": "Sing"}),
        word(1, "agit", "VERB", "parataxis", 0, {**FIN, "Number": "Sing"}),
    ]
    find_subjects(tokens, lexicon("fr"))
    for token in tokens:
        seen = set()
        while token.head != token.i:
            assert token.i not in seen
            seen.add(token.i)
            token = tokens[token.head]


@pytest.mark.parametrize(("lemma", "dep"), [("déclarer", "nsubj"), ("falloir", "expl:subj"), ("avoir", "expl:subj")])
def test_an_empty_pronoun_before_a_verb_that_is_never_impersonal(lemma: str, dep: str, word: Word) -> None:
    tokens = [word(0, "il", "PRON", "expl:subj", 1), word(1, lemma, "VERB", "root", 1, FIN, lemma)]
    assert mended(tokens)[0] == (dep, 1)
