"""Paths -> sources: folders walked, bytes decoded, binary and empty files told apart."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from kg.errors import InputError, KgError

STDIN = "-"
STDIN_NAME = "standard input"
_ABOUT = ("README", "LICENSE", "NOTICE")  # files about a folder, which nobody expects to be read
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_PROBE = 8192  # bytes looked at to tell text from binary
_CONTROL = frozenset(range(32)) - {9, 10, 12, 13, 27}
Report = Callable[[KgError], None]


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

    def text(self) -> str:
        """The whole file as text; a notice is given where its encoding had to be guessed."""
        text, guessed = decode(self.handle.read())
        if guessed:
            self.notice(_guessed(self.name))
        return text

    def lines(self) -> Iterator[tuple[int, str]]:
        """Numbered lines as they are read, split at line feeds only (JSON may hold U+2028), each decoded for itself."""
        if self.head.startswith(_UTF16):
            yield from enumerate(self.text().split("\n"), start=1)
            return
        told = False
        for number, raw in enumerate(self.handle, start=1):
            line, guessed = decode(raw)
            if guessed and not told:
                self.notice(_guessed(f"{self.name}:{number}"))
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
            inside = [p for p in sorted(path.rglob("*")) if p.is_file() and not _hidden(p, path)]
            wanted = [p for p in inside if p.suffix.lower() in known]
            rest = (p for p in inside if p.suffix.lower() not in known and not p.name.startswith(_ABOUT))
            other = Counter(p.suffix.lower() or p.name for p in rest)
            if other:
                kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(other.items()))
                on_notice(InputError(f"files without a reader were left aside: {kinds}.", where=str(path)))
            if not wanted:
                on_skip(InputError("no article files in this folder.", where=str(path), hint="See `kg list`."))
            yield from wanted
        else:
            on_skip(InputError("no such file or folder.", where=str(given), hint="Check the path."))


def open_source(path: Path, *, on_skip: Report, on_notice: Report, limit: int) -> Source:
    """Open a file; raises `InputError` when it cannot be read, is empty, binary, or a text far over the limit."""
    if str(path) == STDIN:
        handle: Any = sys.stdin.buffer
        name, stem, suffix = STDIN_NAME, "stdin", ""
    else:
        handle = path.open("rb")
        name, stem, suffix = str(path), path.stem, path.suffix.lower()
    head: bytes = handle.peek(_PROBE)[:_PROBE]
    if not suffix:
        suffix = {b"{": ".jsonl", b"[": ".json"}.get(head.lstrip()[:1], ".txt" if name == STDIN_NAME else "")
    source = Source(name, stem, suffix, head, handle, on_skip, on_notice)
    try:
        if not head.strip() and len(head) < _PROBE:
            raise InputError("is empty.", where=name, hint="Put text into it, or leave it out.")
        if is_binary(head):
            raise InputError("is binary, not text.", where=name, hint="Give text, JSON Lines or CSV.")
        if suffix in (".txt", ".text") and name != STDIN_NAME and path.stat().st_size > 4 * limit:
            raise InputError(too_long(path.stat().st_size, limit), where=name, hint=LONG_HINT)  # before it is decoded
    except InputError:
        source.close()
        raise
    return source


LONG_HINT = "Split it into articles, or raise max_characters in kg.toml."


def too_long(length: int, limit: int) -> str:
    """What to say of a text over the limit."""
    return f"text of {length:,} characters, more than {limit:,}."


def is_binary(data: bytes) -> bool:
    """Whether these first bytes are no text: NULs outside UTF-16, or many control characters.

    >>> is_binary(b"PK\\x03\\x04\\x00\\x00"), is_binary("é".encode("cp1252")), is_binary("é".encode("utf-16"))
    (True, False, False)
    """
    if data.startswith(_UTF16):
        return False
    return b"\x00" in data or sum(byte in _CONTROL for byte in data) * 50 > len(data)


def decode(data: bytes) -> tuple[str, bool]:
    """Text, and whether the encoding was a guess: UTF-8 or UTF-16 with its mark, else Windows-1252.

    Windows-1252 holds all of Latin-1's letters; its five undefined bytes become U+FFFD.

    >>> decode("été".encode("latin-1"))
    ('été', True)
    """
    if data.startswith(_UTF16):
        return data.decode("utf-16", "replace"), False
    try:
        return data.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), True


def _guessed(where: str) -> InputError:
    return InputError("not UTF-8; read as Windows-1252 (Latin-1).", where=where, hint="Save it as UTF-8 to be sure.")


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)
