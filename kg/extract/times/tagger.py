"""The temporal tagger: the time expressions of a document, placed against its publication date."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from kg.annotate.doc import Doc
from kg.errors import LanguageError
from kg.extract.times import calendar, combine, named, relative, resolve
from kg.extract.times.expression import Expression
from kg.extract.times.grammar import dateline, expressions, with_tense
from kg.extract.times.lexicon import Lexicon, lexicon
from kg.extract.times.merge import merged
from kg.extract.times.publication import clues, flat, publication_days
from kg.extract.times.resolve import Context, Resolver
from kg.extract.times.values import Value
from kg.model import Interval

SIMPLE: Mapping[str, Resolver] = {
    "date": resolve.calendar_date,
    "weekday": resolve.weekday,
    "deictic": resolve.deictic,
    "part": resolve.part_of_day,
    "clock": resolve.clock,
    "season": named.season,
    "subyear": named.subyear,
    "decade": named.decade,
    "century": named.century,
    "holiday": named.holiday,
    "nth-day": named.nth_day,
    "week-of": named.week_of,
    "duration": relative.duration,
    "set": relative.repeated,
    "ref": relative.reference,
    "offset": relative.offset,
    "window": relative.window,
    "ago": relative.ago,
    "since-that": combine.counted,
    "same": relative.same,
    "next-day": relative.next_day,
}
COMPOSED: Mapping[str, Callable[[Expression, Context, Callable[[Expression, Context], Value | None]], Value | None]] = {
    "edge": combine.edge,
    "range": combine.span,
    "list": combine.many,
    "night": combine.night,
    "open": combine.opened,
    "beside": combine.beside,
    "part-of": combine.part_of,
}
RELATIVE_FREE = {"duration", "set", "ref"}  # kinds that no publication date changes
NOON = 12
FOCUS_FADES = 92  # days: a mere mention of an older day ("the attacks of 11 September") leaves the day in focus


def tag(doc: Doc) -> tuple[Interval, ...]:
    """All time expressions of a document in text order, none overlapping; no grammar for its language, none found.

    Each interval carries its span, the rule that found it, its anchor and, where the publication day is only known
    by month or year, every candidate. `parts` of a composed one ("du 10 au 15 février") are its simple expressions.
    """
    try:
        words = lexicon(doc.language)
    except LanguageError:
        return ()
    found = with_tense(expressions(doc, words), doc, words)
    if not found:
        return ()
    found = [_presence(_birth(e, words), words) for e in found]
    return tuple(_placed(found, doc, dateline(doc, words)))


def _placed(found: Sequence[Expression], doc: Doc, line: Expression | None) -> list[Interval]:
    stated = doc.article.published
    if not stated and line is not None and line.get("year"):
        value = resolve.calendar_date(line, Context(None))
        stated = value.timex_value if value else ""
    published = calendar.from_edtf(stated)
    if published is None:
        readings = [read(found, None)]
    else:
        days = publication_days(stated, clues(found, published, line))
        if all(e.kind in RELATIVE_FREE for e in found):
            days = days[:1]
        readings = [read(found, d) for d in days]
    every = list(flat(found))
    intervals = {i: merged(e, [r[i] for r in readings]) for i, e in enumerate(every)}
    out, i = [], 0
    for e in found:
        size = sum(1 for _ in flat((e,)))
        whole = intervals[i + size - 1]
        parts = _direct_parts(e, i, intervals)
        i += size
        if whole is not None:
            out.append(replace(whole, parts=parts))
        else:
            out.extend(parts)
    return out


def _direct_parts(e: Expression, start: int, intervals: Mapping[int, Interval | None]) -> tuple[Interval, ...]:
    parts, i = [], start
    for part in e.parts:
        size = sum(1 for _ in flat((part,)))
        whole = intervals[i + size - 1]
        below = _direct_parts(part, i, intervals)
        parts += [replace(whole, parts=below)] if whole else list(below)
        i += size
    return tuple(parts)


def read(found: Sequence[Expression], published: date | None) -> list[Value | None]:
    """One value for each expression and each part of it (in the order of `flat`), for one publication day."""
    context = Context(published)
    values: list[Value | None] = []
    pending: list[tuple[int, Expression, int]] = []
    at: list[int] = []
    for e in found:
        at.append(len(values))
        context = context.within(e.sentence)
        part_values, value = _read_one(e, context)
        values.extend(part_values)
        values.append(value)
        if e.near >= 0:
            pending.append((len(values) - 1, e, e.near))
            continue
        context = _moved(context, e, value)
    for index, e, near in pending:  # "vers 0 h 40, jeudi": the date that follows carries the hour
        beside = values[at[near] + sum(1 for _ in flat((found[near],))) - 1] if near < len(at) else None
        if beside is not None and beside.period is not None and beside.period.grain in ("day", "part"):
            day, late = beside.period.first, (e.get("hour") or 0) >= NOON
            day = beside.days[-1] if beside.days and not late else day  # "à 3 heures, dans la nuit de lundi à mardi"
            values[index] = _value(replace(e, near=-1), Context(published, day))
    return values


def _read_one(e: Expression, context: Context) -> tuple[list[Value | None], Value | None]:
    value = _value(e, context)
    inner: list[Value | None] = []
    parts: Sequence[Expression] = e.parts
    if e.kind in ("range", "list", "night") and parts:
        closing = _value(parts[-1], context)
        if closing is not None:
            parts = [*(combine.completed(p, closing) for p in parts[:-1]), parts[-1]]
        ends = combine.ends(e, context, _value) if e.kind != "list" else None
        if ends is not None:
            return [v for p, end in zip(e.parts, ends, strict=True) for v in (*_read_one(p, context)[0], end)], value
    if e.kind == "open":
        parts = [combine.leaning(p, e.fields["open"]) for p in parts]
    for part in parts:
        below, own = _read_one(part, context)
        inner += [*below, own]
    return inner, value


def _value(e: Expression, context: Context) -> Value | None:
    if e.kind in COMPOSED:
        return COMPOSED[e.kind](e, context, _value)
    return SIMPLE[e.kind](e, context)


def _moved(context: Context, e: Expression, value: Value | None) -> Context:
    """The day and the month in focus after an expression."""
    if value is None or value.period is None or value.shape == "none":
        return context
    period = value.period
    sentence = e.sentence if period.grain == "year" or any("year" in x.fields for x in flat((e,))) else -1
    if period.grain in ("month", "year", "season"):
        counted = bool(e.get("byfocus")) and value.anchor == "focus"  # "two months later" leads on to another
        told = counted or (value.shape == "plain" and value.timex_type == "DATE" and not e.nominal)
        era = (period, e.sentence) if told else context.era
        return replace(context, month=period, sentence=sentence, era=era)
    length = value.timex_type == "DURATION" and not e.get("byfocus")  # "two days later" is of the day it leads to
    if period.grain not in ("day", "part", "hour", "minute", "days") or length:
        return context
    day = value.days[-1] if value.days and e.kind in ("list", "night") else period.first
    if e.direction != 0 or e.get("daynum"):
        context = replace(context, named=(*context.named, day))
    old = context.published is not None and abs(day - context.published) > timedelta(days=FOCUS_FADES)
    if old and (e.direction >= 0 or e.get("birth")):
        return context
    passing = e.sentence if e.nominal else -1
    lasting = context.lasting if passing >= 0 else day
    month = calendar.unit(day, "month")
    era = context.era if passing >= 0 else None
    return replace(context, focus=day, month=month, sentence=sentence, passing=passing, lasting=lasting, era=era)


def _birth(e: Expression, words: Lexicon) -> Expression:
    """ "(né le 3 mai 1950)": the day of a birth is told of a person, and no story goes on from there."""
    return replace(e, fields={**e.fields, "birth": True}) if e.get("verb") in words.verbs["born"] else e


def _presence(e: Expression, words: Lexicon) -> Expression:
    """ "aujourd'hui" with a verb of state, or in a speech, is the present and not the day."""
    if e.kind != "deictic" or e.get("offset") != 0 or e.get("weekday") is not None or e.get("partofday"):
        return e
    state = e.get("verb") in words.verbs["stative"]
    became = e.direction < 0 and e.get("verb") in words.verbs["become"]
    if became or (e.direction == 0 and (state or e.get("quoted"))):
        return replace(e, kind="ref", fields={**e.fields, "ref": "PRESENT_REF"}, tag="@ref")
    return e
