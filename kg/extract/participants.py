"""Predicate and phrase -> named features: may this one be the agent, may it be the target?

As in `features`, words enter only through their lemma and their lexicon class, never as names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.annotate.doc import Token
from kg.extract import valency
from kg.extract.arguments import case_of, distance, path
from kg.extract.discourse import Discourse
from kg.extract.features import animacy
from kg.extract.fillers import ACTORS
from kg.extract.mentions import Phrase
from kg.extract.predicates import Predicate
from kg.lang import Lexicon

if TYPE_CHECKING:
    from kg.extract.frames import Frame


def argument(
    talk: Discourse, predicate: Predicate, phrase: Phrase, rules: list[str], lexicon: Lexicon, place: str, first: bool
) -> list[str]:
    """Features for "is this phrase the agent (or the target)?".

    `rules` are the grammar's readings of the pair, `place` where the phrase stands in the order of the words.
    """
    doc = talk.doc
    head: Token = doc.tokens[phrase.head]
    label = animacy(phrase, talk.cluster(phrase))
    form = ("pass" if predicate.passive else "act") + "-" + predicate.form
    verb, gap = predicate.kind, distance(predicate, phrase)
    way = path(doc, predicate.token, head) or "far"
    case = case_of(doc, head)
    actor = "actor" if label in ACTORS else "thing"
    f = [
        f"path={verb}|{way}", f"path+form={way}|{form}", f"path+case={way}|{case}", f"label={verb}|{label}",
        f"kind={phrase.kind}|{label}", f"distance={gap}", f"dist+label={gap}|{label}", f"dep={head.dep}|{case}",
        f"type+label={predicate.type}|{label}", f"form+label={form}|{label}", f"actor={actor}|{verb}|{case}",
        f"actor+type={actor}|{case}|{predicate.type}", f"actor+dist={actor}|{gap}|{form}",
        f"clause={head.dep}|{form}|{label}", f"first={first}|{'+'.join(rules[:1])}",
    ]  # fmt: skip
    if place:
        f += [
            f"place={place}|{verb}", f"place={place}|{form}|{actor}", f"place={place}|{bool(rules)}|{actor}",
            f"place={place}|{predicate.type}",
        ]  # fmt: skip
    if not rules:
        f += [f"norule|{verb}|{label}", f"norule|{gap}"]
    if head.dep in ("nsubj", "nsubj:pass"):
        f.append(f"a-subject|{form}|{doc.tokens[head.head].dep}")
    if (head.quote >= 0) != (predicate.token.quote >= 0):
        f.append(f"across-quote|{head.quote >= 0}")
    f += _placed(predicate, rules, actor, lexicon)
    return f + _tied(predicate, rules, label, actor, form) + _thing(talk, predicate, phrase, rules, lexicon)


def _tied(predicate: Predicate, rules: list[str], label: str, actor: str, form: str) -> list[str]:
    """How the grammar ties the pair, with what the lexicon knows of the word."""
    f = []
    for n, rule in enumerate(rules):
        f += [
            f"rule={rule}", f"rule+form={rule}|{form}", f"rule+label={rule}|{label}",
            f"rule+type={rule}|{predicate.type}", f"rule+class={rule}|{predicate.klass}",
            f"rule+action={rule}|{predicate.action}", f"rule+lemma={rule}|{predicate.lemma}",
            f"rule+addressee={rule}|{predicate.addressee}|{predicate.content}",
        ]  # fmt: skip
        if n < 2:
            f += [
                f"rule+actor={rule}|{actor}", f"rule+actor+form={rule}|{actor}|{form}",
                f"rule+actor+type={rule}|{actor}|{predicate.type}",
                f"rule+actor+class={rule}|{actor}|{predicate.klass.split(':')[0]}",
            ]  # fmt: skip
    if predicate.addressee and rules:
        preposition = (f"obl-{predicate.addressee}",)
        wanted = {"obj": ("obj", "iobj"), "à": ("obl-a", "iobj")}.get(predicate.addressee, preposition)
        f.append(f"addressee={any(r.split('+')[0] in wanted for r in rules)}|{actor}")
    if predicate.partner is not None:
        f.append(f"light|{'+'.join(rules[:1])}")
        f += [f"rule+partner={rule}|{predicate.partner.lemma.lower()}" for rule in rules]
    return f


def _placed(predicate: Predicate, rules: list[str], actor: str, lexicon: Lexicon) -> list[str]:
    """Does it stand where the word has its target, or does the word have it elsewhere?"""
    wanted = valency.places(predicate, lexicon)
    if not wanted or not rules:
        return []
    hit = next((rule for rule in rules if rule in wanted), "")
    return [f"placed={bool(hit)}|{actor}|{predicate.kind}", f"placed={hit}|{actor}"]


def _thing(talk: Discourse, predicate: Predicate, phrase: Phrase, rules: list[str], lexicon: Lexicon) -> list[str]:
    """What the phrase is in itself: inert, an event, much spoken of, an unresolved pronoun."""
    f = []
    noun = talk.doc.tokens[phrase.head].lemma.lower()
    if phrase.kind == "nominal" and (lexicon.is_time_noun(noun) or lexicon.is_abstract(noun)):
        f.append("inert")
    if phrase.kind == "nominal" and lexicon.noun(noun) is not None:
        f.append(f"event-noun|{predicate.kind}")
    cluster = talk.cluster(phrase)
    size = min(len(cluster.phrases), 5) if cluster is not None else 0
    f += [f"size={size}|{predicate.kind}", f"size+rule={size}|{rules[0] if rules else ''}"]
    if phrase.kind == "pronoun" and phrase.entity < 0:
        f.append(f"unresolved|{rules[0] if rules else ''}")
    if phrase.person != "3":
        f.append(f"person={phrase.person}")
    return f


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


def remote(talk: Discourse, predicate: Predicate, phrase: Phrase, rank: int) -> list[str]:
    """Features of an actor that only earlier sentences name."""
    cluster = talk.cluster(phrase)
    label = cluster.label if cluster is not None else ""
    form = f"{predicate.kind}-{predicate.form}-{'pass' if predicate.passive else 'act'}"
    size = min(len(cluster.phrases), 6) if cluster is not None else 1
    return [
        "remote", f"remote={rank}", f"remote+form={form}|{rank}", f"remote+type={predicate.type}|{predicate.passive}",
        f"remote+label={label}|{form}", f"remote+size={size}",
        f"remote+named={cluster is not None and cluster.named}|{form}",
        f"remote+lemma={predicate.lemma}|{predicate.passive}", f"remote+rank+label={rank}|{label}",
    ]  # fmt: skip


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
