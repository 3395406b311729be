"""The annotation of MEANTIME as spans of the text, and what is counted of an extraction beside it."""

from __future__ import annotations

from typing import Any

import pytest

from kg.evaluate.meantime import counts, entities_together, events_together, judged, pair, read_article, system_entities
from kg.model import Article, Event, Extraction, Filler, Interval, Mention, Span

TEXT = 'Norvik Corp. shut its plant on Monday.\nThe plant will not be sold, "Ada Lund" said.\nIt rained.'


def event(name: str, *mentions: tuple[str, str, int], **more: Any) -> dict[str, Any]:
    facts = more.pop("facts", {})
    rows = [{"m_id": m, "text": text, "sentence": number, **facts} for m, text, number in mentions]
    return {"event_id": name, "event_class": "OTHER", "mentions": rows, "participants": [], "times": [], **more}


def whom(m: str, text: str, instance: str, role: str, kind: str = "ORG") -> dict[str, str]:
    return {
        "m_id": m, "text": text, "instance": instance, "role": role, "entity_type": kind, "tag": "ENTITY_MENTION"
    }  # fmt: skip


ON = {"direction": "event->time", "rel": "IS_INCLUDED", "type": "DATE", "value": "2022-02-14"}
ROW = {
    "sentences_tokenised": [
        "Norvik shuts plant", "Norvik Corp. shut its plant on Monday .",
        "The plant will not be sold , `` Ada Lund '' said .", "It rained .",
    ],
    "annotated_sentences": [0, 1, 2],
    "events": [
        event("1", ("1", "shuts", 0), ("2", "shut", 1), facts={"polarity": "POS", "certainty": "CERTAIN"},
              participants=[whom("11", "Norvik Corp.", "n", "Arg0"), whom("12", "its plant", "p", "Arg1", "LOC")],
              times=[ON]),
        event("2", ("3", "sold", 2), facts={"polarity": "NEG", "time": "FUTURE", "certainty": "UNDERSPECIFIED"},
              participants=[whom("13", "The plant", "p", "Arg1", "LOC")]),
        event("3", ("4", "said", 2), participants=[whom("14", "Ada Lund", "a", "Arg0", "PER")]),
        event("4", ("5", "will sold", 2)),
    ],
}  # fmt: skip


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def made(name: str, word: str, **more: Any) -> Event:
    return Event(name, "OTHER", "", word, (span(word),), span(word), **more)


def filler(words: str, entity: str = "") -> Filler:
    return Filler(words, span(words), entity)


@pytest.fixture(name="found")
def found_fixture() -> Extraction:
    monday = Interval("2022-02-14")
    return Extraction(
        Article("a", TEXT, published="2022-02-16"),
        mentions=(
            Mention(span("Norvik Corp."), "Norvik Corp.", "name", "x1", ""),
            Mention(span("its plant"), "its plant", "nominal", "x2", ""),
            Mention(span("The plant"), "The plant", "nominal", "x2", ""),
        ),
        events=(
            made("e1", "shut", agents=(filler("Norvik Corp.", "x1"),), object=filler("plant", "x2"), time=monday),
            made("e2", "sold", targets=(filler("The plant", "x2"),), polarity="negative", modality="future"),
            made("e3", "rained"),
        ),
    )


def test_the_gold_is_found_in_the_text() -> None:
    gold = read_article(ROW, TEXT)
    assert [span_.of(TEXT) for span_ in gold.sentences] == [
        "Norvik Corp. shut its plant on Monday", 'The plant will not be sold, "Ada Lund" said'
    ]  # fmt: skip
    assert [[s.of(TEXT) for s in mention.spans] for mention in gold.mentions] == [
        ["shut"], ["sold"], ["said"], ["will", "sold"]
    ]  # fmt: skip
    assert gold.left_out == 1  # in the title
    assert {one.span.of(TEXT) for one in gold.entities.values()} == {
        "Norvik Corp", "its plant", "The plant", "Ada Lund"
    }  # fmt: skip


def test_only_annotated_sentences_are_judged_and_each_event_is_used_once(found: Extraction) -> None:
    gold = read_article(ROW, TEXT)
    assert [e.id for e in judged(gold, found.events)] == ["e1", "e2"]
    assert {(mention.id, e.id) for mention, e in pair(gold, found.events)} == {("2", "e1"), ("3", "e2")}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("event gold", 4), ("event given", 2), ("event right", 2),
        ("participant gold", 3), ("participant given", 3), ("participant right", 3),
        ("agent right", 1), ("patient right", 2),
        ("dated gold", 1), ("dated own given", 1), ("dated own right", 1), ("dated told right", 1),
        ("polarity judged", 2), ("polarity right", 2), ("polarity usual", 1), ("polarity rare right", 1),
        ("certainty judged", 1), ("certainty right", 1), ("time judged", 1), ("time rare right", 1),
    ],
)  # fmt: skip
def test_counts(found: Extraction, name: str, value: int) -> None:
    assert counts(read_article(ROW, TEXT), found)[name] == value


def test_what_is_put_together(found: Extraction) -> None:
    gold = read_article(ROW, TEXT)
    system = system_entities(gold, found)
    assert system == {"11": "x1", "12": "x2", "13": "x2"}
    assert entities_together(gold, system).f1 == 1.0 and entities_together(gold, {}).recall == 0.75
    assert entities_together(gold, system, ["PER"]).items == 1
    assert events_together(gold, {"2": "c", "3": "c"}).precision == 0.75
