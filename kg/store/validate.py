"""Check quads against the SHACL shapes that ship with the vocabulary (needs the `shacl` extra)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.errors import StoreError, install
from kg.store import vocab

if TYPE_CHECKING:
    import pyoxigraph as ox


def validate(quads: Iterable[ox.Quad]) -> list[str]:
    """What is wrong with the quads of one graph, one line a fault, sorted; empty when all is well.

    Give one article's graph at a time: on a whole store it takes many times as long. Raises StoreError without
    pyshacl.

    >>> validate([])
    []
    """
    try:
        import pyshacl
        import rdflib
    except ImportError as error:
        raise StoreError("checking shapes needs pyshacl.", hint=install("shacl")) from error
    graph = rdflib.Graph()
    lines = "".join(f"{quad.triple} .\n" for quad in quads)
    graph.parse(data=lines, format="nt")
    _, report, _ = pyshacl.validate(graph, shacl_graph=_shapes())
    sh = rdflib.Namespace(vocab.PREFIXES["sh"])
    faults = [
        " ".join(_short(report.value(result, sh[part])) for part in ("focusNode", "resultPath", "resultMessage"))
        for result in report.subjects(rdflib.RDF.type, sh.ValidationResult)
    ]
    return sorted(faults)


@cache
def _shapes() -> Any:
    import rdflib

    return rdflib.Graph().parse(data=vocab.shapes(), format="turtle")


def _short(value: object) -> str:
    return vocab.shorten(str(value)) if value is not None else ""
