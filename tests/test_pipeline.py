"""The whole sentence, with a small extractor in place of the models: what is kept, what is lost, what is written."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from kg import pipeline
from kg.config import Settings, settings
from kg.errors import OutputError, StoreError
from kg.link import link
from kg.model import (
    Article,
    Bound,
    Claim,
    Conflict,
    Entity,
    Event,
    Extraction,
    Filler,
    Interval,
    Linkage,
    Relation,
    Span,
)
from kg.pipeline import BuildReport, Messages, build, confident, extractions, report_text
from kg.report import totals
from kg.store import Store

NAMES = {"Russie": ("GPE", "russia"), "Otan": ("ORG", "nato"), "Ukraine": ("GPE", "ukraine")}


def tiny(article: Article, _: Settings) -> Extraction:
    """One "says" event for each known name in the text, and a failure where the text asks for one."""
    if "BOOM" in article.text:
        raise ZeroDivisionError("boom")
    found = list(re.finditer("|".join(NAMES), article.text))
    entities = {m[0]: Entity(f"x{m[0]}", NAMES[m[0]][0], m[0], (m[0],), "", NAMES[m[0]][1]) for m in found}
    events = []
    for number, m in enumerate(found, 1):
        span = Span(m.start(), m.end())
        who = Filler(m[0], span, entities[m[0]].id)
        events.append(Event(f"e{number}", "STATE", "says", "dire", (span,), span, (who,), confidence=number / 10))
    return Extraction(article, entities=tuple(entities.values()), events=tuple(events))


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Put the small extractor in place; the list names every article that it saw."""
    seen: list[str] = []

    def counted(article: Article, config: Settings) -> Extraction:
        seen.append(article.id)
        return tiny(article, config)

    monkeypatch.setattr(pipeline, "extract_article", counted)
    return seen


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("date 2022-02 La Russie a répondu à la lettre de l'Otan.", encoding="utf-8")
    (folder / "b.txt").write_text(
        "date 2022-02-16 Le ministre de l'Ukraine est arrivé dans la ville.", encoding="utf-8"
    )
    return folder


def config(tmp_path: Path, **flags: Any) -> Settings:
    return settings({"out": tmp_path / "out", **flags})


def files_of(report: BuildReport) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in report.written}


def test_everything_is_written_and_a_second_run_writes_the_same(
    tmp_path: Path, articles: Path, no_models: list[str]
) -> None:
    first = build([articles], config(tmp_path))
    assert {*pipeline.OUTPUTS, "report.md"} == {path.name for path in first.written}
    assert (first.read, first.fresh, no_models) == (2, 2, ["a", "b"])
    before = files_of(first)
    second = build([articles], config(tmp_path))
    assert (second.read, second.fresh, no_models) == (2, 0, ["a", "b"])
    assert files_of(second) == before
    elsewhere = build([articles], settings({"out": tmp_path / "other"}))
    assert files_of(elsewhere) == before
    assert not list((tmp_path / "out").glob(".*"))


def test_articles_join_and_replace_and_fresh_leaves_only_these(tmp_path: Path, articles: Path) -> None:
    build([articles / "a.txt"], config(tmp_path))
    assert ids(build([articles / "b.txt"], config(tmp_path))) == ["a", "b"]
    (articles / "a.txt").write_text("date 2022 La Russie et l'Ukraine se sont mises à la table.", encoding="utf-8")
    report = build([articles / "a.txt"], config(tmp_path))
    assert ids(report) == ["a", "b"] and report.extractions[0].article.published == "2022"
    assert ids(build([articles / "a.txt"], config(tmp_path), fresh=True)) == ["a"]
    with Store.open(tmp_path / "out" / "store", read_only=True) as store:
        assert store.articles() == ["a"]


def ids(report: BuildReport) -> list[str]:
    return [found.article.id for found in report.extractions]


def test_a_run_that_reads_nothing_loses_nothing(tmp_path: Path, articles: Path) -> None:
    build([articles], config(tmp_path))
    report = build([tmp_path / "missing"], config(tmp_path), fresh=True)
    assert ids(report) == ["a", "b"] and len(report.skipped) == 1


def test_a_lost_shelf_costs_no_stored_article(tmp_path: Path, articles: Path) -> None:
    build([articles], config(tmp_path))
    pipeline.shelf_path(tmp_path / "out" / "store").unlink()
    build([articles / "a.txt"], config(tmp_path))
    with Store.open(tmp_path / "out" / "store", read_only=True) as store:
        assert store.articles() == ["a", "b"]


def test_a_failing_article_costs_itself_alone(tmp_path: Path, articles: Path) -> None:
    (articles / "aa.txt").write_text("date 2022 Le BOOM de la ville est dans la rue.", encoding="utf-8")
    report = build([articles], config(tmp_path))
    assert ids(report) == ["a", "b"]
    (error,) = report.skipped
    assert str(error).startswith(f"{articles / 'aa.txt'}: could not be extracted (ZeroDivisionError: boom).")
    assert "aa.txt" in (tmp_path / "out" / "report.md").read_text(encoding="utf-8")


def test_a_store_opened_twice(tmp_path: Path, articles: Path) -> None:
    report = build([articles], config(tmp_path))
    before = files_of(report)
    with Store.open(tmp_path / "out" / "store"), pytest.raises(StoreError, match="is open elsewhere"):
        build([articles], config(tmp_path))
    assert files_of(report) == before
    build([articles], config(tmp_path))


