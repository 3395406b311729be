"""spaCy's token vectors (hashed embeddings, then convolutions) in half the time: what a word alone decides is kept.

Before the convolutions a token's vector depends on its own form only (norm, prefix, suffix, shape …), so it is worked
out once a form: the embedding tables are multiplied with the layer behind them when the model is loaded, and a new
form only adds up rows. Every sum has an order of its own that no other token changes: what a batch holds beside, and
what was seen before, never touches a vector (`tests/annotate/test_vectors.py` holds that they are spaCy's).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.tokens import Doc

Floats = NDArray[np.float32]

_KEPT = 1 << 15  # forms that are remembered, 12 MB a model; forms never end
_LAYER = r"maxout>>layernorm>>dropout"
_BLOCK = rf"residual\(expand_window>>{_LAYER}\)"
_SHAPE = re.compile(  # a thinc model's name is what it is made of
    r"extract_features>>list2ragged>>with_array\((?:\|?ints-getitem>>hashembed)+\)(?:\|static_vectors)?"
    rf">>with_array\({_LAYER}\)>>ragged2list>>with_array\({_BLOCK}(?:>>{_BLOCK})*\)(?:>>list2array>>linear)?"
)


class Vectors(Protocol):
    """What gives a vector a token: a model of spaCy's, or `TokenVectors`."""

    def predict(self, docs: list[Doc], /) -> Any: ...


class TensorStep:
    """spaCy's `tok2vec` component with `TokenVectors` for its model."""

    def __init__(self, component: Any, vectors: TokenVectors) -> None:
        self._component, self._vectors = component, vectors

    @classmethod
    def of(cls, component: Any) -> TensorStep | None:
        """The step of spaCy's own component with a model of the usual make, None for any other."""
        from spacy.pipeline import Tok2Vec

        vectors = TokenVectors.of(component.model, component.vocab) if type(component) is Tok2Vec else None
        return cls(component, vectors) if vectors is not None else None

    def __call__(self, docs: list[Doc]) -> list[Doc]:
        """Set the tensor of each doc, in place."""
        self._component.set_annotations(docs, self._vectors.predict(docs))
        return docs


class Layer:
    """Maxout and layer norm; the pieces of an output stand in blocks, so that their maximum is one of whole rows."""

    def __init__(self, maxout: Any, norm: Any) -> None:
        weights: Floats = maxout.get_param("W")
        outputs, self._pieces, inputs = weights.shape
        self.weights: Floats = np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(inputs, -1))
        self.width = outputs
        self._bias: Floats = np.ascontiguousarray(maxout.get_param("b").T).reshape(-1)
        self._scale: Floats = norm.get_param("G")
        self._shift: Floats = norm.get_param("b")

    def finish(self, sums: Floats) -> Floats:
        """What the layer gives for its inputs times its weights."""
        sums += self._bias
        best: Floats = sums[:, : self.width].copy()
        for piece in range(1, self._pieces):
            np.maximum(best, sums[:, piece * self.width : (piece + 1) * self.width], out=best)
        best -= best.mean(axis=1, keepdims=True)
        variance: Floats = np.einsum("ij,ij->i", best, best) / np.float32(self.width) + np.float32(1e-8)
        best *= (1 / np.sqrt(variance))[:, None]
        best *= self._scale
        best += self._shift
        return best


@dataclass(frozen=True, slots=True, eq=False)
class _Hashed:
    """An embedding table by hashes of one column, multiplied with the layer behind."""

    column: int
    seed: int
    table: Floats


