"""The built editor is what its source and its manifest say, and asks nobody else for anything."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

import kg.web

WEB = Path(kg.web.__file__).parent
STATIC = WEB / "static"
MANIFEST = json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))
FREE = {"MIT", "ISC", "BSD-3-Clause", "Apache-2.0", "CC0-1.0", "(CC-BY-4.0 AND MIT)", "(MPL-2.0 OR Apache-2.0)"}


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", sorted(MANIFEST["files"]))
def test_built_file_is_the_one_of_the_manifest(name: str) -> None:
    assert sha256(STATIC / name) == MANIFEST["files"][name]["sha256"]


def test_built_from_this_source() -> None:
    """Fails when the source changed and the editor was not built again (`npm run build` in kg/web)."""
    assert {name: sha256(WEB / name) for name in MANIFEST["sources"]} == MANIFEST["sources"]


def test_packages_have_a_free_licence_that_ships_with_them() -> None:
    texts = (STATIC / "LICENSES.txt").read_text(encoding="utf-8")
    assert len(MANIFEST["packages"]) > 20
    for package in MANIFEST["packages"]:
        assert package["licence"] in FREE, package
        assert f"{package['package']} {package['version']} (" in texts
    wanted = json.loads((WEB / "package.json").read_text(encoding="utf-8"))["dependencies"]
    inside = {package["package"]: package["version"] for package in MANIFEST["packages"]}
    assert wanted.items() <= inside.items()


def test_the_lock_names_no_index() -> None:
    assert "resolved" not in (WEB / "package-lock.json").read_text(encoding="utf-8")
