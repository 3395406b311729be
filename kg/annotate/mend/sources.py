"""An object behind where it was taken from, which parsers hang on that, as a second member of a list.

"Les pompiers ont extrait de la voiture un bébé": "de la voiture" stands right behind the verb, and between it and the
object there is neither "et" nor a comma.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.mend.objects import open_to_object
from kg.annotate.tree import Tree
from kg.lang import Lexicon


def mend_sources(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; a language without a table of partners is left as it is."""
    if not words.grammar.partner_marks:
        return
    tree = Tree(tokens)
    for token in tokens:
        if token.dep in ("conj", "nmod") and token.pos == "NOUN" and token.text.islower():
            _behind(tree, token, words)


def _behind(tree: Tree, noun: Token, words: Lexicon) -> None:
    before = tree.tokens[noun.head]
    verb = tree.tokens[before.head]
    if verb.pos != "VERB" or not before.dep.startswith("obl") or tree.first(before) != verb.i + 1:
        return
    entry = words.verb(words.lemma_fix(verb.text.lower(), verb.lemma.lower()))
    if entry is None or entry.klass != "event":
        return  # "faire du port un succès"
    if before.i != tree.first(noun) - 1 or tree.has(noun, "cc", "case"):
        return
    if tree.has(noun, "det", "nummod") and not tree.has(verb, "aux:pass") and open_to_object(tree, verb):
        tree.move(noun, verb, "obj")
