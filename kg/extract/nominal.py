"""Event nouns with participants of their own: "l'accord entre X et Y", "l'offensive de X contre Y", "son soutien à Y".

A noun that names both who does it and to whom tells an event as a verb does, and then whose it is does it. Which
prepositions stand before its target is language data (`settled.valency`); a language without it is left as it is.
"""

from __future__ import annotations

from kg.annotate.doc import Doc, Token
from kg.extract.arguments import case_of
from kg.extract.discourse import Discourse
from kg.extract.fillers import ACTORS, label, tied
from kg.extract.mentions import Phrase
from kg.extract.predicates import Predicate
from kg.extract.valency import places
from kg.extract.words import is_actor, meant
from kg.lang import Lexicon

MUTUAL = frozenset(  # of types whose nouns tell what two do with or to each other
    {"CONSULT", "ASSAULT", "AGREE", "ACCUSE", "COMPETE", "COOPERATE", "BUSINESS", "JUSTICE", "CONCEDE", "LIFE"}
)
_COMPLEMENTS = ("nmod", "obl:agent", "obl:mod", "obl:arg", "obl")
_OWNERS = ("noun-poss", "noun-adj")


def complete(doc: Doc, noun: Predicate, lexicon: Lexicon) -> bool:
    """Does the noun name who does it and to whom, or against whom?"""
    if not lexicon.patterns.valency or noun.kind != "noun" or noun.type in ("OTHER", "") or noun.token.ent:
        return False
    if noun.klass.partition(":")[0] not in ("event", "communication"):
        return False
    if _told_by_verb(doc, noun.token, lexicon):
        return False
    own = list(doc.children(noun.token))
    actors = {case_of(doc, c): c for c in reversed(own) if c.dep in _COMPLEMENTS and is_actor(c, lexicon)}
    between = actors.keys() & lexicon.grammar.between if noun.type in MUTUAL else frozenset()
    if any(_joined(doc, actors[mark], lexicon) for mark in between):
        return True
    aims = (actors.keys() & set(lexicon.patterns.valency.get(noun.lemma, ()))) - lexicon.grammar.owner_marks
    if any(lexicon.grammar.act_marks.get(mark) == "obj" for mark in actors):
        return True  # "l'enquête contre le maire"
    owned = any(c.morph.get("Poss") == "Yes" or (c.dep == "amod" and c.ent) for c in own)
    return bool(aims) and (owned or not lexicon.grammar.owner_marks.isdisjoint(actors))


def _told_by_verb(doc: Doc, noun: Token, lexicon: Lexicon) -> bool:
    """ "ouvrir une enquête": does the verb, in the sense that this object gives it, tell the same?"""
    verb = doc.tokens[noun.head]
    if noun.dep != "obj" or verb.pos != "VERB":
        return False
    whole, sense = meant(doc, verb, lexicon.lemma_fix(verb.text.lower(), verb.lemma.lower()), lexicon)
    return whole != sense


def _joined(doc: Doc, name: Token, lexicon: Lexicon) -> bool:
    """Is another one joined to it, or are there two: "entre les deux clubs"?"""
    return any(c.dep == "nummod" or (c.dep == "conj" and is_actor(c, lexicon)) for c in doc.children(name))


def doer(talk: Discourse, noun: Predicate, rules: dict[int, list[str]], lexicon: Lexicon) -> Phrase | None:
    """ "l'attaque russe contre le port", "son avertissement à la banque": whose it is, where its target is named."""
    if noun.kind != "noun":
        return None
    suffered = noun.lemma in lexicon.patterns.suffered or noun.lemma in lexicon.patterns.of_patients
    of = tuple(f"noun-{mark}" for mark in sorted(lexicon.grammar.owner_marks))
    wanted = [reading for reading in places(noun, lexicon) if reading not in of]
    wanted += [f"noun-{mark}" for mark, part in lexicon.grammar.act_marks.items() if part == "obj"]
    aimed = {p.head for reading in wanted for p in tied(talk, rules, reading) if label(talk, p) in ACTORS}
    if not aimed:
        return None
    ties = _OWNERS[1:] if suffered else (*_OWNERS, *of)  # "le bombardement russe contre le port"
    found = (p for tie in ties for p in tied(talk, rules, tie))
    return next((p for p in found if label(talk, p) in ACTORS and p.head not in aimed), None)
