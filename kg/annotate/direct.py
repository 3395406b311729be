"""What stands bare right behind a verb whose subject stands before it, or that can have none, is its object.

- "Après avoir menacé Karim Haddad, les rebelles …": an infinitive or gerund has no subject behind it.
- "Le gouvernement soutiendra l'Ukraine": a name without a preposition is no circumstance.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import AUXILIARIES, Tree
from kg.lang import Lexicon

_SUBJECTS = ("nsubj", "nsubj:pass", "expl:subj", "csubj")
_NOT_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "obl:agent"})
_NOT_CIRCUMSTANCES = frozenset({"obl:mod", "obl:arg", "advmod", "nmod", "appos"})
_UNTENSED = frozenset({"Inf", "Ger"})


def mend_direct(tokens: list[Token], words: Lexicon) -> None:
    """Relabel, in place; `children` lists of the tokens are not touched."""
    tree = Tree(tokens)
    for token in tokens:
        if token.pos == "VERB":
            before = any(c.dep in _SUBJECTS and c.i < token.i for c in tree.children(token))
            if before or _untensed(tree, token):
                direct_object(tree, token, words)


def direct_object(tree: Tree, verb: Token, words: Lexicon) -> None:
    """Make the noun that begins right behind a verb its object, if it has none and its label says no better."""
    if tree.has(verb, "obj", "aux:pass", "cop"):
        return
    for noun in tree.children(verb):
        if noun.i <= verb.i or noun.pos not in ("NOUN", "PROPN") or marked(tree, noun, words):
            continue
        near = tree.first(noun) == verb.i + 1 and not words.is_time_noun(noun.lemma.lower())
        article = tree.has(noun, "case")
        if near and (noun.dep in _NOT_SUBJECTS or ((noun.ent or article) and noun.dep in _NOT_CIRCUMSTANCES)):
            noun.dep = "obj"
            return


def _untensed(tree: Tree, verb: Token) -> bool:
    """Infinitive or gerund, or a participle whose auxiliary is one: "après avoir menacé"."""
    if verb.morph.get("VerbForm") in _UNTENSED:
        return True
    return any(c.dep in AUXILIARIES and c.morph.get("VerbForm") in _UNTENSED for c in tree.children(verb))


def marked(tree: Tree, noun: Token, words: Lexicon) -> bool:
    """Does a preposition mark it? "des" may be an article."""
    return any(c.dep == "case" and c.text.lower() not in words.grammar.plural_articles for c in tree.children(noun))
