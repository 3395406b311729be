"""The records that travel through the sentence *read, annotate, extract, link, store, export*.

All are frozen and slotted: a stage takes records and gives new ones. Offsets count Unicode code points in
`Article.text`, end exclusive. Identifiers of events and entities are local to their article ("e7", "x3")
until `kg.link` gives them names that hold across articles.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

POLARITIES = ("positive", "negative")
MODALITIES = ("actual", "future", "requested", "possible", "hypothetical")
RELATIONS = ("before", "after", "during", "same-day")
STANCES = ("asserts", "denies", "doubts", "requests", "promises")
EVENT_TYPES = (
    "STATE", "DENY", "PROPOSE", "REQUEST", "PROMISE", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONSULT",
    "AGREE", "COOPERATE", "AID", "CONCEDE", "RETREAT", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "PROTEST",
    "JUSTICE", "OFFICE", "DISASTER", "LIFE", "BUSINESS", "CREATE", "MOVE", "COMPETE", "OTHER",
)  # fmt: skip
ENTITY_TYPES = ("PER", "ORG", "GPE", "LOC", "GROUP", "OTHER")


@dataclass(frozen=True, slots=True)
class Article:
    """One published text.

    `published` is EDTF level 0 of any precision ("2022", "2022-02", "2022-02-16") or "" when unknown;
    `where` names the file (and line) it was read from, for messages.
    """

    id: str
    text: str
    title: str = ""
    published: str = ""
    language: str = ""
    url: str = ""
    source: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters [start, end) of one article's text: the evidence.

    >>> Span(0, 4).of("OTAN demande")
    'OTAN'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the article: `kind` is paragraph, heading, dateline, furniture, quote or sentence."""

    kind: str
    span: Span
    level: int = 0  # nesting depth of a quotation


@dataclass(frozen=True, slots=True)
class Interval:
    """When something holds, with its doubt: four half-open bounds, a grain, a kind, an anchor, candidates.

    An exact day has earliest_start == latest_start and earliest_end == latest_end. `None` is an open end.
    `candidates` are ISO days of which exactly one is true ("[a,b,c]" in EDTF).
    """

    edtf: str  # "" when no honest EDTF can be given (a bare duration, a set)
    earliest_start: datetime | None = None
    latest_start: datetime | None = None
    earliest_end: datetime | None = None
    latest_end: datetime | None = None
    grain: str = "day"  # year, season, quarter, month, week, day, part, hour, minute, second
    kind: str = "instant"  # instant, interval, duration, set
    anchor: str = ""  # publication, focus, event, or "" for a complete date
    candidates: tuple[str, ...] = ()
    approximate: bool = False
    timex_type: str = "DATE"  # TIMEX3: DATE, TIME, DURATION, SET
    timex_value: str = ""
    timex_mod: str = ""
    span: Span | None = None
    rule: str = ""
    confidence: float = 1.0
    parts: tuple[Interval, ...] = ()  # the simple expressions of a range, list or open interval


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names something; `kind` is name, nominal or pronoun; `entity` the id it refers to."""

    span: Span
    text: str
    kind: str
    entity: str
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Entity:
    """The thing itself, as one article speaks of it. `key` is the gazetteer's key when it is known there."""

    id: str
    type: str
    name: str
    names: tuple[str, ...] = ()
    wikidata: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """A person's function, as the article gives it: "le secrétaire général de l'Otan, Jens Stoltenberg"."""

    person: str
    title: str
    organisation: str  # entity id or ""
    span: Span
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a slot of an event: the words, where they stand, and the entity when they name one."""

    text: str
    span: Span
    entity: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Event:
    """One event mention: who did what to whom, when and where, according to whom.

    `action` is a key of `kg/lang/actions.toml` (finer than `type`); `content` is the id of the event a
    statement is about; empty `sources` means that the article itself vouches for it.
    """

    id: str
    type: str
    action: str
    lemma: str
    triggers: tuple[Span, ...]
    evidence: Span
    agents: tuple[Filler, ...] = ()
    targets: tuple[Filler, ...] = ()
    object: Filler | None = None
    content: str = ""
    place: Filler | None = None
    time: Interval | None = None
    polarity: str = "positive"
    modality: str = "actual"
    sources: tuple[Filler, ...] = ()
    salience: str = "core"
    heading: bool = False  # told by a heading, which repeats what the text says
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Claim:
    """Who vouches for which event, by which words. `by` is the speech event that carries it, if there is one."""

    event: str
    stance: str
    source: Filler | None  # None: the article itself
    by: str
    span: Span
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Relation:
    """How two events of an article stand in time, by the words between them: `event` is `kind` `other`.

    `least` and `most` bound the days from the start of `other` to the start of `event` (negative: earlier); None is no
    bound. `span` holds the words that say so.
    """

    event: str
    kind: str  # one of RELATIONS
    other: str
    least: int | None
    most: int | None
    span: Span
    evidence: Span
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Bound:
    """The days that an event can be of, by its own time and its relations: ISO days, both within; "" is open."""

    event: str
    first: str
    last: str
    through: tuple[str, ...] = ()  # ids of the events that the bounds come from, sorted


@dataclass(frozen=True, slots=True)
class Conflict:
    """Relations that cannot all hold, with each other or with the times of the events they tie."""

    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one article says."""

    article: Article
    segments: tuple[Segment, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    roles: tuple[Role, ...] = ()
    times: tuple[Interval, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    relations: tuple[Relation, ...] = ()
    bounds: tuple[Bound, ...] = ()  # of events that their neighbours date better than their own words
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A record of one article seen from outside: (article id, local id)."""

    article: str
    id: str


@dataclass(frozen=True, slots=True)
class Actor:
    """One entity across articles. `id` is its local name in the graph ("NATO", "Jens_Stoltenberg")."""

    id: str
    type: str
    labels: Mapping[str, str]  # language -> preferred name
    names: tuple[str, ...] = ()
    wikidata: str = ""


@dataclass(frozen=True, slots=True)
class Dispute:
    """One content asserted by some and denied by others; nothing is overwritten."""

    event: Ref  # the content at issue
    asserting: tuple[Ref, ...]  # statements (or the event itself, when the article asserts it)
    denying: tuple[Ref, ...]
    kind: str = "denial"  # denial, polarity, number, date, agent
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A direct triple, *who does what*: a view on one or more events, with the evidence of the first."""

    subject: str  # actor id
    predicate: str  # action key
    object: str  # actor or topic id
    event: Ref
    span: Span
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Linkage:
    """What linking adds to a set of extractions; extractions themselves stay as they are.

    What grows with the archive may lie on disk, to be read when it is asked for: it looks like the tuple or dict.
    """

    actors: Sequence[Actor] = ()  # sorted by id
    actor_of: Mapping[Ref, str] = field(default_factory=dict)  # article entity -> actor id
    topics: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # topic id -> labels by language
    same_events: Sequence[tuple[Ref, ...]] = ()  # clusters of two or more, sorted
    disputes: tuple[Dispute, ...] = ()
    statements: Sequence[Statement] = ()
    times: Mapping[Ref, Interval] = field(default_factory=dict)  # event -> its time, better known by other reports
    duplicates: tuple[tuple[str, ...], ...] = ()  # groups of article ids that tell one text
    independent: Mapping[Ref, int] = field(default_factory=dict)  # first of a cluster -> its independent tellers
