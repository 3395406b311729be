"""Shards on workers: the same graph as a serial build, whatever dies on the way."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from kg import pipeline
from kg.config import Settings, settings
from kg.errors import KgError, StoreError
from kg.model import Article, Entity, Event, Extraction, Filler, Span
from kg.pipeline import BuildReport, build
from kg.run import Plan, shards, work
from kg.run.engines import Lost
from kg.shelf import Shelf

NAMES = {"Russie": ("GPE", "russia"), "Otan": ("ORG", "nato"), "Ukraine": ("GPE", "ukraine")}


def tiny(article: Article, _: Mapping[str, str]) -> Extraction:
    """One event a name; failures and deaths where the text asks for them."""
    if "BOOM" in article.text:
        raise ZeroDivisionError("boom")
    if "KILL" in article.text:
        os.kill(os.getpid(), signal.SIGKILL)
    once = article.text.partition("ONCE:")[2].split(" ")[0]
    if once and not Path(once).exists():
        Path(once).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    found = [(name, article.text.index(name)) for name in NAMES if name in article.text]
    entities = tuple(Entity("x" + name, NAMES[name][0], name, (name,), key=NAMES[name][1]) for name, _ in found)
    events = tuple(
        Event(f"e{at}", "STATE", "says", "dire", (span,), span, (Filler(name, span, "x" + name),))
        for name, at in found
        for span in (Span(at, at + len(name)),)
    )
    return Extraction(article, entities=entities, events=events)


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small extractor in place of the models, here and in every forked worker."""
    monkeypatch.setattr(shards, "extract_article", tiny)
    monkeypatch.setattr(work, "extract_article", tiny)
    monkeypatch.setattr(pipeline, "extract_by", tiny)


def write(folder: Path, number: int, text: str = "") -> None:
    folder.mkdir(exist_ok=True)
    body = f"date 2022-02 Le ministre numéro {number} de la Russie a écrit à l'Otan. {text}"
    (folder / f"a{number:03}.txt").write_text(body, encoding="utf-8")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    for number in range(25):
        write(tmp_path / "articles", number)
    return tmp_path / "articles"


def graph(report: BuildReport) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in report.written}


def config(tmp_path: Path, name: str, **more: Any) -> Settings:
    return settings({"out": tmp_path / name, **more})


PLANS = [Plan(workers=2, shard=4), Plan(workers=3, shard=1), Plan(engine="pool", shard=100)]


@pytest.mark.parametrize("plan", PLANS)
def test_workers_give_what_a_serial_build_gives(tmp_path: Path, articles: Path, plan: Plan) -> None:
    write(articles, 7, "BOOM")
    (articles / "b.txt").write_text("", encoding="utf-8")  # skipped by the reader, after some that are not
    write(articles, 9, "BOOM")
    serial = build([articles], config(tmp_path, "serial"))
    pooled = build([articles], config(tmp_path, "pooled"), plan=plan)
    assert graph(pooled) == graph(serial)
    assert [str(error) for error in pooled.skipped] == [str(error) for error in serial.skipped]
    assert (pooled.read, pooled.fresh, len(pooled.skipped)) == (23, 23, 3)
    again = build([articles], config(tmp_path, "pooled"), plan=plan)
    assert graph(again) == graph(serial) and (again.read, again.fresh) == (23, 0)
    assert not (tmp_path / "pooled" / "store-shards").exists()


def test_what_kills_its_worker_is_found_and_costs_itself_alone(tmp_path: Path, articles: Path) -> None:
    whole = build([articles], config(tmp_path, "whole"))
    write(articles, 100, "KILL")
    write(articles, 101, "KILL")
    plan = Plan(workers=2, shard=10)
    report = build([articles], config(tmp_path, "out"), plan=plan)
    assert [error.where for error in report.skipped] == [str(articles / f"a{n}.txt") for n in (100, 101)]
    assert all("kills the process that extracts it" in str(error) for error in report.skipped)
    told = {name: data for name, data in graph(report).items() if name != "report.md"}
    assert told == {name: data for name, data in graph(whole).items() if name != "report.md"}


