"""The main clause behind a circumstance that has a verb of its own: "Depuis l'accord que Rome a signé, l'or baisse".

Parsers hang it on the verb of the circumstance, as one more clause of it. Where a sentence opens with a preposition,
adverb, conjunction or day, every finite verb before the comma has its relative pronoun or conjunction, and behind the
comma stands a verb with a subject and without either, that verb is the main one. "Selon la présidente, Léa Roux,
la ville a perdu": a name beside a role there is no subject.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import AUXILIARIES, VERBS, Tree, opens_sentence
from kg.ids import fold
from kg.lang import Lexicon

_SUBJECTS = ("nsubj", "nsubj:pass", "expl:subj")
_BELOW = frozenset({"advcl", "conj", "acl", "acl:relcl", "xcomp", "ccomp", "parataxis", "dep"})
_OPENING = ("ADP", "ADV", "SCONJ")
_REACH = 60  # tokens of a circumstance
_STEPS = 30  # up a tree


def mend_fronted(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; `children` lists of the tokens are not touched."""
    if not words.grammar.subject_relatives:
        return
    tree = Tree(tokens)
    for name in tokens:
        if name.ent == "PER" and name.ent_start and name.i > 2 and tokens[name.i - 1].text == ",":
            _beside(tree, name, words)
    for verb in tokens:
        if verb.pos == "VERB" and verb.dep in _BELOW and _finite(tree, verb) and not _bound(tree, verb, verb.i, words):
            _main(tree, verb, words)


def _beside(tree: Tree, name: Token, words: Lexicon) -> None:
    """ "Selon la présidente, Léa Roux, l'armée a fui": the name is the president's, and no subject beside the other."""
    role = tree.tokens[name.i - 2]
    known = words.is_role(role.lemma.lower()) or words.is_person_noun(role.lemma.lower())
    last = tree.last(name)
    closed = last + 1 < len(tree.tokens) and tree.tokens[last + 1].text == ","
    if not known or not closed or not tree.has(role, "case") or name.dep not in (*_SUBJECTS, "conj"):
        return
    verb = tree.tokens[role.head]
    behind = any(c.dep in _SUBJECTS and last < c.i and c is not name for c in tree.children(verb))
    if behind and not any(t.dep == "cc" and t.head == name.i for t in tree.children(name)):
        tree.move(name, role, "appos")


def _main(tree: Tree, verb: Token, words: Lexicon) -> None:
    subject = next((c for c in tree.children(verb) if c.dep in _SUBJECTS and c.i < verb.i), None)
    if subject is None:
        return
    comma, whole = _comma(tree, subject)
    start = _start(tree.tokens, comma)
    if comma <= start or not _circumstance(tree, start, comma, words):
        return
    top = _top(tree, verb)
    if not start <= top.i < comma or top.head != top.i:
        return
    if whole is not None:  # "l'ouragan Nora a frappé": the parser gave the noun to the verb before
        tree.move(whole, verb, subject.dep)
        tree.move(subject, whole, "appos")
    tree.move(verb, verb, "root")
    tree.move(top, verb, "advcl" if top.pos in VERBS else "advmod" if top.pos == "ADV" else "obl:mod")


def _comma(tree: Tree, subject: Token) -> tuple[int, Token | None]:
    """The comma right before the subject, 0 where there is none, and the noun of which it is the name."""
    first = tree.first(subject)
    if first and tree.tokens[first - 1].text == ",":
        return first - 1, None
    noun = tree.tokens[first - 1] if first else subject
    start = tree.first(noun)
    named = subject.pos == "PROPN" and noun.pos in ("NOUN", "PROPN") and start < noun.i
    return (start - 1, noun) if named and start and tree.tokens[start - 1].text == "," else (0, None)


def _start(tokens: list[Token], comma: int) -> int:
    here = comma
    while here and comma - here < _REACH and not opens_sentence(tokens, tokens[here]):
        here -= 1
    return here


def _circumstance(tree: Tree, start: int, comma: int, words: Lexicon) -> bool:
    """Does it open as no subject does, and has it no main verb, but one that is bound?"""
    tokens = tree.tokens
    timed = any(words.is_time_noun(t.lemma.lower()) for t in tokens[start : start + 3])
    if tokens[start].pos not in _OPENING and not timed:
        return False
    verbs = [t for t in tokens[start:comma] if t.pos in VERBS and t.dep not in AUXILIARIES and _finite(tree, t)]
    return bool(verbs) and all(_bound(tree, v, v.i, words) for v in verbs)


def _bound(tree: Tree, verb: Token, end: int, words: Lexicon) -> bool:
    """Has it a relative pronoun or a conjunction before it?"""
    for child in tree.children(verb):
        relative = child.morph.get("PronType") == "Rel" or fold(child.text) in words.grammar.relatives
        if child.i < end and (child.dep in ("mark", "cc") or (relative and child.pos in ("PRON", "SCONJ"))):
            return True
    return False


def _finite(tree: Tree, verb: Token) -> bool:
    forms = [verb, *(c for c in tree.children(verb) if c.dep in AUXILIARIES)]
    return any(f.morph.get("VerbForm") == "Fin" for f in forms)


def _top(tree: Tree, token: Token) -> Token:
    here = token
    for _ in range(_STEPS):
        if here.head == here.i:
            break
        here = tree.tokens[here.head]
    return here
