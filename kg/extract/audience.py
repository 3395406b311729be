"""To whom it is said where the clause tells nobody: "you" in a message, and who reads it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.extract.discourse import Discourse
from kg.extract.fillers import SUBJECTS, label
from kg.extract.lists import Filler, identity, is_actor
from kg.extract.predicates import Predicate
from kg.lang import Lexicon

if TYPE_CHECKING:
    from kg.extract.frames import Frame

_SETTLED = 0.75
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


def _those(frame: Frame) -> set[int]:
    return {identity(p) for p, _ in frame.agents}
