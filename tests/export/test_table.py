from __future__ import annotations

import csv
import io
from types import ModuleType

import pytest

from kg.export.table import COLUMNS, csv as as_csv, ical
from kg.model import Article, Entity, Event, Extraction, Filler, Linkage, Span
from kg.store import Store


def rows(store: Store) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(as_csv(store))))


def test_one_line_an_event(store: Store) -> None:
    found = rows(store)
    assert [row["action"] for row in found] == ["meets", "says", "submits", "affirms", "answers", "denies", "wounds"]
    assert set(found[0]) == set(COLUMNS)


def test_what_a_line_says(store: Store, samples: ModuleType) -> None:
    wounds = rows(store)[-1]
    assert wounds == wounds | {
        "article": "seed/2022 a",
        "earliest": "2022-02-02",
        "latest": "2022-02-09",
        "edtf": "[2022-02-02,2022-02-09]",
        "possible_days": "2022-02-02; 2022-02-09",
        "time_words": "mercredi 2 février",
        "agents": "",
        "targets": "trois policiers",
        "place": "Paris",
        "source": "Sweden",
        "polarity": "positive",
        "modality": "actual",
        "type": "ASSAULT",
        "trigger": "blessés",
        "confidence": "1",
    }
    span = slice(int(wounds["evidence_start"]), int(wounds["evidence_end"]))
    assert samples.DENIAL[span] == wounds["evidence"]
    assert samples.DENIAL[int(wounds["trigger_start"]) : int(wounds["trigger_end"])] == "blessés"


def test_disputes_and_statements(store: Store) -> None:
    by_action = {row["action"]: row for row in rows(store)}
    assert by_action["answers"]["disputed"] == "yes" and by_action["answers"]["polarity"] == "negative"
    assert by_action["denies"]["stance"] == "denies" and by_action["denies"]["about"] == "no answer"
    assert by_action["says"]["heading"] == "yes" and by_action["meets"]["modality"] == "future"


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(start: str) -> None:
    text = start + "cmd|' /C calc'!A0"
    whole = Span(0, len(text))
    event = Event("e1", "STATE", "says", text, (whole,), whole, (Filler(text, whole, "x1"),))
    store = Store()
    store.put(Extraction(Article("a", text, text), entities=(Entity("x1", "PER", text),), events=(event,)), Linkage())
    (row,) = rows(store)
    for column in ("evidence", "trigger", "title", "agents"):
        assert row[column] == "'" + text


def test_the_calendar_holds_what_has_one_day(store: Store) -> None:
    text = ical(store)
    assert text.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20220303\r\nDTEND;VALUE=DATE:20220304\r\n" in text
    assert "SUMMARY:Russia meets Sweden (planned)\r\n" in text and "STATUS:TENTATIVE" in text
    assert "DTSTAMP:20220301T000000Z" in text


def test_the_calendar_escapes_and_folds(samples: ModuleType) -> None:
    text = "Éva; part, \\ le\r\nlundi. END:VEVENT " + "é" * 100
    whole = Span(0, len(text))
    event = Event("e1", "MOVE", "leaves", "partir", (whole,), whole, time=samples.day("2022-03-03"))
    store = Store()
    store.put(Extraction(Article("a", text, published="2022"), events=(event,)))
    lines = ical(store).split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "END:VEVENT" in lines and lines.count("END:VEVENT") == 1
    unfolded = ical(store).replace("\r\n ", "")
    assert "DESCRIPTION:Éva\\; part\\, \\\\ le\\nlundi. END:VEVENT é" in unfolded
