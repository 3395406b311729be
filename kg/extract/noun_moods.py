"""How an act is meant that a noun names: by the words before it, the verb above it, what it is planned for."""

from __future__ import annotations

from kg.annotate.doc import Doc, Token
from kg.extract.predicates import Predicate
from kg.extract.prospects import governed, opening, thought_of
from kg.extract.sieve import is_object
from kg.extract.words import of_time
from kg.lang import Lexicon

_PROMISES = frozenset({"communication:promise", "communication:threaten", "communication:plan"})


def noun_mood(doc: Doc, predicate: Predicate, above: Predicate | None, lexicon: Lexicon) -> str:
    """The modality that a word beside or above an event noun settles, "" where none does."""
    return (
        opening(doc, predicate.token, lexicon)
        or governed(doc, predicate.token, lexicon)
        or _called_for(doc, predicate, above, lexicon)
        or _thanked_for(doc, predicate, above, lexicon)
        or _scheduled(doc, predicate.token, lexicon)
        or thought_of(doc, predicate, lexicon)
    )


def _called_for(doc: Doc, predicate: Predicate, above: Predicate | None, lexicon: Lexicon) -> str:
    """ "demanded his release", "pledged support": the act that is asked for or promised is no fact."""
    if above is not None and lexicon.grammar.articles and above.content == "requested" and above.kind == "verb":
        noun = of_time(doc, predicate.token, lexicon)  # "appelle à une journée de grève"
        held = noun is not None and noun.head == above.token.i and noun.dep in ("obj", "obl:arg")
        return "requested" if held and predicate.klass == "event" else ""
    if above is None or above.kind != "verb" or not lexicon.patterns.moods.auxiliaries:
        return ""
    mood = "requested" if above.content == "requested" else "future" if above.klass in _PROMISES else ""
    acts = predicate.klass == "event" or predicate.klass.startswith("communication")
    own = acts and predicate.type != above.type and predicate.token.head == above.token.i
    return mood if own and is_object(doc, predicate.token, above) else ""


def _scheduled(doc: Doc, noun: Token, lexicon: Lexicon) -> str:
    """ "A strike planned for Monday": what is planned for a day is to come, or was when it was called off."""
    for child in doc.children(noun):
        plans = child.dep == "acl" and lexicon.patterns.moods.told.get(child.lemma.lower()) == "future"
        below = [c for c in doc.children(child) if c.dep.startswith("obl")] if plans and child.i > noun.i else []
        if any(lexicon.is_time_noun(c.lemma.lower()) for c in below):
            return "future"
    return ""


def _thanked_for(doc: Doc, noun: Predicate, above: Predicate | None, lexicon: Lexicon) -> str:
    """ "thanked her for the rescue": there was one."""
    judges = above is not None and above.kind == "verb" and above.type in lexicon.patterns.blame
    if (
        not judges
        or above is None
        or noun.token.head != above.token.i
        or noun.token.dep not in ("obl", "obl:arg", "obl:mod")
    ):
        return ""
    marks = [c.text.lower() for c in doc.children(noun.token) if c.dep == "case"]
    if above.type in ("JUSTICE", "ACCUSE") and any(m in lexicon.patterns.charges for m in marks):
        return "actual" if above.action in lexicon.patterns.proven else "possible"
    if above.type == "COERCE" and any(m in lexicon.patterns.charges for m in marks):
        return "possible"  # "arrêté pour le meurtre de": so far only suspected
    return "actual" if marks and all(m in lexicon.patterns.moods.why for m in marks) else ""
