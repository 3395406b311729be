"""Mend clauses whose subject is a pronoun behind the auxiliary: "La France a-t-elle attaqué le convoi ?"

Parsers then take the pronoun for the head of the clause, and the object behind the verb for a second subject or for
the doer of a passive.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.mend.direct import direct_object
from kg.annotate.tree import Tree
from kg.lang import Lexicon

_SUBJECTS = ("nsubj", "nsubj:pass", "expl:subj")
_GAP = 3  # words between the pronoun and the participle: "a-t-elle vraiment déjà dit"


def mend_questions(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; `children` lists of the tokens are not touched."""
    tree = Tree(tokens)
    for token in tokens:
        if token.pos == "PRON" and token.text.startswith("-") and token.i > 0:
            verb = _asked(tree, token, words)
            if verb is not None:
                _head(tree, token, verb)
                if tree.tokens[token.head] is verb:
                    direct_object(tree, verb, words)


def _asked(tree: Tree, pronoun: Token, words: Lexicon) -> Token | None:
    """The participle behind the pronoun whose auxiliary stands before it."""
    before = [t for t in tree.tokens[max(pronoun.i - 2, 0) : pronoun.i] if t.lemma.lower() in words.grammar.perfect]
    for token in tree.tokens[pronoun.i + 1 : pronoun.i + 2 + _GAP]:
        if token.pos == "VERB":
            return token if before and token.morph.get("VerbForm") == "Part" else None
        if token.pos not in ("ADV", "PRON", "PART"):
            return None
    return None


def _head(tree: Tree, pronoun: Token, verb: Token) -> None:
    """Let the participle head the clause that the pronoun heads."""
    if verb.head == pronoun.i:
        above = verb if pronoun.head == pronoun.i else tree.tokens[pronoun.head]
        tree.move(verb, above, pronoun.dep)
    elif pronoun.head != verb.i and (verb.head != verb.i or pronoun.head != pronoun.i):
        return
    for child in list(tree.children(pronoun)):
        tree.move(child, verb, child.dep)
    tree.move(pronoun, verb, "nsubj")
