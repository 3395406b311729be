"""Longest names first over a token sequence, by a dictionary of first words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.gazetteer.table import Entry
from kg.ids import fold

# What may stand before a hyphen with a capital and still leave the name a name: "Anti-Otan", "Sud-Liban".
_PREFIXES = frozenset(
    {"anti", "pro", "ex", "non", "post", "pre", "trans", "inter", "intra", "extra", "neo", "pan", "mid", "all"}
    | {"nord", "sud", "est", "ouest", "north", "south", "east", "west"}
)
_HYPHENS = frozenset("-\u2010\u2011")
_CUT = re.compile(r"([-\u2010\u2011])|['’ʼ]")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]?")
_LANGUAGES = ("en", "fr")

_ANY, _INITIAL, _UPPER, _LOWER, _TITLE = range(5)


class Match(NamedTuple):
    """Tokens [first, last) name `entry`; `kind` is name, acronym, capital, seat, adjective or people."""

    first: int
    last: int
    entry: Entry
    kind: str


class _Pattern(NamedTuple):
    rest: tuple[str, ...]  # folded words after the first
    cases: tuple[int, ...]
    entry: Entry
    kind: str
    bound: bool  # a combining form: only before a hyphen


class _Part(NamedTuple):
    folded: str
    text: str
    glued: bool  # joined to the part before it by a hyphen


class Gazetteer:
    """Entries by key, and where their names stand in a text."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: dict[str, Entry] = {}
        self._indexes: dict[str, dict[str, list[_Pattern]]] = {}  # built when a language is first asked for
        for entry in entries:
            self._entries.setdefault(entry.key, entry)

    def get(self, key: str) -> Entry | None:
        """The entry of that key, or None."""
        return self._entries.get(key)

    def entries(self) -> tuple[Entry, ...]:
        """All entries, in the order of the tables."""
        return tuple(self._entries.values())

    def match(self, words: Sequence[str], language: str) -> list[Match]:
        """Every name in `words`, leftmost and longest first, in order; [] for a language without names.

        `words` are tokens as any tokenizer cuts them: elisions, hyphenated compounds and possessives may stand
        alone or not. Two matches may lie in one hyphenated token ("Otan-Russie"), each then spans that token.

        >>> from kg.gazetteer import gazetteer
        >>> words = "Le Conseil Otan-Russie a réuni des diplomates russes à Bruxelles".split()
        >>> [(m.first, m.last, m.entry.key, m.kind) for m in gazetteer().match(words, "fr")]
        [(1, 3, 'NATO-Russia_Council', 'name'), (7, 8, 'Russia', 'adjective'), (9, 10, 'Brussels', 'capital')]
        """
        index = self._index(language)
        if not index:
            return []
        parts: list[_Part] = []
        owner: list[int] = []
        glue = hyphened = False
        for i, word in enumerate(words):
            if word in _HYPHENS:
                glue = hyphened = bool(parts)
                continue
            cut = _cut(word)
            if glue and cut:
                cut = (cut[0]._replace(glued=True), *cut[1:])
                glue = False
            if len(cut) == 1:
                parts.append(cut[0])
                owner.append(i)
            else:
                parts.extend(cut)
                owner.extend([i] * len(cut))
                hyphened = True
        found = _scan(parts, index)
        if hyphened and found:
            found = _whole_compounds(found, parts)
        return [Match(owner[a], owner[b - 1] + 1, p.entry, p.kind) for a, b, p in found]

    def _index(self, language: str) -> Mapping[str, list[_Pattern]]:
        index = self._indexes.get(language)
        if index is None:
            index = self._indexes[language] = {}
            if language in _LANGUAGES:
                for entry in self._entries.values():
                    _add_names(index, entry, language)
                for entry in self._entries.values():  # after all names: "Suisse" is the country before it is a Swiss
                    _add_demonyms(index, entry, language)
                for patterns in index.values():
                    if len(patterns) > 1:
                        patterns.sort(key=lambda p: -len(p.rest))
        return index


