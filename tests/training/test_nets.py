"""The net learns what features mean together, which a weight a feature cannot."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kg.extract.nets import parse

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))
import nets


def _either_alone(times: int) -> list[nets.Choice]:
    """ "x" is right and so is "y", but never both together: then it is "z"."""
    made: list[nets.Choice] = []
    for k in range(times):
        alone = [["x", f"n{k % 3}"], ["z"]] if k % 2 else [["y"], ["z", f"n{k % 3}"]]
        made.append((alone, ([0], [1])))
        made.append(([["x", "y"], ["z", f"n{k % 3}"]], ([1], [0])))
    return made


def test_features_that_mean_another_thing_together() -> None:
    net = parse(nets.learn(_either_alone(400), [], 2))
    for rows, right in ([["x"], ["z"]], 0), ([["y"], ["z"]], 0), ([["x", "y"], ["z"]], 1):
        first, second = net.scores(rows)
        assert first.index(max(first)) == right
        assert second.index(max(second)) == 1 - right


def test_the_golds_own_habit_wins_over_other_annotators() -> None:
    own: list[nets.Choice] = [([["a"], ["b"]], ([0],))] * 200
    others: list[nets.Choice] = [([["a"], ["b"]], ([1],))] * 600
    scores = parse(nets.learn(own, others, 1)).scores([["a"], ["b"]])[0]
    assert scores[0] > scores[1]


def test_a_question_that_nobody_settled_teaches_nothing() -> None:
    silent: list[nets.Choice] = [([["a"], ["b"]], ([], [1]))] * 200
    first, second = parse(nets.learn(silent, [], 2)).scores([["a"], ["b"]])
    assert second[1] > second[0] + 1
    assert abs(first[0] - first[1]) < 0.5


def test_the_same_examples_give_the_same_net() -> None:
    assert nets.learn(_either_alone(60), [], 2) == nets.learn(_either_alone(60), [], 2)


@pytest.mark.parametrize("seen", [1, 2])
def test_rare_features_are_left_out(seen: int) -> None:
    rows: list[nets.Choice] = [([["a", *(["rare"] if k < seen else [])], ["b"]], ([0],)) for k in range(80)]
    assert "rare" not in nets.learn(rows, [], 1)["features"]


def test_linear_scorers_side_by_side() -> None:
    net = parse(nets.flat([{"a": 1.0, "b": -0.5}, {"a": -2.0}]))
    first, second = net.scores([["a"], ["a", "b"], ["unseen"]])
    assert first == pytest.approx([1.0, 0.5, 0.0], abs=0.01)
    assert second == pytest.approx([-2.0, -2.0, 0.0], abs=0.01)


def test_a_mixed_net_scores_the_mean_of_both() -> None:
    examples = [([["a"], ["b"]], ([0], [1])), ([["a", "c"], ["b", "c"]], ([0], [1]))] * 3
    learned = nets.learn(examples, [], 2)
    linear = nets.flat([{"a": 1.0, "d": 0.5}, {"b": -2.0}])
    rows = [["a"], ["b", "c"], ["d"], ["unseen"]]
    one, other, both = (parse(n).scores(rows) for n in (learned, linear, nets.mixed(learned, linear)))
    bare = parse(learned).scores([["unseen"]])
    for k, answer in enumerate(both):
        assert answer == pytest.approx([(a + b) / 2 for a, b in zip(one[k], other[k], strict=True)], abs=0.05)
    assert [a[-1] for a in both] == pytest.approx([a[0] / 2 for a in bare], abs=0.05)


def test_labels_that_features_mean_together() -> None:
    rows = {"x": "one", "y": "one", "x y": "two", "z": "none"}
    examples = [(words.split(), label) for words, label in rows.items()] * 400
    net = parse(nets.learn_labels(examples, [], ["none", "one", "two"]))
    for words, label in rows.items():
        odds = [score for (score,) in net.scores([words.split()])]
        assert ["none", "one", "two"][odds.index(max(odds))] == label


def test_a_bias_of_each_label_lasts_through_the_mean() -> None:
    linear = nets.flat([{"a": 1.0}, {}], [0.5, -1.5])
    learned = nets.learn_labels([(["a"], "x"), (["b"], "y")] * 30, [], ["x", "y"])
    one, other, both = (parse(n).scores([["a"], ["unseen"]]) for n in (learned, linear, nets.mixed(learned, linear)))
    assert [row[1] for row in other] == pytest.approx([0.5, -1.5])
    for mean, by_net, by_line in zip(both, one, other, strict=True):
        assert mean == pytest.approx([(a + b) / 2 for a, b in zip(by_net, by_line, strict=True)], abs=0.02)
