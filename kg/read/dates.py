"""Publication dates of any precision -> EDTF level 0 ("2022", "2022-02", "2022-02-16").

Three places tell one: a field that is meant for it (`published`), a dateline (`dateline`, `byline`), a path or an
address (`in_path`). None is read sharper than it is written.
"""

from __future__ import annotations

import re
from email.utils import parsedate
from functools import cache
from typing import Any

from kg import lang
from kg.config import is_date
from kg.ids import fold

_DAYTIME = re.compile(r"(\d{4})[-/](\d{2})[-/](\d{2})(?:[T ]\d{1,2}[:h].*|Z|[+-]\d\d:?\d\d)?", re.S | re.A)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?", re.A)
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b.*", re.S | re.A)
_RFC_822 = re.compile(r"(?:[A-Za-z]{3},\s*)?\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d(?::\d\d)?\s*[A-Z+-]?.*", re.A)
# Words are read as an absolute date or not at all: "yesterday" would need a clock, "2022" alone is handled before.
_WORDS: dict[str, Any] = {
    "STRICT_PARSING": True,
    "PARSERS": ["absolute-time"],
    "RETURN_AS_TIMEZONE_AWARE": False,
    "DATE_ORDER": "DMY",
}

_MONTH = r"[^\W\d_]{3,10}\.?"
_DAY = r"\d{1,2}(?:er|st|nd|rd|th)?"
_WRITTEN = (
    rf"(?:{_DAY} (?:of )?{_MONTH},? \d{{4}}|{_MONTH} {_DAY},? \d{{4}}"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{4}|\d{4}-\d\d-\d\d)"
)
_DATE = re.compile(rf"(?<![\w/.-]){_WRITTEN}(?![\w/-])")
_CAPITAL = r"[^\W\d_a-zà-ÿ][\w’'-]{0,30}"
_PLACE = rf"(?:{_CAPITAL}(?: (?:[\w’']{{1,4}} )?{_CAPITAL}){{0,4}})"
_AGENCY = r"\s*(?:\([^()\n]{1,40}\))?"
_DASH = r"\s*(?:[.:]?\s*[–—-]+|[–—])(?=\s|$)"
_AGENCY_LINE = re.compile(rf"\s*(?:\(?{_PLACE}[,.]?(?: le)? )?(?P<date>{_WRITTEN})\)?[.,]?{_AGENCY}{_DASH}")
_HEAD = 5  # lines among which a dateline stands
_LONGEST = 120  # characters of one
# In an address or a file's path: year, month and day set apart by one sign, or run together.
_PATH_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_/.])(\d{1,2})\2(\d{1,2})(?!\d)", re.A)
_PATH_RUN = re.compile(r"(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)", re.A)
_PATH_MONTH = re.compile(r"(?<!\d)(?<!\d[-_.])((?:19|20)\d\d)([-_/])(\d\d)(?!\d)(?!\2\d)", re.A)


def published(value: str, *, language: str = "") -> str:
    """The date as EDTF, no sharper than it was given; "" when missing or not clear.

    A date-time is cut to the day as written, in its own time zone. "02/03/2022" is clear only where the language
    puts the day first (French); in English it is two different days.

    >>> published("2022-02-16T23:30:00+01:00"), published("février 2022"), published("2022")
    ('2022-02-16', '2022-02', '2022')
    >>> published("02/03/2022", language="fr"), published("02/03/2022", language="en"), published("yesterday")
    ('2022-03-02', '', '')
    >>> published("Wed, 16 Feb 2022 23:30:00 +0100")
    '2022-02-16'
    """
    text = value.strip()
    if not text:
        return ""
    if is_date(text):
        return text
    if found := _DAYTIME.fullmatch(text) or _COMPACT.fullmatch(text):
        return _checked(found[1], found[2], found[3])
    if found := _SLASHED.fullmatch(text):
        return _slashed(found[1], found[2], found[3], language)
    if _RFC_822.fullmatch(text) and (parts := parsedate(text)):
        return _checked(f"{parts[0]:04}", str(parts[1]), str(parts[2]))
    return _in_words(text, language) if re.search(r"\d{4}", text) else ""


def dateline(text: str, *, language: str = "") -> str:
    """The date of a dateline at the head of an article, "" where there is none; one without a year tells no day.

    >>> dateline("GENÈVE, 10 janvier 2022 (Agence) – Les pourparlers ont débuté.", language="fr")
    '2022-01-10'
    >>> dateline("Le sommet\\n\\nPublié le 16 février 2022 à 10h30\\n\\nLes ministres sont là.", language="fr")
    '2022-02-16'
    >>> dateline("Le 16 février 2022, les ministres sont arrivés.", language="fr")
    ''
    """
    lines = [line.strip() for line in text[:2000].splitlines() if line.strip()][:_HEAD]
    for line in lines:
        head = line[: _LONGEST + 20]
        found = _AGENCY_LINE.match(head)
        if found is not None and found.end() <= _LONGEST and (day := published(found["date"], language=language)):
            return day
        if len(line) <= _LONGEST and is_dateline(line) and (day := byline(line, language=language)):
            return day
    return ""


