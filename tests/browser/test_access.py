"""axe-core finds nothing serious, in either theme, on any tab, at any width."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

pytestmark = pytest.mark.browser
AXE = Path(__file__).parent / "vendor" / "axe.min.js"


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.is_file():
        pytest.skip("no axe-core: put axe.min.js into tests/browser/vendor")
    return AXE.read_text(encoding="utf-8")


def serious(page: Any, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    return [
        f"{one['id']}: {node['target']} {node.get('failureSummary', '')}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:4]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_explorer(show: Callable[..., Any], seed: dict[str, Any], axe: str, scheme: str) -> None:
    page = show(seed, scheme=scheme)
    for state in ("e=e30", "tab=list&a=Russia", "tab=article&e=e8", "view=graph", "lang=en&f=say"):
        page.evaluate(f"location.hash = '{state}'")
        page.wait_for_timeout(250)  # fading is over, so that contrast is measured on what stays
        assert serious(page, axe) == [], state


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_calendar_on_a_phone(show: Callable[..., Any], corpora: ModuleType, axe: str, scheme: str) -> None:
    assert serious(show(corpora.corpus(150), scheme=scheme, width=390), axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_network_page(visit: Callable[..., Any], network_page: str, axe: str, scheme: str) -> None:
    assert serious(visit(network_page, scheme=scheme), axe) == []
