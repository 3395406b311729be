"""What the W3C's protocol asks of an endpoint; the names follow its test suite where a test there applies."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from kg.store import vocab

ASK = "ASK { ?s ?p ?o }"
SELECT = "SELECT ?a ?l { ?a a ev:Organization ; rdfs:label ?l } ORDER BY ?l"
GRAPH = f"{vocab.KB}direct"
OTHER = f"{vocab.KB}entities"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
QUERY = {"Content-Type": "application/sparql-query"}


def truth(response: Any) -> bool:
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith("application/sparql-results+json")
    found: bool = response.json()["boolean"]
    return found


@pytest.mark.parametrize("path", ["/sparql", "/query"])
def test_query_get(client: Any, path: str) -> None:
    assert truth(client.get(path, params={"query": ASK}))


def test_query_post_form(client: Any) -> None:
    assert truth(client.post("/sparql", data={"query": ASK}))


def test_query_post_direct(client: Any) -> None:
    assert truth(client.post("/sparql", content=ASK, headers=QUERY))


def test_query_content_type_with_charset(client: Any) -> None:
    headers = {"Content-Type": "application/sparql-query; charset=UTF-8"}
    assert truth(client.post("/sparql", content='ASK { FILTER("é" = "\\u00E9") }'.encode(), headers=headers))


@pytest.mark.parametrize("send", ["get", "form", "direct"])
@pytest.mark.parametrize(
    ("default", "named", "pattern", "expected"),
    [
        ((GRAPH,), (), "kb:NATO act:submits ?o", True),
        ((OTHER,), (), "kb:NATO act:submits ?o", False),
        ((GRAPH, OTHER), (), "kb:NATO act:submits ?o ; rdfs:label ?l", True),
        ((), (GRAPH,), f"GRAPH <{GRAPH}> {{ kb:NATO act:submits ?o }}", True),
        ((), (GRAPH, OTHER), f"GRAPH <{GRAPH}> {{ ?s ?p ?o }} GRAPH <{OTHER}> {{ ?s ?q ?r }}", True),
        ((), (GRAPH,), f"GRAPH <{OTHER}> {{ ?s ?p ?o }}", False),
        ((), (GRAPH,), "?s ?p ?o", False),
        ((OTHER,), (GRAPH,), f"kb:NATO rdfs:label ?l . GRAPH <{GRAPH}> {{ kb:NATO act:submits ?o }}", True),
    ],
)  # fmt: skip
def test_query_dataset(
    client: Any, send: str, default: tuple[str, ...], named: tuple[str, ...], pattern: str, expected: bool
) -> None:
    dataset = [("default-graph-uri", iri) for iri in default] + [("named-graph-uri", iri) for iri in named]
    query = f"ASK {{ {pattern} }}"
    if send == "get":
        response = client.get("/sparql", params=[("query", query), *dataset])
    elif send == "form":
        response = client.post("/sparql", content=urlencode([("query", query), *dataset]), headers=FORM)
    else:
        response = client.post("/sparql?" + urlencode(dataset), content=query, headers=QUERY)
    assert truth(response) is expected


def test_query_dataset_of_the_request_wins_over_the_querys_own(client: Any) -> None:
    query = f"ASK FROM <{OTHER}> {{ kb:NATO act:submits ?o }}"
    assert not truth(client.get("/sparql", params={"query": query}))
    assert truth(client.get("/sparql", params={"query": query, "default-graph-uri": GRAPH}))


def test_the_default_graph_is_all_graphs(client: Any) -> None:
    assert truth(client.get("/sparql", params={"query": "ASK { kb:NATO act:submits ?o ; rdfs:label ?l }"}))


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_bad_query_method(client: Any, method: str) -> None:
    response = client.request(method, "/sparql", params={"query": ASK})
    assert response.status_code == 405
    assert set(response.headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}


@pytest.mark.parametrize("send", ["get", "form"])
def test_bad_multiple_queries(client: Any, send: str) -> None:
    text = urlencode([("query", ASK), ("query", "SELECT * {}")])
    response = client.get("/sparql?" + text) if send == "get" else client.post("/sparql", content=text, headers=FORM)
    assert response.status_code == 400
    assert "one query" in response.text.lower()


@pytest.mark.parametrize("kind", ["text/plain", "", "application/json"])
def test_bad_query_wrong_media_type(client: Any, kind: str) -> None:
    assert client.post("/sparql", content=ASK, headers={"Content-Type": kind} if kind else {}).status_code == 415


@pytest.mark.parametrize("headers", [FORM, {}])
def test_bad_query_missing_form_type_or_query(client: Any, headers: dict[str, str]) -> None:
    assert client.post("/sparql", content="notquery=x", headers=headers).status_code in (400, 415)


def test_bad_query_non_utf8(client: Any) -> None:
    assert (
        client.post("/sparql", content="ASK { FILTER('é' = 'é') }".encode("utf-16"), headers=QUERY).status_code == 400
    )
    assert client.post("/sparql", content=b"query=ASK%20%7B%7D%FF", headers=FORM).status_code == 400


def test_bad_query_syntax(client: Any) -> None:
    response = client.get("/sparql", params={"query": "SELECT * {"})
    assert response.status_code == 400
    assert "cannot be read" in response.text and response.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize("send", ["form", "direct", "get"])
def test_updates_are_refused(client: Any, send: str) -> None:
    update = "DROP ALL"
    if send == "form":
        response = client.post("/sparql", data={"update": update})
    elif send == "direct":
        response = client.post("/sparql", content=update, headers={"Content-Type": "application/sparql-update"})
    else:
        response = client.get("/sparql", params={"update": update})
    assert response.status_code == 403 and "read only" in response.text
    assert client.post("/sparql", data={"query": update}).status_code == 400
    assert truth(client.get("/sparql", params={"query": ASK}))


def test_rows_in_json(client: Any) -> None:
    response = client.get("/sparql", params={"query": SELECT}, headers={"Accept": "application/sparql-results+json"})
    found = response.json()
    assert found["head"]["vars"] == ["a", "l"]
    assert found["results"]["bindings"][0] == {
        "a": {"type": "uri", "value": vocab.KB + "NATO"},
        "l": {"type": "literal", "value": "NATO", "xml:lang": "en"},
    }


def test_rows_in_xml(client: Any) -> None:
    response = client.get("/sparql", params={"query": SELECT}, headers={"Accept": "application/sparql-results+xml"})
    spaces = {"s": "http://www.w3.org/2005/sparql-results#"}
    rows = ET.fromstring(response.content).findall(".//s:result", spaces)
    texts = [[binding.find("*").text for binding in row] for row in rows]  # type: ignore[union-attr]
    assert [vocab.KB + "NATO", "OTAN"] in texts and response.headers["content-type"] == "application/sparql-results+xml"


def test_rows_in_csv_and_tsv(client: Any) -> None:
    response = client.get("/sparql", params={"query": SELECT}, headers={"Accept": "text/csv"})
    assert list(csv.reader(io.StringIO(response.text)))[:2] == [["a", "l"], [vocab.KB + "NATO", "NATO"]]
    response = client.get("/sparql", params={"query": SELECT}, headers={"Accept": "text/tab-separated-values"})
    assert response.text.splitlines()[:2] == ["?a\t?l", f'<{vocab.KB}NATO>\t"NATO"@en']


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
    ],
)
def test_graphs(client: Any, kind: str, form: ox.RdfFormat) -> None:
    query = f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}"
    response = client.get("/sparql", params={"query": query}, headers={"Accept": kind})
    assert response.headers["content-type"].startswith(kind)
    assert len(list(ox.parse(response.content, format=form))) == 3


@pytest.mark.parametrize(
    ("accept", "status", "kind"),
    [
        ("*/*", 200, "application/sparql-results+json"),
        ("text/html, application/xml;q=0.9, */*;q=0.1", 200, "application/xml"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.3", 200, "application/sparql-results+xml"),
        ("image/png", 406, "text/plain"),
        ("text/turtle", 406, "text/plain"),  # a form of graphs, and this query gives rows
    ],
)
def test_forms_are_negotiated(client: Any, accept: str, status: int, kind: str) -> None:
    response = client.get("/sparql", params={"query": SELECT}, headers={"Accept": accept})
    assert response.status_code == status
    assert response.headers["content-type"].startswith(kind)
    assert "Accept" in response.headers["vary"]


def test_the_format_of_a_link(client: Any) -> None:
    assert client.get("/sparql", params={"query": SELECT, "format": "tsv"}).text.startswith("?a\t?l\n")
    assert client.get("/sparql", params={"query": SELECT, "format": "pdf"}).status_code == 400


def test_rows_are_cut_and_that_is_said(client: Any) -> None:
    response = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
    assert len(response.json()["results"]["bindings"]) == 50
    assert response.headers["x-kg-truncated"] == "50"
    assert "x-kg-truncated" not in client.get("/sparql", params={"query": SELECT}).headers


def test_service_description(client: Any) -> None:
    response = client.get("/sparql", headers={"Accept": "text/turtle"})
    triples = list(ox.parse(response.content, format=ox.RdfFormat.TURTLE))
    assert any(str(quad.predicate).endswith("#endpoint>") for quad in triples)
    assert client.get("/sparql", headers={"Accept": "text/html"}).headers["location"] == "/editor"


def test_head(client: Any) -> None:
    response = client.head("/sparql", params={"query": ASK})
    assert (response.status_code, response.content) == (200, b"")


def test_graph_store_reads(client: Any) -> None:
    response = client.get("/store", params={"graph": GRAPH}, headers={"Accept": "application/n-triples"})
    assert len(response.text.splitlines()) == 3
    assert client.get("/store", params={"graph": "http://example.org/none"}).status_code == 404
    assert client.get("/store", params={"default": ""}).status_code == 200
    assert client.get("/store").status_code == 400
    assert client.get("/store", params={"graph": "no iri"}).status_code == 400
    whole = client.get("/store", params={"graph": vocab.VOCABULARY}, headers={"Accept": "application/n-triples"})
    assert len(whole.text.splitlines()) > 1000  # the row limit of queries does not cut graphs


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_graph_store_does_not_write(client: Any, method: str) -> None:
    assert client.request(method, "/store", params={"graph": GRAPH}, content=b"").status_code == 405


def test_an_answer_is_json_that_parses(client: Any) -> None:
    response = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 7"})
    assert len(json.loads(response.content)["results"]["bindings"]) == 7
