"""What the tests share: where the development data lies, golden files, and a CI that skips nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("KG_CI") == "1"


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


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
    """In CI every skip is a failure: what is needed to run everything is installed there."""
    outcome = yield
    report = outcome.get_result()
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and KG_CI=1 allows no skips: {report.longrepr}"
