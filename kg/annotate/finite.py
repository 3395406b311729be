"""A finite verb heads a clause: "Le président rencontrera Anna Berg" where parsers take "rencontrera" for an adjective.

They do so with verbs they met seldom, and the noun before is then the root of a sentence without a verb. The noun
is the subject, and what stands behind the verb its own.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import NOMINAL, VERBS, Tree
from kg.lang import Lexicon

_MISTAKEN = frozenset({"amod", "acl", "nmod", "appos", "flat:name", "flat", "dep", "advmod", "compound"})
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "expl:subj")
_BETWEEN = frozenset({"ADV", "PRON", "PART"})  # "ne le rencontrera", behind the noun phrase
_BARE = frozenset({"appos", "nmod", "obj", "obl:mod", "obl:arg", "amod", "flat:name", "dep"})


def mend_finite(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; `children` lists of the tokens are not touched."""
    tree = Tree(tokens)
    for token in tokens:
        if token.pos == "VERB" and token.dep in _MISTAKEN and _finite(token):
            subject = _subject(tree, token)
            if subject is not None:
                _lift(tree, token, subject, words)


def _subject(tree: Tree, verb: Token) -> Token | None:
    """The root that the verb hangs below, when nothing but its phrase stands before the verb."""
    noun = verb
    while noun.head != noun.i:
        noun = tree.tokens[noun.head]
    if (
        noun.pos not in NOMINAL
        or noun.i > verb.i
        or noun.sent != verb.sent
        or tree.has(noun, "case", "cop", *_SUBJECTS)
    ):
        return None
    if tree.has(verb, *_SUBJECTS, "mark") or noun.morph.get("Number", "") != verb.morph.get("Number", ""):
        return None
    phrase = tree.tokens[noun.i + 1 : verb.i]
    if any(
        (t.pos in VERBS and t.morph.get("VerbForm") == "Fin") or t.pos in ("SCONJ", "PUNCT", "CCONJ") for t in phrase
    ):
        return None
    last = next((t for t in reversed(phrase) if t.pos not in _BETWEEN), noun)
    return noun if last.pos != "ADP" and not any(t.morph.get("PronType") == "Rel" for t in phrase) else None


def _finite(token: Token) -> bool:
    return token.pos in VERBS and token.morph.get("VerbForm") == "Fin"


def _agree(noun: Token, verb: Token) -> bool:
    one, other = noun.morph.get("Number", ""), verb.morph.get("Number", "")
    return one == other or not (one and other)


def _lift(tree: Tree, verb: Token, noun: Token, words: Lexicon) -> None:
    """Make the verb the root, with the noun as subject and all that stands behind it as its own."""
    below = [t for t in tree.tokens[verb.i + 1 :] if t.sent == verb.sent and noun.i <= t.head < verb.i]
    passive = tree.has(verb, "aux:pass")
    tree.move(verb, verb, "root")
    tree.move(noun, verb, "nsubj:pass" if passive else "nsubj")
    for token in below:
        dep = token.dep
        if dep in _BARE and token.pos in NOMINAL:
            marked = tree.has(token, "case") or words.is_time_noun(token.lemma.lower())
            dep = "obl:mod" if marked or tree.has(verb, "obj") else "obj"
        tree.move(token, verb, dep)
