"""Segments -> units: stretches of cleaned text for the parser, each character with its place in the article.

A quotation that is a full clause is parsed apart; in its frame stands the placeholder `« … »`, which the parser
knows from its treebank. Of a partial quotation only the marks are taken away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.annotate.segments import dateline, is_furniture, is_heading, paragraphs, quotations
from kg.model import Segment, Span

PLACEHOLDER = "« … »"
_MARKS = re.compile(r"[«»“”„\"]")
_WORD = re.compile(r"[^\W_ʼ]+")  # letters and digits, without an apostrophe that is a letter to Unicode
_MARKS_SET = frozenset('«»“”„"')


@dataclass(frozen=True, slots=True)
class Unit:
    """`text` for the parser; `origin[k]` is the article offset of its character k, -1 inside a placeholder."""

    text: str
    origin: list[int]
    paragraph: int
    heading: bool = False
    quote: int = -1  # index of the quotation it is the inside of
    holes: tuple[tuple[int, int], ...] = ()  # (character of the placeholder's first mark, quotation index)


@dataclass(frozen=True, slots=True)
class Layout:
    """An article cut up: its segments, its quotations and the units to parse, in order."""

    segments: tuple[Segment, ...]
    quotes: list[Segment]
    units: list[Unit] = field(default_factory=list)


def layout(text: str) -> Layout:
    """Cut an article's text into units.

    >>> [u.text for u in layout('« Il faut choisir », a dit Paul.').units]
    ['« … », a dit Paul.', 'Il faut choisir']
    """
    segments: list[Segment] = []
    quotes: list[Segment] = []
    units: list[Unit] = []
    for number, span in enumerate(paragraphs(text)):
        line = dateline(text, span) if number == 0 else None
        if line is not None:
            segments.append(Segment("dateline", line))
            span = Span(line.end, span.end)
            if not span.of(text).strip():
                continue
        if is_furniture(text, span):
            segments.append(Segment("furniture", span))
            continue
        heading = is_heading(text, span)
        segments.append(Segment("heading" if heading else "paragraph", span))
        inside = quotations(text, span)
        first = len(quotes)
        quotes += inside
        whole = [first + k for k, q in enumerate(inside) if q.level == 0 and _is_clause(text, span, q)]
        units.append(_unit(text, span, number, heading, quotes, whole, -1))
        units += [_unit(text, _inner(text, quotes[k].span), number, heading, quotes, [], k) for k in whole]
    segments = sorted(segments + quotes, key=lambda s: (s.span.start, -s.span.end))
    return Layout(tuple(segments), quotes, [u for u in units if u.text.strip(" .") not in ("", PLACEHOLDER)])


def _inner(text: str, quote: Span) -> Span:
    end = quote.end - 1 if _MARKS.match(text[quote.end - 1]) else quote.end
    return Span(quote.start + 1, end)


def _is_clause(text: str, paragraph: Span, quote: Segment) -> bool:
    """Does the quotation stand for a clause of its own? Judged by what stands around it and how it begins."""
    inner = _inner(text, quote.span).of(text).strip()
    words = inner.split()
    if len(words) < 3:
        return False
    before = text[paragraph.start : quote.span.start].rstrip(" \u00a0")
    after = text[quote.span.end : paragraph.end].lstrip(" \u00a0")
    first = next((c for c in inner if c.isalpha()), "")
    if not before or before[-1] in ".!?:…" or before.endswith(("–", "—")):
        return first.isupper() or before[-1:] == ":" or after[:1] in {",", ""}
    if before[-1] == "," or _MARKS.match(before[-1]):
        return first.isupper() and (not after or after[0] in ",.;!?" or after[0].islower())
    # "il a déclaré « Nous partirons demain »": a verb before, a capital that no name explains, a stop inside or after
    return first.isupper() and len(words) >= 5 and (not after or after[0] in ",.;") and not words[0][1:2].isupper()


def _unit(
    text: str, span: Span, paragraph: int, heading: bool, quotes: list[Segment], whole: list[int], quote: int
) -> Unit:
    """One cleaned stretch: whitespace folded, stray spaces before stops gone, typographic apostrophes plain."""
    chars: list[str] = []
    origin: list[int] = []
    holes: list[tuple[int, int]] = []
    cuts = {quotes[k].span.start: k for k in whole}
    i = span.start
    while i < span.end:
        if i in cuts:
            k = cuts[i]
            holes.append((len(chars), k))
            chars += PLACEHOLDER
            origin += [-1] * len(PLACEHOLDER)
            i = quotes[k].span.end
            continue
        if (word := _WORD.match(text, i, span.end)) is not None:
            chars += word[0]
            origin += range(i, word.end())
            i = word.end()
            continue
        char = text[i]
        if char.isspace() or char in _MARKS_SET:
            if chars and chars[-1] not in " ('":
                chars.append(" ")
                origin.append(i)
        else:
            if char in ",.)" and chars and chars[-1] == " " and text[i : i + 2] not in ("..", "…"):
                chars.pop()
                origin.pop()
            char = "\ufffd" if "\ud800" <= char <= "\udfff" else char  # half a surrogate pair
            chars.append("'" if char in "’ʼ" else char)
            origin.append(i)
        i += 1
    while chars and chars[-1] == " ":
        chars.pop()
        origin.pop()
    return Unit("".join(chars), origin, paragraph, heading, quote, tuple(holes))
