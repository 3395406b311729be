"""The sample articles behind a real server, started as a person starts it, on loopback and a free port."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kg.store import Store

ROOT = Path(__file__).resolve().parents[2]
pytest.importorskip("httpx", reason="httpx is not installed: pip install -e '.[serve]'")
pytest.importorskip("uvicorn", reason="uvicorn is not installed: pip install -e '.[serve]'")
pytest.importorskip("starlette", reason="starlette is not installed: pip install -e '.[serve]'")


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"kg_web_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass
class Served:
    """A running server: its address, the folder of its store, and the process."""

    address: str
    store: Path
    process: subprocess.Popen[str]

    def stop(self, how: int = signal.SIGINT) -> int:
        self.process.send_signal(how)
        code = self.process.wait(15)
        for pipe in (self.process.stderr, self.process.stdout):
            if pipe is not None:
                pipe.close()
        return code


@pytest.fixture(scope="session")
def samples() -> ModuleType:
    return _load(ROOT / "tests" / "store" / "samples.py")


@pytest.fixture(scope="session")
def stored(samples: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store on disk with the samples; copy it to change it."""
    path = tmp_path_factory.mktemp("stored") / "store"
    with Store.open(path) as store:
        store.put(samples.denial(), samples.linkage(), version="1.0.0")
        store.put(samples.plan(), samples.linkage(), version="1.0.0")
        store.put_derived(samples.linkage())
    return path


@pytest.fixture(scope="session")
def start(stored: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Served]]:
    """`start("--timeout", "1", store=…, token=…)`: a server of its own; all are ended at the end."""
    running: list[Served] = []

    def started(*flags: str, store: Path | None = None, token: str = "") -> Served:
        if store is None:
            store = tmp_path_factory.mktemp("served") / "store"
            shutil.copytree(stored, store)
        command = [sys.executable, "-m", "kg", "serve", str(store), "--port", "0", *flags]
        environment = {**os.environ, "KG_TOKEN": token, "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(
            command, cwd=store.parent, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
        )
        assert process.stderr is not None
        line = process.stderr.readline()
        assert line.startswith("Serving http"), line + process.stderr.read()
        running.append(Served(line.split()[1].rstrip("/"), store, process))
        return running[-1]

    yield started
    for server in running:
        if server.process.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.stop()
        if server.process.poll() is None:
            server.process.kill()
            server.process.wait()


@pytest.fixture(scope="session")
def served(start: Callable[..., Served]) -> Served:
    """The server most tests ask."""
    return start("--timeout", "3", "--rows", "50")


@pytest.fixture
def client(served: Served) -> Iterator[Any]:
    import httpx

    with httpx.Client(base_url=served.address, timeout=30, trust_env=False) as client:
        yield client
