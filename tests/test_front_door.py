"""`import kg` is quick, and every name it offers is there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import kg


@pytest.mark.parametrize("name", kg.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(kg, name) is not None
    assert name in dir(kg)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'bogus'"):
        _ = kg.bogus


def test_importing_it_loads_nothing_heavy() -> None:
    code = "import kg, sys; print(sorted({'spacy', 'pyoxigraph', 'rdflib', 'numpy', 'click'} & set(sys.modules)))"
    root = Path(kg.__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
