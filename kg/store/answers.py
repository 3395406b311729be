"""What a query gives: rows of terms, and the forms in which people and programs want them."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kg.store.vocab import shorten

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


@dataclass(frozen=True, slots=True)
class Cell:
    """One term of an answer; `kind` is uri, literal or bnode."""

    value: str
    kind: str = "literal"
    datatype: str = ""
    language: str = ""

    def __str__(self) -> str:
        return shorten(self.value) if self.kind == "uri" else self.value


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows in the order of the query; `truncated` when a row limit cut them, `graphs` is how many were searched.

    A yes-or-no query (ASK) gives `truth`; CONSTRUCT and DESCRIBE give rows of subject, predicate, object.

    >>> answer = Answer(("who",), ((Cell("https://w3id.org/news-event-kg/id/NATO", "uri"),),))
    >>> answer.dicts()
    [{'who': 'kb:NATO'}]
    """

    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Cell | None, ...], ...] = ()
    truth: bool | None = None
    truncated: bool = False
    graphs: int = 0

    def __iter__(self) -> Iterator[dict[str, str]]:
        return iter(self.dicts())

    def __len__(self) -> int:
        return len(self.rows)

    def dicts(self) -> list[dict[str, str]]:
        """One mapping a row, variable to text; a variable without a value is left out. IRIs are shortened."""
        return [
            {name: str(cell) for name, cell in zip(self.variables, row, strict=True) if cell is not None}
            for row in self.rows
        ]

    def json(self) -> str:
        """The W3C *SPARQL 1.1 Query Results JSON Format*.

        >>> Answer(truth=True).json()
        '{"head": {}, "boolean": true}'
        """
        if self.truth is not None:
            return json.dumps({"head": {}, "boolean": self.truth})
        bindings = [
            {name: _json_cell(cell) for name, cell in zip(self.variables, row, strict=True) if cell is not None}
            for row in self.rows
        ]
        whole = {"head": {"vars": list(self.variables)}, "results": {"bindings": bindings}}
        return json.dumps(whole, ensure_ascii=False)

    def csv(self) -> str:
        """Comma-separated, one header line, IRIs shortened; safe to open in a spreadsheet."""
        return csv_text(self._header(), (self._texts(row) for row in self._body()))

    def table(self, *, width: int = 60) -> str:
        """Plain text in columns, cells cut to `width` characters, with a last line that says how many rows.

        >>> print(Answer(("n",), ((Cell("3"),),), graphs=2).table())
        n
        -
        3
        1 row, 2 graphs searched
        """
        rows = [[_flat(text, width) for text in self._texts(row)] for row in self._body()]
        head = self._header()
        sizes = [max(_columns(line[i]) for line in [head, *rows]) for i in range(len(head))]
        lines = [_line(head, sizes), _line(["-" * size for size in sizes], sizes)]
        lines += [_line(row, sizes) for row in rows]
        count = f"{len(rows)} row{'' if len(rows) == 1 else 's'}"
        graphs = f"{self.graphs} graph{'' if self.graphs == 1 else 's'} searched"
        return "\n".join([*lines, f"{count}{', cut by the row limit' if self.truncated else ''}, {graphs}"])

    def _header(self) -> list[str]:
        return ["answer"] if self.truth is not None else list(self.variables)

    def _body(self) -> Iterable[tuple[Cell | None, ...]]:
        return ((Cell("yes" if self.truth else "no"),),) if self.truth is not None else self.rows

    @staticmethod
    def _texts(row: tuple[Cell | None, ...]) -> list[str]:
        return ["" if cell is None else str(cell) for cell in row]


def csv_text(header: list[str], rows: Iterable[list[str]]) -> str:
    """Comma-separated text whose cells no spreadsheet takes for a formula: a leading apostrophe disarms them.

    Line ends within a cell become newlines: readers take a bare carriage return for the end of the row.

    >>> csv_text(["a"], [["=1+1"], ["-3"]]).split()
    ['a', "'=1+1", '-3']
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([[_disarm(cell) for cell in row] for row in rows])
    return out.getvalue()


def _disarm(cell: str) -> str:
    cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    if cell[:1] in ("=", "+", "-", "@", "\t", "\n") and not _is_number(cell):
        return "'" + cell
    return cell


def _is_number(cell: str) -> bool:
    return cell.lstrip("-").replace(".", "", 1).isdecimal() and cell.count("-") <= 1


def _json_cell(cell: Cell) -> dict[str, Any]:
    found = {"type": cell.kind, "value": cell.value}
    if cell.language:
        found["xml:lang"] = cell.language
    elif cell.datatype and cell.datatype != _XSD_STRING:
        found["datatype"] = cell.datatype
    return found


def _flat(text: str, width: int) -> str:
    """One line without control or direction characters: a terminal must not be steered by an article's text."""
    plain = "".join(c if unicodedata.category(c) not in ("Cc", "Cf", "Zl", "Zp") else " " for c in text)
    plain = " ".join(plain.split())
    return plain if len(plain) <= width else plain[: width - 1] + "…"


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in text)


def _line(cells: list[str], sizes: list[int]) -> str:
    padded = (cell + " " * (size - _columns(cell)) for cell, size in zip(cells, sizes, strict=True))
    return "  ".join(padded).rstrip()
