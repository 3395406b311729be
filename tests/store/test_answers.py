from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
import rdflib.plugins.sparql.results.jsonresults as results

from kg.store import Answer, Store
from kg.store.answers import Cell, csv_text


def test_json_is_what_the_standard_says(store: Store) -> None:
    answer = store.query("SELECT ?e ?l ?n { ?e ev:action act:wounds ; rdfs:label ?l OPTIONAL { ?e ev:nothing ?n } }")
    parser: Any = results.JSONResultParser()  # type: ignore[no-untyped-call]
    parsed = parser.parse(io.BytesIO(answer.json().encode()))
    assert len(parsed) == 2
    assert {row["l"].language for row in parsed} == {"en", "fr"}
    assert json.loads(Answer(truth=False).json())["boolean"] is False
    number = json.loads(store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").json())["results"]["bindings"][0]["n"]
    assert number["datatype"].endswith("#integer")


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+3 a", "'+3 a"),
        ("-x", "'-x"),
        ("@a", "'@a"),
        ("-3.5", "-3.5"),
        ("a=b", "a=b"),
        ("\tx", "'\tx"),
    ],
)
def test_no_cell_is_a_formula(cell: str, shown: str) -> None:
    assert list(csv.reader(io.StringIO(csv_text(["h"], [[cell]]))))[1] == [shown]
    assert list(csv.reader(io.StringIO(Answer(("h",), ((Cell(cell),),)).csv())))[1] == [shown]


def test_csv_keeps_quotes_and_lines() -> None:
    cells = ['a "b"', "c\nd", "e,f"]
    assert list(csv.reader(io.StringIO(csv_text(["1", "2", "3"], [cells]))))[1] == cells


def test_table_is_one_line_a_row_and_steers_no_terminal() -> None:
    text = "a\x1b[31m\nb\u202ec\u2028d" + "x" * 100
    lines = (
        Answer(("h", "i"), ((Cell(text), None), (Cell("北京"), Cell("z"))), truncated=True, graphs=1)
        .table(width=20)
        .split("\n")
    )
    assert len(lines) == 5
    assert not any(mark in "".join(lines) for mark in "\x1b\u202e\u2028")
    assert lines[3] == "北京" + " " * 16 + "  z"
    assert lines[-1] == "2 rows, cut by the row limit, 1 graph searched"


def test_an_empty_answer_says_how_many_graphs_were_searched(store: Store) -> None:
    assert store.query("SELECT ?x { ?x ev:nothing ?y }").table().endswith("0 rows, 7 graphs searched")
    assert Answer(truth=True, graphs=2).table().splitlines()[2] == "yes"


def test_rows_as_mappings(store: Store) -> None:
    answer = store.query("SELECT ?a ?b { VALUES (?a ?b) { (kb:NATO UNDEF) (<https://example.org/> 'x') } }")
    assert list(answer) == answer.dicts() == [{"a": "kb:NATO"}, {"a": "https://example.org/", "b": "x"}]
