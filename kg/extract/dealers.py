"""Unknown names that are taken for places but stand where somebody deals: "a vendu son usine à Norvo", "a battu Norvo".

Recognisers guess, and take companies and clubs for towns. To whom something is sold, with whom something is signed and
who is beaten is a body. Which words have such a place is language data (`settled.dealings`, `settled.valency`).
"""

from __future__ import annotations

from kg.annotate.doc import Doc
from kg.extract.arguments import case_of
from kg.extract.discourse import Discourse
from kg.extract.mentions import Phrase
from kg.ids import fold
from kg.lang import Lexicon

_OPEN = frozenset({"LOC", "OTHER", ""})
_RIVALS = "COMPETE"
_TAKEN = frozenset({"acquires", "merges"})
_REFLEXIVE = ("expl:comp", "expl:pv", "expl:pass")
_SUBJECT = ("nsubj", "nsubj:pass", "appos", "conj", "root", "flat:name")


def find_dealers(talk: Discourse, lexicon: Lexicon) -> None:
    """Make bodies of such names, at all their mentions."""
    if not talk.articled or not lexicon.patterns.dealings:
        return
    named = [p for p in talk.phrases if _unknown(talk, p)]
    found = {_words(talk, p) for p in named if _deals(talk.doc, p, lexicon)}
    for phrase in named:
        if _words(talk, phrase) in found:
            phrase.label = "ORG"


def _words(talk: Discourse, phrase: Phrase) -> tuple[str, ...]:
    tokens = talk.doc.tokens
    return tuple(t.text for t in (tokens[slice(*phrase.name)] if phrase.kind == "name" else [tokens[phrase.head]]))


def _unknown(talk: Discourse, phrase: Phrase) -> bool:
    """A name that nothing but a recogniser's guess tells to be a place or thing, or that it did not find."""
    head = talk.doc.tokens[phrase.head]
    missed = phrase.kind == "nominal" and head.pos == "PROPN" and head.text[0].isupper()
    return (phrase.kind == "name" or missed) and phrase.entry is None and phrase.label in _OPEN


def _deals(doc: Doc, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Does it stand where the word above has somebody? A town that plays is left one, as clubs are called by theirs."""
    name = doc.tokens[phrase.head]
    above, mark = doc.tokens[name.head], case_of(doc, name)
    to_whom = mark in {fold(m) for m in lexicon.grammar.goal_marks}
    if name.dep == "nmod" and above.dep == "obj" and to_whom:  # "a fourni des trains à Norvo"
        above = doc.tokens[above.head]
    if name.dep in _SUBJECT or above is name:
        return False
    below = list(doc.children(above))
    word = lexicon.lemma_fix(above.text.lower(), above.lemma.lower()) if above.pos == "VERB" else above.lemma.lower()
    reflexive = above.pos == "VERB" and any(c.dep in _REFLEXIVE for c in below)
    word = lexicon.reflexive(word) if reflexive else word
    entry = lexicon.verb(word) if above.pos == "VERB" else lexicon.noun(word)
    kind, action = (entry.type, entry.action) if entry is not None else ("", "")
    plays = kind == _RIVALS and phrase.label != "LOC"
    marks = lexicon.patterns.valency.get(word, ())
    if not mark:
        if word in lexicon.patterns.opposes:  # "la finale opposera Norvo à Halden"
            return name.dep == "obj"
        return name.dep == "obj" and "obj" in marks and (plays or action in _TAKEN)
    if to_whom:
        deals = word in lexicon.patterns.dealings | lexicon.patterns.opposes
        return deals and (reflexive or any(c.dep == "obj" for c in below))
    if mark in lexicon.grammar.owner_marks:  # "la défaite de Norvo", "le capital de Norvo"
        staked = above.lemma.lower() in lexicon.patterns.stakes and above.lemma.islower()
        loses = above.pos == "NOUN" and plays and word in lexicon.patterns.of_doers
        return loses or staked
    rivals = plays and f"obl-{mark}@rival" in lexicon.patterns.addressed.get(_RIVALS, ())
    return rivals or (mark in lexicon.grammar.partner_marks and mark in marks)
