from __future__ import annotations

from datetime import date, datetime

import pytest

from kg.model import Interval
from kg.store.dates import interval_bounds, iso_day, published_bounds


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2022-02-16", date(2022, 2, 16), date(2022, 2, 16)),
        ("2022-02-30", None, None),
        ("0000", None, None),
        ("2022-2-1", None, None),
        ("hier", None, None),
    ],
)
def test_published(text: str, first: date | None, last: date | None) -> None:
    assert published_bounds(text) == (first, last)


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        (datetime(2022, 2, 16), datetime(2022, 2, 17), date(2022, 2, 16), date(2022, 2, 16)),
        (datetime(2022, 2, 1), datetime(2022, 3, 1), date(2022, 2, 1), date(2022, 2, 28)),
        (datetime(2022, 2, 16, 9), datetime(2022, 2, 16, 10), date(2022, 2, 16), date(2022, 2, 16)),
        (datetime(2022, 2, 16), datetime(2022, 2, 16), date(2022, 2, 16), date(2022, 2, 16)),
        (datetime(2022, 2, 16), None, date(2022, 2, 16), None),
        (None, datetime(2022, 2, 17), None, date(2022, 2, 16)),
        (None, datetime(1, 1, 1), None, date(1, 1, 1)),
        (None, None, None, None),
    ],
)
def test_bounds(start: datetime | None, end: datetime | None, first: date | None, last: date | None) -> None:
    assert interval_bounds(Interval("", start, start, end, end)) == (first, last)


@pytest.mark.parametrize("text", ["2022-02-30", "", "2022", "demain"])
def test_what_is_no_day(text: str) -> None:
    assert iso_day(text) == ""
