"""When each event happened: the times that may date it compete, as participants do.

Candidates are the expressions of its sentence, what the event above it was given, the times of the sentences before,
the day of publication, and no time at all. An undated perfect stays undated; a report in the present is of the day.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from kg.annotate.doc import Doc, Token
from kg.extract.arguments import path
from kg.extract.cases import Case, by_trigger, listed
from kg.extract.dated import dated
from kg.extract.discourse import Discourse
from kg.extract.foreign import apart
from kg.extract.frames import Frame, depth, governor
from kg.extract.scorer import Weights
from kg.extract.sharing import right_behind, shared
from kg.extract.story import Story, Tale
from kg.extract.times import publication_interval
from kg.extract.times.lexicon import lexicon
from kg.extract.times.tense import ends
from kg.extract.undated import habitual, set_for, undated
from kg.model import Interval

_DAYS = re.compile(r"\{[0-9]{4}-[0-9]{2}-[0-9]{2}(,[0-9]{4}-[0-9]{2}-[0-9]{2})+\}")
_MONTH = re.compile(r"\d{4}-\d\d")
_COUNTED = frozenset({"next-day", "next-day-of", "next-day-beside", "later", "earlier"})  # from a day that is known
_LAST = frozenset({"window", "last-unit"})  # "the last ten minutes" are those of a match, not of today
_AGES = (("later", -1), ("today", 0), ("yesterday", 1), ("week", 8), ("month", 40), ("year", 400))
_REPORTS = frozenset(f"communication:{act}" for act in ("say", "announce", "tell", "claim", "deny", "reveal", "accuse"))
_AHEAD = frozenset({"future", "requested"})
_SUBORDINATE = frozenset({"advcl", "acl", "acl:relcl", "ccomp", "quote", "parataxis"})


@dataclass(slots=True, eq=False)
class Option:
    """A time that may be the event's; `time` is None for "the text does not say"."""

    time: Interval | None
    features: list[str]


@dataclass(frozen=True, slots=True)
class Clock:
    """The times of an article as events use them, each with the token it hangs by, and the day of publication."""

    times: tuple[tuple[Interval, Token], ...]
    today: Interval | None
    named: frozenset[str] = frozenset()  # all dates of the article

    @classmethod
    def of(cls, doc: Doc, times: Sequence[Interval]) -> Clock:
        told = (t for t in times if t.edtf and t.span is not None and not (t.rule in _LAST and "T" in t.timex_value))
        placed = ((for_event(t), _head(doc, t)) for t in told)
        today = publication_interval(doc.article)
        found = listed(doc, [(t, h) for t, h in placed if h is not None])
        return cls(found, today if today and today.edtf else None, frozenset(t.edtf for t, _ in found))

    def age(self, time: Interval) -> str:
        """How long before the day of publication it begins, roughly, and how exactly it is known."""
        grain = time.grain if time.grain in ("year", "month") else "day"
        if self.today is None or self.today.earliest_start is None or time.earliest_start is None:
            return f"open|{grain}"
        days = (self.today.earliest_start - time.earliest_start).days
        age = next((name for name, most in _AGES if days <= most), "old")
        return f"{age}|{grain}"

    def to_come(self, time: Interval | None) -> bool:
        """Does it begin after the day of publication?"""
        end = self.today.latest_end if self.today is not None else None
        start = time.earliest_start if time is not None else None
        if end is not None and start is None and time is not None and time.edtf.startswith("../"):
            return time.latest_end is not None and time.latest_end > end  # "by June"
        return end is not None and start is not None and start >= end

    def gone_by(self, time: Interval) -> bool:
        """Does it end before the day of publication?"""
        start = self.today.earliest_start if self.today is not None else None
        return start is not None and time.latest_end is not None and time.latest_end <= start


def told_ahead(doc: Doc, token: Token) -> bool:
    """Is a finite verb in the future: "votera", "sera votée"?"""
    forms = (token, *(c for c in doc.children(token) if c.dep.startswith("aux")))
    return any(t.morph.get("Tense") == "Fut" and t.morph.get("VerbForm") == "Fin" for t in forms)


