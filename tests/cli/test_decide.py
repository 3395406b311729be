"""What a person decides: written, replayed in every build, undone by deleting the line; and what to look at."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Call = Callable[..., tuple[int, str, str]]
JOURNAL = Path("outputs/store-decisions.jsonl")


def test_a_decision_holds_in_every_build_until_its_line_is_deleted(graph: Path, call: Call) -> None:
    before = graph.read_bytes()
    assert call("timeline", "elodie martin")[1].count("2022-02-") == 1
    code, out, err = call("decide", "same", "Élodie Martin", "b#M. Martin", "--note", "la ministre")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "Elodie_Martin and b#M. Martin are same. Build again to see it in the graph.",
        f"Undo: delete the last line of {JOURNAL}.",
    ]
    row = {"decision": "same", "a": "Elodie_Martin", "b": "b#M. Martin", "note": "la ministre"}
    assert [json.loads(line) for line in JOURNAL.read_text(encoding="utf-8").splitlines()] == [row]
    for _ in range(2):
        assert call("build", "news")[2] == ""
        assert call("timeline", "elodie martin")[1].count("2022-02-") == 2
        assert graph.read_bytes() != before
    JOURNAL.write_text("", encoding="utf-8")
    call("build", "news")
    assert graph.read_bytes() == before


def test_different_undoes_a_merge(graph: Path, news: Path, call: Call) -> None:
    (news / "d.txt").write_text("date 2022-02-17 Élodie Martin a quitté la salle de la réunion.", encoding="utf-8")
    call("build", "news")
    assert "2 rows" in call("timeline", "Elodie_Martin")[1]
    assert call("decide", "different", "a#Élodie Martin", "d#Élodie Martin")[0] == 0
    call("build", "news")
    code, _, err = call("timeline", "élodie martin")
    assert code == 1 and err.startswith('"élodie martin" may be 2 actors: ')


def test_events_are_decided_too(graph: Path, call: Call) -> None:
    assert call("decide", "same", "a#e1", "b#e1")[0] == 0
    call("build", "news")
    code, out, _ = call("query", "SELECT ?a { ?a ev:sameEventAs ?b }", "--csv")
    assert code == 0 and len(out.splitlines()) == 2


WRONG = [
    (("Nobody", "a#e1"), 'no actor is called "Nobody".'),
    (("a#e1", "b#e9"), 'nothing is called "b#e9". Did you mean b#e1'),
    (("z#e1", "a#e1"), 'nothing is called "z#e1".'),
    (("e_000000000000", "a#e1"), 'nothing is called "e_000000000000".'),
    (("Elodie_Martin", "b#e1"), 'of "Elodie_Martin" and "b#e1" one is an actor, the other an event.'),
    (("a#x1", "a#Élodie Martin"), '"a#x1" and "a#Élodie Martin" are two names of one thing in one article.'),
]


@pytest.mark.parametrize(("names", "line"), WRONG, ids=lambda v: " ".join(v) if isinstance(v, tuple) else "")
def test_a_decision_about_nothing_is_not_written(graph: Path, call: Call, names: tuple[str, str], line: str) -> None:
    code, out, err = call("decide", "same", *names)
    assert (code, out) == (1, "") and err.startswith(line) and len(err.splitlines()) == 1
    assert not JOURNAL.exists()


def test_a_second_decision_on_the_same_pair_names_the_first(graph: Path, call: Call) -> None:
    call("decide", "same", "Elodie_Martin", "b#x1")
    code, _, err = call("decide", "different", "b#x1", "Elodie_Martin")
    assert code == 1
    assert err == f"{JOURNAL}:1: b#x1 and Elodie_Martin were decided before: same. Delete that line to undo it.\n"


def test_the_journal_may_lie_where_kg_toml_says(graph: Path, place: Path, call: Call) -> None:
    (place / "settings").mkdir()
    (place / "settings" / "kg.toml").write_text('decisions = "mine.jsonl"\nout = "../outputs"\n', encoding="utf-8")
    config = ("--config", "settings/kg.toml")
    assert call("decide", "same", "Elodie_Martin", "b#x1", *config)[0] == 0
    assert (place / "settings" / "mine.jsonl").is_file() and not JOURNAL.exists()
    call("build", "news", *config)
    assert "2 rows" in call("timeline", "Elodie_Martin", *config)[1]


def test_a_wrong_line_stops_a_build_before_any_work(graph: Path, call: Call) -> None:
    before = graph.read_bytes()
    JOURNAL.write_text('{"decision": "maybe"}\n', encoding="utf-8")
    code, out, err = call("build", "news")
    assert (code, out) == (1, "") and err.startswith(f"{JOURNAL}:1: is no decision: same or different.")
    assert graph.read_bytes() == before


def test_a_line_that_names_nothing_is_left_out_and_named(graph: Path, call: Call) -> None:
    before = graph.read_bytes()
    JOURNAL.write_text('{"decision": "same", "a": "Elodie_Martin", "b": "gone#x1"}\n', encoding="utf-8")
    code, _, err = call("build", "news")
    assert code == 0 and err.startswith(f'{JOURNAL}:1: "Elodie_Martin" or "gone#x1" names nothing in these articles')
    assert graph.read_bytes() == before


def test_review_shows_both_contexts_and_what_to_type(graph: Path, call: Call) -> None:
    code, out, err = call("review")
    assert (code, err) == (0, "")
    assert "actor, kept apart (-0.50)" in out
    assert "Élodie Martin a quitté la ville de Paris" in out and "M. Martin a quitté le pays" in out
    (line,) = [line.strip() for line in out.splitlines() if "kg decide same" in line]
    assert line == "kg decide same 'b#x1' Elodie_Martin"
    (doubt,) = [json.loads(line) for line in call("review", "--json")[1].splitlines()]
    assert (doubt["kind"], doubt["a"], doubt["b"], doubt["merged"]) == ("actor", "b#x1", "Elodie_Martin", False)
    call("decide", "same", "b#x1", "Elodie_Martin")
    assert call("review") == (0, "No doubtful merges.\n", "")
    assert call("review", "--json") == (0, "", "")


def test_words_of_articles_cannot_steer_the_terminal(news: Path, call: Call) -> None:
    (news / "b.txt").write_text("date 2022-02-16 M. Martin a quitté \x1b[31mle pays\u202e dans la ville.", "utf-8")
    call("build", "news")
    out = call("review")[1]
    assert "le pays" in out and "\x1b" not in out and "\u202e" not in out
