"""spaCy's attribute ruler as a table: what it sets depends on very few attributes of a token, so it is worked out once.

The matcher tries each of its patterns (179 in English) at each token. Here tokens alike in all that any pattern asks
for share one answer; `tests/annotate/test_ruler.py` holds that it is the matcher's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ASKED = frozenset({"TAG", "POS", "DEP", "LOWER", "ORTH", "IS_SPACE"})
_SET = ("POS", "TAG", "MORPH", "LEMMA")  # columns that one call writes back
_UNNAMED = -1  # stands for all values that no pattern names
Key = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Test:
    """What a pattern asks of one attribute: to be one of some values, or none of them."""

    column: int
    values: frozenset[int]
    wanted: bool

    def holds(self, key: Key) -> bool:
        return (key[self.column] in self.values) == self.wanted


@dataclass(frozen=True, slots=True)
class _Rule:
    """Tests of successive tokens, and what is set on the one at `index`; rules later in order win."""

    order: int
    tests: tuple[tuple[_Test, ...], ...]
    index: int
    values: Mapping[int, int]  # attribute -> value


@dataclass(frozen=True, slots=True)
class _Answer:
    """For all tokens of one key: the rules of one token that fit, what they set, and longer rules that may begin."""

    rules: tuple[_Rule, ...]
    values: Mapping[int, int]
    longer: tuple[_Rule, ...]


class RulerTable:
    """Sets what the component would; `of` tells whether its patterns ask for no more than is known here."""

    def __init__(self, asked: list[int], rules: list[_Rule], writes: tuple[list[int], int]) -> None:
        self._asked = asked
        self._rules = rules
        self._columns, self._dep = writes
        self._answers: dict[Key, _Answer] = {}
        named: list[set[int]] = [set() for _ in asked]
        for rule in rules:
            for tests in rule.tests:
                for test in tests:
                    named[test.column] |= test.values
        self._named = [frozenset(values) for values in named]

    @classmethod
    def of(cls, component: Any) -> RulerTable | None:
        """The table of spaCy's own ruler, None for any other and for patterns with operators or rarer attributes."""
        from spacy.attrs import IDS
        from spacy.pipeline import AttributeRuler

        if type(component) is not AttributeRuler:
            return None
        names = sorted(_ASKED)
        columns = [IDS[name] for name in _SET]
        rules = []
        for order, (entry, values) in enumerate(zip(component.patterns, component.attrs, strict=True)):
            if not all(attr in (*columns, IDS["DEP"]) and isinstance(value, int) for attr, value in values.items()):
                return None
            for pattern in entry["patterns"]:
                tests = [_tests(token, names, component.vocab.strings) for token in pattern]
                index = entry["index"] + (len(tests) if entry["index"] < 0 else 0)
                if not tests or not 0 <= index < len(tests):
                    return None
                rules.append(_Rule(order, tuple(t for t in tests if t is not None), index, dict(values)))
                if None in tests:
                    return None
        return cls([IDS[name] for name in names], rules, (columns, IDS["DEP"]))

    def __call__(self, docs: list[Doc]) -> list[Doc]:
        """Set tags, parts of speech, features and lemmas of each doc, in place."""
        for doc in docs:
            self._apply(doc)
        return docs

    def _apply(self, doc: Doc) -> None:
        if not len(doc):
            return
        asked = doc.to_array(self._asked).tolist()
        named = self._named
        keys = [tuple([v if v in known else _UNNAMED for v, known in zip(row, named, strict=True)]) for row in asked]
        answers = [self._answers.get(key) or self._answer(key) for key in keys]
        changes = [answer.values for answer in answers]
        for i, values in self._longer(keys, answers).items():
            changes[i] = values
        rows = doc.to_array(self._columns).tolist()
        for i, values in enumerate(changes):
            for k, column in enumerate(self._columns):
                if column in values:
                    rows[i][k] = values[column]
            if self._dep in values:
                doc[i].dep = values[self._dep]
        doc.from_array(self._columns, np.array(rows, dtype=np.uint64))

    def _answer(self, key: Key) -> _Answer:
        fitting = [rule for rule in self._rules if all(test.holds(key) for test in rule.tests[0])]
        rules = tuple(rule for rule in fitting if len(rule.tests) == 1)
        answer = _Answer(rules, _merged(rules), tuple(rule for rule in fitting if len(rule.tests) > 1))
        self._answers[key] = answer
        return answer

    def _longer(self, keys: Sequence[Key], answers: Sequence[_Answer]) -> dict[int, Mapping[int, int]]:
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


def _merged(rules: Sequence[_Rule]) -> Mapping[int, int]:
    values: dict[int, int] = {}
    for rule in sorted(rules, key=lambda r: r.order):
        values.update(rule.values)
    return values


def _tests(token: Mapping[str, Any], names: list[str], strings: Any) -> tuple[_Test, ...] | None:
    """A pattern's tests of one token, None where it asks for what is not known here."""
    tests = []
    for name, wanted in token.items():
        if name not in _ASKED:
            return None
        ways = wanted if isinstance(wanted, dict) else {"IN": [wanted]}
        if not set(ways) <= {"IN", "NOT_IN"}:
            return None
        for way, words in ways.items():
            values = frozenset(strings.add(w) if isinstance(w, str) else int(w) for w in words)
            tests.append(_Test(names.index(name), values, way == "IN"))
    return tuple(tests)
