"""What the tests share: where the development data lies, golden files, and a CI that skips nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from kg.config import settings
from kg.pipeline import BuildReport, build

ROOT = Path(__file__).resolve().parent.parent


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # run in the background of a shell, where interrupts are ignored, by the programs under test too
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew-golden", action="store_true", help="write the golden files anew from what comes out now")


def _shared() -> Path | None:
    """The development data: $KG_SHARED, or a folder `shared` beside the checkout; None where absent."""
    found = Path(os.environ.get("KG_SHARED") or ROOT.parent / "shared")
    return found if (found / "gold").is_dir() else None


@pytest.fixture(scope="session")
def shared() -> Path:
    found = _shared()
    if found is None:
        pytest.skip("no shared development data: set KG_SHARED to its folder")
    return found


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    """What `make demo` builds: all of data/, once for all tests that look at it."""
    return build([ROOT / "data"], settings({"out": tmp_path_factory.mktemp("demo"), "strict": True}), fresh=True)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`golden(name, text)`: the text equals tests/golden/<name>, or becomes it under --renew-golden."""

    def check(name: str, text: str) -> None:
        path = ROOT / "tests" / "golden" / name
        if request.config.getoption("--renew-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        assert path.is_file(), f"no golden file {name}: run `make golden` and read the result"
        assert text == path.read_bytes().decode("utf-8"), f"{name} differs: `make golden` if that is right"

    return check


class CrossValidations:
    """Cross-validation of one language after the other, in a process of its own.

    It takes minutes, so it begins when the tests are collected, beside the others; its own tests come last.
    """

    def __init__(self, languages: Sequence[str], shared: Path) -> None:
        self._shared = shared
        self._running: subprocess.Popen[str] | None = None
        self._folder = tempfile.TemporaryDirectory()
        self._pool = ThreadPoolExecutor(1)
        self._figures: dict[str, Future[Any]] = {name: self._pool.submit(self._run, name) for name in languages}

    def figures(self, language: str) -> Any:
        return self._figures[language].result()

    def stop(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
        if self._running is not None:
            self._running.kill()
        self._pool.shutdown()
        self._folder.cleanup()

    def _run(self, language: str) -> Any:
        gold, out = self._shared / "gold", Path(self._folder.name) / f"{language}.json"
        command = [
            sys.executable, str(ROOT / "training" / "train.py"), "--language", language,
            "--gold", *(str(gold / name) for name in GOLD[language]), "--articles", str(gold / "articles"),
            "--rounds", "1", "--figures", str(out),
        ]  # fmt: skip
        if language == "en":
            corpus = self._shared / "corpus" / language
            command += ["--annotations", str(ROOT / "training" / "annotations" / f"{language}.jsonl"), "--texts"]
            command += [str(corpus / "kremlin.jsonl"), str(corpus / "wikinews_apple.jsonl")]
            command += ["--also", "fr", "--also-gold", *(str(gold / name) for name in GOLD["fr"])]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"}
        self._running = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        said, _ = self._running.communicate()
        if self._running.returncode:
            raise RuntimeError(f"{' '.join(command)} ended with {self._running.returncode}:\n{said}")
        return json.loads(out.read_text(encoding="utf-8"))


GOLD = {"fr": ["dev", "train"], "en": ["dev_en"]}
_VALIDATIONS = pytest.StashKey[CrossValidations]()


def _asks(item: pytest.Item) -> bool:
    return "cross_validated" in getattr(item, "fixturenames", ())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_asks)


def pytest_collection_finish(session: pytest.Session) -> None:
    asking = [i for i in session.items if _asks(i)]
    languages = [i.callspec.params["language"] for i in asking]  # type: ignore[attr-defined]
    found = _shared()
    if languages and found is not None and not session.config.option.collectonly:
        session.config.stash[_VALIDATIONS] = CrossValidations(languages, found)


@pytest.fixture
def cross_validated(shared: Path, request: pytest.FixtureRequest) -> Callable[[str], Any]:
    """`cross_validated(language)`: the figures of `training/train.py`."""
    return request.config.stash[_VALIDATIONS].figures


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skip is a failure: all that is needed to run everything is installed there."""
    if (running := session.config.stash.get(_VALIDATIONS, None)) is not None:
        running.stop()
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter is not None else []
    if os.environ.get("KG_CI") == "1" and reporter is not None and skipped:
        reporter.write_line(f"\nKG_CI=1 allows no skips, and {len(skipped)} were skipped:", red=True)
        for report in skipped:
            reporter.write_line(f"  {report.nodeid}: {report.longrepr}", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
