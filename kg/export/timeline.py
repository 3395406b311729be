"""The timeline: the explorer opened on its timeline."""

from __future__ import annotations

from collections.abc import Iterable

from kg.export.explorer import explorer
from kg.export.html import Page
from kg.model import Article
from kg.store import Store


def timeline(store: Store, *, title: str = "", articles: Iterable[Article] = ()) -> Page:
    """The page as text; `articles` bring their full texts.

    >>> from kg.store import Store
    >>> 'data-view="timeline"' in timeline(Store())
    True
    """
    return explorer(store, title=title, view="timeline", articles=articles)
