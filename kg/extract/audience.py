"""To whom it is said where the clause tells nobody: "you" in a message, who reads it, the other one of two who talk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.extract.discourse import Discourse
from kg.extract.fillers import SUBJECTS, label
from kg.extract.lists import Filler, identity, is_actor
from kg.extract.mentions import Phrase
from kg.extract.predicates import Predicate
from kg.lang import Lexicon

if TYPE_CHECKING:
    from kg.extract.frames import Frame

_SETTLED = 0.75
_SPEECH = frozenset({"STATE", "PROPOSE"})
_TALK = 12  # sentences that a report of a talk may be long
_FACING = frozenset({"PER", "ORG", "GPE", "GROUP"})


def of_you(talk: Discourse, predicate: Predicate, told: Sequence[Frame]) -> list[Filler]:
    """Whom "you" means in a message: those to whom its writer was told to have sent it."""
    speaker, quote = talk.speaker(predicate.token), predicate.token.quote
    if speaker is None or quote < 0:
        return []
    for frame in reversed(told):
        if frame.predicate.token.quote != quote and identity(speaker) in _those(frame) and frame.targets:
            return [(p, _SETTLED) for p, _ in frame.targets if is_actor(talk, p)]
    return []


def readers(talk: Discourse, frame: Frame, told: Sequence[Frame], lexicon: Lexicon) -> list[Filler]:
    """ "Ana Costa wrote to the guild. The message reads": to whom she was just told to have sent or said something."""
    doc, predicate = talk.doc, frame.predicate
    subject = next((c for c in doc.children(predicate.token) if c.dep in SUBJECTS), None)
    speaks = predicate.kind == "verb" and predicate.type == "STATE" and not predicate.passive
    if subject is None or not speaks or subject.lemma.lower() not in lexicon.patterns.letters or not frame.agents:
        return []
    writers = {identity(p) for p, _ in frame.agents}
    for before in reversed(told):
        faced = [p for p, _ in before.targets if label(talk, p) in _FACING]
        if before.predicate.token.quote < 0 and faced and writers <= _those(before):
            return [(p, _SETTLED) for p in faced]
    return []


def others(talk: Discourse, told: Sequence[Frame], lexicon: Lexicon) -> None:
    """Name who hears what one of two says to the other, in place; `told` in order of their telling."""
    for n, frame in enumerate(told):
        if not frame.targets:
            frame.targets = other(talk, frame, told[:n], lexicon)


def other(talk: Discourse, frame: Frame, told: Sequence[Frame], lexicon: Lexicon) -> list[Filler]:
    """What one of two who were told to have met or talked says then, and on no other day, the other one hears."""
    predicate = frame.predicate
    if any(lexicon.is_time_noun(c.lemma.lower()) for c in talk.doc.children(predicate.token)):
        return []
    says = predicate.kind == "verb" and predicate.klass.startswith("communication") and predicate.type in _SPEECH
    if not says or predicate.token.quote >= 0 or len(frame.agents) != 1:
        return []
    who = frame.agents[0][0]
    for before in reversed(told):
        if predicate.token.sent - before.predicate.token.sent > _TALK:
            break
        if before.predicate.type != "CONSULT" or before.modality not in ("actual", ""):
            continue
        met: dict[int, Phrase] = {}
        for phrase, _ in (*before.agents, *before.targets):
            met.setdefault(identity(phrase), phrase)
        if len(met) == 2 and all(label(talk, p) == "PER" and not p.plural for p in met.values()):
            one = identity(who)
            return [(p, _SETTLED) for key, p in met.items() if key != one] if one in met else []
    return []


def _those(frame: Frame) -> set[int]:
    return {identity(p) for p, _ in frame.agents}
