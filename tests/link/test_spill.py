"""What linking keeps on disk reads as the tuple or dict it stands for, whatever the names, and nothing is left over."""

from __future__ import annotations

import gc
import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from kg.errors import StoreError
from kg.link import link
from kg.link.candidates import _pairs
from kg.link.corpus import OF_ARTICLE, OF_HEADING, Corpus, article_of, event_numbers
from kg.link.spill import ByArticle, Rows, Spill, Table, articles_of, as_key, as_name, by_article, by_key, pack, unpack
from kg.model import Actor, Article, Event, Extraction, Interval, Ref, Span

NAMES = st.text(alphabet="aé'ÀX.\x00\ud800\U0001f600北1", max_size=6)


@given(st.lists(NAMES))
def test_names_as_keys_sort_as_text_does(names: list[str]) -> None:
    assert [as_name(key) for key in sorted(map(as_key, names))] == sorted(names)


@given(st.lists(st.tuples(NAMES, st.integers()), max_size=30))
def test_rows_are_as_the_tuple(pairs: list[tuple[str, int]]) -> None:
    spill = Spill()
    rows = Rows[int](spill, spill.fill("t", pairs))
    values = tuple(value for _, value in pairs)
    assert tuple(rows) == values and rows == values and repr(rows) == repr(values) and len(rows) == len(values)
    assert rows[1:-1] == values[1:-1] and bool(rows) == bool(values)
    assert all(rows[k] == values[k] and rows[k - len(values)] == values[k - len(values)] for k in range(len(values)))
    with pytest.raises(IndexError):
        rows[len(values)]
    assert pickle.loads(pickle.dumps(rows)) == values
    for name in {name for name, _ in pairs}:
        assert rows.by_key(name) == [value for key, value in pairs if key == name]
        assert rows.by_key(name) == [value for _, value in by_key(pairs, lambda pair: pair[0])(name)]


@given(st.dictionaries(st.tuples(NAMES, NAMES), st.integers(), max_size=20))
def test_values_by_reference_are_as_the_dict(found: dict[tuple[str, str], int]) -> None:
    spill = Spill()
    spill.fill("t", by_article((article, local, found[article, local]) for article, local in sorted(found)))
    values = ByArticle[int](spill, "t")
    plain = {Ref(*key): found[key] for key in sorted(found)}
    assert values == plain and repr(values) == repr(plain) and list(values) == list(plain) and len(values) == len(plain)
    assert values.get(Ref("none", "x")) is None and values.get(Ref("none", "x")) is None
    assert all(values[ref] == plain[ref] and articles_of(values)(ref.article) == articles_of(plain)(ref.article)
               for ref in plain)  # fmt: skip
    assert pickle.loads(pickle.dumps(values)) == plain


def test_records_come_back_equal() -> None:
    when = Interval("2022", parts=(Interval("2022-01"), Interval("2022-02")))
    event = Event("e1", "DENY", "denies", "nier", (Span(0, 1),), Span(0, 9), time=when)
    assert unpack(pack((event, frozenset({"a"}), None))) == (event, frozenset({"a"}), None)


def test_articles_in_any_order_and_twice() -> None:
    def article(name: str, title: str) -> Extraction:
        return Extraction(Article(name, "", source=title))

    corpus = Corpus([article("b", "old"), article("c", ""), article("a", ""), article("b", "new")], Spill())
    assert [(n, r.article, r.source) for n, r in corpus.heads()] == [(1, "a", ""), (2, "b", "new"), (3, "c", "")]
    assert [corpus.number(name) for name in "abcd"] == [1, 2, 3, 0]


def test_numbers_of_events_sort_as_references_do() -> None:
    def event(local: str, heading: bool) -> Event:
        return Event(local, "STATE", "says", "dire", (), Span(0, 1), heading=heading)

    numbers = event_numbers(7, [event(f"e{k}", k % 3 == 0) for k in range(1, 30)])
    assert sorted(numbers, key=lambda local: numbers[local]) == sorted(numbers)
    assert {article_of(n) for n in numbers.values()} == {7}
    assert numbers["e3"] & OF_HEADING and not numbers["e1"] & OF_HEADING


def test_pairs_of_a_block() -> None:
    one, title, other = 1 << 24 | 2, 1 << 24 | 5, 2 << 24 | 2
    assert list(_pairs([one, title, other], OF_ARTICLE)) == [(one, other), (title, other)]
    assert list(_pairs([one, title, other], OF_ARTICLE | OF_HEADING)) == [(one, title), (one, other), (title, other)]
    assert list(_pairs([one, one], OF_ARTICLE | OF_HEADING)) == []


def test_a_crowd_gives_no_pairs() -> None:
    crowd = [k << 24 for k in range(81)]
    assert len(list(_pairs(crowd[:80], OF_ARTICLE))) == 80 * 79 / 2 and list(_pairs(crowd, OF_ARTICLE)) == []


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="no /proc")
def test_the_file_goes_with_its_last_user() -> None:
    gc.collect()
    before = open_files()
    linked = link([Extraction(Article(name, "Rien.")) for name in "ab"])
    rows: Any = linked.actors
    del linked
    assert list(rows) == []
    del rows
    gc.collect()
    assert open_files() <= before


def test_a_full_disk_is_an_error_of_ours() -> None:
    spill = Spill()
    spill.run("PRAGMA max_page_count=20")
    with pytest.raises(StoreError, match=r"cannot write its temporary file .*SQLITE_TMPDIR"):
        spill.fill("t", ((str(k), Actor("x" * 1000, "ORG", {})) for k in range(1000)))


def test_tables_remember_only_what_is_there() -> None:
    spill = Spill()
    table = Table[str](spill, spill.fill("t", [("a", "un")]))
    assert "b" not in table and "b" not in table and table["a"] == "un" and dict(table) == {"a": "un"}
