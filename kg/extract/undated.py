"""Events that the text leaves without a day, though dates stand near: grammar alone says that these are another's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.annotate.doc import Doc, Token
from kg.extract.frames import Frame
from kg.extract.times.lexicon import lexicon
from kg.model import Interval

_PUNISHED = frozenset({"JUSTICE", "COERCE", "SANCTION"})
_BLAMED = frozenset({"ACCUSE", "DENY", "JUSTICE"})
_TOLD = frozenset({"xcomp", "ccomp"})
_DONE = frozenset({"aux", "aux:tense"})


def undated(doc: Doc, frame: Frame, at: Mapping[int, Frame], times: Sequence[tuple[Interval, Token]]) -> bool:
    """Is an event surely of no day that is told? `at` holds the events by their triggers."""
    token = frame.predicate.token
    if _denied(doc, frame, times):
        return True
    below = {t.i for t in doc.subtree(token)}
    if any(h.i in below for _, h in times):
        return False
    behind = any(token.i < h.i < doc.sentences[token.sent].last for _, h in times)
    return _been(doc, frame, at) or (_claimed(doc, frame, at) and not behind) or _deed(doc, frame, at)


def set_for(doc: Doc, head: Token) -> bool:
    """ "a déposé un préavis pour vendredi": is the day one that something is set for?"""
    return any(c.dep == "case" and c.text.lower() in lexicon(doc.language).verbs["because"] for c in doc.children(head))


def habitual(frame: Frame, lasting: Sequence[Token]) -> bool:
    """ "Every Tuesday residents protest": what is done again and again; `lasting` are the words that tell how often."""
    own = {t.i for t in frame.predicate.triggers}
    said = frame.predicate.klass.startswith("communication")
    return frame.predicate.kind == "verb" and not said and any(t.head in own and t.i not in own for t in lasting)


def _denied(doc: Doc, frame: Frame, times: Sequence[tuple[Interval, Token]]) -> bool:
    """ "He denied on Friday that Russia threatens Ukraine": what is denied was on no day that is not told with it."""
    token = frame.predicate.token
    first = min((c.i for c in doc.children(token) if c.dep == "mark"), default=token.i)
    own = any(first < h.i < doc.sentences[token.sent].last for _, h in times)
    return frame.denied and not own


def _been(doc: Doc, frame: Frame, at: Mapping[int, Frame]) -> bool:
    """ "jugé lundi pour avoir tué sa femme", "jailed on Monday for stabbing": it had been before, nobody says when.

    Nor does one say it of "mis en examen lundi après avoir renversé un passant", "charged on Monday after hitting".
    """
    token, words = frame.predicate.token, lexicon(doc.language).verbs
    children = list(doc.children(token))
    perfect = any(c.dep in _DONE and c.text.lower() == c.lemma and c.lemma in words["perfect"] for c in children)
    marks = {c.text.lower() for c in children if c.dep == "mark"}
    why = bool(marks & words["because"])
    above = at.get(token.head)
    punished = above is not None and above.type in _PUNISHED and bool(marks & (words["because"] | words["after"]))
    if punished and frame.predicate.kind == "verb" and (perfect or frame.predicate.form == "gerund"):
        return True
    return perfect and frame.predicate.kind == "verb" and why


def _claimed(doc: Doc, frame: Frame, at: Mapping[int, Frame]) -> bool:
    """ "accusé lundi d'avoir volé des fonds": what somebody is said to have done was before that."""
    token, words = frame.predicate.token, lexicon(doc.language).verbs
    children = list(doc.children(token))
    perfect = any(c.dep in _DONE and c.text.lower() == c.lemma and c.lemma in words["perfect"] for c in children)
    above = at.get(token.head)
    blamed = above is not None and above.type in _BLAMED
    marked = any(c.dep == "mark" and c.text.lower() in words["naming"] for c in children)
    if blamed and frame.predicate.form == "gerund" and marked:  # "accused of lying"
        return True
    return perfect and blamed and frame.predicate.form == "inf" and token.dep in _TOLD


def _deed(doc: Doc, frame: Frame, at: Mapping[int, Frame]) -> bool:
    """ "condamné le 6 décembre pour le meurtre de sa femme": the deed was before the sentence."""
    token, words = frame.predicate.token, lexicon(doc.language).verbs
    above = at.get(token.head)
    why = any(c.dep == "case" and c.text.lower() in words["because"] for c in doc.children(token))
    return frame.predicate.kind == "noun" and why and above is not None and above.type in _PUNISHED
