"""CSV and TSV: one article a row, the first row names the columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from kg.errors import InputError
from kg.read.files import Source
from kg.read.record import KEYS

_LONGEST_FIELD = 64 * 1024 * 1024


def read_csv(source: Source) -> Iterator[Mapping[str, str]]:
    """Comma-, semicolon- or tab-separated: one article a row, columns named in the first row."""
    text = source.text()
    csv.field_size_limit(_LONGEST_FIELD)  # the module's own limit is 131,072 characters, less than a long article
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(source.suffix, text), strict=True)
    try:
        names = [name.strip().lower() for name in rows.fieldnames or ()]
        rows.fieldnames = names
        if not set(names) & set(KEYS["text"]):
            raise InputError(
                f"no text column among: {', '.join(names)}.", where=source.name, hint=f"Call it {KEYS['text'][0]}."
            )
        first = rows.line_num + 1
        for row in rows:
            fields = {key: value for key, value in row.items() if isinstance(key, str) and isinstance(value, str)}
            yield {**fields, "where": f"{source.name}:{first}"}
            first = rows.line_num + 1  # a row with line breaks in its text ends further down
    except csv.Error as error:
        raise InputError(
            f"broken CSV ({error}).", where=f"{source.name}:{rows.line_num}", hint="Check the quotes on this line."
        ) from error


def _delimiter(suffix: str, text: str) -> str:
    """Tab for .tsv; else the commoner of comma and semicolon in the first line (French spreadsheets use the latter).

    >>> _delimiter(".csv", "id;text;date\\n1;a, b, c, d;2022"), _delimiter(".csv", "id,text")
    (';', ',')
    """
    if suffix == ".tsv":
        return "\t"
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)
