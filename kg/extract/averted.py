"""What something above keeps from happening: "a interdit la marche", "l'annulation de la visite".

Told of as if it were, such an event is a false fact in the graph. What is forbidden was asked not to be; what is
refused, prevented or called off was to come. The words are language data: the table `undoing` of a grammar.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kg.annotate.doc import Doc, Token
from kg.extract.predicates import Predicate
from kg.extract.prospects import with_particle
from kg.lang import Lexicon

if TYPE_CHECKING:
    from kg.extract.frames import Frame

_OBJECTS = ("obj", "nsubj:pass")
_OBLIQUE = ("obl:arg", "obl", "obl:mod")
_CALLED_OFF, _PREVENTED, _FORBIDDEN = "called off", "prevented", "forbidden"
_NAMED = ("part", "noun")  # forms that tell of it as done, whatever the clause around them
_BELOW = (
    "obl:agent",
    "obl:mod",
    "obl",
    "obl:arg",
    "punct",
    "advmod",
    "nmod",
)  # of a participle that tells what was done to it
_DECIDED = frozenset({"actual", "future"})  # of what keeps it from happening: then it does not happen


def averted(doc: Doc, frame: Frame, at: Mapping[int, Frame], lexicon: Lexicon) -> tuple[bool, str] | None:
    """(negative, modality) of an event noun that something above forbids, refuses or undoes; None where nothing does.

    `at` holds the frames by the position of their predicate; those above have been judged. Who threatens to call a
    visit off leaves it to come; who "does not rule out a strike" leaves it possible.
    """
    predicate = frame.predicate
    if predicate.noun is None or (predicate.kind != "noun" and frame.modality == "actual"):
        return None  # "la marche, interdite par le maire, a eu lieu"
    above, how = _keeper(doc, predicate.noun, lexicon)
    entry = lexicon.noun(predicate.noun.lemma.lower())
    acts = entry is not None and entry.klass == "event" and predicate.type != "AGREE"
    if not how or not (acts or how == _CALLED_OFF):  # a proposal that is refused has been made, and so has a treaty
        return None
    upper = at.get(above.i)
    if upper is not None and upper.negative:
        return False, "future" if how == _CALLED_OFF else "possible"
    decided = upper is None or upper.modality in _DECIDED or upper.predicate.form in _NAMED
    if not decided:
        return (False, "future") if how == _CALLED_OFF else None
    return True, "requested" if how == _FORBIDDEN else "future"


def foreign(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> bool:
    """ "foiled an attack", "a interdit la marche": is it an act of others than those who keep it from happening?"""
    return predicate.kind == "noun" and _keeper(doc, predicate.token, lexicon)[1] in (_PREVENTED, _FORBIDDEN)


def _keeper(doc: Doc, noun: Token, lexicon: Lexicon) -> tuple[Token, str]:
    """The word that keeps the noun from happening, and how; the noun and "" where none does."""
    above, undoing = doc.tokens[noun.head], lexicon.grammar.undoing
    marks = [c.lemma.lower() for c in doc.children(noun) if c.dep == "case"]
    if above.pos == "VERB":
        lemma = with_particle(doc, above, lexicon)
        if noun.dep in _OBJECTS:
            return above, undoing.get(lemma, "")
        if noun.dep in _OBLIQUE and marks:
            return above, undoing.get(f"{lemma} {marks[0]}", "")
    elif noun.dep == "nmod" and above.pos == "NOUN" and above.i < noun.i and marks:
        lemma = above.lemma.lower()
        return above, undoing.get(f"{lemma} {marks[0]}", undoing.get(lemma, "") if _of(marks[0], lexicon) else "")
    return next(((p, how) for p in _participles(doc, noun) if (how := undoing.get(p.lemma.lower(), ""))), (noun, ""))


def _participles(doc: Doc, noun: Token) -> Iterator[Token]:
    """ "la marche, interdite par le maire": also behind a comma where the parser hangs it on the last noun before."""
    row = [noun, *(c for c in doc.children(noun) if c.dep == "nmod" and c.i > noun.i)]
    for token in row:
        for child in doc.children(token):
            bare = child.pos == "VERB" and child.morph.get("VerbForm") == "Part" and child.i > token.i
            aside = token is noun or doc.tokens[child.i - 1].text == ","
            if bare and child.dep == "acl" and aside and all(c.dep in _BELOW for c in doc.children(child)):
                yield child


def _of(mark: str, lexicon: Lexicon) -> bool:
    return mark in lexicon.grammar.owner_marks
