"""The sample articles of the store's tests, in a store in memory."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from kg.store import Store

_FILE = Path(__file__).parent.parent / "store" / "samples.py"
_SPEC = importlib.util.spec_from_file_location("kg_store_samples", _FILE)
assert _SPEC is not None and _SPEC.loader is not None
_SAMPLES = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_SAMPLES)


@pytest.fixture
def samples() -> ModuleType:
    return _SAMPLES


@pytest.fixture
def store() -> Iterator[Store]:
    with Store() as store:
        linkage = _SAMPLES.linkage()
        store.put(_SAMPLES.denial(), linkage, version="1")
        store.put(_SAMPLES.plan(), linkage, version="1")
        store.put_derived(linkage)
        yield store
