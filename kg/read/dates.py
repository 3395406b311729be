"""Publication dates of any precision -> EDTF level 0 ("2022", "2022-02", "2022-02-16")."""

from __future__ import annotations

import re
from typing import Any

from kg.config import is_date

_DAYTIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{1,2}[:h].*", re.S)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?")
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b.*", re.S)
# Words are read as an absolute date or not at all: "yesterday" would need a clock, "2022" alone is handled before.
_WORDS: dict[str, Any] = {
    "STRICT_PARSING": True,
    "PARSERS": ["absolute-time"],
    "RETURN_AS_TIMEZONE_AWARE": False,
    "DATE_ORDER": "DMY",
}


def published(value: str, *, language: str = "") -> str:
    """The date as EDTF, no sharper than it was given; "" when missing or not clear.

    A date-time is cut to the day as written, in its own time zone. "02/03/2022" is clear only where the language
    puts the day first (French); in English it is two different days.

    >>> published("2022-02-16T23:30:00+01:00"), published("février 2022"), published("2022")
    ('2022-02-16', '2022-02', '2022')
    >>> published("02/03/2022", language="fr"), published("02/03/2022", language="en"), published("yesterday")
    ('2022-03-02', '', '')
    """
    text = value.strip()
    if not text:
        return ""
    if is_date(text):
        return text
    if found := _DAYTIME.fullmatch(text):
        return found[1] if is_date(found[1]) else ""
    if found := _COMPACT.fullmatch(text):
        return _checked(found[1], found[2], found[3])
    if found := _SLASHED.fullmatch(text):
        return _slashed(found[1], found[2], found[3], language)
    return _in_words(text, language) if re.search(r"\d{4}", text) else ""


def _checked(year: str, month: str, day: str) -> str:
    text = f"{year}-{month:0>2}-{day:0>2}"
    return text if is_date(text) else ""


def _slashed(first: str, second: str, year: str, language: str) -> str:
    if int(second) > 12 or first == second:
        return _checked(year, first, second)
    if int(first) > 12 or language not in ("", "en"):
        return _checked(year, second, first)
    return ""


def _in_words(text: str, language: str) -> str:
    import dateparser  # 0.3 s to import, and most dates need none of it

    languages = [language, "en"] if language not in ("", "en") else None
    for parts, form in ((["day", "month", "year"], "%Y-%m-%d"), (["month", "year"], "%Y-%m")):
        config = {**_WORDS, "REQUIRE_PARTS": parts, "STRICT_PARSING": len(parts) == 3}
        found = dateparser.parse(text[:100], languages=languages, settings=config)
        if found is not None:
            return str(found.strftime(form))
    return ""