def for_event(time: Interval) -> Interval:
    """A time as a date of events: a night is one of its two days, days in a row are one stretch.

    The beginning, middle or end of a month is named by the month; its bounds stay as they are.

    >>> for_event(Interval("2022-02-15/2022-02-16", grain="part", candidates=("2022-02-15", "2022-02-16"))).edtf
    '[2022-02-15,2022-02-16]'
    """
    if time.rule.startswith("edge") and "/" in time.edtf and _MONTH.fullmatch(time.timex_value):
        return replace(time, edtf=time.timex_value)
    if time.rule.startswith("edge") and time.timex_value.isdecimal() and time.edtf.endswith("-12"):
        return replace(time, edtf=f"{time.timex_value}-12~")
    if time.rule in _COUNTED and time.grain == "day":
        return replace(time, edtf=time.edtf.removesuffix("~"))
    if time.rule == "from" and "T" in time.timex_value:
        return replace(time, edtf=time.edtf.removesuffix("/.."), latest_end=time.earliest_end)
    if time.candidates and "/" in time.edtf:
        return replace(time, edtf=f"[{','.join(time.candidates)}]")
    if _DAYS.fullmatch(time.edtf):
        days = [date.fromisoformat(day) for day in time.edtf.strip("{}").split(",")]
        if all((later - day).days == 1 for day, later in pairwise(days)):
            return replace(time, edtf=f"{days[0]}/{days[-1]}")
    return time


def times_of(
    talk: Discourse, frames: Sequence[Frame], times: Sequence[Interval], weights: Weights
) -> list[Interval | None]:
    """One time (or None) a frame, in the order of `frames`."""
    given: dict[int, Interval | None] = {}
    at = by_trigger(frames)
    whole, tale = Clock.of(talk.doc, times), Tale.of(talk.doc, frames)
    lengths = tuple(t for t in times if t.kind == "duration" and t.span is not None)
    often = [h for t in times if t.kind == "set" and t.span is not None and (h := _head(talk.doc, t)) is not None]
    for frame in in_order(talk.doc, frames):
        clock = replace(whole, times=_dating(talk.doc, frame, tale, whole))
        case = Case(talk.doc, frame, frames, clock.times, lengths, clock.today, given, at, whole.times)
        settled = (
            right_behind(case)
            or dated(case)
            or shared(case)
            or (None if talk.articled else _reported_now(talk.doc, frame, clock))
        )
        bare = settled is None and (undated(talk.doc, frame, tale.at, clock.times) or _habit(case, often))
        bare = bare or (settled is None and _of_thing(talk.doc, frame.predicate.token, whole, clock))
        if settled is None and not bare:
            settled = choose(line_up(talk, frame, tale, clock, given), weights)
        given[frame.predicate.token.i] = settled
    return [given[f.predicate.token.i] for f in frames]


def _dating(doc: Doc, frame: Frame, tale: Tale, clock: Clock) -> tuple[tuple[Interval, Token], ...]:
    """The times that may be an event's. "Nurses call for a strike on Friday": they do not call then."""
    predicate = frame.predicate
    token, own = predicate.token, {t.i for t in predicate.triggers}
    helped = any(c.dep.startswith("aux") for c in doc.children(token))
    says = predicate.kind == "verb" and predicate.klass.startswith("communication")
    now = says and token.morph.get("Tense") == "Pres" and predicate.form == "finite" and not helped
    nouns = [c.i for c in doc.children(token) if c.pos == "NOUN" and c.i > token.i]
    sentence = doc.sentences[token.sent]

    def ahead(time: Interval, head: Token) -> bool:
        beside = head.head in own and not any(n < head.i for n in nouns)
        return token.i < head.i < sentence.last and not beside and clock.to_come(time)

    told = predicate.kind == "verb" and told_past(doc, token)
    times = ((t, h) for t, h in apart(doc, frame, tale.at, clock.times) if not (now and ahead(t, h)))
    return tuple((t, h) for t, h in times if not (told and set_for(doc, h) and clock.to_come(t)))