class TokenVectors:
    """A vector a token of each doc, as the model would; `of` tells whether that one is built as expected."""

    def __init__(self, model: Any, vectors: Any) -> None:
        parts: dict[str, list[Any]] = {}
        for node in _leaves(model):
            parts.setdefault(node.name, []).append(node)
        self._model, self._ops = model, model.ops
        self._columns = list(parts["extract_features"][0].attrs["columns"])
        layers = [Layer(*pair) for pair in zip(parts["maxout"], parts["layernorm"], strict=True)]
        self._mix, self._blocks = layers[0], layers[1:]
        self._pad: int = next(n.attrs["pad"] for n in model.walk() if n.name.startswith("with_array(residual"))
        self._hashed: list[_Hashed] = []
        used = 0
        for node in parts["hashembed"]:
            embedding: Floats = node.get_param("E")
            rows = self._mix.weights[used : used + embedding.shape[1]]
            self._hashed.append(_Hashed(len(self._hashed), node.attrs["seed"], embedding @ rows))
            used += embedding.shape[1]
        self._known: Floats | None = None  # static vectors of the pipeline -> what the layer adds up
        if "static_vectors" in parts:
            self._vectors = vectors
            self._columns.append(vectors.attr)
            weights: Floats = parts["static_vectors"][0].get_param("W")
            self._known = np.ascontiguousarray((weights.T @ self._mix.weights[used:]).T)
        self._linear = parts["linear"][0] if "linear" in parts else None
        self._rows: dict[bytes, int] = {}
        self._table: Floats = np.zeros((0, self._mix.width), dtype=np.float32)

    @classmethod
    def of(cls, model: Any, vocab: Any) -> TokenVectors | None:
        """Vectors for a model of spaCy's usual make, None for any other."""
        if not _SHAPE.fullmatch(model.name):
            return None
        leaves = list(_leaves(model))
        columns = [node.attrs["column"] for node in leaves if node.name == "hashembed"]
        windows = {node.attrs["window_size"] for node in leaves if node.name == "expand_window"}
        static = any(node.name == "static_vectors" for node in leaves)
        plain = not static or getattr(vocab.vectors, "mode", "") == "default"
        if columns != list(range(len(columns))) or windows != {1} or not plain:
            return None
        return cls(model, vocab.vectors)

    def predict(self, docs: list[Doc]) -> Any:
        """A list of arrays, one a doc; one array for all where the model ends with a linear layer."""
        if not docs or any(len(doc) == 0 for doc in docs):
            return self._model.predict(docs)
        words = self._words(np.concatenate([doc.to_array(self._columns) for doc in docs]))
        first, at = self._pad, []
        for doc in docs:
            at.append(slice(first, first + len(doc)))
            first += len(doc) + self._pad
        state: Floats = np.zeros((first, self._mix.width), dtype=np.float32)
        kept = np.concatenate([np.arange(place.start, place.stop) for place in at])
        state[kept] = words
        for block in self._blocks:
            state += block.finish(_windows(state) @ block.weights)
        if self._linear is None:
            return [state[place] for place in at]
        found: Floats = state[kept] @ self._linear.get_param("W").T
        found += self._linear.get_param("b")
        return found

    def _words(self, keys: NDArray[np.uint64]) -> Floats:
        """The vector of each token by its form alone."""
        forms: list[bytes] = np.ascontiguousarray(keys).view(f"V{keys.shape[1] * keys.itemsize}").ravel().tolist()
        rows = self._rows
        new = {form: k for k, form in enumerate(forms) if form not in rows}
        if len(rows) + len(new) > _KEPT:
            rows.clear()
            new = {form: k for k, form in enumerate(forms)}
        if new:
            self._learn(list(new), keys[list(new.values())])
        found: Floats = self._table[[rows[form] for form in forms]]
        return found

    def _learn(self, forms: list[bytes], keys: NDArray[np.uint64]) -> None:
        """Put forms that were never met into the table."""
        first, last = len(self._rows), len(self._rows) + len(forms)
        if last > len(self._table):
            more = np.zeros((max(last, 1024), self._mix.width), dtype=np.float32)
            self._table = np.vstack([self._table[:first], more])
        self._table[first:last] = self._mix.finish(self._sums(keys))
        self._rows.update(zip(forms, range(first, last), strict=True))

    def _sums(self, keys: NDArray[np.uint64]) -> Floats:
        """What the mixing layer adds up for forms, one row each."""
        sums: Floats = np.zeros((len(keys), self._mix.weights.shape[1]), dtype=np.float32)
        for hashed in self._hashed:
            ids = np.ascontiguousarray(keys[:, hashed.column])
            sums += self._ops.gather_add(hashed.table, self._ops.hash(ids, hashed.seed) % len(hashed.table))
        if self._known is not None:
            for k, row in enumerate(self._vectors.find(keys=keys[:, -1]).tolist()):
                if row >= 0:
                    sums[k] += self._known @ self._vectors.data[row]  # one by one: the same alone and among others
        return sums


def _windows(rows: Floats) -> Floats:
    """Each row between its neighbours."""
    count, width = rows.shape
    found: Floats = np.zeros((count, 3 * width), dtype=np.float32)
    found[1:, :width] = rows[:-1]
    found[:, width : 2 * width] = rows
    found[:-1, 2 * width :] = rows[1:]
    return found


def _leaves(model: Any) -> list[Any]:
    """The layers without layers, in order."""
    return [leaf for layer in model.layers for leaf in _leaves(layer)] if model.layers else [model]
