"""The pages that `make demo` writes from data/: opened from disk, offline, with every event of the graph in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.pipeline import BuildReport

pytestmark = [pytest.mark.browser, pytest.mark.model]


def page_of(built: BuildReport, name: str) -> str:
    (path,) = (Path(p) for p in built.written if Path(p).name == name)
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["explorer.html", "timeline.html"])
def test_every_event_of_the_samples_is_on_the_page(visit: Callable[..., Any], built: BuildReport, name: str) -> None:
    page = visit(page_of(built, name))
    told = sum(len(extraction.events) for extraction in built.extractions)
    bins = "[...document.querySelectorAll('.bin')].reduce((n, bin) => n + Number(bin.dataset.count), 0)"
    assert page.evaluate(f"document.querySelectorAll('.ev').length + {bins}") == told
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_network_of_the_samples(visit: Callable[..., Any], built: BuildReport) -> None:
    page = visit(page_of(built, "graph.html"))
    names = page.evaluate("JSON.parse(document.getElementById('graph-data').textContent).nodes.map(n => n.id)")
    assert {"NATO", "Russia", "Jens_Stoltenberg"} <= {name.rsplit("/", 1)[-1].split(":")[-1] for name in names}
