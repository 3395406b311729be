"""How strongly two events of different articles look like one: by type, participants, time, place and words.

Evidence for and against is added up. `candidates` says which pairs are looked at, `clusters` which of them join: a
cluster takes two events of one article only if they look like one themselves, which keeps neighbours in a text apart.
"""

from __future__ import annotations

from datetime import timedelta

from kg.lang import default_actions
from kg.link.rivals import rivals, swapped
from kg.link.times import Days, may_be_same
from kg.link.views import Seen
from kg.link.words import ordinals, stems, words

SAME = 4.0  # evidence from which two events are taken as one
DOUBT = 3.0  # evidence from which a person may want to look
SPEECH = frozenset({"STATE", "DENY"})
MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE", "COMPETE"})  # each does it with the other
VAGUE = 31  # days: longer spans say nothing about when
_WEEK = 7
NEAR = timedelta(days=3)  # between dates that contradict each other for one event
_ALIKE = 0.6  # likeness of words from which a contradiction is a contradiction and not another event


def again(a: Seen, b: Seen) -> bool:
    """Whether an article tells one event twice: its heading does, and a later sentence may come back to it."""
    if a.event.heading != b.event.heading:
        return True
    if a.event.evidence == b.event.evidence or not (a.event.type in MUTUAL or _same_act(a, b)):
        return False
    return evidence(a, b)[0] >= DOUBT


def fits(a: Seen, b: Seen) -> bool:
    """What any two members of a cluster must not contradict: times, and who did it, unless that is at issue."""
    if a.span and b.span and min(a.dated, b.dated) == 2 and _gap(a.span, b.span) > NEAR:
        return False
    return a.event.type in MUTUAL or not (a.agents and b.agents) or bool(a.doers & b.doers) or rivals(a, b)


def evidence(a: Seen, b: Seen, copies: bool = False) -> tuple[float, str]:
    """How strongly two events look like one, and what contradicts it ("agent", "date"); -inf for what excludes it."""
    x, y = a.event, b.event
    never = float("-inf"), ""
    if x.type != y.type or ("requested" in (x.modality, y.modality) and x.modality != y.modality):
        return never
    if x.type == "OTHER" and not _same_act(a, b):  # the type says nothing
        return never
    alike = _words(a, b)
    sure = alike >= _ALIKE and a.language == b.language
    people, against = _people(a, b, sure)
    when, late = _time(a, b, sure)
    total = people + when + 4 * alike + _details(a, b) - _doubts(a, b, alike)
    if copies and a.told.sentence == b.told.sentence and x.lemma == y.lemma:
        return total + 4, ""
    if x.polarity != y.polarity:
        total -= 1
    return total, against or late


def _doubts(a: Seen, b: Seen, alike: float) -> float:
    """What speaks against two events being one, though nothing excludes it."""
    doubt = 0.0
    if a.event.type in SPEECH and alike < 0.25:
        doubt += 2.0  # one speaker says many things in a day
    if min(a.dated, b.dated) == 0 and alike < 0.2:
        doubt += 1.0  # neither when nor what is the same
    if not (a.who and b.who):
        if min(a.dated, b.dated) == 0:
            doubt += 1.0
        if a.persons and b.persons and not a.persons & b.persons:
            doubt += 1.5
    if _vague(a, b) and not _what(a) & _what(b):
        doubt += 1.5  # an actor does many things in a year
    known = bool(a.who & b.who) and min(a.dated, b.dated) == 2
    if alike >= 0.5 and not known and _of_others(a, b):
        doubt += 1.5  # the same words of other names: a form that is filled in again
    counted = ordinals(a.language)
    if (a.words - b.words) & counted and (b.words - a.words) & counted:
        doubt += 2.0
    return doubt


def _people(a: Seen, b: Seen, sure: bool) -> tuple[float, str]:
    """Evidence of the participants; persons also speak for their bodies, and a sentence for an event without any."""
    never = float("-inf"), ""
    if not a.who or not b.who:
        near = _met(a, b)
        return (0.9 * min(near, 2) if near else -0.5), ""
    if a.event.type in MUTUAL and not rivals(a, b):
        direct = len(a.who & b.who)
        return (max(direct + 0.5 if direct else 0.0, 0.75 * min(_met(a, b), 2)), "") if a.reach & b.reach else never
    if swapped(a, b):
        return (0.0, "agent") if sure and rivals(a, b) else never
    score, against = 0.0, ""
    for mine, theirs, name in ((a.agents, b.agents, "agent"), (a.targets, b.targets, "target")):
        if not mine or not theirs:
            continue
        if mine & theirs:
            score += 1.5
        elif name == "agent" and a.doers & b.doers:
            score += 0.5
        elif sure and name == "agent":
            score, against = score - 1.5, "agent"
        else:
            return never
    return score, against


