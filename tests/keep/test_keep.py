"""Verify finds what is wrong, backup and restore lose nothing, shards give the graph that a build gives."""

from __future__ import annotations

import gzip
import sqlite3
import zipfile
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kg import pipeline
from kg.config import Settings, settings
from kg.errors import StoreError
from kg.keep import backup, restore, verify, verify_shards
from kg.keep.backup import Places
from kg.keep.verify import Finding, shelf_of
from kg.model import Article, Claim, Entity, Event, Extraction, Filler, Interval, Ref, Span
from kg.pipeline import build, build_shards, shelf_path
from kg.run import Plan
from kg.run.load import load
from kg.run.manifest import MANIFEST, read_manifest
from kg.store import Store
from kg.store.folder import _old_of, swap_in

NAMES = {"Russie": ("GPE", "russia"), "Otan": ("ORG", "nato"), "Ukraine": ("GPE", "ukraine")}


def tiny(article: Article, _: Any) -> Extraction:
    """Statements and a denial, so that there are same events, direct triples and disputes to link."""
    found = [(name, article.text.index(name)) for name in NAMES if name in article.text]
    entities = tuple(Entity("x" + name, NAMES[name][0], name, (name,), key=NAMES[name][1]) for name, _ in found)
    whole = Span(0, len(article.text))
    fillers = [Filler(name, Span(at, at + len(name)), "x" + name) for name, at in found]
    events = [
        Event(f"e{k}", "ACCUSE", "accuses", "accuser", (who.span,), whole, (who,), (whom,), time=Interval("2022-02-16"))
        for k, (who, whom) in enumerate(pairwise(fillers))
    ]
    claims = []
    if "dément" in article.text and events:
        said = Event("d", "DENY", "denies", "démentir", (fillers[0].span,), whole, (fillers[0],), content="e0")
        claims.append(Claim("e0", "denies", fillers[0], "d", fillers[0].span, "r"))
        events.append(said)
    return Extraction(article, entities=entities, events=tuple(events), claims=tuple(claims))


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "extract_by", tiny)


@pytest.fixture
def config(tmp_path: Path) -> Settings:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(12):
        extra = " dément tout." if number % 3 == 0 else "."
        text = f"date 2022-02-{10 + number} En ce jour {number}, la Russie et l'Otan et l'Ukraine{extra}"
        (folder / f"a{number:02}.txt").write_text(text, encoding="utf-8")
    config = settings({"out": tmp_path / "out"})
    build([folder], config, files=False)
    return config


def places(config: Settings) -> Places:
    return Places(config.store, shelf_path(config.store, config.out), config.decisions)


def dump(where: Path | str) -> bytes:
    with Store.open(where, read_only=True) as store:
        return store.dump()


def look(config: Settings) -> list[Finding]:
    shelf = shelf_of(places(config).shelf)
    try:
        with Store.open(config.store) as store:
            return verify(store, shelf)[1]
    finally:
        shelf.close()


def test_a_build_is_well_and_counted(config: Settings) -> None:
    shelf = shelf_of(places(config).shelf)
    with Store.open(config.store) as store:
        seen, findings = verify(store, shelf)
        assert findings == []
        assert (seen.articles, seen.quads) == (12, len(store))
        assert seen.events == sum(len(found.events) for found in shelf.all()) == 28
        assert seen.spans > 30


def update(sparql: str) -> Callable[[Store, Any], None]:
    return lambda store, _: store._update(sparql)


def forget(_: Store, shelf: Any) -> None:
    shelf.delete("a03")


def other_text(_: Store, shelf: Any) -> None:
    found = shelf.of("a03")
    shelf.put(replace(found, article=replace(found.article, text="Un autre texte.")), "f")


