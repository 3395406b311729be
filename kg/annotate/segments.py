"""Text -> paragraphs, headings, dateline and quotations, before any parser sees it.

Parsers cut sentences badly near quotation marks, so quotations are found first, by their marks alone. An odd
mark costs one quotation, never the article.
"""

from __future__ import annotations

import re
from functools import cache

from kg.ids import fold
from kg.lang import load
from kg.model import Segment, Span

_BREAK = re.compile(r"[ \t\u00a0]*(?:\r\n?|[\n\u2028\u2029\x0b\x0c\x85])[\s]*")
_STOP = tuple('.!?…:;,"»”)]')
_HEADING_WORDS = 18  # longer lines without a full stop are sentences whose stop was lost

# "17 mars 2017 . –", "22 juin 2012. - ", "BRUXELLES, 16 février 2022 (AP) – ", "GENEVA (AP) —", "PARIS -", "Brest. –"
_DATELINE = re.compile(
    r"\s*(?:[^\n.!?«\"“]{0,60}?\b\d{1,2}(?:er|st|nd|rd|th)?\b[^\n.!?«\"“]{0,40}?(?:\([^)\n]{1,40}\))?"
    r"|[A-ZÀ-Ý][\w’' -]{1,40}(?:,[^\n.!?«\"“()]{1,40})?\s*\([^)\n]{1,40}\)"
    r"|[A-ZÀ-Ý]{2}[A-ZÀ-Ý’'-]*(?: [A-ZÀ-Ý’'-]{2,}){0,2}|[A-ZÀ-Ý][a-zà-ÿ]+(?:-[\w’']+)*)"
    r"\s*(?:[.:]\s*[–—-]+|\s[–—-]+|[–—])(?=\s|$)"
)
_OPEN, _CLOSE = "«“„", "»”"
_MAX_QUOTE = 3000  # characters: beyond this an opening mark was never closed


def paragraphs(text: str) -> list[Span]:
    """Spans of the non-empty paragraphs; hard-wrapped lines are joined.

    >>> [s.of("Un titre\\n\\nUn texte.") for s in paragraphs("Un titre\\n\\nUn texte.")]
    ['Un titre', 'Un texte.']
    """
    spans: list[Span] = []
    start = 0
    blank_after: list[bool] = []
    for match in _BREAK.finditer(text + "\n"):
        line = Span(start, match.start())
        if line.of(text).strip():
            spans.append(_strip(text, line))
            blank_after.append(match.group().count("\n") != 1)
        start = match.end()
    return _unwrap(text, spans, blank_after)


def _strip(text: str, span: Span) -> Span:
    inner = span.of(text)
    left = len(inner) - len(inner.lstrip())
    return Span(span.start + left, span.start + len(inner.rstrip()))


def _unwrap(text: str, spans: list[Span], blank_after: list[bool]) -> list[Span]:
    """Join a line with the next when it is as long as wrapped text, ends in mid-sentence and no blank line follows."""
    joined: list[Span] = []
    open_line = False
    for span, blank in zip(spans, blank_after, strict=True):
        if open_line:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
        line = span.of(text)
        open_line = not blank and 50 <= len(line) <= 120 and not line.endswith(_STOP)
    return joined


def dateline(text: str, paragraph: Span) -> Span | None:
    """The dateline at the head of a first paragraph, with its dash.

    >>> text = "GENÈVE, 10 janvier 2022 (Agence) – Les pourparlers ont débuté."
    >>> dateline(text, Span(0, len(text))).of(text)
    'GENÈVE, 10 janvier 2022 (Agence) –'
    """
    match = _DATELINE.match(text, paragraph.start, paragraph.end)
    if match is None or match.end() - paragraph.start > 110:
        return None
    return Span(paragraph.start, match.end())


@cache
def _furniture() -> tuple[str, ...]:
    return tuple(words for key, lines in load("boilerplate").items() if key != "networks" for words in lines)


@cache
def _networks() -> frozenset[str]:
    return frozenset(load("boilerplate")["networks"])


def is_furniture(text: str, paragraph: Span) -> bool:
    """A line of the page around the article: "Partager cet article :", "Read more", "Facebook, Twitter".

    >>> is_furniture("Partager cet article :", Span(0, 22)), is_furniture("Partager le pays.", Span(0, 17))
    (True, False)
    """
    line = fold(paragraph.of(text))
    links = [word for word in re.split(r"[^a-z0-9]+", line) if word] if len(line) <= 120 else []
    return (len(line) <= 80 and line.startswith(_furniture())) or (bool(links) and _networks().issuperset(links))


def is_heading(text: str, paragraph: Span) -> bool:
    """A short paragraph without a final stop.

    >>> is_heading("Toutes nos actions sont défensives", Span(0, 34)), is_heading("Il pleut.", Span(0, 9))
    (True, False)
    """
    line = paragraph.of(text)
    return not line.endswith(_STOP) and line[0] not in "–—-" and len(line.split()) <= _HEADING_WORDS


def quotations(text: str, paragraph: Span) -> list[Segment]:
    """Quotations of one paragraph, marks included, outermost first; `level` is the depth of nesting.

    >>> text = 'Il dit : « Non, "jamais" ! »'
    >>> [(q.span.of(text), q.level) for q in quotations(text, Span(0, len(text)))]
    [('« Non, "jamais" ! »', 0), ('"jamais"', 1)]
    """
    stack: list[tuple[str, int]] = []
    found: list[Segment] = []
    for i in range(paragraph.start, paragraph.end):
        char = text[i]
        low = char == "“" and any(mark == "„" for mark, _ in stack)  # „…“: the high mark closes
        if (char in _OPEN and not low) or (char == '"' and _opens(text, i, paragraph, stack)):
            stack.append((char, i))
        elif low or char in _CLOSE or char == '"':
            at = next((k for k in range(len(stack) - 1, -1, -1) if _pairs(stack[k][0], char)), None)
            if at is not None:
                start = stack[at][1]
                del stack[at:]  # marks left open inside are odd ones
                if i + 1 - start <= _MAX_QUOTE:
                    found.append(Segment("quote", Span(start, i + 1), len(stack)))
    if len(stack) == 1 and not text[paragraph.start : stack[0][1]].strip():
        # a quotation of several paragraphs opens each of them and closes only the last
        found = [Segment("quote", q.span, q.level - 1) for q in found if q.level]
        found.append(Segment("quote", Span(stack[0][1], paragraph.end), 0))
    return sorted(found, key=lambda q: (q.span.start, -q.span.end))


def _pairs(opening: str, closing: str) -> bool:
    return (opening, closing) in {("«", "»"), ("“", "”"), ("„", "”"), ("„", "“"), ('"', '"'), ("“", '"'), ('"', "”")}


def _opens(text: str, i: int, paragraph: Span, stack: list[tuple[str, int]]) -> bool:
    """A straight mark opens when no straight one is open, or when it can only open (space before, letter after)."""
    before = text[i - 1] if i > paragraph.start else " "
    after = text[i + 1] if i + 1 < paragraph.end else " "
    if any(mark == '"' for mark, _ in stack):
        return False
    return not after.isspace() or before.isspace() or before in "(['’"
