"""Saved web pages -> the article in them: its text by trafilatura, its date, title and address from the page's facts.

Also for the HTML that feeds and web archives hold (`page`, `fragment`).
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Any

from kg.errors import InputError
from kg.ids import fold
from kg.read.dates import is_dateline
from kg.read.encoding import HINT, decode
from kg.read.extras import needed
from kg.read.files import Source
from kg.read.language import UNKNOWN, detect
from kg.read.markup import CHARSET, blocks, facts

LARGEST_PAGE = 20 << 20  # bytes; the text of a long article is 0.1 MB
_PARTS = 40  # pieces that a paragraph may have been cut into
_XML = re.compile(r"\A\s*<\?xml[^>]*\?>")


def read_html(source: Source) -> Iterator[dict[str, str]]:
    """A saved web page: the article in it, without menus, banners and comments."""
    found = page(source.read(LARGEST_PAGE), source)
    yield {"where": source.name, "id": _page_id(source), **found}


def read_mhtml(source: Source) -> Iterator[dict[str, str]]:
    """A web page saved as one file with its pictures (MHTML)."""
    message = email.message_from_bytes(source.read(), policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            data = part.get_payload(decode=True)
            address = str(part.get("Content-Location") or message.get("Snapshot-Content-Location") or "")
            if isinstance(data, bytes):
                found = page(data, source, charset=str(part.get_content_charset("")), url=address)
                yield {"where": source.name, "id": source.stem, **found}
                return
    raise InputError("holds no web page.", where=source.name, hint="Save the page again, as HTML or MHTML.")


def page(data: bytes, source: Source, *, where: str = "", charset: str = "", url: str = "") -> dict[str, str]:
    """Fields of the article of a page; raises `InputError` for one that holds no article.

    `charset` is what the server said of its encoding. What the page says is believed where its bytes fit.
    """
    where = where or source.name
    declared = charset or _declared(data)
    html, doubt = decode(data, declared)
    if doubt:
        source.notice(InputError(doubt, where=where, hint=HINT))
    tree = _tree(html, where)
    found = facts(tree, html[:2000])
    lines = _lines(tree, where)
    for _ in range(3):  # the title again, and a line that only dates the article
        if lines and fold(lines[0]) == fold(found["title"]):
            del lines[0]
        elif len(lines) > 1 and is_dateline(lines[0]):
            found["dateline"] = found["dateline"] or lines[0]
            del lines[0]
    if not lines:
        hint = "Is it an article? Pages that are filled in by scripts must be saved after they have loaded."
        raise InputError("no article was found in the page.", where=where, hint=hint)
    body = "\n\n".join(lines)
    return {**found, "url": url or found["url"], "text": body, "language": language_of(body, found)}


def fragment(html: str, where: str, *, title: str = "", link: str = "") -> str:
    """The text of a piece of HTML, as feeds hold it; a last line that links back to the site is left out."""
    tree = _tree(f"<html><body><article>{html}</article></body></html>", where)
    return "\n\n".join(blocks(tree, title=title, link=link))


def language_of(text: str, found: dict[str, str]) -> str:
    """The language of the text itself; what the page says of itself only where that cannot be told."""
    seen = detect(text)
    return found.get("language", "") if seen == UNKNOWN else seen


def _tree(html: str, where: str) -> Any:
    """The page's tree."""
    trafilatura = needed("trafilatura", "html", where)
    try:
        tree = trafilatura.load_html(_XML.sub("", html.replace("\x00", "\ufffd"), count=1))
    except Exception as error:
        raise _unreadable(error, where) from error
    if tree is None:
        raise InputError("is no web page.", where=where, hint="Give it the ending of what it is, or leave it out.")
    return tree


def _lines(tree: Any, where: str) -> list[str]:
    """The article's paragraphs."""
    trafilatura = needed("trafilatura", "html", where)
    try:
        own = blocks(tree)  # first: what follows changes the tree
        found = trafilatura.bare_extraction(tree, fast=True, include_comments=False, include_tables=False)
    except Exception as error:
        raise _unreadable(error, where) from error
    lines = [" ".join(line.split()) for line in (found.text or "").splitlines()] if found is not None else []
    return joined([line for line in lines if line], own) or own


def joined(lines: Sequence[str], whole: Iterable[str]) -> list[str]:
    """Lines, those that are parts of one paragraph made it again: trafilatura cuts at links outside of any section.

    >>> joined(["Le conseil a", "refusé", "le projet."], ["Accueil", "Le conseil a refusé le projet."])
    ['Le conseil a refusé le projet.']
    """
    known = {"".join(line.split()): line for line in whole}
    found: list[str] = []
    i = 0
    while i < len(lines):
        parts = ""
        for end in range(i, min(len(lines), i + _PARTS)):
            parts += "".join(lines[end].split())
            if parts in known:
                break
        else:
            end = i
        found.append(known.get(parts, lines[i]))
        i = end + 1
    return found


def _unreadable(error: Exception, where: str) -> InputError:
    what = f"cannot be read as HTML ({type(error).__name__}: {str(error)[:100]})."
    return InputError(what, where=where, hint="Save the page again, or leave it out.")


def _declared(data: bytes) -> str:
    """The encoding a page gives in its first bytes, "" for none."""
    found = CHARSET.search(data[:4096])
    return found[1].decode("ascii") if found else ""


def _page_id(source: Source) -> str:
    """The file's name; for the index page of a folder that of the folder."""
    folder = PurePath(source.name).parent.name
    return folder if source.stem.lower() == "index" and folder else source.stem
