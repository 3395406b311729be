"""Events that share a date with the clause or document they are told in; asked where the event's own words say none."""

from __future__ import annotations

from collections.abc import Callable

from kg.extract.dated import Case
from kg.extract.frames import governor
from kg.extract.times.lexicon import lexicon
from kg.model import Interval

_CORE = ("obj", "nsubj", "iobj", "ccomp")  # "exchanged New Year greetings"
_SAID = "communication"
_DAY = "day"
_NAMED = ("weekday", "deictic")  # rules of parts of a day that say which


def shared(case: Case) -> Interval | None:
    """The date that an event has in common with what is told with it, or None."""
    for question in QUESTIONS:
        if (time := question(case)) is not None:
            return time
    return None


def right_behind(case: Case) -> Interval | None:
    """ "He was sentenced on Monday for a murder in 2018": the day right behind a verb is its own."""
    if not case.is_verb("finite", "part"):
        return None
    for time, head in case.here():
        whole = time.grain == "day" or (time.grain == "part" and time.rule.startswith(_NAMED))  # and no "le soir même"
        beside = whole and time.kind != "set" and case.first(time).i == case.token.i + 1
        if beside and head.head == case.token.i and not head.dep.startswith(_CORE) and ".." not in time.edtf:
            return time
    return None


def _closing_gerund(case: Case) -> Interval | None:
    """ "The club won the title by beating Nantes on Monday": one date behind a gerund is the verb's too."""
    placed = [(t, h) for t, h in case.here() if t.grain == _DAY and t.kind == "instant"]
    if (
        len(placed) != 1
        or len(case.here()) != 1
        or placed[0][1].dep == "obj"
        or case.frame.negative
        or not case.is_verb("finite", "gerund")
    ):
        return None
    time, head = placed[0]
    at = {f.predicate.token.i: f for f in case.frames}
    for frame in case.frames:
        gerund = frame.predicate.token
        if frame.predicate.kind != "verb" or frame.predicate.form != "gerund" or not case.token.i <= gerund.i < head.i:
            continue
        introduced = any(c.dep in ("case", "mark") for c in case.doc.children(gerund))  # "en battant", on the object
        if gerund.dep != "advcl" and not (gerund.dep == "acl" and introduced):
            continue
        mine = frame is case.frame or governor(case.doc, frame, at) is case.frame
        if mine and head.i in {t.i for t in case.doc.subtree(gerund)}:
            between = case.doc.tokens[gerund.i + 1 : head.i]
            return None if any(t.pos in ("VERB", "AUX") for t in between) else time
    return None


def _published(case: Case) -> Interval | None:
    """ "In a report published on Monday, the group accuses …": who says it in a document does so on its day."""
    doc, token, placed = case.doc, case.token, case.here()
    words = lexicon(doc.language).verbs["issued"]
    said = case.frame.predicate.klass.startswith(_SAID) and case.is_verb("finite")
    if not said or case.frame.modality != "actual":
        return None
    for time, head in placed:
        issued = doc.tokens[head.head]
        if issued.lemma not in words or not issued.dep.startswith("acl") or ".." in time.edtf:
            continue
        medium = doc.tokens[issued.head]
        if medium.pos == "NOUN" and medium.head == token.i and medium.dep.startswith("obl"):
            return time
    return None


def _deed(case: Case) -> Interval | None:
    """ "sentenced on Monday for the murder of his wife in 2018": the date behind the deed, if not the only one."""
    doc, token = case.doc, case.token
    why = any(c.dep == "case" and c.text.lower() in lexicon(doc.language).verbs["because"] for c in doc.children(token))
    before = [h for _, h in case.here() if h.i < token.i]
    behind = [(t, h) for t, h in case.here() if h.i > token.i]
    if case.frame.predicate.kind != "noun" or not why or not before or len(behind) != 1:
        return None
    time, head = behind[0]
    between = doc.tokens[token.i + 1 : head.i]
    return None if any(t.pos in ("VERB", "AUX") or t.text in ",;:(" for t in between) else time


QUESTIONS: tuple[Callable[[Case], Interval | None], ...] = (_closing_gerund, _published, _deed)
