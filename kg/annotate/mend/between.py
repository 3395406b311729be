"""Relative clauses that stand between commas, which parsers take for the main clause or rob of their subject.

"Le ministre, que la Chine a invité en mai, a quitté Lyon", "Ana Costa, dont le parti a critiqué le projet, a répondu",
"Deux hommes, à qui des policiers ont parlé, ont fui": behind the second comma stands the finite verb of the noun
before the first one; between them the pronoun, the subject of the inner clause and its verb.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.mend.direct import direct_object
from kg.annotate.tree import AUXILIARIES, NOMINAL, VERBS, Tree
from kg.ids import fold
from kg.lang import Lexicon

_SUBJECTS = ("nsubj", "nsubj:pass", "expl:subj", "csubj")
_UP = frozenset({"nmod", "appos", "conj", "flat:name", "flat", "amod", "nummod"})
_ENDS = frozenset(".?!;:…»«")
_BEHIND_COMMA = ("ADV", "PRON", "PART")  # "n'y a pas"
_REACH = 30  # words of the clause
_STEPS = 8


def mend_between(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; `children` lists of the tokens are not touched."""
    if not words.grammar.subject_relatives:
        return
    tree = Tree(tokens)
    for comma in tokens:
        if comma.text == "," and 0 < comma.i < len(tokens) - 4:
            pronoun = _pronoun(tokens, comma, words)
            if pronoun is not None:
                _mend(tree, comma, pronoun, words)


def _pronoun(tokens: list[Token], comma: Token, words: Lexicon) -> Token | None:
    """The relative pronoun behind the comma that is not the subject: "que", "dont", "à qui"."""
    first, second = tokens[comma.i + 1], tokens[comma.i + 2]
    if first.pos == "ADP" and fold(second.text) in words.grammar.whom_relatives:
        return second
    known = fold(first.text) in words.grammar.relatives
    return first if known and first.text.lower() not in words.grammar.subject_relatives else None


def _mend(tree: Tree, comma: Token, pronoun: Token, words: Lexicon) -> None:
    tokens = tree.tokens
    inner = _verb(tree, pronoun.i + 1)
    close = _close(tokens, pronoun.i)
    noun = _noun(tree, comma)
    if inner is None or noun is None or inner is noun or not pronoun.i < inner.i or pronoun.quote != comma.quote:
        return
    subject = _subject(tree, pronoun, inner)
    main = _verb(tree, close + 1) if close else None
    if subject is None or (main is not None and (main is inner or main.i < close)):
        return
    if main is None or not _agree(tree, noun, main):
        if inner.dep not in ("acl", "acl:relcl") or inner.head != noun.i:
            return
    elif not _settle(tree, noun, inner, main):
        return
    else:
        direct_object(tree, main, words)
    if subject.head != inner.i or subject.dep not in _SUBJECTS:
        if tree.over(subject, inner):
            return
        tree.move(subject, inner, "nsubj:pass" if tree.has(inner, "aux:pass") else "nsubj")
    for mark in tree.children(subject):
        if mark.dep == "case" and mark.text.lower() in words.grammar.plural_articles:
            mark.dep = "det"
    _hang(tree, pronoun, inner, words)


def _hang(tree: Tree, pronoun: Token, verb: Token, words: Lexicon) -> None:
    """Give the pronoun its part in the clause."""
    marked = tree.tokens[pronoun.i - 1].pos == "ADP"
    object_of = pronoun.text.lower().replace("’", "'") in words.grammar.core_relatives and not marked
    if object_of and tree.has(verb, "obj", "aux:pass"):
        return
    if not tree.over(pronoun, verb):
        part = "obj" if object_of else "obl:arg" if marked else pronoun.dep if pronoun.head == verb.i else "nmod"
        tree.move(pronoun, verb, part)
        pronoun.pos, pronoun.morph = "PRON", {**pronoun.morph, "PronType": "Rel"}
        if marked:
            tree.move(tree.tokens[pronoun.i - 1], pronoun, "case")


