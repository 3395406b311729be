"""Whatever an article holds comes back from every form as it went in, what no form can carry aside."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings, strategies as st

from kg.export import EXPORTERS
from kg.model import Actor, Article, Entity, Event, Extraction, Filler, Linkage, Ref, Span
from kg.store import Store, reading
from kg.store.rdf import clean

NASTY = [
    *('"', "'", "\\", "\n", "\r", "\r\n", "\t", "\u2028", "\u2029", "\x85", "\x00", "\x07", "\x1b", "\x7f"),
    *("\ud800", "\udfff", "\u202e", "\u200f", "\ufeff", "\ufffe", "\uffff", "é", "e\u0301", "北", "🙂", "=1+1"),
    *("<", ">", "&", "]]>", "</script>", "<!--", "${x}", "{{x}}", "%0a", "#", "\\u0041", "&#13;"),
    *('"""', "'''", "^^", "@fr", " .", "_:b"),
]
hostile = (
    st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=3), st.characters()), min_size=1, max_size=12)
    .map("".join)
    .filter(bool)
)
FORMATS = {
    "turtle": (ox.RdfFormat.TURTLE, "turtle"),
    "trig": (ox.RdfFormat.TRIG, "trig"),
    "ntriples": (ox.RdfFormat.N_TRIPLES, "nt"),
    "nquads": (ox.RdfFormat.N_QUADS, "nquads"),
    "jsonld": (ox.RdfFormat.JSON_LD, "json-ld"),
    "rdfxml": (ox.RdfFormat.RDF_XML, "xml"),
}


def store_of(text: str) -> Store:
    words = Span(0, len(text))
    event = Event(
        "e 1",
        "STATE",
        "says",
        text,
        (words,),
        words,
        (Filler(text, words, text),),
        object=Filler(text, words),
        rule=text,
    )
    article = Article(text, text, text, text, text, text, text)
    extraction = Extraction(article, entities=(Entity(text, "PER", text, (text,), text),), events=(event,))
    actor = Actor(text, "PER", {"fr": text, text: text}, (text,), text)
    linkage = Linkage((actor,), {Ref(text, text): text}, {text: {"en": text}})
    store = Store()
    store.put(extraction, linkage, version=text)
    store.put_derived(linkage)
    return store


def triples(quads: object) -> set[tuple[str, str, str]]:
    return {(str(q.subject), str(q.predicate), str(q.object)) for q in quads}  # type: ignore[attr-defined]


@settings(max_examples=60, deadline=None)
@given(hostile)
def test_text_comes_back(text: str) -> None:
    store = store_of(text)
    (row,) = reading.events(store)
    assert row.evidence == (Span(0, len(text)), clean(text))
    assert len(clean(text)) == len(text)
    assert row.article.title == row.article.id == row.lemma == clean(text)
    assert set(row.themes[0].thing.labels.values()) == {clean(text)}  # a text may look like a language tag
    again = Store()
    again.load(store.dump())
    assert again.dump() == store.dump()


@pytest.mark.parametrize("name", sorted(FORMATS))
@settings(max_examples=12, deadline=None)
@given(text=hostile)
def test_every_form_parses_back_in_both_libraries(name: str, text: str) -> None:
    store = store_of(text)
    content = EXPORTERS[name](store)
    data = content if isinstance(content, bytes) else content.encode("utf-8")
    ours, theirs = FORMATS[name]
    back = list(ox.parse(data, format=ours))
    expected = triples(ox.parse(str(EXPORTERS["ntriples"](store)), format=ox.RdfFormat.N_TRIPLES))
    if name == "nquads":
        assert set(back) == set(store.quads())
        return
    assert triples(back) == expected
    graph = rdflib.Dataset(default_union=True) if name == "trig" or name == "jsonld" else rdflib.Graph()
    graph.parse(data=data, format=theirs)
    lexical = {(str(s), str(p), str(o)) for s, p, o in graph.triples((None, None, None))}
    assert lexical == {(q.subject.value, q.predicate.value, q.object.value) for q in ox.parse(data, format=ours)}


@settings(max_examples=25, deadline=None)
@given(hostile)
def test_the_other_files_can_be_written_and_read(text: str) -> None:
    import csv
    import io

    import networkx

    store = store_of(text)
    rows = list(csv.reader(io.StringIO(str(EXPORTERS["csv"](store)), newline="")))
    assert len(rows) == 2 and len(rows[0]) == len(rows[1])
    assert not any(cell[:1] in ("=", "@", "+") for cell in rows[1])
    for name, read in (("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)):
        content = EXPORTERS[name](store)
        assert isinstance(content, bytes)
        read(io.BytesIO(content))
    assert json.loads(EXPORTERS["jsonld"](store))
    calendar = str(EXPORTERS["ical"](store)).encode("utf-8")
    assert all(len(line) <= 75 for line in calendar.split(b"\r\n"))
