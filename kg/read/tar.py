"""tar -> sources, in the order of the archive: it is read once, from its start, so that it may be packed or piped."""

from __future__ import annotations

import io
import tarfile
from collections import Counter
from collections.abc import Container, Generator, Iterator
from contextlib import closing
from pathlib import PurePosixPath
from typing import IO, cast

from kg.errors import InputError
from kg.read.files import Source, is_archive, is_packed, known_suffix, left_aside, of_a_page, source_of
from kg.read.guard import BROKEN, Guarded, broken, is_hidden, leads_out, nested, nothing, outside, printable, words_of
from kg.read.streams import unpacked_stream

_PAGES = 10_000  # names of pages that are remembered, to leave alone what a browser saved beside them


class _Header(tarfile.TarInfo):
    """A member's header. One that is damaged or missing is an error: `tarfile` would take it for the end."""

    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> _Header:
        try:
            return super().fromtarfile(tarfile_)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]  # the block of zeros at the end
            raise
        except tarfile.EmptyHeaderError as error:  # type: ignore[attr-defined]
            raise tarfile.ReadError("unexpected end of data") from error
        except tarfile.HeaderError as error:
            raise tarfile.ReadError(str(error)) from error


def read_tar(source: Source, known: Container[str]) -> Iterator[Source]:
    """The files in a tar archive that a reader takes, in its order, each called archive.tar/folder/file."""
    other = Counter[str]()
    pages: dict[str, None] = {}
    wanted = 0
    try:
        with tarfile.open(fileobj=cast(IO[bytes], source.handle), mode="r|", tarinfo=_Header) as archive:
            for member in archive:
                archive.members = []  # type: ignore[attr-defined]  # it would keep the header of every member
                if _reads(member, source, known, pages, other):
                    wanted += 1
                    whole = yield from _member(archive, member, source)
                    if not whole:  # which was told: what follows cannot be read either
                        break
    except BROKEN as error:
        if not wanted and isinstance(error, tarfile.TarError) and "unexpected end" not in str(error):
            what = f"cannot be opened as a tar archive ({words_of(error)})."
            raise InputError(what, where=source.name, hint="Fetch or make it again.") from error
        raise broken(error, source.name) from error
    if other:
        source.notice(InputError(left_aside(other), where=source.name))
    if not wanted:
        source.skip(nothing(source.name))


def _reads(
    member: tarfile.TarInfo, source: Source, known: Container[str], pages: dict[str, None], other: Counter[str]
) -> bool:
    """Whether a member is to be read; one that is left out is reported."""
    path = PurePosixPath(member.name)
    if member.isdir() or is_hidden(path) or any(of_a_page(str(folder), pages) for folder in path.parents):
        return False
    where = f"{source.name}/{printable(member.name)}"
    if leads_out(member.name):
        source.skip(outside(where))
    elif is_archive(path):
        source.skip(nested(where))
    elif member.issparse():  # a few bytes that stand for as many zeros as they say
        source.skip(InputError("is a sparse file.", where=where, hint="Unpack the archive first."))
    elif not member.isreg() or not known_suffix(path, known):  # a link, a device, or of no use
        other[printable(path.suffix.lower() or path.name)] += 1
    else:
        if path.suffix.lower() in (".html", ".htm", ".xhtml"):
            pages[str(path.with_suffix(""))] = None
            if len(pages) > _PAGES:
                pages.pop(next(iter(pages)))
        return True
    return False


def _member(archive: tarfile.TarFile, member: tarfile.TarInfo, source: Source) -> Generator[Source, None, bool]:
    """The source of a member; whether the archive is whole as far as it was read."""
    where = f"{source.name}/{printable(member.name)}"
    guarded = Guarded(cast(io.BufferedIOBase, archive.extractfile(member)), where, lambda: member.size)
    with closing(io.BufferedReader(guarded)) as handle:
        try:
            name = PurePosixPath(member.name).name
            found = source_of(handle, where, name, on_skip=source.skip, on_notice=source.notice)
            yield unpacked_stream(found) if is_packed(found.suffix) else found
        except InputError as error:
            source.skip(error)
    return not guarded.failed
