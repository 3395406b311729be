from __future__ import annotations

import pytest

from kg.errors import QueryError
from kg.store import Store
from kg.store.queries import NamedQuery, Param, described, named_queries, named_query, render
from kg.store.rdf import clean

NEEDED = {"actor": {"actor": "NATO"}, "co-actors": {"actor": "Russia"}, "on-date": {"date": "2022-02-09"}}


def ask(store: Store, name: str, **values: str) -> list[dict[str, str]]:
    return store.query(render(name, values)).dicts()


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_each_runs_and_says_what_it_answers(store: Store, name: str) -> None:
    query = named_query(name)
    assert len(query.help) > 30 and described()[name].startswith(query.help)
    assert all(param.help for param in query.params)
    answer = store.query(query.bind(NEEDED.get(name)))
    assert len(answer) > 0
    assert "$" not in query.text.partition("{")[0], "a parameter is no column: a term cannot stand there"
    assert answer == store.query(query.bind(NEEDED.get(name)))


def test_disputes(store: Store) -> None:
    (row,) = ask(store, "disputes")
    assert row["what"] == "Russia does not answer NATO"
    assert (row["asserting"], row["denying"], row["kind"]) == ("kb:NATO", "kb:Russia", "denial")
    assert "ce que Moscou a réfuté" in row["denying_sentence"] and "a affirmé" in row["asserting_sentence"]
    assert ask(store, "disputes", lang="fr")[0]["what"] == "La Russie ne répond pas à l'OTAN"


def test_order(store: Store) -> None:
    (row,) = ask(store, "order")
    assert (row["order"], row["words"], row["least"]) == ("after", "ce que", "0")
    assert "most" not in row and "status" not in row and "ce que Moscou a réfuté" in row["sentence"]
    assert ask(store, "order", lang="fr")[0]["order"] == "après"


@pytest.mark.parametrize(
    ("day", "found"),
    [("2022-02-02", 1), ("2022-02-05", 0), ("2022-02-09", 1), ("2022-03-03", 1), ("2022-03-04", 0)],
)
def test_one_of_several_days(store: Store, day: str, found: int) -> None:
    assert len(ask(store, "on-date", date=day)) == found


def test_the_timeline_keeps_what_has_no_date(store: Store) -> None:
    rows = ask(store, "timeline")
    assert [row.get("earliest", "") for row in rows] == ["2022-02-02", "2022-03-03", "", "", "", ""]
    assert not any("so be it" in row["what"] for row in rows)  # told by a heading only
    assert sum("status" in row for row in rows) == 1


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ({"from": "2022-02-10"}, 1),
        ({"until": "2022-02-03"}, 1),
        ({"from": "2022-02-01", "until": "2022-12-31"}, 2),
        ({"from": "2023-01-01"}, 0),
        ({"actor": "Sweden"}, 1),
        ({"actor": "Nobody"}, 0),
    ],
)
def test_timeline_windows(store: Store, values: dict[str, str], count: int) -> None:
    assert len(ask(store, "timeline", **values)) == count


def test_others(store: Store) -> None:
    assert [(r["other"], r["events"]) for r in ask(store, "co-actors", actor="Russia")] == [
        ("kb:NATO", "2"),
        ("kb:Sweden", "1"),
    ]
    assert {(r["month"], r["events"]) for r in ask(store, "by-month")} == {
        ("2022-02", "1"),
        ("2022-03", "1"),
        ("undated", "4"),
    }
    assert {r["part"] for r in ask(store, "actor", actor="NATO")} == {"agent", "source", "target"}
    assert [(r["from"], r["to"], r["events"]) for r in ask(store, "network")] == [("kb:NATO", "kb:Russia", "1")]
    assert [r["stance"] for r in ask(store, "claims", actor="Sweden")] == ["ev:Asserts"]
    (row,) = ask(store, "evidence", action="denies")
    assert row["object"] == "kb:no_answer" and row["start"] == "0"


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("nothing", {}, "Available: actor"),
        ("actor", {}, 'needs "actor"'),
        ("actor", {"actor": "x", "who": "y"}, "It takes: actor, lang"),
        ("on-date", {"date": "yesterday"}, "Give a date"),
        ("actor", {"actor": "NATO> ?p ?o } #"}, "does not fit"),
    ],
)
def test_what_cannot_be_asked(name: str, values: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=message.replace("?", r"\?")):
        render(name, values)


@pytest.mark.parametrize("hostile", ['en" } #', "en\\", "x' || true || '", "\n}", "$actor", "\ud800"])
def test_values_are_terms_and_nothing_else(hostile: str) -> None:
    query = NamedQuery("q", "", (Param("word", "text", True, "", ""),), "SELECT ?x { BIND($word AS ?x) }")
    assert Store().query(query.bind({"word": hostile})).dicts() == [{"x": clean(hostile)}]
    with pytest.raises(QueryError, match="labels in"):
        render("timeline", {"lang": hostile})


def test_who_did_what_says_when_and_according_to_whom(store: Store) -> None:
    rows = ask(store, "who-did-what", who="Russia", did="denies")
    assert rows
    for row in rows:
        assert (row["who"], row["did"]) == ("kb:Russia", "act:denies")
        assert row["according_to"] and row["sentence"]
