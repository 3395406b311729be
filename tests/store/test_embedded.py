from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
import rdflib

from kg.errors import QueryError, StoreError
from kg.model import Article, Extraction, Linkage, Ref
from kg.store import Store, reading, vocab


def test_putting_twice_changes_nothing(store: Store, samples: ModuleType) -> None:
    before = store.dump()
    store.put(samples.denial(), samples.linkage(), version="1")
    store.put_derived(samples.linkage())
    assert store.dump() == before


def test_an_article_is_replaced_whole(store: Store, samples: ModuleType) -> None:
    short = dataclasses.replace(samples.denial(), events=samples.denial().events[:1], claims=())
    store.put(short, samples.linkage(), version="2")
    fresh = Store()
    fresh.put(short, samples.linkage(), version="2")
    graph = next(graph for graph in fresh.graphs() if "/a_seed" in graph)
    assert set(store.quads(graph)) == set(fresh.quads(graph))
    assert store.query(
        "SELECT ?v { ?run dcterms:identifier 'seed/2022 a' ; prov:wasAssociatedWith/ev:version ?v }"
    ).dicts() == [{"v": "2"}]
    store.put_derived(samples.linkage())  # direct triples of events that are gone go with them
    assert store.query("ASK { GRAPH kb:direct { kb:Russia act:denies ?x } }").truth is False


def test_deleting_leaves_what_others_say(store: Store, samples: ModuleType) -> None:
    assert store.delete("seed/2022 a", "no such article") == 1
    assert store.articles() == ["b"]
    only = Store()
    only.put(samples.plan(), samples.linkage(), version="1")
    assert not list(store.quads(vocab.LINKS)) and not list(store.quads(vocab.DIRECT))
    names = {thing.id for thing in reading.things(store)}
    assert names == {"Russia", "Sweden", "NATO", "Jens_Berg"}  # topics of the other article are gone
    store.delete("b")
    assert store.graphs() == [vocab.PROVENANCE, vocab.VOCABULARY]  # the tool itself stays
    assert store.delete("b") == 0


def test_derived_facts_of_other_articles_stay(store: Store) -> None:
    store.put(Extraction(Article("c", "Rien.")))
    store.put_derived(Linkage(actor_of={Ref("c", "x1"): "NATO"}))
    assert len(reading.disputes(store)) == 1
    store.put_derived(Linkage(actor_of={Ref("seed/2022 a", "x1"): "NATO"}))  # now that article has none
    assert reading.disputes(store) == []
    assert not any(row.disputed for row in reading.events(store))


def test_same_events(store: Store) -> None:
    a, b = Ref("seed/2022 a", "e1"), Ref("b", "e1")
    store.put_derived(Linkage(same_events=((b, a),)))
    rows = {row.id: row.same for row in reading.events(store)}
    pairs = {event: same for event, same in rows.items() if same}
    assert len(pairs) == 2
    assert all(pairs[same[0]] == (event,) for event, same in pairs.items())


def test_on_disk(tmp_path: Path, samples: ModuleType) -> None:
    path = tmp_path / "deep" / "store"
    with Store.open(path) as store:
        store.put(samples.denial(), samples.linkage())
        whole = store.dump()
    with Store.open(path, read_only=True) as store:
        assert store.dump() == whole
        assert store.articles() == ["seed/2022 a"]
        with pytest.raises(StoreError, match="reading only"):
            store.put(samples.plan())