OA, EV = "http://www.w3.org/ns/oa#", "https://w3id.org/news-event-kg/vocab#"
MOVED = (
    "DELETE { GRAPH ?g { ?m <@start> ?n } } INSERT { GRAPH ?g { ?m <@start> 3 } } WHERE { GRAPH ?g { ?m <@start> ?n } }"
)
FAULTS = {
    "moved evidence": (update(MOVED.replace("@", OA)), "evidence is not the text"),
    "lost events": (
        update(f"DELETE WHERE {{ GRAPH ?g {{ ?e <{EV}polarity> ?p }} }}"),
        "the store has 0 of its",
    ),
    "lost actors": (
        update("DROP GRAPH <https://w3id.org/news-event-kg/id/entities>"),
        "leads to something that is not in the graph",
    ),
    "lost extraction": (forget, "its extraction is gone"),
    "another text": (other_text, "another version of the text"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_found(config: Settings, fault: str) -> None:
    harm, words = FAULTS[fault]
    shelf = shelf_of(places(config).shelf)
    with Store.open(config.store) as store:
        harm(store, shelf)
        found = verify(store, shelf)[1]
    assert any(words in finding.what and finding.fault for finding in found), [str(f) for f in found]


def test_an_article_kept_aside_is_no_fault(config: Settings) -> None:
    with Store.open(config.store) as store:
        store.delete("a03")
    (finding,) = look(config)
    assert not finding.fault and "1 articles are kept" in finding.what


def test_backup_and_restore_lose_nothing(config: Settings, tmp_path: Path) -> None:
    config.decisions.write_text('{"verdict": "same"}\n', encoding="utf-8")
    file = tmp_path / "b.zip"
    assert backup(places(config), file) == 12
    bytes_ = file.read_bytes()
    backup(places(config), file)
    assert file.read_bytes() == bytes_  # the same content, the same bytes
    there = settings({"out": tmp_path / "there"})
    assert restore(file, places(there)) == 12
    assert dump(there.store) == dump(config.store)
    assert there.decisions.read_text(encoding="utf-8") == '{"verdict": "same"}\n'
    assert look(there) == []
    there.decisions.unlink()
    again = build([tmp_path / "articles"], there, files=False)
    assert (again.read, again.fresh) == (12, 0)  # the extractions came along
    assert dump(there.store) == dump(config.store)


def test_a_restore_replaces_only_when_told_so(config: Settings, tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    backup(places(config), file)
    before = dump(config.store)
    with Store.open(config.store) as store:
        store.delete("a00")
    with pytest.raises(StoreError, match="holds a graph already"):
        restore(file, places(config))
    restore(file, places(config), replace=True)
    assert dump(config.store) == before
    assert not list(Path(config.out).glob(".store*"))


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])


def flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 3] ^= 0xFF
    file.write_bytes(bytes(data))


def empty(file: Path) -> None:
    zipfile.ZipFile(file, "w").close()


@pytest.mark.parametrize("harm", [cut, flip, empty, lambda file: file.write_bytes(b"x"), Path.unlink])
def test_a_broken_backup_changes_nothing(config: Settings, tmp_path: Path, harm: Callable[[Path], None]) -> None:
    file = tmp_path / "b.zip"
    backup(places(config), file)
    before = dump(config.store)
    harm(file)
    with pytest.raises(StoreError, match=r"b\.zip: (is damaged|is no backup|no such file)"):
        restore(file, places(config), replace=True)
    assert dump(config.store) == before and look(config) == []


