"""Participles that open a sentence: "Invités jeudi par la ville, les deux maires ont quitté la salle".

Parsers take the rare ones for nouns, hang who did it on the day or the participle under the wrong verb. Between the
comma and the main verb stands the subject, of which the participle tells.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.gerunds import comma_behind, hang_clause, main_behind
from kg.annotate.tree import AUXILIARIES, NOMINAL, VERBS, Tree, opens_sentence
from kg.ids import fold
from kg.lang import Lexicon

_SUBJECTS = ("nsubj", "nsubj:pass", "expl:subj", "csubj")
_PARTS = frozenset({"VERB", "NOUN", "ADJ", "PROPN", "X", "ADV"})


def mend_participles(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; `children` lists of the tokens are not touched."""
    if not words.grammar.subject_relatives:
        return
    tree = Tree(tokens)
    for token in tokens[:-4]:
        if token.pos in _PARTS and opens_sentence(tokens, token):
            lemma = words.participle(token.text.lower())
            follows = tokens[token.i + 1]
            timed = words.is_time_noun(follows.lemma.lower())
            if lemma and not tree.has(token, "det", *AUXILIARIES) and (timed or follows.pos in ("ADP", "ADV")):
                _mend(tree, token, lemma, words)


def _mend(tree: Tree, token: Token, lemma: str, words: Lexicon) -> None:
    tokens = tree.tokens
    comma = comma_behind(tokens, token)
    main = main_behind(tokens, comma) if comma is not None else None
    if comma is None or main is None or main.pos not in VERBS:
        return
    subject = next((t for t in tokens[comma + 1 : main.i] if t.pos in NOMINAL and tree.first(t) == comma + 1), None)
    marks = [c.text.lower() for c in tree.children(subject) if c.dep == "case"] if subject is not None else []
    if subject is None or any(m not in words.grammar.plural_articles for m in marks):
        return
    if tree.over(subject, main) or not hang_clause(tree, token, main, comma):
        return
    if token.pos != "VERB" or token.morph.get("VerbForm") != "Part":
        token.pos, token.lemma = "VERB", lemma
        token.morph = {"VerbForm": "Part", "Tense": "Past"}
    if not any(c.dep in _SUBJECTS and comma < c.i < main.i for c in tree.children(main)):
        tree.move(subject, main, "nsubj:pass" if tree.has(main, "aux:pass") else "nsubj")
    for mark in tokens[token.i + 1 : comma]:
        noun = tokens[mark.head]
        if mark.dep == "case" and fold(mark.text) in words.grammar.doer_marks and token.i < noun.i < comma:
            near = noun.head in (token.i, main.i) or words.is_time_noun(_above(tree, noun))
            if near and not tree.over(noun, token):
                tree.move(noun, token, "obl:agent")
            return


def _above(tree: Tree, noun: Token) -> str:
    return tree.tokens[noun.head].lemma.lower()
