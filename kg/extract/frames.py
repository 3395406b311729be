"""Predicates with their participants: the working form of an event before it becomes a record."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice

import numpy as np

from kg.annotate.doc import Doc, Token
from kg.extract import features, participants
from kg.extract.arguments import case_of, readings
from kg.extract.crossings import Values
from kg.extract.discourse import Discourse
from kg.extract.fillers import ACTORS
from kg.extract.lists import identity, last_of_list, listed
from kg.extract.mentions import Phrase
from kg.extract.nets import Floats, Net
from kg.extract.predicates import Predicate, candidates
from kg.extract.scorer import Weights, softmax
from kg.extract.settling import Case, barred, settle
from kg.extract.triggers import is_trigger
from kg.lang import Lexicon

_REMOTE = 4  # actors of earlier sentences that are tried
_TRIED = 4  # best agents and targets that are tried together
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
    denied: bool = False  # told only to be denied: negative for the one who tells it
    sources: list[Phrase] = field(default_factory=list)
    content: int = -1  # index of the frame it is about
    reporter: Frame | None = None  # the communication event that tells it
    odds: float = 1.0  # product of the chances of its trigger, agents and targets
    object: Phrase | None = None
    place: Phrase | None = None
    core: bool = True
    id: str = ""
    confidence: float = 0.5


def frames(talk: Discourse, lexicon: Lexicon, weights: Weights) -> list[Frame]:
    """The events of an article with agents and targets, in order of their triggers."""
    doc = talk.doc
    tried = candidates(doc, lexicon)
    around = {p.token.i: p for p in tried}
    kept: list[Frame] = []
    threshold = weights.thresholds["trigger"]
    for predicate in tried:
        predicate.probability = weights.trigger.probability(features.trigger(doc, predicate, around, talk))
        sure = is_trigger(doc, predicate, lexicon)
        if sure or (sure is None and predicate.probability >= threshold):
            kept.append(Frame(predicate))
    at = {f.predicate.token.i: f for f in kept}
    told: list[Frame] = []
    rows = {f.predicate.token.i: line_up(talk, f, lexicon) for f in kept}
    sums = standing([c for row in rows.values() for c in row], weights.parts)
    ends = dict(zip(rows, accumulate(map(len, rows.values())), strict=True))
    for frame in sorted(kept, key=lambda f: turn(doc, f.predicate.token)):
        i = frame.predicate.token.i
        known = rows[i], sums[ends[i] - len(rows[i]) : ends[i]]
        cast(talk, frame, governor(doc, frame, at), told, lexicon, weights, known)
        told.append(frame)
    return kept


def turn(doc: Doc, token: Token) -> tuple[int, int, int]:
    """When a predicate is cast: sentence by sentence, who is above before who hangs below."""
    return token.sent, *depth(doc, token)


def depth(doc: Doc, token: Token) -> tuple[int, int]:
    """How far below its root a token hangs; ties in text order."""
    steps, here = 0, token
    while here.head != here.i and steps < 60:
        here = doc.tokens[here.head]
        steps += 1
    return steps, token.i


def governor(doc: Doc, frame: Frame, at: Mapping[int, Frame]) -> Frame | None:
    """The frame whose complement (or conjunct) this one is: the nearest event above it."""
    token = frame.predicate.token
    for _ in range(6):
        if token.head == token.i:
            return None
        token = doc.tokens[token.head]
        if token.i in at and at[token.i] is not frame:
            return at[token.i]
    return None


@dataclass(slots=True, eq=False)
class Candidate:
    """A phrase that may fill a part of a predicate; `phrase` is None for "nobody is named"."""

    phrase: Phrase | None
    rules: list[str] = field(default_factory=list)
    pair: Values | None = None  # what the sentence tells of it, see `participants`
    ties: list[Values] = field(default_factory=list)
    remote: Values | None = None  # of an actor of earlier sentences
    besides: list[str] = field(default_factory=list)  # features that come one by one

    @property
    def features(self) -> list[str]:
        """All features, spelled out, as training asks for them."""
        crossed = [(participants.PAIR, self.pair), (participants.REMOTE, self.remote)]
        crossed += [(participants.TIE, tie) for tie in self.ties]
        return [name for of, values in crossed if values is not None for name in of.spelled(values)] + self.besides


def line_up(talk: Discourse, frame: Frame, lexicon: Lexicon) -> list[Candidate]:
    """Everything that may fill a part of the frame, the empty choice first, with features.

    Phrases of the sentence come in text order, then the most salient actors of the sentences before.
    """
    predicate = frame.predicate
    word = participants.Word.of(predicate, lexicon)
    frame.rules = readings(talk, predicate, lexicon)
    made = [Candidate(None)]
    seen: set[str] = set()
    inside: set[int] = set()
    fillers = possible_fillers(talk, predicate, frame.rules)
    places = word_order(talk, predicate, fillers)
    for phrase in fillers:
        rules = frame.rules.get(phrase.head, [])
        first = bool(rules) and rules[0] not in seen
        seen.update(rules[:1])
        place = places.get(phrase.head, "")
        pair, ties, besides = participants.argument(talk, word, phrase, rules, lexicon, place, first)
        made.append(Candidate(phrase, rules, pair, ties, besides=besides))
        if phrase.entity >= 0:
            inside.add(phrase.entity)
    for rank, phrase in enumerate(salient(talk, predicate.token.sent, inside)):
        remote = participants.remote(talk, predicate, phrase, rank)
        made.append(Candidate(phrase, remote=remote, besides=["remote"]))
    return made


def standing(made: Sequence[Candidate], net: Net) -> Floats:
    """What the crossed features of candidates add up to, whatever was told before."""
    sums: Floats = np.zeros((len(made), net.table.shape[1]), np.float32)
    for crossing, rows in (
        (participants.PAIR, [(n, c.pair) for n, c in enumerate(made) if c.pair is not None]),
        (participants.TIE, [(n, tie) for n, c in enumerate(made) for tie in c.ties]),
        (participants.REMOTE, [(n, c.remote) for n, c in enumerate(made) if c.remote is not None]),
    ):
        if rows:
            np.add.at(sums, [n for n, _ in rows], net.crossed_sums(crossing, [values for _, values in rows]))
    return sums


def tell(frame: Frame, made: Sequence[Candidate], above: Frame | None, told: Sequence[Frame]) -> None:
    """Add to candidates the features of what was told before: `above` governs the frame, `told` are cast already."""
    predicate = frame.predicate
    alike = [f for f in told if participants.alike(f.predicate, predicate)]
    beside = next(
        (f for f in reversed(told) if f.predicate.token.sent == predicate.token.sent and f is not above), None
    )
    before = [participants.Before.of("like", alike)] if alike else []
    before += [participants.Before.of("beside", [beside])] if beside is not None else []
    for candidate in made:
        if candidate.phrase is None:
            candidate.besides += participants.nobody(frame, above) + participants.nobody_told(frame, alike)
        else:
            candidate.besides += participants.passed_on(frame, above, candidate.phrase)
            candidate.besides += participants.taken_up(frame, candidate.phrase, before)


def word_order(talk: Discourse, predicate: Predicate, phrases: list[Phrase]) -> dict[int, str]:
    """Where the nearest phrases stand: "left" or "right", marked by which preposition, past how many finite verbs.

    The order of words tells even where the parse is wrong.
    """
    doc, here = talk.doc, predicate.token.i
    sentence = doc.sentences[predicate.token.sent]
    _, finite = talk.row(predicate.token.sent)
    found: dict[int, str] = {}
    seen: set[str] = set()
    for phrase in sorted(phrases, key=lambda p: abs(p.head - here)):
        head = doc.tokens[phrase.head]
        if phrase.kind == "pronoun" and head.pos == "DET":
            continue
        before = doc.tokens[phrase.first - 1] if phrase.first > sentence.first else None
        mark = before.text.lower() if before is not None and before.pos == "ADP" else case_of(doc, head)
        name = f"{'left' if phrase.head < here else 'right'}-{mark}"
        if name not in seen:
            seen.add(name)
            low, high = min(phrase.head, here), max(phrase.head, here)
            crossed = bisect_left(finite, high) - bisect_right(finite, low)
            found[phrase.head] = f"{name}-{min(max(crossed, 0), 2)}"
    return found


def possible_fillers(talk: Discourse, predicate: Predicate, rules: dict[int, list[str]]) -> list[Phrase]:
    """Phrases of the predicate's sentence that may take part in it, in text order."""
    here = predicate.token.i
    own = {t.i for t in predicate.triggers} - ({predicate.casualty.i} if predicate.casualty else set())
    phrases, _ = talk.row(predicate.token.sent)
    return [p for p in phrases if p.head not in own and (p.head in rules or abs(p.head - here) <= _REACH)]


