"""The names of the graph: three namespaces of our own, the vocabularies they build on, the graphs of a store.

`vocab.ttl` describes every `ev:` term in English and French. Move the project's terms by changing `BASE` here and
the three prefixes at the top of `vocab.ttl`; a test holds them together.
"""

from __future__ import annotations

import re
from importlib.resources import files

LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")  # a local name that is safe in every RDF syntax

BASE = "https://w3id.org/news-event-kg/"
EV = BASE + "vocab#"
ACT = BASE + "action#"
KB = BASE + "id/"

EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"

PREFIXES: dict[str, str] = {
    "act": ACT,
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "ev": EV,
    "kb": KB,
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

# Every article has a graph of its own; these hold what belongs to no single article.
ENTITIES = KB + "entities"  # actors and topics
LINKS = KB + "links"  # same events, disputes: what linking found between events
DIRECT = KB + "direct"  # who does what, as plain triples; derived, never edited
PROVENANCE = KB + "provenance"  # which text, by which version of the tool
VOCABULARY = KB + "vocabulary"  # the terms themselves, so that queries can show their labels

ENTITY_CLASSES: dict[str, str] = {
    "PER": "ev:Person",
    "ORG": "ev:Organization",
    "GPE": "ev:Polity",
    "LOC": "ev:Place",
    "GROUP": "ev:Group",
    "OTHER": "ev:Topic",
}

# How two events stand in time: the concept of each kind of relation, and the property of its plain triple.
ORDERS: dict[str, tuple[str, str]] = {
    "before": ("ev:Before", "ev:before"),
    "after": ("ev:After", "ev:after"),
    "during": ("ev:During", "ev:during"),
    "same-day": ("ev:SameDay", "ev:sameDay"),
}


def expand(curie: str) -> str:
    """The full IRI of a prefixed name.

    >>> expand("ev:agent")
    'https://w3id.org/news-event-kg/vocab#agent'
    """
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + local


def shorten(iri: str) -> str:
    """The prefixed name of an IRI in one of our namespaces, else the IRI as it is.

    >>> shorten("https://w3id.org/news-event-kg/id/NATO"), shorten("https://example.org/x")
    ('kb:NATO', 'https://example.org/x')
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and LOCAL.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def text() -> str:
    """The vocabulary as Turtle, as `kg serve` shows it.

    >>> text().startswith("@prefix ev:")
    True
    """
    return (files("kg.store") / "vocab.ttl").read_text(encoding="utf-8")


def shapes() -> str:
    """The SHACL shapes that every article graph keeps to, as Turtle.

    >>> "ev:EventShape" in shapes()
    True
    """
    return (files("kg.store") / "shapes.ttl").read_text(encoding="utf-8")
