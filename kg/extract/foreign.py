"""Times that stand in a sentence and date another event of it, or only name a thing: no candidates for the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.annotate.doc import Doc, Token
from kg.extract.frames import Frame
from kg.extract.times.lexicon import lexicon
from kg.lang import lexicon as words_of
from kg.model import Interval

_CONTENT = frozenset({"ccomp", "quote", "parataxis"})
_DONE = frozenset({"Past", ""})


def apart(
    doc: Doc, frame: Frame, at: Mapping[int, Frame], times: Sequence[tuple[Interval, Token]]
) -> list[tuple[Interval, Token]]:
    """The times of an article without those that cannot be an event's; `at` holds the events by their triggers."""
    opening = _opening_participle(doc, doc.sentences[frame.predicate.token.sent].first)
    if opening and frame.predicate.token.i in opening:
        opening = frozenset()
    here = frame.predicate.token.sent
    told = [(t, h) for t, h in times if h.i not in opening and not _names(doc, frame, t, h)]
    return [(t, h) for t, h in told if h.sent != here or not _of_the_saying(doc, frame, at, t, h)]


def _of_the_saying(doc: Doc, frame: Frame, at: Mapping[int, Frame], time: Interval, head: Token) -> bool:
    """ "The army said on Tuesday that three soldiers had been killed": a day right behind a verb of saying is its own.

    The clause that it introduces, or that it stands behind, has a time of its own or none.
    """
    says, token, predicate = at.get(head.head), frame.predicate.token, frame.predicate
    if says is None or says is frame or predicate.kind != "verb" or time.span is None:
        return False
    verb = says.predicate
    if verb.kind != "verb" or verb.form != "finite" or not verb.klass.startswith("communication"):
        return False
    first = next(t.i for t in doc.tokens if t.end > time.span.start)
    if first - verb.token.i - (doc.tokens[first - 1].pos == "ADP") != 1:
        return False
    below = token.head == verb.token.i and token.dep in _CONTENT
    within = any(t.text == "(" for t in doc.tokens[token.i : verb.token.i])
    return predicate.form == "finite" and (
        below or (verb.token.head == token.i and verb.token.dep in _CONTENT and not within)
    )


def _opening_participle(doc: Doc, first: int) -> frozenset[int]:
    """ "Arrested in 2019, he had left the country": the clause of a participle that opens the sentence."""
    token = doc.tokens[first]
    past = token.morph.get("VerbForm") == "Part" and token.morph.get("Tense", "") in _DONE
    if not past or token.head <= token.i or any(c.dep.startswith(("aux", "nsubj")) for c in doc.children(token)):
        return frozenset()
    return frozenset(t.i for t in doc.subtree(token))


def _names(doc: Doc, frame: Frame, time: Interval, head: Token) -> bool:
    """ "They left the 2015 accord", "la loi de 1905": a year by which a thing is known dates nobody's dealings with it.

    A contest is played, and an occasion is held, in the year that names it.
    """
    noun, predicate = doc.tokens[head.head], frame.predicate
    if time.grain != "year" or not time.edtf.isdecimal() or predicate.kind != "verb" or time.span is None:
        return False
    if not time.span.of(doc.article.text).isdecimal():  # "cette année"
        return False
    if noun.pos not in ("NOUN", "PROPN") or noun.i == head.i or any(t.i == noun.i for t in predicate.triggers):
        return False
    first = next(t for t in doc.tokens if t.end > time.span.start)
    before, words = doc.tokens[first.i - 1], lexicon(doc.language).verbs
    ahead = first.i < noun.i and before.pos in ("DET", "ADJ")
    linked = before.text.lower() in words["naming"] or before.i == noun.i or ahead
    name = noun.pos == "PROPN" or noun.text[0].isupper()
    held = noun.dep.startswith("nsubj") or (name and not predicate.klass.startswith("communication"))
    held = held or any(c.dep == "case" and c.text.lower() in words["within"] for c in doc.children(noun))
    known = words_of(doc.language).noun(noun.lemma)
    happens = known is not None and known.klass == "event" and known.type != "AGREE"
    return linked and not held and not happens
