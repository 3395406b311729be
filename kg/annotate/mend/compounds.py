"""An auxiliary and its participle with adverbs between: "n'a pas du tout signé", "a pour l'instant approuvé".

Parsers take the auxiliary for the main verb, and the participle for its complement or for a noun.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import AUXILIARIES, Tree
from kg.lang import Lexicon

_REACH = 8  # tokens from the auxiliary to the participle


def mend_compounds(tokens: list[Token], words: Lexicon) -> None:
    """Make one verb of the two, in place; `children` lists of the tokens are not touched."""
    if not words.grammar.articles:
        return
    tree = Tree(tokens)
    for helper in tokens:
        finite = helper.morph.get("VerbForm") == "Fin" and helper.dep not in AUXILIARIES
        if finite and helper.pos in ("VERB", "AUX") and helper.lemma.lower() in words.grammar.perfect:
            verb = _participle(tree, helper, words)
            if verb is not None:
                _join(tree, helper, verb, words)


def _participle(tree: Tree, helper: Token, words: Lexicon) -> Token | None:
    """The first word behind the adverbs, where it is a participle that hangs on the auxiliary."""
    for token in tree.tokens[helper.i + 1 : helper.i + _REACH]:
        if token.pos == "ADV":
            continue
        past = token.morph.get("VerbForm") == "Part" and token.morph.get("Tense", "Past") == "Past"
        known = token.pos in ("NOUN", "ADJ") and token.text.islower() and words.participle(token.text)
        bare = not tree.has(token, "det", "case", *AUXILIARIES)
        return token if token.head == helper.i and bare and ((token.pos == "VERB" and past) or known) else None
    return None


def _join(tree: Tree, helper: Token, verb: Token, words: Lexicon) -> None:
    if verb.pos != "VERB":
        verb.pos, verb.lemma, verb.morph = "VERB", words.participle(verb.text), {"VerbForm": "Part", "Tense": "Past"}
        for child in tree.children(verb):
            if child.dep == "nmod" and not tree.has(child, "case"):
                child.dep = "obj"
    above = verb if helper.head == helper.i else tree.tokens[helper.head]
    tree.move(verb, above, "root" if above is verb else helper.dep)
    for child in [*tree.children(helper)]:
        if child is not verb:
            tree.move(child, verb, child.dep)
    tree.move(helper, verb, "aux:tense")
    helper.pos = "AUX"
