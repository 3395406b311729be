"""For what somebody is accused, tried, punished or praised: "convicted of taking bribes", "fined for the leak".

Which words stand before it is language data (`settled.charges`, `moods.why`), and so is which acts are done for
something (`settled.blame`).
"""

from __future__ import annotations

from kg.annotate.doc import Doc, Token
from kg.extract.arguments import case_of
from kg.extract.discourse import Discourse
from kg.extract.fillers import SUBJECTS
from kg.extract.mentions import Phrase
from kg.extract.predicates import Predicate
from kg.ids import fold
from kg.lang import Lexicon

_EARNED = frozenset({"SUPPORT", "ACCUSE", "JUSTICE", "SANCTION", "COERCE", "OFFICE"})


def _judged(doc: Doc, above: Predicate, lexicon: Lexicon) -> Token | None:
    """Who is tried, punished or praised; no sum that is paid for it: "fined the firm a million euros for it"."""
    wanted = ("nsubj:pass",) if above.passive else ("iobj", "obj")
    found = (c for dep in wanted for c in doc.children(above.token) if c.dep == dep)
    body = (c for c in found if not lexicon.is_abstract(c.lemma.lower()) and not lexicon.is_time_noun(c.lemma.lower()))
    return next(body, None) or described(doc, above)


def deserving(talk: Discourse, predicate: Predicate, above: Predicate, lexicon: Lexicon) -> Phrase | None:
    """ "fined the firm for polluting", "charged with theft": who is praised or punished for it."""
    doc = talk.doc
    marks = [c.text.lower() for c in doc.children(predicate.token) if c.dep in ("mark", "case")]
    if above.kind != "verb" or above.type not in lexicon.patterns.blame or predicate.form != "gerund":
        return None
    charged = lexicon.patterns.charges if above.type in ("JUSTICE", "ACCUSE", "COERCE") else frozenset()
    if not marks or any(m not in lexicon.patterns.moods.why | charged for m in marks):
        return None
    found = _judged(doc, above, lexicon)
    if found is None and above.type == "CONCEDE":  # "apologised for doing it"
        found = next((c for c in doc.children(above.token) if c.dep == "nsubj"), None)
    return talk.at_head.get(found.i) if found is not None else None


def rewarded(talk: Discourse, predicate: Predicate, above: Predicate | None, lexicon: Lexicon) -> Phrase | None:
    """ "a remercié la ministre pour avoir soutenu le texte": who is praised or punished did it."""
    own = list(talk.doc.children(predicate.token))
    having = any(c.dep.startswith("aux") and c.morph.get("VerbForm") == "Inf" for c in own)
    why = any(c.dep in ("mark", "case") and fold(c.text) in lexicon.grammar.purpose for c in own)
    if not (talk.articled and having and why) or above is None or predicate.token.head != above.token.i:
        return None
    if above.kind != "verb" or above.type not in _EARNED:
        return None
    found = _judged(talk.doc, above, lexicon)
    return talk.at_head.get(found.i) if found is not None else None


def charged(talk: Discourse, predicate: Predicate, above: Predicate, lexicon: Lexicon) -> Phrase | None:
    """ "charged a man with the murder of his wife", "criticised the firm for the leak": who is said to have done it."""
    doc, noun = talk.doc, predicate.token
    if predicate.kind != "noun" or above.kind != "verb" or noun.head != above.token.i or not noun.dep.startswith("obl"):
        return None
    with_what = lexicon.patterns.charges if above.type in ("JUSTICE", "ACCUSE") else frozenset()
    why = lexicon.patterns.moods.why if above.type in lexicon.patterns.blame else frozenset()
    if case_of(doc, noun) not in with_what | why - {"on"} or any(c.dep == "nmod:poss" for c in doc.children(noun)):
        return None
    found = _judged(doc, above, lexicon)
    return talk.at_head.get(found.i) if found is not None else None


def charged_with(doc: Doc, token: Token, lexicon: Lexicon) -> bool:
    """Do only such prepositions open the clause as stand before what somebody is tried or punished for?"""
    marks = [c.text.lower() for c in doc.children(token) if c.dep in ("mark", "case") and c.i < token.i]
    return bool(marks) and all(m in lexicon.patterns.charges | lexicon.patterns.moods.why for m in marks)


def suspected_of(doc: Doc, token: Token, lexicon: Lexicon) -> bool:
    """ "arrested on suspicion of robbing it": only a suspicion is told."""
    marks = [c.text.lower() for c in doc.children(token) if c.dep in ("mark", "case") and c.i < token.i]
    return bool(marks) and all(m in lexicon.patterns.charges for m in marks)


def described(doc: Doc, predicate: Predicate) -> Token | None:
    """ "a man accused of stabbing him": the noun of which a passive participle tells."""
    verb = predicate.token
    own = any(c.dep in SUBJECTS for c in doc.children(verb))
    return doc.tokens[verb.head] if predicate.passive and verb.dep == "acl" and not own else None


def judging(doc: Doc, token: Token) -> Token:
    """The verb above a clause, past the adjective of a verdict: "found guilty of taking", "pleaded guilty to it"."""
    above = doc.tokens[token.head]
    return doc.tokens[above.head] if above.pos == "ADJ" and above.dep == "xcomp" else above