def test_what_killed_imports_left_is_removed(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s"):
        pass
    for name in ("bulk-1.sst", "LOG.old.1"):
        (tmp_path / "s" / name).write_text("x")
    with Store.open(tmp_path / "s"):
        assert not {"bulk-1.sst", "LOG.old.1"} & {entry.name for entry in (tmp_path / "s").iterdir()}


def test_backup_and_restore(store: Store, tmp_path: Path) -> None:
    backup = tmp_path / "all.nq"
    backup.write_bytes(store.dump())
    with Store.open(tmp_path / "s") as restored:
        restored.load(backup)
        assert restored.dump() == store.dump()
    copy = Store()
    copy.load(store.dump())
    assert copy.dump() == store.dump()


@pytest.mark.parametrize("content", [b"<a> <b>", b"\xff\xfe", b"not rdf"])
def test_a_bad_backup(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        Store().load(content)
    (tmp_path / "x.nq").write_bytes(content)
    with pytest.raises(StoreError, match=r"x\.nq"):
        Store().load(tmp_path / "x.nq")
    with pytest.raises(StoreError):
        Store().load(tmp_path / "none.nq")


def test_rdflib_and_back(store: Store) -> None:
    dataset = store.to_rdflib()
    assert len(dataset) == len(store)
    assert dict(dataset.namespaces())["kb"] == rdflib.URIRef(vocab.KB)
    assert Store.from_rdflib(dataset).dump() == store.dump()
    graph = rdflib.Graph().parse(data="<http://a> <http://b> 'é' .", format="turtle")
    assert len(Store.from_rdflib(graph)) == 1


@pytest.mark.parametrize("read_only", [True, False])
def test_a_file_is_no_store(tmp_path: Path, read_only: bool) -> None:
    (tmp_path / "f").write_text("x")
    with pytest.raises(StoreError, match="is a file"):
        Store.open(tmp_path / "f", read_only=read_only)


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("dear")
    with pytest.raises(StoreError, match=r"letters\.txt"):
        Store.open(tmp_path)
    with pytest.raises(StoreError, match="no store"):
        Store.open(tmp_path, read_only=True)
    with pytest.raises(StoreError, match="no store"):
        Store.open(tmp_path / "none", read_only=True)
    assert [entry.name for entry in tmp_path.iterdir()] == ["letters.txt"]


def test_a_damaged_store(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with Store.open(path):
        pass
    for manifest in path.glob("MANIFEST*"):
        manifest.write_bytes(b"garbage")
    with pytest.raises(StoreError, match="damaged"):
        Store.open(path)


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "file" / "s", Path("/proc/s")):  # where even root may make no folder
        with pytest.raises(StoreError, match="cannot be made"):
            Store.open(place)


def test_a_full_disk_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, samples: ModuleType) -> None:
    class Full:
        """A store of which every write fails as a full disk does."""

        def quads_for_pattern(self, *_: object) -> list[object]:
            return []

        def extend(self, _: object) -> None:
            raise OSError("No space left on device")

    with Store.open(tmp_path / "s") as store:
        real = store._inner
        monkeypatch.setattr(store, "_inner", Full())
        with pytest.raises(StoreError, match=r"No space left.*disk full"):
            store.put(samples.plan())
        store._inner = real


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("second", [True, False])
def test_opened_twice(tmp_path: Path, first: bool, second: bool) -> None:
    """Readers may be many; a writer is alone. In another process and in this one."""
    path = tmp_path / "s"
    with Store.open(path):
        pass
    code = f"from kg.store import Store\nStore.open({str(path)!r}, read_only={second})"
    with Store.open(path, read_only=first):
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        if first and second:
            assert done.returncode == 0, done.stderr
            Store.open(path, read_only=True).close()
        else:
            assert "StoreError" in done.stderr and "is open elsewhere" in done.stderr
            with pytest.raises(StoreError, match="open elsewhere"):
                Store.open(path, read_only=second)
    Store.open(path, read_only=second).close()


def test_closed(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "s")
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.articles()


@pytest.mark.parametrize(
    "sparql", ["SELECT", "SELECT * { ?s ?p }", "INSERT DATA { <a> <b> <c> }", "SELECT ?x { \ud800 }"]
)
def test_a_query_that_cannot_be_read(sparql: str) -> None:
    with pytest.raises(QueryError):
        Store().query(sparql)


def test_limit(store: Store) -> None:
    answer = store.query("SELECT * { ?s ?p ?o }", limit=3)
    assert len(answer) == 3 and answer.truncated
    assert not store.query("SELECT * { ?s ?p ?o } LIMIT 3", limit=3).truncated
    assert answer.graphs == 7
