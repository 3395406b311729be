"""spaCy's attribute ruler as a table: what it sets depends on very few attributes of a token, so it is worked out once.

The matcher tries each of its patterns (179 in English) at each token. Here tokens alike in all that any pattern asks
for share one answer; `tests/annotate/test_ruler.py` holds that it is the matcher's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ASKED = ("TAG", "POS", "DEP", "LOWER", "ORTH", "IS_SPACE")
_SET = ("POS", "TAG", "MORPH", "LEMMA")  # columns that one call writes back
_PLACE = {name: k for k, name in enumerate(_SET)}
_KEPT = 1 << 16  # rows of tokens that are remembered; words never end
_UNNAMED = -1  # stands for all values that no pattern names
Key = tuple[int, ...]


@dataclass(slots=True)
class _Test:
    """What a pattern asks of one attribute: to be one of some values, or none of them.

    Of an expression, the values are the words met so far that it matches.
    """

    column: int
    values: set[int]
    wanted: bool
    expression: re.Pattern[str] | None = None

    def holds(self, key: Key) -> bool:
        return (key[self.column] in self.values) == self.wanted


@dataclass(frozen=True, slots=True)
class _Rule:
    """Tests of successive tokens, and what is set on the one at `index`; rules later in order win."""

    order: int
    tests: tuple[tuple[_Test, ...], ...]
    index: int
    values: Mapping[str, int]  # attribute -> value


@dataclass(frozen=True, slots=True)
class _Answer:
    """For all tokens of one key: the rules of one token that fit, what they set, and longer rules that may begin."""

    rules: tuple[_Rule, ...]
    values: Mapping[str, int]
    longer: tuple[_Rule, ...]


class RulerTable:
    """Sets what the component would; `of` tells whether its patterns ask for no more than is known here."""

    def __init__(self, rules: list[_Rule], strings: Any) -> None:
        self._rules, self._strings = rules, strings
        self._answers: dict[Key, _Answer] = {}
        self._tests = [test for rule in rules for tests in rule.tests for test in tests]
        self._columns = sorted({test.column for test in self._tests})  # that any pattern asks for
        self._alike: list[dict[int, int]] = [{} for _ in _ASKED]  # value -> itself, or that of all unnamed ones
        self._met: dict[Key, tuple[Key, _Answer]] = {}  # values of the columns -> those of all, and the answer

    @classmethod
    def of(cls, component: Any) -> RulerTable | None:
        """The table of spaCy's own ruler, None for any other and for patterns with operators or rarer attributes."""
        from spacy.pipeline import AttributeRuler

        if type(component) is not AttributeRuler:
            return None
        rules: list[_Rule] = []
        sources: list[Any] = component.patterns
        for order, (source, values) in enumerate(zip(sources, component.attrs, strict=True)):
            wanted = dict(zip(source["attrs"], values.values(), strict=True))
            if not set(wanted) <= {*_SET, "DEP"}:
                return None
            for pattern in source["patterns"]:
                tests = [_tests(token, component.vocab.strings) for token in pattern]
                known = tuple(t for t in tests if t is not None)
                if not 0 <= source["index"] < len(tests) or len(known) < len(tests):
                    return None
                rules.append(_Rule(order, known, source["index"], wanted))
        return cls(rules, component.vocab.strings)

    def __call__(self, docs: list[Doc]) -> list[Doc]:
        """Set tags, parts of speech, features and lemmas of each doc, in place."""
        for doc in docs:
            self._apply(doc)
        return docs

    def _apply(self, doc: Doc) -> None:
        if not len(doc) or not self._rules:
            return
        if len(self._met) > _KEPT:
            self._met.clear()
        met = self._met
        found = [
            met.get(row) or self._meet(row)
            for row in zip(*(doc.to_array(_ASKED[k]).tolist() for k in self._columns), strict=True)
        ]
        changes = [answer.values for _, answer in found]
        if any(answer.longer for _, answer in found):
            for i, values in self._longer([key for key, _ in found], [answer for _, answer in found]).items():
                changes[i] = values
        rows = doc.to_array(list(_SET)).tolist()
        for i, (values, row) in enumerate(zip(changes, rows, strict=True)):
            for name, value in values.items():
                if name == "DEP":
                    doc[i].dep = value
                else:
                    row[_PLACE[name]] = value
        table: Any = np.array(rows, dtype=np.uint64)
        doc.from_array(list(_SET), table)

    def _meet(self, row: Key) -> tuple[Key, _Answer]:
        """What tokens of a row share with all that no pattern tells apart from them."""
        key = [_UNNAMED] * len(_ASKED)
        for k, value in zip(self._columns, row, strict=True):
            same = self._alike[k]
            key[k] = same[value] if value in same else self._same(k, value)
        whole = tuple(key)
        found = self._met[row] = whole, self._answers.get(whole) or self._answer(whole)
        return found

    def _same(self, column: int, value: int) -> int:
        """What stands for a value in keys: itself where any pattern names it."""
        tests = [test for test in self._tests if test.column == column]
        for test in tests:
            if test.expression is not None and test.expression.search(self._strings[value]):
                test.values.add(value)
        found = value if any(value in test.values for test in tests) else _UNNAMED
        self._alike[column][value] = found
        return found

    def _answer(self, key: Key) -> _Answer:
        fitting = [rule for rule in self._rules if all(test.holds(key) for test in rule.tests[0])]
        rules = tuple(rule for rule in fitting if len(rule.tests) == 1)
        answer = _Answer(rules, _merged(rules), tuple(rule for rule in fitting if len(rule.tests) > 1))
        self._answers[key] = answer
        return answer

    def _longer(self, keys: Sequence[Key], answers: Sequence[_Answer]) -> dict[int, Mapping[str, int]]:
        """What tokens get that rules of several tokens reach."""
        found: dict[int, list[_Rule]] = {}
        for i, answer in enumerate(answers):
            for rule in answer.longer:
                following = keys[i + 1 : i + len(rule.tests)]
                if len(following) == len(rule.tests) - 1 and all(
                    test.holds(key) for key, tests in zip(following, rule.tests[1:], strict=True) for test in tests
                ):
                    found.setdefault(i + rule.index, []).append(rule)
        return {i: _merged([*answers[i].rules, *rules]) for i, rules in found.items()}


def _merged(rules: Sequence[_Rule]) -> Mapping[str, int]:
    values: dict[str, int] = {}
    for rule in sorted(rules, key=lambda r: r.order):
        values.update(rule.values)
    return values


def _tests(token: Mapping[str, Any], strings: Any) -> tuple[_Test, ...] | None:
    """A pattern's tests of one token, None where it asks for what is not known here."""
    tests = []
    for name, wanted in token.items():
        if name not in _ASKED:
            return None
        column = _ASKED.index(name)
        for way, words in (wanted if isinstance(wanted, dict) else {"IN": [wanted]}).items():
            if way == "REGEX" and name in ("LOWER", "ORTH"):
                tests.append(_Test(column, set(), True, re.compile(str(words))))
            elif way in ("IN", "NOT_IN"):
                values = {strings.add(w) if isinstance(w, str) else int(w) for w in words}
                tests.append(_Test(column, values, way == "IN"))
            else:
                return None
    return tuple(tests)
