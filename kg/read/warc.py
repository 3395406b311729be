"""Web archives (WARC) -> the article of each page in them, by warcio."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from kg.errors import InputError
from kg.read.address import named_after
from kg.read.extras import needed
from kg.read.files import Source
from kg.read.guard import printable
from kg.read.html import LARGEST_PAGE, language_of, page

_PAGES = ("text/html", "application/xhtml+xml")
_END = b"\r\n\r\n"  # of every record
_QUIET = frozenset({"warcinfo", "request", "metadata"})  # nobody expects an article in these


def read_warc(source: Source) -> Iterator[dict[str, str]]:
    """A web archive: one article a page that was answered with 200; of extracted text (WET), one a record."""
    iterator = needed("warcio.archiveiterator", "warc", source.name)
    other = Counter[str]()
    read = 0
    try:
        for record in _records(iterator, source):
            where = f"{source.name}[{read + 1}]"
            kind = _kind(record)
            if kind in ("html", "text"):
                yield from _reported(record, kind, source, where)
            elif kind:
                other[kind] += 1
            _finish(record)
            read += 1
    except InputError as error:  # from unpacking
        raise InputError(error.what, where=source.name, hint=_after(read)) from error
    except Exception as error:
        # What warcio trips over at the end, without a word of its own, is a header that was cut off.
        cut = isinstance(error, EOFError) or (type(error) is AttributeError and not source.handle.read(1))
        why = f"is no web archive, or a damaged one ({printable(str(error))[:120] or type(error).__name__})."
        what = "is cut off: its end is missing." if cut else why
        raise InputError(what, where=source.name, hint=_after(read)) from error
    finally:
        if other:
            kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(other.items()))
            source.notice(InputError(f"records without an article were left aside: {kinds}.", where=source.name))


def _records(iterator: Any, source: Source) -> Iterator[Any]:
    """The records; raises EOFError where the archive ends too early."""
    stream = _Stream(source.handle)
    archive = iterator.ArchiveIterator(stream)
    archive.INC_RECORD = ""  # what it would print to standard error
    yield from archive
    if archive.err_count:
        hint = "Articles may be missing; fetch it again."
        source.notice(InputError("has data between its records.", where=source.name, hint=hint))
    if stream.tail != _END:
        raise EOFError


def _reported(record: Any, kind: str, source: Source, where: str) -> Iterator[dict[str, str]]:
    """The article of a record; what is wrong with it alone is reported."""
    try:
        yield _article(record, kind, source, where)
    except InputError as error:
        if error.where == source.name:  # of the whole archive: it does not unpack
            raise
        source.skip(error)


class _Stream:
    """The archive as it comes: short reads, so that nothing before a cut is lost; its last bytes are remembered."""

    def __init__(self, handle: Any) -> None:
        self.handle, self.tail = handle, b""

    def read(self, size: int = -1) -> bytes:
        data: bytes = self.handle.read1(size)
        self.tail = (self.tail + data[-len(_END) :])[-len(_END) :]
        return data


def _finish(record: Any) -> None:
    """Read a record to its end; raises EOFError where that comes before its header says."""
    stream = record.raw_stream
    while stream.read(1 << 16):
        pass
    if getattr(stream, "limit", 0) > 0:
        raise EOFError


def _after(read: int) -> str:
    return f"The {read} records before that were read; fetch it again for the rest."


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
    packing = ""
    if record.http_headers is not None:
        packing = str(record.http_headers.get_header("Content-Encoding") or "").strip().lower()
        record.http_headers.remove_header("Content-Encoding")
    parts: list[bytes] = []
    size = 0
    stream = record.content_stream()
    while size <= LARGEST_PAGE and (data := stream.read(1 << 16)):
        parts.append(data)
        size += len(data)
    body = b"".join(parts)
    if size <= LARGEST_PAGE:
        _finish(record)
        body = _unpacked(body, packing, where)
    if len(body) > LARGEST_PAGE:
        raise InputError(f"is larger than {LARGEST_PAGE >> 20} MB.", where=where, hint="It was left out.")
    return body


def _unpacked(body: bytes, packing: str, where: str) -> bytes:
    """A body as it was before the server packed it, or one byte more than a page may have."""
    most = LARGEST_PAGE + 1
    try:
        if packing in ("gzip", "x-gzip") and body.startswith(b"\x1f\x8b"):
            return zlib.decompressobj(wbits=31).decompress(body, most)
        if packing == "deflate":
            wrapped = body[:1] == b"\x78"
            return zlib.decompressobj(wbits=15 if wrapped else -15).decompress(body, most)
        if packing == "br":
            brotli = needed("brotli", "warc", where)
            try:
                found: bytes = brotli.Decompressor().process(body, output_buffer_limit=most)
                return found
            except brotli.error as error:
                raise zlib.error(str(error)) from error
    except zlib.error as error:
        raise InputError("was sent packed, and does not unpack.", where=where, hint="It was left out.") from error
    return body  # as it is: archives often keep the header of what they have already unpacked
