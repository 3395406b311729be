"""Extractions come back from the shelf equal, and only when nothing they depend on has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.model import (
    Article,
    Claim,
    Entity,
    Event,
    Extraction,
    Filler,
    Interval,
    Mention,
    Role,
    Segment,
    Span,
)
from kg.shelf import Shelf, dumps, fingerprint, loads

DAY = datetime(2022, 2, 16)
TIME = Interval("[2022-02-16,2022-02-23]", DAY, DAY, None, DAY, candidates=("2022-02-16",), span=Span(3, 9))
WHO = Filler("l'Otan\u2028", Span(0, 6), "x1", 0.5)
FULL = Extraction(
    Article("a", "L'Otan « a dit » \u2028 🎉", title="é", published="2022-02", language="fr", where="f.txt"),
    segments=(Segment("quote", Span(0, 3), 2),),
    entities=(Entity("x1", "ORG", "OTAN", ("Otan",), "Q7184", "nato"),),
    mentions=(Mention(Span(0, 6), "L'Otan", "name", "x1", "rule"),),
    roles=(Role("x2", "chef", "x1", Span(0, 3), "rule"),),
    times=(TIME,),
    events=(
        Event(
            "e1", "STATE", "says", "dire", (Span(0, 1), Span(2, 3)), Span(0, 9), agents=(WHO,), object=WHO, time=TIME
        ),
        Event("e2", "MOVE", "goes", "aller", (Span(4, 5),), Span(0, 9), heading=True, polarity="negative"),
    ),
    claims=(Claim("e1", "asserts", None, "", Span(0, 3), "rule"), Claim("e2", "denies", WHO, "e1", Span(0, 3), "r")),
)


@pytest.mark.parametrize("extraction", [FULL, Extraction(Article("b", ""))])
def test_round_trip(extraction: Extraction) -> None:
    assert loads(dumps(extraction)) == extraction
    assert dumps(loads(dumps(extraction))) == dumps(extraction)


def test_put_get_all_delete(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "deep" / "s.sqlite")
    other = replace(FULL, article=replace(FULL.article, id="0"))
    shelf.put(FULL, "f")
    shelf.put(other, "f")
    shelf.put(other, "g")
    assert shelf.get("a", "f") == FULL
    assert (shelf.get("0", "f"), shelf.get("0", "g"), shelf.get("none", "f")) == (None, other, None)
    assert shelf.ids() == ["0", "a"] and list(shelf.all()) == [other, FULL]
    shelf.delete("0")
    shelf.close()
    assert Shelf(shelf.path).ids() == ["a"]


def test_the_fingerprint_follows_what_matters() -> None:
    article = FULL.article
    mark = fingerprint(article, {"fr": "m"})
    assert mark == fingerprint(replace(article, where="elsewhere"), {"fr": "m", "en": "other"})
    changes = ({"text": "x"}, {"published": "2022"}, {"language": "en"}, {"title": "x"}, {"id": "x"})
    assert all(fingerprint(replace(article, **change), {"fr": "m"}) != mark for change in changes)
    assert fingerprint(article, {"fr": "n"}) != mark


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "s.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(StoreError, match=r"s\.sqlite: cannot be opened"):
        Shelf(tmp_path / "s.sqlite")
