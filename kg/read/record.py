"""A mapping as files have it -> an Article: field names, language, publication date."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from kg import lang
from kg.config import Settings
from kg.errors import InputError, LanguageError
from kg.ids import digest
from kg.model import Article
from kg.read.dates import byline, dateline, in_path, published
from kg.read.files import LONG_HINT, Source, too_long
from kg.read.language import detect

# Our name of each field, then what other people call it; the first that is filled counts.
KEYS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "article", "article_id", "doc_id", "guid"),
    "title": ("title", "headline"),
    "text": ("text", "body", "content", "articlebody", "article_body", "maintext"),
    "published": ("date_published", "published", "datepublished", "date_publish", "date", "pubdate"),
    "language": ("language", "lang", "inlanguage"),
    "url": ("url", "link"),
    "source": ("source", "publisher"),
    "dateline": ("dateline", "byline"),
}
_ADD_DATE = "Add it, or pass --published 2022-02."
_SURROGATE = re.compile("[\ud800-\udfff]")


def article_from(found: Mapping[str, Any], source: Source, config: Settings) -> tuple[Article, str]:
    """The article, and where its date comes from: metadata, dateline, url, option, path, or "" where it has none.

    Raises `InputError` without a text, `LanguageError` in a language we have no words for. A missing or unclear date
    and the like go to `source.notice`: the article is still read.
    """
    where = str(found.get("where") or source.name)
    fields = _fields(found)
    text = fields["text"]
    if not text.strip():
        hint = f"Its text is looked for under {', '.join(KEYS['text'][:3])}."
        raise InputError("the article has no text.", where=where, hint=hint)
    if len(text) > config.max_characters:
        raise InputError(too_long(len(text), config.max_characters), where=where, hint=LONG_HINT)
    language = _language(fields["language"] or config.language, text, where)
    day, dated = _dated(fields, language, config, where, source)
    article = Article(
        id=fields["id"] or "a" + digest(text, fields["title"], fields["published"]),
        text=text,
        title=fields["title"].strip(),
        published=day,
        language=language,
        url=fields["url"].strip(),
        source=fields["source"].strip(),
        where=where,
    )
    return article, dated


def _fields(found: Mapping[str, Any]) -> dict[str, str]:
    """Our fields as strings. Lone surrogates, which no file can hold, become U+FFFD: offsets stay."""
    lower = {str(key).lower(): value for key, value in found.items()}
    fields = {}
    for ours, theirs in KEYS.items():
        values = (lower.get(key) for key in theirs)
        value = next((v for v in values if isinstance(v, str | int) and not isinstance(v, bool) and v != ""), "")
        fields[ours] = _SURROGATE.sub("\ufffd", str(value))
    fields["id"] = " ".join(fields["id"].split())
    return fields


def _language(given: str, text: str, where: str) -> str:
    """The code of a language we have a lexicon for: as given ("fr-BE" is "fr"), or detected."""
    code = re.split(r"[-_]", given.strip().lower())[0] or detect(text)
    available = lang.available()
    if code in available:
        return code
    if code == "und":
        raise LanguageError(
            "its language cannot be told.", where=where, hint=f"Pass --language (available: {', '.join(available)})."
        )
    raise LanguageError(
        f'no language "{code}". Available: {", ".join(available)}.',
        where=where,
        hint="To add one, see kg/lang/__init__.py.",
    )


def _dated(fields: Mapping[str, str], language: str, config: Settings, where: str, source: Source) -> tuple[str, str]:
    """The publication date and where it comes from: the first of these places that tells one, the surest first."""
    given = " ".join(fields["published"].split())[:200]
    if day := published(given, language=language):
        return day, "metadata"
    if day := byline(fields["dateline"], language=language) or dateline(fields["text"], language=language):
        return day, "dateline"
    if day := in_path(fields["url"]):
        return day, "url"
    if config.published:
        return config.published, "option"
    if day := in_path(source.name):
        source.notice(InputError("no date is given; the one in its path was taken.", where=where, hint=_ADD_DATE))
        return day, "path"
    what = f'the date "{given[:40]}" is not clear' if given else 'no "date_published"'
    source.notice(InputError(f"{what}, so weekdays cannot be placed.", where=where, hint=_ADD_DATE))
    return "", ""
