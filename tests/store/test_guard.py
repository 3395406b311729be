from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from kg.errors import QueryError, StoreError
from kg.store import Store, safe_query
from kg.store.guard import LENGTH, check


@pytest.fixture
def path(tmp_path: Path, samples: ModuleType) -> Iterator[Path]:
    with Store.open(tmp_path / "s") as store:
        store.put(samples.denial(), samples.linkage())
        store.put_derived(samples.linkage())
    yield tmp_path / "s"


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { ?s ?p ev:.SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE <http://example.org/> { ?s ?p ?o } }",
        "PREFIX : <http://example.org/> SELECT * { SERVICE:x { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p '''it's''' . SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 'a\\'' . SERVICE <http://example.org/> { ?s ?p '' } }",
        "SELECT * { ?s ev:a\\#b ?o . SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ev:a\\.\\#b ?o . SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ev:a\\' ?o . SERVICE <http://example.org/> { ?s ev:b\\' ?o } }",
        "SELECT * { ?s <http://a\\u0062#> ?o . SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o # a comment\n SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o # a comment\r SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { FILTER(1<2)SERVICE<http://example.org/>{ ?s ?p ?o } }",
        "LOAD <http://example.org/>",
        "load silent <file:///etc/passwd> into graph <x:y>",
    ],
)
def test_what_would_leave_the_store_is_refused(sparql: str) -> None:
    with pytest.raises(QueryError, match="not allowed"):
        check(sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?service { ?service ?p 'LOAD' , \"SERVICE\" , '''SERVICE's''' }",
        "SELECT $load { $load <http://example.org/SERVICE#LOAD> ev:service }",
        "# the SERVICE of today\nSELECT * { ?s ?p ?o } # LOAD",
        "SELECT * { ?s rdfs:label 'x'@en-load FILTER(?s < 3 && ?p > 2) }",
    ],
)
def test_the_words_may_be_talked_about(sparql: str) -> None:
    check(sparql)


def test_an_endless_text_is_refused() -> None:
    with pytest.raises(QueryError, match="longer"):
        check('"' * (LENGTH + 1))
    started = time.monotonic()
    check('"' * LENGTH)
    assert time.monotonic() - started < 2


def test_an_answer(path: Path) -> None:
    sparql = "SELECT ?e ?l ?d { ?e ev:action act:wounds ; rdfs:label ?l ; ev:earliest ?d } ORDER BY ?l"
    with Store.open(path, read_only=True) as store:
        assert safe_query(path, sparql) == store.query(sparql)


def test_ask_and_construct(path: Path) -> None:
    assert safe_query(path, "ASK { kb:NATO a ev:Organization }").truth is True
    rows = safe_query(path, "CONSTRUCT { ?s a ?t } { ?s a ?t . FILTER(?t = ev:Organization) }").dicts()
    assert rows == [{"subject": "kb:NATO", "predicate": "rdf:type", "object": "ev:Organization"}]


def test_rows_are_capped(path: Path) -> None:
    answer = safe_query(path, "SELECT * { ?s ?p ?o }", limit=5)
    assert len(answer) == 5 and answer.truncated


def test_time_is_limited(path: Path) -> None:
    started = time.monotonic()
    with pytest.raises(QueryError, match="longer than 1 seconds"):
        safe_query(path, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", timeout=1)
    assert time.monotonic() - started < 4


def test_memory_is_limited(path: Path) -> None:
    with pytest.raises(QueryError, match="memory"):
        safe_query(path, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a", timeout=30, memory=200 << 20)


@pytest.mark.parametrize(
    "sparql", ["SELECT", "INSERT DATA { <x:a> <x:b> <x:c> }", "DROP ALL", "SELECT * { \ud800 }", "\0"]
)
def test_only_queries_that_can_be_read(path: Path, sparql: str) -> None:
    with pytest.raises(QueryError):
        safe_query(path, sparql)
    assert safe_query(path, "ASK { kb:NATO ?p ?o }").truth


def test_no_store(tmp_path: Path, path: Path) -> None:
    with pytest.raises(StoreError, match="no store"):
        safe_query(tmp_path / "none", "ASK {}")
    assert not (tmp_path / "none").exists()
    with Store.open(path), pytest.raises(StoreError, match="open elsewhere"):
        safe_query(path, "ASK {}")
