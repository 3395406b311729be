"""Gold and predictions are read from folders and from JSON Lines; what is no record is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.evaluate import read_records, read_texts

RECORD = {"article": "a", "entities": [], "events": []}


def test_folder_and_lines_are_the_same(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.json").write_text(json.dumps(RECORD), encoding="utf-8")
    lines = tmp_path / "found.jsonl"
    lines.write_text(json.dumps(RECORD) + "\n\n", encoding="utf-8")
    assert read_records(tmp_path / "gold") == read_records(lines) == {"a": RECORD}


@pytest.mark.parametrize(
    ("content", "line"),
    [("", "no records found"), ("{", "not JSON"), ('{"article": "a"}', "not in the gold's form"), ("[]", "not in the")],
)
def test_what_is_no_record(tmp_path: Path, content: str, line: str) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=line):
        read_records(file)


def test_missing_paths(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_records(tmp_path / "none")
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    assert read_texts(tmp_path, ["a"]) == [tmp_path / "a.json"]
    with pytest.raises(InputError, match="1 of 2 article texts are missing"):
        read_texts(tmp_path, ["a", "b"])
