"""Object pronouns before the verb that parsers take for a second subject, or hang on the subject.

- "La police m'a frappé": the verb's object.
- "La juge lui a demandé": between a subject and its verb, to whom it is done.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import Tree
from kg.ids import fold
from kg.lang import Lexicon

_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_ON_NOUN = frozenset({"nmod", "appos", "amod", "dep", "flat:name"})


def mend_clitics(tokens: list[Token], words: Lexicon) -> None:
    """Make objects of them, in place; `children` lists of the tokens are not touched."""
    if not words.grammar.articles:
        return
    tree = Tree(tokens)
    for token in tokens:
        if token.pos == "PRON" and token.dep in _ON_NOUN and token.i and token.head == token.i - 1:
            _to_whom(tree, token, words)
        if token.pos != "PRON" or token.dep not in _SUBJECTS or not token.i < token.head:
            continue
        known = words.pronouns.get(fold(token.text), {})
        if known.get("person") == 3 or known.get("role") not in ("object", "any"):
            continue
        verb = tokens[token.head]
        others = [c for c in tree.children(verb) if c.dep in _SUBJECTS and c.i < token.i]
        finite = [verb, *(c for c in tree.children(verb) if c.dep.startswith("aux"))]
        if others and not any(t.morph.get("Person") in ("1", "2") for t in finite):
            tree.move(token, verb, "obj")


def _to_whom(tree: Tree, pronoun: Token, words: Lexicon) -> None:
    """Hang it on the verb that stands right behind, with or without its auxiliary."""
    tokens = tree.tokens
    known = words.pronouns.get(fold(pronoun.text), {})
    noun = tokens[pronoun.head]
    verb = tokens[noun.head]
    if known.get("person") != 3 or known.get("role") not in ("indirect", "any") or noun.dep not in _SUBJECTS:
        return
    after = tokens[pronoun.i + 1] if pronoun.i + 1 < len(tokens) else pronoun
    if after is verb or (after.head == verb.i and after.dep.startswith("aux")):
        tree.move(pronoun, verb, "iobj")