def _met(a: Seen, b: Seen) -> int:
    """How many of one event's participants the other's sentence names, whichever way round is more."""
    left, right = a.reach or a.around, b.reach or b.around
    return max(len(left & (b.reach | b.around)), len(right & (a.reach | a.around)))


def _time(a: Seen, b: Seen, sure: bool) -> tuple[float, str]:
    never = float("-inf"), ""
    if a.span is None or b.span is None:
        return 0.0, ""
    gap = _gap(a.span, b.span)
    x, y = a.event.time, b.event.time
    if gap == timedelta(0) and x is not None and y is not None and not may_be_same(x, y):
        return never
    if gap > timedelta(0):
        if sure and gap <= NEAR and min(a.dated, b.dated) == 2:
            return -1.5, "date"
        return never
    if min(a.dated, b.dated) == 0:
        apart = _gap(left, right).days if (left := _known(a)) and (right := _known(b)) else 0
        return (0.5 if apart <= 1 else 0.0 if apart <= 3 else -1.0), ""
    narrow = max((span[1] - span[0]).days for span in (a.span, b.span)) == 0
    if narrow or (x is not None and y is not None and (x.candidates or y.candidates)):
        return (2.0 if narrow and min(a.dated, b.dated) == 2 else 1.2), ""
    return 0.8, ""


def _of_others(a: Seen, b: Seen) -> bool:
    """Whether each sentence names somebody that the other does not; rival doers are counted elsewhere."""
    mine, theirs = a.around - b.around, b.around - a.around
    if mine and theirs and rivals(a, b):
        mine, theirs = mine - a.doers, theirs - b.doers
    return bool(mine and theirs)


def _vague(a: Seen, b: Seen) -> bool:
    """Whether one of two events is known to a month or year alone."""
    return any(e.dated == 2 and e.span is not None and (e.span[1] - e.span[0]).days > VAGUE for e in (a, b))


def _what(event: Seen) -> frozenset[str]:
    """Stems of the object and of the targets: one report's target is another's object."""
    said = (word for target in event.event.targets for word in words(target.text))
    return event.about | stems(said, event.language)


def _known(event: Seen) -> Days | None:
    """When an event was told or, where its own words say it to the week, was: news without a date is of its day."""
    own = event.span if event.dated == 2 and event.span is not None else None
    return own if own is not None and (own[1] - own[0]).days < _WEEK else event.printed


def _same_act(a: Seen, b: Seen) -> bool:
    """One verb in one language, or one action that says more than its type."""
    x, y = a.event, b.event
    vague = x.action == default_actions().get(x.type, "")
    return (a.language == b.language and x.lemma == y.lemma) or (x.action == y.action and not vague)


def _gap(a: Days, b: Days) -> timedelta:
    """Time between two spans, zero when they touch."""
    return max(timedelta(0), max(a[0], b[0]) - min(a[1], b[1]))


def _words(a: Seen, b: Seen) -> float:
    """Likeness of the sentences, participants aside: stems in one language, known nouns across two."""
    if a.language == b.language:
        return _share(a.words, b.words)
    return 0.7 * _share(a.shared, b.shared)


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    """How much of the smaller set is in the other; small sets count for less."""
    return len(a & b) / (min(len(a), len(b)) + 2) if a and b else 0.0


def _details(a: Seen, b: Seen) -> float:
    x, y = a.event, b.event
    score = 1.5 * len(a.around & b.around) / max(1, len(a.around | b.around))
    if _same_act(a, b):
        score += 1.0 if x.action == y.action and (x.lemma == y.lemma or a.language != b.language) else 0.5
    if a.place and b.place:
        score += 1.0 if a.place == b.place else -1.0
    elif (a.place or b.place) in a.around & b.around:
        score += 0.5
    if a.about and b.about and a.language == b.language:
        score += 1.0 if a.about & b.about else -1.0
    return score
