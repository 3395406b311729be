"""The shape of what the pages show: one plain JSON value.

`ViewData` is the contract between the store and the front end (`static/src/`). Every event of the graph is in it,
those without a date too. Offsets count Unicode code points; marks of a sentence are relative to that sentence.
"""

from __future__ import annotations

from typing import TypedDict


class ViewParagraph(TypedDict):
    """One paragraph of an article; `start` is its offset in the text."""

    start: int
    text: str
    heading: bool


class ViewArticle(TypedDict):
    """One published text. `published` is EDTF of any precision ("2022-02") or ""."""

    id: str
    title: str
    url: str
    published: str
    language: str
    source: str
    paragraphs: list[ViewParagraph]


class ViewActor(TypedDict):
    """One actor; `type` is PER, ORG, GPE, LOC, GROUP or OTHER; `count` the events it takes part in."""

    id: str
    type: str
    label: dict[str, str]
    names: list[str]
    wikidata: str
    count: int


class ViewFiller(TypedDict):
    """Who or what fills a slot: an actor's id ("" for a literal) and the words."""

    id: str
    text: str


class ViewMark(TypedDict):
    """A stretch of the sentence; `kind` is trigger, actor, time or speaker; `id` the actor's, or ""."""

    start: int
    end: int
    kind: str
    id: str


class ViewSentence(TypedDict):
    """The evidence: the sentence, where it starts in the article, and what to mark in it."""

    start: int
    text: str
    marks: list[ViewMark]


class ViewEvent(TypedDict):
    """One event. Dates are ISO days, "" for an open end; `candidates` are days of which one is true."""

    id: str
    type: str
    action: str
    label: dict[str, str]
    agents: list[ViewFiller]
    targets: list[ViewFiller]
    object: ViewFiller | None
    place: ViewFiller | None
    edtf: str
    earliest: str
    latest: str
    candidates: list[str]
    time_text: str
    anchor: str
    polarity: str
    modality: str
    disputed: bool
    sources: list[ViewFiller]
    stance: str
    contents: list[str]
    evidence: ViewSentence
    confidence: float
    rule: str
    article: str
    heading: bool
    salience: str
    order: int
    same: list[str]


class ViewDispute(TypedDict):
    """Both versions of one content: ids of the events that assert it and of those that deny it."""

    event: str
    kind: str
    asserting: list[str]
    denying: list[str]


class ViewMeta(TypedDict):
    """`title` by language, `language` of the first screen, and the labels of the `actions` that occur."""

    title: dict[str, str]
    language: str
    actions: dict[str, dict[str, str]]


class ViewData(TypedDict):
    """All that a page shows."""

    meta: ViewMeta
    articles: list[ViewArticle]
    actors: list[ViewActor]
    events: list[ViewEvent]
    disputes: list[ViewDispute]
