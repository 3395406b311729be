"""Ray and Dask on this machine: results, errors and deaths come back, and the graph is that of a serial build."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.config import settings
from kg.errors import KgError
from kg.pipeline import BuildReport, build
from kg.run import Plan
from kg.run.engines import ENGINES, Engine, Lost, engine_of
from kg.run.work import drive

OTHERS = ("ray", "dask")
EXTRAS = {"ray": "ray", "dask": "distributed"}


@pytest.fixture(scope="module", params=["pool", *OTHERS])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param != "pool":
        pytest.importorskip(EXTRAS[request.param], reason=f"the extra {request.param} is not installed")
    made = engine_of(request.param, 2)
    yield made
    made.close()


def test_results_come_back_whatever_their_order(engine: Engine) -> None:
    tasks = list(range(20))
    found = dict(drive(engine, iter(tasks), lambda n: (math.factorial, n), lambda n: [n]))
    assert found == {n: math.factorial(n) for n in tasks}
    assert engine.width == 2


def test_an_error_comes_back_as_itself(engine: Engine) -> None:
    handle = engine.submit(math.sqrt, -1.0)
    assert engine.wait([handle])
    with pytest.raises(ValueError):
        engine.result(handle)


def test_a_death_is_told_and_the_engine_goes_on(engine: Engine) -> None:
    with pytest.raises(Lost):
        engine.alone(os._exit, 1)
    assert engine.alone(math.factorial, 4) == 24


@pytest.mark.model
@pytest.mark.parametrize("name", OTHERS)
def test_the_graph_is_that_of_a_serial_build(built: BuildReport, root: Path, tmp_path: Path, name: str) -> None:
    pytest.importorskip(EXTRAS[name], reason=f"the extra {name} is not installed")
    config = settings({"out": tmp_path, "strict": True})
    plan = Plan(workers=2, engine=name, shard=5)
    report = build([root / "data"], config, plan=plan, files=False)
    assert (report.read, report.fresh) == (built.read, built.fresh)
    (text,) = (path.read_bytes() for path in built.written if path.name == "report.md")
    assert (tmp_path / "report.md").read_bytes() == text
    from kg.store import Store

    with Store.open(tmp_path / "store", read_only=True) as store:
        graph = store.dump()
    assert graph == next(path for path in built.written if path.name == "graph.nq").read_bytes()


@pytest.mark.parametrize("name", OTHERS)
def test_a_cluster_that_is_not_there(name: str) -> None:
    pytest.importorskip(EXTRAS[name], reason=f"the extra {name} is not installed")
    address = {"ray": "127.0.0.1:1", "dask": "tcp://127.0.0.1:1"}[name]
    with pytest.raises(KgError, match=r"127\.0\.0\.1:1: cannot be reached .* Is the cluster running"):
        ENGINES[name](1, address)


def test_an_engine_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(KgError, match=r'ray is not installed\. Install it in the clone: pip install -e "\.\[ray\]"'):
        engine_of("ray", 1)
