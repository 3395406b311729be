"""`Tree`: the dependency tree while it is mended, before the `children` lists of the tokens are written.

The passes that mend a parse all ask the same of it: what hangs on a token, what hangs below it, where its phrase begins
and ends. Each pass makes its own tree and moves tokens with it, so that the answers stay true.
"""

from __future__ import annotations

from kg.annotate.doc import Token

VERBS = ("VERB", "AUX")
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")  # what may head a noun phrase
AUXILIARIES = ("aux", "aux:tense", "aux:pass", "cop")
_OPENING = ("det", "nummod", "amod", "case")  # what may begin a noun phrase
_ENDS = frozenset(".?!;:…»«\n")
_DEPTH = 60  # steps up a tree: no sentence is that deep, and a circle ends there
_WIDTH = 200  # tokens of one phrase that are looked at


class Tree:
    """Tokens with what hangs on each; a token's children stand in order, those moved to it behind the others."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self._below: list[list[Token]] = [[] for _ in tokens]
        for token in tokens:
            if token.head != token.i:
                self._below[token.head].append(token)

    def children(self, token: Token) -> list[Token]:
        """What hangs on a token; to read only, and to copy where tokens are moved meanwhile."""
        return self._below[token.i]

    def has(self, token: Token, *deps: str) -> bool:
        """Does anything hang on it by one of these labels?"""
        return any(child.dep in deps for child in self._below[token.i])

    def move(self, token: Token, head: Token, dep: str) -> None:
        """Hang a token under another one, or under itself as root; a root whose place it takes is the caller's."""
        if token.head != token.i:
            self._below[token.head] = [c for c in self._below[token.head] if c is not token]
        token.head, token.dep = head.i, dep
        if head.i != token.i:
            self._below[head.i].append(token)

    def over(self, token: Token, other: Token) -> bool:
        """Does `other` hang, at any depth, below `token`?"""
        return is_below(self.tokens, other, token)

    def first(self, noun: Token) -> int:
        """Where a noun's phrase begins: at its determiner, number, adjective or preposition."""
        return min([noun.i, *(c.i for c in self.children(noun) if c.dep in _OPENING and c.i < noun.i)])

    def last(self, noun: Token) -> int:
        """The last token of what hangs on a noun."""
        here, todo = noun.i, [noun]
        for _ in range(_WIDTH):
            if not todo:
                break
            token = todo.pop()
            here = max(here, token.i)
            todo += [c for c in self.children(token) if c.dep != "punct"]
        return here


def opens_sentence(tokens: list[Token], token: Token) -> bool:
    """Does nothing stand before it in its sentence? While trees are mended, the marks tell."""
    return token.i == 0 or tokens[token.i - 1].text in _ENDS


def is_below(tokens: list[Token], token: Token, top: Token) -> bool:
    """Does `token` hang, at any depth, below `top`?"""
    here, steps = token, 0
    while here.head != here.i and steps < _DEPTH:
        here, steps = tokens[here.head], steps + 1
        if here is top:
            return True
    return False


def roots(tokens: list[Token]) -> list[int]:
    """Index of the root above each token."""
    heads = [token.head for token in tokens]
    found = [-1] * len(heads)
    for i in range(len(heads)):
        path: list[int] = []
        while found[i] < 0 and heads[i] != i and len(path) <= len(heads):
            path.append(i)
            i = heads[i]
        found[i] = top = found[i] if found[i] >= 0 else i
        for k in path:
            found[k] = top
    return found
