"""The timeline: the explorer opened on its timeline."""

from __future__ import annotations

from kg.export.explorer import explorer
from kg.export.html import Page
from kg.store import GraphStore


def timeline(store: GraphStore, *, title: str = "") -> Page:
    """The page as text.

    >>> from kg.store import Store
    >>> 'data-view="timeline"' in timeline(Store())
    True
    """
    return explorer(store, title=title, view="timeline")
