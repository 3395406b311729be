"""To whom something is sold or given, where the parser hung them on a noun before, and names behind what tells of them.

- "a vendu l'usine de Tolna à Norvo", "a infligé une amende de deux millions à Norvo": it is the verb's, and not of
  the town or the number.
- "associé à l'américain Norvo": the name heads the phrase, and the adjective is its epithet.
- "la défaite du club face à Norvo a coûté cher": the rival is the defeat's, and no subject.
- "fusionner avec la coopérative bretonne Norvo": the name stands beside the noun that tells what it is.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.mend.direct import direct_object
from kg.annotate.tree import Tree
from kg.ids import fold
from kg.lang import Lexicon, given_names

_HELD = ("obj", "obl:arg", "obl:mod", "obl:agent", "obl", "nmod", "nsubj", "nsubj:pass")
_LOOSE = ("obj", "obl:arg", "obl:mod", "obl", "nmod", "appos", "xcomp", "dep", "amod", "flat:name", "advcl", "conj")
_NAMED = ("nmod", "appos", "obl:mod", "dep", "xcomp")
_MARKED = ("case", "det", "cc", "nummod")
_STEPS = 4


def mend_dealings(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; a language without articles is left as it is."""
    if not words.grammar.articles:
        return
    tree = Tree(tokens)
    for token in tokens[1:-1]:
        after = tokens[token.i + 1]
        if token.pos == "ADJ" and token.text.islower() and after.text[:1].isupper() and after.pos in ("PROPN", "NOUN"):
            noun = tokens[token.i - 1]
            if noun.pos == "NOUN" and words.is_org_noun(noun.lemma.lower()) and not tree.over(token, noun):
                tree.move(token, noun, "amod")  # whatever the parser hung it on
                _beside(tree, token, after, words)
            elif token.dep in _HELD:
                _epithet(tree, token, after, words)
            else:
                _beside(tree, token, after, words)
        elif token.pos == "NOUN" and (after.pos == "PROPN" or after.ent_start) and after.text[:1].isupper():
            _named(tree, token, after, words)
        elif token.dep.startswith("nsubj"):
            _no_subject(tree, token, words)
    for token in tokens:
        if token.dep == "nmod" and token.pos in ("PROPN", "NOUN"):
            _to_whom(tree, token, words)


def _epithet(tree: Tree, adjective: Token, name: Token, words: Lexicon) -> None:
    """ "l'américain Norvo": the name takes the place of the adjective that the parser made the head."""
    marks = [c for c in tree.children(adjective) if c.i < adjective.i]
    contracted = any(c.dep == "case" and c.i == adjective.i - 1 for c in marks)
    if not (contracted or any(c.dep == "det" for c in marks)) or tree.has(name, *_MARKED) or tree.over(name, adjective):
        return
    if name.dep not in _LOOSE or name.ent == "PER" or not (name.ent or name.pos == "PROPN"):
        return
    tree.move(name, tree.tokens[adjective.head], adjective.dep)
    for child in list(tree.children(adjective)):
        tree.move(child, name, child.dep)
    tree.move(adjective, name, "amod")
    if tree.tokens[name.head].pos == "VERB":
        direct_object(tree, tree.tokens[name.head], words)


def _named(tree: Tree, noun: Token, name: Token, words: Lexicon) -> None:
    """ "l'armateur Norvo": what stands right behind such a noun is its name, known or not."""
    body = words.is_org_noun(noun.lemma.lower()) and noun.text.islower()
    person = name.ent == "PER" and (tree.has(name, "flat:name") or fold(name.text) in given_names())
    if not body or person or name.dep not in _NAMED or tree.has(name, *_MARKED) or tree.over(name, noun):
        return
    tree.move(name, noun, "appos")
    if not name.ent:
        name.ent, name.ent_start = "ORG", True


def _beside(tree: Tree, adjective: Token, name: Token, words: Lexicon) -> None:
    """ "la coopérative bretonne Norvo": beside the noun, whatever the parser hung it on."""
    noun = tree.tokens[adjective.head]
    body = noun.i < adjective.i and words.is_org_noun(noun.lemma.lower()) and noun.pos == "NOUN"
    if adjective.dep != "amod" or not body or name.head == noun.i or name.dep not in _LOOSE:
        return
    if tree.has(name, *_MARKED) or tree.over(name, noun) or name.ent == "PER":
        return
    if any(t.head != noun.i for t in tree.tokens[noun.i + 1 : adjective.i]):
        return
    tree.move(name, noun, "appos")


def _no_subject(tree: Tree, noun: Token, words: Lexicon) -> None:
    """ "la défaite du club face à Norvo a coûté cher": what a preposition marks is no second subject."""
    marks = {fold(c.text) for c in tree.children(noun) if c.dep == "case"}
    if marks.isdisjoint(words.grammar.partner_marks):
        return
    verb = tree.tokens[noun.head]
    before = [c for c in tree.children(verb) if c.dep == noun.dep and c.i < noun.i]
    if before and tree.last(before[-1]) == tree.first(noun) - 1:
        tree.move(noun, before[-1], "nmod")


def _to_whom(tree: Tree, noun: Token, words: Lexicon) -> None:
    """Climb from the noun before to the verb whose object stands above."""
    mark = next((fold(c.text) for c in tree.children(noun) if c.dep == "case"), "")
    goals = {fold(m) for m in words.grammar.goal_marks}
    if words.grammar.contracted.get(mark, mark) not in goals:
        return
    above = tree.tokens[noun.head]
    for _ in range(_STEPS):
        if above.dep != "nmod" or above.head == above.i or above.i > noun.i or _takes(above, goals, words):
            break
        above = tree.tokens[above.head]
    verb = tree.tokens[above.head]
    if above.i == noun.head or above.dep != "obj" or verb.pos != "VERB" or not verb.i < above.i < noun.i:
        return
    lemma = words.lemma_fix(verb.text.lower(), verb.lemma.lower())
    if _takes(above, goals, words) and words.light(lemma, above.lemma.lower()) is None:
        return
    known = goals & set(words.patterns.valency.get(lemma, ()))
    if known and _somebody(noun, lemma, words):
        tree.move(noun, verb, "obl:arg")


def _takes(noun: Token, goals: set[str], words: Lexicon) -> bool:
    """ "l'aide à X": has the noun such a complement itself?"""
    return bool(goals & set(words.patterns.valency.get(noun.lemma.lower(), ())))


def _somebody(noun: Token, verb: str, words: Lexicon) -> bool:
    if noun.ent in ("ORG", "PER"):
        return True
    if noun.pos == "PROPN":
        return verb in words.patterns.dealings
    lemma = noun.lemma.lower()
    known = words.is_role(lemma) or words.is_person_noun(lemma) or words.is_org_noun(lemma)
    return known and noun.text[:1].islower()
