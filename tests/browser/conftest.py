"""A real Chromium that may reach nothing but the file it opens."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kg.export.explorer import page as explorer_page

HERE = Path(__file__).parent
ARGUMENTS = [
    "--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"kg_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def corpora() -> ModuleType:
    return _load(HERE / "corpora.py")


@pytest.fixture(scope="session")
def gold() -> ModuleType:
    return _load(HERE / "gold.py")


@pytest.fixture(scope="session")
def seed() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HERE / "data" / "seed_view.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")  # not longer: its event loop runs in this thread, where other rooms start their own
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("KG_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.skip("no Chromium: install one, or set KG_CHROMIUM to its executable")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """`visit(html, hash=…, width=…)` opens a page and gives it once ready; at the end nothing else was asked for."""
    contexts: list[Any] = []
    requests: list[str] = []
    errors: list[str] = []

    def opened(html: str, *, hash: str = "", width: int = 1480, height: int = 920, scheme: str = "light") -> Any:  # noqa: A002
        path = tmp_path / f"page{len(contexts)}.html"
        path.write_bytes(html.encode("utf-8"))
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, offline=True, accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: errors.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(path.as_uri() + (f"#{hash}" if hash else ""))
        page.wait_for_selector("html[data-ready=yes]", timeout=20000)
        return page

    yield opened
    for context in contexts:
        context.close()
    own = {url.split("#")[0] for url in requests if not url.startswith(("blob:", "data:"))}
    assert len(own) <= len(contexts) and all(url.startswith("file:") for url in own), own
    assert errors == []


@pytest.fixture
def show(visit: Callable[..., Any]) -> Callable[..., Any]:
    """`show(view_data, …)`: the explorer of some view data."""

    def shown(data: Any, *, view: str = "both", **options: Any) -> Any:
        return visit(explorer_page(data, view=view), **options)

    return shown


@pytest.fixture(scope="session")
def network_page() -> str:
    """graph.html of two small articles in which hostile marks stand."""
    from kg.export.graph import graph
    from kg.store import Store

    samples = _load(HERE.parent / "store" / "samples.py")
    linkage = samples.linkage()
    hostile = '</script><img src=x onerror="window.hacked=1"> href'
    actors = tuple(
        dataclasses.replace(actor, labels={"fr": hostile, "en": hostile}) if actor.id == "Sweden" else actor
        for actor in linkage.actors
    )
    linkage = dataclasses.replace(linkage, actors=actors)
    with Store() as store:
        store.put(samples.denial(), linkage, version="1")
        store.put(samples.plan(), linkage, version="1")
        store.put_derived(linkage)
        return graph(store)