def salient(talk: Discourse, sent: int, but: set[int]) -> list[Phrase]:
    """Last mentions of the actors that the two sentences before speak of most, and of the article's main one."""
    ranked = talk.salient.get(sent)
    if ranked is None:
        ranked = talk.salient[sent] = _ranked(talk, sent)
    return [phrase for phrase in ranked if phrase.entity not in but][:_REMOTE]


def _ranked(talk: Discourse, sent: int) -> list[Phrase]:
    """Last mentions of all actors named before a sentence, those that the two before it speak of most first."""
    weight: dict[int, float] = {}
    last: dict[int, Phrase] = {}
    for phrase in talk.phrases:
        if phrase.entity < 0 or phrase.sent >= sent:
            continue
        cluster = talk.clusters[phrase.entity]
        if cluster.label not in ACTORS or (phrase.kind == "pronoun" and phrase.sent < sent - 2):
            continue
        if phrase.kind != "pronoun":
            last[phrase.entity] = phrase
        near = 2.0 if phrase.sent == sent - 1 else 1.0 if phrase.sent == sent - 2 else 0.1
        subject = talk.doc.tokens[phrase.head].dep.startswith("nsubj")
        weight[phrase.entity] = weight.get(phrase.entity, 0.0) + near * (2.0 if subject else 1.0)
    return [last[e] for e in sorted((e for e in weight if e in last), key=lambda e: (-weight[e], e))]


