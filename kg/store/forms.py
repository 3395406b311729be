"""Answers in the forms of the W3C, and what a client's Accept header asks for.

`Answer.json` and `Answer.csv` are for people and pipes (short names, a row limit said in words); these are the exact
documents of *SPARQL 1.1 Query Results* JSON, XML, CSV and TSV, and RDF for graphs.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from typing import Any

from kg.store import vocab
from kg.store.answers import Answer, Cell

ROW_FORMS: dict[str, str] = {  # media type -> name; the first is the default
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
GRAPH_FORMS: dict[str, str] = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
    "application/x-turtle": "turtle",
    "text/plain": "ntriples",
    "application/json": "jsonld",
    "application/xml": "rdfxml",
    "text/xml": "rdfxml",
}
_XSD_STRING = vocab.expand("xsd:string")
_UNWRITTEN = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def preferred(accept: str, offered: Iterable[str]) -> str | None:
    """The media type of `offered` that an Accept header likes best, None when it likes none. Ties go to the first.

    >>> preferred("text/html;q=0.5, text/*;q=0.9", ["application/json", "text/html", "text/csv"])
    'text/csv'
    >>> preferred("", ["a/b"]), preferred("x/y", ["a/b"])
    ('a/b', None)
    """
    ranges = [_range(part) for part in accept.split(",") if part.strip()]
    best: tuple[float, str] | None = None
    for kind in offered:
        fits = [(_fit(wanted, kind), quality) for wanted, quality in ranges if _fit(wanted, kind)]
        quality = max(fits)[1] if fits else 0.0 if ranges else 1.0
        if quality > 0 and (best is None or quality > best[0]):
            best = quality, kind
    return best[1] if best else None


def _range(part: str) -> tuple[str, float]:
    kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
    try:
        return kind, min(1.0, max(0.0, float(quality)))
    except ValueError:
        return kind, 0.0


def _fit(wanted: str, kind: str) -> int:
    """How closely a range names a type: 3 exactly, 2 by its family, 1 by */*, 0 not at all."""
    if wanted == kind:
        return 3
    if wanted == kind.split("/")[0] + "/*":
        return 2
    return int(wanted in ("*/*", "*"))


def rows(answer: Answer, form: str) -> bytes:
    """An answer of SELECT or ASK as a document of the W3C: `form` is json, xml, csv or tsv.

    >>> rows(Answer(("a",), ((Cell("http://x/", "uri"),),)), "tsv")
    b'?a\\n<http://x/>\\n'
    """
    return _WRITERS[form](answer).encode("utf-8", "replace")


def _json(answer: Answer) -> str:
    return answer.json()


def _xml(answer: Answer) -> str:
    names = "".join(f'<variable name="{name}"/>' for name in answer.variables)
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">',
        f"<head>{names}</head>",
    ]
    if answer.truth is not None:
        return "".join([*out, f"<boolean>{str(answer.truth).lower()}</boolean></sparql>\n"])
    out.append("<results>")
    for row in answer.rows:
        bound = zip(answer.variables, row, strict=True)
        cells = (f'<binding name="{name}">{_xml_cell(cell)}</binding>' for name, cell in bound if cell is not None)
        out.append(f"<result>{''.join(cells)}</result>")
    return "".join([*out, "</results></sparql>\n"])


def _xml_cell(cell: Cell) -> str:
    text = _xml_text(cell.value)
    if cell.kind in ("uri", "bnode"):
        return f"<{cell.kind}>{text}</{cell.kind}>"
    if cell.language:
        return f'<literal xml:lang="{_xml_text(cell.language)}">{text}</literal>'
    if cell.datatype and cell.datatype != _XSD_STRING:
        return f'<literal datatype="{_xml_text(cell.datatype)}">{text}</literal>'
    return f"<literal>{text}</literal>"


def _xml_text(text: str) -> str:
    """Escaped; what XML cannot carry at all becomes U+FFFD."""
    plain = "".join(c if (c >= " " and c not in "\ufffe\uffff") or c in "\t\n\r" else "\ufffd" for c in text)
    for mark, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("\r", "&#13;")):
        plain = plain.replace(mark, name)
    return plain


def _csv(answer: Answer) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    if answer.truth is not None:
        writer.writerow([str(answer.truth).lower()])
        return out.getvalue()
    writer.writerow(answer.variables)
    for row in answer.rows:
        writer.writerow(["" if cell is None else ("_:" * (cell.kind == "bnode")) + cell.value for cell in row])
    return out.getvalue()


def _tsv(answer: Answer) -> str:
    if answer.truth is not None:
        return f"{str(answer.truth).lower()}\n"
    lines = ["\t".join(f"?{name}" for name in answer.variables)]
    lines += ["\t".join("" if cell is None else term(cell) for cell in row) for row in answer.rows]
    return "\n".join(lines) + "\n"


def term(cell: Cell) -> str:
    """A cell as a term of Turtle.

    >>> term(Cell('say "no"', language="en"))
    '"say \\\\"no\\\\""@en'
    """
    if cell.kind == "uri":
        return f"<{cell.value}>"
    if cell.kind in ("bnode", "triple"):
        return f"_:{cell.value}" if cell.kind == "bnode" else cell.value
    text = '"' + "".join(_UNWRITTEN.get(c, c) for c in cell.value) + '"'
    if cell.language:
        return f"{text}@{cell.language}"
    return f"{text}^^<{cell.datatype}>" if cell.datatype and cell.datatype != _XSD_STRING else text


_WRITERS: dict[str, Callable[[Answer], str]] = {"json": _json, "xml": _xml, "csv": _csv, "tsv": _tsv}


def graph(triples: Iterable[Any], form: str) -> bytes:
    """Triples of pyoxigraph as a document: `form` is turtle, ntriples, rdfxml or jsonld.

    >>> graph([], "ntriples")
    b''
    """
    import pyoxigraph as ox

    forms = {
        "turtle": ox.RdfFormat.TURTLE,
        "ntriples": ox.RdfFormat.N_TRIPLES,
        "rdfxml": ox.RdfFormat.RDF_XML,
        "jsonld": ox.RdfFormat.JSON_LD,
    }
    return ox.serialize(triples, format=forms[form], prefixes=dict(vocab.PREFIXES)) or b""


def problem(message: str) -> bytes:
    """An error as the JSON that clients get.

    >>> problem("no.")
    b'{"error": "no."}'
    """
    return json.dumps({"error": message}, ensure_ascii=False).encode("utf-8", "replace")
