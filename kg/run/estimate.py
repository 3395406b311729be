"""How many articles some paths hold, roughly and quickly, for telling the time that is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.read import READERS

_LINES = {".jsonl", ".ndjson", ".csv", ".tsv"}  # an article a line
_ONE = {".txt", ".text", ".tml", ".html", ".htm", ".json"}  # an article a file, mostly
_BLOCK = 1 << 20


def estimate(paths: Iterable[str | Path]) -> int | None:
    """About how many articles there are; None where that cannot be told without reading them (archives, a pipe).

    >>> estimate(["-"]) is None
    True
    """
    total = 0
    for path in _files(paths):
        suffix = path.suffix.lower()
        if suffix in _LINES:
            total += _count_lines(path)
        elif suffix in _ONE:
            total += 1
        else:
            return None
    return total


def _files(paths: Iterable[str | Path]) -> Iterator[Path]:
    for given in paths:
        path = Path(given)
        if path.is_dir():
            yield from (found for found in path.rglob("*") if found.suffix.lower() in READERS and found.is_file())
        elif path.exists() or str(given) == "-":
            yield path


def _count_lines(path: Path) -> int:
    count = 0
    try:
        with path.open("rb") as handle:
            while block := handle.read(_BLOCK):
                count += block.count(b"\n")
    except OSError:
        return 0  # reading will say why
    return count
