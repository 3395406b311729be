"""JSON Lines (one article a line) and JSON (one article, a list, or an object with a list)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from kg.errors import InputError
from kg.read.files import Source

LISTS = ("articles", "items", "documents", "data")  # keys under which a JSON object may hold its articles


def read_jsonl(source: Source) -> Iterator[Mapping[str, Any]]:
    """JSON Lines: one article a line; a broken line is reported and passed over."""
    for number, line in source.lines():
        if not line.strip():
            continue
        where = f"{source.name}:{number}"
        try:
            found = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            what = getattr(error, "msg", "nested too deep")
            column = getattr(error, "colno", 1)
            source.skip(
                InputError(f"broken JSON at column {column} ({what}).", where=where, hint="Mend or remove this line.")
            )
            continue
        if isinstance(found, dict):
            yield {"where": where, **found}
        else:
            source.skip(InputError("not a JSON object.", where=where, hint='Write {"text": …, "date_published": …}.'))


def read_json(source: Source) -> Iterator[Mapping[str, Any]]:
    """JSON: one article, a list of them, or an object that holds a list."""
    try:
        found = json.loads(source.text())
    except json.JSONDecodeError as error:
        raise InputError(
            f"broken JSON at column {error.colno} ({error.msg}).",
            where=f"{source.name}:{error.lineno}",
            hint="Mend it; if it holds one object a line, name it .jsonl.",
        ) from error
    except RecursionError as error:
        raise InputError("JSON nested too deep.", where=source.name, hint="Give a list of articles.") from error
    if isinstance(found, dict):
        inside = next((found[key] for key in LISTS if isinstance(found.get(key), list)), None)
        found = [found] if inside is None or "text" in found else inside
        if inside is None and isinstance(found[0], dict):
            found[0].setdefault("id", source.stem)
    if not isinstance(found, list) or not found:
        raise InputError("holds no article.", where=source.name, hint='Write {"text": …} or a list of such.')
    for number, item in enumerate(found, start=1):
        where = source.name if len(found) == 1 else f"{source.name}[{number}]"
        if isinstance(item, dict):
            yield {"where": where, **item}
        else:
            source.skip(InputError("not a JSON object.", where=where, hint='Write {"text": …, "date_published": …}.'))
