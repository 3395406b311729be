"""Mend clauses without a finite verb, where the lexicon knows which verb takes them.

- "accused the opposition of lying", "accused by her partner of forging it": the gerund belongs to the verb that has
  such complements, not to the noun before it.
- "found the surgeon guilty": the subject of a clause without verb is the object of the verb above.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import VERBS, Tree
from kg.lang import Lexicon

_NOMINAL = ("NOUN", "PROPN", "PRON")
_OF_VERB = ("obj", "obl:agent", "nsubj:pass", "obl")
_GERUND = "ing"  # how the lexicon names the complement


def mend_clauses(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; `children` lists are not touched."""
    tree = Tree(tokens)
    for token in tokens:
        if token.pos in VERBS and token.dep in ("advcl", "nmod", "acl"):
            _gerund(tree, token, words)
        elif token.pos == "ADJ" and token.dep == "ccomp":
            _small(tree, token)


def _gerund(tree: Tree, token: Token, words: Lexicon) -> None:
    """Hang a gerund behind the addressee of such a verb on the verb."""
    noun = tree.tokens[token.head]
    verb = tree.tokens[noun.head]
    mark = next((c for c in tree.children(token) if c.dep in ("mark", "case") and c.i == token.i - 1), None)
    if noun.pos not in _NOMINAL or noun.dep not in _OF_VERB or verb.pos not in VERBS or mark is None:
        return
    entry = words.verb(words.lemma_fix(verb.text.lower(), verb.lemma.lower()))
    if entry is not None and _GERUND in entry.complements and entry.control == "addressee" and noun.i < token.i:
        tree.move(token, verb, "advcl")
        mark.dep = "mark"


def _small(tree: Tree, token: Token) -> None:
    """Make the subject of an adjective that nothing links to it the object of the verb above."""
    verb, own = tree.tokens[token.head], tree.children(token)
    subject = next((c for c in own if c.dep == "nsubj" and c.i < token.i), None)
    linked = any(c.dep in ("mark", "cop", "aux") or c.pos in VERBS for c in own)
    if subject is not None and not linked and verb.pos == "VERB" and verb.i < subject.i:
        tree.move(subject, verb, "obj")
        token.dep = "xcomp"
