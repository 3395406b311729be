"""The three pages as files: whole, alone, the same every time."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kg.export import EXPORTERS
from kg.export.explorer import explorer
from kg.export.graph import graph
from kg.export.timeline import timeline
from kg.store import Store

PAGES = [explorer, timeline, graph]
Maker = Callable[[Store], str]


class Parts(HTMLParser):
    """Scripts, styles, tags with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.inside, self.scripts, self.styles = "", list[str](), list[str]()
        self.data, self.tags = list[str](), list[tuple[str, dict[str, str | None]]]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append((tag, values))
        self.inside = "data" if values.get("type") == "application/json" else tag if tag in ("script", "style") else ""
        {"script": self.scripts, "style": self.styles, "data": self.data}.get(self.inside, []).append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside:
            {"script": self.scripts, "style": self.styles, "data": self.data}[self.inside][-1] += data


def parts(page: str) -> Parts:
    found = Parts()
    found.feed(page)
    return found


@pytest.mark.parametrize("make", PAGES)
def test_page_needs_nothing_else(make: Maker, store: Store) -> None:
    found = parts(make(store))
    assert not [tag for tag, _ in found.tags if tag in ("link", "img", "iframe", "base", "form", "object")]
    assert not [values for _, values in found.tags if {"src", "href", "style"} & values.keys()]
    assert not [name for _, values in found.tags for name in values if name.startswith("on")]


@pytest.mark.parametrize("make", PAGES)
def test_policy_names_exactly_what_is_there(make: Maker, store: Store) -> None:
    page = make(store)
    found = parts(page)
    metas = [values for tag, values in found.tags if tag == "meta"]
    assert "charset" in metas[0] and metas[1].get("http-equiv") == "Content-Security-Policy"
    rules = dict(rule.strip().split(" ", 1) for rule in str(metas[1]["content"]).split(";"))

    def hashes(texts: list[str]) -> str:
        return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(t.encode()).digest()).decode()}'" for t in texts)

    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == hashes(found.scripts)
    assert rules["style-src"] == hashes(found.styles)


@pytest.mark.parametrize("make", PAGES)
def test_same_store_same_bytes(make: Maker, store: Store) -> None:
    assert make(store) == make(store)


@pytest.mark.parametrize("make", PAGES)
def test_empty_store_and_title(make: Callable[..., str]) -> None:
    page = make(Store(), title="<Un titre & demi>")
    assert "<title>&lt;Un titre &amp; demi&gt;</title>" in page


def test_data_of_the_page_is_the_view(store: Store) -> None:
    (data,) = parts(explorer(store)).data
    assert len(json.loads(data)["events"]) == 7
    assert '"so be it" <b>&amp;</b>' in json.dumps(json.loads(data), ensure_ascii=False).replace('\\"', '"')


def test_timeline_is_the_explorer_opened_elsewhere(store: Store) -> None:
    assert timeline(store).replace('data-view="timeline"', 'data-view="both"') == explorer(store)


def test_network_page_is_merged_directed_and_still(store: Store) -> None:
    found = parts(graph(store))
    data, options, _ = (json.loads(text) for text in found.data)
    pairs = [(edge["from"], edge["to"]) for edge in data["edges"]]
    assert len(pairs) == len(set(pairs)) and ("NATO", "Russia") in pairs and ("Russia", "NATO") in pairs
    assert all(isinstance(node["x"], int) and isinstance(node["y"], int) for node in data["nodes"])
    assert json.loads(options)["physics"]["enabled"] is False
    answer = next(edge for edge in data["edges"] if (edge["from"], edge["to"]) == ("Russia", "NATO"))
    assert answer["dashes"] is True  # only a denied answer goes that way
    assert "sourceMappingURL" not in "".join(found.scripts)


def test_network_page_has_its_words_in_every_language(store: Store) -> None:
    data, _, words = (json.loads(text) for text in parts(graph(store)).data)
    assert set(words["words"]) == {"en", "fr"} and set(words["words"]["fr"]) == set(words["words"]["en"])
    assert {node["id"]: node["names"] for node in data["nodes"]}["NATO"] == {"en": "NATO", "fr": "OTAN"}
    submits = next(edge for edge in data["edges"] if (edge["from"], edge["to"]) == ("NATO", "Russia"))
    assert submits["verb"] == {"en": "submits", "fr": "soumet"}
    assert submits["told"]["fr"][0].startswith("L'OTAN soumet") and submits["told"]["en"][0].startswith("NATO submits")


def test_network_page_keeps_topics_apart(store: Store) -> None:
    """What is only spoken of is no actor: it is not counted, and has a place only where all are shown."""
    data, _, words = (json.loads(text) for text in parts(graph(store)).data)
    topics = {node["id"] for node in data["nodes"] if node["topic"]}
    assert topics == {"no_answer"}
    assert words["words"]["en"]["facts"].startswith(f"{len(data['nodes']) - 1} who act or are acted upon")
    assert all(len(node["among"]) == 2 for node in data["nodes"])


@pytest.mark.parametrize("name", ["explorer", "timeline", "graph"])
def test_exporters_write_the_pages(name: str, store: Store, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.html"
    EXPORTERS[name](store, path)
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_sizes(store: Store) -> None:
    """Small enough to send by mail: most of it is the code, which does not grow with the data."""
    assert len(explorer(store).encode()) < 250_000
    assert len(graph(store).encode()) < 520_000
