"""A hundred real articles in the pages: all there, quick, and nothing serious for axe."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.export.explorer import page as explorer_page
from kg.export.graph import graph
from kg.export.view import view_data

pytestmark = [pytest.mark.browser, pytest.mark.shared]


@pytest.fixture(scope="module")
def pages(shared: Path, gold: Any) -> tuple[dict[str, Any], str, str]:
    with gold.gold_store(shared, limit=100) as store:
        data = view_data(store)
        return json.loads(json.dumps(data)), explorer_page(data), graph(store)


def test_a_hundred_articles(visit: Callable[..., Any], pages: tuple[dict[str, Any], str, str]) -> None:
    data, explorer, _ = pages
    page = visit(explorer)
    bins = "[...document.querySelectorAll('.bin')].reduce((n, bin) => n + Number(bin.dataset.count), 0)"
    drawn = page.evaluate(f"document.querySelectorAll('.ev').length + {bins}")
    assert drawn == len(data["events"]) > 1500
    busiest = data["actors"][0]
    page.locator(f".node[data-actor='{busiest['id']}']").dispatch_event("click")
    assert page.inner_text(".total").startswith(f"{busiest['count']} ")


def test_the_network_of_a_hundred_articles(visit: Callable[..., Any], pages: tuple[dict[str, Any], str, str]) -> None:
    page = visit(pages[2])
    assert page.evaluate("JSON.parse(document.getElementById('graph-data').textContent).nodes.length") <= 200


@pytest.mark.parametrize("name", ["rtbf-2022-02-otan", "wn-fr-2016-07-15-001"])
def test_one_article(visit: Callable[..., Any], shared: Path, gold: Any, name: str) -> None:
    with gold.gold_store(shared, names=(name,)) as store:
        data = view_data(store)
    page = visit(explorer_page(data))
    assert page.locator(".ev").count() == len(data["events"]) > 15
    page.click("#tab-article")
    words = page.locator(".trigger").all_inner_texts()
    triggers = {e["evidence"]["text"][m["start"] : m["end"]] for e in data["events"] for m in e["evidence"]["marks"]}
    assert words and set(words) <= triggers
