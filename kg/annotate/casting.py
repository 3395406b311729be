"""spaCy's tokens -> ours: every attribute read once, as columns; spaCy's token proxies cost ten times as much."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kg.annotate.doc import Token
from kg.annotate.units import Unit

if TYPE_CHECKING:
    from spacy.tokens import Doc as SpacyDoc
    from spacy.vocab import Vocab

_COLUMNS = ("ORTH", "IDX", "LEMMA", "POS", "DEP", "MORPH", "ENT_TYPE", "ENT_IOB", "HEAD")
_KEPT = 1 << 16  # strings that are remembered; words never end
_BEGINS = 3  # spaCy's code for the first token of an entity
_LABELS = {"PERSON": "PER", "NORP": "MISC", "GPE": "LOC", "FAC": "LOC", "EVENT": "MISC", "PRODUCT": "MISC",
           "WORK_OF_ART": "MISC", "LAW": "MISC", "LANGUAGE": "MISC"}  # fmt: skip
_NAMES = frozenset({"PER", "ORG", "LOC", "MISC"})


@cache
def _features(morph: str) -> Mapping[str, str]:
    return dict(pair.split("=", 1) for pair in morph.split("|") if "=" in pair)


class _Words(dict[int, str]):
    """The strings of a vocabulary, each made once: spaCy makes a new one at each look-up.

    One that is kept knows its hash and is compared by identity, which is most of what extraction does with it.
    """

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self._strings = vocab.strings

    def __missing__(self, key: int) -> str:
        if len(self) > _KEPT:
            self.clear()
        found = self[key] = self._strings[key]
        return found


_words = cache(_Words)


def _label(name: str) -> str:
    label = _LABELS.get(name, name)
    return label if label in _NAMES else ""


@lru_cache(maxsize=1 << 16)
def _row(vocab: Vocab, orth: int) -> int:
    lexeme = vocab[orth]
    return int(lexeme.rank) if lexeme.has_vector else -1


def tokens_of(unit: Unit, doc: SpacyDoc, base: int) -> list[Token]:
    """Plain tokens of one parse. A placeholder's tokens get negative offsets: -2 - (character in the unit)."""
    vocab, strings, origin = doc.vocab, _words(doc.vocab), unit.origin
    columns = doc.to_array(list(_COLUMNS))
    heads = columns[:, -1].astype("int64").tolist()  # relative, and so of either sign
    made = []
    for i, ((orth, at, lemma, pos, dep, morph, kind, iob, _), head) in enumerate(
        zip(columns.tolist(), heads, strict=True), base
    ):
        text = strings[orth]
        start, end = origin[at], origin[at + len(text) - 1] + 1
        if start < 0 or end <= 0:
            start = end = -2 - at
        label = _label(strings[kind]) if kind else ""
        name = strings[dep]
        made.append(
            Token(i, text, start, end, strings[lemma], strings[pos], "root" if name == "ROOT" else name,
                  i + head, _features(strings[morph]), 0, -1, label, bool(label) and iob == _BEGINS,
                  _row(vocab, orth))
        )  # fmt: skip
    return made
