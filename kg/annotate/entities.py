"""spaCy's entity recogniser with its decisions taken for all tokens at once: the same entities in a tenth of the time.

Its transitions ask one token after the other, and each takes and gives back Python's lock many times. Outside of an
entity, though, a decision depends on the token alone: one product of matrices takes them all, and only the few
tokens inside a name are asked in turn (`tests/annotate/test_entities.py` holds that nothing else is found).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kg.annotate.vectors import TokenVectors, Vectors

if TYPE_CHECKING:
    from spacy.tokens import Doc

Floats = NDArray[np.float32]
_SIGNS = ("SENT_START", "IS_SPACE", "ENT_IOB")
_FEATURES = 3  # the token, the first and the last token of the open entity


class EntityDecoder:
    """Entities of a batch, decided as the component would; `of` tells whether that one is built as expected."""

    def __init__(self, component: Any) -> None:
        self._component = component
        model = component.model
        slow: Vectors = model.get_ref("tok2vec")
        self._vectors = TokenVectors.of(slow, component.vocab) or slow
        self._lower = model.get_ref("lower")
        upper = model.get_ref("upper")
        names = [component.moves.get_class_name(k) for k in range(component.moves.n_moves)]
        weights, biases = upper.get_param("W"), upper.get_param("b")
        first = [k for k, name in enumerate(names) if name == "O" or (name[:2] in ("B-", "U-") and name[2:])]
        self._moves = [names[k] for k in first]
        self._first: tuple[Floats, Floats] = (weights[first], biases[first])
        self._begins = np.array([move[:2] == "B-" for move in self._moves])
        self._named = np.array([move != "O" for move in self._moves])
        self._next: dict[str, tuple[Floats, Floats, bool]] = {}  # label -> rows of "in" and "last", which is the first
        for label in {name[2:] for name in names if name[:2] == "B-"}:
            pair = [names.index(f"I-{label}"), names.index(f"L-{label}")]
            self._next[label] = (weights[pair], biases[pair], pair[0] < pair[1])

    @classmethod
    def of(cls, component: Any) -> EntityDecoder | None:
        """A decoder for spaCy's own greedy recogniser, None for any other."""
        from spacy.pipeline import EntityRecognizer

        if type(component) is not EntityRecognizer or component.cfg.get("beam_width", 1) != 1:
            return None
        model = component.model
        if not model.attrs.get("has_upper") or model.attrs.get("unseen_classes"):
            return None
        lower = model.get_ref("lower")
        if lower.get_dim("nF") != _FEATURES or lower.get_dim("nP") < 2:
            return None
        return cls(component)

    def __call__(self, docs: list[Doc]) -> list[Doc]:
        """Set the entities of each doc, in place."""
        from spacy.tokens import Span

        signs = [doc.to_array(list(_SIGNS)) for doc in docs]
        if any(len(doc) == 0 for doc in docs) or any(sign[:, 2].any() for sign in signs):
            return list(self._component.pipe(docs, batch_size=4 * len(docs)))  # entities set before must be kept
        table: Floats = self._lower.predict(self._vectors.predict(docs))  # its first row stands for "no token"
        bias: Floats = self._lower.get_param("b")
        ends = np.concatenate([np.append(sign[1:, 0] == 1, True) for sign in signs])
        best = self._alone(table, bias, ends, np.concatenate([sign[:, 1] != 0 for sign in signs]))
        first = 0
        for doc, sign in zip(docs, signs, strict=True):
            here = _Stretch(table[first : first + len(doc) + 1], bias, (sign[:, 0] == 1).tolist())
            moves = best[first : first + len(doc)].tolist()
            doc.set_ents([Span(doc, *found) for found in self._entities(here, moves)], default="outside")
            first += len(doc)
        return docs

    def _alone(
        self, table: Floats, bias: Floats, ends: NDArray[np.bool_], blank: NDArray[np.bool_]
    ) -> NDArray[np.intp]:
        """The best move of each token, were no entity open: none begins that cannot go on, and none with a blank."""
        sums = table[1:, 0] + table[0, 1]
        sums += table[0, 2]
        sums += bias
        weights, biases = self._first
        scores: Floats = sums.max(axis=2) @ weights.T + biases
        scores[np.ix_(ends, self._begins)] = -np.inf
        scores[np.ix_(blank, self._named)] = -np.inf
        best: NDArray[np.intp] = scores.argmax(axis=1)
        return best

    def _entities(self, here: _Stretch, moves: Sequence[int]) -> Iterator[tuple[int, int, str]]:
        """(first token, token behind the last, label) of each entity."""
        i = 0
        while i < len(moves):
            move = self._moves[moves[i]]
            end = i + 1
            if move[:2] == "B-":
                weights, biases, in_first = self._next[move[2:]]
                while here.goes_on(end):
                    inside, last = (weights @ here.hidden(i, end) + biases).tolist()
                    if inside < last or (inside == last and not in_first):
                        break
                    end += 1
                end += 1
            if move != "O":
                yield i, end, move[2:]
            i = end


class _Stretch:
    """The rows of one doc in the table of a batch; row 0 is that of the token before, or of none."""

    def __init__(self, rows: Floats, bias: Floats, starts: list[bool]) -> None:
        self.rows, self.bias, self.starts = rows, bias, starts

    def goes_on(self, i: int) -> bool:
        """May an entity go on behind token `i`? Not past the text's end, nor into another sentence."""
        return i + 1 < len(self.starts) and not self.starts[i + 1]

    def hidden(self, first: int, i: int) -> Floats:
        """What the recogniser knows at token `i` of an entity that began at `first`."""
        sums = self.rows[i + 1, 0] + self.rows[first + 1, 1]
        sums += self.rows[i, 2]
        sums += self.bias
        found: Floats = sums.max(axis=1)
        return found
