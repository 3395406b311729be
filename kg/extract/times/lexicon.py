"""A language's time words and patterns, compiled once from `kg/lang/<code>-time.toml`.

Words fall into classes ("mardi" is a weekday, value 1; "second" a unit and an ordinal). Each set of classes gets
one private character, so that a text becomes a string over an alphabet of word classes and every pattern of the
grammar becomes an ordinary regular expression in that alphabet: the C engine of `re` does the searching.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.ids import fold
from kg.lang import load

Classes = Mapping[str, Any]  # class -> value of a word in it

FIRST_CHAR = 0xE000  # private use area: no text of an article reaches the compiled patterns
BREAK = "\ue000"  # stands for any word without a class, and between paragraphs: no pattern crosses it
ATOMS = ("@date", "@clock", "@part", "@dur", "@set", "@ref", "@night", "@relday")
GLUED = {".": "gdot", ",": "gcomma", ":": "gcolon", "/": "gslash", "-": "gdash", "–": "gdash"}
ACCENTED = {"dès", "là"}  # words that are others without their accent
LOOKS = {"<": "<=", "!<": "<!", ">": "=", "!>": "!"}  # in patterns: after, not after, before, not before a class


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern: what it is called, the kind of expression it builds, its regex, constants it adds."""

    name: str
    kind: str
    pattern: re.Pattern[str]
    constants: Mapping[str, Any]
    tag: str  # how later patterns see a match: one of ATOMS


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The compiled tables of one language."""

    language: str
    words: Mapping[str, Classes]  # folded word -> its classes
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Classes], ...]]  # first word -> longer phrases, longest first
    blocked: Mapping[str, frozenset[str]]  # folded word -> parts of speech in which it is no time word
    capitals: frozenset[str]  # folded words that count only when written with a capital
    chars: Mapping[frozenset[str], str]
    atoms: tuple[Rule, ...]
    composed: tuple[Rule, ...]
    starters: frozenset[str]  # words one of which must stand in a text for any rule to apply
    hot: dict[str, bool]  # token -> whether it holds a starter: a cache
    ordinal: re.Pattern[str]
    day_ordinals: frozenset[str]
    decimal: str
    capital_a: str  # what a capital A alone stands for
    past_endings: Mapping[str, tuple[str, ...]]
    future_endings: Mapping[str, tuple[str, ...]]  # of futures that are taken for a simple past
    both_endings: Mapping[str, tuple[str, ...]]  # the same in the past and in the present
    number_joiners: frozenset[str]
    verbs: Mapping[str, frozenset[str]]  # class of lemmas -> lemmas, for tense and ages
    month_first: bool
    small_months: bool  # names of months begin with a small letter
    historic_present: bool  # news tells what was in the present too

    def char(self, classes: Iterable[str]) -> str:
        return self.chars.get(frozenset(classes), BREAK)


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language.

    >>> lexicon("fr").words["mardi"]["weekday"]
    1
    """
    table = load(f"{language}-time")
    raw: dict[str, dict[str, Any]] = {}
    for name, entries in table["classes"].items():
        pairs = entries.items() if isinstance(entries, Mapping) else ((word, 1) for word in entries)
        for word, value in pairs:
            raw.setdefault(spell(word), {})[name] = value
    for classes in raw.values():
        if "card" in classes:
            classes |= spelled_classes(classes["card"])
    rules = [*table["atom"], *table["compose"]]
    for rule in rules:
        for literal in re.findall(r"`([^`]+)`", rule["pattern"]):
            for word in literal.split("|"):
                raw.setdefault(spell(word), {})["=" + spell(word)] = 1
    chars = _alphabet(raw.values())
    words: dict[str, Classes] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Classes]]] = {}
    for text, classes in raw.items():
        forms = tuple(text.split(" "))
        if len(forms) == 1:
            words[text] = classes
        else:
            phrases.setdefault(forms[0], []).append((forms, classes))
    strong = frozenset(table["triggers"])
    return Lexicon(
        language=language,
        words=words,
        phrases={first: tuple(sorted(found, key=lambda f: (-len(f[0]), f[0]))) for first, found in phrases.items()},
        blocked={spell(word): frozenset(tags) for word, tags in table["blocked"].items()},
        capitals=frozenset(spell(word) for word in table["capitals"]),
        chars=chars,
        atoms=tuple(_compile(rule, chars) for rule in table["atom"]),
        composed=tuple(_compile(rule, chars) for rule in table["compose"]),
        starters=frozenset(_starters(raw, strong)),
        hot={},
        ordinal=re.compile(rf"(\d{{1,2}})({'|'.join(table['ordinal_suffixes'])})"),
        day_ordinals=frozenset(table["day_ordinals"]),
        decimal=table["decimal"],
        capital_a=table["capital_a"],
        past_endings=_endings(table["past_endings"]),
        future_endings=_endings(table["future_endings"]),
        both_endings=_endings(table["both_endings"]),
        number_joiners=frozenset(table["number_joiners"]),
        verbs={name: frozenset(lemmas) for name, lemmas in table["lemmas"].items()},
        month_first=table["month_first"],
        small_months=table["small_months"],
        historic_present=table["historic_present"],
    )


