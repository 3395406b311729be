"""Paths -> sources: folders walked, files opened, binary and empty ones told apart."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, BinaryIO

from kg.errors import InputError, KgError
from kg.read.encoding import HINT, decode, is_binary

STDIN = "-"
STDIN_NAME = "standard input"
LARGEST = 1 << 30  # bytes of a file that is read whole: a text takes several times as much memory
# One file packed, with what its ending says of the file beneath.
STREAMS: Mapping[str, str] = {
    **dict.fromkeys((".gz", ".bz2", ".xz", ".zst"), ""),
    **dict.fromkeys((".tgz", ".tbz", ".tbz2", ".txz", ".tzst"), ".tar"),
}
_ARCHIVES = (".tar", ".zip")
_BINARY = frozenset({".parquet", ".warc", ".wet", *STREAMS, *_ARCHIVES})
_ABOUT = ("README", "LICENSE", "NOTICE")  # files about a folder, which nobody expects to be read
_PAGES = (".html", ".htm", ".xhtml")
_PROBE = 8192  # bytes looked at to tell text from binary
Report = Callable[[KgError], None]

# What files begin with, for those whose name does not say what they are.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", ".gz"),
    (b"PK\x03\x04", ".zip"),
    (b"BZh", ".bz2"),
    (b"\xfd7zXZ\x00", ".xz"),
    (b"\x28\xb5\x2f\xfd", ".zst"),
    (b"PAR1", ".parquet"),
    (b"WARC/", ".warc"),
    (b"{", ".jsonl"),
    (b"[", ".json"),
)
_MARKUP = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+)?(html|\?xml|rss|feed|rdf)\b", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Source:
    """One open file, and where to report what is wrong with its records. It is read once, from its start."""

    name: str  # as given: for messages
    stem: str
    suffix: str  # lower case, with its dot
    head: bytes  # its first bytes, which are still to be read
    handle: BinaryIO
    skip: Report
    notice: Report

    def read(self, most: int = LARGEST) -> bytes:
        """All its bytes; raises `InputError` for more than `most`."""
        data = self.handle.read(most + 1)
        if len(data) > most:
            hint = "Split it; JSON Lines, WARC and Parquet are read bit by bit, whatever their size."
            raise InputError(f"is larger than {most >> 20:,} MB.", where=self.name, hint=hint)
        return data

    def text(self) -> str:
        """The whole file as text; a notice is given where its encoding had to be guessed."""
        text, doubt = decode(self.read())
        if doubt:
            self.notice(InputError(doubt, where=self.name, hint=HINT))
        return text

    def lines(self) -> Iterator[tuple[int, str]]:
        """Numbered lines as they are read, split at line feeds only (JSON may hold U+2028), each decoded for itself."""
        if b"\x00" in self.head:  # UTF-16
            yield from enumerate(self.text().split("\n"), start=1)
            return
        told = False
        for number, raw in enumerate(self.handle, start=1):
            line, doubt = decode(raw)
            if doubt and not told:
                self.notice(InputError(doubt, where=f"{self.name}:{number}", hint=HINT))
                told = True
            yield number, line

    def close(self) -> None:
        """Close the file; standard input stays open."""
        if self.name != STDIN_NAME:
            self.handle.close()


def expand(
    paths: Iterable[str | Path],
    known: Container[str],
    *,
    on_skip: Report,
    on_notice: Report,
) -> Iterator[Path]:
    """Files among `paths`, those of folders in sorted order; a missing or empty path is reported."""
    for given in paths:
        path = Path(given)
        if str(given) == STDIN or path.is_file():
            yield path
        elif path.is_dir():
            other = Counter[str]()
            wanted = 0
            for file in _walk(path):
                if known_suffix(file, known):
                    wanted += 1
                    yield file
                elif not file.name.startswith(_ABOUT):
                    other[file.suffix.lower() or file.name] += 1
            if other:
                on_notice(InputError(left_aside(other), where=str(path)))
            if not wanted:
                on_skip(InputError("no article files in this folder.", where=str(path), hint="See `kg list`."))
        else:
            on_skip(InputError("no such file or folder.", where=str(given), hint="Check the path."))


def known_suffix(path: PurePath, known: Container[str]) -> bool:
    """Whether the ending of a file is one of those known; that of a packed file is the one beneath, if it has one.

    >>> [known_suffix(PurePath(name), {".txt"}) for name in ("a.txt", "a.TXT.gz", "a.tar.gz", "a.gz", "a.zip", "a.pdf")]
    [True, True, True, True, True, False]
    >>> known_suffix(PurePath("a.pdf.xz"), {".txt"})
    False
    """
    suffix = path.suffix.lower()
    if suffix in STREAMS:
        inner = STREAMS[suffix] or PurePath(path.stem).suffix.lower()
        return not inner or inner in known or inner == ".tar"
    return suffix in known or suffix in _ARCHIVES


def is_packed(suffix: str) -> bool:
    """Whether an ending says that one file is packed."""
    return suffix in STREAMS


def beneath(suffix: str) -> str:
    """The ending of the file that one with this ending packs, "" where its own name has to tell."""
    return STREAMS[suffix]


def is_archive(path: PurePath) -> bool:
    """Whether a name says that it is an archive of files, packed or not.

    >>> [is_archive(PurePath(name)) for name in ("a.zip", "a.tar.xz", "a.tgz", "a.txt.gz")]
    [True, True, True, False]
    """
    suffix = path.suffix.lower()
    inner = (STREAMS[suffix] or PurePath(path.stem).suffix.lower()) if suffix in STREAMS else suffix
    return inner in _ARCHIVES


def left_aside(kinds: Counter[str]) -> str:
    """What to say of files that no reader takes."""
    return f"files without a reader were left aside: {', '.join(f'{n} {kind}' for kind, n in sorted(kinds.items()))}."


def _walk(folder: Path) -> Iterator[Path]:
    """Files under a folder in sorted order, without hidden ones and without what a browser saves beside a page."""
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    pages = {Path(entry.name).stem for entry in found if Path(entry.name).suffix.lower() in _PAGES}
    for entry in found:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if not of_a_page(entry.name, pages):
                yield from _walk(Path(entry.path))
        elif entry.is_file():
            yield Path(entry.path)


def of_a_page(folder: str, pages: Container[str]) -> bool:
    """Whether a folder holds the pictures and frames of a page beside it: "Page_files", "Page_fichiers" in French.

    >>> of_a_page("Le sommet_fichiers", {"Le sommet"}), of_a_page("2022_02", {"index"})
    (True, False)
    """
    return folder.rpartition("_")[0] in pages


def open_file(path: Path, *, on_skip: Report, on_notice: Report) -> Source:
    """Open a file, or standard input for "-"."""
    if str(path) == STDIN:
        return source_of(sys.stdin.buffer, STDIN_NAME, "stdin", on_skip=on_skip, on_notice=on_notice)
    return source_of(path.open("rb"), str(path), path.name, on_skip=on_skip, on_notice=on_notice)


def source_of(handle: Any, name: str, file_name: str, *, on_skip: Report, on_notice: Report) -> Source:
    """The source of an open file that can peek. Where its name has no ending, its first bytes tell what it is."""
    head: bytes = handle.peek(_PROBE)[:_PROBE]
    path = PurePath(file_name)
    suffix = path.suffix.lower() or kind_of(head) or (".txt" if name == STDIN_NAME else "")
    return Source(name, path.stem, suffix, head, handle, on_skip, on_notice)


def kind_of(head: bytes) -> str:
    """The usual ending of a file with these first bytes, "" where they do not tell.

    >>> kind_of(b'{"text"'), kind_of(b"<!DOCTYPE html>"), kind_of(b"<?xml version='1.0'?><rss>"), kind_of(b"Paris")
    ('.jsonl', '.html', '.xml', '')
    """
    if head[257:262] == b"ustar":
        return ".tar"
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for magic, suffix in _MAGIC:
        if bare.startswith(magic):
            return suffix
    found = _MARKUP.match(bare)
    return "" if found is None else ".html" if found[1].lower() == b"html" else ".xml"


def check(source: Source, limit: int) -> None:
    """Raise `InputError` for a source that is empty, binary, or a text far over the limit."""
    head, name = source.head, source.name
    if not head.strip() and len(head) < _PROBE:
        raise InputError("is empty.", where=name, hint="Put text into it, or leave it out.")
    if source.suffix not in _BINARY and is_binary(head):
        guess = kind_of(head)
        kinds = "text, HTML, JSON Lines or CSV" if not guess else f"it the ending {guess}"
        raise InputError("is binary, not text.", where=name, hint=f"Give {kinds}.")
    if source.suffix in (".txt", ".text") and (size := _size(source)) > 4 * limit:
        raise InputError(too_long(size, limit), where=name, hint=LONG_HINT)  # before it is decoded


def _size(source: Source) -> int:
    """Bytes of a plain file, 0 where that is not known beforehand."""
    path = Path(source.name)
    return path.stat().st_size if source.name != STDIN_NAME and path.is_file() else 0


LONG_HINT = "Split it into articles, or raise max_characters in kg.toml."


def too_long(length: int, limit: int) -> str:
    """What to say of a text over the limit."""
    return f"text of {length:,} characters, more than {limit:,}."
