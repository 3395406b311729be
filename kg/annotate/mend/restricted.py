"""What "ne … que" restricts is no clause: "La police n'expulse que les rebelles" expels them, and nobody else.

The parser takes "que" for the mark of a clause and the noun behind it for its predicate. That noun is the verb's
object where the verb has none, or what its preposition or its day makes of it. And a word right behind "ne" is a verb,
whatever the tagger took it for.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import AUXILIARIES, NOMINAL, VERBS, Tree
from kg.ids import fold
from kg.lang import Lexicon

_MISTAKEN = frozenset({"NOUN", "ADJ", "ADV", "PROPN", "X"})
_LOOSE = frozenset(
    {"ccomp", "xcomp", "dep", "nmod", "appos", "obl", "obl:mod", "obl:arg", "parataxis", "advcl", "fixed"}
)
_OBJECTS = ("obj", "aux:pass", "cop")
_CLITICS = 3  # words between "ne" and its verb: "ne le lui a"
_REACH = 12  # from the particle to "que"


def mend_restricted(tokens: list[Token], words: Lexicon) -> None:
    """Retag and reattach, in place; a language without such a word is left as it is."""
    if not words.restricting:
        return
    tree = Tree(tokens)
    for token in tokens[:-2]:
        if fold(token.text) in words.negative_particles:
            _verb(tree, token, words)
            verb = _denied(tree, token)
            mark = _only(tokens, verb, words) if verb is not None else None
            if verb is not None and mark is not None:
                _restrict(tree, verb, mark, words)


def _verb(tree: Tree, particle: Token, words: Lexicon) -> None:
    """ "ne sanctionne", "ne critique": retag."""
    token = tree.tokens[particle.i + 1]
    if token.pos not in _MISTAKEN or token.ent_start or not token.text.endswith(words.grammar.present_marks):
        return
    lemma = words.lemma_fix(token.text, token.text)
    if lemma in words.verbs and lemma != token.text:
        token.pos, token.lemma = "VERB", lemma
        token.morph = {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Pres"}


def _denied(tree: Tree, particle: Token) -> Token | None:
    """The lexical verb behind the particle."""
    for token in tree.tokens[particle.i + 1 : particle.i + 1 + _CLITICS]:
        if token.pos in VERBS:
            head = tree.tokens[token.head]
            verb = head if token.dep in AUXILIARIES and head.i > token.i else token
            return verb if verb.pos == "VERB" else None
        if token.pos not in ("PRON", "ADV"):
            return None
    return None


def _only(tokens: list[Token], verb: Token, words: Lexicon) -> Token | None:
    """ "que" behind the verb, with nothing but adverbs between that deny nothing."""
    for token in tokens[verb.i + 1 : verb.i + _REACH]:
        form = fold(token.text)
        if form in words.restricting:
            return token
        if token.pos != "ADV" or form in words.negations:
            return None  # "n'accepte l'idée que", "ne dit pas que"
    return None


def _restrict(tree: Tree, verb: Token, mark: Token, words: Lexicon) -> None:
    """Hang the phrase behind "que" on the verb, as what it is without the "que"."""
    noun = next((t for t in tree.tokens[mark.i + 1 : mark.i + 8] if t.pos in NOMINAL and _opens(tree, t, mark)), None)
    if noun is not None:
        _joined(tree, verb, noun)
    if noun is None or not (noun.dep in _LOOSE or noun.dep == "obj"):
        return
    above = tree.tokens[noun.head]
    if above.i > noun.i or tree.over(noun, verb):
        return  # "ne croit que si la police part"
    if noun.dep in _LOOSE:
        marked = tree.has(noun, "case")
        timed = words.is_time_noun(noun.lemma.lower())
        article = any(c.dep == "case" and c.text.lower() in words.grammar.plural_articles for c in tree.children(noun))
        bare = not timed and (not marked or article) and not tree.has(verb, *_OBJECTS)
        if bare:
            tree.move(noun, verb, "obj")
        elif noun.dep in ("ccomp", "xcomp", "dep", "fixed"):
            tree.move(noun, verb, "obl:mod")
    tree.move(mark, verb, "advmod")
    mark.pos = "ADV"


def _joined(tree: Tree, verb: Token, noun: Token) -> None:
    """ "n'a condamné que le trésorier et ne poursuit …": taken for the subject of the verb behind "et"."""
    other = tree.tokens[noun.head]
    joint = any(c.dep == "cc" and noun.i < c.i < other.i for c in tree.children(other))
    if noun.dep in ("nsubj", "nsubj:pass") and other.head == verb.i and joint:
        tree.move(noun, verb, "dep")
        tree.move(other, verb, "conj")


def _opens(tree: Tree, noun: Token, mark: Token) -> bool:
    return noun.dep not in ("nummod", "det") and tree.first(noun) == mark.i + 1
