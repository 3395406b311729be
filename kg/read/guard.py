"""What keeps reading packed files safe: limits against traps, names that stay inside, and what to say of damage."""

from __future__ import annotations

import io
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from kg.errors import InputError

FREE = 64 << 20  # bytes that anything may unpack to
RATIO = 250  # then so many times its packed size; news text reaches 3 to 10, a list of like records 60
BROKEN = (
    EOFError, zlib.error, lzma.LZMAError, tarfile.TarError, zipfile.BadZipFile, OSError, NotImplementedError,
    RuntimeError, ValueError,
)  # fmt: skip
_CUT = ("ended", "truncated", "unexpected end")  # how libraries say that there is no more
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def leads_out(name: str) -> bool:
    """Whether a member of an archive would lie outside of where the archive is unpacked.

    >>> [leads_out(name) for name in ("a/b.txt", "../b.txt", "/etc/b.txt", "C:/b.txt")]
    [False, True, True, True]
    """
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name or re.match(r"[A-Za-z]:", name) is not None


def is_hidden(path: PurePosixPath) -> bool:
    """Whether a member is nobody's article: hidden, or what macOS puts beside files."""
    return any(part.startswith((".", "__MACOSX")) and part != ".." for part in path.parts)


def outside(where: str) -> InputError:
    """What to say of a name that leads out of its archive."""
    hint = "It was left out; whoever made this archive may mean harm."
    return InputError("has a name that leads out of the archive.", where=where, hint=hint)


def nested(where: str) -> InputError:
    """What to say of an archive inside an archive."""
    return InputError("is an archive inside an archive.", where=where, hint="Unpack the outer one first.")


def nothing(where: str) -> InputError:
    """What to say of an archive in which no reader finds anything."""
    return InputError("no article files in this archive.", where=where, hint="See `kg list`.")


def broken(error: BaseException, where: str) -> InputError:
    """What to say of data that does not unpack."""
    cut = isinstance(error, EOFError) or any(word in str(error) for word in _CUT)
    what = "is cut off: its end is missing." if cut else f"is damaged and cannot be unpacked ({words_of(error)})."
    return InputError(what, where=where, hint="Fetch or copy it again.")


def printable(text: str) -> str:
    """A name from an archive or the web for people to see: nothing in it can steer a terminal.

    >>> printable("a\\x1b[31m.html")
    'a\\ufffd[31m.html'
    """
    return _UNPRINTABLE.sub("\ufffd", text)


def words_of(error: BaseException) -> str:
    """What an error says, on one line, without what could steer a terminal."""
    return printable(str(error).rstrip(".") or type(error).__name__)[:120]


class Budget:
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


class Counted:
    """A file that counts the bytes it gives."""

    def __init__(self, inner: BinaryIO) -> None:
        self.inner, self.given = inner, 0

    def read(self, size: int = -1) -> bytes:
        data = self.inner.read(size)
        self.given += len(data)
        return data


class Guarded(io.RawIOBase):
    """Unpacked bytes as they are asked for; damage and traps are an `InputError` that names the file."""

    def __init__(
        self, inner: io.BufferedIOBase, where: str, packed: Callable[[], int], budget: Budget | None = None
    ) -> None:
        self.inner, self.where, self.packed, self.budget = inner, where, packed, budget
        self.given = 0
        self.failed = False  # whether it could not be read to its end

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self.inner.read1(len(buffer))
        except BROKEN as error:
            self.failed = True
            raise broken(error, self.where) from error
        except InputError:  # of what this is packed in
            self.failed = True
            raise
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
