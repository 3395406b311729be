"""What data/README.md promises of the sample articles."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from difflib import SequenceMatcher
from pathlib import Path

import pytest

DATA = Path(__file__).parent.parent / "data"
ARTICLES = DATA / "articles"
SEED_SHA256 = "a0b247d02c2f50eab14dc77e4f517d006c43a206846bf3e93187df2015f2f2bb"
HEADER = re.compile(r"(title|date|url|language|source): (.+)\n")
QUOTE = re.compile(r"«[^»]+»|\"[^\"]+\"")
DATELINE = re.compile(r"[A-ZÀÉÈ]{3,}(?:/[A-Z]{3,})*, [^\n-]*\b202[12] - ")
WEEKDAY = {
    "fr": re.compile(r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|demain)\b"),
    "en": re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"),
}
DENIAL = re.compile(r"\b(?:dément\w*|nie|nié|refus\w+|rejet\w+|contest\w+|den(?:y|ies|ied)|reject\w+)\b")


def text_file(path: Path) -> dict[str, str]:
    text, found = path.read_text(encoding="utf-8"), {"id": path.stem}
    while header := HEADER.match(text):
        found[header[1]] = header[2]
        text = text[header.end() :]
    found["date_published"] = found.pop("date")
    return {**found, "text": text.strip()}


def dispatches() -> list[dict[str, str]]:
    rows = [text_file(path) for path in sorted(ARTICLES.glob("*.txt")) if not path.name.startswith("rtbf-")]
    with (ARTICLES / "dispatches.jsonl").open(encoding="utf-8") as lines:
        rows += [json.loads(line) for line in lines]
    with (ARTICLES / "dispatches.csv").open(encoding="utf-8", newline="") as table:
        rows += list(csv.DictReader(table))
    return rows


ALL = {row["id"]: row for row in dispatches()}


def test_the_seed_is_as_given() -> None:
    assert hashlib.sha256((ARTICLES / "rtbf-2022-02-otan.txt").read_bytes()).hexdigest() == SEED_SHA256


def test_how_many_of_each() -> None:
    assert len(ALL) == len(dispatches())
    by_language = [row["language"] for row in ALL.values()]
    assert by_language.count("fr") >= 10
    assert by_language.count("en") >= 6


@pytest.mark.parametrize("row", ALL.values(), ids=ALL.keys())
def test_each_is_a_dispatch(row: dict[str, str]) -> None:
    text = row["text"]
    assert 120 <= len(text.split()) <= 300
    assert re.fullmatch(r"202[12]-\d\d-\d\d", row["date_published"])
    assert row["id"].startswith(f"{row['language']}-{row['date_published']}")
    assert row["title"] and row["source"] and row["url"].startswith("https://example.org/")
    assert DATELINE.match(text)
    assert row["date_published"][:4] in text[:60]
    assert str(int(row["date_published"][8:])) in text[:60]
    assert QUOTE.search(text)
    assert WEEKDAY[row["language"]].search(text)
    assert DENIAL.search(text)


def test_readme_names_every_article() -> None:
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    assert [name for name in ALL if f"`{name}`" not in readme] == []
    assert [path.name for path in ARTICLES.glob("dispatches.*") if path.name not in readme] == []
    assert set(re.findall(r"`((?:fr|en)-\d{4}-\d\d-\d\d-[\w-]+)`", readme)) == set(ALL)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("fr-2022-01-10-geneve", "fr-2022-01-11-geneve-sherman", ("plus de sept heures", "près de huit heures")),
        ("fr-2022-02-08-macron-kiev", "en-2022-02-08-kremlin-denies-deal", ("plus de cinq heures", "nearly six hours")),
    ],
)
def test_pairs_differ_where_they_should(one: str, other: str, apart: tuple[str, str]) -> None:
    first, second = ALL[one], ALL[other]
    assert apart[0] in first["text"] and apart[1] in second["text"]
    assert first["source"] != second["source"]


def test_parallel_pair_is_parallel() -> None:
    french, english = ALL["fr-2022-01-21-lavrov-blinken"], ALL["en-2022-01-21-lavrov-blinken"]
    shapes = [
        [
            len(re.findall(r"[.!?](?= |$)", paragraph.replace("M. ", "M ").replace("U.S. ", "US ")))
            for paragraph in paragraphs
        ]
        for paragraphs in (french["text"].split("\n\n"), english["text"].split("\n\n"))
    ]
    assert shapes[0] == shapes[1]
    assert sum(shapes[0]) == 15
    for fr, en in (
        ("Genève", "Geneva"),
        ("Lavrov", "Lavrov"),
        ("Blinken", "Blinken"),
        ("Otan", "NATO"),
        ("Kiev", "Kyiv"),
    ):
        assert french["text"].count(fr) == english["text"].count(en)


def test_one_dispatch_gives_the_day_of_the_seed() -> None:
    text = ALL["fr-2022-02-16-ministres-otan"]["text"]
    for words in (
        "Stoltenberg",
        "mercredi 16 février",
        "nouvelle norme",
        "première journée",
        "Conseil Otan-Russie",
        "jeudi",
    ):
        assert words in text


def test_near_duplicate() -> None:
    original, copy = ALL["fr-2022-02-16-ministres-otan"], ALL["fr-2022-02-16-ministres-otan-reprise"]
    assert original["source"] != copy["source"] and original["title"] != copy["title"]
    assert 0.85 < SequenceMatcher(None, original["text"], copy["text"], autojunk=False).ratio() < 1
    assert len(copy["text"]) < len(original["text"])
