"""A few kills of real builds; `python -m benchmarks kills --kills 100` makes many."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

pytestmark = [pytest.mark.model, pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")]


@pytest.fixture(scope="module")
def kills(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("kills", root / "benchmarks" / "kills.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["kills"] = module  # its records look themselves up there
    spec.loader.exec_module(module)
    return module


def test_killed_builds_end_in_the_same_graph(kills: ModuleType, root: Path, tmp_path: Path) -> None:
    paths = [str(root / "data")]
    kills.undisturbed(paths, tmp_path)
    found = kills.trial("pool", paths, kills=3, seed=3, folder=tmp_path, longest=9.0, shard=3)
    assert found.fine, found
    assert sum(found.kills.values()) == 3


def test_a_sample_is_of_all_files(kills: ModuleType, tmp_path: Path) -> None:
    files = []
    for name in ("a", "b"):
        path = tmp_path / f"{name}.jsonl"
        path.write_text("".join(f'{{"id": "{name}{n}"}}\n' for n in range(10)))
        files.append(path)
    folder = tmp_path / "out"
    folder.mkdir()
    lines = Path(kills.sample(files, 4, folder)).read_text().splitlines()
    assert lines == ['{"id": "a0"}', '{"id": "a5"}', '{"id": "b0"}', '{"id": "b5"}']
