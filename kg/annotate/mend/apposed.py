"""A person's name behind a comma stands beside the noun before it that says who that is, and not beside the verb.

- "a acquitté son ex-adjointe, Léa Roux, vendredi": the name is the noun's.
- "a nommé porte-parole le général Omar Diallo": the bare role is what somebody becomes, the noun behind it who.
- "a libéré son associé": a participle with a determiner that names people is a noun.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import VERBS, Tree
from kg.lang import Lexicon

_UP = frozenset({"nmod", "amod", "flat:name", "flat", "appos", "case", "det", "nummod"})
_LOOSE = frozenset({"dep", "appos", "conj", "amod", "nmod", "obl", "obl:mod", "obl:arg", "parataxis", "xcomp", "advcl"})
_HELD = ("obj", "nsubj", "nsubj:pass", "obl:agent", "obl:arg", "obl:mod", "iobj")
_ROLE_OF = ("obj", "xcomp", "obl:arg")
_BESIDE = ("obj", "appos", "nmod", "flat:name", "dep", "obl:mod", "amod")
_STEPS = 8


def mend_apposed(tokens: list[Token], words: Lexicon) -> None:
    """Retag and reattach, in place; a language without articles that mark its nouns is left as it is."""
    if not words.grammar.articles:
        return
    tree = Tree(tokens)
    for token in tokens[1:]:
        if token.pos == "VERB" and tree.has(token, "det") and token.dep in _HELD:
            _person(tree, token, words)
        elif token.ent == "PER" and token.ent_start and tokens[token.i - 1].text == ",":
            _name(tree, token, words)
        elif token.dep in _ROLE_OF and token.pos == "NOUN" and words.is_role(token.lemma.lower()):
            _appointed(tree, token, words)


def _person(tree: Tree, token: Token, words: Lexicon) -> None:
    word = token.text.lower()
    plain = token.morph.get("VerbForm") == "Part" and not tree.has(token, "aux", "aux:tense", "aux:pass", "nsubj")
    if plain and words.is_person_noun(word):
        token.pos, token.lemma = "NOUN", word
        token.morph = {k: v for k, v in token.morph.items() if k in ("Gender", "Number")}


def _name(tree: Tree, name: Token, words: Lexicon) -> None:
    """Hang the name on the noun whose phrase ends before the comma, where nothing else can be meant."""
    tokens = tree.tokens
    noun = _before(tree, name.i - 2)
    above = tokens[name.head]
    if noun is None or above is noun or above is name or tree.over(noun, name):
        return
    second = name.dep == noun.dep and name.head == noun.head  # "Un pharmacien de 52 ans, Paul Roux, a été …"
    if name.dep not in _LOOSE and not second:
        return
    if noun.ent or noun.morph.get("Number") == "Plur" or not tree.has(noun, "det") or not _somebody(noun, words):
        return
    if (
        noun.dep not in _HELD
        or any(c.ent == "PER" for c in tree.children(noun))
        or tree.has(name, "cc", "conj", "case")
    ):
        return
    end = name.i + 1
    while end < len(tokens) and tokens[end].ent == "PER" and not tokens[end].ent_start:
        end += 1
    after = tokens[end] if end < len(tokens) else name
    if after.pos in (*VERBS, "CCONJ", "PRON") or (
        after.text == "," and tokens[min(end + 1, len(tokens) - 1)].ent == "PER"
    ):
        return  # "le maire, Luc Petit et Anna Berg", "… le maire, Luc Petit a dit"
    tree.move(name, noun, "appos")


def _before(tree: Tree, at: int) -> Token | None:
    """The head of the noun phrase that ends there."""
    here = tree.tokens[at]
    for _ in range(_STEPS):
        above = tree.tokens[here.head]
        if above is here or above.i > at or here.dep not in _UP:
            break
        here = above
    return here if here.pos == "NOUN" and here.i <= at else None


def _somebody(noun: Token, words: Lexicon) -> bool:
    lemma = noun.lemma.lower()
    return words.is_role(lemma) or words.is_person_noun(lemma) or lemma.endswith(words.person_endings)


def _appointed(tree: Tree, role: Token, words: Lexicon) -> None:
    """ "a nommé ministre l'avocate": who becomes it, behind the bare role."""
    verb = tree.tokens[role.head]
    entry = words.verb(words.lemma_fix(verb.text.lower(), verb.lemma.lower()))
    office = verb.pos == "VERB" and entry is not None and entry.type == "OFFICE" and role.i > verb.i
    if not office or tree.has(role, "det", "case") or tree.has(verb, "aux:pass"):
        return
    below = [*tree.children(role), *(c for c in tree.children(verb) if c is not role)]
    for noun in sorted(below, key=lambda t: t.i):
        named = noun.pos == "PROPN" and noun.ent == "PER" and noun.ent_start
        if noun.i < role.i or noun.dep not in _BESIDE or not (named or (noun.pos == "NOUN" and tree.has(noun, "det"))):
            continue
        if (
            tree.has(noun, "case")
            or tree.tokens[tree.first(noun) - 1].text == ","
            or not (named or _somebody(noun, words))
        ):
            continue
        tree.move(noun, verb, "obj")
        role.dep = "xcomp"
        for name in [c for c in tree.children(role) if c.ent == "PER" and c.i > noun.i]:
            tree.move(name, noun, "appos")
        return
