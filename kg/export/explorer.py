"""The explorer: graph, timeline and evidence linked on one page that needs nothing but itself."""

from __future__ import annotations

from kg.export.html import Page, json_block, render, static
from kg.export.view import view_data
from kg.export.viewdata import ViewData
from kg.store import GraphStore


def explorer(store: GraphStore, *, title: str = "", view: str = "both") -> Page:
    """The page as text; `view` is what it opens on: both, timeline or graph.

    >>> from kg.store import Store
    >>> explorer(Store()).startswith("<!doctype html>")
    True
    """
    return page(view_data(store), title=title, view=view)


def page(data: ViewData, *, title: str = "", view: str = "both") -> Page:
    """The same page from view data that was read before.

    >>> from kg.store import Store
    >>> 'data-view="timeline"' in page(view_data(Store()), view="timeline")
    True
    """
    language = data["meta"]["language"]
    if title:
        data = {**data, "meta": {**data["meta"], "title": {"fr": title, "en": title}}}
    return render(
        "explorer.html",
        title=data["meta"]["title"][language],
        language=language,
        view=view,
        styles=[static("explorer.css")],
        scripts=[static("explorer.js")],
        data=json_block(data),
    )
