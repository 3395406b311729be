"""Plain text: optional header lines, then the article, kept to the character."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.read.files import Source

# Bare keys are written in lower case; with a colon any case will do. A bare date may be glued to the text.
_GLUED = re.compile(r"\s*date[ \t]+(?P<value>\d{4}(?:-\d{2}(?:-\d{2})?)?)(?=\s|$)[ \t]*", re.ASCII)
_BARE = re.compile(r"\s*(?P<key>date|title|url|id)[ \t]+(?P<value>[^\n]*\S)[ \t\r]*(?:\n|$)")
_COLON = re.compile(
    r"\s*(?P<key>date|title|url|id|language|source)[ \t]*:[ \t]+(?P<value>[^\n]*\S)[ \t\r]*(?:\n|$)", re.IGNORECASE
)
_LONGEST_BARE = 200  # a longer "title …" line is a paragraph of text that happens to begin with the word


def read_text(source: Source) -> Iterator[Mapping[str, str]]:
    """Plain text, one article a file, with optional header lines (date, title, url)."""
    header, text = split_header(source.text())
    yield {"where": source.name, "id": source.stem, **header, "text": text}


def split_header(text: str) -> tuple[dict[str, str], str]:
    """Header fields and the text after them; without a header the text is as it was.

    >>> split_header(' date 2022-02 "La situation" a changé.')
    ({'date': '2022-02'}, '"La situation" a changé.')
    >>> split_header("title Le sommet\\ndate: 3 mars 2022\\n\\nLes ministres.")
    ({'title': 'Le sommet', 'date': '3 mars 2022'}, 'Les ministres.')
    >>> split_header("Date limite dépassée.")
    ({}, 'Date limite dépassée.')
    """
    header: dict[str, str] = {}
    at = 0
    while (found := _next(text, at)) is not None:
        key = found.groupdict().get("key", "date").lower()
        if key in header:
            break
        header[key] = found["value"]
        at = found.end()
    return header, text[at:].lstrip() if header else text


def _next(text: str, at: int) -> re.Match[str] | None:
    found = _GLUED.match(text, at) or _COLON.match(text, at)
    if found is None:
        found = _BARE.match(text, at)
        if found is not None and len(found["value"]) > _LONGEST_BARE:
            return None
        if found is not None and found["key"] == "date" and not re.search(r"\d{4}", found["value"]):
            return None  # a sentence, not a date
    return found
