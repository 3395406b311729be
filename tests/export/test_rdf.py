from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pyoxigraph as ox
import pytest
import rdflib
import rdflib.compare

from kg.errors import OutputError
from kg.export import EXPORTERS, write
from kg.export.rdf import ntriples, turtle
from kg.store import Store, vocab

TEXT = {"turtle": "turtle", "trig": "trig", "ntriples": "nt", "nquads": "nquads", "jsonld": "json-ld", "rdfxml": "xml"}


def data(name: str, store: Store) -> bytes:
    content = EXPORTERS[name](store)
    return content if isinstance(content, bytes) else content.encode("utf-8")


def rebuilt(samples: ModuleType) -> Store:
    """The same graph, written in another order and with detours."""
    linkage, store = samples.linkage(), Store()
    store.put(samples.plan())
    store.put_derived(linkage)
    store.put(samples.plan(), linkage, version="1")
    store.put(samples.denial(), version="0")
    store.put(samples.denial(), linkage, version="1")
    store.put_derived(linkage)
    for quad in list(store.quads(vocab.PROVENANCE)):
        if "tool_0" in str(quad.subject):
            store._store.remove(quad)
    return store


@pytest.mark.parametrize("name", sorted(set(EXPORTERS) - {"explorer", "timeline", "graph"}))
def test_same_graph_same_bytes(name: str, store: Store, samples: ModuleType) -> None:
    first = data(name, store)
    assert first == data(name, store) == data(name, rebuilt(samples))


@pytest.mark.parametrize("name", sorted(TEXT))
def test_prefixes_are_bound_and_none_invented(name: str, store: Store) -> None:
    text = data(name, store).decode()
    assert "ns1" not in text
    if name not in ("ntriples", "nquads"):
        assert all(iri in text for iri in vocab.PREFIXES.values())


@pytest.mark.parametrize("name", ["turtle", "trig", "jsonld"])
def test_parsers_agree(name: str, store: Store) -> None:
    content = data(name, store)
    form = {"turtle": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}[name]
    ours = {(q.subject.value, q.predicate.value, q.object.value) for q in ox.parse(content, format=form)}
    graph = rdflib.Graph() if name == "turtle" else rdflib.Dataset(default_union=True)
    graph.parse(data=content, format=TEXT[name])
    assert ours == {(str(s), str(p), str(o)) for s, p, o in graph.triples((None, None, None))}


def test_trig_keeps_the_graphs(store: Store) -> None:
    back = set(ox.parse(data("trig", store), format=ox.RdfFormat.TRIG))
    for iri in store.graphs():
        if iri != vocab.VOCABULARY:
            assert {quad for quad in back if quad.graph_name.value == iri} == set(store.quads(iri))


def test_turtle_reads_well(store: Store) -> None:
    lines = turtle(store).splitlines()
    assert lines[: len(vocab.PREFIXES)] == sorted(lines[: len(vocab.PREFIXES)])
    at = lines.index("kb:NATO a ev:Organization ;")
    assert lines[at - 1] == ""
    assert lines[at + 1] == '    rdfs:label "NATO"@en , "OTAN"@fr ;'
    assert lines[at + 2] == "    act:submits kb:Russia , kb:security_proposals ;"
    assert {"    oa:start 0 .", "    ev:inHeading true ;", "    ev:confidence 0.9 ;"} <= set(lines)


def test_only_used_terms_of_the_vocabulary(store: Store) -> None:
    text = ntriples(store)
    assert f"<{vocab.ACT}submits> <{vocab.PREFIXES['skos']}broader> <{vocab.ACT}PROPOSE>" in text
    assert f"<{vocab.ACT}hacks>" not in text
    assert f"<{vocab.EV}Event> <{vocab.PREFIXES['rdfs']}label>" not in text
    assert f"<{vocab.ACT}hacks>" in data("nquads", store).decode()


def test_foreign_data_survives(tmp_path: Path) -> None:
    foreign = b"""<http://a.example/x> <http://p.example/q#has-part> "a\\r\\nb"@fr , 3 , <http://a.example/y(1)> .
_:b <http://p.example/7> "x"^^<http://d.example/t> .
"""
    store = Store.from_rdflib(rdflib.Graph().parse(data=foreign, format="turtle"))
    for name, form in (("turtle", "turtle"), ("jsonld", "json-ld"), ("ntriples", "nt")):
        graph = rdflib.Graph().parse(data=data(name, store), format=form)
        assert rdflib.compare.isomorphic(graph, rdflib.Graph().parse(data=foreign, format="turtle"))
    with pytest.raises(OutputError, match=r"p\.example/7"):
        EXPORTERS["rdfxml"](store)  # XML has no name for such a property


def test_bytes_do_not_hang_on_the_hash_seed(tmp_path: Path) -> None:
    samples = Path(__file__).parent.parent / "store"
    code = (
        f"import sys; sys.path.insert(0, {str(samples)!r})\n"
        "import samples, hashlib\nfrom kg.store import Store\nfrom kg.export import EXPORTERS\n"
        "store, linkage = Store(), samples.linkage()\n"
        "store.put(samples.denial(), linkage); store.put(samples.plan(), linkage); store.put_derived(linkage)\n"
        "for name in ('turtle', 'trig', 'nquads', 'jsonld', 'rdfxml', 'csv', 'ical', 'graphml', 'gexf'):\n"
        "    content = EXPORTERS[name](store)\n"
        "    content = content if isinstance(content, bytes) else content.encode()\n"
        "    print(name, hashlib.sha256(content).hexdigest())\n"
    )
    found = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
        found.add(done.stdout)
    assert len(found) == 1


def test_writing(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    content = EXPORTERS["turtle"](store, path)
    assert path.read_text(encoding="utf-8") == content
    assert [entry.name for entry in tmp_path.iterdir()] == ["graph.ttl"]
    with pytest.raises(OutputError, match="cannot be written"):
        EXPORTERS["csv"](store, tmp_path / "none" / "a.csv")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match="folder"):
        write(tmp_path / "folder", "x")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["folder", "graph.ttl"]


def test_every_exporter_says_what_it_gives() -> None:
    assert all(
        exporter.__doc__ == exporter.description and exporter.suffix[0] == "." for exporter in EXPORTERS.values()
    )
