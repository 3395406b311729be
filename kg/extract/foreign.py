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
_BREAKS = frozenset(',;:()«»"')
_SPOKEN = frozenset({"ACCUSE", "STATE", "SUPPORT", "DENY", "PROTEST", "THREATEN"})
_DEEP = 5  # steps from a date to the noun at the top of its phrase


def apart(
    doc: Doc, frame: Frame, at: Mapping[int, Frame], times: Sequence[tuple[Interval, Token]]
) -> list[tuple[Interval, Token]]:
    """The times of an article without those that cannot be an event's; `at` holds the events by their triggers."""
    opening = _opening_participle(doc, doc.sentences[frame.predicate.token.sent].first)
    if opening and frame.predicate.token.i in opening:
        opening = frozenset()
    here = frame.predicate.token.sent
    told = [(t, h) for t, h in times if h.i not in opening and not _names(doc, frame, t, h)]
    return [(t, h) for t, h in told if h.sent != here or not _another(doc, frame, at, t, h)]


def _another(doc: Doc, frame: Frame, at: Mapping[int, Frame], time: Interval, head: Token) -> bool:
    """Is a time of its sentence another event's?"""
    if frame.predicate.kind != "verb":
        return False
    return (
        _of_the_saying(doc, frame, at, time, head)
        or _of_what_is_said(doc, frame, at, head)
        or _of_what_followed(doc, frame, at, head)
        or _of_a_thing(doc, frame, time, head)
        or _of_a_clause_between(doc, frame, at, head)
    )


def _of_what_is_said(doc: Doc, frame: Frame, at: Mapping[int, Frame], head: Token) -> bool:
    """ "The firm admitted that it had sold the plant in May": what is behind the verb of what is said is not of saying.

    A perfect infinitive ("reconnu avoir vendu") says as much as a clause; a gerund only with what one owns up to.
    """
    predicate, token = frame.predicate, frame.predicate.token
    if predicate.form != "finite" or not predicate.klass.startswith("communication"):
        return False
    for inner in doc.tokens[token.i + 1 : head.i]:
        told = at.get(inner.i)
        if told is None or told is frame or told.predicate.kind != "verb" or inner.head != token.i:
            continue
        marks = [c for c in doc.children(inner) if c.dep == "mark" and token.i < c.i < inner.i]
        clause = told.predicate.form == "finite" and inner.dep == "ccomp" and bool(marks)
        if (clause or _perfect(doc, told)) and not any(t.text in _BREAKS for t in doc.tokens[inner.i : head.i]):
            return True
    return False


def _of_what_followed(doc: Doc, frame: Frame, at: Mapping[int, Frame], head: Token) -> bool:
    """ "He played for Lens before he signed for Braga in 2015": a date behind what came later is of that."""
    token, words = frame.predicate.token, lexicon(doc.language).verbs
    for inner in doc.tokens[token.i + 1 : head.i]:
        told = at.get(inner.i)
        if told is None or told is frame or inner.head != token.i or told.predicate.kind != "verb":
            continue
        marks = (c for c in doc.children(inner) if c.dep == "mark" and token.i < c.i < inner.i)
        if any(c.text.lower() in words["before"] for c in marks):
            below = any(t.i == head.i for t in doc.subtree(inner))
            return below or not any(t.text in _BREAKS for t in doc.tokens[inner.i : head.i])
    return False


def _perfect(doc: Doc, frame: Frame) -> bool:
    """ "avoir vendu", "having sold"."""
    words, token = lexicon(doc.language).verbs, frame.predicate.token
    helpers = [c for c in doc.children(token) if c.dep.startswith("aux") and c.i < token.i]
    infinite = any(h.morph.get("VerbForm") in ("Inf", "Ger") or h.text.lower() == h.lemma for h in helpers)
    kept = any(h.lemma in words["perfect"] or h.lemma in words["passive"] for h in helpers)
    return frame.predicate.form in ("inf", "gerund") and infinite and kept


def _of_a_thing(doc: Doc, frame: Frame, time: Interval, head: Token) -> bool:
    """ "They condemned Monday's attack", "critiqué l'accord de lundi": what one speaks of was then, not the speaking.

    Nor is what befalls "une victime de l'incendie du 3 mars" of the day of the fire.
    """
    noun, token = doc.tokens[head.head], frame.predicate.token
    if noun.pos not in ("NOUN", "PROPN") or noun.i == head.i or noun.sent != token.sent or time.span is None:
        return False
    first = next(t for t in doc.tokens if t.end > time.span.start)
    before, words = doc.tokens[first.i - 1], lexicon(doc.language)
    before = doc.tokens[before.i - 1] if before.pos == "DET" and before.i > 0 else before
    ahead = first.i < noun.i and not head.dep.startswith(("obl", "advmod"))
    naming, stretch = words.verbs["naming"], "/" in time.edtf  # "de 1994 à 2006" is no name
    linked = ahead or before.text.lower() in naming or (first.text.lower() in naming and not stretch)
    if not linked or any(t.i == noun.i for t in frame.predicate.triggers):
        return False
    steps, top = 0, noun
    while top.dep.startswith("nmod") and top.head != top.i and steps < _DEEP:
        top, steps = doc.tokens[top.head], steps + 1
    if any(c.dep == "case" and c.text.lower() in words.verbs["within"] for c in doc.children(top)):
        return False  # "stipulé dans l'accord de mercredi"
    spoken = frame.type in _SPOKEN and top.i > token.i and top.dep.startswith(("obj", "obl", "nmod"))
    known = words_of(doc.language).noun(top.lemma)
    befallen = steps > 0 and (known is None or known.klass != "event") and top.pos == "NOUN"
    return top.head == token.i and (spoken or befallen)


def _of_a_clause_between(doc: Doc, frame: Frame, at: Mapping[int, Frame], head: Token) -> bool:
    """ "The player, who signed on Tuesday, has left": a date in the clause about a noun before the verb is not its own.

    What happens ("la marche, partie lundi de Lyon") and what comes out ("the report published on Monday") do so then.
    """
    token = frame.predicate.token
    if frame.predicate.form != "finite" or not head.i < token.i:
        return False
    at_noun, steps = head, 0
    while not (at_noun.dep.startswith("acl") and at_noun.i in at) and steps < _DEEP:
        if at_noun.head == at_noun.i or at_noun.head == token.i:
            return False
        at_noun, steps = doc.tokens[at_noun.head], steps + 1
    noun = doc.tokens[at_noun.head]
    told = at.get(at_noun.i)
    if told is None or told is frame or not at_noun.i < head.i < token.i or noun.pos not in ("NOUN", "PROPN"):
        return False
    known = words_of(doc.language).noun(noun.lemma)
    happens = (known is not None and known.klass == "event") or noun.i in at
    issued = at_noun.lemma in lexicon(doc.language).verbs["issued"]
    return not happens and not issued and noun.head == token.i and noun.dep.startswith("nsubj")


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
