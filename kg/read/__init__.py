"""Files -> Articles. A bad file or record is reported and skipped; the rest is read.

To add a reader: write `kg/read/<kind>.py` with a function `(Source) -> Iterator[Mapping]` that yields one mapping an
article (keys as in `record.KEYS`, plus "where" to name a line), and put its suffix into `READERS`. It raises
`InputError` for a file it cannot read at all, and calls `source.skip` for a record it cannot read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg.config import Settings, settings as load_settings
from kg.errors import InputError, KgError
from kg.ids import digest
from kg.model import Article
from kg.read.files import Report, Source, expand, open_source
from kg.read.jsonl import read_json, read_jsonl
from kg.read.record import article_from
from kg.read.table import read_csv
from kg.read.text import read_text
from kg.read.timeml import read_timeml

__all__ = ["READERS", "Reader", "Source", "read"]

Reader = Callable[[Source], Iterator[Mapping[str, Any]]]

READERS: Mapping[str, Reader] = {
    ".csv": read_csv,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".text": read_text,
    ".tml": read_timeml,
    ".tsv": read_csv,
    ".txt": read_text,
}


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
    config = settings or load_settings()
    skip, notice = on_skip or _raise, on_notice or _ignore
    seen: dict[str, str] = {}
    for path in expand(paths, READERS, on_skip=skip, on_notice=notice):
        try:
            with closing(open_source(path, on_skip=skip, on_notice=notice, limit=config.max_characters)) as source:
                for found in _reader(source)(source):
                    article = _article(found, source, config)
                    unique = _apart(article, seen, notice) if article is not None else None
                    if unique is not None:
                        yield unique
        except InputError as error:
            skip(error)
        except OSError as error:
            skip(InputError(f"cannot be read: {error.strerror}.", where=str(path), hint="Check its permissions."))


def _article(found: Mapping[str, Any], source: Source, config: Settings) -> Article | None:
    try:
        return article_from(found, source, config)
    except KgError as error:
        source.skip(error)
        return None


def _reader(source: Source) -> Reader:
    if source.suffix in READERS:
        return READERS[source.suffix]
    raise InputError(
        f'no reader for "{source.suffix or source.name}".',
        where=source.name,
        hint=f"Readers: {', '.join(READERS)}. To add one, see kg/read/__init__.py.",
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
