"""The two halves of a negation belong to one verb: "n'a pas encore signé", where parsers hang "pas" on "encore".

Behind the particle, past pronouns, stands the finite verb and behind that, among adverbs, the word that denies; an
infinitive has both before it ("de ne pas encore signer").
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import AUXILIARIES, VERBS, Tree
from kg.ids import fold
from kg.lang import Lexicon

_REACH = 8  # tokens behind the particle


def mend_denials(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; a language without such particles is left as it is."""
    if not words.negative_particles:
        return
    tree = Tree(tokens)
    for particle in tokens:
        if fold(particle.text) in words.negative_particles:
            verb, denial = _halves(tree, particle, words)
            agreed = denial is not None and particle.head == denial.head and tokens[particle.head].pos in VERBS
            if verb is not None and denial is not None and not agreed:
                for word in (particle, denial):
                    if word.head != verb.i and not tree.over(word, verb):
                        tree.move(word, verb, "advmod")


def _halves(tree: Tree, particle: Token, words: Lexicon) -> tuple[Token | None, Token | None]:
    """The verb and the word that denies it, each None where there is none."""
    verb: Token | None = None
    denial: Token | None = None
    for token in tree.tokens[particle.i + 1 : particle.i + _REACH]:
        form = fold(token.text)
        if denial is None and (form in words.negations or (form in words.negative_determiners and token.pos == "ADV")):
            denial = token
        elif token.pos in VERBS:
            verb = _main(tree, token) if verb is None else verb
            if token is verb and denial is not None:
                break
        elif token.pos not in ("ADV", "PRON") and token.dep != "fixed":
            break
        if verb is not None and denial is not None:
            break
    return verb, denial


def _main(tree: Tree, verb: Token) -> Token:
    """The word that an auxiliary or a copula helps."""
    above = tree.tokens[verb.head]
    helps = verb.dep in AUXILIARIES or verb.dep.startswith("aux")
    return above if helps and above.i > verb.i else verb
