"""How many of what: "plus de sept heures", "14 dead", as a number and a unit that both languages share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.ids import fold
from kg.lang import available, lexicon, load

_TOKEN = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?|[^\W\d_]+(?:-[^\W\d_]+)*|[^\w\s]")
_REACH = 3  # words between a number and what it counts: "70 sites", "dozens of people", "25 jeunes soldats"
_OPEN = {"LESS_THAN": (-1, 0), "MORE_THAN": (0, 1), "EQUAL_OR_MORE": (0, 1), "EQUAL_OR_LESS": (-1, 0)}


@dataclass(frozen=True, slots=True)
class Quantity:
    """`unit` is a word of neither language: "hour", or the act that makes a victim; `at` a position in the sentence."""

    value: float
    unit: str
    sense: str  # "", APPROX, MORE_THAN, LESS_THAN …
    at: int


def quantities(sentence: str, language: str) -> list[Quantity]:
    """The quantities of a sentence whose unit is known, in order.

    >>> [(q.value, q.unit, q.sense) for q in quantities("Près de huit heures d'entretiens", "fr")]
    [(8.0, 'hour', 'APPROX')]
    >>> [(q.value, q.unit) for q in quantities("It left 14 people dead.", "en")]
    [(14.0, 'people')]
    """
    if language not in available():
        return []
    if not _may_count(sentence, language):
        return []
    tokens = [(fold(match[0]), match.start()) for match in _TOKEN.finditer(sentence)]
    found = []
    for k, (word, at) in enumerate(tokens):
        value = _value(word, language)
        unit = next(_units(tokens[k + 1 : k + 1 + _REACH], language), "") if value is not None else ""
        if value is not None and unit:
            found.append(Quantity(value, unit, _sense([w for w, _ in tokens[max(0, k - 2) : k]], language), at))
    return found


def _may_count(sentence: str, language: str) -> bool:
    """Whether a sentence has a number at all, told quickly."""
    known = _numerals(language)
    return any(c.isdigit() for c in sentence) or any(word.strip(".,;:") in known for word in sentence.lower().split())


def _value(word: str, language: str) -> float | None:
    if word[0].isdigit():
        grouped = re.fullmatch(r"\d{1,3}(?:[., \u00a0\u202f]\d{3})+", word)
        return float(re.sub(r"\D", "", word) if grouped else word.replace(",", "."))
    known = _numerals(language).get(word)
    return float(known) if known is not None and known > 1 else None  # "un" is an article as well


def _units(tokens: list[tuple[str, int]], language: str) -> Iterator[str]:
    """What is counted: the first known unit; a mark or another number ends the phrase."""
    for word, _ in tokens:
        if not word[0].isalpha() or word in _numerals(language):
            return
        if unit := _unit_table(language).get(word):
            yield unit


def _sense(before: list[str], language: str) -> str:
    table = _senses(language)
    return table.get(" ".join(before), "") or table.get(before[-1] if before else "", "")


@cache
def _numerals(language: str) -> Mapping[str, int]:
    return {fold(word): int(str(value)) for word, value in _classes(language).get("card", {}).items()}


@cache
def _senses(language: str) -> Mapping[str, str]:
    return {fold(words): str(sense) for words, sense in _classes(language).get("mod", {}).items()}


def _classes(language: str) -> Mapping[str, Mapping[str, object]]:
    found: Mapping[str, Mapping[str, object]] = load(f"{language}-time").get("classes", {})
    return found


@cache
def _unit_table(language: str) -> Mapping[str, str]:
    """Folded noun, singular and plural, -> unit: time, victims by the act that makes them, nouns by their English."""
    made: dict[str, str] = {}
    words = lexicon(language)
    made.update({fold(word): str(unit) for word, unit in _classes(language).get("unit", {}).items()})
    for noun, act in words.casualties.items():
        made.setdefault(fold(noun), act)
    for fr, en in load("nouns").items():
        made.setdefault(fold(fr if language == "fr" else en), en)
    for noun in sorted(words.persons):
        made.setdefault(fold(noun), fold(noun))
    made.update(
        {plural: unit for noun, unit in list(made.items()) for plural in (noun + "s", noun + "x") if plural not in made}
    )
    return made


def disagree(a: Quantity, b: Quantity) -> str:
    """How two counts of one thing differ: "" when they do not, "stated" when each excludes the other, else "loose".

    >>> seven, eight = (quantities(text, "fr")[0] for text in ("plus de sept heures", "près de huit heures"))
    >>> disagree(seven, eight), disagree(seven, seven)
    ('loose', '')
    """
    if a.unit != b.unit or a.value == b.value:
        return ""
    low, high = sorted((a, b), key=lambda q: q.value)
    meet = _OPEN.get(low.sense, (0, 0))[1] or _OPEN.get(high.sense, (0, 0))[0] or "APPROX" in (low.sense, high.sense)
    return "loose" if meet else "stated"
