"""What is always so and no event: what laws say, works tell, ways do, things are for, and anybody may do.

"La loi interdit", "le film raconte", "la route relie", "l'appareil permet de mesurer", "il suffit de presser". The
words are language data, the tables `generic` of a grammar; a language without them is left to the weights.
"""

from __future__ import annotations

from kg.annotate.doc import Doc, Token
from kg.extract.arguments import case_of
from kg.extract.conjugation import SUBJECTS, is_infinitive
from kg.extract.features import finite_mood
from kg.extract.mentions import noun_label
from kg.extract.predicates import Predicate
from kg.extract.words import is_actor
from kg.ids import fold
from kg.lang import Lexicon

_STEPS = 4
_RULED = frozenset({"COERCE", "SANCTION", "AID", "CONCEDE"})  # and what is said: what a law does to people
_NAMED = ("iobj", "obl:arg", "obj")


def always_so(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> bool:
    """Does the verb tell what a rule says, a work tells, a thing is for or anybody does?"""
    if predicate.kind != "verb" or not lexicon.grammar.generic or predicate.token.quote >= 0:
        return False
    return _lasting(doc, predicate, lexicon) or _served(doc, predicate.token, lexicon)


def _lasting(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> bool:
    """ "La loi interdit", "le film raconte", "la rivière traverse": a present without a day."""
    token = predicate.token
    generic = lexicon.grammar.generic
    subject = _subject(doc, token)
    if subject is None or subject.ent or predicate.passive or not _is_present(doc, token, lexicon):
        return False
    below = list(doc.children(token))
    times = [c for c in below if c.dep.startswith("obl") and lexicon.is_time_noun(c.lemma.lower())]
    if any(case_of(doc, c) not in lexicon.patterns.places for c in times) or any(c.dep == "ccomp" for c in below):
        return False  # "en été" is no day; what a film says of the world is said
    noun = subject.lemma.lower()
    talks = predicate.klass.startswith("communication")
    passed = subject.dep in ("obj", "nsubj:pass") or token.dep == "acl"  # "ont voté la loi qui interdit": now
    ruled = noun in generic.get("rules", ()) and not passed and (talks or predicate.type in _RULED)
    told = noun in generic.get("works", ()) and (talks or predicate.type in ("OTHER", ""))
    return ruled or told or (noun in generic.get("ways", ()) and predicate.type == "MOVE")


def _served(doc: Doc, verb: Token, lexicon: Lexicon) -> bool:
    """ "L'appareil permet de mesurer", "il suffit de presser": under what tells a use, or what anybody does."""
    if not is_infinitive(doc, verb, lexicon):
        return False
    above = doc.tokens[doc.tokens[verb.head].head if verb.dep == "conj" else verb.head]
    lemma = lexicon.lemma_fix(above.text.lower(), above.lemma.lower())
    below = list(doc.children(above))
    if lemma in lexicon.grammar.generic.get("anybody", ()):
        subjects = [c for c in below if c.dep in SUBJECTS or c.dep.startswith("expl")]
        return any(fold(c.text) in lexicon.grammar.expletive for c in subjects)
    if lemma not in lexicon.grammar.generic.get("serves", ()) or not _is_present(doc, above, lexicon):
        return False
    doer = _subject(doc, above)
    own = any(c.dep in _NAMED or fold(c.text) in lexicon.negations for c in below)
    return doer is not None and not own and _is_thing(doer, lexicon)


def _is_present(doc: Doc, verb: Token, lexicon: Lexicon) -> bool:
    """Is it one, or a past that may as well be: "interdit", "garantit"?"""
    helped = any(c.dep in ("aux", "aux:tense", "aux:pass") for c in doc.children(verb))
    mood = finite_mood(doc, verb)
    looks = mood == "Past" and verb.text.lower().endswith(lexicon.grammar.present_endings)
    return not helped and (mood == "Pres" or looks)


def _subject(doc: Doc, verb: Token) -> Token | None:
    """Its own, that of a verb it is joined to, or the noun that its relative clause hangs on."""
    here = verb
    for _ in range(_STEPS):
        subject = next((c for c in doc.children(here) if c.dep in SUBJECTS and c.i < here.i), None)
        if subject is not None:
            return doc.tokens[here.head] if subject.pos == "PRON" and here.dep == "acl:relcl" else subject
        if here.dep != "conj":
            return None
        here = doc.tokens[here.head]
    return None


def _is_thing(noun: Token, lexicon: Lexicon) -> bool:
    lemma = noun.lemma.lower()
    known = noun.ent or is_actor(noun, lexicon) or noun_label(lemma, lexicon) or lexicon.noun(lemma) is not None
    return noun.pos == "NOUN" and not known
