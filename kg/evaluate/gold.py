"""Gold and predictions on disk: a folder of JSON files, one a article, or one JSON Lines file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kg.errors import InputError


def read_records(path: Path) -> dict[str, dict[str, Any]]:
    """Article id -> record in the gold's form, sorted by file name or in order of lines.

    Raises `InputError` where there is none or one lacks its article id or events.
    """
    records = {}
    for where, found in _objects(path):
        if not isinstance(found, dict) or "article" not in found or not isinstance(found.get("events"), list):
            raise InputError("not in the gold's form.", where=where, hint='It needs "article" and "events".')
        records[found["article"]] = found
    if not records:
        raise InputError("no records found.", where=str(path), hint="Give a folder of .json files, or a .jsonl file.")
    return records


def read_texts(folder: Path, articles: Iterable[str]) -> list[Path]:
    """The article file `<id>.json` of each id; raises `InputError` naming the first that is missing."""
    paths = [folder / f"{article}.json" for article in articles]
    missing = [path for path in paths if not path.is_file()]
    if missing:
        raise InputError(
            f"{len(missing)} of {len(paths)} article texts are missing.",
            where=str(missing[0]),
            hint="Give their folder with --articles.",
        )
    return paths


def _objects(path: Path) -> Iterator[tuple[str, Any]]:
    try:
        if path.is_dir():
            for file in sorted(path.glob("*.json")):
                yield str(file), json.loads(file.read_text(encoding="utf-8"))
        else:
            for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
                if line.strip():
                    yield f"{path}:{number}", json.loads(line)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}.", where=str(path), hint="Check the path.") from error
    except ValueError as error:
        raise InputError(f"not JSON: {error}.", where=str(path), hint="Mend it, or leave it out.") from error
