"""Shards and backups into a server: the same graph, also after an interruption half way."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg import pipeline
from kg.config import settings
from kg.errors import StoreError
from kg.keep import backup, restore
from kg.keep.backup import Places
from kg.model import Article, Event, Extraction, Span
from kg.pipeline import build, build_shards
from kg.run.load import load
from kg.run.manifest import read_manifest
from kg.store import Store, open_store


def tiny(article: Article, _: Any) -> Extraction:
    span = Span(0, 5)
    return Extraction(article, events=(Event("e1", "STATE", "says", "dire", (span,), span),))


@pytest.fixture
def server(tmp_path: Path, root: Path) -> Iterator[str]:
    spec = importlib.util.spec_from_file_location("backends", root / "tests" / "store" / "backends.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    folder = tmp_path / "server"
    folder.mkdir()
    with module.oxigraph(folder) as address:
        yield address


@pytest.fixture
def shards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(pipeline, "extract_by", tiny)
    monkeypatch.setattr("kg.run.quads.ARTICLES", 3)
    (tmp_path / "news").mkdir()
    for number in range(7):
        text = f"date 2022-02 Le ministre numéro {number} de la ville a écrit une lettre."
        (tmp_path / "news" / f"n{number}.txt").write_text(text, encoding="utf-8")
    config = settings({"out": tmp_path / "out"})
    build_shards([tmp_path / "news"], config, tmp_path / "shards")
    build([tmp_path / "news"], config, files=False)
    return tmp_path / "shards"


def dump(where: Path | str) -> bytes:
    with open_store(where, read_only=True) as store:
        return store.dump()


def test_a_server_holds_what_a_folder_holds(tmp_path: Path, shards: Path, server: str) -> None:
    whole = dump(tmp_path / "out" / "store")
    with open_store(server) as store:
        store.put(Extraction(Article("older", "x")))  # is gone afterwards
    stopped = []

    def stop(file: Any) -> None:
        stopped.append(file.name)
        if len(stopped) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(shards, server, told=stop)
    assert 0 < len(dump(server)) < len(whole)
    assert load(shards, server) == len(whole.splitlines())
    assert dump(server) == whole
    assert not list(shards.glob("loaded-*"))
    assert len(read_manifest(shards)) == 4


def test_a_backup_goes_from_a_folder_to_a_server_and_back(tmp_path: Path, shards: Path, server: str) -> None:
    here = Places(tmp_path / "out" / "store", tmp_path / "out" / "store-extractions.sqlite", tmp_path / "d.jsonl")
    there = Places(server, tmp_path / "there.sqlite", tmp_path / "d2.jsonl")
    assert backup(here, tmp_path / "a.zip") == 7
    assert restore(tmp_path / "a.zip", there) == 7
    assert dump(server) == dump(here.store)
    with pytest.raises(StoreError, match="holds a graph already"):
        restore(tmp_path / "a.zip", there)
    backup(there, tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_bytes() == (tmp_path / "a.zip").read_bytes()
    with Store.open(tmp_path / "out" / "store", read_only=True) as store:
        assert len(store.articles()) == 7
