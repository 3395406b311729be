"""Where a "no" stands around a predicate: "no minister has", "neither X nor Y", "prevented from", "have yet to"."""

from __future__ import annotations

from kg.annotate.doc import Doc, Token
from kg.extract.conjugation import SUBJECTS as _SUBJECT
from kg.ids import fold
from kg.lang import Lexicon


def negative(doc: Doc, token: Token, lexicon: Lexicon) -> bool:
    """Is it negated by a word around it: "no minister has", "neither X nor Y", "no longer", "have yet to"?"""
    if not lexicon.patterns.moods.auxiliaries:
        return False
    for child in doc.children(token):
        if child.dep in _SUBJECT and _nobody(doc, child, lexicon):
            return True
        if child.dep in ("advmod", "neg", "cc:preconj") and _says_no(doc, child, lexicon):
            return True
        if child.dep == "obj" and any(c.dep == "det" and _says_no(doc, c, lexicon) for c in doc.children(child)):
            return True
    above = doc.tokens[token.head]
    marks = [fold(c.text) for c in doc.children(token) if c.dep == "mark" and c.i < token.i]
    if token.dep == "advcl" and any(lexicon.grammar.act_marks.get(m) == "obj" for m in marks):
        return True  # "decided against leaving"
    if token.dep == "advcl" and any(c.text.lower() in lexicon.patterns.moods.kept for c in doc.children(token)):
        return _keeps(above, lexicon)
    if token.dep == "xcomp" and above.text.lower() in lexicon.patterns.moods.ahead:  # "was not ready to"
        nearby = [*doc.children(above), *(doc.children(doc.tokens[above.head]) if above.dep == "xcomp" else ())]
        if any(c.dep in ("advmod", "neg") and _says_no(doc, c, lexicon) for c in nearby):
            return True
    if token.dep == "conj" and above.i != token.i:
        joined = [c for c in doc.children(above) if c.dep == "cc" and above.i < c.i < token.i]
        return any(fold(c.text) in lexicon.negative_determiners for c in joined)
    if token.dep == "xcomp":  # "have yet to reach": what stands between the two
        return any(t.text.lower() in lexicon.patterns.moods.yet for t in doc.tokens[above.i + 1 : token.i])
    return False


def idle(doc: Doc, word: Token, lexicon: Lexicon) -> bool:
    """ "became the No. 1 seller", "not only attacked the town": such a word denies nothing."""
    if word.i + 1 == len(doc.tokens):
        return False
    behind = doc.tokens[word.i + 1].text
    return (word.text in lexicon.grammar.numbering and behind == ".") or behind.lower() in lexicon.grammar.more_than


def _keeps(above: Token, lexicon: Lexicon) -> bool:
    """Does the verb keep somebody from what hangs under it: "prevented from", "banned from"?"""
    lemma = lexicon.lemma_fix(above.text.lower(), above.lemma.lower())
    entry = lexicon.verb(lemma)
    return lexicon.colour(lemma) == "negative" or (entry is not None and entry.content in ("forbidden", "refused"))


def _nobody(doc: Doc, subject: Token, lexicon: Lexicon) -> bool:
    """ "no minister", "nobody", "neither Spain nor Portugal", "not one of the suspects"."""
    if fold(subject.text) in lexicon.negative_determiners:
        return True
    own = list(doc.children(subject))
    near = [*own, *(below for c in own if c.dep in ("nummod", "det") for below in doc.children(c))]
    kinds = ("det", "cc:preconj", "advmod", "neg", "cc")
    return any(c.i < subject.i and c.dep in kinds and _says_no(doc, c, lexicon) for c in near)


def _says_no(doc: Doc, word: Token, lexicon: Lexicon) -> bool:
    if idle(doc, word, lexicon):
        return False
    if fold(word.text) in lexicon.negations | lexicon.negative_determiners:
        return True
    return any(fold(c.text) in lexicon.negative_determiners for c in doc.children(word))  # "no longer"
