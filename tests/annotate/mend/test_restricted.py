from __future__ import annotations

from collections.abc import Callable

from kg.annotate.doc import Doc, Token
from kg.annotate.mend.restricted import mend_restricted
from kg.lang import lexicon

Word = Callable[..., Token]
FIN = {"VerbForm": "Fin", "Mood": "Ind"}


def test_what_is_restricted_is_the_object(word: Word) -> None:
    tokens = [
        word(0, "juge", "NOUN", "nsubj", 2),
        word(1, "ne", "ADV", "advmod", 2),
        word(2, "relâche", "VERB", "root", 2, FIN, "relâcher"),
        word(3, "que", "SCONJ", "mark", 5),
        word(4, "deux", "NUM", "nummod", 5),
        word(5, "suspects", "NOUN", "ccomp", 2),
    ]
    mend_restricted(tokens, lexicon("fr"))
    assert (tokens[5].dep, tokens[5].head) == ("obj", 2)
    assert (tokens[3].dep, tokens[3].head, tokens[3].pos) == ("advmod", 2, "ADV")


def test_a_denied_clause_stays_a_clause(word: Word) -> None:
    tokens = [
        word(0, "juge", "NOUN", "nsubj", 2),
        word(1, "ne", "ADV", "advmod", 2),
        word(2, "dit", "VERB", "root", 2, FIN, "dire"),
        word(3, "pas", "ADV", "advmod", 2),
        word(4, "que", "SCONJ", "mark", 6),
        word(5, "Ali", "PROPN", "nsubj", 6),
        word(6, "part", "VERB", "ccomp", 2, FIN, "partir"),
    ]
    mend_restricted(tokens, lexicon("fr"))
    assert [t.dep for t in tokens[4:]] == ["mark", "nsubj", "ccomp"]


def test_a_word_behind_the_particle_is_a_verb(parse: Callable[..., Doc], token: Callable[[Doc, str], Token]) -> None:
    doc = parse("La mairie ne sanctionne que deux agents.")
    assert token(doc, "sanctionne").pos == "VERB"
    assert token(doc, "agents").dep == "obj"
