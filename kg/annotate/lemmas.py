"""spaCy's rule lemmatizers over columns: the lemma of a word depends on very little, so each is worked out once.

The component makes an object of each token and asks it four times; here words alike in all that the rules look at
share one answer; `tests/annotate/test_lemmas.py` holds that it is the component's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.tokens import Doc

_COLUMNS = ("ORTH", "POS", "MORPH", "LEMMA")
_KEPT = 1 << 16  # answers that are remembered; words never end


class LemmaTable:
    """Sets the lemmas that the component would; `of` tells whether its rules look at no more than is known here."""

    def __init__(self, component: Any) -> None:
        self._component = component
        self._known: dict[tuple[int, int, int], int] = {}  # (word, part of speech, features) -> lemma

    @classmethod
    def of(cls, component: Any) -> LemmaTable | None:
        """The table of spaCy's own French or English lemmatizer by rules, None for any other."""
        from spacy.lang.en.lemmatizer import EnglishLemmatizer
        from spacy.lang.fr.lemmatizer import FrenchLemmatizer

        known = type(component) in (EnglishLemmatizer, FrenchLemmatizer) and component.mode == "rule"
        return cls(component) if known else None

    def __call__(self, docs: list[Doc]) -> list[Doc]:
        """Set the lemmas of each doc, in place; those set before stay, unless the component is told otherwise."""
        for doc in docs:
            if len(doc):
                self._apply(doc)
        return docs

    def _apply(self, doc: Doc) -> None:
        known, overwrite = self._known, self._component.overwrite
        lemmas: list[int] = []
        for i, (orth, pos, morph, lemma) in enumerate(doc.to_array(list(_COLUMNS)).tolist()):
            if overwrite or not lemma:
                lemma = known.get((orth, pos, morph)) or self._asked(doc, i, (orth, pos, morph))
            lemmas.append(lemma)
        column: Any = np.array(lemmas, dtype=np.uint64)
        doc.from_array(["LEMMA"], column)

    def _asked(self, doc: Doc, i: int, key: tuple[int, int, int]) -> int:
        if len(self._known) > _KEPT:
            self._known.clear()
        lemma: int = doc.vocab.strings.add(self._component.lemmatize(doc[i])[0])
        self._known[key] = lemma
        return lemma