def byline(line: str, *, language: str = "") -> str:
    """The first date in a line beside a title that is not told as a change: "Par Anne Roy, publié le 4 mai 2021 à 8h".

    >>> byline("Mis à jour le 5 mai 2021, publié le 4 mai 2021", language="fr")
    '2021-05-04'
    """
    end = 0
    for found in _DATE.finditer(line[:1000]):
        before = line[end : found.start()]
        end = found.end()
        if not tells_change(before) and (day := published(found[0], language=language)):
            return day
    return ""


def is_dateline(line: str) -> bool:
    """Whether a line holds a date and else only what stands beside one: a place, an agency, a time of day.

    >>> is_dateline("Publié le mardi 12 mars 2019 à 18h05"), is_dateline("Le 12 mars 2019, la grève a pris fin.")
    (True, False)
    """
    found = _DATE.search(line)
    if found is None:
        return False
    before = line[: found.start()].rstrip()
    head = before.rstrip(" :,")
    first, _, last = fold(head).rpartition(" ")
    words = _words("published")
    fits = (
        not head or fold(head) in words or (first in ("", *words) and last in _words("weekdays"))
    )  # "publié le mardi"
    return (fits or bool(_BEFORE.fullmatch(before))) and bool(_after().fullmatch(fold(line[found.end() :])))


def tells_change(line: str) -> bool:
    """Whether a line says that the article was changed.

    >>> tells_change("Mis à jour le 6 novembre 2023")
    True
    """
    text = fold(line)
    return any(re.search(rf"\b{word}\b", text) for word in _words("changed"))


def in_path(path: str) -> str:
    """The day, else the month, in an address or a file's path; the last one counts, a year alone does not.

    >>> in_path("https://example.org/monde/2022/02/16/sommet"), in_path("data/fr-2022-02-otan.txt"), in_path("a/2022/b")
    ('2022-02-16', '2022-02', '')
    """
    for pattern in (_PATH_DAY, _PATH_RUN, _PATH_MONTH):
        for found in reversed(list(pattern.finditer(path[-500:]))):
            year, *rest = [part for part in found.groups() if part.isdigit()]
            day = "-".join([year, *(f"{part:0>2}" for part in rest)])
            if is_date(day):
                return day
    return ""


_BEFORE = re.compile(rf"\(?{_PLACE}(?:[,.]|[,.]? (?:le|on))")


@cache
def _after() -> re.Pattern[str]:
    """What may follow the date on a dateline, folded."""
    at, changed = "|".join(_words("hours")), "|".join(_words("changed"))
    hour = rf"(?:,? ?(?:{at}))?,? ?\d{{1,2}} ?[h:.]? ?(?:\d\d)?(?: ?[ap]\.?m\.?)?(?: [a-z]{{2,4}})?"
    return re.compile(rf"\)?(?:{hour})?\)?{_AGENCY}[\s.,|–—-]*(?:(?:{changed})\b.*)?")


@cache
def _words(kind: str) -> tuple[str, ...]:
    return tuple(word for words in lang.load("publication")[kind].values() for word in words)


def _checked(year: str, month: str, day: str) -> str:
    text = f"{year}-{month:0>2}-{day:0>2}"
    return text if is_date(text) else ""


def _slashed(first: str, second: str, year: str, language: str) -> str:
    if int(second) > 12 or first == second:
        return _checked(year, first, second)
    if int(first) > 12 or language not in ("", "en"):
        return _checked(year, second, first)
    return ""


@cache
def _spoken(language: str) -> list[str]:
    """The languages that a date may be in: the article's, then ours. Left to try all, dateparser needs seconds."""
    from dateparser.data.languages_info import language_order

    return [code for code in dict.fromkeys((language, "en", *lang.available())) if code in language_order]


def _in_words(text: str, language: str) -> str:
    import dateparser  # 0.3 s to import, and most dates need none of it

    languages = _spoken(language)
    for parts, length in ((["day", "month", "year"], 10), (["month", "year"], 7)):
        config = {**_WORDS, "REQUIRE_PARTS": parts, "STRICT_PARSING": len(parts) == 3}
        found = dateparser.parse(text[:100], languages=languages, settings=config)
        if found is not None:
            return str(found.date())[:length]
    return ""
