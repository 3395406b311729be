"""Verbs that parsers hang on a joint, a name or a relative clause, where the order of the words tells whose they are.

- "a été arrêté puis expulsé par la police": behind "puis" a second verb goes on with the first.
- "a promis à Luc Martin de partir": a person's name has no infinitive, the verb before it has.
- "a laissé partir Luc Martin": an infinitive right behind such a verb is no circumstance.
- "Les rebelles ont eux aussi signé l'accord": what has an auxiliary is no participle of the noun before.
- "Oslo et Stockholm ont signé un accord": in a list of subjects the first is no sentence of its own.
- "Le ministre talvistanais de la Défense, X, a démenti": an adjective without a copula is no clause.
- "Oslo s'en est pris à l'armée": a bare place before a verb without a subject is no circumstance.
- "Le groupe, qui avait accusé Luc Martin, a démissionné": behind the relative clause stands the main verb.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import AUXILIARIES, Tree
from kg.lang import Lexicon

_SUBJECTS = ("nsubj", "nsubj:pass", "expl:subj", "csubj")
_BELOW = ("xcomp", "ccomp", "conj", "advcl", "parataxis", "obj", "dep")
_LOOSE = ("dep", "acl", "nmod", "advcl", "xcomp", "ccomp", "flat:name")


def mend_lost_verbs(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; `children` lists of the tokens are not touched."""
    if not words.grammar.subject_relatives:
        return
    tree = Tree(tokens)
    for token in tokens:
        if token.dep == "obl:mod" and token.pos == "PROPN" and token.ent == "LOC" and token.i < token.head:
            if not tree.has(token, "case") and not tree.has(tokens[token.head], *_SUBJECTS):
                token.dep = "nsubj"
        if token.pos == "ADJ" and token.i and tokens[token.i - 1].head == token.i:
            _no_clause(tree, token, tokens[token.i - 1])
        if token.pos != "VERB":
            continue
        above = tokens[token.head]
        if above.i < token.i and above.text.lower() in words.grammar.then and above.pos != "VERB":
            _goes_on(tree, token, above)
        elif token.morph.get("VerbForm") == "Inf":
            if above.ent == "PER" and token.dep in _LOOSE:
                _no_name(tree, token, above)
            elif above.i == token.i - 1 and above.lemma.lower() in words.grammar.undergoing:
                _let(tree, token, above, words)
        elif token.dep == "acl" and above.pos == "NOUN" and token.morph.get("VerbForm") == "Part":
            _helped(tree, token, above)
        elif token.dep == "conj" and above.head == above.i and above.pos in ("NOUN", "PROPN"):
            _joint_subject(tree, token, above, words)
        elif token.dep == "acl:relcl" and above.head == above.i and above.pos in ("NOUN", "PROPN"):
            _main(tree, token, above)


def _no_clause(tree: Tree, adjective: Token, noun: Token) -> None:
    """Give the clause that the parser made of a noun and its adjective to the finite verb behind."""
    own = [c for c in tree.children(adjective) if c is not noun]
    if noun.pos != "NOUN" or noun.dep not in _SUBJECTS or any(c.dep in ("cop", *AUXILIARIES) for c in own):
        return
    verb = next((c for c in own if c.pos == "VERB" and c.dep in _BELOW and c.i > adjective.i), None)
    helpers = [c for c in tree.children(verb) if c.dep in AUXILIARIES] if verb is not None else []
    finite = any(t.morph.get("VerbForm") == "Fin" for t in (verb, *helpers) if t is not None)
    if verb is None or not finite or tree.has(verb, "mark", "cc", *_SUBJECTS):
        return
    if adjective.head == adjective.i:
        tree.move(verb, verb, "root")
    else:
        tree.move(verb, tree.tokens[adjective.head], adjective.dep)
    tree.move(noun, verb, "nsubj:pass" if tree.has(verb, "aux:pass") else "nsubj")
    tree.move(adjective, noun, "amod")
    for child in own:
        if child is not verb:
            before = child.i < min([verb.i, *(h.i for h in helpers)]) and child.pos != "PUNCT"
            dep = "appos" if child.ent == "PER" else "nmod" if child.dep.startswith("obl") else child.dep
            tree.move(child, noun if before else verb, dep if before else child.dep)


