"""The figures of the gold's guideline: detection, slots, who-did-what, full frame.

A predicted event matches the gold event whose triggers it overlaps most, each used once. All rates are rounded to
four decimals, F1 being taken of the unrounded precision and recall.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.evaluate.names import AUTHOR, agreeing, fill, name_table

Record = Mapping[str, Any]  # one article in the gold's form
SLOTS = ("agent", "target")
# What is judged on a matched pair besides the slots, and the value of a prediction that does not say.
FACTS: Mapping[str, Any] = {"type": None, "polarity": "positive", "modality": "actual"}


@dataclass(frozen=True, slots=True)
class Pair:
    """One gold event and its prediction, by index, with what is right about it."""

    gold: int
    predicted: int
    right: Mapping[str, bool]  # agent target type polarity modality time source
    slot_hits: Mapping[str, int]

    @property
    def who_did_what(self) -> bool:
        """Whether agents and targets are all found and nothing else is."""
        return self.right["agent"] and self.right["target"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One article's gold beside its prediction. `slots` counts fillers: slot -> (gold, predicted)."""

    article: str
    gold: Sequence[Record]
    predicted: Sequence[Record]
    pairs: tuple[Pair, ...]
    slots: Mapping[str, tuple[int, int]]


def compare(gold: Record, predicted: Record | None) -> Comparison:
    """Match the events of one article; a missing prediction counts as an empty one."""
    other: Record = predicted or {"entities": [], "events": []}
    events, found = gold["events"], other["events"]
    tables = name_table(gold), name_table(other)
    fillers = {
        slot: ([fill(e.get(slot), tables[0]) for e in events], [fill(e.get(slot), tables[1]) for e in found])
        for slot in SLOTS
    }
    pairs = []
    for i, j in match(events, found):
        right = {key: events[i].get(key) == found[j].get(key, default) for key, default in FACTS.items()}
        hits = {}
        for slot, (wanted, given) in fillers.items():
            hits[slot] = agreeing(wanted[i], given[j])
            right[slot] = hits[slot] == len(wanted[i]) == len(given[j])
        right["time"] = normal(events[i].get("time")) == normal(found[j].get("time"))
        said = fill(events[i].get("source"), tables[0]) or [AUTHOR]
        right["source"] = agreeing(said, fill(found[j].get("source"), tables[1]) or [AUTHOR]) >= 1
        pairs.append(Pair(i, j, right, hits))
    counts = {slot: (sum(map(len, a)), sum(map(len, b))) for slot, (a, b) in fillers.items()}
    return Comparison(gold["article"], events, found, tuple(pairs), counts)


def compare_all(gold: Mapping[str, Record], predicted: Mapping[str, Record]) -> list[Comparison]:
    """One comparison a gold article, in the gold's order."""
    return [compare(record, predicted.get(article)) for article, record in gold.items()]


def match(gold: Sequence[Record], predicted: Sequence[Record]) -> list[tuple[int, int]]:
    """Pairs of indices whose triggers overlap, most characters first, each event used once.

    >>> match([{"triggers": [{"start": 0, "end": 5}]}], [{"triggers": [{"start": 3, "end": 6}]}])
    [(0, 0)]
    """
    options = []
    for i, wanted in enumerate(gold):
        for j, found in enumerate(predicted):
            common = max((_common(a, b) for a in wanted["triggers"] for b in found["triggers"]), default=0)
            if common:
                options.append((-common, i, j))
    left_gold, left_predicted, pairs = set(range(len(gold))), set(range(len(predicted))), []
    for _, i, j in sorted(options):
        if i in left_gold and j in left_predicted:
            pairs.append((i, j))
            left_gold.remove(i)
            left_predicted.remove(j)
    return sorted(pairs)


def _common(a: Mapping[str, int], b: Mapping[str, int]) -> int:
    """Characters two triggers have in common."""
    return max(0, min(a["end"], b["end"]) - max(a["start"], b["start"]))


def normal(time: str | None) -> str | None:
    """An EDTF string for comparing: candidates sorted, sets of one and intervals of one day unwrapped.

    >>> normal("[2022-02-09, 2022-02-02]"), normal("2022-02-02/2022-02-02"), normal("")
    ('[2022-02-02,2022-02-09]', '2022-02-02', None)
    """
    text = (time or "").strip()
    if not text:
        return None
    if text[0] in "[{":
        days = sorted(re.split(r"\s*,\s*", text.strip("[]{}")))
        return f"[{','.join(days)}]" if len(days) > 1 else days[0]
    first, slash, last = text.partition("/")
    return first if slash and first == last else text


def figures(comparisons: Iterable[Comparison]) -> dict[str, Any]:
    """All figures over some articles, in a fixed order."""
    found = list(comparisons)
    pairs = [(c, pair) for c in found for pair in c.pairs]
    wanted = [event for c in found for event in c.gold]
    given = [event for c in found for event in c.predicted]
    sizes = len(wanted), len(given)
    core = sum(event["salience"] == "core" for event in wanted)
    core_hits = sum(c.gold[pair.gold]["salience"] == "core" for c, pair in pairs)
    timed = sum(bool(event.get("time")) for event in wanted), sum(bool(event.get("time")) for event in given)
    time_hits = sum(bool(c.gold[pair.gold].get("time")) and pair.right["time"] for c, pair in pairs)
    accuracy = {
        key: round(sum(pair.right[key] for _, pair in pairs) / (len(pairs) or 1), 4)
        for key in ("type", "polarity", "modality", "time", "source")
    }
    slots = {
        slot: rates(
            sum(pair.slot_hits[slot] for _, pair in pairs),
            sum(c.slots[slot][0] for c in found),
            sum(c.slots[slot][1] for c in found),
        )
        for slot in SLOTS
    }
    return {
        "articles": len(found),
        "gold_events": sizes[0],
        "predicted_events": sizes[1],
        "detection": rates(len(pairs), *sizes),
        "core_recall": round(core_hits / core, 4) if core else 0.0,
        "accuracy_on_matched": accuracy,
        "time": rates(time_hits, *timed),
        **slots,
        "who_did_what": rates(sum(pair.who_did_what for _, pair in pairs), *sizes),
        "full_frame": rates(sum(all(pair.right.values()) for _, pair in pairs), *sizes),
    }


def rates(hits: int, gold: int, predicted: int) -> dict[str, float]:
    """Precision, recall and F1.

    >>> rates(1, 2, 4)
    {'p': 0.25, 'r': 0.5, 'f1': 0.3333}
    """
    p = hits / predicted if predicted else 0.0
    r = hits / gold if gold else 0.0
    return {"p": round(p, 4), "r": round(r, 4), "f1": round(f1(p, r), 4)}


def f1(precision: float, recall: float) -> float:
    """The harmonic mean of precision and recall, 0 where both are.

    >>> f1(0.5, 1.0) == 2 / 3, f1(0.0, 0.0)
    (True, 0.0)
    """
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