def _of_thing(doc: Doc, token: Token, whole: Clock, own: Clock) -> bool:
    """ "une base qu'il tient pour l'origine de l'attaque de mardi": the one date beside an aside is a thing's."""
    left = {h.i for _, h in own.times}
    below = {t.i for t in doc.subtree(token)} if token.dep == "acl:relcl" else set()
    return any(h.i in below and h.i not in left for _, h in whole.times)


def _habit(case: Case, often: Sequence[Token]) -> bool:
    """What is done every so often, where no date stands beside it."""
    return not case.here() and habitual(case.frame, often)


def _reported_now(doc: Doc, frame: Frame, clock: Clock) -> Interval | None:
    """ "The firm claims that …": what somebody is told to say in the present, and no day beside it, is of the day."""
    predicate, token = frame.predicate, frame.predicate.token
    says = predicate.klass in _REPORTS and predicate.kind == "verb" and predicate.form == "finite"
    present = token.morph.get("Tense") == "Pres" and not any(c.dep.startswith("aux") for c in doc.children(token))
    main = token.dep == "root" and token.quote < 0 and bool(frame.agents)
    if (
        token.lemma in lexicon(doc.language).verbs["worded"]
    ):  # "The message reads": it is worded so whenever one reads it
        return None
    return clock.today if says and present and main and all(h.sent != token.sent for _, h in clock.times) else None


def choose(options: Sequence[Option], weights: Weights) -> Interval | None:
    """The likeliest time, the first of several that are equal."""
    (scores,) = weights.time.scores([o.features for o in options])
    return options[scores.index(max(scores))].time


def merged(options: Sequence[Option]) -> list[Option]:
    """One option a date: the ways to it (the weekday beside it, the event above it) bear witness together.

    >>> [o.features for o in merged([Option(None, ["none"]), Option(None, ["none", "first"])])]
    [['none', 'first']]
    """
    found: dict[str | None, Option] = {}
    for option in options:
        known = found.setdefault(option.time.edtf if option.time is not None else None, option)
        if known is not option:
            known.features = list(dict.fromkeys((*known.features, *option.features)))
    return list(found.values())


def told_past(doc: Doc, token: Token) -> bool:
    """Is a finite verb in a past tense: "a dit", "disait", "has said", "were sent", but not "is sent"?"""
    if token.morph.get("VerbForm") == "Fin" and token.morph.get("Tense") in ("Past", "Imp"):
        return token.morph.get("Mood", "Ind") == "Ind" and not ends(token, lexicon(doc.language).future_endings)
    done = token.morph.get("VerbForm") == "Part" and token.morph.get("Tense", "Past") == "Past"
    for child in doc.children(token):
        if not child.dep.startswith("aux") or child.morph.get("Mood", "Ind") != "Ind":
            continue
        if child.morph.get("VerbForm") == "Fin" and child.morph.get("Tense") in ("Past", "Imp"):
            return True
        if done and child.dep in ("aux", "aux:tense") and child.morph.get("Tense") == "Pres":
            return True
    return False


def in_order(doc: Doc, frames: Sequence[Frame]) -> list[Frame]:
    """Sentence by sentence, what is above first: each event can take its time from one already dated."""
    return sorted(frames, key=lambda f: (f.predicate.token.sent, depth(doc, f.predicate.token)))


