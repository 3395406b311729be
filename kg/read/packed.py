"""gzip and zip -> sources: what is inside is read as it is unpacked, never written to disk.

What unpacks to very much more than it was is a trap (a "decompression bomb") and is given up; names that lead out of
an archive, encrypted members and archives inside archives are left out and named.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import closing
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

from kg.errors import InputError
from kg.read.files import Source, known_suffix, left_aside, of_a_page, source_of

FREE = 64 << 20  # bytes that anything may unpack to
RATIO = 250  # then so many times its packed size; news text reaches 3 to 10, a list of like records 60
_BROKEN = (EOFError, zlib.error, OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_LINK = 0o120000  # the kind of a symbolic link, in the upper half of a member's attributes


def unpacked(source: Source, known: Container[str]) -> Iterator[Source]:
    """The sources that a packed one holds, each to be read before the next is asked for; else the source itself."""
    unpack = UNPACKERS.get(source.suffix)
    if unpack is None or not source.head:
        yield source
    else:
        yield from unpack(source, known)


def read_gzip(source: Source, _: Container[str]) -> Iterator[Source]:
    """Any of these, packed by gzip; which one stands before ".gz" or shows in its first bytes."""
    yield gunzip(source)


def gunzip(source: Source) -> Source:
    """What a gzip file holds."""
    counted = _Counted(source.handle)
    inner = cast(io.BufferedIOBase, gzip.GzipFile(fileobj=cast(BinaryIO, counted), mode="rb"))
    handle = io.BufferedReader(_Guarded(inner, source.name, lambda: counted.given))
    return source_of(handle, source.name, source.stem, on_skip=source.skip, on_notice=source.notice)


def read_zip(source: Source, known: Container[str]) -> Iterator[Source]:
    """The files in a zip archive that a reader takes, sorted by name, each called archive.zip/folder/file."""
    try:
        archive = zipfile.ZipFile(source.handle)
        size = source.handle.seek(0, io.SEEK_END)
    except (*_BROKEN, io.UnsupportedOperation) as error:
        raise InputError(
            f"cannot be opened as a zip archive ({_words(error)}).",
            where=source.name,
            hint="Fetch or make it again; one on standard input or inside another archive must be unpacked first.",
        ) from error
    with archive:
        budget = _Budget(size)
        wanted = 0
        for member in _wanted(archive, source, known):
            wanted += 1
            budget.check(source.name)
            yield from _member(archive, member, source, budget)
        if not wanted:
            source.skip(InputError("no article files in this archive.", where=source.name, hint="See `kg list`."))


def _wanted(archive: zipfile.ZipFile, source: Source, known: Container[str]) -> Iterator[zipfile.ZipInfo]:
    """The members to read; those left out are reported."""
    other = Counter[str]()
    infos = [info for info in archive.infolist() if not info.is_dir()]
    paths = [PurePosixPath(info.filename) for info in infos]
    pages = {str(path.with_suffix("")) for path in paths if path.suffix.lower() in (".html", ".htm", ".xhtml")}
    for path, info in sorted(zip(paths, infos, strict=True), key=lambda pair: (pair[0].parts, pair[1].header_offset)):
        parts = path.parts
        if any(part.startswith((".", "__MACOSX")) and part != ".." for part in parts):
            continue
        if any(of_a_page(str(folder), pages) for folder in path.parents):
            continue
        where = f"{source.name}/{printable(info.filename)}"
        if path.is_absolute() or ".." in parts or "\\" in info.filename or re.match(r"[A-Za-z]:", info.filename):
            hint = "It was left out; whoever made this archive may mean harm."
            source.skip(InputError("has a name that leads out of the archive.", where=where, hint=hint))
        elif path.suffix.lower() == ".zip":
            hint = "Unpack the outer one first."
            source.skip(InputError("is an archive inside an archive.", where=where, hint=hint))
        elif not known_suffix(path, known) or info.external_attr >> 16 & 0o170000 == _LINK:
            other[printable(path.suffix.lower() or path.name)] += 1
        else:
            yield info
    if other:
        source.notice(InputError(left_aside(other), where=source.name))


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: Source, budget: _Budget) -> Iterator[Source]:
    where = f"{source.name}/{printable(info.filename)}"
    try:
        if info.flag_bits & 1:
            raise InputError("is encrypted.", where=where, hint="Unpack the archive with its password first.")
        inner = cast(io.BufferedIOBase, archive.open(info))
        guarded = _Guarded(inner, where, lambda: info.compress_size, budget)
        with closing(io.BufferedReader(guarded)) as handle:
            name = PurePosixPath(info.filename).name
            found = source_of(handle, where, name, on_skip=source.skip, on_notice=source.notice)
            yield gunzip(found) if found.suffix == ".gz" else found
    except InputError as error:
        source.skip(error)
    except _BROKEN as error:
        source.skip(broken(error, where))


def broken(error: BaseException, where: str) -> InputError:
    """What to say of data that does not unpack."""
    cut = isinstance(error, EOFError) or "ended" in str(error) or "truncated" in str(error)
    what = "is cut off: its end is missing." if cut else f"is damaged and cannot be unpacked ({_words(error)})."
    return InputError(what, where=where, hint="Fetch or copy it again.")


def printable(text: str) -> str:
    """A name from an archive or the web for people to see: nothing in it can steer a terminal.

    >>> printable("a\\x1b[31m.html")
    'a\\ufffd[31m.html'
    """
    return _UNPRINTABLE.sub("\ufffd", text)


def _words(error: BaseException) -> str:
    return printable(str(error).rstrip(".") or type(error).__name__)[:120]


UNPACKERS: Mapping[str, Callable[[Source, Container[str]], Iterator[Source]]] = {".gz": read_gzip, ".zip": read_zip}


class _Budget:
    """What all members of an archive may unpack to together: overlapping ones share their bytes."""

    def __init__(self, size: int) -> None:
        self.most = max(FREE, RATIO * size)
        self.given = 0

    def check(self, where: str) -> None:
        if self.given > self.most:
            raise bomb(where)


def bomb(where: str) -> InputError:
    """What to say of data that unpacks to far more than text can."""
    what = f"unpacks to more than {RATIO} times its size, as no text does."
    return InputError(what, where=where, hint="It was given up as a trap; if it is none, unpack it first.")


class _Counted:
    """A file that counts the bytes it gives."""

    def __init__(self, inner: BinaryIO) -> None:
        self.inner, self.given = inner, 0

    def read(self, size: int = -1) -> bytes:
        data = self.inner.read(size)
        self.given += len(data)
        return data


class _Guarded(io.RawIOBase):
    """Unpacked bytes as they are asked for; damage and traps are an `InputError` that names the file."""

    def __init__(
        self, inner: io.BufferedIOBase, where: str, packed: Callable[[], int], budget: _Budget | None = None
    ) -> None:
        self.inner, self.where, self.packed, self.budget = inner, where, packed, budget
        self.given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self.inner.read1(len(buffer))
        except _BROKEN as error:
            raise broken(error, self.where) from error
        buffer[: len(data)] = data
        self.given += len(data)
        if self.given > FREE and self.given > RATIO * self.packed():
            raise bomb(self.where)
        if self.budget is not None:
            self.budget.given += len(data)
            self.budget.check(self.where)
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self.inner.close()
        super().close()
