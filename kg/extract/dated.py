"""Which event an expression of time dates where grammar alone says so: a row of questions, the first answer counts.

`times` of a case are the placed expressions of the article, each with the token it hangs by; `lengths` are those that
are on no calendar ("trois jours" of "trois jours après le vote").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from kg.extract.cases import MEASURED, Case, counted
from kg.extract.frames import governor
from kg.extract.occasions import CONTEST, is_contest, occasion
from kg.extract.times.calendar import from_edtf, unit
from kg.extract.times.lexicon import lexicon
from kg.extract.times.values import period_edtf
from kg.extract.undated import undated
from kg.lang import lexicon as words_of
from kg.model import Interval

_AHEAD = frozenset({"future", "requested"})
_OWN = ("nsubj", "mark")  # what a clause of its own has
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_BARE = frozenset({"obl:npmod", "obl:tmod"})  # a date without a preposition
_YEAR_OR_MONTH = re.compile(r"\d{4}(-\d\d)?")
_NOMINAL = ("nmod", "compound")  # "three days of mourning"
_LEADING = frozenset({"ADP", "DET", "PUNCT", "CCONJ", "ADV"})  # what may stand before a date that opens a sentence


def dated(case: Case) -> Interval | None:
    """The time that grammar settles, or None where it does not."""
    for question in QUESTIONS:
        if (time := question(case)) is not None:
            return time
    return None


def _change(case: Case) -> Interval | None:
    """ "Unemployment went from 9 % in 2015 to 8 % in 2019": what changes does so from the one to the other."""
    words = lexicon(case.doc.language).verbs
    behind = [(t, h) for t, h in case.here() if h.i > case.token.i and _YEAR_OR_MONTH.fullmatch(t.edtf)]
    if case.frame.predicate.kind != "verb" or len(behind) < 2:
        return None
    (low, first), (high, last) = behind[0], behind[-1]
    between = case.doc.tokens[case.token.i + 1 : last.i]
    told = any(t.pos in ("VERB", "AUX") or t.text in (";", ":") for t in between)
    if told or len(low.edtf) != len(high.edtf) or low.edtf >= high.edtf:
        return None
    halves = [t for t in between if t.i < first.i], [t for t in between if t.i > first.i]
    for half, marks in zip(halves, (words["changefrom"], words["changeto"]), strict=True):
        if not any(t.text.lower() in marks for t in half) or not any(t.text[0].isdecimal() for t in half):
            return None
    return replace(low, edtf=f"{low.edtf}/{high.edtf}", kind="interval", latest_start=low.latest_start,
                   earliest_end=high.earliest_end, latest_end=high.latest_end)  # fmt: skip


def _since(case: Case) -> Interval | None:
    """ "Depuis la chute de la ville en mai 2016, ils négocient": an open interval whose beginning is an event's."""
    if case.frame.predicate.kind != "verb":
        return None
    words = lexicon(case.doc.language).verbs["since"]
    for time, head in case.here():
        noun, steps = case.doc.tokens[head.head], 0
        while noun.pos in ("NOUN", "PROPN") and noun.head not in case.own and noun.head != noun.i and steps < 4:
            noun, steps = case.doc.tokens[noun.head], steps + 1
        if noun.pos not in ("NOUN", "PROPN") or noun.head not in case.own or not head.i > noun.i:
            continue
        plain = "/" not in time.edtf and time.edtf[0] not in "[{"
        if plain and any(c.dep == "case" and c.text.lower() in words for c in case.doc.children(noun)):
            return replace(time, edtf=f"{time.edtf}/..", kind="interval", latest_end=None)
    return None


def _from_year(case: Case) -> Interval | None:
    """ "payée dès 1982", "repart à la hausse dès 2017": from that year on."""
    words = lexicon(case.doc.language).verbs["asof"]
    for time, head in case.here():
        before = case.first(time).i - 1
        year = time.grain == "year" and time.edtf.isdecimal()
        if year and head.head in case.own and before >= 0 and case.doc.tokens[before].text.lower() in words:
            return replace(time, edtf=f"{time.edtf}/..", kind="interval", latest_end=None)
    return None


