from __future__ import annotations

import dataclasses
from types import ModuleType

import pytest

from kg.export.view import main_language, title_of, view_data
from kg.model import Article, Dispute, Event, Extraction, Linkage, Ref, Span
from kg.store import Store


def test_every_event_is_there_in_order(store: Store, samples: ModuleType) -> None:
    data = view_data(store)
    assert len(data["events"]) == len(samples.denial().events) + len(samples.plan().events)
    assert [event["article"] for event in data["events"]] == ["seed/2022 a"] * 5 + ["b"] * 2
    assert [event["type"] for event in data["events"][:4]] == ["PROPOSE", "STATE", "STATE", "DENY"]
    dateless = [event for event in data["events"] if not event["earliest"] and not event["latest"]]
    assert len(dateless) == 5


def test_an_event_with_its_participants_and_doubts(store: Store) -> None:
    events = {event["type"] + event["action"]: event for event in view_data(store)["events"]}
    wounded = events["ASSAULTwounds"]
    assert wounded["candidates"] == ["2022-02-02", "2022-02-09"]
    assert (wounded["earliest"], wounded["latest"], wounded["anchor"]) == ("2022-02-02", "2022-02-09", "publication")
    assert wounded["targets"] == [{"id": "", "text": "trois policiers"}]
    assert [filler["id"] for filler in wounded["sources"]] == ["Sweden"]
    assert wounded["place"] is not None and wounded["place"]["text"] == "Paris"
    answer = events["STATEanswers"]
    assert answer["disputed"] and answer["polarity"] == "negative"
    denial = events["DENYdenies"]
    assert denial["contents"] == [answer["id"]] and denial["stance"] == "denies"
    assert events["CONSULTmeets"]["modality"] == "future"


def test_marks_are_where_the_words_are(store: Store, samples: ModuleType) -> None:
    for event in view_data(store)["events"]:
        sentence = event["evidence"]
        article = samples.DENIAL if event["article"].startswith("seed") else samples.PLAN
        assert article[sentence["start"] :].startswith(sentence["text"])
        ends = [0] + [mark["end"] for mark in sentence["marks"]]
        assert all(mark["start"] >= end for mark, end in zip(sentence["marks"], ends, strict=False))
        assert any(mark["kind"] == "trigger" for mark in sentence["marks"])
    wounded = next(event for event in view_data(store)["events"] if event["action"] == "wounds")
    found = {(m["kind"], wounded["evidence"]["text"][m["start"] : m["end"]]) for m in wounded["evidence"]["marks"]}
    assert {
        ("trigger", "blessés"),
        ("time", "mercredi 2 février"),
        ("speaker", "la Suède"),
        ("actor", "Paris"),
    } <= found


def test_dispute_and_actors(store: Store) -> None:
    data = view_data(store)
    (dispute,) = data["disputes"]
    by_id = {event["id"]: event for event in data["events"]}
    assert by_id[dispute["event"]]["action"] == "answers"
    assert [by_id[name]["action"] for name in dispute["asserting"] + dispute["denying"]] == ["affirms", "denies"]
    actors = {actor["id"]: actor for actor in data["actors"]}
    assert actors["NATO"]["label"] == {"en": "NATO", "fr": "OTAN"} and actors["NATO"]["wikidata"] == "Q7184"
    assert "security_proposals" not in actors  # a topic that nobody is
    assert data["actors"] == sorted(data["actors"], key=lambda actor: (-actor["count"], actor["id"]))


def test_article_text_in_paragraphs(store: Store, samples: ModuleType) -> None:
    article = view_data(store)["articles"][0]
    assert (article["title"], article["published"], article["language"]) == ("L'Otan et la Russie", "2022-02", "fr")
    assert "".join(paragraph["text"] for paragraph in article["paragraphs"]) in ("", samples.DENIAL)


def test_same_events_point_to_each_other() -> None:
    def article(name: str) -> Extraction:
        event = Event("e1", "MOVE", "arrives", "arrive", (Span(2, 8),), Span(0, 8))
        return Extraction(Article(name, "X arrive."), events=(event,))

    with Store() as store:
        for name in "abc":
            store.put(article(name))
        store.put_derived(Linkage(same_events=((Ref("a", "e1"), Ref("b", "e1")),)))
        a, b, c = view_data(store)["events"]
    assert (a["same"], b["same"], c["same"]) == ([b["id"]], [a["id"]], [])


def test_same_store_same_value(samples: ModuleType) -> None:
    found = []
    for order in ([0, 1], [1, 0]):
        texts = [samples.denial(), samples.plan()]
        with Store() as store:
            for i in order:
                store.put(texts[i], samples.linkage(), version="1")
            store.put_derived(samples.linkage())
            found.append(view_data(store))
    assert found[0] == found[1]


def test_dispute_of_an_unknown_event_is_kept() -> None:
    with Store() as store:
        store.put_derived(Linkage(disputes=(Dispute(Ref("a", "e1"), (), ()),)))
        assert view_data(store)["disputes"][0]["asserting"] == []


@pytest.mark.parametrize(
    ("languages", "expected"),
    [(["fr", "en", "en"], "en"), (["fr", "en"], "fr"), (["pt", "en"], "en"), (["", "pt"], "en")],
)
def test_main_language(languages: list[str], expected: str) -> None:
    assert main_language(languages) == expected


def test_title(store: Store, samples: ModuleType) -> None:
    assert title_of([], [])["fr"] == "Graphe d’événements"
    with Store() as one:
        one.put(dataclasses.replace(samples.denial()))
        assert view_data(one)["meta"]["title"] == dict.fromkeys(("en", "fr"), "L'Otan et la Russie")
    assert " – " in view_data(store)["meta"]["title"]["fr"]
