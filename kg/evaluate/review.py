"""What went wrong, event by event, and grouped into classes that say where to look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.evaluate.names import Name, agree, agreeing, bare, fill, name_table
from kg.evaluate.reliability import Bin
from kg.evaluate.score import SLOTS, Comparison, Record

# A word right before a trigger that makes it a noun. Participles after "le" are rare enough to be left.
_BEFORE_NOUN = re.compile(
    r"(?:\b(?:le|la|les|un|une|des|du|de|au|aux|ce|cet|cette|ces|son|sa|ses|leur|leurs|the|a|an|its|their|his|her|of)\s+"
    r"|\b[ld]['’])$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as the gold has it: `wanted` in the gold, `found` in the prediction."""

    article: str
    kind: str  # the class: "missed noun", "wrong agent: list" …
    trigger: str
    start: int
    wanted: Any
    found: Any
    evidence: str


def differences(comparison: Comparison, gold: Record, predicted: Record | None) -> list[Difference]:
    """Everything that differs in one article, in text order."""
    tables = name_table(gold), name_table(predicted or {})
    names = [{e["id"]: e.get("name") for e in record.get("entities", [])} for record in (gold, predicted or {})]
    found = []
    matched_gold = {pair.gold for pair in comparison.pairs}
    matched = {pair.predicted for pair in comparison.pairs}
    for i, event in enumerate(comparison.gold):
        if i not in matched_gold:
            kind = "missed noun" if _is_noun(event) else "missed verb"
            found.append(_difference(comparison.article, kind, event, event["type"], None))
    for j, event in enumerate(comparison.predicted):
        if j not in matched:
            found.append(_difference(comparison.article, "extra event", event, None, event.get("type")))
    for pair in comparison.pairs:
        wanted, given = comparison.gold[pair.gold], comparison.predicted[pair.predicted]
        for key in (key for key, ok in pair.right.items() if not ok):
            kind = classify(key, wanted, given, tables) if key in SLOTS else f"wrong {key}"
            values = _shown(wanted.get(key), names[0]), _shown(given.get(key), names[1])
            found.append(_difference(comparison.article, kind, wanted, *values))
    return sorted(found, key=lambda d: (d.start, d.kind))


def classify(slot: str, wanted: Record, given: Record, tables: tuple[Mapping[str, frozenset[str]], ...]) -> str:
    """Why agents or targets are wrong, as far as the two records show it.

    invented (gold has none), missing (none found), swapped (it was put in the other slot), list (part of a list),
    coreference (the sentence does not name it), else span.
    """
    gold, found = fill(wanted.get(slot), tables[0]), fill(given.get(slot), tables[1])
    other = fill(given.get("target" if slot == "agent" else "agent"), tables[1])
    if not gold:
        reason = "invented"
    elif any(agree(a, b) for a in gold for b in other) and not agreeing(gold, found):
        reason = "swapped"
    elif len(gold) > 1 and agreeing(gold, found) > 0:
        reason = "list"
    elif agreeing(gold, found):
        reason = "one too many"
    elif not any(_named(name, wanted.get("evidence", "")) for name in gold):
        reason = "coreference"
    else:
        reason = "span" if found else "missing"
    return f"wrong {slot}: {reason}"


def by_class(found: Iterable[Difference]) -> dict[str, list[Difference]]:
    """Differences by kind, the commonest first."""
    groups: dict[str, list[Difference]] = {}
    for difference in found:
        groups.setdefault(difference.kind, []).append(difference)
    return dict(sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])))


def listing(found: Sequence[Difference], bins: Iterable[Bin]) -> str:
    """For reading: classes with counts, every difference by article, and how far confidences can be trusted."""
    lines = ["", "by class"]
    lines += [f"  {len(rows):5}  {kind}" for kind, rows in by_class(found).items()]
    article = ""
    for row in found:
        if row.article != article:
            article = row.article
            lines += ["", article]
        lines.append(f"  {row.start:5}  {row.kind}: «{row.trigger}» wanted {row.wanted!r}, found {row.found!r}")
    lines += ["", "confidence  events  mean  who-did-what right"]
    lines += [f"  {row.low:.1f}+      {row.events:6}  {row.confidence:.2f}  {row.right:.2f}" for row in bins]
    return "\n".join(lines)


def _named(name: Name, sentence: str) -> bool:
    """Whether the sentence has any of these names."""
    text = bare(sentence)
    return any(re.search(rf"\b{re.escape(n)}\b", text) for n in name.names)


def _shown(value: Any, names: Mapping[str, Any]) -> Any:
    """A slot for reading: names in place of the ids of one record."""
    return [names.get(item) or item for item in value] if isinstance(value, list) else value


def _is_noun(event: Record) -> bool:
    """Whether a determiner stands before the trigger (its first occurrence) in the evidence."""
    before, _, _ = event.get("evidence", "").partition(event["triggers"][0].get("text") or "\0")
    return bool(_BEFORE_NOUN.search(before))


def _difference(article: str, kind: str, event: Record, wanted: Any, found: Any) -> Difference:
    first: Mapping[str, Any] = event["triggers"][0] if event["triggers"] else {"start": 0}
    return Difference(article, kind, first.get("text", ""), first["start"], wanted, found, event.get("evidence", ""))
