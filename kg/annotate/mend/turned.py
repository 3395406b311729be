"""Clauses turned round: "Taking part were Olsen and Berg", "Killed in the raid were two nurses", "Among those arrested
was Olsen". The participle before "be" is the verb, and the noun phrase behind it the subject.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import NOMINAL, Tree, opens_sentence
from kg.lang import Lexicon

_AFTER = ("obj", "xcomp", "nsubj", "nsubj:pass")
_WIDTH = 25  # tokens from the head of the sentence to "be"


def mend_turned(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; `children` lists of the tokens are not touched."""
    if not words.grammar.infinitive_marks:
        return
    tree = Tree(tokens)
    for token in tokens:
        before = tokens[token.i - 1] if token.i else token
        also = before.pos == "ADV" and opens_sentence(tokens, before)  # "Also arrested were"
        if not also and not opens_sentence(tokens, token):
            continue
        if token.pos == "VERB" and token.morph.get("VerbForm") == "Part":
            _turn(tree, token, token, words)
        elif token.text.lower() in words.grammar.amid and tokens[token.head].pos in NOMINAL:
            noun = tokens[token.head]
            verb = next((c for c in tree.children(noun) if c.dep == "acl" and c.i == noun.i + 1), None)
            if verb is not None and verb.morph.get("Tense") == "Past":
                _turn(tree, verb, noun, words)


def _turn(tree: Tree, verb: Token, first: Token, words: Lexicon) -> None:
    """Make the participle the verb of its sentence; `first` is what opens it and hangs on "be"."""
    after = tree.tokens[verb.i + 1 : verb.i + _WIDTH]
    copula = next((t for t in after if t.pos == "AUX" or t.text == ","), None)
    if copula is None or copula.text.lower() not in words.patterns.moods.past | words.patterns.moods.present:
        return
    if copula.head != verb.i and not (copula.head == copula.i and first.head == copula.i):
        return
    below = [*tree.children(verb), *tree.children(copula)]
    if any(c.dep in ("nsubj", "nsubj:pass") and c.i < copula.i and c is not verb for c in below):
        return
    subject = next((c for c in below if c.dep in _AFTER and c.i > copula.i and c.pos in NOMINAL), None)
    if subject is None or subject is verb or tree.over(subject, verb):
        return
    passive = verb.morph.get("Tense") == "Past"
    if not passive and not _somebody(subject, words):
        return  # "Working in Riga is a pleasure"
    others = [c for c in tree.children(copula) if c is not subject and c is not verb and c is not first]
    tree.move(verb, verb, "root")
    tree.move(copula, verb, "aux:pass" if passive else "aux")
    tree.move(subject, verb, "nsubj:pass" if passive else "nsubj")
    if first is not verb:
        tree.move(first, verb, "obl")
    for child in others:
        tree.move(child, verb, child.dep)


def _somebody(noun: Token, words: Lexicon) -> bool:
    lemma = noun.lemma.lower()
    return bool(noun.ent) or words.is_person_noun(lemma) or words.is_role(lemma) or words.is_org_noun(lemma)
