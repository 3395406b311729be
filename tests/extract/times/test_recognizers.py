"""Pass rate on the sentence specs of Microsoft's Recognizers-Text (not news, some of it odd French): no bar, a watch.

Only sentences with a reference date count, every fourth of them. Choices of ours that the specs do not share: both
ends of a range and vague amounts stay as they are told ("quelques heures" is PTXH, not PT3H), "dans 3 jours" at an
hour keeps its day, a bare hour range has no date, working days and fiscal years are not known.
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from kg.annotate import annotate
from kg.extract.times import tag
from kg.model import Article, Interval

pytestmark = [pytest.mark.shared, pytest.mark.model]
FLOORS = tomllib.loads((Path(__file__).parents[2] / "floors-time.toml").read_text(encoding="utf-8"))["recognizers"]
NAMES = {"fr": "French", "en": "English"}


def span_of(row: dict[str, Any], wanted: dict[str, Any]) -> tuple[int, int]:
    start = wanted.get("Start", max(0, row["Input"].lower().find(wanted["Text"].lower())))
    return start, start + len(wanted["Text"])


def agrees(found: Interval, wanted: dict[str, Any]) -> bool:
    """The same TIMEX value, the same start, or the same start and end."""
    values = (wanted.get("Resolution") or {}).get("values", [])
    clock = re.compile(r"T(\d\d)$")
    if found.timex_value in {clock.sub(r"T\1:00", v.get("timex") or "") for v in values}:
        return True
    if found.earliest_start is None or found.latest_end is None:
        return False
    start, end = found.earliest_start.isoformat(" "), found.latest_end.isoformat(" ")
    for value in values:
        exact, low, high = value.get("value") or "", value.get("start") or "-", value.get("end") or "-"
        if (exact and start.startswith(exact[:16])) or (start[:10] == low[:10] and end[:10] == high[:10]):
            return True
    return False


@pytest.mark.parametrize("code", ["fr", "en"])
def test_pass_rate(code: str, shared: Path) -> None:
    path = shared / "timex" / "specs" / f"{NAMES[code]}-DateTimeModel.json"
    rows = json.loads(path.read_text(encoding="utf-8-sig"))
    rows = [row for row in rows if row.get("Context", {}).get("ReferenceDateTime")][::4]
    articles = [
        Article(str(i), row["Input"], published=row["Context"]["ReferenceDateTime"][:10], language=code)
        for i, row in enumerate(rows)
    ]
    seen = right = 0
    for row, doc in zip(rows, annotate(articles), strict=True):
        found = [x for i in tag(doc) for x in (i, *i.parts) if x.span]
        hits = []
        for wanted in row["Results"]:
            low, high = span_of(row, wanted)
            hits.append([i for i in found if i.span and i.span.start < high and low < i.span.end])
        seen += all(hits) and bool(found) == bool(hits)
        right += all(any(agrees(i, w) for i in hit) for hit, w in zip(hits, row["Results"], strict=True))
    rates = {"found": 100 * seen / len(rows), "value": 100 * right / len(rows)}
    for measure, rate in rates.items():
        assert rate >= FLOORS[f"{code}-{measure}"], rates