def _endings(table: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {ending: tuple(forms) for ending, forms in table.items()}


def _starters(raw: Mapping[str, Classes], strong: frozenset[str]) -> Iterable[str]:
    """Of each trigger word or phrase its longest piece, which no tokenizer splits."""
    for text, classes in raw.items():
        if strong & classes.keys():
            yield max(text.split(" "), key=len)


def spell(text: str) -> str:
    """How words are looked up: folded, split as texts are ("après-midi" -> "apres - midi").

    >>> spell("D'après-midi")
    "d ' apres - midi"
    """
    return " ".join(form(word) for word in re.findall(r"\d+|[^\W\d_]+|[^\w\s]", text))


def form(word: str) -> str:
    """A word as it is looked up: "à" is not "a", nor "dès" "des"."""
    if len(word) == 1:
        return "à" if word in "àÀ" else "'" if word == "’" else word.lower()
    return word.lower() if word.lower() in ACCENTED else fold(word)


def digit_classes(text: str) -> dict[str, Any]:
    """The classes of a run of digits.

    >>> sorted(digit_classes("30"))
    ['daynum', 'minute', 'num', 'year2']
    """
    value, size = int(text), len(text)
    found: dict[str, Any] = {"num": value}
    if size <= 2:
        found |= {"daynum": value} if 1 <= value <= 31 else {}
        found |= {"monthnum": value} if 1 <= value <= 12 else {}
        found |= {"hour": value} if value <= 24 else {}
    if size == 2:
        found |= {"minute": value} if value < 60 else {}
        found |= {"year2": value}
    if size == 4 and 1000 <= value <= 2199:
        found["year"] = value
    return found


def spelled_classes(value: int) -> dict[str, Any]:
    """The classes of a number in words: it may count, or name an hour, but is no day, year or minute of a clock."""
    return {"num": value, "hour": value} if value <= 24 else {"num": value}


def _alphabet(word_classes: Iterable[Mapping[str, Any]]) -> dict[frozenset[str], str]:
    sets = {frozenset(classes) for classes in word_classes}
    sets |= {frozenset(digit_classes(text)) for text in [*(f"{n:02d}" for n in range(100)), *"0123456789"]}
    sets |= {frozenset(digit_classes(text)) for text in ("100", "1000", "5000")}
    sets |= {frozenset((name,)) for name in ATOMS}
    sets |= {frozenset((name, "num")) for name in ("ord", "daynum")} | {
        frozenset(("ord",)),
        frozenset(("ord", "daynum")),
    }
    marks = [classes for classes in sets if any(name[1:] in GLUED for name in classes if name[0] == "=")]
    sets |= {classes | {GLUED[mark]} for classes in marks for mark in GLUED if "=" + mark in classes}
    sets |= {frozenset((name,)) for name in GLUED.values()} | {frozenset(("num",)), frozenset(("num", "hm"))}
    sets |= {frozenset(("num", "hour"))}
    return {classes: chr(FIRST_CHAR + 1 + i) for i, classes in enumerate(sorted(sets, key=sorted))}


def _compile(rule: Mapping[str, Any], chars: Mapping[frozenset[str], str]) -> Rule:
    """A pattern over class names as a regular expression over class characters."""
    counts: dict[str, int] = {}

    def one(found: re.Match[str]) -> str:
        look, name, literal = found["look"], found["name"], found["literal"]
        if name and not look:
            counts[name] = counts.get(name, 0) + 1
        wanted = {"=" + spell(word) for word in literal.split("|")} if literal is not None else {name}
        members = "".join(sorted(char for classes, char in chars.items() if classes & wanted))
        if not members:
            raise ValueError(f"pattern {rule['name']}: no word has the class {name or literal}")
        if look:
            return f"(?{LOOKS[look]}[{members}])"
        if literal is not None:
            return f"[{members}]"
        group = name.lstrip("@") + (f"_{counts[name]}" if counts[name] > 1 else "")
        return f"(?P<{group}>[{members}])"

    text = re.sub(
        r"(?P<look>!?[<>])?(?:`(?P<literal>[^`]+)`|(?P<name>@?[a-z][a-z0-9_]*))", one, rule["pattern"]
    ).replace(" ", "")
    return Rule(
        name=rule["name"],
        kind=rule["as"],
        pattern=re.compile(text),
        constants=rule.get("set", {}),
        tag=rule.get("tag", "@" + rule["as"] if "@" + rule["as"] in ATOMS else "@date"),
    )
