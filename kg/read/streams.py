"""Single files packed by gzip, bzip2, xz or zstd, unpacked as they are read.

bzip2, xz and zstd go through one loop of ours, for what their own file objects do not do: xz would take as much memory
as a file's header asks for, and zstd would not say that a file is cut off.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from collections.abc import Callable
from typing import Any, BinaryIO, cast

from kg.read.extras import needed
from kg.read.files import Source, beneath, source_of
from kg.read.guard import Budget, Counted, Guarded

MEMORY = 256 << 20  # bytes that unpacking may need: the strongest xz asks for 65 MB, zstd for 128
_STEP = 1 << 16  # bytes read at a time
_SMALL = 512  # of zstd, which gives all that it makes of them at once: 16 MB at most


def unpacked_stream(source: Source, budget: Budget | None = None) -> Source:
    """What a packed file holds; which kind that is stands before its last ending, or shows in its first bytes."""
    counted = Counted(source.handle)
    inner = _OPEN[packing_of(source.suffix)](cast(BinaryIO, counted), source.name)
    handle = io.BufferedReader(Guarded(inner, source.name, lambda: counted.given, budget))
    name = source.stem + beneath(source.suffix)
    return source_of(handle, source.name, name, on_skip=source.skip, on_notice=source.notice)


def packing_of(suffix: str) -> str:
    """The ending that says how a file is packed.

    >>> packing_of(".tgz"), packing_of(".zst")
    ('.gz', '.zst')
    """
    return {".tgz": ".gz", ".tbz": ".bz2", ".tbz2": ".bz2", ".txz": ".xz", ".tzst": ".zst"}.get(suffix, suffix)


class _Frames(io.BufferedIOBase):
    """Unpacked bytes of one frame after the other, each by an unpacker of its own."""

    def __init__(self, inner: BinaryIO, make: Callable[[], Any], *, step: int = _STEP, padded: bool = False) -> None:
        self.inner, self.make, self.step, self.padded = inner, make, step, padded
        self.unpacker: Any = None
        self.left = b""  # read, and not yet unpacked
        self.ready = b""  # unpacked, and not yet asked for

    def read1(self, size: int = -1) -> bytes:
        """Some bytes, none at the end. Raises EOFError where a frame has none."""
        while not self.ready:
            if self.unpacker is None and not self._next():
                return b""
            self._unpack(size)
        most = size if size >= 0 else len(self.ready)
        found, self.ready = self.ready[:most], self.ready[most:]
        return found

    def _next(self) -> bool:
        """Begin with the next frame; False at the end of the file."""
        self.left = self.left or self.inner.read(self.step)
        while self.padded and self.left and not self.left.strip(b"\0"):
            self.left = self.inner.read(self.step)
        self.left = self.left.lstrip(b"\0") if self.padded else self.left
        if self.left:
            self.unpacker = self.make()
        return bool(self.left)

    def _unpack(self, size: int) -> None:
        hungry = getattr(self.unpacker, "needs_input", True)
        if hungry and not self.left:
            self.left = self.inner.read(self.step)
            if not self.left:
                raise EOFError("no end of the packed data")
        self.ready = self.unpacker.decompress(self.left, max(size, 1))
        self.left = b""
        if self.unpacker.eof:
            self.left, self.unpacker = self.unpacker.unused_data, None


class _Zstd:
    """zstd's unpacker, with the errors and the arguments of those of the standard library."""

    def __init__(self, where: str) -> None:
        self._module = module = needed("zstandard", "inputs", where)
        self._inner = module.ZstdDecompressor(max_window_size=MEMORY // 2).decompressobj()

    def decompress(self, data: bytes, _: int) -> bytes:
        try:
            return self._inner.decompress(data)  # type: ignore[no-any-return]
        except self._module.ZstdError as error:
            raise ValueError(str(error).rpartition(": ")[2]) from error

    @property
    def eof(self) -> bool:
        return bool(self._inner.eof)

    @property
    def unused_data(self) -> bytes:
        return bytes(self._inner.unused_data)


def _zstd(inner: BinaryIO, where: str) -> io.BufferedIOBase:
    needed("zstandard", "inputs", where)  # before anything is read
    return _Frames(inner, lambda: _Zstd(where), step=_SMALL)


_OPEN: dict[str, Callable[[BinaryIO, str], io.BufferedIOBase]] = {
    ".gz": lambda inner, _: cast(io.BufferedIOBase, gzip.GzipFile(fileobj=inner, mode="rb")),
    ".bz2": lambda inner, _: _Frames(inner, bz2.BZ2Decompressor),
    ".xz": lambda inner, _: _Frames(inner, lambda: lzma.LZMADecompressor(memlimit=MEMORY), padded=True),
    ".zst": _zstd,
}
