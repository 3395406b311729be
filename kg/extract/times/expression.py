"""What a match of the grammar says, before it is placed on the calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.model import Span


@dataclass(frozen=True, slots=True)
class Expression:
    """One time expression of a text. `fields` are the values of the captured classes and the rule's constants.

    `direction` is what tense says: -1 past, 1 future, 0 nothing. `near` is the index (in the list of expressions
    of the document) of a date that stands right beside a clock time and carries it, or -1.
    """

    kind: str
    rule: str
    span: Span
    first: int  # units [first, last)
    last: int
    token: int  # the token that hangs under the rest of the sentence
    fields: Mapping[str, Any]
    tag: str = "@date"
    direction: int = 0
    near: int = -1
    sentence: int = -1
    nominal: bool = False  # it hangs on a noun ("the second round, on 16 and 17 June,")
    parts: tuple[Expression, ...] = field(default=())

    def get(self, name: str) -> Any:
        return self.fields.get(name)
