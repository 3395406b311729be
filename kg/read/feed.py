"""RSS and Atom files -> one article an entry, by feedparser."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from kg.errors import InputError
from kg.read.address import named_after
from kg.read.extras import needed
from kg.read.files import Source
from kg.read.guard import printable
from kg.read.html import fragment, language_of

_LARGEST = 200 << 20  # bytes: a feed is held as a tree


def read_feed(source: Source) -> Iterator[dict[str, str]]:
    """RSS or Atom: one article an entry, of the longest text it has."""
    feedparser = needed("feedparser", "feeds", source.name)
    data = source.read(_LARGEST)
    try:
        # A stream, never a string: feedparser would take one for an address or a path. Texts are made plain below.
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:
        raise InputError(
            f"cannot be read as a feed ({type(error).__name__}: {str(error)[:100]}).", where=source.name
        ) from error
    _told(feed, source)
    about = {"source": _plain(feed.feed.get("title")), "language": _plain(feed.feed.get("language"))}
    for number, entry in enumerate(feed.entries, start=1):
        where = f"{source.name}[{number}]"
        try:
            yield {"where": where, **_entry(entry, about, where)}
        except InputError as error:
            source.skip(error)


def _told(feed: Any, source: Source) -> None:
    """Raise where nothing can be read; give notice where the XML is broken but something was."""
    wrong = feed.get("bozo_exception") if feed.get("bozo") else None
    line = getattr(wrong, "getLineNumber", lambda: None)()
    where = f"{source.name}:{line}" if line else source.name
    reason = getattr(wrong, "getMessage", lambda: "")() or (str(wrong) if wrong else "")
    why = f" ({printable(reason)[:120]})" if reason else ""
    if not feed.entries and not feed.version:
        hint = "Articles in other XML must be converted, to JSON Lines say."
        raise InputError(f"is no RSS or Atom feed{why}.", where=where, hint=hint)
    if not feed.entries:
        raise InputError(f"this feed has no entries{why}.", where=where, hint="Fetch it again, or leave it out.")
    if line:
        what = f"its XML is broken ({printable(reason)[:120]}); entries read all the same: {len(feed.entries)}."
        source.notice(InputError(what, where=where, hint="Fetch it again to be sure that none is missing."))


def _entry(entry: Any, about: dict[str, str], where: str) -> dict[str, str]:
    title, guid, link = (_plain(entry.get(key)) for key in ("title", "id", "link"))
    link = link if "://" in link else ""
    held = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    texts = [_text(part, where, title=title, link=link) for part in held]
    text = max(texts, key=len, default="")  # the first of the longest
    given = {"language": _plain(entry.get("language")) or about["language"]}
    return {
        "id": named_after(link or guid) if link or "/" in guid else guid,
        "title": title,
        "text": text,
        "date_published": _plain(entry.get("published")) or _plain(entry.get("updated")),
        "url": link,
        "source": _plain((entry.get("source") or {}).get("title")) or about["source"],
        "language": language_of(text, given),
    }


def _text(part: Any, where: str, *, title: str, link: str) -> str:
    value = str(part.get("value") or "")
    if part.get("type") == "text/plain" and "</" not in value:
        return value.strip()
    return fragment(value, where, title=title, link=link) if value.strip() else ""


def _plain(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