def cast(
    talk: Discourse,
    frame: Frame,
    above: Frame | None,
    told: Sequence[Frame],
    lexicon: Lexicon,
    weights: Weights,
    known: tuple[list[Candidate], Floats] | None = None,
) -> None:
    """Let the candidates compete for each part; the winner brings the other members of its list along.

    `known` are those of `line_up`, with what they are worth by `standing`, where these were worked out before.
    """
    made = known[0] if known is not None else line_up(talk, frame, lexicon)
    sums = known[1] if known is not None else standing(made, weights.parts)
    tell(frame, made, above, told)
    agents, targets = map(softmax, weights.parts.answers(sums + weights.parts.sums([c.besides for c in made])))
    doers = iter(sorted(range(len(made)), key=lambda k: (-agents[k], k)))
    if lexicon.patterns.barring:
        doers = (k for k in doers if (p := made[k].phrase) is None or not barred(talk, frame, p, lexicon))
    first, second = _pair(made, agents, targets, list(islice(doers, _TRIED)))
    doer = made[first].phrase
    alone = doer is not None and last_of_list(talk.doc, frame.predicate, doer)
    frame.agents = [(doer, agents[first])] if doer is not None and alone else listed(talk, doer, agents[first], set())
    victims = made[second].phrase
    counted = frame.predicate.casualty
    if victims is not None and counted is not None and victims.head == counted.i:
        frame.targets = [(victims, targets[second])]  # "12 morts et 30 blessés": each count is an event of its own
    else:
        frame.targets = listed(talk, victims, targets[second], {identity(p) for p, _ in frame.agents})
    settle(Case(talk, frame, above, told, lexicon))
    frame.odds = frame.predicate.probability * agents[first] * targets[second]
    frame.confidence = weights.calibrated(frame.odds)


def _pair(made: list[Candidate], agents: list[float], targets: list[float], doers: list[int]) -> tuple[int, int]:
    """The likeliest of some agents and target together: nobody does to themselves what is told of two parts."""
    best, chosen = -1.0, (0, 0)
    ranked = sorted(range(len(made)), key=lambda k: (-targets[k], k))[:_TRIED]
    for first in doers:
        for second in ranked:
            one, other = made[first].phrase, made[second].phrase
            if one is not None and other is not None and identity(one) == identity(other):
                continue
            if agents[first] * targets[second] > best:
                best, chosen = agents[first] * targets[second], (first, second)
    return chosen
