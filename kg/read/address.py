"""Web addresses as names of articles."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from kg.ids import digest, slug


def named_after(address: str) -> str:
    """An id for the article at an address: the words in it, and a digest that keeps addresses apart.

    >>> named_after("https://example.org/2022/02/16/un-sommet-a-paris.html")
    'un-sommet-a-paris-3b58aae1'
    """
    if not address:
        return ""
    try:
        path = urlsplit(address).path
    except ValueError:  # "http://[" is none
        path = address
    parts = [part for part in unquote(path).split("/") if part]
    words = re.sub(r"\.\w{2,5}$", "", parts[-1]) if parts else "page"
    return f"{slug(words)[:60].rstrip('_-')}-{digest(address, length=8)}"
