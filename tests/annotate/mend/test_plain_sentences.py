"""Passes that mend what taggers and parsers make of plain French sentences: words read and hung as they are meant."""

from __future__ import annotations

from collections.abc import Callable

from kg.annotate.doc import Token
from kg.annotate.mend.between import mend_between
from kg.annotate.mend.mistaken import mend_mistaken
from kg.annotate.mend.participles import mend_participles
from kg.annotate.mend.presents import mend_presents
from kg.annotate.mend.strays import mend_strays
from kg.lang import lexicon

Make = Callable[..., Token]
FIN = {"VerbForm": "Fin", "Number": "Sing"}
PART = {"VerbForm": "Part", "Tense": "Past"}


def test_a_present_read_as_an_adjective_heads_its_clause(word: Make) -> None:
    tokens = [
        word(0, "Le", "DET", "det", 1), word(1, "syndicat", "NOUN", "root", 1),
        word(2, "critique", "ADJ", "amod", 1), word(3, "des", "ADP", "case", 4), word(4, "élus", "NOUN", "nmod", 1),
    ]  # fmt: skip
    mend_presents(tokens, lexicon("fr"))
    assert (tokens[2].pos, tokens[2].lemma, tokens[2].dep) == ("VERB", "critiquer", "root")
    assert (tokens[1].dep, tokens[1].head) == ("nsubj", 2)
    assert (tokens[4].dep, tokens[4].head) == ("obj", 2)


def test_a_singular_form_is_no_verb_of_a_plural(word: Make) -> None:
    tokens = [
        word(0, "Les", "DET", "det", 1, {"Number": "Plur"}), word(1, "élus", "NOUN", "root", 1),
        word(2, "critique", "ADJ", "amod", 1), word(3, "la", "DET", "det", 4), word(4, "loi", "NOUN", "nmod", 1),
    ]  # fmt: skip
    mend_presents(tokens, lexicon("fr"))
    assert tokens[2].pos == "ADJ"


def test_an_infinitive_behind_de_le(word: Make) -> None:
    tokens = [
        word(0, "avant", "ADP", "mark", 3), word(1, "de", "ADP", "mark", 3), word(2, "le", "PRON", "obj", 3),
        word(3, "relâcher", "NOUN", "root", 3),
    ]  # fmt: skip
    mend_mistaken(tokens, lexicon("fr"))
    assert (tokens[3].pos, tokens[3].morph) == ("VERB", {"VerbForm": "Inf"})


def test_a_person_behind_an_article_is_no_adjective(word: Make) -> None:
    tokens = [
        word(0, "Elle", "PRON", "nsubj", 1), word(1, "salue", "VERB", "root", 1, FIN), word(2, "un", "DET", "det", 3),
        word(3, "étudiant", "ADJ", "xcomp", 1),
    ]  # fmt: skip
    mend_mistaken(tokens, lexicon("fr"))
    assert (tokens[3].pos, tokens[3].dep) == ("NOUN", "obj")


def test_who_stands_behind_the_colon_does_it(word: Make) -> None:
    tokens = [
        word(0, "Italie", "PROPN", "nsubj", 3), word(1, ":", "PUNCT", "punct", 3), word(2, "Rome", "PROPN", "nmod", 0),
        word(3, "salue", "VERB", "root", 3, FIN), word(4, "Paris", "PROPN", "obj", 3),
    ]  # fmt: skip
    mend_strays(tokens, lexicon("fr"))
    assert (tokens[2].dep, tokens[2].head) == ("nsubj", 3)
    assert tokens[0].dep == "obl:mod"


def test_the_object_of_a_relative_clause_between_commas(word: Make) -> None:
    tokens = [
        word(0, "Ana", "PROPN", "nsubj", 8), word(1, ",", "PUNCT", "punct", 0), word(2, "que", "SCONJ", "mark", 5),
        word(3, "Rome", "PROPN", "nsubj", 5), word(4, "a", "AUX", "aux:tense", 5, FIN, "avoir"),
        word(5, "invitée", "VERB", "acl", 0, PART), word(6, ",", "PUNCT", "punct", 8),
        word(7, "a", "AUX", "aux:tense", 8, FIN, "avoir"), word(8, "répondu", "VERB", "root", 8, PART),
        word(9, ".", "PUNCT", "punct", 8),
    ]  # fmt: skip
    mend_between(tokens, lexicon("fr"))
    assert (tokens[2].pos, tokens[2].dep, tokens[2].head) == ("PRON", "obj", 5)
    assert tokens[5].dep == "acl:relcl"


def test_who_did_it_hangs_on_the_participle_that_opens_the_sentence(word: Make) -> None:
    tokens = [
        word(0, "Invitée", "VERB", "advcl", 7, PART, "inviter"), word(1, "jeudi", "NOUN", "obl:mod", 0),
        word(2, "par", "ADP", "case", 3), word(3, "Rome", "PROPN", "nmod", 1), word(4, ",", "PUNCT", "punct", 7),
        word(5, "Ana", "PROPN", "nsubj", 7), word(6, "a", "AUX", "aux:tense", 7, FIN, "avoir"),
        word(7, "répondu", "VERB", "root", 7, PART), word(8, ".", "PUNCT", "punct", 7),
    ]  # fmt: skip
    mend_participles(tokens, lexicon("fr"))
    assert (tokens[3].dep, tokens[3].head) == ("obl:agent", 0)
