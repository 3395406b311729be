"""kg read: what files are understood as, for people and for programs."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

Call = Callable[..., tuple[int, str, str]]
FRENCH = "Le ministre a déclaré mardi que la Russie n'a pas répondu aux propositions de l'Otan."
ENGLISH = "The minister said on Tuesday that Russia has not answered the proposals of the alliance."


@pytest.fixture
def inbox(place: Path) -> Path:
    """Dated in every way there is, and two files that cannot be read."""
    folder = place / "inbox"
    (folder / "2022-03").mkdir(parents=True)
    texts = {
        "a.txt": f"date 2022-02-16\ntitle Le sommet\n\n{FRENCH}",
        "b.txt": f"GENÈVE, 10 janvier 2022 (Agence) – {FRENCH}",
        "c.txt": f"url https://e.org/2021/12/24/x\n\n{ENGLISH}",
        "2022-03/d.txt": FRENCH,
        "e.txt": f"title Rouge \x1b[31m et le reste d'un titre très long qui ne tient pas\n{FRENCH} Oui.",
        "bad.json": "{",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "cut.txt.gz").write_bytes(gzip.compress(FRENCH.encode())[:30])
    return folder


def test_a_table_for_people(inbox: Path, call: Call) -> None:
    code, out, err = call("read", "inbox")
    lines = out.splitlines()
    assert code == 0 and lines[0].split() == ["id", "date", "from", "lang", "words", "reader", "title", "begins"]
    cells = [line.split()[:6] for line in lines[1:6]]
    assert cells == [
        ["d", "2022-03", "path", "fr", "15", "text"],
        ["a", "2022-02-16", "metadata", "fr", "15", "text"],
        ["b", "2022-01-10", "dateline", "fr", "21", "text"],
        ["c", "2021-12-24", "url", "en", "15", "text"],
        ["e", "?", "?", "fr", "16", "text"],
    ]
    assert "Le sommet" in lines[2] and "Le ministre a déclaré mardi" in lines[2]
    assert "\x1b" not in out and all(len(line) <= 170 for line in lines[:6])
    assert lines[6:8] == ["", "skipped:"] and len(lines) == 10
    assert lines[8].startswith("  inbox/bad.json:1: broken JSON at column 2") and "cut.txt.gz: is cut off" in lines[9]
    assert "inbox/2022-03/d.txt: no date is given; the one in its path was taken." in err
    assert err.splitlines()[-1] == "5 articles, 82 words; 2 skipped."


def test_json_lines_for_programs(inbox: Path, call: Call) -> None:
    code, out, _ = call("read", "inbox", "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0 and "".join(row["status"][0] for row in rows) == "rrrsrsr"
    where = {"reader": "text", "url": "", "source": "", "where": "inbox/a.txt"}
    told = {"date": "2022-02-16", "date_from": "metadata", "language": "fr", "title": "Le sommet", "words": 15}
    assert rows[1] == {"status": "read", "id": "a", **told, **where, "begins": FRENCH[:80]}
    (bad,) = [row for row in rows if row["status"] == "skipped" and "bad" in row["where"]]
    assert set(bad) == {"status", "where", "reason", "hint"} and bad["hint"]


def test_exit_codes(inbox: Path, call: Call) -> None:
    assert call("read", "inbox", "--strict")[0] == 1
    assert call("read", "inbox/a.txt", "--strict")[0] == 0
    code, out, err = call("read", "inbox/bad.json")
    assert code == 1 and out.startswith("skipped:\n  inbox/bad.json") and err == "0 articles, 0 words; 1 skipped.\n"
    assert call("read", "inbox", "--format", "xml")[0] == 2
    assert call("read")[0] == 2


def test_options_of_reading(inbox: Path, call: Call) -> None:
    out = call("read", "inbox/e.txt", "inbox/a.txt", "--published", "2022-05", "--language", "en", "--format", "jsonl")[
        1
    ]
    rows = [json.loads(line) for line in out.splitlines()]
    assert [(row["date"], row["date_from"], row["language"]) for row in rows] == [
        ("2022-05", "option", "en"), ("2022-02-16", "metadata", "en")
    ]  # fmt: skip


def test_no_model_and_no_reader_is_loaded_in_vain(inbox: Path, root: Path) -> None:
    import subprocess
    import sys

    heavy = "{'spacy', 'trafilatura', 'feedparser', 'warcio', 'pyarrow', 'lxml'} & set(sys.modules)"
    code = f"import sys; from kg.cli import run; run(['read', {str(inbox / 'a.txt')!r}]); print(sorted({heavy}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
