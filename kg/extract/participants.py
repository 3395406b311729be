"""Predicate and phrase -> named features: may this one be the agent, may it be the target?

As in `features`, words enter only through their lemma and their lexicon class, never as names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract import valency
from kg.extract.arguments import case_of, distance, path
from kg.extract.crossings import Crossing, Values
from kg.extract.discourse import Card, Discourse
from kg.extract.features import animacy
from kg.extract.fillers import ACTORS
from kg.extract.mentions import Phrase
from kg.extract.predicates import Predicate
from kg.lang import Lexicon

if TYPE_CHECKING:
    from kg.extract.frames import Frame

_BOOL = ("False", "True")

PAIR = Crossing(
    "verb shape type label kind dep case actor above noun person size way gap place tied first rule loose free across"
    " unknown light hit hits addressed",
    "path={verb}|{way}", "path+form={way}|{shape}", "path+case={way}|{case}", "label={verb}|{label}",
    "kind={kind}|{label}", "distance={gap}", "dist+label={gap}|{label}", "dep={dep}|{case}",
    "type+label={type}|{label}", "form+label={shape}|{label}", "actor={actor}|{verb}|{case}",
    "actor+type={actor}|{case}|{type}", "actor+dist={actor}|{gap}|{shape}", "clause={dep}|{shape}|{label}",
    "first={first}|{rule}", "place={place}|{verb}", "place={place}|{shape}|{actor}", "place={place}|{tied}|{actor}",
    "place={place}|{type}", "norule|{loose}|{label}", "norule|{free}", "a-subject|{shape}|{above}",
    "across-quote|{across}", "placed={hits}|{actor}|{verb}", "placed={hit}|{actor}", "addressee={addressed}|{actor}",
    "light|{light}", "event-noun|{noun}", "size={size}|{verb}", "size+rule={size}|{rule}", "unresolved|{unknown}",
    "person={person}",
)  # fmt: skip
TIE = Crossing(  # how the grammar ties the pair, with what the lexicon knows of the word
    "shape type klass action lemma addressee content class label actor rule near partner",
    "rule={rule}", "rule+form={rule}|{shape}", "rule+label={rule}|{label}", "rule+type={rule}|{type}",
    "rule+class={rule}|{klass}", "rule+action={rule}|{action}", "rule+lemma={rule}|{lemma}",
    "rule+addressee={rule}|{addressee}|{content}", "rule+actor={near}|{actor}",
    "rule+actor+form={near}|{actor}|{shape}", "rule+actor+type={near}|{actor}|{type}",
    "rule+actor+class={near}|{actor}|{class}", "rule+partner={rule}|{partner}",
)  # fmt: skip
REMOTE = Crossing(
    "voice type passive lemma rank label size named",
    "remote={rank}", "remote+form={voice}|{rank}", "remote+type={type}|{passive}", "remote+label={label}|{voice}",
    "remote+size={size}", "remote+named={named}|{voice}", "remote+lemma={lemma}|{passive}",
    "remote+rank+label={rank}|{label}",
)  # fmt: skip


def card(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> Card:
    """What a phrase tells of itself: worked out once, for it may take part in several events."""
    found = talk.cards.get(phrase.head)
    if found is None:
        found = talk.cards[phrase.head] = _card(talk, phrase, lexicon)
    return found


def _card(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> Card:
    doc, cluster = talk.doc, talk.cluster(phrase)
    head = doc.tokens[phrase.head]
    label = animacy(phrase, cluster)
    noun = head.lemma.lower() if phrase.kind == "nominal" else ""
    own = (
        label, phrase.kind, head.dep, case_of(doc, head), "actor" if label in ACTORS else "thing",
        doc.tokens[head.head].dep if head.dep in ("nsubj", "nsubj:pass") else None,
    )  # fmt: skip
    return Card(
        own,
        person=phrase.person if phrase.person != "3" else None,
        size=str(min(len(cluster.phrases), 5) if cluster is not None else 0),
        event=bool(noun) and lexicon.noun(noun) is not None,
        inert=bool(noun) and (lexicon.is_time_noun(noun) or lexicon.is_abstract(noun)),
    )


@dataclass(frozen=True, slots=True)
class Word:
    """What a predicate tells of itself, whoever takes part in it."""

    predicate: Predicate
    pair: Values  # the first columns of `PAIR`
    tie: Values  # of `TIE`
    partner: str | None
    wanted: tuple[str, ...]  # readings of what stands where it has its target

    @classmethod
    def of(cls, predicate: Predicate, lexicon: Lexicon) -> Word:
        """The word of a predicate."""
        shape = f"{'pass' if predicate.passive else 'act'}-{predicate.form}"
        tie = (
            shape, predicate.type, predicate.klass, predicate.action, predicate.lemma, predicate.addressee,
            predicate.content, predicate.klass.split(":")[0],
        )  # fmt: skip
        partner = predicate.partner.lemma.lower() if predicate.partner is not None else None
        pair = (predicate.kind, shape, predicate.type)
        return cls(predicate, pair, tie, partner, valency.places(predicate, lexicon))


def argument(
    talk: Discourse, word: Word, phrase: Phrase, rules: list[str], lexicon: Lexicon, place: str, first: bool
) -> tuple[Values, list[Values], list[str]]:
    """Features for "is this phrase the agent (or the target)?": the pair, what ties it, and what it is besides.

    `rules` are the grammar's readings of the pair, `place` where the phrase stands in the order of the words.
    """
    doc, token, kind = talk.doc, word.predicate.token, word.predicate.kind
    head = doc.tokens[phrase.head]
    own = card(talk, phrase, lexicon)
    gap = distance(word.predicate, phrase)
    rule = rules[0] if rules else ""
    hit = next((r for r in rules if r in word.wanted), "") if rules and word.wanted else None
    pair = (
        *word.pair, *own.values, kind if own.event else None, own.person, own.size,
        path(doc, token, head) or "far", gap, place or None, _BOOL[bool(rules)], _BOOL[first], rule,
        None if rules else kind, None if rules else gap,
        _BOOL[head.quote >= 0] if (head.quote >= 0) != (token.quote >= 0) else None,
        rule if phrase.kind == "pronoun" and phrase.entity < 0 else None, None if word.partner is None else rule,
        hit, None if hit is None else _BOOL[bool(hit)], _addressed(word.predicate, rules),
    )  # fmt: skip
    label, actor = own.values[0], own.values[4]
    ties: list[Values] = [
        (*word.tie, label, actor, rule, rule if n < 2 else None, word.partner) for n, rule in enumerate(rules)
    ]
    return pair, ties, ["inert"] if own.inert else []


def _addressed(predicate: Predicate, rules: list[str]) -> str | None:
    """Does it stand where the word has those whom it is told? None where it tells nobody, or nothing ties the pair."""
    if not predicate.addressee or not rules:
        return None
    preposition = (f"obl-{predicate.addressee}",)
    wanted = {"obj": ("obj", "iobj"), "à": ("obl-a", "iobj")}.get(predicate.addressee, preposition)
    return _BOOL[any(rule.split("+")[0] in wanted for rule in rules)]


def nobody(frame: Frame, above: Frame | None) -> list[str]:
    """Features of the empty choice: how often such a predicate names nobody for the part."""
    predicate = frame.predicate
    token = predicate.token
    rules = {rule.split("+")[0] for names in frame.rules.values() for rule in names}
    form = f"{predicate.kind}-{predicate.form}-{'pass' if predicate.passive else 'act'}"
    f = [
        "nobody", f"nobody={form}", f"nobody+type={predicate.type}|{predicate.passive}",
        f"nobody+class={predicate.klass}",
        f"nobody+lemma={predicate.lemma}|{predicate.passive}", f"nobody+dep={form}|{token.dep}",
        f"nobody+governor={form}|{above is not None and bool(above.agents)}|{token.dep}",
        f"nobody+action={predicate.action}|{predicate.passive}", f"nobody+light={predicate.partner is not None}",
    ]  # fmt: skip
    f += [
        f"nobody+has={r}|{form}"
        for r in ("subj", "obj", "by", "pass-subj", "understood:0", "noun-de", "iobj", "obl-a", "self")
        if r in rules
    ]
    return f


def remote(talk: Discourse, predicate: Predicate, phrase: Phrase, rank: int) -> Values:
    """Features of an actor that only earlier sentences name."""
    cluster = talk.cluster(phrase)
    voice = f"{predicate.kind}-{predicate.form}-{'pass' if predicate.passive else 'act'}"
    label = cluster.label if cluster is not None else ""
    size = str(min(len(cluster.phrases), 6) if cluster is not None else 1)
    return (
        voice, predicate.type, _BOOL[predicate.passive], predicate.lemma, str(rank), label, size,
        _BOOL[cluster is not None and cluster.named],
    )  # fmt: skip


def passed_on(frame: Frame, above: Frame | None, phrase: Phrase) -> list[str]:
    """Is the phrase already agent or target of the event above? Infinitives and participles take theirs from there."""
    if above is None:
        return ["no-governor"]
    predicate = frame.predicate
    link = f"{predicate.token.dep}|{predicate.form}"
    for name, fillers in (("agent", above.agents), ("target", above.targets)):
        for other, _ in fillers:
            if other is phrase or (phrase.entity >= 0 and other.entity == phrase.entity):
                return [
                    f"gov-{name}", f"gov-{name}={link}",
                    f"gov-{name}+content={above.predicate.content}|{predicate.form}",
                    f"gov-{name}+passive={predicate.passive}|{predicate.form}",
                    f"gov-{name}+type={predicate.type}|{predicate.form}",
                ]  # fmt: skip
    return [f"not-of-governor={predicate.form}"]


def alike(one: Predicate, other: Predicate) -> bool:
    """May two predicates tell of the same thing: the same word, or the same kind of act that is no mere saying?"""
    return one.lemma == other.lemma or (one.type == other.type and one.type not in ("", "OTHER", "STATE", "MOVE"))


@dataclass(frozen=True, slots=True)
class Before:
    """The entities that events told before have as agents and as targets; `name` says which events."""

    name: str
    agents: frozenset[int]
    targets: frozenset[int]

    @classmethod
    def of(cls, name: str, frames: Sequence[Frame]) -> Before:
        agents = frozenset(p.entity for f in frames for p, _ in f.agents)
        return cls(name, agents, frozenset(p.entity for f in frames for p, _ in f.targets))


def taken_up(frame: Frame, phrase: Phrase, before: Sequence[Before]) -> list[str]:
    """What the phrase did, or suffered, in like events told before, and in the event told last in this sentence."""
    f: list[str] = []
    entity = phrase.entity
    if entity < 0 or not before:
        return f
    predicate = frame.predicate
    form = f"{predicate.kind}-{predicate.form}-{'pass' if predicate.passive else 'act'}"
    for told in before:
        part = f"{told.name}={'agent' if entity in told.agents else 'target' if entity in told.targets else 'neither'}"
        f += [part, f"{part}|{form}", f"{part}|{predicate.type}"]
        if frame.rules.get(phrase.head):
            f.append(f"{part}|tied|{predicate.kind}")
    return f


def nobody_told(frame: Frame, alike: Sequence[Frame]) -> list[str]:
    """Did like events told before name somebody?"""
    if not alike:
        return ["unlike"]
    kind = frame.predicate.kind
    return [
        f"like-agents={any(f.agents for f in alike)}|{kind}",
        f"like-targets={any(f.targets for f in alike)}|{kind}",
    ]
