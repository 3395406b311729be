"""What the tests share: where the development data lies, golden files, and a CI that skips nothing."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

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


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skip is a failure: all that is needed to run everything is installed there."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter is not None else []
    if os.environ.get("KG_CI") == "1" and reporter is not None and skipped:
        reporter.write_line(f"\nKG_CI=1 allows no skips, and {len(skipped)} were skipped:", red=True)
        for report in skipped:
            reporter.write_line(f"  {report.nodeid}: {report.longrepr}", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
