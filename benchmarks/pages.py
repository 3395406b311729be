"""Main-thread CPU of the pages in Chromium, against pyvis as it comes and vis-timeline, on the same events.

`KG_VIS_TIMELINE` names the file `vis-timeline-graph2d.min.js` (npm, vis-timeline, `standalone/umd`); without it that
column is left out. CPU is what the main thread used until it came to rest.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from kg.export.explorer import page
from kg.export.html import json_block

SIZES = (50, 500, 5000)
LONGEST = 60.0  # seconds: a page that is not at rest by then gets no longer
REST = 0.05  # share of one core below which the main thread rests
BRUSH = """() => { const times = [];
for (let i = 0; i < 12; i += 1) { const start = performance.now();
  location.hash = `t=0.${i + 10}~0.${i + 40}`; window.dispatchEvent(new HashChangeEvent("hashchange"));
  times.push(performance.now() - start); }
return times.sort((a, b) => a - b)[6]; }"""


def main() -> None:
    """Prints one line a size: seconds of CPU and kilobytes."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        print("playwright is not installed")
        return
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = os.environ.get("KG_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if chromium is None:
        print("no Chromium: install one, or set KG_CHROMIUM")
        return
    corpora = _corpora()
    print(f"{'events':>7}  {'page':<14}{'CPU s':>8}{'ready ms':>10}{'KB':>8}  brush step ms (1,000 events: under 50)")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        arguments = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        for size in (*SIZES, 1000):
            data = corpora.corpus(size, actors=max(12, size // 10), articles=max(4, size // 20))
            pages: dict[str, str] = {"explorer": page(data)}
            if size in SIZES:
                pages |= {"pyvis": _pyvis(data)} | ({"vis-timeline": found} if (found := _vis_timeline(data)) else {})
            for name, text in pages.items():
                path = Path(folder) / "page.html"
                path.write_bytes(text.encode("utf-8"))
                cpu, ready, brush = _measure(browser, path, own=name == "explorer")
                print(f"{size:>7}  {name:<14}{cpu:>8.2f}{ready:>10.0f}{len(text.encode()) / 1000:>8.0f}  {brush}")
        browser.close()


def _measure(browser: Any, path: Path, *, own: bool) -> tuple[float, float, str]:
    context = browser.new_context(viewport={"width": 1480, "height": 920}, offline=True)
    tab = context.new_page()
    session = context.new_cdp_session(tab)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def used() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return float(next(m["value"] for m in metrics if m["name"] == "TaskDuration"))

    tab.goto(path.as_uri(), timeout=LONGEST * 1000)
    if own:
        tab.wait_for_selector("html[data-ready=yes]")
    ready = float(tab.evaluate("performance.now()"))
    waited, before = 0.0, used()
    while waited < LONGEST:
        tab.wait_for_timeout(500)
        waited, now = waited + 0.5, used()
        if now - before < REST * 0.5:
            break
        before = now
    cpu = used()
    brush = f"{tab.evaluate(BRUSH):.0f}" if own else ""
    context.close()
    return cpu, ready, brush


def _corpora() -> Any:
    path = Path(__file__).parent.parent / "tests" / "browser" / "corpora.py"
    spec = importlib.util.spec_from_file_location("corpora", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _pyvis(data: dict[str, Any]) -> str:
    """The page pyvis makes when it is only told not to need a server: physics on, its own template."""
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line")
    for actor in data["actors"]:
        net.add_node(actor["id"], label=actor["label"]["en"])
    for event in data["events"]:
        for agent in event["agents"]:
            for target in event["targets"]:
                net.add_edge(agent["id"], target["id"], title=event["label"]["en"])
    return str(net.generate_html())


def _vis_timeline(data: dict[str, Any]) -> str:
    script = os.environ.get("KG_VIS_TIMELINE")
    if not script:
        return ""
    items = [
        {"id": event["id"], "content": event["label"]["en"], "start": event["earliest"] or event["latest"]}
        for event in data["events"]
        if event["earliest"] or event["latest"]
    ]
    return (
        f"<!doctype html><meta charset=utf-8><div id=t></div><script>{Path(script).read_text('utf-8')}</script>"
        f"<script>new vis.Timeline(document.getElementById('t'), new vis.DataSet({json_block(items)}), {{}});</script>"
    )
