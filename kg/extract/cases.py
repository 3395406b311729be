"""An event to be dated with all that its article says of times, and the time that lies a told length from another."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.annotate.doc import Doc, Token
from kg.extract.frames import Frame
from kg.extract.times.calendar import from_edtf, safe, shift, unit
from kg.extract.times.lexicon import lexicon
from kg.extract.times.values import period_edtf
from kg.model import Interval

MEASURED = "measured"  # the rule of times that are counted from an event
_LENGTH = re.compile(r"P(\d+)([DWMY])")
_UNITS: Mapping[str, str] = {"D": "day", "W": "week", "M": "month", "Y": "year"}


@dataclass(frozen=True, slots=True)
class Case:
    """An event to be dated, with what its article says of times; `given` holds the times of the events done before."""

    doc: Doc
    frame: Frame
    frames: Sequence[Frame]
    times: Sequence[tuple[Interval, Token]]
    lengths: Sequence[Interval]
    today: Interval | None
    given: Mapping[int, Interval | None]
    every: Sequence[tuple[Interval, Token]] = ()  # those of other events' clauses, too

    @property
    def token(self) -> Token:
        return self.frame.predicate.token

    @property
    def own(self) -> frozenset[int]:
        return frozenset(t.i for t in self.frame.predicate.triggers)

    def here(self) -> list[tuple[Interval, Token]]:
        """The times of its sentence, in their order."""
        sentence = self.doc.sentences[self.token.sent]
        return [(t, h) for t, h in self.times if sentence.first <= h.i < sentence.last]

    def above(self) -> Frame | None:
        """The event that its trigger hangs on."""
        return next((f for f in self.frames if any(t.i == self.token.head for t in f.predicate.triggers)), None)

    def is_verb(self, *forms: str) -> bool:
        return self.frame.predicate.kind == "verb" and self.frame.predicate.form in forms

    def is_event(self, token: Token) -> bool:
        return any(t.i == token.i for f in self.frames for t in f.predicate.triggers)

    def first(self, time: Interval) -> Token:
        """The first token of an expression."""
        assert time.span is not None
        return next(t for t in self.doc.tokens if t.end > time.span.start)


def counted(case: Case, cue: Token, known: Interval, sign: int) -> Interval | None:
    """The time that lies as far from a known one as the length before a cue ("seven years after") says."""
    words = lexicon(case.doc.language).verbs
    start = from_edtf(known.edtf) if known.edtf.replace("-", "").isdecimal() else None
    before = cue.i - 1
    while cue.i - before < 4 and before > 0 and case.doc.tokens[before].text.lower() in words["barely"]:
        before -= 1
    end = case.doc.tokens[before].end
    length = next((t for t in case.lengths if t.span is not None and t.span.end == end), None)
    found = _LENGTH.fullmatch(length.timex_value) if length is not None else None
    if length is None or found is None or start is None:
        return None
    grain = _UNITS[found[2]]
    order = ("day", "week", "month", "year")
    if start.grain not in order or order.index(start.grain) > order.index(grain):
        return None
    first, count = start.first, sign * int(found[1])
    period = safe(lambda: unit(shift(first, grain, count), {"week": "day"}.get(grain, grain)))
    if period is None:  # "999999999 jours après"
        return None
    text = period_edtf(period) + ("~" if length.timex_mod else "")
    return replace(known, edtf=text, earliest_start=period.start, latest_start=period.start, earliest_end=period.end,
                   latest_end=period.end, grain=period.grain, candidates=(), span=None, rule=MEASURED,
                   approximate=bool(length.timex_mod), anchor="event")  # fmt: skip
