"""Parquet -> one article a row, by pyarrow. Columns are named as in other tables; the others are never read."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from kg.errors import InputError
from kg.read.extras import needed
from kg.read.files import Source
from kg.read.guard import printable
from kg.read.record import KEYS

_ROWS = 256  # read at a time


def read_parquet(source: Source) -> Iterator[Mapping[str, Any]]:
    """Parquet: one article a row, columns named as in CSV."""
    parquet = needed("pyarrow.parquet", "parquet", source.name)
    file = source.handle if source.handle.seekable() else io.BytesIO(source.read())
    number = 0
    try:
        table = parquet.ParquetFile(file)
        columns = _columns(table.schema_arrow.names, source)
        for batch in table.iter_batches(batch_size=_ROWS, columns=columns, use_threads=False):
            for row in batch.to_pylist():
                number += 1
                fields = {key.lower(): _plain(value) for key, value in row.items()}
                yield {**fields, "where": f"{source.name}:{number}"}
    except InputError:
        raise
    except Exception as error:
        what = f"is no Parquet file, or a damaged one ({printable(str(error)).strip()[:120]})."
        hint = f"The {number} rows before were read; make or fetch it again." if number else "Make or fetch it again."
        raise InputError(what, where=source.name, hint=hint) from error


def _columns(names: list[str], source: Source) -> list[str]:
    """The columns that mean something to us."""
    known = {theirs for every in KEYS.values() for theirs in every}
    if not any(name.lower() in KEYS["text"] for name in names):
        shown = printable(", ".join(names))[:200]
        raise InputError(f"no text column among: {shown}.", where=source.name, hint=f"Call it {KEYS['text'][0]}.")
    return [name for name in names if name.lower() in known]


def _plain(value: Any) -> Any:
    """A cell as other formats have it."""
    if isinstance(value, datetime):
        return value.isoformat() if (value.hour, value.minute, value.second) != (0, 0, 0) else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
