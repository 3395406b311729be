"""The journal: what a person decided holds at every build, and a line that is gone decides nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError
from kg.link import Decision, check_decision, link, read_decisions, review, write_decision
from kg.model import Extraction, Linkage, Ref


def article(draft: Any, name: str, person: str) -> Extraction:
    made = draft(name, f"{person} a quitté Paris.")
    who = made.entity("PER", person)
    made.event("MOVE", "leaves", "quitté", [who])
    found: Extraction = made.done()
    return found


@pytest.fixture
def news(draft: Any) -> list[Extraction]:
    return [
        article(draft, name, who)
        for name, who in (("a", "Jens Stoltenberg"), ("b", "M. Stoltenberg"), ("c", "Jens Stoltenberg"))
    ]


def actors(linked: Linkage) -> list[str]:
    return [linked.actor_of[Ref(name, "x1")] for name in "abc"]


def test_same_joins_what_linking_left_apart(news: list[Extraction], tmp_path: Path) -> None:
    journal = tmp_path / "decisions.jsonl"
    before = link(news, decisions=journal)
    assert len(set(actors(before))) == 2
    write_decision(journal, Decision("same", "Jens_Stoltenberg", "b#M. Stoltenberg"))
    assert actors(link(news, decisions=journal)) == ["Jens_Stoltenberg"] * 3
    journal.write_text("", encoding="utf-8")
    assert link(news, decisions=journal) == before


def test_a_name_may_be_an_actor_a_local_id_or_a_name_of_the_article(news: list[Extraction]) -> None:
    bare = link(news).actor_of[Ref("b", "x1")]
    for name in (bare, "b#x1", "b#M. Stoltenberg", "b#m. stoltenberg"):
        assert len(set(actors(link(news, decisions=[Decision("same", "a#x1", name)])))) == 1


def test_different_keeps_apart_what_linking_would_join(news: list[Extraction]) -> None:
    found = actors(link(news, decisions=[Decision("different", "a#x1", "c#x1")]))
    assert found[0] != found[2]


def test_events_are_decided_too(draft: Any) -> None:
    texts = {"a": "La Russie a quitté le conseil.", "b": "Moscou part."}
    made = []
    for name, text in texts.items():
        one = draft(name, text)
        who = one.entity("GPE", "Russie" if name == "a" else "Moscou", key="Russia")
        one.event("MOVE", "leaves", "quitté" if name == "a" else "part", [who])
        made.append(one.done())
    assert not link(made).same_events
    joined = link(made, decisions=[Decision("same", "a#e1", "b#e1")])
    assert joined.same_events == ((Ref("a", "e1"), Ref("b", "e1")),)
    from kg.ids import digest

    named = Decision("same", "e_" + digest("a", "e1"), "b#e1")
    assert link(made, decisions=[named]) == joined


def test_what_names_nothing_is_left_out_and_told(news: list[Extraction]) -> None:
    nothing, something = Decision("same", "Nobody", "a#x1"), Decision("same", "a#x1", "b#x1")
    told: list[Decision] = []
    assert link(news, decisions=[nothing], on_unknown=told.append) == link(news)
    link(news, decisions=[something, nothing], on_unknown=told.append)
    assert told == [nothing, nothing]
    assert link(news, decisions=[nothing]) == link(news)


@pytest.mark.parametrize(
    ("a", "b", "what"),
    [
        ("Nobody", "a#x1", 'nothing is called "Nobody"'),
        ("a#x1", "a#e1", "one is an actor, the other an event"),
        ("a#x1", "Jens_Stoltenberg", "are two names of one thing in one article"),
    ],
)
def test_a_decision_is_checked_before_it_is_written(news: list[Extraction], a: str, b: str, what: str) -> None:
    check_decision(Decision("same", "Jens_Stoltenberg", "b#M. Stoltenberg"), news)
    check_decision(Decision("different", "a#e1", "b#e1"), news)
    with pytest.raises(InputError, match=what):
        check_decision(Decision("same", a, b), news)


def test_review_leaves_out_what_was_decided(news: list[Extraction]) -> None:
    (doubt,) = [doubt for doubt in review(link(news), news) if doubt.kind == "actor"]
    decided = [Decision("different", doubt.b, doubt.a)]
    assert doubt not in review(link(news, decisions=decided), news, decided=decided)


@pytest.mark.parametrize(
    "line",
    ["{", "[]", "{}", '{"decision": "maybe", "a": "x", "b": "y"}', '{"decision": "same", "a": "x"}',
     '{"decision": "same", "a": "x", "b": "x"}', '{"decision": "same", "a": 1, "b": "x"}'],
)  # fmt: skip
def test_a_line_that_is_none_is_named(tmp_path: Path, line: str) -> None:
    journal = tmp_path / "d.jsonl"
    journal.write_text(f"# by hand\n\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_decisions(journal)
    assert error.value.where == f"{journal}:3" and error.value.hint


def test_lines_are_added_after_a_hand_edit_without_line_end(tmp_path: Path) -> None:
    journal = tmp_path / "new" / "d.jsonl"
    first = Decision("same", "A", "é", note="vu à la télé")
    write_decision(journal, first)
    journal.write_text(journal.read_text(encoding="utf-8").rstrip("\n"), encoding="utf-8")
    write_decision(journal, Decision("different", "A", "C"))
    found = read_decisions(journal)
    assert [(d.verdict, d.a, d.b, d.note) for d in found] == [
        ("same", "A", "é", "vu à la télé"),
        ("different", "A", "C", ""),
    ]
    with pytest.raises(InputError):
        write_decision(journal, Decision("perhaps", "A", "B"))
    assert read_decisions(journal) == found


def test_review_shows_the_surname_beside_the_full_name(news: list[Extraction]) -> None:
    doubts = [doubt for doubt in review(link(news), news) if doubt.kind == "actor"]
    (doubt,) = doubts
    assert (doubt.a, doubt.b, doubt.merged) == ("b#x1", "Jens_Stoltenberg", False)
    assert "M. Stoltenberg a quitté" in doubt.context_a and "Jens Stoltenberg a quitté" in doubt.context_b
    assert len(set(actors(link(news, decisions=[Decision("same", doubt.a, doubt.b)])))) == 1


def test_review_shows_events_near_the_border_with_both_sentences(draft: Any, day: Any) -> None:
    made = []
    for name, text in (("a", "La Russie a rejeté un plan de paix."), ("b", "La Russie a rejeté hier les offres.")):
        one = draft(name, text)
        who = one.entity("GPE", "Russie", key="Russia")
        one.event("REJECT", "rejects", "rejeté", [who], time=day("2022-02-15"))
        made.append(one.done())
    doubts = [doubt for doubt in review(link(made), made) if doubt.kind == "event"]
    assert [(doubt.a, doubt.b) for doubt in doubts] == [("a#e1", "b#e1")]
    assert doubts[0].context_a == "La Russie a rejeté un plan de paix."
    assert review(link(made), made, limit=0) == []
