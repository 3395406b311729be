"""The verbs of scale through the command line: workers, shards, load, verify, backup, restore; lines of progress."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg import pipeline
from kg.cli.progress import Lines, progress_bar
from kg.model import Article, Event, Extraction, Span
from kg.run.estimate import estimate

Call = Callable[..., tuple[int, str, str]]


def tiny(article: Article, _: Any) -> Extraction:
    if "BOOM" in article.text:
        raise ZeroDivisionError("boom")
    span = Span(0, 5)
    return Extraction(article, events=(Event("e1", "STATE", "says", "dire", (span,), span),))


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    monkeypatch.setattr(pipeline, "extract_by", tiny)
    monkeypatch.setattr("kg.run.shards.extract_article", tiny)
    monkeypatch.setattr("kg.run.work.extract_article", tiny)
    (place / "news").mkdir()
    for number in range(6):
        text = f"date 2022-02 Le ministre numéro {number} de la ville a écrit une lettre."
        (place / "news" / f"n{number}.txt").write_text(text, encoding="utf-8")


def test_workers_shards_load_verify_backup_restore(place: Path, call: Call) -> None:
    assert call("build", "news", "-o", "one")[0] == 0
    code, out, _ = call("build", "news", "-o", "two", "--workers", "2", "--shard", "2", "--store-only")
    assert code == 0 and "6 articles (6 extracted now), 6 events" in out and "explorer.html" not in out
    assert not (place / "two" / "explorer.html").exists()
    graph = (place / "one" / "graph.nq").read_bytes()
    assert call("export", "nquads", "--store", "two/store")[1].encode() == graph

    code, out, _ = call("build", "news", "-o", "three", "--shards", "shards")
    assert code == 0 and "kg load shards --store three/store" in out and not (place / "three" / "store").exists()
    assert call("verify", "shards")[:2] == (0, "2 files looked at.\nAll is well.\n")
    code, out, err = call("load", "shards", "--store", "three/store")
    assert code == 0 and re.search(r"holds \d+ quads now", out) and "shared.nq.gz" in err
    assert call("export", "nquads", "--store", "three/store")[1].encode() == graph

    code, out, _ = call("verify", "--store", "two/store")
    assert code == 0 and out.startswith("6 articles, 6 events, ") and out.endswith("All is well.\n")
    assert call("backup", "b.zip", "--store", "two/store")[0] == 0
    assert call("restore", "b.zip", "--store", "four/store")[0] == 0
    assert call("export", "nquads", "--store", "four/store")[1].encode() == graph
    code, _, err = call("restore", "b.zip", "--store", "four/store")
    assert code == 1 and "Add --replace" in err


def test_verify_says_what_is_wrong_and_exits_1(place: Path, call: Call) -> None:
    call("build", "news", "-o", "out", "--store-only")
    from kg.store import Store

    with Store.open(place / "out" / "store") as store:
        store._update("DELETE WHERE { GRAPH ?g { ?e <https://w3id.org/news-event-kg/vocab#polarity> ?p } }")
    code, out, _ = call("verify", "--store", "out/store")
    assert code == 1 and "n0: the store has 0 of its 1 events. (6 times)" in out and "1 kinds of faults." in out


def test_what_was_set_aside_is_named_until_it_is_tried_again(
    place: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "news" / "n1.txt").write_text("date 2022 Le BOOM de la ville est dans la rue.", encoding="utf-8")
    for _ in range(2):
        code, _, err = call("build", "news", "-o", "out", "--store-only", "--workers", "2")
        assert code == 0 and "n1.txt: could not be extracted" in err and "--retry-quarantined" in err
    monkeypatch.setattr(pipeline, "extract_by", lambda article, _: Extraction(article))
    code, out, err = call("build", "news", "-o", "out", "--store-only", "--retry-quarantined")
    assert code == 0 and "6 articles (1 extracted now)" in out and "could not" not in err


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["--cluster", "h:1"], "Add --engine ray or --engine dask."),
        (["--shards", "s", "--as-of", "2022-02-16"], "do not go together"),
        (["--workers", "0"], "0 is not in the range"),
        (["--engine", "spark"], "'spark' is not one of"),
    ],
)
def test_flags_that_do_not_fit(call: Call, flags: list[str], words: str) -> None:
    code, _, err = call("build", "news", *flags)
    assert code in (1, 2) and words in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["load", "nowhere"], "there is no manifest"),
        (["verify", "--store", "nowhere/store"], "there are no extractions of this store"),
        (["backup", "b.zip", "--store", "nowhere/store"], "holds no store"),
        (["restore", "nowhere.zip"], "no such file"),
    ],
)
def test_what_is_not_there(call: Call, arguments: list[str], words: str) -> None:
    code, _, err = call(*arguments)
    assert code == 1 and words in err


def test_progress_without_a_terminal_is_a_line_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    times: Iterator[float] = iter([0.0, 1.0, 2.0, 10.0, 11.0, 20.0])
    lines = Lines("Extracting", "events", 8, clock=lambda: next(times))
    for _ in range(5):
        lines("a", 2)
    assert capsys.readouterr().err.splitlines() == [
        "Extracting: 3 of about 8 articles, 6 events, 0.3 articles/s, 17 s left",
        "Extracting: 5 of about 8 articles, 10 events, 0.2 articles/s, 15 s left",
    ]
    with progress_bar("Extracting") as tick:
        tick("a", 1)
    assert capsys.readouterr().err == ""


def test_how_many_articles_there_are_roughly(place: Path) -> None:
    (place / "more.jsonl").write_text("{}\n{}\n{}\n", encoding="utf-8")
    assert estimate(["news", "more.jsonl", "missing"]) == 9
    (place / "x.gz").write_bytes(b"")
    assert estimate(["news", "x.gz"]) is None and estimate(["-"]) is None
