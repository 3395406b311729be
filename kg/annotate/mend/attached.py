"""Nouns that hang where the number of the verb, or a missing preposition, forbids it.

- "Une pétition contre la fermeture et les licenciements a réuni": one did it, so the second noun goes with the first
  one behind "contre".
- "a reçu dimanche à Ankara son homologue": no noun with an article hangs on a town without a preposition; it is whom
  the verb tells of.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import AUXILIARIES, Tree
from kg.lang import Lexicon

_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_UNDER = frozenset({"nmod", "appos"})
_MARKS = ("case", "mark")


def mend_attached(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; only in a language whose nouns stand with articles."""
    if not words.grammar.articles:
        return
    tree = Tree(tokens)
    for token in tokens:
        if token.dep == "conj" and token.pos == "NOUN":
            _second(tree, token, words)
        elif token.dep in _UNDER and token.pos == "NOUN":
            _uncased(tree, token, words)


def _second(tree: Tree, noun: Token, words: Lexicon) -> None:
    """Hang the noun on the complement of the singular subject that it cannot be a second one of."""
    subject = tree.tokens[noun.head]
    verb = tree.tokens[subject.head]
    if subject.dep not in _SUBJECTS or subject.pos != "NOUN" or noun.i > verb.i or _number(tree, verb) != "Sing":
        return
    joint = next((c for c in tree.children(noun) if c.dep == "cc" and c.i < noun.i), None)
    article = any(c.dep == "det" and c.morph.get("Poss") != "Yes" for c in tree.children(noun))
    if joint is None or joint.text.lower() not in words.grammar.clause_joints or not article or tree.has(noun, "case"):
        return
    between = [c for c in tree.children(subject) if c.dep == "nmod" and c.i < joint.i and tree.has(c, "case")]
    if len([c for c in tree.children(subject) if c.dep == "conj"]) == 1 and between:
        tree.move(noun, between[-1], "conj")


def _number(tree: Tree, verb: Token) -> str:
    """Sing or Plur by the finite form right before or in the verb, "" where it does not tell."""
    forms = [*(c for c in tree.children(verb) if c.dep in AUXILIARIES), verb]
    return next((f.morph["Number"] for f in forms if f.morph.get("VerbForm") == "Fin" and "Number" in f.morph), "")


def _uncased(tree: Tree, noun: Token, words: Lexicon) -> None:
    """Make the noun the object of the verb that the place before it tells the place of."""
    tokens = tree.tokens
    place = tokens[noun.head]
    verb = tokens[place.head]
    first = min([noun.i, *(c.i for c in tree.children(noun) if c.dep in ("det", "nummod") and c.i < noun.i)])
    marked = place.pos == "PROPN" and place.ent == "LOC" and place.i > verb.i and tree.has(place, *_MARKS)
    if not marked or verb.pos != "VERB" or first != place.i + 1 or first == noun.i or tree.has(noun, "case"):
        return
    held = [c for c in tree.children(verb) if c.dep == "obj"]
    if any(not words.is_time_noun(c.lemma.lower()) or tree.has(c, "det") for c in held) or tree.has(verb, "aux:pass"):
        return
    if words.is_time_noun(noun.lemma.lower()):
        return
    for time in held:
        time.dep = "obl:mod"
    for child in [c for c in tree.children(place) if c.i > noun.i and c.dep in ("appos", "conj") and c.ent == "PER"]:
        tree.move(child, noun, "appos")
    for mark in tree.children(place):
        if mark.dep == "mark":
            mark.dep = "case"
    place.dep = "obl:mod"
    tree.move(noun, verb, "obj")
