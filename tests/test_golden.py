"""What the sample articles give, event by event: a change here is read by a person before it is kept.

`make golden` writes the files anew.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.evaluate import record
from kg.pipeline import BuildReport, report_text

pytestmark = pytest.mark.model
GOLDEN = Path(__file__).parent / "golden"


def test_golden_articles(built: BuildReport, golden: Callable[[str, str], None]) -> None:
    for extraction in built.extractions:
        golden(f"{extraction.article.id}.txt", lines(record(extraction)))


def test_golden_report(built: BuildReport, golden: Callable[[str, str], None], root: Path) -> None:
    golden("report.md", report_text(built).replace(f"{root}/", ""))


def test_no_golden_file_is_left_over(built: BuildReport) -> None:
    wanted = {f"{extraction.article.id}.txt" for extraction in built.extractions}
    assert {path.name for path in GOLDEN.glob("*.txt")} == wanted


def lines(found: dict[str, Any]) -> str:
    """One line an event, in text order: where, trigger, type, who -> whom, what, and what colours it."""
    names = {entity["id"]: entity["name"] for entity in found["entities"]}
    rows = [f"{found['article']} {found['date_published']} {found['language']}", ""]
    for event in found["events"]:
        slots = {key: ", ".join(names.get(v, v) for v in event[key]) for key in ("agent", "target", "source")}
        what = names.get(event["object"], event["object"]) or ""
        row = f"{event['triggers'][0]['start']:5} {event['id']:4} {event['type']:10} "
        row += " + ".join(t["text"] for t in event["triggers"])
        row += f" | {slots['agent'] or '?'} -> {slots['target'] or '-'} | {what or '-'}"
        row += f" | {event['time'] or '-'} | {names.get(event['place'], event['place']) or '-'}"
        row += f" | {event['polarity'][:3]} {event['modality']} {event['salience']} by {slots['source']}"
        rows.append(" ".join(row.split("\n")) + (" | heading" if event["heading"] else ""))
    return "\n".join(rows) + "\n"
