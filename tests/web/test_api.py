"""The JSON API, its description, and its refusals."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from kg.store import vocab
from kg.store.queries import named_queries


def test_events(client: Any) -> None:
    found = client.get("/api/events", params={"q": "otan", "size": 2, "page": 2}).json()
    assert (found["total"], found["page"], found["size"], len(found["events"])) == (5, 2, 2, 2)
    assert found["events"][0]["iri"].startswith(vocab.KB)
    assert set(found["events"][0]["label"]) == {"en", "fr"}


def test_event_actor_article(client: Any) -> None:
    event = client.get("/api/events", params={"type": "DENY"}).json()["events"][0]
    whole = client.get(f"/api/events/{event['id']}").json()
    assert whole["stance"] == "denies" and whole["evidence"]["text"] == event["sentence"]
    actor = client.get("/api/actors", params={"q": "russ"}).json()["actors"][0]
    assert client.get(f"/api/actors/{actor['id']}").json()["label"] == {"en": "Russia", "fr": "Russie"}
    article = client.get("/api/articles").json()["articles"][0]
    assert client.get(f"/api/articles/{article['node']}").json()["id"] == article["id"]


@pytest.mark.parametrize("path", ["events", "actors", "articles"])
def test_unknown_names(client: Any, path: str) -> None:
    response = client.get(f"/api/{path}/nothing")
    assert response.status_code == 404 and "nothing" in response.json()["error"]


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_named_queries(client: Any, name: str) -> None:
    given = {"node": "NATO", "date": "2022-02-02", "action": "denies"}
    params = {p.name: given[p.kind] for p in named_queries()[name].params if p.required}
    response = client.get(f"/api/queries/{name}", params=params)
    assert response.status_code == 200
    assert "results" in response.json() or response.headers["content-type"] == "application/ld+json"
    if params:
        assert client.get(f"/api/queries/{name}").status_code == 400
    assert client.get(f"/api/queries/{name}", params={**params, "x": "1"}).status_code == 400


def test_status(client: Any) -> None:
    found = client.get("/api/status").json()
    assert (found["articles"], found["uploads"]) == (2, False)
    assert found["limits"] == {"seconds": 3.0, "rows": 50, "bytes": 32 << 20}


def test_uploads_are_off_unless_switched_on(client: Any) -> None:
    response = client.post("/api/articles", json={"text": "Un texte."}, headers={"Authorization": "Bearer x"})
    assert response.status_code == 403


def test_the_description_names_every_address(client: Any) -> None:
    document = client.get("/api/openapi.json").json()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert (operation["summary"] and "200" in operation["responses"]) or "202" in operation["responses"], path
            assert method in ("get", "post")
        if "get" in methods and "{" not in path and not any(p.get("required") for p in methods["get"]["parameters"]):
            assert client.get(path).status_code == 200, path


def test_other_names_and_bodies_are_refused(client: Any) -> None:
    assert client.get("/api/status", headers={"Host": "evil.example"}).status_code == 421
    assert client.get("/api/status", headers={"Host": "localhost"}).status_code == 200
    large = client.post("/sparql", content=b"x" * 500_000, headers={"Content-Type": "application/sparql-query"})
    assert large.status_code == 413 and "larger" in large.text


def test_who_sends_all_of_a_large_body_first_still_reads_the_refusal(client: Any) -> None:
    address = client.base_url
    head = f"POST /sparql HTTP/1.1\r\nHost: {address.host}:{address.port}\r\nContent-Length: 4000000\r\n\r\n"
    for _ in range(5):
        with socket.create_connection((address.host, address.port), timeout=10) as line:
            line.sendall(head.encode() + b"x" * 4_000_000)  # a reset here or below would lose the answer
            answer = b""
            while part := line.recv(65536):
                answer += part
        assert answer.startswith(b"HTTP/1.1 413") and b"larger" in answer


def test_schemathesis_finds_no_server_error(served: Any) -> None:
    schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed (extra dev)")
    from hypothesis import HealthCheck, Phase, given, settings

    from kg.web.openapi import document

    schema = schemathesis.openapi.from_dict(document())
    schema.config.update(base_url=served.address)
    tried = 0
    for operation in schema.get_all_operations():

        @given(case=operation.ok().as_strategy())
        @settings(
            max_examples=12, deadline=None, phases=[Phase.generate], derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        def ask(case: Any) -> None:
            nonlocal tried
            tried += 1
            response = case.call()
            assert response.status_code < 500, f"{case.method} {case.path}: {response.status_code} {response.text}"

        ask()
    assert tried > 100
