"""The list of the files of a sharded graph: a line each, and a last line that counts them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import StoreError
from kg.run.shards import write_aside

MANIFEST = "manifest.jsonl"
FORM = "kg shards 1"
_AGAIN = "Write the shards again: kg build … --shards."


@dataclass(frozen=True, slots=True)
class File:
    """One file of N-Quads, packed with gzip. `articles` are the ids of those whose graphs are in it."""

    name: str
    articles: tuple[str, ...]
    lines: int
    size: int  # bytes of the file
    sha256: str

    def problem(self, folder: Path) -> str:
        """What is wrong with the file in a folder, "" when it is as it was written."""
        path = folder / self.name
        try:
            with path.open("rb") as handle:
                found = hashlib.file_digest(handle, "sha256").hexdigest()
        except OSError as error:
            return f"cannot be read ({error.strerror})."
        return "" if found == self.sha256 else "is not what the manifest says; it was changed or cut short."


def write_manifest(folder: Path, files: Sequence[File]) -> None:
    """Write the manifest: last of all, so that a folder with one is whole."""
    end = {"form": FORM, "files": len(files), "articles": sum(len(f.articles) for f in files)}
    rows = [*map(asdict, files), end]
    write_aside(folder / MANIFEST, (json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows))


def read_manifest(folder: Path) -> list[File]:
    """The files of a sharded graph. Raises StoreError for a folder without a whole manifest.

    >>> read_manifest(Path("/"))
    Traceback (most recent call last):
    ...
    kg.errors.StoreError: /manifest.jsonl: there is no manifest. Write the shards again: kg build … --shards.
    """
    path = folder / MANIFEST
    try:
        *rows, end = map(json.loads, _lines(path))
        if end.get("form") != FORM or end["files"] != len(rows):
            raise ValueError("it was cut short")
        return [File(**{**row, "articles": tuple(row["articles"])}) for row in rows]
    except FileNotFoundError:
        raise StoreError("there is no manifest.", where=str(path), hint=_AGAIN) from None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise StoreError(f"is damaged ({error}).", where=str(path), hint=_AGAIN) from error


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="\n") as handle:
        yield from handle
