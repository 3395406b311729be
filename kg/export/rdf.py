"""RDF files: sorted, so that the same graph gives the same bytes, with every prefix bound.

The writers are our own: those of the libraries order by hash or insertion, and one of them lets a carriage return
turn into a newline. All but N-Quads leave out terms of the vocabulary that the graph does not use.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any

from kg.errors import OutputError
from kg.store import GraphStore, vocab

_XSD = vocab.PREFIXES["xsd"]
_RDF = vocab.PREFIXES["rdf"]
_FIRST = {_RDF + "type": "0", vocab.expand("rdfs:label"): "1"}  # what a reader looks for comes first
_BARE = {
    _XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    _XSD + "decimal": re.compile(r"[+-]?[0-9]+\.[0-9]+"),
    _XSD + "boolean": re.compile(r"true|false"),
}
_NCNAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*$")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def turtle(store: GraphStore) -> str:
    """Turtle: the graph for reading and for diffs.

    >>> from kg.store import Store
    >>> turtle(Store()).splitlines()[0]
    '@prefix act: <https://w3id.org/news-event-kg/action#> .'
    """
    return turtle_of({quad.triple for quad in _used(store)})


def turtle_of(triples: set[Any]) -> str:
    """Some triples as Turtle.

    >>> turtle_of(set()).splitlines()[-1]
    '@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .'
    """
    return _prefixes() + "".join(f"\n{block}" for block in _blocks(triples, ""))


def trig(store: GraphStore) -> str:
    """TriG: Turtle with one named graph for each article."""
    parts = [_prefixes()]
    for graph, quads in _by_graph(store):
        blocks = "\n".join(_blocks({quad.triple for quad in quads}, "    "))
        parts.append(f"\n{graph} {{\n{blocks}}}\n" if graph else f"\n{blocks}")
    return "".join(parts)


def ntriples(store: GraphStore) -> str:
    """N-Triples: one fact a line, without the named graphs."""
    return "".join(sorted(f"{triple} .\n" for triple in {quad.triple for quad in _used(store)}))


def nquads(store: GraphStore) -> bytes:
    """N-Quads: the whole store, the backup that `Store.load` restores."""
    return store.dump()


def jsonld(store: GraphStore) -> str:
    """JSON-LD 1.1: one object for each thing in each graph, short names by a context.

    >>> from kg.store import Store
    >>> sorted(json.loads(jsonld(Store())))
    ['@context', '@graph']
    """
    whole: list[Any] = []
    for graph, quads in _by_graph(store):
        nodes = _json_nodes({quad.triple for quad in quads})
        whole += [{"@id": _compact(quads[0].graph_name.value), "@graph": nodes}] if graph else nodes
    return _json_document(whole)


def jsonld_of(triples: set[Any]) -> str:
    """Some triples as JSON-LD.

    >>> json.loads(jsonld_of(set()))["@graph"]
    []
    """
    return _json_document(_json_nodes(triples))


def _json_nodes(triples: set[Any]) -> list[Any]:
    return [_json_node(subject, list(rows)) for subject, rows in _by_subject(triples)]


def _json_document(nodes: list[Any]) -> str:
    document = {"@context": vocab.PREFIXES, "@graph": nodes}
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def rdfxml(store: GraphStore) -> str:
    """RDF/XML: for tools that read nothing newer.

    Raises OutputError for a property of foreign data that has no name in XML.
    """
    names = "".join(f'\n    xmlns:{prefix}="{iri}"' for prefix, iri in sorted(vocab.PREFIXES.items()))
    parts = [f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{names}>\n']
    for subject, rows in _by_subject({quad.triple for quad in _used(store)}):
        kind = "about" if hasattr(subject, "value") and str(subject).startswith("<") else "nodeID"
        parts.append(f'<rdf:Description rdf:{kind}="{_xml(subject.value, quote=True)}">\n')
        parts += [_xml_property(row.predicate.value, row.object) for row in rows]
        parts.append("</rdf:Description>\n")
    return "".join([*parts, "</rdf:RDF>\n"])


def _used(store: GraphStore) -> list[Any]:
    """All quads, of the vocabulary only the actions (with their types) that events have."""
    quads: list[Any] = []
    terms: list[Any] = []
    for quad in store.quads():
        in_vocabulary = getattr(quad.graph_name, "value", "") == vocab.VOCABULARY
        (terms if in_vocabulary else quads).append(quad)
    action, kind = vocab.expand("ev:action"), vocab.expand("ev:eventType")
    wanted = {quad.object for quad in quads if quad.predicate.value in (action, kind)}
    broader = vocab.expand("skos:broader")
    wanted |= {quad.object for quad in terms if quad.predicate.value == broader and quad.subject in wanted}
    return quads + [quad for quad in terms if quad.subject in wanted]


def _by_graph(store: GraphStore) -> Iterator[tuple[str, list[Any]]]:
    """("kb:a_1", its quads), sorted; the default graph, named "", comes first."""
    graphs: dict[str, list[Any]] = {}
    for quad in _used(store):
        name = quad.graph_name
        graphs.setdefault(_term(name) if hasattr(name, "value") else "", []).append(quad)
    yield from sorted(graphs.items())


def _by_subject(triples: Iterable[Any]) -> Iterator[tuple[Any, Iterator[Any]]]:
    return groupby(sorted(triples, key=_key), key=lambda triple: triple.subject)


def _key(triple: Any) -> tuple[str, str, str]:
    predicate = triple.predicate.value
    return str(triple.subject), _FIRST.get(predicate) or "2" + _short(predicate), str(triple.object)


def _prefixes() -> str:
    return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(vocab.PREFIXES.items()))


def _blocks(triples: Iterable[Any], indent: str) -> Iterator[str]:
    """One block of Turtle for each subject, one line for each of its properties."""
    for subject, rows in _by_subject(triples):
        lines = []
        for predicate, group in groupby(rows, key=lambda triple: triple.predicate):
            verb = "a" if predicate.value == _RDF + "type" else _term(predicate)
            lines.append(f"{verb} {' , '.join(_term(triple.object) for triple in group)}")
        yield f"{indent}{_term(subject)} " + f" ;\n{indent}    ".join(lines) + " .\n"


def _term(term: Any) -> str:
    datatype = getattr(term, "datatype", None)
    if datatype is None:
        text = str(term)
        return _short(term.value) if text.startswith("<") and not text.startswith("<<") else text
    bare = _BARE.get(datatype.value)
    if bare is not None and bare.fullmatch(term.value):
        return str(term.value)
    text = str(term)
    if term.language or datatype.value == _XSD + "string":
        return text
    return text[: text.rindex("^^") + 2] + _short(datatype.value)


@lru_cache(maxsize=100_000)
def _short(iri: str) -> str:
    name = vocab.shorten(iri)
    return f"<{iri}>" if name == iri else name


def _compact(iri: str) -> str:
    return vocab.shorten(iri)


def _json_node(subject: Any, rows: list[Any]) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": _json_id(subject)}
    for row in rows:
        if row.predicate.value == _RDF + "type":
            node.setdefault("@type", []).append(_json_id(row.object))
        else:
            node.setdefault(_compact(row.predicate.value), []).append(_json_value(row.object))
    return node


def _json_value(term: Any) -> dict[str, str]:
    datatype = getattr(term, "datatype", None)
    if datatype is None:
        return {"@id": _json_id(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if datatype.value == _XSD + "string":
        return {"@value": term.value}
    return {"@value": term.value, "@type": _compact(datatype.value)}


def _json_id(term: Any) -> str:
    return _compact(term.value) if str(term).startswith("<") else str(term)


def _xml_property(predicate: str, term: Any) -> str:
    name, declared = _qname(predicate)
    datatype = getattr(term, "datatype", None)
    if datatype is None:
        kind = "resource" if str(term).startswith("<") else "nodeID"
        return f'  <{name}{declared} rdf:{kind}="{_xml(term.value, quote=True)}"/>\n'
    if term.language:
        declared += f' xml:lang="{term.language}"'
    elif datatype.value != _XSD + "string":
        declared += f' rdf:datatype="{_xml(datatype.value, quote=True)}"'
    return f"  <{name}{declared}>{_xml(term.value)}</{name}>\n"


def _qname(iri: str) -> tuple[str, str]:
    """The element name of a property; a namespace that is not ours is declared on the spot."""
    name = vocab.shorten(iri)
    if name != iri:
        return name, ""
    found = _NCNAME.search(iri)
    if found is None:
        raise OutputError(f"RDF/XML has no name for the property <{iri}>.", hint="Export Turtle or JSON-LD.")
    local = found[0]
    return f"p:{local}", f' xmlns:p="{_xml(iri[: len(iri) - len(local)], quote=True)}"'


def _xml(text: str, *, quote: bool = False) -> str:
    """Escaped, carriage returns too, which a parser would else turn into newlines."""
    text = _NO_XML.sub("\ufffd", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    return text.replace('"', "&quot;") if quote else text
