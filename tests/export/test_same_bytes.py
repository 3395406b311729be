"""The same graph gives the same pages in every process, whatever order its sets have there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.pipeline import BuildReport

pytestmark = pytest.mark.model
CODE = """
import sys
from pathlib import Path
from kg.export import EXPORTERS, graph
from kg.store import Store
graph.LARGEST = 20  # fewer than there are, so that some are left out
with Store.open(sys.argv[1], read_only=True) as store:
    EXPORTERS[sys.argv[2]](store, Path(sys.argv[3]))
"""


@pytest.mark.parametrize("name", ["graph", "graphml"])
def test_the_order_of_sets_leaves_no_trace(built: BuildReport, tmp_path: Path, root: Path, name: str) -> None:
    store = built.written[0].parent / "store"
    for seed in ("1", "2"):
        line = [sys.executable, "-c", CODE, str(store), name, str(tmp_path / seed)]
        subprocess.run(line, check=True, cwd=root, env={**os.environ, "PYTHONHASHSEED": seed})
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()
