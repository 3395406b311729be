"""What stands above a verb and tells whether it is to come: "prêt à partir", "sur le point de", "doute qu'il parte".

The words are language data: the tables `prospects`, `wishes`, `undoing`, `in_question` and `before` of a grammar.
"""

from __future__ import annotations

from kg.annotate.doc import Doc, Token
from kg.extract.conjugation import SUBJECTS, is_infinitive, tenses
from kg.ids import fold
from kg.lang import Lexicon

_BELOW = ("xcomp", "ccomp", "acl", "csubj", "obl:arg", "obl:mod")
_PASSIVE = ("obj", "nsubj:pass")
_STEPS = 3  # heads from an infinitive to its main clause


def prospect(doc: Doc, token: Token, lexicon: Lexicon) -> str:
    """The modality that the tense, a condition or the word above settles for a verb, "" where none does."""
    return (
        _before(doc, token, lexicon)
        or _supposed(doc, token, lexicon)
        or _foreseen(doc, token, lexicon)
        or _unreal(doc, token, lexicon)
    )


def undone(doc: Doc, noun: Token, lexicon: Lexicon) -> bool:
    """ "La visite a été annulée", "a annulé sa visite": is the noun what a verb above undoes?"""
    verb = doc.tokens[noun.head]
    if noun.dep not in _PASSIVE or verb.pos != "VERB":
        return False
    return with_particle(doc, verb, lexicon) in lexicon.grammar.undoing


def with_particle(doc: Doc, verb: Token, lexicon: Lexicon) -> str:
    """The verb's lemma, "rule out" with its particle where the lexicon knows it so."""
    lemma = lexicon.lemma_fix(verb.text.lower(), verb.lemma.lower())
    phrasal = (f"{lemma} {c.text.lower()}" for c in doc.children(verb) if c.dep == "compound:prt")
    return next((whole for whole in phrasal if lexicon.verb(whole) is not None), lemma)


def out_of_question(doc: Doc, token: Token, lexicon: Lexicon) -> bool:
    """ "Pas question de partir", "il n'est pas question de négocier"."""
    noun = doc.tokens[token.head]
    if token.dep not in _BELOW or noun.lemma.lower() not in lexicon.grammar.in_question:
        return False
    return any(fold(c.text) in lexicon.negations for c in doc.children(noun))


def _before(doc: Doc, token: Token, lexicon: Lexicon) -> str:
    """ "Avant de partir, il a …": done when what it stands before is done, to come when that is."""
    marks = [fold(t.text) for t in doc.tokens[max(0, token.i - 2) : token.i]]
    if marks[:1] == [] or marks[0] not in lexicon.grammar.before or not is_infinitive(doc, token, lexicon):
        return ""
    main = doc.tokens[token.head]
    for _ in range(_STEPS):
        if main.pos == "VERB" or main.head == main.i:
            break
        main = doc.tokens[main.head]
    if any(c.morph.get("Tense") == "Fut" for c in (main, *doc.children(main))):
        return "future"
    return "actual" if any(done for _, done in tenses(doc, main)) else ""


def _supposed(doc: Doc, token: Token, lexicon: Lexicon) -> str:
    """ "S'il devait partir", "tant que le plan n'est pas retiré": a condition."""
    for verb in (token, doc.tokens[token.head]) if token.dep == "xcomp" else (token,):
        for mark in (c for c in doc.children(verb) if c.dep in ("mark", "advmod") and c.i < verb.i):
            text = fold(mark.text)
            above = verb is not token and text in lexicon.hypothetical_words
            if above or f"{text} {fold(doc.tokens[mark.i + 1].text)}" in lexicon.hypothetical_words:
                return "hypothetical"
    return ""


def _foreseen(doc: Doc, token: Token, lexicon: Lexicon) -> str:
    """The word above: an adjective, a participle, a noun or a verb of wishing and doubting."""
    above = doc.tokens[token.head]
    if token.dep not in _BELOW or above.i > token.i:
        return ""
    clause = not is_infinitive(doc, token, lexicon)
    known = lexicon.grammar.wishes if clause else lexicon.grammar.prospects
    lemma = lexicon.lemma_fix(above.text.lower(), above.lemma.lower())
    modality = known.get(lemma, "")
    if modality and not clause and above.pos == "VERB" and any(done for _, done in tenses(doc, above)):
        return "actual" if above.dep != "acl" and any(c.dep in SUBJECTS for c in doc.children(above)) else ""
    return modality


def _unreal(doc: Doc, token: Token, lexicon: Lexicon) -> str:
    """ "aurait quitté le parti s'il avait pu": it did not happen."""
    if ("Cnd", True) not in tenses(doc, token):
        return ""
    for clause in doc.children(token):
        marks = [fold(c.text) for c in doc.children(clause) if c.dep == "mark"]
        if (
            clause.dep == "advcl"
            and not is_infinitive(doc, clause, lexicon)
            and any(m in lexicon.hypothetical_words for m in marks)
        ):
            return "hypothetical"
    return ""
