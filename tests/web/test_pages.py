"""The pages as a browser without scripts sees them."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.export.view import view_data
from kg.store import Store, vocab
from kg.web.pages import told_when
from kg.web.shield import HEADERS

EVENTS = 6  # of the samples, the one in a heading aside


def links(page: str, list_class: str = "events") -> list[str]:
    found = re.search(f'<ol class="{list_class}">(.*?)</ol>', page, re.DOTALL)
    assert found
    return [unescape(href) for href in re.findall(r'<a href="([^"]*)"', found[1])]


def total(page: str) -> int:
    found = re.search(r'role="status"><strong>(\d+)</strong>', page)
    assert found
    return int(found[1])


def event_of(client: Any, words: str) -> str:
    found = client.get("/api/events", params={"q": words}).json()["events"]
    assert found, words
    return str(found[0]["id"])


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, EVENTS),
        ({"q": "otan"}, 5),
        ({"q": "REPONSE"}, 4),
        ({"q": '"trois policiers"'}, 1),
        ({"q": '"policiers trois"'}, 0),
        ({"q": "polic bless"}, 1),
        ({"q": "* ) -"}, EVENTS),
        ({"q": 'NEAR("a" OR b:'}, 0),
        ({"actor": "NATO"}, 3),
        ({"actor": "nobody"}, None),
        ({"type": "DENY"}, 1),
        ({"from": "2022-02-05", "until": "2022-02-06"}, 1),
        ({"from": "2022-03-01"}, 1),
        ({"until": "2022-01-01"}, 0),
    ],
)
def test_search(client: Any, params: dict[str, str], expected: int | None) -> None:
    response = client.get("/", params=params)
    if expected is None:
        assert response.status_code == 404
        return
    assert response.status_code == 200
    assert total(response.text) == expected == len(links(response.text))


def test_pages_of_a_search(client: Any) -> None:
    seen: list[str] = []
    address, steps = "/?size=4", 0
    while address:
        page = client.get(address).text
        seen += links(page)
        found = re.search(r'<a rel="next" href="([^"]*)"', page)
        address, steps = unescape(found[1]) if found else "", steps + 1
    assert steps == 2 and len(seen) == len(set(seen)) == EVENTS
    back = client.get("/?size=4&page=2").text
    assert 'rel="prev"' in back and 'rel="next"' not in back


@pytest.mark.parametrize("query", ["?page=0", "?page=x", "?size=201", "?page=²", "?from=2022-2-3", "?until=soon"])
def test_addresses_that_make_no_sense(client: Any, query: str) -> None:
    response = client.get("/" + query)
    assert response.status_code == 400 and 'role="alert"' in response.text


def test_actor_page(client: Any) -> None:
    page = client.get("/id/NATO").text
    assert "<h1>NATO" in page and f"<code>{vocab.KB}NATO</code>" in page
    assert 'href="https://www.wikidata.org/wiki/Q7184"' in page and "/id/Russia" in page
    assert len(links(page)) == 3
    assert "<h1>OTAN" in client.get("/id/NATO", headers={"Accept-Language": "fr-FR,fr;q=0.9"}).text
    assert "<h1>OTAN" in client.get("/id/NATO?lang=fr", headers={"Accept-Language": "en"}).text


def test_event_page_shows_its_evidence(client: Any) -> None:
    page = client.get(f"/id/{event_of(client, 'propositions')}").text
    assert re.search(r'<mark class="trigger">a soumis</mark>', page)
    assert re.search(r'<mark class="actor"><a href="/id/NATO[^"]*">L&#39;Otan</a></mark>', page)


@pytest.mark.parametrize(("language", "heading"), [("en", "After"), ("fr", "Après")])
def test_an_event_shows_what_it_came_after(client: Any, language: str, heading: str) -> None:
    found = client.get("/api/events", params={"type": "DENY"}).json()["events"]
    page = client.get(f"/id/{found[0]['id']}", params={"lang": language}).text
    assert f"<h2>{heading}</h2>" in page and "a affirmé" in page.partition(f"<h2>{heading}</h2>")[2]


def test_disputed_event_shows_both_sides(client: Any) -> None:
    found = client.get("/api/events").json()["events"]
    disputed = next(event for event in found if event["disputed"])
    page = client.get(f"/id/{disputed['id']}").text
    assert "Asserted" in page and "Denied" in page and 'class="tag disputed"' in page


def test_article_page(client: Any) -> None:
    node = client.get("/api/articles").json()["articles"][-1]["node"]
    page = client.get(f"/id/{node}").text
    assert "L&#39;Otan et la Russie" in page and "https://example.org/a?b=c&amp;d" in page


def test_anything_else_with_a_name(client: Any) -> None:
    query = "SELECT ?m { ?e ev:mention ?m } ORDER BY ?m LIMIT 1"
    iri = client.get("/sparql", params={"query": query}).json()["results"]["bindings"][0]["m"]["value"]
    page = client.get("/id/" + iri.rpartition("/")[2]).text
    assert "oa:start" in page and "<table>" in page


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json, text/turtle;q=0.5", "application/ld+json"),
        ("*/*", "text/html"),
        ("application/pdf", ""),
    ],
)
@pytest.mark.parametrize("path", ["/id/NATO", "/vocab", "/action"])
def test_forms_of_a_name(client: Any, path: str, accept: str, kind: str) -> None:
    response = client.get(path, headers={"Accept": accept})
    if not kind:
        assert response.status_code == 406
        return
    assert response.status_code == 200 and response.headers["content-type"].startswith(kind)
    assert "Accept" in response.headers["vary"] and 'rel="alternate"' in response.headers["link"]


@pytest.mark.parametrize(("ending", "form"), [("ttl", ox.RdfFormat.TURTLE), ("jsonld", ox.RdfFormat.JSON_LD)])
@pytest.mark.parametrize(
    ("path", "subject"), [("id/NATO", "id/NATO"), ("vocab", "vocab#Event"), ("action", "action#denies")]
)
def test_rdf_of_a_name(client: Any, path: str, subject: str, ending: str, form: ox.RdfFormat) -> None:
    response = client.get(f"/{path}.{ending}")
    subjects = {str(quad.subject) for quad in ox.parse(response.content, format=form)}
    assert f"<{vocab.BASE}{subject}>" in subjects


@pytest.mark.parametrize(
    "path", ["/id/nobody", "/id/a%20b", "/id/..%2Fx", "/id/", "/nothing", "/id/x.ttl", "/static/x"]
)
def test_what_is_not_there(client: Any, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404 and "Traceback" not in response.text


@pytest.mark.parametrize("path", ["/", "/actors", "/articles", "/id/NATO", "/explorer", "/editor", "/vocab", "/api"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_in_both_languages(client: Any, path: str, language: str) -> None:
    response = client.get(path, params={"lang": language})
    assert response.status_code == 200 and f'<html lang="{language}">' in response.text
    assert "{{" not in response.text and "{%" not in response.text
    assert not re.search(r"<script(?! type=\"application/json\"| src=\"/static/)", response.text)
    assert not re.search(r'(src|href)="(?!/|data:|#|https://www\.wikidata|https://example\.org)', response.text)


def test_the_explorer_of_one_actor(client: Any) -> None:
    inner = client.get("/explorer/page", params={"actor": "NATO"})
    assert inner.status_code == 200 and '"id":"Russia"' in inner.text
    assert inner.headers["x-frame-options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in inner.headers["content-security-policy"]
    frame = client.get("/explorer", params={"actor": "NATO", "size": "2"}).text
    assert 'src="/explorer/page?actor=NATO&amp;size=2"' in frame and 'rel="next"' in frame


def test_words_of_articles_and_of_addresses_are_no_markup(client: Any) -> None:
    page = client.get(f"/id/{event_of(client, 'meet')}").text + client.get("/", params={"q": "be it"}).text
    assert "<b>&" not in page
    for path in ("/", "/actors", "/explorer"):
        page = client.get(path, params={"q": '"><script>alert(1)</script>', "lang": '"><i>'}).text
        assert "<script>alert" not in page and "<i>" not in page


@pytest.mark.parametrize(
    "path", ["/", "/id/NATO", "/sparql?query=ASK{}", "/api/status", "/static/site.css", "/nothing"]
)
def test_security_headers(client: Any, path: str) -> None:
    headers = client.get(path).headers
    for name, value in HEADERS.items():
        assert headers[name] == value
    assert "access-control-allow-origin" not in headers and "server" not in headers


def test_no_page_lets_markup_style_itself(client: Any) -> None:
    for path in ("/", "/editor", "/explorer", "/explorer/page"):
        policy = client.get(path).headers["content-security-policy"]
        assert "unsafe" not in policy and "http" not in policy and "*" not in policy


def test_kinds_are_said_in_the_language_of_the_page(client: Any) -> None:
    """No code of a type or class stands on a page for people."""
    for language, kinds in (("fr", ("déclaration", "personne")), ("en", ("statement", "person"))):
        home = client.get("/", params={"lang": language}).text
        actors = client.get("/actors", params={"lang": language}).text
        assert f">{kinds[0]} (" in home and f">{kinds[1]}</option>" in actors
        shown = re.sub(r"<[^>]*>", " ", home + actors)
        assert not re.search(r"\b(STATE|DENY|ASSAULT|GPE|ORG|PER)\b", shown)


def test_actors_are_those_of_the_explorer(client: Any, stored: Path) -> None:
    """One graph, one count: of the explorer, of the page of actors and of the API; topics are asked for."""
    with Store.open(stored, read_only=True) as store:
        shown = {actor["id"] for actor in view_data(store)["actors"]}
    found = client.get("/api/actors", params={"size": 100}).json()
    assert {actor["id"] for actor in found["actors"]} == shown and found["total"] == len(shown)
    assert f"<strong>{len(shown)}</strong> actors" in client.get("/actors").text
    topics = client.get("/api/actors", params={"size": 100, "type": "OTHER"}).json()["actors"]
    assert topics and not shown & {topic["id"] for topic in topics}


def test_numbers_go_with_their_nouns(client: Any) -> None:
    english, french = (client.get("/actors", params={"lang": language}).text for language in ("en", "fr"))
    assert "1 event<" in english and "1 événement<" in french and "1 events" not in english


@pytest.mark.parametrize(
    ("first", "last", "edtf", "told"),
    [
        ("2022-02-02", "2022-02-02", "2022-02-02", "2022-02-02"),
        ("2022-02-02", "2022-02-16", "[2022-02-02,2022-02-09,2022-02-16]", "2022-02-02, 2022-02-09 ou 2022-02-16"),
        ("2022-02-01", "2022-02-28", "2022-02", "2022-02"),
        ("2022-02-03", "2022-02-28", "2022-02", "2022-02-03 – 2022-02-28"),
        ("", "2022-02-25", "../2022-02-25", "… – 2022-02-25"),
        ("", "", "", "sans date"),
    ],
)
def test_a_date_is_told_as_openly_as_it_is_known(first: str, last: str, edtf: str, told: str) -> None:
    assert told_when({"earliest": first, "latest": last, "edtf": edtf}, "fr") == told
