"""`Doc`: an article as tokens with one dependency tree a sentence, whatever pipeline made it.

It lives between `annotate` and `extract` and is gone afterwards. Tokens are plain Python objects: extraction
reads them many times, and spaCy's token proxies cost ten times as much. Dependencies are Universal
Dependencies v2 labels in every language (`harmonise.py` turns spaCy's English labels into them).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg.model import Article, Segment, Span


@dataclass(slots=True, eq=False)
class Token:
    """One token; `start`/`end` are offsets in the article, `head` an index into `Doc.tokens` (its own at a root)."""

    i: int
    text: str
    start: int
    end: int
    lemma: str
    pos: str  # UPOS
    dep: str  # UD label; the root of a quotation hangs under its reporting verb as "quote"
    head: int
    morph: Mapping[str, str]  # UD features: Tense, Mood, VerbForm, Gender, Number, Person, Polarity …
    sent: int  # index into Doc.sentences
    quote: int = -1  # index into Doc.quotes of the innermost quotation, -1 outside
    ent: str = ""  # label of the named entity it is part of: PER, ORG, LOC, MISC, or ""
    ent_start: bool = False  # first token of its named entity
    row: int = -1  # row in the pipeline's vector table, -1 when it has none
    children: list[int] = field(default_factory=list)

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens [first, last) of one sentence; a quotation belongs to the sentence that reports it."""

    first: int
    last: int
    span: Span
    paragraph: int
    heading: bool = False


@dataclass(slots=True, eq=False)
class Doc:
    """An annotated article. `quotes` and `segments` are in order of their start."""

    article: Article
    language: str
    tokens: list[Token]
    sentences: list[Sentence]
    segments: tuple[Segment, ...]
    quotes: list[Segment]

    def head(self, token: Token) -> Token:
        return self.tokens[token.head]

    def children(self, token: Token) -> Iterator[Token]:
        return map(self.tokens.__getitem__, token.children)  # asked for more than anything else

    def sentence_tokens(self, sentence: Sentence) -> list[Token]:
        return self.tokens[sentence.first : sentence.last]

    def subtree(self, token: Token) -> list[Token]:
        """The token and all below it, in order of appearance."""
        found, todo, seen = [token.i], list(token.children), {token.i}
        while todo:
            i = todo.pop()
            if i not in seen:  # a grafted quotation can never close a cycle, but a bad pipeline might
                seen.add(i)
                found.append(i)
                todo.extend(self.tokens[i].children)
        return [self.tokens[i] for i in sorted(found)]
