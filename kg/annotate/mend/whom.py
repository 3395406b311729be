"""Relative clauses whose pronoun is the object, and clefts: "The hostages, whom rebels seized in May, left".

Parsers that take the inner verb for a participle of its own subject ("rebels seized by …") give the pronoun to the
verb of the main clause, and the clause around it has no subject left. What stands between the commas is one clause:
its first verb behind a noun has that noun as subject and the pronoun as object, and the verb behind the second comma
has the noun before the first one. The pronoun may be left out ("the hostages the rebels seized"). "It was the army
that closed the border": the clause hangs on who is said to be it.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import AUXILIARIES, NOMINAL, Tree
from kg.lang import Lexicon

_SUBJECTS = ("nsubj", "nsubj:pass")
_INNER = frozenset({"acl", "acl:relcl", "amod", "conj", "dep"})  # as which the parser hangs the inner verb on a noun
_WIDTH = 12  # tokens between the pronoun and its verb, at most
_FINITE = {"VerbForm": "Fin", "Tense": "Past"}


def mend_whom(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; `children` lists of the tokens are not touched."""
    if not words.grammar.object_relatives:
        return
    tree = Tree(tokens)
    for token in tokens:
        if token.pos == "AUX" and tree.has(token, "xcomp"):
            _cleft(tree, token, words)
        if token.pos == "VERB" and token.dep == "acl" and token.morph.get("Tense") == "Past":
            _without_pronoun(tree, token, words)
        if token.text.lower() not in words.grammar.object_relatives or token.i == 0 or token.pos not in NOMINAL:
            continue
        verb = tokens[token.head]
        if token.dep == "nsubj" and verb.pos == "NOUN" and verb.dep == "acl:relcl":
            _noun_for_verb(tree, token, verb)
        elif token.dep in ("obj", "nsubj") and verb.pos == "VERB" and verb.i > token.i:
            _part(tree, token, verb)
            _tense(tree, tokens[token.head])
        somebody = words.pronouns.get(token.text.lower(), {}).get("gender") != "n"
        clause = tokens[token.head]
        if somebody and token.dep == "obj" and clause.dep == "acl:relcl" and clause.head < token.i:
            token.morph = {**token.morph, "PronType": "Rel"}


def _part(tree: Tree, pronoun: Token, main: Token) -> None:
    """Give the first verb behind the pronoun its clause, where a comma parts it from the verb that has the pronoun."""
    noun = tree.tokens[pronoun.i - 1 - (tree.tokens[pronoun.i - 1].text == ",")]
    while noun.pos not in NOMINAL or (noun.dep in ("nmod", "compound", "appos", "obl") and noun.head < noun.i):
        if noun.head == noun.i or noun.head > noun.i:
            return
        noun = tree.tokens[noun.head]
    inner = _verb(tree, pronoun, main)
    if inner is None or not any(t.text == "," for t in tree.tokens[inner.i + 1 : main.i]):
        return
    subject = tree.tokens[inner.head]
    if main.head != noun.i and (tree.over(noun, main) or tree.over(main, tree.tokens[noun.head])):
        return
    _take_over(tree, main, noun)
    tree.move(inner, noun, "acl:relcl")
    tree.move(subject, inner, "nsubj")
    tree.move(pronoun, inner, "obj")


def _noun_for_verb(tree: Tree, pronoun: Token, subject: Token) -> None:
    """ "Troops, whom rebels accused of it, left": the noun that the parser took for the verb of the clause."""
    noun = tree.tokens[subject.head]
    inner = next((c for c in tree.children(subject) if c.i == subject.i + 1 and c.dep == "acl"), None)
    if inner is None or inner.pos != "VERB" or inner.morph.get("Tense") != "Past" or noun.i > pronoun.i:
        return
    tree.move(inner, noun, "acl:relcl")
    tree.move(subject, inner, "nsubj")
    tree.move(pronoun, inner, "obj")


def _verb(tree: Tree, pronoun: Token, main: Token) -> Token | None:
    """The past form right behind a noun phrase that the parser made the subject of the verb of the clause around."""
    for token in tree.tokens[pronoun.i + 2 : min(main.i, pronoun.i + _WIDTH)]:
        if token.text == ",":
            return None
        above = tree.tokens[token.head]
        bare = token.pos == "VERB" and token.dep in _INNER and not tree.has(token, *AUXILIARIES, *_SUBJECTS, "mark")
        if bare and token.morph.get("Tense") == "Past" and above.head == main.i and above.dep in _SUBJECTS:
            return token if pronoun.i < above.i < token.i else None
    return None


def _without_pronoun(tree: Tree, inner: Token, words: Lexicon) -> None:
    """ "the hostages the rebels seized": of two nouns side by side, the second one does it to the first."""
    subject = tree.tokens[inner.head]
    first = tree.first(subject)
    own = any(c.dep == "det" for c in tree.children(subject)) or subject.ent
    if inner.i != subject.i + 1 or not own or first == 0 or tree.has(inner, "obl:agent", *AUXILIARIES):
        return
    noun = tree.tokens[first - 1]
    if noun.pos not in ("NOUN", "PROPN") or words.is_time_noun(noun.lemma.lower()) or not tree.has(noun, "det"):
        return
    main = tree.tokens[subject.head]
    if main is not noun:
        if subject.dep not in _SUBJECTS or main.head != noun.i or noun.head != noun.i or main.i < inner.i:
            return
        _take_over(tree, main, noun)
    elif subject.dep != "appos":
        return
    tree.move(inner, noun, "acl:relcl")
    tree.move(subject, inner, "nsubj")
    inner.morph = {**inner.morph, **_FINITE}


def _take_over(tree: Tree, main: Token, noun: Token) -> None:
    """Make the noun that the verb of the main clause hangs on its subject, and the verb stand where that stood."""
    if main.head == noun.i:
        top = noun.head == noun.i
        tree.move(main, main if top else tree.tokens[noun.head], "root" if top else noun.dep)
    for child in [c for c in tree.children(noun) if c.i > main.i]:
        tree.move(child, main, child.dep)
    tree.move(noun, main, "nsubj:pass" if tree.has(main, "aux:pass") else "nsubj")


def _cleft(tree: Tree, copula: Token, words: Lexicon) -> None:
    """Hang "that closed the border" on the noun of "it was the army", where it has no other subject."""
    own = tree.children(copula)
    empty = any(c.dep in (*_SUBJECTS, "expl") and c.text.lower() in words.grammar.expletive for c in own)
    noun = next((c for c in own if c.dep == "xcomp" and c.i > copula.i and c.pos in ("NOUN", "PROPN")), None)
    if not empty or noun is None:
        return
    for verb in [c for c in own if c.dep in ("ccomp", "advcl", "acl:relcl") and c.i > noun.i and c.pos == "VERB"]:
        opens = tree.tokens[noun.i + 1] if noun.i + 1 < verb.i else verb
        if opens.head == verb.i and opens.pos == "PRON" and opens.dep in (*_SUBJECTS, "obj"):
            tree.move(verb, noun, "acl:relcl")
            opens.morph = {**opens.morph, "PronType": "Rel"}


def _tense(tree: Tree, verb: Token) -> None:
    """A past form with such a pronoun and a subject is no participle."""
    if verb.morph.get("VerbForm") == "Part" and not tree.has(verb, *AUXILIARIES):
        subject = next((c for c in tree.children(verb) if c.dep in _SUBJECTS and c.i < verb.i), None)
        if subject is not None and verb.morph.get("Tense") == "Past":
            verb.morph = {**verb.morph, **_FINITE}
            subject.dep = "nsubj"
