"""Uploads: who may, what is kept, and that the graph grows while the server runs."""

from __future__ import annotations

import asyncio
import contextlib
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from kg.errors import StoreError
from kg.web.inbox import Inbox, UploadError, articles

TOKEN = "a token of more than sixteen characters"
TEXT = "La Russie a démenti mercredi avoir reçu la lettre de l'Otan."


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (b'{"text": "Un."}', 1),
        (b'[{"text": "Un."}, {"text": "Deux."}]', 2),
        (b'{"text": "Un."}\n\n{"text": "Deux."}\r\n', 2),
        ('\ufeff{"text": "é \\ud800"}'.encode(), 1),
    ],
)
def test_bodies(body: bytes, count: int) -> None:
    assert len([json.loads(line) for line in articles(body)]) == count


@pytest.mark.parametrize("body", [b"", b"[]", b"3", b"[1]", b"{}", b"\xff", b"{", b"[" * 100_000])
def test_bodies_that_hold_nothing(body: bytes) -> None:
    with pytest.raises(UploadError):
        articles(body)


async def run_inbox(inbox: Inbox, until: Callable[[], bool]) -> None:
    work = asyncio.create_task(inbox.empty())
    end = time.monotonic() + 20
    while not until() and time.monotonic() < end:
        await asyncio.sleep(0.02)
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)


async def at_once(act: Any) -> None:
    await act


def test_what_was_left_is_taken_in_at_the_next_start(tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    copy = "import shutil, sys; shutil.copy(sys.argv[1], sys.argv[2])"
    importer = lambda path: [sys.executable, "-c", copy, str(path), str(tmp_path / "taken")]  # noqa: E731
    name = Inbox(folder, importer, at_once).put(b'{"text": "Un."}')
    assert (folder / f"{name}.jsonl").is_file()  # kept before it was acknowledged; now the server is killed
    later = Inbox(folder, importer, at_once)
    asyncio.run(run_inbox(later, lambda: (later.outcome(name) or {}).get("state") == "done"))
    assert (tmp_path / "taken").read_text() == '{"text": "Un."}\n'
    assert not list(folder.iterdir())


def test_what_cannot_be_taken_in_stays_with_its_reason(tmp_path: Path) -> None:
    importer = lambda _: [sys.executable, "-c", "import sys; sys.exit('no such language')"]  # noqa: E731
    inbox = Inbox(tmp_path / "inbox", importer, at_once)
    name = inbox.put(b'{"text": "Un."}')
    asyncio.run(run_inbox(inbox, lambda: (inbox.outcome(name) or {}).get("state") == "failed"))
    assert inbox.outcome(name) == {"state": "failed", "message": "no such language"}
    assert {path.suffix for path in (tmp_path / "inbox").iterdir()} == {".failed", ".reason"}


def test_a_store_that_cannot_be_written_beside(tmp_path: Path) -> None:
    (tmp_path / "inbox").write_text("a file")
    with pytest.raises(StoreError):
        Inbox(tmp_path / "inbox", lambda _: [], at_once).put(b'{"text": "Un."}')


@pytest.fixture
def writable(start: Callable[..., Any]) -> Iterator[Any]:
    server = start("--uploads", token=TOKEN)
    with contextlib.closing(httpx.Client(base_url=server.address, timeout=60, trust_env=False)) as client:
        yield client
    server.stop()


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x", TOKEN, "Bearer \u00e9"]
)
def test_only_with_the_token(writable: Any, authorization: str) -> None:
    headers = {"Authorization": authorization.encode()} if authorization else {}
    response = writable.post("/api/articles", json={"text": TEXT}, headers=headers)
    assert response.status_code == 401 and response.headers["www-authenticate"] == "Bearer"


def test_a_short_token_is_refused(stored: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    from kg.cli import run

    monkeypatch.setenv("KG_TOKEN", "short")
    assert run(["serve", str(stored), "--uploads"]) == 1
    assert "16 characters" in capsys.readouterr().err


@pytest.mark.model
def test_an_upload_joins_the_graph(writable: Any) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    assert writable.post("/api/articles", content=b"nothing", headers=headers).status_code == 400
    body = {"id": "new", "text": TEXT, "date_published": "2022-02-16", "language": "fr"}
    response = writable.post("/api/articles", json=body, headers=headers)
    assert response.status_code == 202
    address, found = response.headers["location"], {"state": "waiting"}
    end = time.monotonic() + 120
    while found["state"] in ("waiting", "running") and time.monotonic() < end:
        time.sleep(0.3)
        response = writable.get(address)
        found = response.json() if response.status_code == 200 else found
    assert found["state"] == "done", found
    assert "new" in {article["id"] for article in writable.get("/api/articles").json()["articles"]}
    assert writable.get("/sparql", params={"query": 'ASK { ?a dcterms:identifier "new" }'}).json()["boolean"]
    assert writable.get("/", params={"q": "lettre"}).text.count("<li>") >= 1


def test_readers_wait_while_the_store_is_exchanged(stored: Path, samples: Any, tmp_path: Path) -> None:
    """The command sees the store unlocked, questions asked meanwhile are answered afterwards, from the new graph."""
    from starlette.testclient import TestClient

    from kg.web.app import application
    from kg.web.library import Library, search_file
    from kg.web.options import Options

    path = tmp_path / "store"
    shutil.copytree(stored, path)
    steps = ("import sys, time; from kg.store import Store", "s = Store.open(sys.argv[1])", "s.delete('b')")
    drop = "; ".join([*steps, "time.sleep(1)", "s.close()"])
    importer = lambda _: [sys.executable, "-c", drop, str(path)]  # noqa: E731
    options = Options(token=TOKEN, names=("testserver",))
    app = application(Library(path, search_file(path, tmp_path)), options, importer=importer)
    with TestClient(app) as client:
        assert client.get("/api/status").json()["articles"] == 2
        assert client.get("/sparql", params={"query": "ASK { kb:a_b ?p ?o }"}).json()["boolean"]
        name = client.post("/api/articles", json={"text": TEXT}, headers={"Authorization": f"Bearer {TOKEN}"}).json()[
            "id"
        ]
        while client.get(f"/api/uploads/{name}").json()["state"] == "waiting":
            time.sleep(0.02)
        assert client.get("/api/status").json()["articles"] == 1
        assert not client.get("/sparql", params={"query": "ASK { kb:a_b ?p ?o }"}).json()["boolean"]
        assert client.get(f"/api/uploads/{name}").json()["state"] == "done"
