"""Files that change while they are read: what was read of them may be neither the old text nor the new."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg.errors import InputError, KgError
from kg.model import Article

_PLACE = re.compile(r"(:\d+|\[\d+\])$")  # what a reader adds to the name of a file


def watched(articles: Iterable[Article], on_notice: Callable[[KgError], None]) -> Iterator[Article]:
    """The articles as they come; a notice is given of a file that changed between its first article and its last."""
    name, before = "", None
    for article in articles:
        found = _PLACE.sub("", article.where)
        if found != name:
            _tell(name, before, on_notice)
            name, before = found, _state(found)
        yield article
    _tell(name, before, on_notice)


def _tell(name: str, before: tuple[int, int] | None, on_notice: Callable[[KgError], None]) -> None:
    if before is not None and _state(name) != before:
        what = "changed while it was read, so some of its articles may be missing or old."
        on_notice(InputError(what, where=name, hint="Run the same command again: only what changed is done anew."))


def _state(name: str) -> tuple[int, int] | None:
    """Size and time of change of a file; compared with itself only, so it matters little what the clock says."""
    try:
        found = Path(name).stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
