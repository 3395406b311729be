"""Words that tell of no event by their form or company: descriptions, colours, people counted before.

Which verbs these are is language data (`settled.never`, `described`, `aspect`, and the table `idle`).
"""

from __future__ import annotations

from kg.annotate.doc import Doc, Token
from kg.extract.arguments import case_of
from kg.extract.mentions import noun_label
from kg.extract.predicates import Predicate, idle_object
from kg.extract.words import is_actor
from kg.ids import fold
from kg.lang import Lexicon

_COMPLEMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "conj"})
_PHASES = frozenset({"begins", "ends", "continues"})  # actions of nouns that only tell how far another event is


def describes(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> bool:
    """Does the word tell how something is: "fait partie", "composé de", or colour the infinitive below it?"""
    table = lexicon.patterns
    edge = predicate.kind == "noun" and predicate.token.lemma.lower() in table.edges
    if edge and predicate.token.dep not in _COMPLEMENTS:  # but "explained the start of the strike"
        below = (c for c in doc.children(predicate.token) if c.dep == "nmod")  # "by the end of the strike"
        return any(case_of(doc, c) in lexicon.grammar.owner_marks for c in below)
    if predicate.kind != "verb" or predicate.partner is not None:
        return False
    if (
        predicate.token.dep == "fixed"
        or predicate.lemma in table.never
        or _set_infinitive(doc, predicate.token, lexicon)
    ):
        return True
    if idle_object(doc, predicate.token, predicate.lemma, lexicon):
        return True
    if predicate.lemma in lexicon.grammar.foreseen and predicate.token.dep == "acl" and predicate.passive:
        noun = lexicon.noun(doc.tokens[predicate.token.head].lemma.lower())
        if noun is not None:  # "la réunion prévue mardi a eu lieu": the noun tells it
            return True
    named = predicate.form == "part" and predicate.word in table.described  # "le roi, aussi appelé le Sage"
    after = doc.tokens[predicate.token.i + 1 : predicate.token.i + 2]
    bare = named and any(t.pos in ("DET", "PROPN", "NOUN") and not lexicon.is_time_noun(t.lemma.lower()) for t in after)
    if (predicate.lemma in table.described or bare) and predicate.passive and not _is_asked(doc, predicate, lexicon):
        return True
    if (
        _leads(doc, predicate, lexicon)
        or _of_period(doc, predicate, lexicon)
        or _told_by_thing(doc, predicate, lexicon)
    ):
        return True
    inner = (c for c in doc.children(predicate.token) if c.dep == "xcomp")
    return predicate.lemma in table.aspect and any(c.morph.get("VerbForm") == "Inf" for c in inner)


def _leads(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> bool:
    """ "Le groupe, présidé par X", "X, qui dirige le groupe", "qualifié pour la finale": what somebody or a body is."""
    verb, table = predicate.token, lexicon.patterns
    noun = doc.tokens[verb.head]
    if predicate.word in table.led and verb.dep in ("acl", "appos", "amod") and predicate.form == "part":
        marked = any(case_of(doc, c) == table.led[predicate.word] for c in doc.children(verb))
        body = bool(noun.ent) or lexicon.is_org_noun(noun.lemma.lower()) or is_actor(noun, lexicon)
        return marked and body  # not "une attaque conduite par X"
    present = verb.morph.get("Tense") == "Pres" and not any(c.dep.startswith("aux") for c in doc.children(verb))
    return predicate.lemma in table.heads and verb.dep == "acl:relcl" and present and predicate.form == "finite"


def _of_period(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> bool:
    """ "the quarter, which ended in June": it tells which time is meant."""
    verb = predicate.token
    noun = doc.tokens[verb.head].lemma.lower()
    clause = verb.dep in ("acl", "acl:relcl") and predicate.lemma in lexicon.happening
    return clause and lexicon.is_time_noun(noun) and lexicon.noun(noun) is None


def _told_by_thing(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> bool:
    """ "The growth is explained by the demand": a thing shows it, and nobody says it."""
    if predicate.type != "STATE" or not predicate.passive or not lexicon.patterns.triggers:
        return False
    by = next((c for c in doc.children(predicate.token) if c.dep == "obl:agent"), None)
    if by is None or by.pos != "NOUN" or by.ent or by.lemma.lower() in lexicon.patterns.letters:
        return False
    return not is_actor(by, lexicon) and not noun_label(by.lemma.lower(), lexicon)


def _is_asked(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> bool:
    """ "sont appelés à voter", "appelés aux urnes", while "un logiciel appelé X" is only named so."""
    below = doc.children(predicate.token)
    marks = lexicon.patterns.asked_marks
    asked = any(c.dep == "xcomp" or (c.dep.startswith("obl") and case_of(doc, c) in marks) for c in below)
    return asked and predicate.klass.startswith("communication")


def _set_infinitive(doc: Doc, verb: Token, lexicon: Lexicon) -> bool:
    """ "à partir de lundi", "les mois à venir": a preposition, or an adjective, and no verb."""
    if verb.dep == "xcomp" or verb.i == 0:
        return False
    return f"{doc.tokens[verb.i - 1].text.lower()} {verb.text.lower()}" in lexicon.grammar.set_infinitives


def modifies(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> bool:
    """ "the expanded meeting", "the beginning of the year", "it should be noted that"."""
    token = predicate.token
    if predicate.kind == "noun":
        entry = lexicon.noun(token.lemma.lower())
        if entry is None or entry.action not in _PHASES:
            return token.dep == "compound" and token.i < token.head
        parts = [c for c in doc.children(token) if c.dep.startswith("nmod")]
        return all(lexicon.is_time_noun(c.lemma.lower()) for c in parts)
    if token.dep == "amod":
        return predicate.form == "part" and predicate.partner is None
    if not predicate.klass.startswith("communication") or not predicate.passive:
        return False
    own = list(doc.children(token))
    ought = any(c.dep == "aux" and c.text.lower() in lexicon.patterns.moods.ought for c in own)
    nobody = any(c.dep in ("nsubj:pass", "expl") and fold(c.text) in lexicon.grammar.expletive for c in own)
    return predicate.type == "STATE" and ought and nobody


def taken_up(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> bool:
    """ "les victimes", "aux blessés", "ce décès": people or a death told before, and no count of them."""
    noun = predicate.token
    if predicate.kind != "noun" or predicate.casualty is None or any(c.dep == "nummod" for c in doc.children(noun)):
        return False
    marks = [lexicon.determiners.get(fold(c.text), {}) for c in doc.children(noun) if c.dep in ("det", "case")]
    if predicate.klass == "event" and noun.dep == "nmod" and not any(c.dep == "det" for c in doc.children(noun)):
        return case_of(doc, noun) in lexicon.grammar.owner_marks  # "des menaces de mort"
    kinds = {str(mark.get("kind", "")) for mark in marks}
    people = noun.morph.get("Number") == "Plur" or lexicon.is_person_noun(noun.lemma.lower())
    return "demonstrative" in kinds or (people and "definite" in kinds)
