"""Web archives (WARC) -> the article of each page in them, by warcio."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from kg.errors import InputError
from kg.read.address import named_after
from kg.read.extras import needed
from kg.read.files import Source
from kg.read.html import LARGEST_PAGE, language_of, page
from kg.read.packed import printable

_PAGES = ("text/html", "application/xhtml+xml")
_QUIET = frozenset({"warcinfo", "request", "metadata"})  # nobody expects an article in these


def read_warc(source: Source) -> Iterator[dict[str, str]]:
    """A web archive: one article a page that was answered with 200; of extracted text (WET), one a record."""
    iterator = needed("warcio.archiveiterator", "warc", source.name)
    other = Counter[str]()
    try:
        for number, record in enumerate(_records(iterator, source), start=1):
            where = f"{source.name}[{number}]"
            kind = _kind(record)
            if kind in ("html", "text"):
                try:
                    yield _article(record, kind, source, where)
                except InputError as error:
                    source.skip(error)
            elif kind:
                other[kind] += 1
    finally:
        if other:
            kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(other.items()))
            source.notice(InputError(f"records without an article were left aside: {kinds}.", where=source.name))


def _records(iterator: Any, source: Source) -> Iterator[Any]:
    """The records; raises `InputError` where the archive is damaged or ends too early."""
    read = 0
    try:
        for record in iterator.ArchiveIterator(source.handle):
            yield record
            read += 1
            _finish(record)
    except InputError as error:  # from unpacking
        raise InputError(error.what, where=source.name, hint=_after(read)) from error
    except Exception as error:
        what = f"is no web archive, or a damaged one ({printable(str(error))[:120] or type(error).__name__})."
        raise InputError(what, where=source.name, hint=_after(read)) from error


def _finish(record: Any) -> None:
    """Read a record to its end, and find out whether that is where its header says."""
    stream = record.raw_stream
    while stream.read(1 << 16):
        pass
    if getattr(stream, "limit", 0) > 0:
        raise ValueError("it is cut off in the middle of a record")


def _after(read: int) -> str:
    return f"The {read} records before were read; fetch it again for the rest."


def _kind(record: Any) -> str:
    """ "html" or "text" for a record with an article, "" for one of no interest, else what it is."""
    if record.rec_type in _QUIET:
        return ""
    media = _media(record)
    if record.rec_type == "response" and record.http_headers is not None:
        status = str(record.http_headers.get_statuscode() or "")
        if status != "200":
            return f"answer {printable(status)[:3]}" if status else "answer without a status"
    elif record.rec_type == "conversion" and media == "text/plain":
        return "text"
    elif record.rec_type not in ("resource", "conversion"):
        return printable(str(record.rec_type))[:20]
    return "html" if media in _PAGES else printable(media)[:40] or "of no kind"


def _media(record: Any) -> str:
    headers = record.http_headers or record.rec_headers
    return str(headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()


def _article(record: Any, kind: str, source: Source, where: str) -> dict[str, str]:
    url = printable(str(record.rec_headers.get_header("WARC-Target-URI") or "")).strip("<>")
    where = f"{where} {url}"[:300].strip()
    data = _content(record, where)
    named = {"where": where, "id": named_after(url), "url": url}
    if kind == "text":
        text = data.decode("utf-8", "replace")
        return {**named, "text": text, "language": language_of(text, {})}
    header = str((record.http_headers or record.rec_headers).get_header("Content-Type") or "")
    charset = header.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
    return {**page(data, source, where=where, charset=charset, url=url), **named}


def _content(record: Any, where: str) -> bytes:
    """The body without its transfer and content encodings."""
    parts: list[bytes] = []
    size = 0
    stream = record.content_stream()
    while size <= LARGEST_PAGE and (data := stream.read(1 << 16)):
        parts.append(data)
        size += len(data)
    if size > LARGEST_PAGE:
        raise InputError(f"is larger than {LARGEST_PAGE >> 20} MB.", where=where, hint="It was left out.")
    return b"".join(parts)
