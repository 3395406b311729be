"""Which event was before, after or during which, where the text says so: "deux jours après l'attaque".

A cue ("après", "ahead of") ties the event behind it to the event that its phrase hangs on. The cues of a language and
what they mean stand in the `order` table of `kg/lang/<code>-time.toml`; the tree says which events they tie.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.annotate.doc import Doc, Token
from kg.extract.frames import Frame
from kg.extract.times.lexicon import Lexicon, form, lexicon
from kg.lang import load
from kg.model import Relation, Span

_MARKS = frozenset({"case", "mark", "fixed"})
_SET_OFF = frozenset({",", ".", ";", ":", ")"})
_REACH = 30  # tokens in which the word that a cue governs is looked for
_STEPS = 6  # tokens that may stand between a cue and the event it hangs on: "days", "issue", a modal verb
_WITHIN = {"second": 86400, "minute": 1440, "hour": 24, "halfhour": 48, "quarterhour": 96}  # how many make a day
_LONG = {
    "day": (1, 0),
    "week": (7, 3),
    "fortnight": (14, 3),
    "month": (30, 15),
    "year": (365, 183),
}  # days, give or take


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that order two events, with the days between them where they say so."""

    words: tuple[str, ...]
    relation: str
    least: int | None
    most: int | None
    forms: frozenset[str]  # forms the event behind it may have; empty: any
    measured: bool  # a length of time may stand before it
    alone: bool  # nothing is behind it: it orders events told one after the other


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of a language by their first word, the longest first."""

    starting: Mapping[str, tuple[Cue, ...]]
    contractions: Mapping[str, str]
    starts: frozenset[str]  # nouns that name the beginning of what they govern: "le début de la guerre"

    hot: dict[str, str]  # token -> the word it is looked up as: a cache

    def word(self, text: str) -> str:
        """A word as cues are looked up.

        >>> cues("fr").word("Du")
        'de'
        """
        found = self.hot.get(text)
        if found is None:
            word = form(text.replace("’", "'"))
            found = self.hot[text] = self.contractions.get(word, word)
        return found


@dataclass(frozen=True, slots=True)
class _Found:
    """A cue in the text: tokens [first, last), of which those before `start` say how long."""

    cue: Cue
    first: int
    start: int
    last: int
    least: int | None
    most: int | None


@cache
def cues(language: str) -> Cues:
    """The cues of a language.

    >>> [cue.relation for cue in cues("en").starting["during"]]
    ['during']
    """
    table = load(f"{language}-time")["order"]
    starting: dict[str, list[Cue]] = {}
    for row in table["cue"]:
        least, most = row.get("least"), row.get("most")
        if row["relation"] in ("after", "same-day"):
            least = least or 0
        if row["relation"] in ("before", "same-day"):
            most = most or 0
        if row["relation"] == "during":
            least = 0
        for text in row["words"]:
            words = tuple(form(word) for word in text.split(" "))
            forms, measured, alone = frozenset(row.get("of", ())), row.get("measured", False), row.get("alone", False)
            cue = Cue(words, row["relation"], least, most, forms, measured, alone)
            starting.setdefault(words[0], []).append(cue)
    ordered = {first: tuple(sorted(found, key=lambda c: -len(c.words))) for first, found in starting.items()}
    contractions = {form(short): form(full) for short, full in table["contractions"].items()}
    return Cues(ordered, contractions, frozenset(form(word) for word in table["starts"]), {})


def relations(doc: Doc, frames: Sequence[Frame]) -> tuple[Relation, ...]:
    """The relations that an article states between its events, in order of their cues.

    An event that did not happen stands in no order, except that one can happen before what never came; that what a
    noun names behind a cue did happen is taken for granted.
    """
    at = {token.i: frame for frame in frames for token in frame.predicate.triggers}
    made: list[Relation] = []
    if len(at) < 2:
        return ()
    known, words = cues(doc.language), lexicon(doc.language)
    for found in _found(doc, known, words):
        if found.cue.alone:
            two = _told_before(doc, found, at)
            made += [_relation(doc, found, *two)] if two is not None else []
            continue
        pair = _pair(doc, found, at, known, words)
        if pair is None:
            continue
        event, other, token = pair
        taken_for_real = found.cue.relation == "before" or other.predicate.kind == "noun"
        if event.negative or (other.negative and not taken_for_real):
            continue
        for second in (other, *_joined(doc, token, at, known)):
            if second is not event:
                made.append(_relation(doc, found, event, second))
    return tuple(made)


def _relation(doc: Doc, found: _Found, event: Frame, other: Frame) -> Relation:
    tokens = doc.tokens
    return Relation(
        event=event.id,
        kind=found.cue.relation,
        other=other.id,
        least=found.least,
        most=found.most,
        span=Span(tokens[found.first].start, tokens[found.last - 1].end),
        evidence=doc.sentences[tokens[found.start].sent].span,
        rule="cue:" + "_".join(found.cue.words),
        confidence=min(event.confidence, other.confidence),
    )


def _found(doc: Doc, known: Cues, words: Lexicon) -> Iterator[_Found]:
    """The cues of a text from left to right, none within another."""
    i = 0
    while i < len(doc.tokens):
        token = doc.tokens[i]
        here = known.starting.get(known.word(token.text), ())
        cue = next((c for c in here if _stands(doc, i, c, known)), None)
        if cue is None:
            i += 1
            continue
        last = i + len(cue.words)
        if cue.relation:
            yield _measured(doc, cue, i, last, words)
        i = last


def _stands(doc: Doc, i: int, cue: Cue, known: Cues) -> bool:
    """Whether a cue stands at a token, with something behind it that is not set off: "avant, tout allait bien"."""
    size = len(cue.words)
    if known.word(doc.tokens[min(i + size, len(doc.tokens)) - 1].text) != cue.words[-1]:
        return False
    there = doc.tokens[i : i + size + (not cue.alone)]
    if there[-1].i - i < size - cue.alone or there[-1].sent != there[0].sent:
        return False
    if not cue.alone and there[-1].text in _SET_OFF:
        return False
    return all(known.word(t.text) == word for t, word in zip(there, cue.words, strict=False))


def _measured(doc: Doc, cue: Cue, start: int, last: int, words: Lexicon) -> _Found:
    """A cue with the length of time before it: "trois jours après", "less than a week before"."""
    bare = _Found(cue, start, start, last, cue.least, cue.most)
    if not cue.measured:
        return bare
    near = [t for t in doc.tokens[max(0, start - 4) : start] if t.sent == doc.tokens[start].sent]
    classes = [words.words.get(form(t.text), {}) for t in near]
    unit = (classes[-1].get("unit") or classes[-1].get("plunit")) if near else None
    if unit is None:
        return bare
    before = [form(t.text) for t in near[:-1]]
    count = _count(near[-2].text, classes[-2]) if before else None
    if count is None:
        many = "plunit" in classes[-1]
        vague = bool(before) and "vague" in classes[-2]
        return _signed(bare, start - 1 - vague, (1, None)) if many and unit in _LONG else bare
    if len(before) > 1 and "atclock" in classes[-3]:  # "à 15 heures après"
        return bare
    least, most = _days(count, str(unit))
    mod = _modifier(before[:-1], words)
    if mod.startswith("LESS"):
        least = 0
    elif mod.startswith(("MORE", "EQUAL_OR_MORE")):
        most = None
    return _signed(bare, start - 2, (least, most))


def _signed(bare: _Found, first: int, length: tuple[int, int | None]) -> _Found:
    least, most = length
    if bare.cue.relation == "after":
        return _Found(bare.cue, first, bare.start, bare.last, least, most)
    return _Found(bare.cue, first, bare.start, bare.last, None if most is None else -most, -least)


def _count(text: str, classes: Mapping[str, object]) -> int | None:
    if text.isdecimal() and len(text) < 8:  # more is no length of time, and more than Python reads
        return int(text)
    number = classes.get("card", classes.get("dozen", 1 if "a" in classes else None))
    return number if isinstance(number, int) else None


def _days(count: int, unit: str) -> tuple[int, int | None]:
    """How many days a length is at least and at most.

    >>> _days(3, "day"), _days(2, "week"), _days(36, "hour")
    ((3, 3), (11, 17), (1, 2))
    """
    if unit in _WITHIN:
        return count // _WITHIN[unit], count // _WITHIN[unit] + 1
    if unit in _LONG:
        size, slack = _LONG[unit]
        return max(0, count * size - slack), count * size + slack
    return 0, None


def _modifier(before: Sequence[str], words: Lexicon) -> str:
    """The kind of the words right before a number ("moins de" LESS_THAN), "" where they are none."""
    if before and (found := words.words.get(before[-1], {}).get("mod")):
        return str(found)
    if len(before) > 1:
        for rest, classes in words.phrases.get(before[-2], ()):
            if rest == tuple(before[-2:]) and "mod" in classes:
                return str(classes["mod"])
    return ""


def _pair(
    doc: Doc, found: _Found, at: Mapping[int, Frame], known: Cues, words: Lexicon
) -> tuple[Frame, Frame, Token] | None:
    """The event before a cue, the one behind it, and the token of the latter."""
    token = _behind(doc, found, at, known)
    if token is None:
        return None
    other = at[token.i]
    if found.cue.forms and other.predicate.form not in found.cue.forms:
        return None
    below = {t.i for t in doc.subtree(token)}
    here = token
    for _ in range(_STEPS):
        if here.head == here.i:
            return None
        here = doc.head(here)
        if found.first <= here.i < found.last or form(here.lemma) in known.starts or _measures(here, words):
            continue
        event = at.get(here.i) or _complement(doc, here, at)
        if event is None or event is other or event.predicate.token.i in below:
            return None
        return event, other, token
    return None


def _told_before(doc: Doc, found: _Found, at: Mapping[int, Frame]) -> tuple[Frame, Frame] | None:
    """The event that a cue without another one behind it hangs on, and the event told before that.

    That is the one above it in a list or clause ("enlevés, puis relâchés deux jours plus tard"), else what the sentence
    before is about, unless that only says something.
    """
    if found.cue.measured and found.first == found.start:  # "plus tard" after what one does not know
        return None
    outside = (t.head for t in doc.tokens[found.first : found.last] if not found.first <= t.head < found.last)
    event = at.get(next(outside, -1))
    if event is None or event.negative or event.predicate.kind != "verb":
        return None
    token = event.predicate.token
    other = at.get(token.head) if token.dep in ("conj", "advcl") and token.head < token.i else None
    if other is None and token.head == token.i and token.sent > 0:
        here, before = doc.sentences[token.sent], doc.sentences[token.sent - 1]
        roots = (at[t.i] for t in doc.sentence_tokens(before) if t.head == t.i and t.i in at)
        other = next(roots, None) if here.paragraph == before.paragraph else None
    if other is None or other is event or other.negative or other.predicate.kind != "verb":
        return None
    return None if other.predicate.klass.startswith("communication") else (event, other)


def _measures(token: Token, words: Lexicon) -> bool:
    """Whether it is a unit of time: "vers 15 heures à la suite d'une réunion"."""
    return bool(words.words.get(form(token.text), {}).keys() & {"unit", "plunit"})


def _behind(doc: Doc, found: _Found, at: Mapping[int, Frame], known: Cues) -> Token | None:
    """The token of the event that a cue governs: what it marks, or what hangs on its noun."""
    sentence = doc.sentences[doc.tokens[found.start].sent]
    for token in doc.tokens[found.last : min(sentence.last, found.last + _REACH)]:
        inside = found.start <= token.head < found.last
        marked = any(found.start <= c.i < found.last and c.dep in _MARKS for c in doc.children(token))
        if not (inside or marked):
            continue
        if token.i in at:
            return token
        if form(token.lemma) in known.starts:
            return next((c for c in doc.children(token) if c.dep.startswith("nmod") and c.i in at), None)
        if not inside:
            return None
    return None


def _complement(doc: Doc, token: Token, at: Mapping[int, Frame]) -> Frame | None:
    """The event in the infinitive below a verb that is none: "ils devraient voter après la pause"."""
    return next((at[c.i] for c in doc.children(token) if c.dep == "xcomp" and c.i in at), None)


def _joined(doc: Doc, token: Token, at: Mapping[int, Frame], known: Cues) -> Iterator[Frame]:
    """Events in a list with the one behind a cue: "après la signature et la ratification"."""
    for child in doc.children(token):
        marks = (c for c in doc.children(child) if c.dep in ("case", "mark"))
        own = any(known.word(c.text) in known.starting for c in marks)  # "avant l'accord et après le vote"
        if child.dep == "conj" and child.i in at and child.pos == token.pos and not own:
            yield at[child.i]
