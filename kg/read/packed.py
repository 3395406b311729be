"""Packed files -> sources: what is inside is read as it is unpacked, never written to disk.

gzip, bzip2, xz and zstd pack one file (`streams`), which may be a tar archive (`tar`); zip is both. What unpacks to
very much more than it was is a trap (a "decompression bomb") and is given up; names that lead out of an archive,
encrypted members and archives inside archives are left out and named (`guard`).
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import closing
from pathlib import PurePosixPath
from typing import cast

from kg.errors import InputError
from kg.read.files import STREAMS, Source, is_archive, is_packed, known_suffix, left_aside, of_a_page, source_of
from kg.read.guard import (
    BROKEN,
    Budget,
    Guarded,
    broken,
    is_hidden,
    leads_out,
    nested,
    nothing,
    outside,
    printable,
    words_of,
)
from kg.read.streams import unpacked_stream
from kg.read.tar import read_tar

_LINK = 0o120000  # the kind of a symbolic link, in the upper half of a member's attributes


def unpacked(source: Source, known: Container[str]) -> Iterator[Source]:
    """The sources that a packed one holds, each to be read before the next is asked for; else the source itself."""
    unpack = UNPACKERS.get(source.suffix)
    if unpack is None or not source.head:
        yield source
    else:
        yield from unpack(source, known)


def read_packed(source: Source, known: Container[str]) -> Iterator[Source]:
    """Any of these, or a tar archive, packed as one; which one stands before the last ending or shows in its bytes."""
    inner = unpacked_stream(source)
    if inner.suffix == ".tar" and inner.head:
        yield from read_tar(inner, known)
    else:
        yield inner


def read_zip(source: Source, known: Container[str]) -> Iterator[Source]:
    """The files in a zip archive that a reader takes, sorted by name, each called archive.zip/folder/file."""
    try:
        archive = zipfile.ZipFile(source.handle)
        size = source.handle.seek(0, io.SEEK_END)
    except (*BROKEN, io.UnsupportedOperation) as error:
        raise InputError(
            f"cannot be opened as a zip archive ({words_of(error)}).",
            where=source.name,
            hint="Fetch or make it again; one on standard input or inside another archive must be unpacked first.",
        ) from error
    with archive:
        budget = Budget(size)
        wanted = 0
        for member in _wanted(archive, source, known):
            wanted += 1
            budget.check(source.name)
            yield from _member(archive, member, source, budget)
        if not wanted:
            source.skip(nothing(source.name))


def _wanted(archive: zipfile.ZipFile, source: Source, known: Container[str]) -> Iterator[zipfile.ZipInfo]:
    """The members to read; those left out are reported."""
    other = Counter[str]()
    infos = [info for info in archive.infolist() if not info.is_dir()]
    paths = [PurePosixPath(info.filename) for info in infos]
    pages = {str(path.with_suffix("")) for path in paths if path.suffix.lower() in (".html", ".htm", ".xhtml")}
    for path, info in sorted(zip(paths, infos, strict=True), key=lambda pair: (pair[0].parts, pair[1].header_offset)):
        if is_hidden(path) or any(of_a_page(str(folder), pages) for folder in path.parents):
            continue
        where = f"{source.name}/{printable(info.filename)}"
        if leads_out(info.filename):
            source.skip(outside(where))
        elif is_archive(path):
            source.skip(nested(where))
        elif not known_suffix(path, known) or info.external_attr >> 16 & 0o170000 == _LINK:
            other[printable(path.suffix.lower() or path.name)] += 1
        else:
            yield info
    if other:
        source.notice(InputError(left_aside(other), where=source.name))


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: Source, budget: Budget) -> Iterator[Source]:
    where = f"{source.name}/{printable(info.filename)}"
    try:
        if info.flag_bits & 1:
            raise InputError("is encrypted.", where=where, hint="Unpack the archive with its password first.")
        inner = cast(io.BufferedIOBase, archive.open(info))
        guarded = Guarded(inner, where, lambda: info.compress_size, budget)
        with closing(io.BufferedReader(guarded)) as handle:
            name = PurePosixPath(info.filename).name
            found = source_of(handle, where, name, on_skip=source.skip, on_notice=source.notice)
            yield unpacked_stream(found, budget) if is_packed(found.suffix) else found
    except InputError as error:
        source.skip(error)
    except BROKEN as error:
        source.skip(broken(error, where))


UNPACKERS: Mapping[str, Callable[[Source, Container[str]], Iterator[Source]]] = {
    ".zip": read_zip,
    ".tar": read_tar,
    **dict.fromkeys(STREAMS, read_packed),
}
