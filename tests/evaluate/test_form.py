"""An extraction in the gold's form: ids or words, offsets, nulls where the gold has nulls."""

from __future__ import annotations

from kg.evaluate import compare, record
from kg.model import Article, Entity, Event, Extraction, Filler, Interval, Span

TEXT = "Moscou a réfuté les accusations mercredi."


def extraction() -> Extraction:
    russia = Filler("Moscou", Span(0, 6), entity="x1")
    literal = Filler("les accusations", Span(16, 31))
    first = Event(
        "e1",
        "DENY",
        "denies",
        "réfuter",
        (Span(9, 15),),
        Span(0, len(TEXT)),
        agents=(russia, russia),
        object=literal,
        content="e2",
        time=Interval("2022-02-16"),
        confidence=0.123456,
    )
    second = Event(
        "e2", "ACCUSE", "accuses", "accusation", (Span(20, 31),), Span(0, 41),
        targets=(russia,), object=literal, place=russia, time=Interval(""), sources=(russia,), modality="possible",
    )  # fmt: skip
    entity = Entity("x1", "GPE", "Russie", ("Russie", "Moscou"), "Q159", "russia")
    return Extraction(
        Article("a", TEXT, published="2022-02", language="fr"), entities=(entity,), events=(first, second)
    )


def test_the_form() -> None:
    found = record(extraction())
    assert found["article"] == "a" and found["date_published"] == "2022-02" and found["language"] == "fr"
    assert found["entities"] == [
        {"id": "x1", "name": "Russie", "type": "GPE", "wikidata": "Q159", "names": ["Russie", "Moscou"]}
    ]
    first, second = found["events"]
    assert first["triggers"] == [{"text": "réfuté", "start": 9, "end": 15}]
    assert (first["agent"], first["target"], first["object"]) == (["x1"], [], "e2")
    assert (first["time"], first["place"], first["source"]) == ("2022-02-16", None, ["author"])
    assert first["evidence"] == TEXT and first["confidence"] == 0.1235
    assert (second["object"], second["time"], second["place"]) == ("les accusations", None, "x1")
    assert (second["source"], second["modality"], second["salience"]) == (["x1"], "possible", "core")


def test_a_record_scores_itself_full() -> None:
    found = record(extraction())
    compared = compare(found, found)
    assert [pair.right for pair in compared.pairs] == [dict.fromkeys(compared.pairs[0].right, True)] * 2


def test_an_article_without_anything() -> None:
    found = record(Extraction(Article("a", "…")))
    assert (found["date_published"], found["entities"], found["events"]) == (None, [], [])
