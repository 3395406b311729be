"""What is said hangs on who says it, also behind whom it is told to and before "a fait savoir"."""

from __future__ import annotations

from collections.abc import Callable

from kg.annotate.doc import Token
from kg.annotate.mend.contents import mend_contents
from kg.lang import lexicon

Word = Callable[..., Token]

FIN, PART = {"VerbForm": "Fin"}, {"VerbForm": "Part", "Tense": "Past"}


def told(word: Word, *, whole: bool) -> list[Token]:
    """ "police confie journal que Russie retirera (troupes)": the clause hangs on the newspaper."""
    tokens = [
        word(0, "police", "NOUN", "nsubj", 1),
        word(1, "confie", "VERB", "root", 1, FIN, "confier"),
        word(2, "journal", "NOUN", "obl:arg", 1),
        word(3, "que", "PRON", "obj", 5),
        word(4, "Russie", "PROPN", "nsubj", 5),
        word(5, "retirera", "VERB", "acl:relcl", 2, FIN, "retirer"),
    ]
    return [*tokens, word(6, "troupes", "NOUN", "obj", 5)] if whole else tokens


def test_a_whole_clause_is_what_is_said(word: Word) -> None:
    tokens = told(word, whole=True)
    mend_contents(tokens, lexicon("fr"))
    assert (tokens[5].dep, tokens[5].head, tokens[3].dep) == ("ccomp", 1, "mark")


def test_a_relative_clause_lacks_what_its_pronoun_stands_for(word: Word) -> None:
    tokens = told(word, whole=False)
    mend_contents(tokens, lexicon("fr"))
    assert (tokens[5].dep, tokens[5].head, tokens[3].dep) == ("acl:relcl", 2, "obj")


def known(word: Word, speaker: str) -> list[Token]:
    """ "Il est venu, a fait savoir la …": the parser takes who says it for an object."""
    return [
        word(0, "Il", "PRON", "nsubj", 2),
        word(1, "est", "AUX", "aux:tense", 2, FIN),
        word(2, "venu", "VERB", "root", 2, PART, "venir"),
        word(3, ",", "PUNCT", "punct", 2),
        word(4, "a", "AUX", "aux:tense", 5, FIN),
        word(5, "fait", "VERB", "obl:mod", 2, PART, "faire"),
        word(6, "savoir", "VERB", "xcomp", 5, {"VerbForm": "Inf"}),
        word(7, "la", "DET", "det", 8),
        word(8, speaker, "NOUN", "obj", 6),
    ]


def test_what_is_made_known_is_said(word: Word) -> None:
    tokens = known(word, "police")
    mend_contents(tokens, lexicon("fr"))
    assert [(t.dep, t.head) for t in tokens if t.i in (2, 5, 6, 8)] == [
        ("quote", 6), ("aux:caus", 6), ("root", 6), ("nsubj", 6),
    ]  # fmt: skip


def test_nothing_speaks_but_people_and_bodies(word: Word) -> None:
    tokens = known(word, "crise")
    mend_contents(tokens, lexicon("fr"))
    assert (tokens[2].dep, tokens[6].dep, tokens[8].dep) == ("root", "xcomp", "obj")
