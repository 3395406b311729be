"""Headlines leave out "be" and "and": "Three killed in blast", "Ortega elected president", "Norway, Iran sign deal".

A headline has no final stop. Only in a language whose participles look like its past forms.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import NOMINAL, VERBS, Tree, roots
from kg.lang import Lexicon

_STOPS = frozenset(".?!…;:\"'”’")
_NAMES = ("LOC", "ORG", "PER")
_LOOSE = ("obl:npmod", "nsubj", "dep", "appos", "advmod", "npadvmod")
_PASSIVE = {"VerbForm": "Part", "Tense": "Past", "Aspect": "Perf"}


def mend_headlines(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; `children` lists of the tokens are not touched."""
    if not words.grammar.infinitive_marks:
        return
    tree, tops = Tree(tokens), roots(tokens)
    last: dict[int, Token] = {tops[token.i]: token for token in tokens}  # the last token of each tree
    finite = {tops[t.i] for t in tokens if t.pos in VERBS and t.morph.get("VerbForm") == "Fin"}
    for top, end in last.items():
        token = tokens[top]
        if end.text in _STOPS or end.pos == "PUNCT":
            continue
        if token.pos == "VERB":
            _listed(tree, token)
            _made(tree, token, words)
        elif token.pos in NOMINAL and top not in finite and not tree.has(token, "case"):
            _done_to(tree, token, words)


def _done_to(tree: Tree, noun: Token, words: Lexicon) -> None:
    """ "Three killed in blast": the participle right behind the noun is the verb of the headline."""
    verb = next((c for c in tree.children(noun) if c.i == noun.i + 1 and c.dep == "acl"), None)
    if verb is None or verb.pos != "VERB" or verb.morph.get("Tense") != "Past":
        return
    if words.verb(words.lemma_fix(verb.text.lower(), verb.lemma.lower())) is None or tree.has(verb, "obj"):
        return
    later = [c for c in tree.children(noun) if c.i > verb.i]
    tree.move(verb, verb, "root")
    tree.move(noun, verb, "nsubj:pass")
    for child in later:
        tree.move(child, verb, "obl" if child.dep == "nmod" else child.dep)


def _listed(tree: Tree, verb: Token) -> None:
    """ "Norway, Iran sign deal": two names parted by a comma do it together."""
    second = next((c for c in tree.children(verb) if c.dep == "nsubj" and c.i < verb.i and c.ent in _NAMES), None)
    if second is None:
        return
    first = next((c for c in tree.children(verb) if c.dep in _LOOSE and c.i < second.i and c.ent == second.ent), None)
    if first is None or tree.has(first, "case") or tree.tokens[first.i + 1].text != "," or second.i > first.i + 4:
        return
    if any(t.pos not in ("PROPN", "NOUN") for t in tree.tokens[first.i + 2 : second.i]):
        return
    tree.move(first, verb, "nsubj")
    tree.move(second, first, "conj")
    tree.move(tree.tokens[first.i + 1], first, "cc")  # the comma joins them


def _made(tree: Tree, verb: Token, words: Lexicon) -> None:
    """ "Ortega elected president": who is said to be made something, without an article, is not the one who makes."""
    entry = words.verb(words.lemma_fix(verb.text.lower(), verb.lemma.lower()))
    own = tree.children(verb)
    role = next((c for c in own if c.dep in ("obj", "xcomp") and c.i > verb.i), None)
    subject = next((c for c in own if c.dep == "nsubj" and c.i < verb.i), None)
    if entry is None or entry.type != "OFFICE" or role is None or subject is None or subject.ent != "PER":
        return
    if role.pos != "NOUN" or not words.is_role(role.lemma.lower()) or tree.has(role, "det", "nmod:poss"):
        return
    if verb.morph.get("Tense") == "Past" and not tree.has(verb, "aux", "aux:pass"):
        subject.dep, role.dep, verb.morph = "nsubj:pass", "xcomp", {**_PASSIVE}
