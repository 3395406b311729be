"""What is told, where the parser hung it on whom it is told to: "a confié au journal que la Russie partira".

A relative clause has a part missing, for which its pronoun stands. Where a clause behind a verb of saying has its
subject and its object, nothing is missing, and "que" only opens what is said.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import VERBS, Tree, opens_sentence
from kg.ids import fold
from kg.lang import Lexicon

_STEPS = 4  # nouns between the clause and the verb of saying; tokens from a verb to its speaker
_HELPERS = 4  # tokens between a comma and the verb: ", a aussi fait savoir"
_DEPTH = 60  # steps up a tree; a circle ends there
_SUBJECTS = ("nsubj", "nsubj:pass")


def mend_contents(tokens: list[Token], words: Lexicon) -> None:
    """Hang under a verb of saying what it says, and make "a fait savoir" such a verb; in place."""
    if not words.grammar.complementizers:
        return
    tree = Tree(tokens)
    said = frozenset().union(*words.grammar.made_known.values())
    for token in tokens:
        if token.pos == "SCONJ" and token.dep in ("obl:mod", "advmod", "mark") and token.i < token.head:
            token.dep = "mark"
            _subordinate(tree, token, words)
        elif token.dep == "acl:relcl":
            _content(tree, token, words)
        elif token.i and token.lemma.lower() in said and token.lemma.lower() in _said_with(tokens[token.i - 1], words):
            _made_known(tree, token, words)


def _subordinate(tree: Tree, mark: Token, words: Lexicon) -> None:
    """ "exige que le ministre parte", "S'il part, la ville sera prise": the parser hung the main clause below."""
    clause = tree.tokens[mark.head]
    if fold(mark.text) in words.grammar.complementizers:
        main = tree.tokens[mark.i - 1] if mark.i else mark
        below = main.head == clause.i and main.dep not in ("aux", "aux:tense", "aux:pass", "cop", "punct")
        if below and (main.pos == "VERB" or (main.pos == "ADJ" and tree.has(main, "cop"))):
            _hang(tree, clause, main, "ccomp")
    elif fold(mark.text) in words.hypothetical_words and opens_sentence(tree.tokens, mark):
        main = next((c for c in tree.children(clause) if c.dep == "conj" and c.pos == "VERB"), mark)
        comma = any(t.text == "," for t in tree.tokens[clause.i + 1 : main.i])
        if comma and tree.has(main, *_SUBJECTS) and not tree.has(main, "cc"):
            _hang(tree, clause, main, "advcl")


def _hang(tree: Tree, clause: Token, main: Token, dep: str) -> None:
    """Turn a clause and the verb that hangs on it about."""
    if clause.head == clause.i:
        tree.move(main, main, "root")
    else:
        tree.move(main, tree.tokens[clause.head], clause.dep)
    tree.move(clause, main, dep)


def _said_with(maker: Token, words: Lexicon) -> frozenset[str]:
    """The infinitives that only say, behind a form of "faire"."""
    known = words.grammar.made_known
    return known.get(maker.lemma.lower()) or known.get(words.lemma_fix(maker.text.lower(), ""), frozenset())


def _content(tree: Tree, clause: Token, words: Lexicon) -> None:
    """A whole clause is no relative one."""
    own = tree.children(clause)
    opening = next((c for c in own if c.i < clause.i and c.dep == "obj"), None)
    if opening is None or fold(opening.text) not in words.grammar.complementizers:
        return
    subject = any(c.dep in _SUBJECTS and opening.i < c.i < clause.i for c in own)
    behind = next((c for c in own if c.dep in ("obj", "nsubj") and c.i > clause.i), None)  # a second subject is none
    whole = behind is not None or tree.has(clause, "nsubj:pass", "cop")
    verb = _teller(tree, clause, words)
    if not whole or not subject or verb is None or tree.has(verb, "ccomp", "quote", "obj"):
        return
    opening.dep = "mark"
    if behind is not None:
        behind.dep = "obj"
    tree.move(clause, verb, "ccomp")


def _teller(tree: Tree, clause: Token, words: Lexicon) -> Token | None:
    """The verb of saying above the nouns between."""
    here = clause
    for _ in range(_STEPS):
        if here.head == here.i:
            return None
        here = tree.tokens[here.head]
        if here.pos == "VERB":
            lemma = words.lemma_fix(here.text.lower(), here.lemma.lower())
            return here if lemma in words.reporting and here.i < clause.i else None
        if here.pos not in ("NOUN", "PROPN", "X"):
            return None
    return None


def _made_known(tree: Tree, saying: Token, words: Lexicon) -> None:
    """ "…, a fait savoir la police": the infinitive says what stands before the comma, its maker only helps."""
    tokens, maker = tree.tokens, tree.tokens[saying.i - 1]
    for clause in tree.children(maker):  # "a fait savoir que …"
        if clause.dep == "ccomp" and clause.i > saying.i and saying.head == maker.i:
            tree.move(clause, saying, "ccomp")
    comma = maker.i - 1
    while comma > 0 and maker.i - comma < _HELPERS and tokens[comma].pos in ("AUX", "ADV"):
        comma -= 1
    speaker = _speaker(tokens, saying, words)
    if comma < 1 or tokens[comma].text != "," or speaker is None:
        return
    told = _top_before(tokens, comma)
    if told is None or told.pos not in VERBS:
        return
    place = (told.head, told.dep) if told.head != told.i and not comma < told.head < speaker.i else None
    for helper in tokens[comma + 1 : maker.i]:
        tree.move(helper, saying, helper.dep)
    tree.move(saying, *((tokens[place[0]], place[1]) if place else (saying, "root")))
    tree.move(told, saying, "quote")
    tree.move(maker, saying, "aux:caus")
    tree.move(speaker, saying, "nsubj")
    for child in [*tree.children(maker), *tree.children(told)]:
        if child.i > comma and child is not saying:
            tree.move(child, saying, child.dep)


def _speaker(tokens: list[Token], saying: Token, words: Lexicon) -> Token | None:
    """The somebody or some body right behind the infinitive, whom no preposition marks."""
    for token in tokens[saying.i + 1 : saying.i + 1 + _STEPS]:
        lemma = token.lemma.lower()
        known = words.is_role(lemma) or words.is_person_noun(lemma) or words.is_org_noun(lemma)
        if token.pos == "PROPN" or token.ent or known:
            return token
        if token.pos not in ("DET", "ADJ", "NUM"):
            return None
    return None


def _top_before(tokens: list[Token], comma: int) -> Token | None:
    """What the clause before a comma hangs on."""
    here = tokens[comma - 1]
    for _ in range(_DEPTH):
        if here.head == here.i or here.head > comma:
            return here
        here = tokens[here.head]
    return None
