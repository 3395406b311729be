"""The folder of a store on disk: is it one, who holds it, what a killed process left behind."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path
from typing import IO

from kg.errors import StoreError

try:
    import fcntl
except ImportError:  # Windows: only the database's own lock against a second writer remains
    fcntl = None  # type: ignore[assignment]

_LOCK = "kg.lock"
_SERVED = "kg.served"


def is_store(path: Path) -> bool:
    """Whether a folder holds a store.

    >>> is_store(Path("/"))
    False
    """
    return (path / "CURRENT").is_file()


def prepare(path: Path, *, read_only: bool) -> None:
    """Check a folder before it is opened. The database would silently turn any folder into a store.

    Raises StoreError for a file, for a folder that holds something else, and for no store where one is to be read.
    """
    where = str(path)
    _recover(path)
    if path.exists() and not path.is_dir():
        raise StoreError("is a file, not a store.", where=where, hint="A store is a folder; give another path.")
    if is_store(path):
        return
    if read_only:
        raise StoreError("holds no store.", where=where, hint="Run kg build first, or check the path.")
    try:
        path.mkdir(parents=True, exist_ok=True)
        foreign = [entry.name for entry in path.iterdir() if entry.name != _LOCK]
    except OSError as error:
        raise StoreError(f"cannot be made: {error.strerror}.", where=where, hint="Choose another folder.") from error
    if foreign:
        raise StoreError(
            f"is a folder with other things in it ({min(foreign)}).", where=where, hint="Give a new or empty folder."
        )


def lock(path: Path, *, read_only: bool) -> IO[bytes] | None:
    """Hold the store: one writer alone, or any number of readers. Give the handle; closing it lets go.

    Reading beside a writer is undefined in the database, so both sides are refused. None where a read-only file
    system allows no lock file: then nobody can write either.
    """
    try:
        handle = (path / _LOCK).open("a+b")  # held as long as the store is open
    except OSError as error:
        if read_only:
            return None
        raise StoreError(f"cannot be written: {error.strerror}.", where=str(path), hint="Check its rights.") from error
    if fcntl is None:
        return handle
    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if read_only else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError as error:
        handle.close()
        raise busy(path) from error
    return handle


def aside_of(path: Path) -> Path:
    """Where a store is made that will take the place of another.

    >>> aside_of(Path("outputs/store")).as_posix()
    'outputs/.store.new'
    """
    return path.with_name(f".{path.name}.new")


def swap_in(aside: Path, path: Path) -> None:
    """Put the folder made aside in the place of a store, which is removed: whoever opens it finds one or the other.

    Raises StoreError when the old one is open elsewhere.
    """
    old = _old_of(path)
    if not path.exists():
        aside.replace(path)
        return
    held = lock(path, read_only=False)
    try:
        if _exchange(aside, path):
            old = aside
        else:
            path.rename(old)  # killed here, the next opening puts it back
            aside.rename(path)
    except OSError as error:
        raise StoreError(f"cannot be replaced: {error.strerror}.", where=str(path), hint="Check its rights.") from error
    finally:
        if held is not None:
            held.close()
    shutil.rmtree(old, ignore_errors=True)


def _exchange(a: Path, b: Path) -> bool:
    """Let two folders change names in one step, where the system can (Linux)."""
    if sys.platform != "linux":
        return False
    here, both = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    return rename is not None and rename(here, os.fsencode(a), here, os.fsencode(b), both) == 0


def _old_of(path: Path) -> Path:
    return path.with_name(f".{path.name}.old")


def _recover(path: Path) -> None:
    """Put a store back that was moved away by a process killed before the new one took its place."""
    if not path.exists() and is_store(_old_of(path)):
        _old_of(path).rename(path)


def busy(path: Path) -> StoreError:
    """The error for a store that another process, or another handle in this one, has open."""
    if address := served_at(path):
        hint = f"Stop that server, or ask it: kg query --store {address}."
        return StoreError(f"is being served at {address}.", where=str(path), hint=hint)
    return StoreError(
        "is open elsewhere.",
        where=str(path),
        hint="Wait until the other kg command or server has ended, or close the other handle.",
    )


def announce(path: Path, address: str) -> IO[bytes] | None:
    """Say to others who find the store locked that it is served; until the handle is closed, or its process dies.

    None where that cannot be said (a read-only file system, or no locks).
    """
    if fcntl is None:
        return None
    try:
        handle = (path / _SERVED).open("a+b")
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return None
    handle.truncate(0)
    handle.write(address.encode())
    handle.flush()
    return handle


def served_at(path: Path) -> str:
    """The address at which a running server shows the store, "" when none does.

    >>> served_at(Path("/nowhere"))
    ''
    """
    if fcntl is None:
        return ""
    try:
        with (path / _SERVED).open("rb") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError:
                return handle.read(200).decode("utf-8", "replace")
    except OSError:
        pass
    return ""


def tidy(path: Path) -> None:
    """Remove what killed imports and old sessions left behind. Only with the lock held."""
    for pattern in ("bulk-*.sst", "LOG.old.*"):
        for left in path.glob(pattern):
            try:
                left.unlink()
            except OSError:
                continue  # costs space only; the next opening tries again
