"""The seed article, told in full: what a reader would say it says is what comes out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.evaluate import record
from kg.pipeline import BuildReport
from kg.store import safe_query
from kg.store.queries import render

pytestmark = pytest.mark.model
SEED = "rtbf-2022-02-otan"
WEDNESDAYS = "[2022-02-02,2022-02-09,2022-02-16,2022-02-23]"
THURSDAYS = "[2022-02-03,2022-02-10,2022-02-17,2022-02-24]"
Found = dict[str, Any]


@pytest.fixture(scope="module")
def seed(built: BuildReport) -> Found:
    (found,) = [record(e) for e in built.extractions if e.article.id == SEED]
    return found


def who(seed: Found, values: list[str]) -> set[str]:
    """All names that the fillers of a slot go by."""
    names = {entity["id"]: {entity["name"], *entity["names"]} for entity in seed["entities"]}
    return set().union(*(names.get(value, {value}) for value in values))


def events(seed: Found, trigger: str, kind: str | None = None) -> list[Found]:
    """The events told by a word that begins so."""
    return [
        event
        for event in seed["events"]
        if any(t["text"].lower().startswith(trigger) for t in event["triggers"]) and kind in (None, event["type"])
    ]


def test_nato_proposes_to_russia(seed: Found) -> None:
    found = [event for event in seed["events"] if event["type"] == "PROPOSE"]
    assert any(who(seed, e["agent"]) & {"OTAN", "Otan"} and who(seed, e["target"]) & {"Russie"} for e in found)


@pytest.mark.parametrize("trigger", ["choisir", "inverser", "retirer"])
def test_russia_is_asked(seed: Found, trigger: str) -> None:
    asked = [event for event in events(seed, trigger) if not event["heading"]]
    assert any(who(seed, e["agent"]) & {"Russie"} and e["modality"] == "requested" for e in asked)


def test_stoltenberg_asks_russia(seed: Found) -> None:
    (asks,) = events(seed, "exhort", "REQUEST")
    assert who(seed, asks["agent"]) & {"Jens Stoltenberg"}
    assert who(seed, asks["target"]) & {"Russie"}


def test_the_denial_points_at_the_claim(seed: Found) -> None:
    denials = [event for event in seed["events"] if event["type"] == "DENY" and who(seed, event["agent"]) & {"Russie"}]
    by_id = {event["id"]: event for event in seed["events"]}
    contents = [by_id[event["object"]] for event in denials if event["object"] in by_id]
    assert any(e["polarity"] == "negative" and who(seed, e["source"]) & {"OTAN", "Otan"} for e in contents)


def test_reinforcements_are_planned_and_stoltenberg_says_so(seed: Found) -> None:
    (sends,) = events(seed, "envoyer")
    assert (sends["modality"], who(seed, sends["source"]) & {"Jens Stoltenberg"}) == ("future", {"Jens Stoltenberg"})
    assert who(seed, sends["agent"]) & {"OTAN", "Otan"}


def test_a_vague_month_gives_all_its_weekdays(seed: Found) -> None:
    times = {event["time"] for event in seed["events"]}
    assert {WEDNESDAYS, THURSDAYS} <= times


def test_headings_are_marked(built: BuildReport, seed: Found) -> None:
    (extraction,) = [e for e in built.extractions if e.article.id == SEED]
    headings = [s.span.of(extraction.article.text) for s in extraction.segments if s.kind == "heading"]
    assert headings == ["L'OTAN demande à la Russie de choisir la diplomatie", "Toutes nos actions sont défensives"]


@pytest.mark.parametrize(("actor", "action"), [("NATO", "act:proposes"), ("Russia", "act:denies")])
def test_the_direct_graph(built: BuildReport, actor: str, action: str) -> None:
    query = f"SELECT ?what ?label {{ GRAPH kb:direct {{ kb:{actor} {action} ?what }} ?what rdfs:label ?label }}"
    found = safe_query(store_of(built), query)
    assert {cell.language for row in found.rows for cell in row if cell is not None and cell.language} >= {"en", "fr"}


def test_the_dispute_is_found(built: BuildReport) -> None:
    text = safe_query(store_of(built), render("disputes")).csv()
    assert ("Russ" in text and "NATO" in text) or "OTAN" in text


def store_of(built: BuildReport) -> Path:
    return built.written[0].parent / "store"
