"""N-Quads shards into a store: a folder of ours, filled aside and swapped in, or a server, file by file."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable
from pathlib import Path

from kg.errors import StoreError
from kg.run.manifest import File, read_manifest
from kg.run.shards import write_aside
from kg.store import Store, is_remote, open_store
from kg.store.folder import aside_of, swap_in

Told = Callable[[File], None]


def load(folder: Path, where: Path | str, *, told: Told | None = None) -> int:
    """Put a sharded graph into a store, in place of what it held; give the number of its quads.

    All files are checked first, and nothing is changed when one is not as the manifest says. A folder is filled aside
    and swapped in, so whoever reads it sees the old graph or the new one; a server gets the files one by one, and a
    load that was cut short goes on where it stopped. Raises StoreError.
    """
    files = read_manifest(folder)
    for file in files:
        if problem := file.problem(folder):
            raise StoreError(problem, where=str(folder / file.name), hint="Copy the folder again, or write it again.")
    if is_remote(where):
        return _send(folder, files, str(where), told)
    return _fill(folder, files, Path(where), told)


def _fill(folder: Path, files: list[File], path: Path, told: Told | None) -> int:
    aside = aside_of(path)
    shutil.rmtree(aside, ignore_errors=True)  # of a load that was killed
    if path.exists():
        Store.open(path).close()  # refuses what is no store, or open elsewhere
    with Store.open(aside) as store:
        for file in files:
            store.load(folder / file.name)
            if told:
                told(file)
        count = len(store)
    swap_in(aside, path)
    return count


def _send(folder: Path, files: list[File], address: str, told: Told | None) -> int:
    """Files that are on the server by now stand in a journal beside the manifest."""
    from kg.ids import digest

    journal = folder / f"loaded-{digest(address)}.txt"
    loaded = set(journal.read_text(encoding="utf-8").split()) if journal.is_file() else set()
    wanted = {file.sha256 for file in files}
    with open_store(address) as store:
        if not loaded & wanted:
            loaded.clear()
            store.clear()
        for file in files:
            if file.sha256 not in loaded:
                store.load(gzip.decompress((folder / file.name).read_bytes()))
                loaded.add(file.sha256)
                write_aside(journal, ["\n".join(sorted(loaded)).encode()])
            if told:
                told(file)
        count = len(store)
    journal.unlink(missing_ok=True)  # a later load is of a server that may have changed
    return count
