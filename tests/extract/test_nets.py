from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st
from hypothesis.extra.numpy import arrays

from kg.extract.nets import Net, pack, parse, unpack
from kg.extract.scorer import weights

FEATURES = ["a", "b", "c", "never seen"]
ROWS = st.lists(st.lists(st.sampled_from(FEATURES), max_size=5), min_size=1, max_size=6)


@pytest.fixture(scope="module")
def net() -> Net:
    random = np.random.default_rng(1)
    return parse(
        {
            "features": ["a", "b", "c"],
            "table": pack(random.normal(size=(3, 2 + 4))),
            "hidden": random.normal(size=(4, 5)).tolist(),
            "bias": random.normal(size=5).tolist(),
            "out": random.normal(size=(5, 2)).tolist(),
        }
    )


@given(arrays(np.float64, (4, 3), elements=st.floats(-1e3, 1e3)))
def test_a_packed_table_comes_back_within_half_a_step(table: np.ndarray) -> None:
    step = np.maximum(np.abs(table).max(axis=0), 1e-6) / 127
    assert (np.abs(unpack(pack(table)) - table) <= step * 0.51 + 1e-4).all()


@given(ROWS)
def test_candidates_do_not_change_each_others_scores(rows: list[list[str]]) -> None:
    net = parse(
        {"features": ["a", "b", "c"], "table": pack(np.arange(9.0).reshape(3, 3) / 9), "hidden": [[1.0, -2.0]],
         "bias": [0.1, 0.2], "out": [[0.5, 1.0], [1.0, -1.0]]}
    )  # fmt: skip
    together = net.scores(rows)
    for k, row in enumerate(rows):
        alone = net.scores([row])
        assert [alone[0][0], alone[1][0]] == pytest.approx([together[0][k], together[1][k]], abs=1e-4)


def test_unseen_features_count_nothing(net: Net) -> None:
    assert net.scores([["a", "unseen"], []]) == net.scores([["a"], ["unseen", "unseen too"]])


def test_features_count_as_often_as_they_stand(net: Net) -> None:
    once, twice = net.scores([["a"]]), net.scores([["a", "a"]])
    assert once != twice


@pytest.mark.parametrize("language", ["fr", "en"])
def test_shipped_nets(language: str) -> None:
    found = weights(language)
    assert found is not None
    net = found.parts
    width = net.table.shape[1] - 2
    assert net.table.shape[0] == len(net.index) + 1
    assert not net.table[0].any()
    assert net.hidden.shape == (width, len(net.bias))
    assert net.out.shape == (len(net.bias), 2)
    assert np.isfinite(net.table).all()
