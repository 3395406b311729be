"""One tester for all stores: what a build does, a reader sees and a delete leaves is the same wherever it is kept."""

from __future__ import annotations

import dataclasses
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from kg.errors import LimitError, QueryError, StoreError
from kg.export import EXPORTERS
from kg.model import Actor, Linkage, Ref
from kg.store import GraphStore, Store, is_remote, open_store, rdf, safe_query, vocab
from kg.store.reading import articles, disputes, events, things

pytest.importorskip("httpx", reason="httpx is not installed: pip install -e '.[serve]'")

_SPEC = importlib.util.spec_from_file_location("kg_store_backends", Path(__file__).with_name("backends.py"))
assert _SPEC is not None and _SPEC.loader is not None
BACKENDS = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(BACKENDS)

Where = str | Path


@pytest.fixture(scope="module", params=["embedded", "oxigraph", "virtuoso"])
def where(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Where]:
    """The folder or the address of a store, one of each kind."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "embedded":
        yield folder / "store"
        return
    with getattr(BACKENDS, request.param)(folder) as address:
        yield address


@pytest.fixture
def store(where: Where) -> Iterator[GraphStore]:
    """That store, emptied."""
    with open_store(where) as store:
        store.delete(*store.articles())
        yield store


@pytest.fixture
def filled(store: GraphStore, samples: ModuleType) -> GraphStore:
    put_both(store, samples)
    return store


def put_both(store: GraphStore, samples: ModuleType) -> None:
    linkage = samples.linkage()
    store.put(samples.denial(), linkage, version="1")
    store.put(samples.plan(), linkage, version="1")
    store.put_derived(linkage)


def test_it_holds_what_was_put(filled: GraphStore, samples: ModuleType) -> None:
    other = Store()
    put_both(other, samples)
    assert filled.dump() == other.dump()
    assert filled.graphs() == other.graphs()
    assert len(filled) == len(other) == len(set(filled.quads()))
    assert filled.articles() == ["b", "seed/2022 a"] and filled.digests() == other.digests()


def test_readers_see_the_same(filled: GraphStore, samples: ModuleType) -> None:
    other = Store()
    put_both(other, samples)
    for read in (articles, events, things, disputes):
        assert list(read(filled)) == list(read(other))


def test_exports_are_the_same(filled: GraphStore, samples: ModuleType) -> None:
    other = Store()
    put_both(other, samples)
    for name, exporter in EXPORTERS.items():
        assert exporter(filled) == exporter(other), name


def test_putting_again_changes_nothing(filled: GraphStore, samples: ModuleType) -> None:
    before = filled.dump()
    put_both(filled, samples)
    assert filled.dump() == before


def test_an_article_is_replaced_whole(filled: GraphStore, samples: ModuleType) -> None:
    extraction = dataclasses.replace(samples.plan(), events=(), entities=(), roles=())
    filled.put(extraction, samples.linkage(), version="1")
    filled.put_derived(samples.linkage())
    assert [row.article.id for row in events(filled)] == ["seed/2022 a"] * 5


def test_what_is_linked_otherwise_is_forgotten(filled: GraphStore, samples: ModuleType) -> None:
    linkage = samples.linkage()
    names = {ref: "Suede" if actor == "Sweden" else actor for ref, actor in linkage.actor_of.items()}
    actors = (*(a for a in linkage.actors if a.id != "Sweden"), Actor("Suede", "GPE", {"fr": "Suède"}))
    other = dataclasses.replace(linkage, actors=actors, actor_of=names, disputes=())
    filled.put(samples.denial(), other, version="1")
    filled.put(samples.plan(), other, version="1")
    filled.put_derived(other)
    assert "Sweden" not in {thing.id for thing in things(filled)} and disputes(filled) == []
    memory = Store()
    memory.put(samples.denial(), other, version="1")
    memory.put(samples.plan(), other, version="1")
    memory.put_derived(other)
    assert filled.dump() == memory.dump()


def test_delete(filled: GraphStore, samples: ModuleType) -> None:
    assert filled.delete("nothing") == 0
    assert filled.delete("b", "nothing") == 1
    other = Store()
    put_both(other, samples)
    other.delete("b")
    assert filled.dump() == other.dump() and filled.graphs() == other.graphs()


def test_queries(filled: GraphStore) -> None:
    answer = filled.query("SELECT ?l { kb:NATO rdfs:label ?l } ORDER BY STR(?l)")
    assert [row["l"] for row in answer] == ["NATO", "OTAN"] and answer.graphs == 7
    assert filled.query("ASK { kb:NATO a ev:Organization }").truth is True
    assert filled.query("ASK { kb:NATO a ev:Person }").truth is False
    assert len(filled.query(f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{vocab.DIRECT}> {{ ?s ?p ?o }} }}")) == 3
    cut = filled.query("SELECT * { ?s a ev:Event }", limit=2)
    assert len(cut) == 2 and cut.truncated
    assert len(filled.query(f"SELECT * FROM <{vocab.DIRECT}> {{ ?s ?p ?o }}")) == 3
    assert len(filled.query("SELECT ?when { ?e ev:when ?when FILTER(CONTAINS(STR(?when), '2022-02-02')) }")) == 1
    with pytest.raises(QueryError, match="cannot be read"):
        filled.query("SELECT * {")


def test_queries_of_strangers(filled: GraphStore, where: Where) -> None:
    if not is_remote(where):
        filled.close()
    assert safe_query(where, "ASK { kb:NATO ?p ?o }").truth is True
    assert safe_query(where, "SELECT * { ?s ?p ?o }", limit=5).truncated
    for text in (
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "DROP ALL",
        "INSERT DATA { <x:a> a <x:b> }",
    ):
        with pytest.raises(QueryError):
            safe_query(where, text)
    with pytest.raises((LimitError, QueryError)):
        safe_query(where, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", timeout=1)
    assert safe_query(where, "ASK { kb:NATO ?p ?o }").truth is True


def test_a_backup_restores(filled: GraphStore) -> None:
    before = filled.dump()
    filled.delete(*filled.articles())
    assert filled.articles() == []
    filled.load(before)
    assert filled.dump() == before
    with pytest.raises(StoreError, match="no backup"):
        filled.load(b"no quads")


NASTY = ('"', "\\", "a\nb\tc", "é 🙂 \u202e", "</script>", "x" * 40_000, "'''\"\"\"", "{ } GRAPH ;", "@fr", "^^<x:y>")


def test_text_comes_back(store: GraphStore, samples: ModuleType) -> None:
    plan = samples.plan()
    for number, text in enumerate(NASTY):
        article = dataclasses.replace(plan.article, id=f"n{number}", title=text)
        store.put(dataclasses.replace(plan, article=article, events=(), roles=()), Linkage(), version="1")
    assert [article.title for article in articles(store)] == list(NASTY)
    linkage = Linkage(tuple(Actor(f"A{n}", "PER", {"en": text}) for n, text in enumerate(NASTY)))
    links = {Ref(f"n{n}", "x1"): f"A{n}" for n in range(len(NASTY))}
    linkage = dataclasses.replace(linkage, actor_of=links)
    store._change(set(), set(rdf.entity_quads(linkage)))
    assert [thing.label("en") for thing in things(store)] == list(NASTY)


def test_a_graph_longer_than_a_page_of_the_server(store: GraphStore) -> None:
    """Virtuoso cuts answers after 10,000 rows without saying so."""
    graph = vocab.KB + "long"
    lines = (f'<{vocab.KB}n_{n}> <{vocab.EV}lemma> "{n}" <{graph}> .' for n in range(12_000))
    store.load("\n".join(lines).encode())
    assert sum(1 for _ in store.quads(graph)) == 12_000
    for n in range(0, 12_000, 6000):
        store._change({quad for quad in store.quads(graph) if n <= int(quad.object.value) < n + 6000}, set())
    assert next(store.quads(graph), None) is None


def test_reading_only(where: Where, samples: ModuleType) -> None:
    with open_store(where) as store:
        put_both(store, samples)
    with open_store(where, read_only=True) as store:
        for write in (
            lambda: store.put(dataclasses.replace(samples.plan(), events=()), samples.linkage()),
            lambda: store.delete("b"),
        ):
            with pytest.raises(StoreError, match="reading only"):
                write()
        assert len(store.articles()) == 2


def test_virtuoso_asks_for_a_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, samples: ModuleType) -> None:
    """Its protected paths, by digest authentication."""
    from kg.store import remote

    protected = [layout for layout in remote.LAYOUTS if "auth" in layout.query]
    monkeypatch.setattr(remote, "LAYOUTS", tuple(protected))
    with BACKENDS.virtuoso(tmp_path) as address:
        with pytest.raises(StoreError, match="name and password"):
            open_store(address)
        monkeypatch.setenv("KG_STORE_USER", "dba")
        monkeypatch.setenv("KG_STORE_PASSWORD", "a secret")
        with open_store(address) as store:
            put_both(store, samples)
            assert len(store.articles()) == 2


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be reached"):
        open_store(f"http://127.0.0.1:{BACKENDS.free_port()}")
    from functools import partial
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
    from threading import Thread

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(StoreError, match="no SPARQL"):
            open_store(f"http://127.0.0.1:{server.server_port}")
        server.shutdown()


def test_the_verbs_take_an_address(
    where: Where,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    samples: ModuleType,
) -> None:
    """Build, query and export, with the samples in place of an extraction."""
    from kg import pipeline
    from kg.cli import run

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        pipeline, "extract_article", lambda article, _: dataclasses.replace(samples.plan(), article=article)
    )
    text = samples.plan().article.text
    Path("b.txt").write_text(f"id b\ndate 2022-03-01\nlanguage: en\n\n{text}", encoding="utf-8")
    at = ("--store", str(where))
    assert run(["build", "b.txt", "-o", "out", "--fresh", *at]) == 0
    capsys.readouterr()
    assert run(["query", "SELECT (COUNT(?e) AS ?n) { ?e ev:when ?w }", "--csv", *at]) == 0
    assert capsys.readouterr().out == "n\n1\n"
    assert run(["export", "nquads", *at]) == 0
    assert capsys.readouterr().out.encode() == Path("out/graph.nq").read_bytes()
    assert run(["query", "SELECT * { SERVICE <x:y> {} }", *at]) == 1
    assert "not allowed" in capsys.readouterr().err
