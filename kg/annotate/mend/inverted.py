"""Mend relative clauses whose subject stands behind the verb: "les pertes qu'a subies la coalition sont lourdes".

Parsers take the noun before for the subject, or the one behind for an object or for the subject of what follows.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import AUXILIARIES, NOMINAL, VERBS, Tree
from kg.lang import Lexicon

_SUBJECTS = ("nsubj", "nsubj:pass", "expl:subj", "csubj")
_TAKEN = frozenset({"obj", "nsubj", "nsubj:pass", "obl:mod", "iobj"})


def mend_inverted(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; `children` lists of the tokens are not touched."""
    if not words.grammar.subject_relatives:
        return
    tree = Tree(tokens)
    opens = words.grammar.core_relatives - words.grammar.subject_relatives  # objects of the clause: "que"
    for token in tokens:
        if token.dep == "obj" and token.text.lower().replace("’", "'") in opens and token.i > 0:
            _inverted(tree, token)


def _inverted(tree: Tree, pronoun: Token) -> None:
    """Give the clause the noun behind its verb as subject, and the verb after it the noun before the pronoun."""
    verb, noun = tree.tokens[pronoun.head], tree.tokens[pronoun.i - 1]
    if noun.pos == "ADJ" and noun.dep == "amod":  # "les attaques majeures qu'a subies"
        noun = tree.tokens[noun.head]
    if verb.pos not in VERBS or verb.i < pronoun.i or noun.pos not in ("NOUN", "PROPN"):
        return
    last = next((c for c in tree.children(verb) if c.dep == "xcomp" and c.i == verb.i + 1), verb)
    between = tree.tokens[pronoun.i + 1 : verb.i]
    if any(t.dep not in AUXILIARIES and t.pos != "ADV" for t in between):
        return
    subject = _behind(tree, last)
    if subject is None or any(c.dep in _SUBJECTS and pronoun.i < c.i for c in tree.children(verb) if c is not subject):
        return
    main = _main(tree, verb, subject)
    tree.move(subject, verb, "nsubj")
    if verb.dep != "acl:relcl" or verb.head > verb.i:
        _hang(tree, verb, noun, main)
    elif main is not None and main is not verb and not tree.has(main, *_SUBJECTS):
        _subject_of(tree, tree.tokens[verb.head], main)


def _behind(tree: Tree, verb: Token) -> Token | None:
    """The noun phrase that begins right behind the verb."""
    here = verb.i + 1
    for token in tree.tokens[here : here + 4]:
        if token.sent != verb.sent or token.pos in VERBS:
            return None
        if token.pos in ("NOUN", "PROPN") and token.dep in _TAKEN and tree.first(token) == here:
            marked = token.pos == "PROPN" or tree.has(token, "det", "nummod")  # no "lieu", as in "a eu lieu"
            return token if marked and not tree.has(token, "case") else None
    return None


def _main(tree: Tree, verb: Token, subject: Token) -> Token | None:
    """The finite verb or adjective behind the clause that the noun before it belongs to."""
    end = tree.last(subject) if tree.tokens[subject.head].i < subject.i else subject.i
    near = [tree.tokens[subject.head], *tree.children(verb)]
    return next((t for t in near if t is not verb and t.i > end and t.pos in ("VERB", "AUX", "ADJ")), None)


def _hang(tree: Tree, verb: Token, noun: Token, main: Token | None) -> None:
    """Hang the clause on the noun before it, and that noun on the main verb, where the two were mixed up."""
    if tree.over(noun, verb) or main is None or not tree.over(verb, noun):
        return
    top, head = verb.head, verb.dep
    if verb.head == verb.i:
        tree.move(main, main, "root")
    else:
        tree.move(main, tree.tokens[top], head)
    _subject_of(tree, noun, main)
    tree.move(verb, noun, "acl:relcl")


def _subject_of(tree: Tree, noun: Token, main: Token) -> None:
    if noun.head == noun.i:
        tree.move(main, main, "root")
    passive = any(c.dep == "aux:pass" for c in tree.children(main))
    if noun.pos in NOMINAL and not tree.over(noun, main):
        tree.move(noun, main, "nsubj:pass" if passive else "nsubj")
