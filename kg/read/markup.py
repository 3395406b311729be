"""What a page says of itself (JSON-LD, meta tags, the lines beside its title), and the plain text of its blocks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.read.dates import tells_change

CHARSET = re.compile(
    rb"<(?:meta\b[^>]{0,200}?\bcharset|\?xml\b[^>]{0,100}?\bencoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I
)
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")

# Names of meta tags, best first. A date of change is no publication date.
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "citation_date",
    "citation_publication_date", "dcterms.issued", "dc.date.issued", "dcterms.date", "dc.date", "dc.date.created",
    "dcterms.created", "date", "article.published", "article_date_original",
)  # fmt: skip
_TITLE = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "title")
_SITE = ("og:site_name", "application-name", "dc.publisher")
_ADDRESS = ("og:url", "twitter:url")
_DATED = re.compile(r"date|time|publi|posted|byline|dateline|meta|auteur|author|signature", re.IGNORECASE)
_AROUND = re.compile(
    r"related|lire-aussi|sidebar|cookie|consent|comment|newsletter|footer|share|social|breadcrumb|promo|nav\b",
    re.IGNORECASE,
)
_DROPPED = frozenset({
    "script", "style", "noscript", "template", "nav", "footer", "aside", "form", "button", "select", "textarea", "svg",
    "iframe", "object", "embed", "video", "audio", "canvas", "figcaption", "head", "title", "math", "input", "dialog",
})  # fmt: skip
_BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section", "table", "tbody",
    "td", "th", "tr", "ul",
})  # fmt: skip


def facts(tree: Any, start: str) -> dict[str, str]:
    """Title, date, dateline, address, site and language that a page states; what it does not state is "".

    `start` is the beginning of its source: browsers write there where they saved it from.
    """
    linked = next(_articles(tree), {})
    meta = _meta(tree)
    saved = _SAVED_FROM.search(start)
    published = _string(linked.get("datePublished")) or _first(meta, _PUBLISHED) or _time(tree)
    return {
        "title": _title(tree, linked, meta),
        "date_published": published,
        "dateline": "" if published else _beside_title(tree),
        "url": _canonical(tree) or _first(meta, _ADDRESS) or (saved[1] if saved else ""),
        "source": _name(linked.get("publisher")) or _first(meta, _SITE),
        "language": _string(linked.get("inLanguage")) or str(tree.get("lang") or ""),
    }


def blocks(tree: Any, *, title: str = "", link: str = "") -> list[str]:
    """The text of each block of the article (or else the main part, or the body), its words in one line.

    With a title and a link, a last block that holds that link and names the title or little else is left out: feeds
    end so.
    """
    root = next((found for kind in ("article", "main", "body") if (found := tree.find(f".//{kind}")) is not None), tree)
    lines: list[str] = []
    words: list[str] = []

    def cut() -> None:
        line = " ".join("".join(words).split())
        words.clear()
        if line:
            lines.append(line)

    for step, value in _walk(root):
        if step == "text":
            words.append(value)
        elif value in _BLOCKS:
            cut()
    cut()
    if lines and title and _is_footer(root, lines[-1], title, link):
        del lines[-1]
    return lines


def _walk(root: Any) -> Iterator[tuple[str, str]]:
    """("text", words) and ("tag", name) in reading order, without the parts around an article."""
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        node, closing = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else ""
        if closing:
            yield "tag", tag
            if node is not root and node.tail:
                yield "text", node.tail
            continue
        if not tag or tag in _DROPPED or (node is not root and _is_around(node)) or len(stack) > 100_000:
            if node is not root and node.tail:
                yield "text", node.tail
            continue
        yield "tag", tag
        if node.text:
            yield "text", node.text
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(node))


def _is_around(node: Any) -> bool:
    if node.get("hidden") is not None or node.get("aria-hidden") == "true":
        return True
    return bool(_AROUND.search(f"{node.get('class') or ''} {node.get('id') or ''} {node.get('role') or ''}"))


def _is_footer(root: Any, line: str, title: str, link: str) -> bool:
    """Whether a last line only leads back: it links to the entry's address and is its title with a few words."""
    links = {str(node.get("href") or "").partition("?")[0] for node in root.iter("a")}
    cites = " ".join(title.split()) in line and len(line) < len(title) + 120
    return bool(link) and link.partition("?")[0] in links and (cites or len(line) < 30)


