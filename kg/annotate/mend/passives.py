"""By whom a passive is done, where parsers hang that on the word before it, and who did it together with them.

- "a été visée mardi matin par la foule": it is the verb's, and not of the day.
- "a été pris pour cible par les rebelles": nor of the bare noun that makes one word with the verb.
- "est convaincu que la ville tombera": nobody did that to them, it is what they think.
- "a été signé par la Suède, la Norvège et deux villes": a passive has no object, so these are one list.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import Tree
from kg.gazetteer import gazetteer
from kg.ids import fold
from kg.lang import Lexicon

_STEPS = 3  # nouns between the verb and who did it
_LOOSE = ("obj", "obl:mod", "obl:arg", "dep", "appos", "nmod")
_DETERMINED = ("det", "nummod")


def mend_passives(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; `children` lists of the tokens are not touched."""
    tree = Tree(tokens)
    for token in tokens:
        if token.dep == "aux:pass" and tokens[token.head].lemma.lower() in words.grammar.minded:
            _minded(tree, tokens[token.head], token)
    if not words.grammar.subject_relatives:
        return
    for mark in tokens:
        if mark.dep == "case" and fold(mark.text) in words.grammar.doer_marks and mark.i < mark.head:
            noun = tokens[mark.head]
            verb = _verb(tree, noun, words) or _power(tree, noun, words)
            if verb is not None:
                tree.move(noun, verb, "obl:agent")
                _gather(tree, noun, verb)


def _minded(tree: Tree, verb: Token, helper: Token) -> None:
    """Make a state of mind of the passive, where it has a clause and nobody who did it."""
    own = tree.children(verb)
    thinks = any(c.dep == "ccomp" and c.i > verb.i and tree.has(c, "mark") for c in own)
    simple = sum(c.dep.startswith("aux") for c in own) == 1  # "a été convaincu que": by somebody
    if thinks and simple and not tree.has(verb, "obl:agent", "obj"):
        helper.dep = "cop"
        for child in own:
            if child.dep == "nsubj:pass":
                child.dep = "nsubj"


def _verb(tree: Tree, noun: Token, words: Lexicon) -> Token | None:
    """The passive verb before it, above nothing but days and bare nouns; who is no time itself."""
    if noun.pos not in ("NOUN", "PROPN") or words.is_time_noun(noun.lemma.lower()):
        return None
    above = tree.tokens[noun.head]
    for _ in range(_STEPS):
        if above.pos == "VERB":
            break
        timed = words.is_time_noun(above.lemma.lower())
        bare = above.pos == "NOUN" and not tree.has(above, *_DETERMINED) and above.dep.startswith("obl")
        if above.i > noun.i or above.head == above.i or not (timed or bare):
            return None
        above = tree.tokens[above.head]
    if above.pos != "VERB" or not tree.has(above, "aux:pass") or above.i > noun.i:
        return None
    somebody = noun.ent in ("PER", "ORG", "LOC", "MISC") or any(
        known(noun.lemma.lower()) for known in (words.is_role, words.is_person_noun, words.is_org_noun)
    )
    return above if noun.dep == "obl:agent" or (somebody and noun.head != above.i) else None


def _power(tree: Tree, noun: Token, words: Lexicon) -> Token | None:
    """ "a été rejeté par Moscou": the passive verb that a capital hangs on, which stands for a government."""
    verb = tree.tokens[noun.head]
    if noun.pos != "PROPN" or noun.dep != "obl:mod" or verb.pos != "VERB" or not tree.has(verb, "aux:pass"):
        return None
    found = gazetteer().match([noun.text], words.code)
    return verb if any(match.kind in ("capital", "seat") for match in found) else None


def _gather(tree: Tree, noun: Token, verb: Token) -> None:
    """Hang the members behind the commas on the first one."""
    tokens = tree.tokens
    while True:
        comma = tree.last(noun) + 1
        if comma + 2 >= len(tokens) or tokens[comma].text != ",":
            return
        other = next((c for c in tree.children(verb) if c.dep in _LOOSE and tree.first(c) == comma + 1), None)
        if other is None or other.pos not in ("NOUN", "PROPN") or tree.has(other, "case"):
            return
        if not tree.has(other, "conj"):
            return  # no list: nothing is joined by "et"
        tree.move(other, noun, "conj")
