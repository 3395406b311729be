"""Predicates with their participants: the working form of an event before it becomes a record."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract import features
from kg.extract.arguments import readings
from kg.extract.coreference import Discourse
from kg.extract.lexis import Lexis
from kg.extract.mentions import Phrase
from kg.extract.predicates import Predicate, candidates
from kg.extract.scorer import Weights, logistic

_REACH = 40  # tokens: farther phrases without a reading are not tried


@dataclass(slots=True, eq=False)
class Frame:
    """One event in the making."""

    predicate: Predicate
    agents: list[tuple[Phrase, float]] = field(default_factory=list)
    targets: list[tuple[Phrase, float]] = field(default_factory=list)
    rules: dict[int, list[str]] = field(default_factory=dict)  # phrase head -> readings
    type: str = "OTHER"
    action: str = ""
    modality: str = "actual"
    negative: bool = False
    sources: list[Phrase] = field(default_factory=list)
    content: int = -1  # index of the frame it is about
    object: Phrase | None = None
    place: Phrase | None = None
    core: bool = True
    id: str = ""
    confidence: float = 0.5


def frames(talk: Discourse, lexicon: Lexis, weights: Weights) -> list[Frame]:
    """The events of an article with agents and targets, in order of their triggers."""
    doc = talk.doc
    tried = candidates(doc, lexicon)
    around = {p.token.i: p for p in tried}
    kept: list[Frame] = []
    threshold = weights.thresholds["trigger"]
    for predicate in tried:
        predicate.probability = weights.trigger.probability(features.trigger(doc, predicate, around, talk))
        if predicate.probability >= threshold:
            kept.append(Frame(predicate))
    for frame in kept:
        _cast(talk, frame, lexicon, weights)
    return kept


def possible_fillers(talk: Discourse, predicate: Predicate, rules: dict[int, list[str]]) -> list[Phrase]:
    """Phrases of the predicate's sentence that may take part in it, nearest first where nothing else decides."""
    sentence = talk.doc.sentences[predicate.token.sent]
    own = {t.i for t in predicate.triggers}
    found = []
    for i in range(sentence.first, sentence.last):
        phrase = talk.at_head.get(i)
        if phrase is None or i in own:
            continue
        if i in rules or abs(i - predicate.token.i) <= _REACH:
            found.append(phrase)
    return found


def _cast(talk: Discourse, frame: Frame, lexicon: Lexis, weights: Weights) -> None:
    """Score every phrase for both parts and give each part to those above its threshold, one mention an entity."""
    predicate = frame.predicate
    frame.rules = readings(talk, predicate, lexicon)
    seen: set[str] = set()
    scored: list[tuple[float, float, Phrase]] = []
    for phrase in possible_fillers(talk, predicate, frame.rules):
        rules = frame.rules.get(phrase.head, [])
        first = bool(rules) and rules[0] not in seen
        seen.update(rules[:1])
        f = features.argument(talk, predicate, phrase, rules, lexicon, first)
        scored.append((weights.agent.logit(f), weights.target.logit(f), phrase))
    frame.agents = _choose([(a, p) for a, t, p in scored if a >= t], weights.thresholds["agent"])
    frame.targets = _choose([(t, p) for a, t, p in scored if t > a], weights.thresholds["target"])


def _choose(scored: list[tuple[float, Phrase]], threshold: float) -> list[tuple[Phrase, float]]:
    best: dict[int, tuple[float, Phrase]] = {}
    for logit, phrase in sorted(scored, key=lambda s: -s[0]):
        odds = logistic(logit)
        key = phrase.entity if phrase.entity >= 0 else -1 - phrase.head
        if odds >= threshold and key not in best:
            best[key] = (odds, phrase)
    return [(phrase, odds) for odds, phrase in sorted(best.values(), key=lambda b: b[1].head)]
