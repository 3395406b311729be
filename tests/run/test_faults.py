"""Disk full, store damaged, input changed, ids taken twice, clocks that jump: a clear word, and nothing is lost."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import pytest

from kg import pipeline
from kg.config import settings
from kg.errors import KgError, StoreError
from kg.model import Article, Entity, Event, Extraction, Filler, Span
from kg.pipeline import build, shelf_path
from kg.run import Plan
from kg.store import Store

TESTS = Path(__file__).parent
RUSSIA = "Russie"
ARTICLES = 12


def tiny(article: Article, _: Any) -> Extraction:
    """One event for each time Russia is named."""
    spans = [Span(m.start(), m.end()) for m in re.finditer(RUSSIA, article.text)]
    entity = Entity("x", "GPE", RUSSIA, (RUSSIA,), key="russia")
    events = (Event(f"e{s.start}", "STATE", "says", "dire", (s,), s, (Filler(RUSSIA, s, "x"),)) for s in spans)
    return Extraction(article, entities=(entity,), events=tuple(events))


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "extract_by", tiny)
    monkeypatch.setattr("kg.run.shards.extract_article", tiny)
    monkeypatch.setattr("kg.run.work.extract_article", tiny)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(ARTICLES):
        text = f"date 2022-02 Le ministre {number} de la Russie a écrit. " + f"La Russie est {number}. " * 8
        (folder / f"a{number:02}.txt").write_text(text, encoding="utf-8")
    return folder


def graph(out: Path) -> bytes:
    return (out / "graph.nq").read_bytes()


def dump(out: Path) -> bytes:
    with Store.open(out / "store", read_only=True) as store:
        return store.dump()


FULL = """
import resource, sys
sys.path.insert(0, {tests!r})
import test_faults as t
from kg import pipeline
from kg.config import settings
from kg.errors import KgError
from kg.run import Plan
pipeline.extract_by = t.tiny
import kg.run.shards, kg.run.work
kg.run.shards.extract_article = kg.run.work.extract_article = t.tiny
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
try:
    pipeline.build([{articles!r}], settings({{"out": {out!r}}}), plan=Plan(workers={workers}, shard=3))
except KgError as error:
    print(error)
    sys.exit(3)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of files there")
@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("size", [2_000, 30_000, 120_000])  # which file is full depends on it
def test_a_full_disk_is_told_and_the_next_run_ends_the_work(
    tmp_path: Path, articles: Path, size: int, workers: int
) -> None:
    build([articles], settings({"out": tmp_path / "whole"}))
    out = tmp_path / "out"
    code = textwrap.dedent(FULL).format(
        tests=str(TESTS), size=size, articles=str(articles), out=str(out), workers=workers
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 3, done.stderr[-2000:]
    assert re.search(r"cannot be (opened|made|written|read or written) ?[(:]", done.stdout), done.stdout
    assert re.search(r"disk|another (folder|file)|room", done.stdout), done.stdout
    assert "Traceback" not in done.stderr
    report = build([articles], settings({"out": out}))
    assert (report.read, report.skipped) == (ARTICLES, ()) and graph(out) == graph(tmp_path / "whole")


def test_a_full_disk_loses_nothing_of_an_older_graph(tmp_path: Path, articles: Path) -> None:
    out = tmp_path / "out"
    build([articles / "a00.txt"], settings({"out": out}))
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file() and "sqlite" not in path.name}
    code = textwrap.dedent(FULL).format(tests=str(TESTS), size=30_000, articles=str(articles), out=str(out), workers=1)
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 3
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.name in before} == before
    with Store.open(out / "store", read_only=True) as store:
        assert "a00" in store.articles()


