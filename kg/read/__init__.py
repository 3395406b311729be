"""Files -> Articles. A bad file or record is reported and skipped; the rest is read.

To add a reader: write `kg/read/<kind>.py` with a function `(Source) -> Iterator[Mapping]` that yields one mapping an
article (keys as in `record.KEYS`, plus "where" to name a line), and put its suffix into `READERS`. It raises
`InputError` for a file it cannot read at all, and calls `source.skip` for a record it cannot read. A package that it
needs is imported by `extras.needed`, inside the function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.config import Settings, settings as load_settings
from kg.errors import InputError, KgError
from kg.ids import digest
from kg.model import Article
from kg.read.feed import read_feed
from kg.read.files import Report, Source, check, expand, open_file
from kg.read.html import read_html, read_mhtml
from kg.read.jsonl import read_json, read_jsonl
from kg.read.packed import UNPACKERS, unpacked
from kg.read.parquet import read_parquet
from kg.read.record import article_from
from kg.read.table import read_csv
from kg.read.text import read_text
from kg.read.timeml import read_timeml
from kg.read.warc import read_warc

__all__ = ["READERS", "UNPACKERS", "Reader", "Reading", "Source", "read", "readings"]

Reader = Callable[[Source], Iterator[Mapping[str, Any]]]

READERS: Mapping[str, Reader] = {
    ".atom": read_feed,
    ".csv": read_csv,
    ".htm": read_html,
    ".html": read_html,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".mht": read_mhtml,
    ".mhtml": read_mhtml,
    ".ndjson": read_jsonl,
    ".parquet": read_parquet,
    ".rss": read_feed,
    ".text": read_text,
    ".tml": read_timeml,
    ".tsv": read_csv,
    ".txt": read_text,
    ".warc": read_warc,
    ".wet": read_warc,
    ".xhtml": read_html,
    ".xml": read_feed,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """An article and how it was understood."""

    article: Article
    dated: str  # where its date comes from: metadata, dateline, url, path, option; "" without a date
    reader: str  # which reader took it: "html", "jsonl" ...


def read(
    paths: Iterable[str | Path],
    *,
    settings: Settings | None = None,
    on_skip: Report | None = None,
    on_notice: Report | None = None,
) -> Iterator[Article]:
    """Every article of files and folders (walked in sorted order; "-" is standard input), in order.

    What cannot be read goes to `on_skip` and is left out; without it the error is raised. Doubts about what was
    read (a guessed encoding, a missing date) go to `on_notice`.

    >>> import tempfile; folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("date 2022-02 Moscou a réfuté les accusations de Kiev.", encoding="utf-8")
    >>> [(a.id, a.published, a.language, a.text[:6]) for a in read([folder])]
    [('a', '2022-02', 'fr', 'Moscou')]
    """
    found = readings(paths, settings=settings, on_skip=on_skip, on_notice=on_notice)
    return (reading.article for reading in found)


def readings(
    paths: Iterable[str | Path],
    *,
    settings: Settings | None = None,
    on_skip: Report | None = None,
    on_notice: Report | None = None,
) -> Iterator[Reading]:
    """What `read` gives, with how each article was understood."""
    config = settings or load_settings()
    skip, notice = on_skip or _raise, on_notice or _ignore
    seen: dict[str, str] = {}
    for path in expand(paths, READERS, on_skip=skip, on_notice=notice):
        try:
            with closing(open_file(path, on_skip=skip, on_notice=notice)) as file:
                for source in unpacked(file, READERS):
                    for found in _of(source, config):
                        article = _apart(found.article, seen, notice)
                        if article is not None:
                            yield found if article is found.article else replace(found, article=article)
        except InputError as error:
            skip(error)
        except OSError as error:
            skip(InputError(f"cannot be read: {error.strerror}.", where=str(path), hint="Check its permissions."))


def _of(source: Source, config: Settings) -> Iterator[Reading]:
    """The articles of one source; what ends the reading of it is reported, and costs no other source."""
    try:
        check(source, config.max_characters)
        reader = _reader(source)
        for found in reader(source):
            try:
                article, dated = article_from(found, source, config)
            except KgError as error:
                source.skip(error)
                continue
            yield Reading(article, dated, reader.__name__.removeprefix("read_"))
    except InputError as error:
        source.skip(error)


def _reader(source: Source) -> Reader:
    if source.suffix in READERS:
        return READERS[source.suffix]
    raise InputError(
        f'no reader for "{source.suffix or Path(source.name).name}".',
        where=source.name,
        hint=f"Readers: {', '.join((*READERS, *UNPACKERS))}. To add one, see kg/read/__init__.py.",
    )


def _apart(article: Article, seen: dict[str, str], notice: Report) -> Article | None:
    """The article under an id of its own; None when the very same one was read before."""
    mark = digest(article.text, article.published, article.title)
    if seen.get(article.id) == mark:
        notice(InputError(f'the same article "{article.id}" was read before; kept once.', where=article.where))
        return None
    if article.id in seen:
        fresh = f"{article.id}-{mark[:8]}"
        notice(InputError(f'the id "{article.id}" is taken; this article is "{fresh}".', where=article.where))
        return _apart(replace(article, id=fresh), seen, notice)
    seen[article.id] = mark
    return article


def _raise(error: KgError) -> None:
    raise error


def _ignore(_: KgError) -> None:
    return None