def line_up(
    talk: Discourse,
    frame: Frame,
    tale: Tale,
    clock: Clock,
    given: dict[int, Interval | None],
) -> list[Option]:
    """The times that may date a frame, with features; `given` holds those of the frames done before."""
    doc = talk.doc
    token = frame.predicate.token
    shape = tale.shapes[token.i]
    sentence = doc.sentences[token.sent]
    past = frame.predicate.kind == "verb" and told_past(doc, token)
    if past:  # "has said that he will come on Friday": nobody has yet done what is done then
        given = {i: t for i, t in given.items() if not clock.to_come(t)}
    placed = [(t, h) for t, h in clock.times if sentence.first <= h.i < sentence.last]
    ahead = frame.predicate.kind == "verb" and told_ahead(doc, token)  # nor is done by now what will be done
    placed = [(t, h) for t, h in placed if not (past and clock.to_come(t)) and not (ahead and clock.gone_by(t))]
    own = [t for t, _ in placed]
    nearest = min(placed, key=lambda p: abs(p[1].i - token.i), default=(None, None))[0]
    made = [Option(None, ["none", *(f"none|{s}" for s in shape), f"none|dated={min(len(own), 2)}|{shape[0]}"])]
    for time, head in placed:
        made.append(Option(time, _expressed(doc, frame, (time, head), shape, time is nearest)))
    above = governor(doc, frame, tale.at)
    if above is not None and (passed := given.get(above.predicate.token.i)) is not None:
        link = f"{token.dep}|{frame.predicate.form}|{above.predicate.klass.split(':')[0]}"
        was = tale.shapes[above.predicate.token.i][0].split("|")[1]
        f = [
            f"above={link}",
            f"above|tense={was}>{shape[0]}",
            f"above+type={frame.predicate.type}|{token.dep}",
            f"above|dated={min(len(own), 2)}",
        ]
        made.append(Option(passed, ["above", *f, *(f"above|{s}" for s in shape)]))
    made += [o for o in _carried(doc, frame, tale, given) if o.time is not None and _carries(o.time, frame, clock)]
    day = clock.today
    if day is not None:
        made.append(Option(day, _today(frame, day.edtf, own, given, shape)))
    history = _history(given, day.edtf if day is not None else "")
    story = Story.of(tale, frame, given, clock.named)
    seen: set[str | None] = set()
    for option in made:
        name, date_of = option.features[0], option.time.edtf if option.time is not None else None
        option.features += [f"{name}|history={history}", f"{name}|history={history}|{shape[0]}"]
        if date_of not in seen:  # the ways to one date are merged below
            seen.add(date_of)
            option.features += story.features(option.time, shape[0], bool(own))
        if option.time is not None and day is not None:
            option.features.append(f"{name}|is-today={option.time.edtf == day.edtf}|{shape[0]}")
        if option.time is not None:
            age = clock.age(option.time)
            option.features += [f"{name}|age={age}", f"age={age}|{shape[0]}", f"{name}|age={age}|{frame.modality}"]
    return merged(made)


def _history(given: dict[int, Interval | None], today: str) -> str:
    """How the events told so far were dated: mostly of the day, mostly otherwise, or not at all."""
    known = [t.edtf for t in given.values() if t is not None]
    if not known:
        return "first" if not given else "undated"
    share = sum(t == today for t in known) / len(known)
    many = "many" if 2 * len(known) >= len(given) else "few"
    return f"{many}-{'today' if share > 0.6 else 'mixed' if share > 0.2 else 'other'}"


def _today(
    frame: Frame, day: str, own: list[Interval], given: dict[int, Interval | None], shape: list[str]
) -> list[str]:
    token = frame.predicate.token
    told = sum(t is not None and t.edtf == day for t in given.values())
    return [
        "today", f"today|sent={min(token.sent, 3)}", f"today|dated={min(len(own), 2)}|{shape[0]}",
        f"today|told={min(told, 3)}|{shape[0]}", f"today|told={min(told, 3)}",
        f"today|own={any(t.edtf == day for t in own)}", *(f"today|{s}" for s in shape),
    ]  # fmt: skip


def _head(doc: Doc, time: Interval) -> Token | None:
    """The token of an expression that hangs outside it."""
    assert time.span is not None
    first = bisect_right(doc.tokens, time.span.start, key=lambda t: t.end)
    inside = []
    for token in doc.tokens[first:]:
        if token.start >= time.span.end:
            break
        inside.append(token)
    names = {t.i for t in inside}
    return next((t for t in inside if t.head not in names and t.dep not in ("case", "det")), next(iter(inside), None))


