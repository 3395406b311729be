"""Events that share a date with the clause or document they are told in; asked where the event's own words say none."""

from __future__ import annotations

from collections.abc import Callable

from kg.annotate.doc import Doc, Token
from kg.extract.cases import Case, counted
from kg.extract.frames import Frame, governor
from kg.extract.times.lexicon import lexicon
from kg.model import Interval

_CORE = ("obj", "nsubj", "iobj", "ccomp")  # "exchanged New Year greetings"
_SAID = "communication"
_DAY = "day"
_VERBAL = ("VERB", "AUX")
_BREAKS = frozenset(",;:()")
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


def _asked(case: Case) -> Interval | None:
    """ "Asked on Friday about the strike, the minister defended the reform": who is asked answers then.

    And those who have gathered do what they do: "Réunis jeudi à Bruxelles, les ministres ont adopté le texte".
    """
    doc, token, words = case.doc, case.token, lexicon(case.doc.language).verbs
    first = doc.tokens[doc.sentences[token.sent].first]
    if not case.is_verb("finite") or token.head != token.i or first.head != token.i:
        return None
    answers = case.frame.predicate.klass.startswith(_SAID) and first.lemma in words["asked"]
    if not answers and first.lemma not in words["gathered"]:
        return None
    dated = (
        t for t, h in case.every if h.sent == token.sent and first.i < h.i < token.i and _right_after(case, first, t)
    )
    return next(dated, None)


def _right_after(case: Case, token: Token, time: Interval) -> bool:
    """Does an expression stand right behind a word, but for a preposition?"""
    first = case.first(time).i
    gap = case.doc.tokens[token.i + 1 : first]
    return (
        time.grain in ("day", "part")
        and len(gap) <= 1
        and all(t.pos in ("ADP", "DET") for t in gap)
        and first > token.i
    )


def _own_participle(case: Case) -> Interval | None:
    """ "said Paul Smith on Monday, who …; arrived three years ago": of several dates the one behind a participle."""
    token, placed = case.token, case.here()
    if not case.is_verb("part") or len(placed) < 2:
        return None
    mine = [(t, h) for t, h in placed if h.head == token.i and h.i > token.i]
    if len(mine) != 1 or not token.dep.startswith(("acl", "advcl", "parataxis")):
        return None
    between = case.doc.tokens[token.i + 1 : case.first(mine[0][0]).i]
    return None if any(t.pos in _VERBAL or t.text in _BREAKS for t in between) else mine[0][0]


def _before_conjunct(case: Case) -> Interval | None:
    """ "Le tribunal a condamné le maire et relaxé son adjoint lundi": one auxiliary, one date behind all."""
    doc, token, placed = case.doc, case.token, case.here()
    if not case.is_verb("finite") or len(placed) != 1 or case.frame.negative:
        return None
    time, head = placed[0]
    for other in doc.children(token):
        bare = other.dep == "conj" and other.morph.get("VerbForm") == "Part" and case.is_event(other)
        children = list(doc.children(other))
        if not bare or any(c.dep.startswith(("aux", "nsubj", "cop")) for c in children) or not other.i < head.i:
            continue
        behind = doc.tokens[head.i + 1 : doc.sentences[token.sent].last]
        between = doc.tokens[other.i + 1 : head.i]
        closing = time.grain in ("day", "part") and all(t.pos in ("PUNCT", "NOUN") for t in behind)
        if closing and not any(t.pos in _VERBAL or t.text in _BREAKS for t in between):
            return time
    return None


def _also_along(case: Case) -> Interval | None:
    """ "… on Friday, killing six and injuring ten": a gerund that goes on from another."""
    token, above = case.token, case.above()
    below = {t.i for t in case.doc.subtree(token)}
    if above is None or token.dep != "conj" or not case.is_verb("gerund") or case.frame.negative:
        return None
    if above.predicate.form != "gerund" or any(h.i in below for _, h in case.times):
        return None
    time = case.given.get(above.predicate.token.i)
    return time if time is not None and time.span is not None else None


def _managed(case: Case) -> Interval | None:
    """ "L'armée a réussi lundi à reprendre la ville": the day of a verb that only colours the infinitive."""
    token = case.token
    main, placed = case.doc.tokens[token.head], case.here()
    if not case.is_verb("inf") or token.dep != "xcomp" or case.is_event(main) or len(placed) != 1:
        return None
    time, head = placed[0]
    beside = head.head == main.i and main.i < head.i < token.i and time.grain in ("day", "part")
    return time if beside and ".." not in time.edtf else None


def _held(case: Case) -> Interval | None:
    """ "A vigil will be held on Wednesday": what is held is of the day on which it is."""
    doc, token = case.doc, case.token
    above = case.above()
    if above is None or case.frame.predicate.kind != "noun" or not token.dep.startswith("nsubj"):
        return None
    if above.predicate.token.lemma not in lexicon(doc.language).verbs["held"] or above.negative:
        return None
    below = {t.i for t in doc.subtree(token)}
    time = case.given.get(above.predicate.token.i)
    told = time is not None and any(t.span == time.span for t, h in case.here() if h.i not in below)
    return time if told and not any(h.i in below for _, h in case.times) else None


def _after_one_told(case: Case) -> Interval | None:
    """ "A quake struck in 2010. … Seven years after the quake, a hurricane hit": counted from what was told before."""
    doc, token, words = case.doc, case.token, lexicon(case.doc.language).verbs
    if not case.is_verb("finite") or case.here():
        return None
    for noun in doc.children(token):
        cue = next((c for c in doc.children(noun) if c.dep == "case" and c.text.lower() in words["counted"]), None)
        if noun.pos != "NOUN" or cue is None or not any(c.dep == "det" for c in doc.children(noun)):
            continue
        told = [
            f for f in case.frames
            if f.predicate.token.sent < token.sent and noun.lemma in _named_by(doc, f)
        ]  # fmt: skip
        known = case.given.get(told[-1].predicate.token.i) if told else None
        if known is not None:
            return counted(case, cue, known, 1 if cue.text.lower() not in words["before"] else -1)
    return None


def _named_by(doc: Doc, frame: Frame) -> set[str]:
    """What an event may be taken up by: its words, and what happens by its verb."""
    token = frame.predicate.token
    subjects = (c for c in doc.children(token) if c.dep.startswith("nsubj"))
    return {t.lemma for t in (*frame.predicate.triggers, *subjects)}


QUESTIONS: tuple[Callable[[Case], Interval | None], ...] = (
    _closing_gerund, _published, _deed, _asked, _own_participle, _before_conjunct, _also_along, _managed, _held,
    _after_one_told,
)  # fmt: skip