def _articles(tree: Any) -> Iterator[Mapping[str, Any]]:
    """JSON-LD objects that are an article; then others that have a publication date."""
    found: list[Mapping[str, Any]] = []
    for node in tree.iter("script"):
        if "ld+json" in str(node.get("type") or "").lower() and len(node.text or "") < 1_000_000:
            try:
                found.extend(_objects(json.loads(node.text or "", strict=False)))
            except (ValueError, RecursionError):
                continue  # broken facts are no facts
    yield from (item for item in found if _kind(item).endswith(("Article", "Posting", "Report")))
    yield from (item for item in found if item.get("datePublished"))


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(reversed(item))
        elif isinstance(item, dict):
            yield item
            stack.extend(item[key] for key in ("mainEntity", "@graph") if key in item)


def _kind(item: Mapping[str, Any]) -> str:
    kind = item.get("@type")
    return str(kind[0]) if isinstance(kind, list) and kind else str(kind)


def _meta(tree: Any) -> dict[str, str]:
    """Meta tags by name, the first of each."""
    found: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = str(node.get("property") or node.get("name") or node.get("itemprop") or "").strip().lower()
        content = str(node.get("content") or "").strip()
        if name and content:
            found.setdefault(name, content)
    return found


def _title(tree: Any, linked: Mapping[str, Any], meta: Mapping[str, str]) -> str:
    stated = _string(linked.get("headline")) or _first(meta, _TITLE)
    if not stated:
        heads = [" ".join(node.text_content().split()) for node in tree.iter("h1")]
        stated = heads[0] if len(heads) == 1 else ""
    node = None if stated else tree.find(".//title")
    return " ".join((stated or (node.text_content() if node is not None else "")).split())[:500]


def _time(tree: Any) -> str:
    """The date of an element that is meant for it: itemprop, pubdate, else the first <time> of the article."""
    times: list[str] = []
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        value = str(node.get("datetime") or node.get("content") or "").strip()
        if str(node.get("itemprop") or "").lower() == "datepublished":
            return value or " ".join(node.text_content().split())[:100]
        if node.tag == "time" and value:
            if node.get("pubdate") is not None:
                return value
            if not _is_change(node) and any(
                parent.tag in ("article", "main", "header") for parent in node.iterancestors()
            ):
                times.append(value)
    return times[0] if times else ""


def _is_change(node: Any) -> bool:
    """Whether a <time> is that of a change, or of something beside the article."""
    parent = node.getparent()
    named = " ".join(str(part.get(key) or "") for part in (node, parent) for key in ("class", "itemprop"))
    before = node.getprevious()
    words = f"{parent.text if before is None else before.tail} {node.text_content()[:100]}"
    if re.search(r"modif|updat|maj\b", named, re.IGNORECASE) or tells_change(words):
        return True
    return any(_is_around(part) or part.tag == "aside" for part in node.iterancestors())


def _beside_title(tree: Any) -> str:
    """The first line near a title that looks as if it tells author and date, "" for none."""
    for node in tree.iter("p", "div", "span", "time", "small", "em", "li", "td", "address"):
        named = f"{node.get('class') or ''} {node.get('id') or ''} {node.get('itemprop') or ''}"
        if not _DATED.search(named) or _AROUND.search(named):
            continue
        if any(parent.tag in ("aside", "nav", "footer") or _is_around(parent) for parent in node.iterancestors()):
            continue
        line = " ".join(node.text_content().split())
        if len(line) <= 300 and re.search(r"\d{4}", line):
            return line
    return ""


def _canonical(tree: Any) -> str:
    for node in tree.iter("link"):
        if "canonical" in str(node.get("rel") or "").lower().split():
            return str(node.get("href") or "").strip()
    return ""


def _name(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return _string(value.get("name")) if isinstance(value, dict) else _string(value)


def _string(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _first(found: Mapping[str, str], names: Iterable[str]) -> str:
    return next((found[name] for name in names if found.get(name)), "")
