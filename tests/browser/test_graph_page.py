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
    assert int(page.get_attribute("#network", "data-names")) > 1, "no names"
    page.click("summary")
    assert "→" in page.inner_text("details")
    assert page.evaluate("window.hacked") is None
    assert page.locator("main img").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_phone(visit: Callable[..., Any], network_page: str) -> None:
    page = visit(network_page, width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert int(page.get_attribute("#network", "data-names")) > 1


def test_every_word_changes_with_the_language(visit: Callable[..., Any], network_page: str) -> None:
    page = visit(network_page)
    assert page.evaluate("document.documentElement.lang") == "fr"
    assert "OTAN" in page.text_content("#links") and "soumet" in page.text_content("#links")
    page.click("#language")
    assert page.evaluate("document.documentElement.lang") == "en"
    links = page.text_content("#links")
    assert "NATO submits" in links and "OTAN" not in links and "soumet" not in links
    assert "OTAN" not in page.inner_text("body") and "acteurs" not in page.inner_text("body")
    assert page.get_attribute("#network", "aria-label") == "Network of actors"
    assert page.evaluate("location.hash") == "#lang=en"
    assert visit(network_page, hash="lang=en").inner_text("header p").endswith("events")


def test_an_actor_is_chosen_by_keyboard(visit: Callable[..., Any], network_page: str) -> None:
    page = visit(network_page)
    page.select_option("#pick", "Russia")
    told = page.inner_text("#details")
    assert told.startswith("Russie · ") and "OTAN → Russie" in told and "Russie → OTAN" in told
    page.keyboard.press("Escape")
    assert page.input_value("#pick") == "" and "→" not in page.inner_text("#details")


def test_topics_wait_behind_a_button(visit: Callable[..., Any], network_page: str) -> None:
    page = visit(network_page)
    before = int(page.get_attribute("#network", "data-names"))
    page.click("#topics")
    assert page.get_attribute("#topics", "aria-pressed") == "true"
    page.select_option("#pick", "Russia")
    page.wait_for_timeout(100)
    assert int(page.get_attribute("#network", "data-names")) >= before
    assert page.locator("#details h3").count() == 4  # the topic too
    page.click("#topics")
    assert page.locator("#details h3").count() == 3
