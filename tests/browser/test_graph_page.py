"""graph.html: made by pyvis, drawn without a request, a physics engine or markup from data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser


def test_network_is_drawn_and_told(visit: Callable[..., Any], network_page: str) -> None:
    page = visit(network_page)
    assert page.evaluate("document.querySelector('canvas').width > 300")
    dark = page.evaluate(
        """() => { const canvas = document.querySelector('canvas');
        const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        let n = 0; for (let i = 3; i < data.length; i += 4) n += data[i] > 0; return n; }"""
    )
    assert dark > 500, "nothing is drawn"
    page.click("summary")
    assert "→" in page.inner_text("details")
    assert page.evaluate("window.hacked") is None
    assert page.locator("main img").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_phone(visit: Callable[..., Any], network_page: str) -> None:
    page = visit(network_page, width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