@pytest.mark.parametrize("out", ["file", "file/inside", "/proc/kg"])
def test_an_output_folder_that_cannot_be_written(
    tmp_path: Path, articles: Path, out: str, no_models: list[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match=r"cannot be written to .* Choose another folder with -o\."):
        build([articles], settings({"out": tmp_path / out}))
    assert no_models == []


def test_min_confidence(tmp_path: Path, articles: Path) -> None:
    report = build([articles], config(tmp_path, min_confidence=0.15))
    assert [len(found.events) for found in report.extractions] == [1, 0]
    again = build([articles], config(tmp_path))
    assert [len(found.events) for found in again.extractions] == [2, 1]


def test_confident_leaves_no_loose_ends() -> None:
    def event(name: str, confidence: float, content: str = "") -> Event:
        return Event(name, "STATE", "says", "dire", (Span(0, 1),), Span(0, 1), content=content, confidence=confidence)

    claims = (Claim("e1", "asserts", None, "e2", Span(0, 1), "r"), Claim("e2", "asserts", None, "e1", Span(0, 1), "r"))
    found = Extraction(Article("a", "x"), events=(event("e1", 0.9, "e2"), event("e2", 0.1)), claims=claims)
    kept = confident(found, 0.5)
    assert [(e.id, e.content) for e in kept.events] == [("e1", "")]
    assert [(c.event, c.by) for c in kept.claims] == [("e1", "")]
    assert confident(found, 0.0) is found


def test_confident_leaves_no_order_of_what_is_gone() -> None:
    at = Span(0, 1)
    events = tuple(Event(f"e{n}", "STATE", "says", "dire", (at,), at, confidence=n / 10) for n in (1, 5, 9))
    kept, gone = (Relation("e9", "after", other, 0, None, at, at, "r") for other in ("e5", "e1"))
    bounds = (Bound("e9", "2022-01-01", "", ("e5",)), Bound("e5", "2022-01-01", "", ("e1", "e9")))
    conflicts = (Conflict((kept,)), Conflict((kept, gone)))
    found = Extraction(Article("a", "x"), events=events, relations=(kept, gone), bounds=bounds, conflicts=conflicts)
    left = confident(found, 0.5)
    assert (left.relations, left.bounds, left.conflicts) == ((kept,), bounds[:1], conflicts[:1])


def test_contradictions_in_time_are_reported_with_both_sentences() -> None:
    text = "Il part *lundi*. Elle vient."
    spans = (Span(3, 7), Span(22, 27))
    sentences = (Span(0, 16), Span(17, 28))
    events = tuple(
        Event(f"e{n}", "MOVE", "leaves", "partir", (span,), sentence, time=Interval("2022-02-1" + str(n)))
        for n, (span, sentence) in enumerate(zip(spans, sentences, strict=True))
    )
    relation = Relation("e0", "after", "e1", 1, None, Span(8, 15), sentences[0], "r")
    found = Extraction(Article("a", text), events=events, relations=(relation,), conflicts=(Conflict((relation,)),))
    told = report_text(BuildReport((found,), 1, 1, Linkage(), (), (), ()))
    assert "“part” after “vient” (“\\*lundi\\*”)" in told
    assert "“part”, 2022-02-10: “Il part \\*lundi\\*.”" in told and "“vient”, 2022-02-11: “Elle vient.”" in told


def test_extractions_without_a_store(articles: Path, tmp_path: Path) -> None:
    messages = Messages()
    found = list(extractions([articles, tmp_path / "none"], config(tmp_path), messages=messages))
    assert [(e.article.id, fresh) for e, fresh in found] == [("a", True), ("b", True)]
    assert [error.where for error in messages.skipped] == [str(tmp_path / "none")]


def test_hostile_words_stay_words_in_the_report(tmp_path: Path) -> None:
    article = Article("<script>|[x](y)", "Le *texte*", published="2022", language="fr")
    report = BuildReport((Extraction(article),), 1, 1, Linkage(), (), (), ())
    text = report_text(report)
    assert "\\<script\\>\\|\\[x\\](y)" in text and not re.search(r"(?<!\\)[<>]", text)


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
import test_pipeline as t
from kg import pipeline
from kg.config import settings
def extract(article, config):
    if article.id == "b":
        os.kill(os.getpid(), signal.SIGKILL)
    return t.tiny(article, config)
pipeline.extract_article = extract
pipeline.build([{articles!r}], settings({{"out": {out!r}}}))
"""


def test_a_killed_run_goes_on_where_it_stopped(tmp_path: Path, articles: Path, no_models: list[str]) -> None:
    out = str(tmp_path / "out")
    code = textwrap.dedent(KILLED).format(tests=str(Path(__file__).parent), articles=str(articles), out=out)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    report = build([articles], config(tmp_path))
    assert ids(report) == ["a", "b"] and no_models == ["b"]


def test_actors_are_counted_as_the_pages_count_them(tmp_path: Path, articles: Path) -> None:
    """Who is only mentioned is no actor of the graph."""
    text = "Paris accuse Berlin. Rome attend."
    entities = tuple(Entity(f"x{n}", "GPE", name) for n, name in enumerate(("Paris", "Berlin", "Rome")))
    agent, target = Filler("Paris", Span(0, 5), "x0"), Filler("Berlin", Span(13, 19), "x1")
    event = Event("e0", "ACCUSE", "accuses", "accuser", (Span(6, 12),), Span(0, 20), agents=(agent,), targets=(target,))
    found = Extraction(Article("a", text), entities=entities, events=(event,))
    linkage = link([found])
    report = BuildReport((found,), 1, 1, linkage, (), (), ())
    assert len(linkage.actors) == 3 and len(totals(report).actors) == 2
    assert "1 article, 1 event, 2 actors, 0 events told more than once, 0 disputes." in report_text(report)
