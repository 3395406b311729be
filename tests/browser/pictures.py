"""Takes the pictures of docs/ from built pages: `python tests/browser/pictures.py outputs docs`.

explorer-light (a disputed event open, else the one with most to show), explorer-dark (the busiest actor),
explorer-phone, graph.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ARGUMENTS = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def main(outputs: Path, pictures: Path) -> None:
    """Writes four PNG files."""
    found = os.environ.get("KG_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)

        def take(name: str, page: str, state: str, width: int, height: int, scheme: Any) -> None:
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme, offline=True, device_scale_factor=1
            )
            tab = context.new_page()
            tab.goto((outputs / page).resolve().as_uri() + state)
            tab.wait_for_selector("html[data-ready=yes]")
            tab.wait_for_timeout(400)
            tab.screenshot(path=pictures / name)
            context.close()

        event, actor = _chosen(browser, outputs / "explorer.html")
        take("explorer-light.png", "explorer.html", f"#e={event}", 1480, 920, "light")
        take("explorer-dark.png", "explorer.html", f"#a={actor}&tab=list", 1480, 920, "dark")
        take("explorer-phone.png", "explorer.html", f"#e={event}", 390, 1500, "light")
        take("graph.png", "graph.html", "", 1280, 760, "light")
        browser.close()


def _chosen(browser: Any, path: Path) -> tuple[str, str]:
    """The event and the actor to open."""
    tab = browser.new_page()
    tab.goto(path.resolve().as_uri())
    data = tab.evaluate("JSON.parse(document.getElementById('data').textContent)")
    tab.close()
    rank = sorted(data["events"], key=lambda event: (not event["disputed"], -len(event["evidence"]["marks"])))
    return rank[0]["id"], data["actors"][0]["id"]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