@lru_cache(maxsize=100_000)
def _cut(word: str) -> tuple[_Part, ...]:
    """A token as parts: cut at hyphens and apostrophes, without the dots of abbreviations."""
    if word.isalnum():
        return (_Part(word.lower() if word.isascii() else fold(word), word, False),)
    parts: list[_Part] = []
    glued = False
    for piece in _CUT.split(word):
        if piece is None or not piece:
            continue
        if piece in _HYPHENS:
            glued = bool(parts)
            continue
        bare = piece.replace(".", "") if _DOTTED.fullmatch(piece) else piece.rstrip(".") or piece
        parts.append(_Part(fold(bare), bare, glued))
        glued = False
    return tuple(parts)


def _scan(parts: list[_Part], index: Mapping[str, list[_Pattern]]) -> list[tuple[int, int, _Pattern]]:
    found: list[tuple[int, int, _Pattern]] = []
    blocked = 0
    for a, part in enumerate(parts):
        patterns = index.get(part.folded)
        if patterns is None or a < blocked:
            continue
        for pattern in patterns:
            b = a + 1 + len(pattern.rest)
            if _fits(pattern, parts, a, b):
                found.append((a, b, pattern))
                blocked = b
                break
    return found


def _fits(pattern: _Pattern, parts: list[_Part], a: int, b: int) -> bool:
    if b > len(parts) or (pattern.bound and not (b < len(parts) and parts[b].glued)):
        return False
    for k, word in enumerate(pattern.rest, a + 1):
        if parts[k].folded != word:
            return False
    return all(_case_fits(case, parts[a + k].text) for k, case in enumerate(pattern.cases))


def _case_fits(case: int, text: str) -> bool:
    if case == _ANY:
        return True
    if case == _INITIAL:
        return text[0].isupper() or text[0].isdigit()
    capitals = len(text) > 1 and text.isupper()
    if case == _UPPER:
        return text.isupper()
    if case == _LOWER:
        return text[0].islower() or capitals
    return text[0].isupper() and not capitals


def _whole_compounds(found: list[tuple[int, int, _Pattern]], parts: list[_Part]) -> list[tuple[int, int, _Pattern]]:
    """Drop names that are only a piece of another hyphenated name ("Fort-de-Chine", "Jean-Chad")."""
    covered = {k for a, b, _ in found for k in range(a, b)}
    kept = []
    for a, b, pattern in found:
        first, last = a, b
        while first > 0 and parts[first].glued:
            first -= 1
        while last < len(parts) and parts[last].glued:
            last += 1
        rest = [parts[k] for k in range(first, last) if k not in covered]
        if all(not p.text[0].isupper() or p.folded in _PREFIXES for p in rest):
            kept.append((a, b, pattern))
    return kept


def _add_names(index: dict[str, list[_Pattern]], entry: Entry, language: str) -> None:
    names = entry.names[language]
    stands = bool(entry.stands_for) and not entry.generic
    held = ("capital" if entry.type == "GPE" else "seat") if stands else "name"
    for name in names:
        parts = _parts(name)
        cases = tuple([_name_case(part.text) for part in parts])
        acronym = not stands and len(parts) == 1 and len(name) > 1 and (name.isupper() or name.upper() in names)
        _add(index, parts, cases, entry, "acronym" if acronym else held)


def _name_case(word: str) -> int:
    if len(word) > 1 and word.isupper():
        return _UPPER
    return _INITIAL if word[0].isupper() else _ANY


def _add_demonyms(index: dict[str, list[_Pattern]], entry: Entry, language: str) -> None:
    lower = language == "fr"  # a French adjective is lower-case, its noun is not
    for words, kind, case in (
        (entry.adjectives, "adjective", _LOWER if lower else _INITIAL),
        (entry.demonyms, "people", _TITLE if lower else _INITIAL),
    ):
        for word in words[language] if words else ():
            parts = _parts(word)
            _add(index, parts, (case,) + (_ANY,) * (len(parts) - 1), entry, kind)
    for word in entry.combining.split("|") if entry.combining else ():
        _add(index, _parts(word), (_ANY,), entry, "adjective", bound=True)


def _parts(name: str) -> list[_Part]:
    return [part for word in name.split() for part in _cut(word)]


def _add(
    index: dict[str, list[_Pattern]],
    parts: list[_Part],
    cases: tuple[int, ...],
    entry: Entry,
    kind: str,
    *,
    bound: bool = False,
) -> None:
    pattern = _Pattern(tuple([part.folded for part in parts[1:]]), cases, entry, kind, bound)
    index.setdefault(parts[0].folded, []).append(pattern)
