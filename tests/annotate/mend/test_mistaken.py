from __future__ import annotations

from collections.abc import Callable

from kg.annotate.doc import Token
from kg.annotate.mend.mistaken import mend_mistaken
from kg.lang import lexicon

Word = Callable[..., Token]


def test_behind_an_article_a_word_is_no_conjunction(word: Word) -> None:
    tokens = [
        word(0, "Un", "DET", "nsubj", 5),
        word(1, "car", "CCONJ", "cc", 5),
        word(2, "de", "ADP", "case", 3),
        word(3, "touristes", "NOUN", "nsubj", 5),
        word(4, "a", "AUX", "aux:tense", 5),
        word(5, "brûlé", "VERB", "root", 5),
    ]
    mend_mistaken(tokens, lexicon("fr"))
    assert [(t.head, t.dep) for t in tokens[:4]] == [(1, "det"), (5, "nsubj"), (3, "case"), (1, "nmod")]
    assert tokens[1].pos == "NOUN"


def test_elsewhere_it_stays_one(word: Word) -> None:
    tokens = [word(0, "car", "CCONJ", "cc", 2), word(1, "il", "PRON", "nsubj", 2), word(2, "part", "VERB", "root", 2)]
    mend_mistaken(tokens, lexicon("fr"))
    assert tokens[0].pos == "CCONJ"
