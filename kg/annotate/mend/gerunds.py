"""Mend clauses that open a sentence before its subject: "En attaquant le convoi, l'armée a violé l'accord".

Parsers take the clause's object for the main verb's subject, and what follows the comma for another name of it, or
let the clause head the sentence. Between the comma and the main verb stands the subject; before it, what is the
clause's own. In "en lui promettant" they hang the preposition on the pronoun.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.mend.direct import direct_object, marked
from kg.annotate.tree import AUXILIARIES, NOMINAL, VERBS, Tree, opens_sentence
from kg.ids import fold
from kg.lang import Lexicon

_SUBJECTS = ("nsubj", "nsubj:pass", "expl:subj", "csubj")
_ENDS = frozenset(".?!;:…»«\n")
_STEPS = 6  # up a tree
_REACH = 16  # words of the clause, and from its comma to the main verb


def mend_gerunds(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; `children` lists of the tokens are not touched."""
    if not words.grammar.subject_relatives:
        return
    tree = Tree(tokens)
    for mark in tokens:
        if mark.pos == "ADP" and mark.i + 3 < len(tokens) and opens_sentence(tokens, mark):
            verb = _untensed(tokens, mark)
            if verb is not None:
                _mend(tree, mark, verb, words)
        elif mark.i + 3 < len(tokens) and fold(mark.text) in words.grammar.gerund_marks:
            _with_clitic(tree, mark, words)


def _untensed(tokens: list[Token], mark: Token) -> Token | None:
    """The gerund or infinitive right behind the preposition, or the participle of an auxiliary that is one."""
    first = tokens[mark.i + 1]
    if first.morph.get("VerbForm") == "Inf" and first.pos in VERBS:
        return tokens[first.head] if first.dep in AUXILIARIES and tokens[first.head].pos == "VERB" else first
    present = first.morph.get("VerbForm") == "Part" and first.morph.get("Tense") == "Pres"
    return first if first.pos == "VERB" and (present or first.morph.get("VerbForm") == "Ger") else None


def _with_clitic(tree: Tree, mark: Token, words: Lexicon) -> None:
    """ "a rassuré le maire en lui promettant son aide": the pronoun is the gerund's, and that the main verb's."""
    clitic, verb = tree.tokens[mark.i + 1], tree.tokens[mark.i + 2]
    present = verb.morph.get("VerbForm") == "Part" and verb.morph.get("Tense") == "Pres"
    role = words.pronouns.get(fold(clitic.text), {}).get("role")
    known = role in ("object", "indirect", "any")
    if clitic.pos not in ("PRON", "DET") or not known or not (present or verb.morph.get("VerbForm") == "Ger"):
        return
    above = tree.tokens[clitic.head if verb.head == clitic.i else verb.head]
    for _ in range(_STEPS):  # "a poussé le maire à renoncer à sa réélection en lui disant"
        asked = above.morph.get("VerbForm") == "Inf" and above.dep == "xcomp"
        if above.head == above.i or (above.pos == "VERB" and not asked):
            break
        above = tree.tokens[above.head]
    if above.i > mark.i or above.pos != "VERB" or tree.over(verb, above):
        return
    tree.move(verb, above, "advcl")
    tree.move(clitic, verb, "iobj" if role == "indirect" or clitic.dep == "iobj" or tree.has(verb, "obj") else "obj")
    tree.move(mark, verb, "mark")
    clitic.pos, clitic.morph = "PRON", {**clitic.morph, "PronType": "Prs", "Person": "3"}


def _mend(tree: Tree, mark: Token, verb: Token, words: Lexicon) -> None:
    tokens = tree.tokens
    comma = comma_behind(tokens, verb)
    main = main_behind(tokens, comma) if comma is not None else None
    if comma is None or main is None or main is verb:
        return
    subject = next((t for t in tokens[comma + 1 : main.i] if t.pos in NOMINAL and tree.first(t) == comma + 1), None)
    if subject is None or marked(tree, subject, words) or tree.over(subject, main):
        return
    if not hang_clause(tree, verb, main, comma):
        return
    own = next((t for t in tokens[verb.i + 1 : comma] if t.pos in NOMINAL and tree.first(t) == verb.i + 1), None)
    if own is not None and own.head != verb.i and not tree.over(own, verb) and not marked(tree, own, words):
        tree.move(own, verb, "obj")
    if not any(c.dep in _SUBJECTS and comma < c.i < main.i for c in tree.children(main)) and subject is not main:
        tree.move(subject, main, "nsubj:pass" if tree.has(main, "aux:pass") else "nsubj")
    direct_object(tree, main, words)
    direct_object(tree, verb, words)
    tree.move(mark, verb, "mark")


def hang_clause(tree: Tree, verb: Token, main: Token, comma: int) -> bool:
    """Hang the clause on the main verb, whatever stood over the other; False where that would tear a third in two."""
    if tree.over(verb, main):
        root, above, dep = verb.head == verb.i, tree.tokens[verb.head], verb.dep
        if not root and above.i > verb.i:
            return False
        tree.move(main, main if root else above, dep)
        for child in list(tree.children(verb)):
            if child.i > comma and child is not main:
                tree.move(child, main, child.dep)
    elif not tree.over(main, verb):
        return False
    tree.move(verb, main, "advcl")
    return True


def comma_behind(tokens: list[Token], verb: Token) -> int | None:
    """The comma that ends the clause, with no finite verb before it."""
    for token in tokens[verb.i + 1 : verb.i + _REACH]:
        if token.text in _ENDS or (token.pos in VERBS and token.morph.get("VerbForm") == "Fin"):
            return None
        if token.text == ",":
            return token.i
    return None


def main_behind(tokens: list[Token], comma: int) -> Token | None:
    """The finite verb behind the subject, or the participle of its auxiliary."""
    for token in tokens[comma + 1 : comma + _REACH]:
        if token.text in _ENDS or token.text == "," or token.pos in ("SCONJ", "CCONJ"):
            return None
        if token.pos in VERBS and token.morph.get("VerbForm") == "Fin":
            head = tokens[token.head]
            return head if token.dep in AUXILIARIES and head.i > token.i else token
    return None