def test_what_was_set_aside_is_tried_again_on_request_alone(
    tmp_path: Path, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(articles, 3, "BOOM")
    first = build([articles], config(tmp_path, "out"))
    monkeypatch.setattr(shards, "extract_article", lambda article, _: Extraction(article))
    monkeypatch.setattr(pipeline, "extract_by", lambda article, _: Extraction(article))
    for plan in (Plan(), Plan(workers=2)):  # the failure is remembered, with the same words
        again = build([articles], config(tmp_path, "out"), plan=plan)
        assert [str(e) for e in again.skipped] == [str(e) for e in first.skipped] and again.read == 24
    tried = build([articles], config(tmp_path, "out"), plan=Plan(workers=2, retry=True))
    assert (tried.read, tried.fresh, tried.skipped) == (25, 1, ())
    assert build([articles], config(tmp_path, "out")).skipped == ()


def test_a_changed_text_is_tried_without_being_asked(tmp_path: Path, articles: Path) -> None:
    write(articles, 3, "BOOM")
    assert len(build([articles], config(tmp_path, "out"), files=False).skipped) == 1
    write(articles, 3)
    assert build([articles], config(tmp_path, "out")).skipped == ()


def test_a_worker_that_dies_once_blames_nobody(tmp_path: Path, articles: Path) -> None:
    write(articles, 12, f"ONCE:{tmp_path / 'died'} ")
    report = build([articles], config(tmp_path, "out"), plan=Plan(workers=2, shard=5))
    assert (tmp_path / "died").exists()
    assert (report.read, report.fresh, report.skipped) == (25, 25, ())


def test_a_finished_shard_is_not_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article = Article("a", "La Russie.", language="fr")
    name = shards.write_source(tmp_path, [(article, shards.fingerprint(article, {}))])
    paths = (str(shards.source_path(tmp_path, name)), str(shards.found_path(tmp_path, name)))
    row = shards.run_shard(*paths, {})
    assert (row.articles, row.events, row.words, row.name) == (1, 1, 2, name)
    monkeypatch.setattr(shards, "extract_article", None)
    assert shards.run_shard(*paths, {}) == row
    (entry,) = shards.read_found(Path(paths[1]))
    assert (entry.article, entry.events) == ("a", 1)


def test_a_worker_of_another_version_is_refused(tmp_path: Path) -> None:
    name = shards.write_source(tmp_path, [(Article("a", "La Russie.", language="fr"), "another")])
    with pytest.raises(StoreError, match="another version of kg"):
        shards.run_shard(str(shards.source_path(tmp_path, name)), str(tmp_path / "out"), {})


@pytest.mark.parametrize("text", ["a\u2028b", "tab\there", "é 🎉 \x85 \x1e", 'quote " \\'])
def test_odd_text_travels_unchanged(tmp_path: Path, text: str) -> None:
    article = Article(text, f"La Russie {text}", language="fr")
    mark = shards.fingerprint(article, {})
    name = shards.write_source(tmp_path, [(article, mark)])
    assert shards.read_source(shards.source_path(tmp_path, name)) == [(article, mark)]
    shards.run_shard(str(shards.source_path(tmp_path, name)), str(shards.found_path(tmp_path, name)), {})
    shelf = Shelf(tmp_path / "s.sqlite")
    shelf.take(shards.read_found(shards.found_path(tmp_path, name)))
    assert shelf.of(text) == tiny(article, {})


class Fragile:
    """An engine in this process whose workers die on what they are told to."""

    width, forks = 2, False

    def __init__(self, deadly: set[int]) -> None:
        self.deadly, self.calls = deadly, list[tuple[str, tuple[int, ...]]]()

    def submit(self, call: Any, *arguments: Any) -> Any:
        self.calls.append(("together", arguments[0]))
        return (call, *arguments)

    def wait(self, handles: Any) -> Any:
        return list(handles)[:1]

    def result(self, handle: Any) -> Any:
        call, numbers = handle
        if self.deadly & set(numbers):
            raise Lost
        return call(numbers)

    def alone(self, call: Any, *arguments: Any) -> Any:
        self.calls.append(("alone", arguments[0]))
        return self.result((call, *arguments))

    def close(self) -> None:
        return


def halves(task: tuple[int, ...]) -> list[tuple[int, ...]]:
    return [task] if len(task) == 1 else [task[: len(task) // 2], task[len(task) // 2 :]]


@pytest.mark.parametrize("deadly", [set(), {0}, {5}, {3, 4}, set(range(8))])
def test_the_guilty_are_found_and_nobody_else(deadly: set[int]) -> None:
    engine = Fragile(deadly)
    tasks: Iterator[tuple[int, ...]] = iter([(0, 1, 2, 3), (4, 5, 6), (7,)])
    found = list(work.drive(engine, tasks, lambda task: (sum, task), halves))
    assert {task[0] for task, row in found if row is None} == deadly
    assert sorted(n for task, _ in found for n in task) == list(range(8))
    assert all(row is None or row == sum(task) for task, row in found)
    for number in deadly:
        assert engine.calls.count(("alone", (number,))) == 2  # a second chance, so that a stray kill blames nobody


@pytest.mark.parametrize(
    "bad", [{"workers": 0}, {"shard": -1}, {"cluster": "host:1"}, {"cluster": "h", "engine": "pool"}]
)
def test_plans_that_make_no_sense(bad: dict[str, Any]) -> None:
    with pytest.raises(KgError):
        Plan(**bad)