def _goes_on(tree: Tree, verb: Token, joint: Token) -> None:
    first = tree.tokens[joint.head]
    if first.pos == "VERB" and first.i < joint.i and joint.i == verb.i - 1:
        joint.dep = "cc"
        tree.move(verb, first, "conj")
        tree.move(joint, verb, "cc")


def _no_name(tree: Tree, verb: Token, name: Token) -> None:
    while tree.tokens[name.head].ent == "PER" and name.dep.startswith("flat"):
        name = tree.tokens[name.head]
    main = tree.tokens[name.head]
    if main.pos == "VERB" and main.i < name.i and tree.has(verb, "mark") and not tree.has(main, "xcomp", "ccomp"):
        tree.move(verb, main, "xcomp")


def _let(tree: Tree, verb: Token, above: Token, words: Lexicon) -> None:
    if verb.dep == "advmod":
        verb.dep = "xcomp"
    if verb.dep == "xcomp" and words.lemma_fix(verb.text.lower(), verb.lemma.lower()) in words.be_verbs:
        for child in tree.children(verb):  # who leaves stands behind, and is no object
            if child.dep == "obj" and child.i > verb.i and not tree.has(above, "obj"):
                tree.move(child, above, "obj")


def _helped(tree: Tree, verb: Token, noun: Token) -> None:
    """ "Les rebelles ont eux aussi signé": an auxiliary between the two makes a clause of them."""
    helpers = [c for c in tree.children(noun) if c.dep == "aux:tense" and noun.i < c.i < verb.i]
    if len(helpers) != 1 or tree.has(noun, "cop", "case") or tree.has(verb, "nsubj", *AUXILIARIES):
        return
    if noun.head == noun.i:
        tree.move(verb, verb, "root")
    else:
        tree.move(verb, tree.tokens[noun.head], noun.dep)
    tree.move(noun, verb, "nsubj")
    tree.move(helpers[0], verb, "aux:tense")
    for child in tree.children(noun):
        if child.i > helpers[0].i and child is not verb:
            tree.move(child, verb, child.dep)


def _joint_subject(tree: Tree, verb: Token, first: Token, words: Lexicon) -> None:
    tokens = tree.tokens
    subject = next((c for c in tree.children(verb) if c.dep in _SUBJECTS), None)
    if subject is None or not first.i < subject.i < verb.i:
        return
    joint = tokens[tree.first(subject) - 1]
    helpers = [c for c in tree.children(verb) if c.dep in AUXILIARIES]
    several = any(t.morph.get("Number") == "Plur" and t.morph.get("VerbForm") == "Fin" for t in (verb, *helpers))
    own = [t for t in tokens[first.i + 1 : joint.i] if not tree.over(first, t) or tree.over(verb, t)]
    if joint.text.lower() not in words.grammar.joints or not several or own or tree.has(first, "nsubj", "cop"):
        return
    label = subject.dep
    tree.move(verb, verb, "root")
    tree.move(first, verb, label)
    tree.move(subject, first, "conj")
    tree.move(joint, subject, "cc")


def _main(tree: Tree, clause: Token, noun: Token) -> None:
    """Make the finite verb that the parser hung in the clause the main one, and the noun its subject."""
    tokens = tree.tokens
    for verb in tree.children(clause):
        helpers = [c for c in tree.children(verb) if c.dep in AUXILIARIES]
        finite = any(t.morph.get("VerbForm") == "Fin" for t in (verb, *helpers))
        first = min([verb.i, *(c.i for c in helpers)])
        parted = first > clause.i and tokens[first - 1].text == ","
        if verb.pos != "VERB" or verb.dep not in _BELOW or not finite or not parted:
            continue
        if tree.has(verb, "mark", "cc", *_SUBJECTS) or not any(t.text == "," for t in tokens[noun.i : clause.i]):
            continue
        tree.move(verb, verb, "root")
        tree.move(noun, verb, "nsubj:pass" if tree.has(verb, "aux:pass") else "nsubj")
        return
