"""One actor's events: what is one line, in which order, and how a date with a doubt is shown."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

import pytest

from kg.export.actor import COLUMNS, Moment, actor_page, csv, language_of, moments, table
from kg.model import Linkage, Ref
from kg.store import Store
from kg.store.reading import events, things

SEED = "seed/2022 a"


def test_parts_and_order(store: Store) -> None:
    found = moments(store, "Russia")
    assert [(m.row.action, m.part, m.when) for m in found] == [
        ("meets", "agent", "2022-03-03"),
        ("submits", "target", "?"),
        ("answers", "agent", "?"),
        ("denies", "agent", "?"),
    ]
    assert [m.part for m in moments(store, "Sweden")] == ["source", "target"]
    assert moments(store, "Nobody") == []


def test_headings_are_left_out(store: Store) -> None:
    assert moments(store, "Jens_Berg") == []


def test_days_of_which_one_is_true_are_all_named(store: Store) -> None:
    first = moments(store, "Sweden")[0]
    assert (first.row.action, first.when) == ("wounds", "2022-02-02 or 2022-02-09")


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"when": "2022-02-16", "earliest": "2022-02-16", "latest": "2022-02-16", "possible": ()}, "2022-02-16"),
        ({"when": "../2022-02-25~", "earliest": "", "latest": "2022-02-25", "possible": ()}, "../2022-02-25~"),
        ({"when": "", "earliest": "2022-02-01", "latest": "", "possible": ()}, "2022-02-01/.."),
        ({"when": "", "earliest": "", "latest": "", "possible": ()}, "?"),
        ({"when": "[a,b,c,d,e,f]", "possible": tuple("abcdef")}, "[a,b,c,d,e,f]"),
    ],
)
def test_a_date_is_shown_with_its_doubt(store: Store, changes: dict[str, object], shown: str) -> None:
    row = next(events(store))
    assert Moment(replace(row, **changes), "agent", (row.article.id,)).when == shown  # type: ignore[arg-type]


def test_reports_of_one_event_are_one_line(samples: ModuleType) -> None:
    one, other = samples.plan(), samples.plan()
    other = replace(other, article=replace(other.article, id="c", published="2022-02-28"))
    linkage = samples.linkage()
    actor_of = linkage.actor_of | {
        Ref("c", ref.id): actor for ref, actor in linkage.actor_of.items() if ref.article == "b"
    }
    linkage = Linkage(linkage.actors, actor_of, same_events=((Ref("b", "e1"), Ref("c", "e1")),))
    with Store() as store:
        for extraction in (one, other):
            store.put(extraction, linkage)
        store.put_derived(linkage)
        (found,) = moments(store, "Russia")
    assert (found.row.article.id, found.reports) == ("c", ("c", "b"))  # the first to tell it
    assert table([found], "en").splitlines()[2].endswith(" c (+1)")
    assert "c; b" in csv([found], "en")


def test_table_csv_and_page(store: Store) -> None:
    found = moments(store, "Russia")
    assert language_of(found) == "fr"
    assert table(found, "fr").splitlines()[-1] == "4 rows, 2 graphs searched"
    lines = csv(found, "en").splitlines()
    assert lines[0] == ",".join(COLUMNS) and len(lines) == 5
    assert "Russia will meet Sweden on 3 March 2022." in lines[1]
    (russia,) = [thing for thing in things(store) if thing.id == "Russia"]
    page = actor_page(store, found, russia, "fr")
    assert "<title>Russie</title>" in page
    assert "<b>&amp;" not in page and page == actor_page(store, found, russia, "fr")
    assert SEED in page