def _settle(tree: Tree, noun: Token, inner: Token, main: Token) -> bool:
    """Hang the noun on the verb behind the commas and the clause on the noun, whichever stood above the others."""
    trio = (noun, inner, main)
    top = next((t for t in trio if not any(tree.over(o, t) for o in trio if o is not t)), None)
    if top is None or any(t is not top and not tree.over(top, t) for t in trio):
        return False
    if any(c.dep in _SUBJECTS and c.i < main.i and c is not noun and c.i > inner.i for c in tree.children(main)):
        return False
    if noun.head == main.i and noun.dep in _SUBJECTS and inner.head == noun.i:
        inner.dep = "acl:relcl"
        return True
    root, above, dep = top.head == top.i, tree.tokens[top.head], top.dep
    if not root and (top is not main or noun.dep in ("obj", "iobj") or tree.has(noun, "case")):
        return False
    tree.move(main, main if root else above, "root" if root else dep)
    for child in list(tree.children(noun)):
        if child.i > main.i or (child.dep == "punct" and child.i > inner.i):
            tree.move(child, main, child.dep)
    for child in list(tree.children(inner)):
        if child.i > main.i:
            tree.move(child, main, child.dep)
    tree.move(noun, main, "nsubj:pass" if tree.has(main, "aux:pass") else "nsubj")
    tree.move(inner, noun, "acl:relcl")
    for child in tree.children(main):
        if child.dep in _SUBJECTS and child is not noun and child.pos in NOMINAL:
            child.dep = "dep" if child.i < main.i or tree.has(main, "obj", "aux:pass") else "obj"
    return True


def _close(tokens: list[Token], start: int) -> int:
    """The comma behind which a finite verb stands with its clitics alone; 0 where there is none."""
    for token in tokens[start + 2 : start + _REACH]:
        if token.text in _ENDS:
            return 0
        if token.text == ",":
            following = tokens[token.i + 1 : token.i + 5]
            first = next((t for t in following if t.pos not in _BEHIND_COMMA), None)
            if first is not None and first.pos in VERBS and first.morph.get("VerbForm") == "Fin":
                return token.i
    return 0


def _verb(tree: Tree, start: int) -> Token | None:
    """The first finite verb behind a place, or the participle of its auxiliary."""
    for token in tree.tokens[start : start + _REACH]:
        if token.text in _ENDS or token.text == "," or token.pos == "SCONJ":
            return None
        if token.pos in VERBS and token.morph.get("VerbForm") == "Fin":
            head = tree.tokens[token.head]
            if token.dep in AUXILIARIES and head.i > token.i:
                return head
            return token if token.pos == "VERB" else None
    return None


def _noun(tree: Tree, comma: Token) -> Token | None:
    """The head of the noun phrase that ends before the comma."""
    here = tree.tokens[comma.i - 1]
    for _ in range(_STEPS):
        above = tree.tokens[here.head]
        if above is here or above.i >= comma.i or here.dep not in _UP or above.pos not in NOMINAL:
            break
        here = above
    return here if here.pos in NOMINAL else None


def _subject(tree: Tree, pronoun: Token, verb: Token) -> Token | None:
    """The noun phrase right behind the pronoun, which ends before the verb."""
    for token in tree.tokens[pronoun.i + 1 : min(pronoun.i + 6, verb.i)]:
        if token.pos in NOMINAL and token.dep not in ("nummod", "obj", "iobj"):
            clitic = token.pos == "PRON" and token.dep not in _SUBJECTS
            return token if tree.first(token) == pronoun.i + 1 and not clitic else None
    return None


def _agree(tree: Tree, noun: Token, verb: Token) -> bool:
    """Does nothing tell that the verb is not the noun's?"""
    forms = [*(c for c in tree.children(verb) if c.dep in AUXILIARIES), verb]
    number = next((f.morph["Number"] for f in forms if f.morph.get("VerbForm") == "Fin" and "Number" in f.morph), "")
    marks = [*(c for c in tree.children(noun) if c.dep in ("det", "case")), noun]
    own = next((m.morph["Number"] for m in marks if "Number" in m.morph), "")
    return not own or not number or own == number or tree.has(noun, "conj")