def test_a_damaged_shelf_says_so_and_a_restore_mends_it(config: Settings, tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    backup(places(config), file)
    before = dump(config.store)
    shelf = places(config).shelf
    data = bytearray(shelf.read_bytes())
    data[: len(data)] = b"\xff" * len(data)
    shelf.write_bytes(bytes(data))
    with pytest.raises(StoreError, match=r"sqlite: cannot be opened .* Restore a backup, or remove this file"):
        build([tmp_path / "articles"], config)
    assert dump(config.store) == before
    restore(file, places(config), replace=True)
    assert look(config) == [] and dump(config.store) == before


def test_a_row_of_the_shelf_that_cannot_be_read(config: Settings) -> None:
    with sqlite3.connect(places(config).shelf) as db:
        db.execute("UPDATE extraction SET body = '{' WHERE article = 'a05'")
    db.close()
    with pytest.raises(StoreError, match="is damaged"):
        look(config)


# --- shards


@pytest.mark.parametrize("plan", [Plan(), Plan(workers=2)])
def test_shards_loaded_are_the_graph_of_a_build(
    config: Settings, tmp_path: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.run.quads.ARTICLES", 5)
    monkeypatch.setattr("kg.run.shards.extract_article", tiny)
    monkeypatch.setattr("kg.run.work.extract_article", tiny)
    folder, other = tmp_path / "shards", settings({"out": tmp_path / "other"})
    files, messages = build_shards([tmp_path / "articles"], other, folder, plan=plan)
    assert messages.skipped == [] and len(files) == 4  # three of articles, one shared
    assert sorted(p.name for p in folder.iterdir()) == sorted([MANIFEST, *(file.name for file in files)])
    assert verify_shards(folder) == (4, [])
    count = load(folder, tmp_path / "loaded")
    assert dump(tmp_path / "loaded") == dump(config.store)
    assert count == len(dump(config.store).splitlines())
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    build_shards([tmp_path / "articles"], other, folder, plan=plan)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    load(folder, tmp_path / "loaded")  # twice is once
    assert dump(tmp_path / "loaded") == dump(config.store)


def test_a_changed_file_is_found_and_nothing_is_loaded(config: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "shards"
    build_shards([tmp_path / "articles"], config, folder)
    before = dump(config.store)
    path = folder / read_manifest(folder)[0].name
    path.write_bytes(gzip.compress(b"<x:a> <x:b> <x:c> .\n"))
    (finding,) = verify_shards(folder)[1]
    assert finding.where == str(path) and "not what the manifest says" in finding.what
    with pytest.raises(StoreError, match="not what the manifest says"):
        load(folder, config.store)
    path.unlink()
    with pytest.raises(StoreError, match="cannot be read"):
        load(folder, config.store)
    assert dump(config.store) == before


@pytest.mark.parametrize("text", ["", "{}\n", '{"name": 1}\n', "x", '{"form": "kg shards 1", "files": 3}\n'])
def test_a_manifest_that_is_not_whole(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match="is damaged"):
        read_manifest(tmp_path)


@pytest.mark.parametrize("exchange", [True, False])  # in one step, where the system can; or by two names
def test_a_folder_is_swapped_in_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool) -> None:
    if not exchange:
        monkeypatch.setattr("kg.store.folder._exchange", lambda a, b: False)
    for name in ("old", "new"):
        with Store.open(tmp_path / name) as store:
            store.put(Extraction(Article(name, "x")))
    swap_in(tmp_path / "new", tmp_path / "old")
    with Store.open(tmp_path / "old", read_only=True) as store:
        assert store.articles() == ["new"]
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


def test_a_swap_that_was_killed_half_way_is_taken_back(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s") as store:
        store.put(Extraction(Article("a", "x")))
    (tmp_path / "s").rename(_old_of(tmp_path / "s"))
    with Store.open(tmp_path / "s", read_only=True) as store:
        assert store.articles() == ["a"]


def test_a_store_in_use_is_not_swapped(config: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "shards"
    build_shards([tmp_path / "articles"], config, folder)
    with Store.open(config.store, read_only=True), pytest.raises(StoreError, match="is open elsewhere"):
        load(folder, config.store)


def test_slices_hold_what_writing_needs() -> None:
    from kg.model import Actor, Linkage
    from kg.store.lines import slices

    whole = Linkage(
        actors=(Actor("A", "ORG", {}), Actor("B", "ORG", {})),
        actor_of={Ref("a", "x"): "A", Ref("b", "x"): "B"},
        times={Ref("b", "e"): Interval("2022")},
    )
    first, second = slices(whole, [["a"], ["b"]])
    assert [a.id for a in first.actors] == ["A"] and not first.times
    assert [a.id for a in second.actors] == ["B"] and list(second.times) == [Ref("b", "e")]
