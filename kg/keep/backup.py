"""One file with all that a build made and a person decided, and back from it.

A zip file: the graph as N-Quads, the extractions with their fingerprints, the journal of decisions, and a list with the
digest of each. What was set aside is not in it: it is tried once more after a restore. The same content gives the same
bytes; nothing in it tells the time.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from kg.errors import OutputError, StoreError
from kg.run.shards import found_line, parse_found, write_aside
from kg.shelf import Entry, Shelf
from kg.store import GraphStore, Store, is_remote, open_store
from kg.store.folder import aside_of, is_store, swap_in

FORM = "kg backup 1"
GRAPH, EXTRACTIONS, DECISIONS, LIST = "graph.nq", "extractions.tsv", "decisions.jsonl", "list.json"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file knows
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts of a graph are."""

    store: Path | str
    shelf: Path
    decisions: Path


def backup(places: Places, file: Path) -> int:
    """Write everything into one file, whole or not at all; give the number of articles. Raises KgError."""
    aside = file.with_name(f".{file.name}.{os.getpid()}.part")
    digests: dict[str, str] = {}
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with (
            open_store(places.store, read_only=True) as store,
            zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as out,
        ):
            articles = len(store.articles())
            digests[GRAPH] = _add(out, GRAPH, _graph(store))
            if places.shelf.is_file():
                digests[EXTRACTIONS] = _add(out, EXTRACTIONS, map(found_line, _entries(places.shelf)))
            if places.decisions.is_file():
                digests[DECISIONS] = _add(out, DECISIONS, [places.decisions.read_bytes()])
            head = {"form": FORM, "articles": articles, "sha256": digests}
            _add(out, LIST, [json.dumps(head, indent=1, sort_keys=True).encode()])
        aside.replace(file)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"cannot be written ({reason}).", where=str(file), hint="Choose another file.") from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
    return articles


def restore(file: Path, places: Places, *, replace: bool = False) -> int:
    """Bring back what `backup` wrote; give the number of articles.

    The file is checked whole before anything is touched. A store that holds something is only replaced when told so.
    Extractions come first, in one transaction, and the store last, swapped in: after a kill in between, the next build
    (or restore) brings both together. Raises StoreError.
    """
    with _opened(file) as packed:
        head = _checked(packed, file)
        if not replace and _holds_something(places.store):
            raise StoreError("holds a graph already.", where=str(places.store), hint="Add --replace to lose that one.")
        if EXTRACTIONS in head["sha256"]:
            with packed.open(EXTRACTIONS) as lines:
                _fill_shelf(places.shelf, map(parse_found, lines))
        if DECISIONS in head["sha256"]:
            write_aside(places.decisions, [packed.read(DECISIONS)])
        if is_remote(places.store):
            with open_store(places.store) as store:
                store.clear()
                store.load(packed.read(GRAPH))
        else:
            _swap(packed, Path(places.store))
    return int(head["articles"])


def _swap(packed: zipfile.ZipFile, path: Path) -> None:
    aside = aside_of(path)
    shutil.rmtree(aside, ignore_errors=True)  # of a restore that was killed
    with Store.open(aside) as store, packed.open(GRAPH) as lines:
        store.load_from(lines)
    swap_in(aside, path)


def _graph(store: GraphStore) -> Iterator[bytes]:
    """The graph as N-Quads, one named graph in memory at a time."""
    for graph in store.graphs():
        yield "".join(sorted(f"{quad} .\n" for quad in store.quads(graph))).encode("utf-8")


def _entries(path: Path) -> Iterator[Entry]:
    shelf = Shelf(path)
    try:
        yield from shelf.entries()
    finally:
        shelf.close()


def _fill_shelf(path: Path, entries: Iterable[Entry]) -> None:
    try:
        shelf = Shelf(path)
    except StoreError:  # damaged: that is what the backup is for
        path.replace(path.with_name(path.name + ".damaged"))
        for journal in ("-wal", "-shm"):
            path.with_name(path.name + journal).unlink(missing_ok=True)
        shelf = Shelf(path)
    try:
        shelf.become(entries)
    finally:
        shelf.close()


def _add(out: zipfile.ZipFile, name: str, parts: Iterable[bytes]) -> str:
    """Write a member piece by piece; give its digest."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    found = hashlib.sha256()
    with out.open(info, "w", force_zip64=True) as member:
        for part in parts:
            found.update(part)
            member.write(part)
    return found.hexdigest()


def _opened(file: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except FileNotFoundError:
        raise StoreError("no such file.", where=str(file), hint="Give the file that kg backup wrote.") from None
    except (OSError, zipfile.BadZipFile) as error:
        raise StoreError(f"is no backup ({error}).", where=str(file), hint="Give one that kg backup wrote.") from error


def _checked(packed: zipfile.ZipFile, file: Path) -> dict[str, Any]:
    """The list of a backup, after each of its parts was read once and found to be what the list says."""
    try:
        head = json.loads(packed.read(LIST))
        if head["form"] != FORM or GRAPH not in head["sha256"]:
            raise ValueError("of another form")
        for name, wanted in head["sha256"].items():
            with packed.open(name) as member:
                if _digest(member) != wanted:
                    raise ValueError(f"{name} was changed")
    except (OSError, EOFError, KeyError, ValueError, TypeError, zipfile.BadZipFile, zlib.error) as error:
        raise StoreError(f"is damaged ({error}).", where=str(file), hint="Use an older backup.") from error
    return head  # type: ignore[no-any-return]


def _digest(handle: IO[bytes]) -> str:
    found = hashlib.sha256()
    while block := handle.read(_BLOCK):
        found.update(block)
    return found.hexdigest()


def _holds_something(where: Path | str) -> bool:
    if not is_remote(where) and not is_store(Path(where)):
        return False
    try:
        with open_store(where, read_only=True) as store:
            return bool(store.graphs())
    except StoreError as error:
        if "is damaged" in error.what:
            return False  # nothing can be lost there
        raise