def _measured(case: Case) -> Interval | None:
    """ "The storm struck seven years after the quake": the one lies so long before the other."""
    words = lexicon(case.doc.language).verbs
    cues = [
        c for c in case.doc.children(case.token) if c.dep in ("case", "mark") and c.text.lower() in words["measured"]
    ]
    above = governor(case.doc, case.frame, {f.predicate.token.i: f for f in case.frames})
    known = case.given.get(above.predicate.token.i) if above is not None else None
    told = known is not None and known.span is not None and known.edtf.replace("-", "").isdecimal()  # and no guess
    below = {t.i for t in case.doc.subtree(case.token)}
    if not cues or known is None or not told or any(h.i in below for _, h in case.here()):
        return None
    return counted(case, cues[0], known, 1 if cues[0].text.lower() in words["before"] else -1)


def _eve(case: Case) -> Interval | None:
    """ "He resigned on Tuesday, the day after the defeat": what a noun behind "the day after" names was on Monday."""
    doc, token = case.doc, case.token
    words, cue = lexicon(doc.language).verbs, doc.tokens[token.head]
    offset = next((n for n, key in ((-1, "dayafter"), (1, "daybefore")) if cue.text.lower() in words[key]), 0)
    below = {t.i for t in doc.subtree(token)}
    if not offset or not token.dep.startswith("nmod") or any(h.i in below for _, h in case.here()):
        return None
    above = next((f for f in case.frames if any(t.i == cue.head for t in f.predicate.triggers)), None)
    known = case.given.get(above.predicate.token.i) if above is not None else None
    start = (
        from_edtf(known.edtf) if known is not None and known.span is not None and _DAY.fullmatch(known.edtf) else None
    )
    if known is None or start is None:
        return None
    period = unit(start.first + timedelta(days=offset), "day")
    return replace(known, edtf=period_edtf(period), earliest_start=period.start, latest_start=period.start,
                   earliest_end=period.end, latest_end=period.end, candidates=(), span=None, rule=MEASURED,
                   anchor="event")  # fmt: skip


def _within(case: Case) -> Interval | None:
    """ "Two men were killed in a shooting on Sunday", "lors de l'attaque de mardi": the date of what it was part of."""
    doc, token = case.doc, case.token
    words, named, here = lexicon(doc.language).verbs, words_of(doc.language), case.here()
    if not case.is_verb("finite", "part") or any(h.head in case.own for _, h in here) or case.frame.modality in _AHEAD:
        return None
    for noun in doc.children(token):
        part = noun.dep.startswith("obl") and noun.i > token.i
        subject = noun.dep.startswith("nsubj") and token.lemma in words["enacted"]
        known = named.noun(noun.lemma)
        if not (part or subject) or noun.pos != "NOUN" or known is None or known.klass != "event":
            continue
        below = {t.i for t in doc.subtree(noun)}
        if part and not any(t.text.lower() in words["within"] for t in doc.tokens[min(below) : noun.i]):
            continue
        found = [(t, h) for t, h in here if h.i in below]
        if len(found) == 1 and len(here) == 1 and (part or found[0][1].head == noun.i) and ".." not in found[0][0].edtf:
            return found[0][0]
    return None


def _beside(case: Case) -> Interval | None:
    """ "Today the ministers also asked for help": the one date that stands bare beside the verb is its own."""
    bare = [t for t, h in case.times if h.head in case.own and h.dep in _BARE and h.i not in case.own]
    return bare[0] if len(bare) == 1 and case.frame.predicate.kind == "verb" else None


def _behind(case: Case) -> Interval | None:
    """ "On Friday he accused NATO of working against Russia in 2021": of two dates the one behind the last verb is its.

    Only for an infinitive or gerund whose governing verb stands between it and the other date.
    """
    if not case.is_verb("inf", "gerund"):
        return None
    above, placed = case.doc.tokens[case.token.head], [(t, h.i) for t, h in case.here()]
    if len(placed) != 2 or not placed[0][1] < above.i < case.token.i < placed[1][1]:
        return None
    told = any(t.pos in ("VERB", "AUX") for t in case.doc.tokens[case.token.i + 1 : placed[1][1]])
    return None if told else placed[1][0]


