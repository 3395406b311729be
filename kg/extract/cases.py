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
from kg.model import Interval, Span

MEASURED = "measured"  # the rule of times that are counted from an event
_LENGTH = re.compile(r"P(\d+)([DWMY])")
_PLAIN = re.compile(r"\d{4}(-\d\d){0,2}")
_LINKS = ("CCONJ", "DET", "ADP", "PUNCT")
_UNITS: Mapping[str, str] = {"D": "day", "W": "week", "M": "month", "Y": "year"}


def by_trigger(frames: Sequence[Frame]) -> dict[int, Frame]:
    """Position of each trigger -> the first event that has it."""
    found: dict[int, Frame] = {}
    for frame in frames:
        for token in frame.predicate.triggers:
            found.setdefault(token.i, frame)
    return found


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
    at: Mapping[int, Frame]  # position of each trigger -> its event, see `by_trigger`
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
        return self.at.get(self.token.head)

    def is_verb(self, *forms: str) -> bool:
        return self.frame.predicate.kind == "verb" and self.frame.predicate.form in forms

    def is_event(self, token: Token) -> bool:
        return token.i in self.at

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


def _goes_on(doc: Doc, before: Token, time: Interval, head: Token) -> bool:
    """Does a time go on from another: by the parse, or as the two close the sentence?"""
    end, prior = doc.sentences[head.sent].last, doc.tokens[before.i - 1]
    named = prior.text.lower() in lexicon(doc.language).verbs["naming"]  # "les élections de 2007 et 2012"
    if named or (prior.pos != "ADP" and doc.tokens[before.head].pos not in ("VERB", "AUX")):
        return False
    rest = [t for t in doc.tokens[head.i + 1 : end] if time.span is not None and t.start >= time.span.end]
    closing = head.sent == before.sent and head.i > before.i and all(t.pos == "PUNCT" for t in rest) and len(rest) < 2
    return closing or (head.dep == "conj" and head.head in (before.i, before.head))


def listed(doc: Doc, times: Sequence[tuple[Interval, Token]]) -> tuple[tuple[Interval, Token], ...]:
    """The times of an article, where "le 15 janvier et le 12 mars" are one: all of them."""
    words, found = lexicon(doc.language).verbs, list[tuple[Interval, Token]]()
    for time, head in times:
        last = found[-1] if found else None
        if last is None or time.grain != last[0].grain or not _goes_on(doc, last[1], time, head):
            found.append((time, head))
            continue
        before, opening = last[0], last[0].span
        assert opening is not None and time.span is not None
        gap = [t for t in doc.tokens[last[1].i : head.i] if opening.end <= t.start < time.span.start]
        joined = [t for t in gap if t.text.lower() in words["both"]]
        days = [part for t in (before, time) for part in t.edtf.strip("{}").split(",")]
        year = days[-1][:4] in time.span.of(doc.article.text)  # "mai et juin 2017": not May of another year
        alike = not year or days[-1][:4] == days[0][:4] or days[0][:4] in opening.of(doc.article.text)
        plain = alike and all(_PLAIN.fullmatch(day) for day in days) and days == sorted(set(days))
        if not joined or not plain or any(t.pos not in _LINKS for t in gap):
            found.append((time, head))
            continue
        both = replace(before, edtf=f"{{{','.join(days)}}}", kind="interval", earliest_end=time.earliest_end,
                       latest_end=time.latest_end, span=Span(opening.start, time.span.end))  # fmt: skip
        found[-1] = (both, last[1])
    return tuple(found)
