"""Object pronouns before the verb that parsers take for a second subject: "La police m'a frappé"."""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import Tree
from kg.ids import fold
from kg.lang import Lexicon

_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


def mend_clitics(tokens: list[Token], words: Lexicon) -> None:
    """Make objects of them, in place; `children` lists of the tokens are not touched."""
    if not words.grammar.articles:
        return
    tree = Tree(tokens)
    for token in tokens:
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