def _each(case: Case) -> Interval | None:
    """ "Sales tripled in 2004, doubled in 2005 and fell in 2006": of several dates the one right behind is its own."""
    token, placed = case.token, case.here()
    if not case.is_verb("finite") or len(placed) < 2:
        return None
    mine = [(t, h) for t, h in placed if h.head == token.i and h.i > token.i and _YEAR_OR_MONTH.fullmatch(t.edtf)]
    if len(mine) != 1:
        return None
    time, head = mine[0]
    between = case.doc.tokens[token.i + 1 : head.i]
    digits = time.span is not None and any(c.isdecimal() for c in time.span.of(case.doc.article.text))
    return time if digits and not any(t.pos in ("VERB", "AUX") or t.text in ",;:(" for t in between) else None


def _when(case: Case) -> Interval | None:
    """ "in 2000, when the firm bought it", "en mai 2016, lorsque la ville est tombée": the date that it tells of."""
    words = lexicon(case.doc.language).verbs["when"]
    for mark in case.doc.children(case.token):
        if mark.i < case.token.i and mark.text.lower() in words:
            last = case.doc.tokens[mark.i - 1 - (case.doc.tokens[mark.i - 1].text == ",")]
            return next((t for t, _ in case.here() if t.span is not None and t.span.end == last.end), None)
    return None


def _closing(case: Case) -> Interval | None:
    """ "Fighting erupted between the army and the rebels on Saturday": one event, one date that ends the sentence.

    For a weekday or day behind a preposition or bare, whatever the parser hung it on.
    """
    token, placed = case.token, case.here()
    others = any(f is not case.frame and f.predicate.token.sent == token.sent for f in case.frames)
    if len(placed) != 1 or others or not case.is_verb("finite"):
        return None
    time, head = placed[0]
    last = max(case.doc.sentences[token.sent].last - 1, head.i)
    rest = [t for t in case.doc.tokens[head.i + 1 : last + 1] if t.pos != "PUNCT"]
    between = case.doc.tokens[token.i + 1 : head.i]
    whole = time.grain == "day" and time.kind == "instant" and not rest and head.i > token.i
    verbal = [t for t in between if t.pos in ("VERB", "AUX") and not t.dep.startswith(_NOMINAL)]
    return time if whole and not verbal and not any(t.text in ",;:(" for t in between) else None


def _aside(case: Case) -> Interval | None:
    """ "The mayor, on a visit to Rome, on Tuesday, has denied it": a date between commas before a verb is its own."""
    token, tokens = case.token, case.doc.tokens
    if not case.is_verb("finite"):
        return None
    first = min([token.i, *(c.i for c in case.doc.children(token) if c.dep.startswith("aux") and c.i < token.i)])
    for time, head in case.times:
        if not first - 5 < head.i < first or time.span is None or tokens[first - 1].text != ",":
            continue
        low = next(t.i for t in tokens[: head.i + 1][::-1] if t.start <= time.span.start)
        low -= tokens[low - 1].pos == "ADP"
        whole = tokens[first - 2].end == time.span.end and tokens[low - 1].text == ","
        if low > 0 and whole and head.sent == token.sent:
            return time
    return None


def _opening(case: Case) -> Interval | None:
    """ "Lundi, deux jours après la marche, le maire a signé le décret": the date that opens a sentence is its verb's.

    And the infinitive's that an auxiliary or a verb that is no event governs ("Le lendemain, ils tentent d'entrer").
    """
    token, placed = case.token, case.here()
    if not placed or not case.is_verb("finite", "inf"):
        return None
    time, head = placed[0]
    main = token if case.is_verb("finite") else case.doc.tokens[token.head]
    held = main is not token and (token.dep != "xcomp" or case.is_event(main) or len(placed) > 1)
    before = case.doc.tokens[case.doc.sentences[token.sent].first : case.first(time).i]
    if main.head != main.i or held or head.i > main.i or any(t.pos not in _LEADING for t in before):
        return None
    rivals = any(h.head in (main.i, head.i) or h.i - head.i < 5 for _, h in placed[1:])
    vague = "~" in time.edtf or "/" in time.edtf or (time.edtf[0] == "[" and len(placed) > 1)
    between = case.doc.tokens[head.i + 1 : main.i]
    quoted = case.frame.predicate.klass.startswith("communication") and any(t.pos == "VERB" for t in between)
    return None if rivals or vague or quoted else time


