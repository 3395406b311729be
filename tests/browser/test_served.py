"""The served pages in a real browser: search, an actor's page, a query in the editor."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kg.store import Store

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
pytest.importorskip("uvicorn", reason="uvicorn is not installed: pip install -e '.[serve]'")


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"kg_served_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The samples behind a server on loopback."""
    samples = _load(ROOT / "tests" / "store" / "samples.py")
    folder = tmp_path_factory.mktemp("served")
    with Store.open(folder / "store") as store:
        store.put(samples.denial(), samples.linkage(), version="1")
        store.put(samples.plan(), samples.linkage(), version="1")
        store.put_derived(samples.linkage())
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "serve", str(folder / "store"), "--port", "0"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    line = process.stderr.readline()
    assert line.startswith("Serving http"), line + process.stderr.read()
    yield line.split()[1]
    process.send_signal(signal.SIGINT)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(10)
    process.kill()
    process.stderr.close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A page at the server; at the end nothing was asked of anybody else and nothing went wrong."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=address, locale="en-GB")
    page, requests, errors = context.new_page(), list[str](), list[str]()
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: errors.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not [url for url in requests if not url.startswith((address, "data:", "blob:"))]
    assert errors == []


def test_search_leads_to_an_event_and_its_actor(page: Any) -> None:
    page.goto("/")
    page.fill("input[name=q]", "reponse")
    page.press("input[name=q]", "Enter")
    page.wait_for_selector("p[role=status] strong")
    assert page.inner_text("p[role=status] strong") == "4" and page.locator("ol.events li").count() == 4
    page.click("ol.events a:has-text('NATO affirms')")
    page.wait_for_selector("blockquote mark.trigger")
    page.click("dl a[href^='/id/NATO']")
    page.wait_for_selector("h1:has-text('NATO')")
    assert page.locator("ol.events li").count() == 3
    page.click("a.language")
    page.wait_for_selector("html[lang=fr] h1:has-text('OTAN')")


def test_the_explorer_of_an_actor(page: Any) -> None:
    page.goto("/id/NATO")
    page.click("main a:has-text('Timeline and graph')")
    frame = page.frame_locator("iframe")
    frame.locator("html[data-ready=yes]").wait_for(timeout=15000)
    assert frame.locator(".node[data-actor=NATO]").count() == 1
    assert re.match(r"3 \S+ 3", frame.locator(".total").inner_text())
    frame.locator(".node[data-actor=NATO]").click()
    frame.locator(".items .item").first.wait_for()


def test_the_editor_runs_a_query(page: Any) -> None:
    page.goto("/editor")
    page.wait_for_selector("html[data-ready=yes]", timeout=15000)
    page.select_option("#examples", "disputes")
    page.click(".yasqe_queryButton")
    page.wait_for_selector(".yasr tbody tr", timeout=15000)
    assert "Russia" in page.inner_text(".yasr tbody")
    query = "SELECT ?label { kb:NATO rdfs:label ?label } ORDER BY STR(?label)"  # prefixes are bound for the user
    page.evaluate("query => kgEditor.getTab().getYasqe().setValue(query)", query)
    with page.expect_response("**/sparql"):
        page.click(".yasqe_queryButton")
    page.locator(".yasr tbody tr td:has-text('\"OTAN\"')").wait_for(timeout=15000)
    assert page.locator(".yasr tbody tr").count() == 2


def test_a_refused_query_says_why(browser: Any, address: str) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.goto("/editor")
    page.wait_for_selector("html[data-ready=yes]", timeout=15000)
    page.evaluate("kgEditor.getTab().getYasqe().setValue('SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }')")
    page.click(".yasqe_queryButton")
    page.wait_for_selector(".yasr :text('SERVICE is not allowed')", timeout=15000)
    context.close()


@pytest.mark.parametrize("path", ["/", "/actors", "/articles", "/id/NATO", "/vocab", "/api", "/editor"])
def test_no_page_is_wider_than_a_phone(browser: Any, address: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, base_url=address)
    page = context.new_page()
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()