def _expressed(doc: Doc, frame: Frame, placed: tuple[Interval, Token], shape: list[str], nearest: bool) -> list[str]:
    time, head = placed
    token = frame.predicate.token
    way = path(doc, token, head) or "far"
    gap = abs(head.i - token.i)
    bucket = ("-" if head.i < token.i else "+") + ("1" if gap <= 3 else "2" if gap <= 7 else "3" if gap <= 14 else "4")
    between = doc.tokens[min(head.i, token.i) + 1 : max(head.i, token.i)]
    verbs = sum(t.pos == "VERB" for t in between)
    same = head.head == token.i or any(p.i == head.head for p in frame.predicate.triggers)
    clauses = sum(part in _SUBORDINATE for part in way.replace("<", " ").replace(">", " ").split())
    return [
        "said", f"said|path={way}", f"said|{bucket}", f"said|direct={same}", f"said|nearest={nearest}|{min(verbs, 2)}",
        f"said|verbs={min(verbs, 3)}|{head.i < token.i}", f"said|kind={time.kind}|{time.grain}",
        f"said|rule={time.rule}",
        f"said|clauses={clauses}|{nearest}", f"said|quotes={(head.quote >= 0)}|{token.quote >= 0}|{nearest}",
        f"said|direct={same}|{shape[0]}",
        f"said|first={head.i - doc.sentences[token.sent].first < 6}|{nearest}|{shape[0]}",
        f"said|past-end={time.edtf.endswith('..')}|{shape[0]}",
        f"said|rule={time.rule}|{shape[0].split('|')[0]}|{same}",
        *(f"said|{s}|{nearest}" for s in shape[:5]),
    ]  # fmt: skip


def _carries(time: Interval, frame: Frame, clock: Clock) -> bool:
    """Can the time of an event in another sentence be this one's? Not if it lasts, is a year, or lies beyond today.

    "The war has lasted since 2014. The army has killed six civilians": these did not die since 2014.
    """
    lasting = time.edtf.startswith("../") or time.edtf.endswith("/..")
    now = clock.today is not None and time.edtf == clock.today.edtf
    other = not now and clock.to_come(time) != (frame.modality in _AHEAD)
    return not (lasting or time.grain == "year" or other)


def _carried(doc: Doc, frame: Frame, tale: Tale, given: dict[int, Interval | None]) -> list[Option]:
    """Times of events told before: the nearest of any kind, and the nearest of the same kind of telling."""
    token, predicate = frame.predicate.token, frame.predicate
    shape, mine = tale.shapes[token.i], _agents(frame)
    tense, paragraph = shape[0].split("|")[1], doc.sentences[token.sent].paragraph
    made = []
    for name, other in _before(frame, tale, given):
        told = other.predicate
        gap = min(token.sent - told.token.sent, 3)
        here = paragraph == doc.sentences[told.token.sent].paragraph
        agents = not mine.isdisjoint(_agents(other))
        was = tale.shapes[told.token.i][0].split("|")[1]
        f = [
            name, f"{name}|gap={gap}|{here}", f"{name}|agent={agents}", f"{name}|agent={agents}|{shape[0]}",
            f"{name}|types={told.type == predicate.type}|{shape[0]}", f"{name}|tenses={was == tense}|{here}|{gap}",
            f"{name}|tense={was}>{tense}", f"{name}|lemma={told.lemma == predicate.lemma}",
        ]  # fmt: skip
        made.append(Option(given[told.token.i], [*f, *(f"{name}|{s}" for s in shape)]))
    return made


def _before(frame: Frame, tale: Tale, given: dict[int, Interval | None]) -> list[tuple[str, Frame]]:
    """Events with a date in sentences before: the first, the last, and the last that are told or tell the same way."""
    predicate = frame.predicate
    dated = [
        f for f in tale.frames
        if f.predicate.token.sent < predicate.token.sent and given.get(f.predicate.token.i) is not None
    ]  # fmt: skip
    if not dated:
        return []
    told = predicate.klass.startswith("communication")
    late = dated[::-1]
    found = {
        "lead": dated[0] if dated[0].predicate.token.sent <= 1 else None,
        "last": late[0],
        "same": next((f for f in late if f.predicate.klass.startswith("communication") == told), None),
        "lemma": next(
            (f for f in late if f.predicate.lemma == predicate.lemma or f.predicate.type == predicate.type), None
        ),
    }
    return [(name, other) for name, other in found.items() if other is not None]


def _agents(frame: Frame) -> set[int]:
    return {p.entity for p, _ in frame.agents} - {-1}