def _planned(case: Case) -> Interval | None:
    """ "la visite à Rome prévue pour le 31 janvier", "l'opération menée lundi": a noun's is its participle's date."""
    if case.frame.predicate.kind == "verb":
        return None
    appointed = lexicon(case.doc.language).verbs["appointed"]
    names = [c for c in case.doc.children(case.token) if c.pos == "PROPN" and c.dep == "nmod"]
    for part in (c for head in (case.token, *names) for c in case.doc.children(head)):
        if not part.dep.startswith(("acl", "amod")) or part.morph.get("VerbForm") != "Part" or part.i < case.token.i:
            continue
        found = [t for t, h in case.times if h.head == part.i and h.i > part.i]
        loose = part.lemma in appointed or (part.head == case.token.i and not case.is_event(part))
        if len(found) == 1 and loose:
            return found[0]
    return None


def _of_the_noun(case: Case) -> Interval | None:
    """ "ten years after the quake that destroyed the town": what destroyed it did so then."""
    below = {t.i for t in case.doc.subtree(case.token)}
    if case.token.dep != "acl:relcl" or any(h.i in below for _, h in case.times):
        return None
    time = case.given.get(case.token.head)
    return time if time is not None and time.rule == MEASURED else None


def _joined(case: Case) -> Interval | None:
    """ "On 24 January soldiers arrested the president and closed the borders": a verb that shares the subject."""
    token = case.token
    if token.dep != "conj" or not case.is_verb("finite", "part") or case.frame.negative:
        return None
    above = case.above()
    if above is None or above.predicate.kind != "verb" or above.modality != case.frame.modality or above.negative:
        return None
    children = list(case.doc.children(token))
    below = {t.i for t in case.doc.subtree(token)}
    time = case.given.get(above.predicate.token.i)
    helped = any(c.dep.startswith("aux") for c in children)
    bare = not helped and token.morph.get("VerbForm") == "Part"
    shared = bare and any(c.dep.startswith("aux") for c in case.doc.children(case.doc.tokens[token.head]))
    here = time is not None and any(t.span == time.span for t, _ in case.here())
    if time is None or not (here or shared) or ".." in time.edtf:
        return None
    if any(c.dep.startswith(_OWN) or c.morph.get("PronType") == "Rel" for c in children):
        return None
    between = any(above.predicate.token.i < h.i < token.i for _, h in case.here())
    return None if (between and not helped) or any(h.i in below or h.i > token.i for _, h in case.here()) else time


def _along(case: Case) -> Interval | None:
    """ "Rebels attacked the post on Friday, killing six": a gerund without a date shares that of its verb."""
    token = case.token
    if not case.is_verb("gerund") or token.dep != "advcl" or case.frame.negative:
        return None
    above = case.above()
    below = {t.i for t in case.doc.subtree(token)}
    at = {t.i: f for f in case.frames for t in f.predicate.triggers}
    if above is None or above.predicate.kind != "verb" or any(h.i in below for _, h in case.times):
        return None
    if undated(case.doc, case.frame, at, case.times):
        return None
    time = case.given.get(above.predicate.token.i)
    return None if time is not None and case.today is not None and time.edtf == case.today.edtf else time


def _occasion(case: Case) -> Interval | None:
    """ "She overtakes the champion on the last lap": in the report of a race, of the day of the race.

    Not what had been before ("avait gagné"), what was said, or what has a time of its own.
    """
    doc, token, predicate = case.doc, case.token, case.frame.predicate
    aimed = case.frame.type == CONTEST and case.frame.modality != "future" and is_contest(case.frames)  # "to win it"
    told = predicate.klass.startswith("communication") or not (aimed or case.frame.modality == "actual")
    before = any(c.dep.startswith("aux") and c.morph.get("Tense") == "Imp" for c in doc.children(token))
    if told or before or case.here():
        return None
    end = case.today.latest_end if case.today is not None else None
    past = [t for t, _ in case.times if end is None or t.earliest_start is None or t.earliest_start < end]
    day = occasion(doc, case.frames, case.given, past, case.frame.type)
    return None if day is None or day.span is None or day.span.start > token.start else day


QUESTIONS: tuple[Callable[[Case], Interval | None], ...] = (
    _change, _since, _from_year, _measured, _eve, _within, _beside, _behind, _each, _when, _closing, _aside, _opening,
    _planned, _of_the_noun, _along, _joined, _occasion,
)  # fmt: skip
