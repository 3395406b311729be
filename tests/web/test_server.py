"""Starting, ending and being killed: the store stays whole, and others are told that it is served."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from kg.errors import KgError, StoreError
from kg.store import Store, open_store, safe_query
from kg.web import Options, serve
from kg.web.library import Library, search_file


def test_a_served_store_says_where(start: Callable[..., Any]) -> None:
    server = start()
    with pytest.raises(StoreError) as caught:
        Store.open(server.store)
    assert f"is being served at {server.address}/" in str(caught.value)
    assert safe_query(server.store, "ASK { kb:NATO ?p ?o }").truth  # reading beside it is fine
    command = [
        sys.executable,
        "-m",
        "kg",
        "build",
        "x.txt",
        "--store",
        str(server.store),
        "-o",
        str(server.store.parent),
    ]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=server.store.parent, env=environment
    )
    assert done.returncode == 1 and "is being served at" in done.stderr and "Traceback" not in done.stderr
    assert server.stop() == 0
    with Store.open(server.store) as store:
        assert len(store.articles()) == 2


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_when_told_to(start: Callable[..., Any], how: int) -> None:
    server = start()
    began = time.monotonic()
    code = server.stop(how)
    assert code in (0, -signal.SIGTERM) and time.monotonic() - began < 8


def test_killed_at_any_moment_it_loses_nothing(start: Callable[..., Any], stored: Path) -> None:
    with Store.open(stored, read_only=True) as store:
        before = store.dump()
    server = start("--timeout", "5")
    store_path = server.store
    for pause in (0.0, 0.05, 0.2):
        with httpx.Client(base_url=server.address, timeout=10, trust_env=False) as client:
            client.get("/sparql", params={"query": "ASK {}"})
            time.sleep(pause)
            server.process.kill()
            server.process.wait()
        server = start("--timeout", "5", store=store_path)  # its lock went with the process
    server.stop()
    with Store.open(store_path) as store:
        assert store.dump() == before


def test_no_process_outlives_a_killed_server(start: Callable[..., Any]) -> None:
    server = start("--timeout", "1")
    with httpx.Client(base_url=server.address, timeout=10, trust_env=False) as client:
        assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200
    group = [path.name for path in Path("/proc").glob("[0-9]*") if str(server.store) in arguments(path.name)]
    assert len(group) > 1
    server.process.kill()
    server.process.wait()
    end = time.monotonic() + 10
    while time.monotonic() < end and any(str(server.store) in arguments(pid) for pid in group):
        time.sleep(0.1)
    assert not any(str(server.store) in arguments(pid) for pid in group)


def arguments(pid: str) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""


def test_a_port_that_is_taken(start: Callable[..., Any], stored: Path, tmp_path: Path) -> None:
    server = start()
    shutil.copytree(stored, tmp_path / "store")
    port = int(server.address.rpartition(":")[2])
    with pytest.raises(StoreError, match="cannot be listened on"):
        serve(tmp_path / "store", Options(port=port), out=tmp_path)
    with Store.open(tmp_path / "store"):  # and it has let go of the store
        pass


def test_no_store(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="holds no store"):
        serve(tmp_path / "none", Options(port=0), out=tmp_path)


def test_the_search_table_is_made_anew_when_the_store_changed(stored: Path, tmp_path: Path) -> None:
    path = tmp_path / "store"
    shutil.copytree(stored, path)
    table = search_file(path, tmp_path)
    library = Library(path, table)
    assert library.index.totals()["articles"] == 2
    library.close()
    first = table.stat().st_ino
    Library(path, table).close()
    assert table.stat().st_ino == first
    with Store.open(path) as store:
        store.delete("b")
    library = Library(path, table)
    assert library.index.totals()["articles"] == 1 and table.stat().st_ino != first
    library.close()
    table.write_bytes(b"no table")
    library = Library(path, table)
    assert library.index.totals()["articles"] == 1
    library.close()


def test_a_served_store_is_a_remote_store_that_reads(served: Any, stored: Path) -> None:
    with open_store(served.address, read_only=True) as remote, Store.open(stored, read_only=True) as store:
        assert remote.dump() == store.dump()
        assert remote.articles() == store.articles()
        with pytest.raises(StoreError, match="reading only"):
            remote.load(store.dump())
    with open_store(served.address) as remote, pytest.raises(StoreError, match=r"refuses|answered 405"):
        remote.load(b"<x:a> <x:b> <x:c> <x:g> .\n")


def test_pages_of_a_served_store(served: Any, start: Callable[..., Any], tmp_path: Path) -> None:
    """A server on top of a server: the store may be anywhere."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "kg", "serve", served.address, "--port", "0", "--timeout", "2"]
    process = subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        address = process.stderr.readline().split()[1].rstrip("/")
        with httpx.Client(base_url=address, timeout=20, trust_env=False) as client:
            assert "<h1>NATO" in client.get("/id/NATO").text
            assert client.get("/api/events", params={"q": "otan"}).json()["total"] == 5
            assert client.get("/sparql", params={"query": "ASK { kb:NATO ?p ?o }"}).json()["boolean"]
            assert client.get("/sparql", params={"query": "SELECT * { SERVICE <x:y> {} }"}).status_code == 400
            slow = client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"})
            assert slow.status_code in (400, 422)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(15)
        process.stderr.close()
