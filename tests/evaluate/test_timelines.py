"""The metric of the timeline task, and the timeline of one entity."""

from __future__ import annotations

import pytest

from kg.evaluate.timelines import Entry, Score, read_reference, score, timeline
from kg.model import Article, Event, Extraction, Filler, Interval, Linkage, Ref, Span

A, B, C, D = (("a", k, word) for k, word in enumerate(("founded", "sold", "sued", "closed")))
GOLD = [Entry(0, "", (D,)), Entry(1, "2001", (A, B)), Entry(2, "2002-03", (C,))]


@pytest.mark.parametrize(
    ("system", "precision", "recall"),
    [
        (GOLD, 1.0, 1.0),
        ([], 0.0, 0.0),
        ([Entry(1, "2001", (A,))], 1.0, 1 / 5),  # one of three dates and two orders
        ([Entry(1, "", (A, B)), Entry(2, "", (C,))], 1.0, 2 / 5),
        ([Entry(1, "", (B,)), Entry(2, "", (C,))], 1.0, 0.0),  # implied, though the reference says it of "founded"
        ([Entry(1, "", (C,)), Entry(2, "", (A,))], 0.0, 0.0),
        ([Entry(5, "2001", (A,)), Entry(9, "2002-04", (C,))], 2 / 3, 1 / 5 + 1 / 5),
        ([Entry(0, "", (A, B, C, D))], 0.0, 0.0),
    ],
)
def test_relations_are_scored_by_what_they_imply(system: list[Entry], precision: float, recall: float) -> None:
    found = score(system, GOLD)
    assert found.precision == pytest.approx(precision) and found.recall == pytest.approx(recall)


def test_order_alone_and_sums() -> None:
    assert score(GOLD, GOLD, dates=False) == Score(2, 2, 2, 2)
    both = score(GOLD, GOLD) + score([], GOLD)
    assert (both.recall, both.precision) == (0.5, 1.0) and both.f1 == pytest.approx(2 / 3)


def test_a_reference_row_is_read() -> None:
    mention = {"doc_id": "7", "sentence": 3, "word": "sold"}
    row = {
        "events": [
            {"order": 0, "date": "XXXX-XX-XX", "mentions": [mention]},
            {"order": 1, "date": "1968", "mentions": []},
        ]
    }
    assert read_reference(row, {"7": "art-7"}) == [Entry(0, "", (("art-7", 3, "sold"),)), Entry(1, "1968", ())]


def test_the_timeline_of_a_name() -> None:
    text = "Acme Corp was founded in 1968. Someone sold a house. Acme Corp moved."
    spans = [Span(0, 30), Span(31, 52), Span(53, 69)]

    def event(local: str, word: str, agent: str, where: Span, time: Interval | None = None) -> Event:
        start = text.index(word)
        at = text.index(agent, where.start)
        filler = Filler(agent, Span(at, at + len(agent)))
        return Event(local, "OTHER", "acts", word, (Span(start, start + len(word)),), where, (filler,), time=time)

    events = (
        event("e1", "founded", "Acme Corp", spans[0], Interval("1968")),
        event("e2", "sold", "Someone", spans[1]),
        event("e3", "moved", "Acme Corp", spans[2]),
    )
    article = Extraction(Article("a", text, published="2022-02-16"), events=events)
    made = timeline("Acme Corp", [article], Linkage(), {"a": [span.of(text) for span in spans]})
    assert made == [Entry(1, "1968", (("a", 0, "founded"),)), Entry(2, "2022-02-16", (("a", 2, "moved"),))]
    better = Linkage(times={Ref("a", "e1"): Interval("1968-05-01")})
    assert timeline("Acme Corp", [article], better, {"a": [s.of(text) for s in spans]})[0].date == "1968-05-01"
