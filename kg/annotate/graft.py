"""Parsed units -> Doc: offsets back to the article, quotations grafted under their reporting verbs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.annotate.casting import tokens_of
from kg.annotate.doc import Doc, Sentence, Token
from kg.annotate.harmonise import to_universal
from kg.annotate.mend import mend
from kg.annotate.tree import VERBS, roots
from kg.annotate.units import PLACEHOLDER, Layout
from kg.lang import available, lexicon
from kg.model import Article, Segment, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc as SpacyDoc


def assemble(article: Article, plan: Layout, parsed: Sequence[SpacyDoc]) -> Doc:
    """Merge the parses of an article's units into one `Doc`, tokens in the order of the text."""
    tokens: list[Token] = []
    holes: dict[int, list[Token]] = {}  # quotation -> its placeholder's tokens
    tops: dict[int, list[Token]] = {}  # quotation -> roots of its parse
    for unit, spacy_doc in zip(plan.units, parsed, strict=True):
        made = tokens_of(unit, spacy_doc, len(tokens))
        if spacy_doc.lang_ == "en":
            _shifted(made)
        tokens += made
        for at, quote in unit.holes:
            holes[quote] = [t for t in made if at <= -t.start - 2 < at + len(PLACEHOLDER)]
        if unit.quote >= 0:
            tops[unit.quote] = [t for t in made if t.head == t.i]
    for quote, found in sorted(tops.items()):
        _graft(found, holes.get(quote, []), tokens)
    _drop_holes(holes, tokens)
    if article.language in available():
        mend(tokens, plan.quotes, lexicon(article.language), article.language)
    return _doc(article, plan, tokens)


def _shifted(made: list[Token]) -> None:
    """Relabel one unit's tokens, whose indices start anywhere."""
    base = made[0].i if made else 0
    for token in made:
        token.i, token.head = token.i - base, token.head - base
    to_universal(made)
    for token in made:
        token.i, token.head = token.i + base, token.head + base


def _graft(found: list[Token], hole: list[Token], tokens: list[Token]) -> None:
    """Hang the roots of a quotation where its placeholder hung; or under the verb that hung on the placeholder."""
    inside = {t.i for t in hole}
    top = next((t for t in hole if t.head not in inside or t.head == t.i), None)  # «, … or », as the parser likes
    if top is None:
        return  # a quotation that stands alone
    around = [t for t in tokens if t.head in inside and t.i not in inside]
    marks = [t for t in around if t.pos == "PUNCT"]
    beside = {t.i for t in marks}  # words that the parser hung on the comma between
    outside = [t for t in around if t.pos != "PUNCT"] + [t for t in tokens if t.head in beside and t.i not in beside]
    if top.head == top.i:  # the parser took the placeholder for the main clause
        verb = next((t for t in outside if t.pos in VERBS), None) or next(iter(outside), None)
        if verb is None:
            return
        verb.head, verb.dep = verb.i, "root"
        outside.remove(verb)
        head = verb.i
    else:
        head = top.head
    for token in outside:
        token.head = head
    above = tokens[head]
    marked = any(t.dep == "case" and t.head == head for t in tokens)
    if marked and above.head == above.i and above.pos not in VERBS:
        # "« … », selon X": no verb reports, so the quotation is the main clause
        above.head, above.dep = found[0].i, "obl:mod"
        found[0].dep = "root"
        found, head = found[1:], found[0].i
    for token in marks:
        token.head = head
    for root in found:
        root.head, root.dep = head, "quote"


def _drop_holes(holes: dict[int, list[Token]], tokens: list[Token]) -> None:
    """Take out placeholder and space tokens and put what is left in the order of the article."""
    gone = {t.i for hole in holes.values() for t in hole}
    gone |= {t.i for t in tokens if t.pos == "SPACE" or t.start < 0}
    by_index = {t.i: t for t in tokens}
    for token in tokens:
        hops = 0
        while token.i not in gone and token.head in gone and hops < 50:
            above = by_index[token.head]
            if above.head == above.i:
                token.head, token.dep = token.i, "root"
            else:
                token.head = above.head
            hops += 1
    kept = sorted((t for t in tokens if t.i not in gone), key=lambda t: (t.start, t.end))
    new = {t.i: k for k, t in enumerate(kept)}
    for token in kept:
        token.head = new.get(token.head, new[token.i])
    for token in kept:
        token.i = new[token.i]
    tokens[:] = kept


def _doc(article: Article, plan: Layout, tokens: list[Token]) -> Doc:
    quotes = plan.quotes
    _place_in_quotes(tokens, quotes)
    for token in tokens:
        if token.head != token.i:
            tokens[token.head].children.append(token.i)
    paragraphs = [s.span for s in plan.segments if s.kind in ("paragraph", "heading")]
    headings = [s.span for s in plan.segments if s.kind == "heading"]
    sentences: list[Sentence] = []
    first = 0
    root_of = roots(tokens)
    paragraph = 0
    for k, token in enumerate(tokens):
        while paragraph < len(paragraphs) - 1 and token.start >= paragraphs[paragraph + 1].start:
            paragraph += 1
        token.sent = len(sentences)
        last = k + 1
        ends = last == len(tokens) or _breaks(token, tokens[last], root_of, paragraphs, paragraph)
        if ends:
            span = Span(tokens[first].start, token.end)
            heading = any(h.start <= span.start < h.end for h in headings)
            sentences.append(Sentence(first, last, span, paragraph, heading))
            first = last
    made = tuple(Segment("sentence", s.span) for s in sentences)
    segments = tuple(sorted(plan.segments + made, key=lambda s: (s.span.start, -s.span.end, s.kind)))
    return Doc(article, article.language, tokens, sentences, segments, quotes)


def _breaks(token: Token, after: Token, root_of: list[int], paragraphs: list[Span], paragraph: int) -> bool:
    """A sentence ends where the tree changes, and at the end of its paragraph."""
    if paragraph + 1 < len(paragraphs) and after.start >= paragraphs[paragraph + 1].start:
        return True
    return root_of[token.i] != root_of[after.i] and after.i > token.i


def _place_in_quotes(tokens: list[Token], quotes: list[Segment]) -> None:
    for number, quote in enumerate(quotes):  # outer ones come first, so the innermost wins
        for token in tokens:
            if quote.span.start <= token.start < quote.span.end:
                token.quote = number
