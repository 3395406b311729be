"""One actor's events, what was known on a day, and time expressions, through the command line."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def more(graph: Path, news: Path, call: Call) -> Path:
    (news / "d.txt").write_text("date 2022-01-10 Élodie Martin a quitté le sud. =Marc Petit est là.", encoding="utf-8")
    (news / "e.txt").write_text("Élodie Martin a quitté <script>alert(1)</script> le nord, et la ville.", "utf-8")
    assert call("build", "news")[0] == 0
    return graph


@pytest.mark.parametrize("name", ["Elodie_Martin", "Élodie Martin", "elodie  martin", "ELODIE MARTIN", "élodie"])
def test_events_in_order_by_any_name(more: Path, call: Call, name: str) -> None:
    code, out, err = call("timeline", name)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert [line.split()[0] for line in lines] == ["when", "----------", "2022-01-10", "2022-02-14", "?", "3"]
    assert lines[0].split() == ["when", "part", "what", "source", "evidence", "article"]
    assert "agent" in lines[2] and "Élodie Martin a quitté le sud." in lines[2] and lines[2].endswith(" d")
    assert lines[-1] == "3 rows, 3 graphs searched"


def test_csv_has_everything(more: Path, call: Call) -> None:
    rows = list(csv.DictReader(call("timeline", "Elodie_Martin", "--csv")[1].splitlines()))
    assert [(row["when"], row["earliest"], row["part"], row["article"]) for row in rows] == [
        ("2022-01-10", "2022-01-10", "agent", "d"),
        ("2022-02-14", "2022-02-14", "agent", "a"),
        ("?", "", "agent", "e"),
    ]
    assert rows[0]["evidence"] == "Élodie Martin a quitté le sud." and rows[0]["event"].startswith("e_")


def test_html_is_a_page_of_these_events(more: Path, place: Path, call: Call) -> None:
    code, out, err = call("timeline", "Elodie_Martin", "--html", "-o", "page.html")
    assert (code, out, err) == (0, "", "Wrote page.html.\n")
    page = (place / "page.html").read_text(encoding="utf-8")
    assert "<title>Élodie Martin</title>" in page and 'data-view="timeline"' in page
    assert "le sud" in page and "la capitale" not in page and "<script>alert" not in page


def test_unknown_and_ambiguous_names(more: Path, call: Call) -> None:
    code, out, err = call("timeline", "Elodie Marten")
    assert (code, out) == (1, "")
    assert err == 'no actor is called "Elodie Marten". Did you mean Elodie_Martin?\n'
    code, _, err = call("timeline", "martin")
    assert code == 1 and err.startswith('"martin" may be 2 actors: Elodie_Martin, ')
    assert err.endswith(" Give one of these ids.\n")
    code, _, err = call("timeline", "")
    assert code == 1 and err.startswith('no actor is called ""')


def test_what_was_known_on_a_day(more: Path, call: Call) -> None:
    counting = ("query", "SELECT (COUNT(?e) AS ?n) { ?e a ev:Event }", "--csv")
    found = {day: call(*counting, "--as-of", day)[1].split()[1] for day in ("2021-12-31", "2022-02-15", "2022-02-28")}
    assert found == {"2021-12-31": "0", "2022-02-15": "3", "2022-02-28": "5"}
    assert call(*counting)[1].split()[1] == "6"
    assert "2 rows" in call("timeline", "Elodie_Martin", "--as-of", "2022-02-15")[1]
    assert "1 row," in call("timeline", "Elodie_Martin", "--as-of", "2022-01-31")[1]
    code, _, err = call("timeline", "Elodie_Martin", "--as-of", "2021-12-31")
    assert code == 1 and err.startswith("no actor is called")


def test_a_build_as_of_a_day_and_back(more: Path, news: Path, call: Call) -> None:
    whole = more.read_bytes()
    then = call("export", "nquads", "--as-of", "2022-02-15")[1]
    assert call("build", "news", "--as-of", "2022-02-15")[0] == 0
    assert more.read_text(encoding="utf-8") == then != whole.decode()
    assert call("build", "news/a.txt", "--as-of", "2022-02-15")[0] == 0
    assert more.read_text(encoding="utf-8") == then
    assert "(0 extracted now)" in call("build", "news")[1]
    assert more.read_bytes() == whole


def test_a_decision_about_a_later_article_is_no_news_then(more: Path, call: Call) -> None:
    call("decide", "same", "Elodie_Martin", "b#x1")
    assert "names nothing" not in call("build", "news", "--as-of", "2022-02-15")[2]
    assert "2 rows" in call("timeline", "Elodie_Martin", "--as-of", "2022-02-15")[1]
    assert "3 rows" in call("timeline", "Elodie_Martin", "--as-of", "2022-02-16")[1]


@pytest.mark.model
def test_times_of_articles_and_documents(place: Path, call: Call) -> None:
    words = "Le ministre est arrivé mardi dans la ville et il repart le 18 février."
    head = '<DCT><TIMEX3 functionInDocument="CREATION_TIME" value="2022-02-16"/></DCT>'
    tagged = words.replace("mardi", '<TIMEX3 tid="t1" type="SET" value="WRONG">mardi</TIMEX3>')
    (place / "doc.tml").write_text(f"<TimeML>{head}<TEXT>\n{tagged}</TEXT></TimeML>", encoding="utf-8")
    (place / "art.txt").write_text(f"date 2022-02-16 {words}", encoding="utf-8")
    (place / "bad.tml").write_text("<TimeML/>", encoding="utf-8")
    code, out, err = call("times", "doc.tml", "art.txt", "bad.tml")
    found = json.loads(out)
    assert code == 0 and err.startswith("bad.tml: has no <TEXT>.") and sorted(found) == ["art", "doc"]
    shown = [(t["start"], t["end"], t["text"], t["type"], t["value"], t["mod"]) for t in found["doc"]]
    assert shown == [(24, 29, "mardi", "DATE", "2022-02-15", ""), (57, 70, "le 18 février", "DATE", "2022-02-18", "")]
    assert [t["value"] for t in found["art"]] == ["2022-02-15", "2022-02-18"]
    assert call("times", "bad.tml")[:2] == (1, "")
    assert call("times", "doc.tml", "bad.tml", "--strict")[0] == 1
