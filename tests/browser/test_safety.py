"""Hostile words stay words; what may run is what the page names by its hash."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kg.export.explorer import page as explorer_page

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("view", ["both", "timeline"])
def test_hostile_corpus_is_inert(show: Callable[..., Any], corpora: ModuleType, view: str) -> None:
    data = corpora.hostile()
    page = show(data, view=view)
    for event in data["events"]:
        page.locator(f".ev[data-id={event['id']}]").dispatch_event("click")
        for tab in ("evidence", "list", "article"):
            page.click(f"#tab-{tab}")
    page.click("#language")
    page.hover(".tl")
    assert page.evaluate("window.hacked") is None
    assert page.locator("img, iframe, object, svg [onload], [onerror]").count() == 0
    assert page.locator("script").count() == 2
    assert page.evaluate(
        "[...document.querySelectorAll('a')].every(a => /^https?:/.test(a.href) && a.rel === 'noopener noreferrer')"
    )
    assert data["events"][1]["label"]["fr"] in page.inner_text("body") or data["events"][1]["label"][
        "en"
    ] in page.inner_text("body")


def test_nothing_else_can_run(browser: Any, seed: Any, tmp_path: Path) -> None:
    """A script, a style and a picture put in by force are all refused."""
    path = tmp_path / "page.html"
    path.write_text(explorer_page(seed), encoding="utf-8")
    page = browser.new_context(offline=True).new_page()
    page.goto(path.as_uri())
    blocked = page.evaluate(
        """() => new Promise(done => { const seen = new Set();
        document.addEventListener('securitypolicyviolation', event => { seen.add(event.effectiveDirective); });
        const add = (name, change) => document.body.append(Object.assign(document.createElement(name), change));
        add('script', { textContent: 'window.hacked = 1' });
        add('style', { textContent: 'body { display: none }' });
        add('img', { src: 'https://example.org/a.png' });
        const shown = () => getComputedStyle(document.body).display;
        setTimeout(() => done([[...seen].sort(), window.hacked ?? null, shown()]), 200); })"""
    )
    assert blocked[0] == ["img-src", "script-src-elem", "style-src-elem"]
    assert blocked[1] is None and blocked[2] != "none"


def test_notebook_frame_works_sealed(browser: Any, seed: Any, tmp_path: Path) -> None:
    """The page in a notebook's frame: no origin, no address of its own, and still it answers."""
    path = tmp_path / "notebook.html"
    path.write_text(f"<!doctype html><meta charset=utf-8>{explorer_page(seed)._repr_html_()}", encoding="utf-8")
    page = browser.new_context(offline=True).new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(path.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("html[data-ready=yes]").wait_for(timeout=20000)
    frame.locator(".node[data-actor=Russia]").click()
    page.wait_for_timeout(200)
    assert "Russie" in frame.locator(".tab-body h2").inner_text()
    assert errors == []
