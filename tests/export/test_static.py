"""The built front end is what its sources and its manifest say."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

import kg.export

STATIC = Path(kg.export.__file__).parent / "static"
MANIFEST = json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))
SOURCES = sorted((STATIC / "src").iterdir())


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", sorted(MANIFEST["files"]))
def test_built_file_is_the_one_of_the_manifest(name: str) -> None:
    assert sha256(STATIC / name) == MANIFEST["files"][name]["sha256"]


def test_built_from_these_sources() -> None:
    """Fails when a source changed and the front end was not built again (`npm run build` in kg/export)."""
    assert MANIFEST["sources"] == {f"src/{path.name}": sha256(path) for path in SOURCES}


def test_packages_have_a_free_licence() -> None:
    assert len(MANIFEST["packages"]) > 8
    assert {package["licence"] for package in MANIFEST["packages"]} <= {"ISC", "BSD-3-Clause", "MIT"}
    wanted = json.loads((STATIC.parent / "package.json").read_text(encoding="utf-8"))["dependencies"]
    inside = {package["package"]: package["version"] for package in MANIFEST["packages"]}
    assert wanted.items() <= inside.items()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_source_writes_no_markup(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    forbidden = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function"
        r"|setAttribute\(\"style\"|fetch\(|XMLHttp"
    )
    assert not re.search(forbidden, text)
    assert len(text.splitlines()) < 400


def test_bundle_cannot_end_its_script() -> None:
    for name in ("explorer.js", "graph.js"):
        text = (STATIC / name).read_text(encoding="utf-8")
        assert "</script" not in text.lower() and "<!--" not in text
        assert not re.search(r"https?://(?!www\.w3\.org/|www\.wikidata\.org/)", text)