def damage_tables(store: Path) -> None:
    for table in store.glob("*.sst"):
        data = bytearray(table.read_bytes())
        data[len(data) // 2 :] = b"\x00" * (len(data) - len(data) // 2)
        table.write_bytes(bytes(data))


def lose_tables(store: Path) -> None:
    for table in store.glob("*.sst"):
        table.unlink()


def lose_the_list(store: Path) -> None:
    for path in store.glob("MANIFEST*"):
        path.unlink()


def no_sense(store: Path) -> None:
    (store / "CURRENT").write_text("nonsense", encoding="utf-8")


@pytest.mark.parametrize("harm", [damage_tables, lose_tables, lose_the_list, no_sense])
def test_a_damaged_store_is_named_and_can_be_built_again(tmp_path: Path, articles: Path, harm: Any) -> None:
    out = tmp_path / "out"
    build([articles], settings({"out": out}), files=False)
    whole = dump(out)
    harm(out / "store")
    with pytest.raises(StoreError, match=r"store: (is damaged|cannot be opened|cannot be written)"):
        build([articles], settings({"out": out}))
    shutil.rmtree(out / "store")  # what the message says: build it again
    again = build([articles], settings({"out": out}), files=False)
    assert again.fresh == 0 and dump(out) == whole  # no extraction was lost


def test_input_that_changes_while_it_is_read_is_told(
    tmp_path: Path, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "news.jsonl"
    line = (
        '{{"id": "n{0}", "text": "La Russie a écrit la lettre {0} au ministre.", "date": "2022", "language": "fr"}}\n'
    )
    source.write_text("".join(line.format(n) for n in range(10)), encoding="utf-8")

    def growing(article: Article, models: Any) -> Extraction:
        if article.id == "n3":
            with source.open("a", encoding="utf-8") as more:
                more.write(line.format(10))
        return tiny(article, models)

    monkeypatch.setattr(pipeline, "extract_by", growing)
    report = build([source, articles / "a00.txt"], settings({"out": tmp_path / "out"}), files=False)
    told = [str(notice) for notice in report.notices]
    assert any(text.startswith(f"{source}: changed while it was read") for text in told), told
    monkeypatch.setattr(pipeline, "extract_by", tiny)
    again = build([source, articles / "a00.txt"], settings({"out": tmp_path / "out"}), files=False)
    assert again.read == 12 and not any("changed" in str(notice) for notice in again.notices)


@pytest.mark.parametrize("plan", [Plan(), Plan(workers=2, shard=1)])
def test_one_id_with_two_texts_keeps_both(tmp_path: Path, plan: Plan) -> None:
    source = tmp_path / "news.jsonl"
    texts = ("La Russie a écrit une lettre au ministre.", "La Russie a lu une lettre du ministre.")
    rows = (f'{{"id": "n", "text": "{text}", "date": "2022", "language": "fr"}}\n' for text in texts)
    source.write_text("".join(rows), encoding="utf-8")
    report = build([source], settings({"out": tmp_path / "out"}), plan=plan, files=False)
    assert sorted(found.article.text for found in report.extractions) == sorted(texts)
    assert [str(n) for n in report.notices if "is taken" in str(n)]
    assert len({found.article.id for found in report.extractions}) == 2


@pytest.mark.parametrize("jump", [-(10.0**9), 10.0**9])
def test_a_clock_that_jumps_changes_nothing(
    tmp_path: Path, articles: Path, monkeypatch: pytest.MonkeyPatch, jump: float
) -> None:
    build([articles], settings({"out": tmp_path / "whole"}), files=False)
    for number, path in enumerate(sorted(articles.iterdir())):
        os.utime(path, (number * 10.0**8, number * 10.0**8))  # files of 1970, and of years to come
    real, calls = time.time, [0]

    def jumping() -> float:
        calls[0] += 1
        return real() + jump * (calls[0] % 3)

    monkeypatch.setattr(time, "time", jumping)
    report = build([articles], settings({"out": tmp_path / "out"}), plan=Plan(workers=2, shard=4), files=False)
    assert (report.read, report.fresh, report.skipped) == (ARTICLES, ARTICLES, ())
    assert dump(tmp_path / "out") == dump(tmp_path / "whole")
    assert build([articles], settings({"out": tmp_path / "out"}), files=False).fresh == 0


def test_a_shelf_on_a_full_disk_keeps_what_it_had(tmp_path: Path, articles: Path) -> None:
    """The journal of SQLite is cut back when a transaction cannot be written."""
    from kg.shelf import Shelf

    out = tmp_path / "out"
    build([articles], settings({"out": out}), files=False)
    shelf = Shelf(shelf_path(out / "store"))
    before = shelf.ids()
    shelf._db.execute(f"PRAGMA max_page_count = {shelf._db.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(KgError, match=r"cannot be read or written \(database or disk is full\)"):
        shelf.put(Extraction(Article("big", "x" * 100_000)), "f")
    assert shelf.ids() == before and shelf.check() == []
    shelf.close()
