"""Take set phrases out of the tree that parsers read word by word: "de son côté", "bien entendu", "c'est-à-dire".

They tell of no event, name nobody, and are nobody's subject. Each becomes one adverb of the clause it stands in.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import AUXILIARIES, VERBS, Tree
from kg.ids import fold
from kg.lang import Lexicon

_UP = ("xcomp", "ccomp", "conj", "parataxis", "advcl", "dep", "fixed")
_PREDICATES = ("ADJ", "NOUN", "PROPN", "VERB")
_MODIFIER, _REST = "advmod", "fixed"


def set_aside(tokens: list[Token], words: Lexicon) -> None:
    """Make adverbs of such phrases, in place; `children` lists of the tokens are not touched."""
    asides = words.grammar.asides
    if not asides:
        return
    tree = Tree(tokens)
    for token in tokens:
        phrases = asides.get(fold(token.text), ())
        if token.i and tokens[token.i - 1].pos in VERBS and token.pos == "PRON":
            phrases = (*phrases, *words.grammar.emphatics)
        for phrase in phrases:
            last = _match(tokens, token.i, phrase)
            if last:
                _adverb(tree, tokens[token.i : last])
                break


def _match(tokens: list[Token], first: int, phrase: str) -> int:
    """Behind the last token of a phrase, written without blanks, that begins here; 0 where it does not."""
    i = first
    while phrase and i < len(tokens):
        word = fold(tokens[i].text).replace(" ", "")
        if not word or not phrase.startswith(word):
            return 0
        phrase = phrase[len(word) :]
        i += 1
    return 0 if phrase else i


def _above(tree: Tree, token: Token, phrase: list[Token]) -> bool:
    """Does it hang on nothing that hangs on the phrase?"""
    head = tree.tokens[token.head]
    return head is token or not any(head is t or tree.over(t, head) for t in phrase)


def _adverb(tree: Tree, phrase: list[Token]) -> None:
    """One adverb under what stood above; what hung below takes the place of its words."""
    inside = {t.i for t in phrase}
    top = next((t for t in phrase if _above(tree, t, phrase)), phrase[0])
    outside = [c for t in phrase for c in tree.children(t) if c.i not in inside]
    told = any(c.dep == "cop" for c in outside)  # "est pour l'instant inconnu"
    heir = next((c for c in outside if told and c.pos in _PREDICATES and c.i == phrase[-1].i + 1), None)
    heir = heir or next((c for c in outside if c.dep in _UP and c.pos in VERBS and not c.dep.startswith("aux")), None)
    root = top.head == top.i
    if heir is None and root:
        heir = next((c for c in outside if c.pos != "PUNCT"), None)
        if heir is None:
            return  # nothing else is said
    above = tree.tokens[top.head]
    if heir is not None and any(c.dep in AUXILIARIES for c in outside) and above.i > heir.i and above.pos == "NOUN":
        # "a d'abord heurté deux piétons": the parser took what it did it to for the head of all
        tree.move(heir, heir if above.head == above.i else tree.tokens[above.head], above.dep)
        tree.move(above, heir, "obj")
        above = heir
    elif heir is not None:
        inner = top.dep in ("xcomp", "ccomp") and heir.morph.get("VerbForm") == "Fin"
        tree.move(heir, heir if root else above, "root" if root else "parataxis" if inner else top.dep)
        above = heir
    for child in outside:
        if child is not heir:
            tree.move(child, above, child.dep)
            if child.dep in AUXILIARIES and child.pos == "VERB":
                child.pos = "AUX"
    first = phrase[0]
    for token in (first, *(t for t in phrase if t is not first)):
        tree.move(token, above if token is first else first, _MODIFIER if token is first else _REST)
        token.pos, token.lemma, token.morph = "ADV", token.text.lower(), {}
        token.ent, token.ent_start = "", False
