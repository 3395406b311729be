"""Persons whose recognised name begins with their country: "Armenia Jane Doe".

The recogniser runs a place and the name behind it together, or the parser hangs one on the other, most often in titles
and captions. The place then hangs on the person, who takes its part in the clause.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import Tree
from kg.gazetteer import gazetteer

_BESIDE = frozenset({"flat:name", "flat", "appos", "nmod"})
_KEPT = frozenset({"det", "case", "flat:name", "flat"})


def part_places(tokens: list[Token], language: str) -> None:
    """Cut such names in two, in place; at least two words are left to the person."""
    tree = Tree(tokens)
    for token in tokens[:-2]:
        second, third = tokens[token.i + 1], tokens[token.i + 2]
        if not token.ent_start or second.ent != "PER" or third.ent != "PER" or third.ent_start:
            continue
        if token.ent not in ("PER", "LOC") or second.ent_start != (token.ent == "LOC") or not _place(token, language):
            continue
        token.ent, second.ent_start = "LOC", True
        hangs = second.head == token.i and second.dep in _BESIDE
        if (hangs or second.head == second.i) and not tree.has(second, "case") and not tree.over(second, token):
            _swap(tree, token, second)


def _place(token: Token, language: str) -> bool:
    found = gazetteer().match([token.text], language)
    return any(entry.type == "GPE" and kind != "people" for _, _, entry, kind in found)


def _swap(tree: Tree, place: Token, person: Token) -> None:
    """Let the person stand where the place stood, or beside the noun that the place belongs to."""
    noun = tree.tokens[place.head]
    if place.dep == "nmod" and tree.has(place, "case") and noun.i < place.i:
        tree.move(person, noun, "appos")
        return
    root = place.head == place.i
    tree.move(person, person if root else tree.tokens[place.head], "root" if root else place.dep)
    for child in list(tree.children(place)):
        if child.dep not in _KEPT or child.i > person.i:
            tree.move(child, person, child.dep)
    tree.move(place, person, "nmod")
