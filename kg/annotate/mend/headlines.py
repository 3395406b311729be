"""Headlines leave out "be" and "and": "Three killed in blast", "Ortega elected president", "Norway, Iran sign deal".

Taggers miss their presents ("Court acquits banker"), and take what is done to somebody for what somebody did.

A headline has no final stop. Only in a language whose participles look like its past forms.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import AUXILIARIES, NOMINAL, VERBS, Tree, roots
from kg.lang import Lexicon

_STOPS = frozenset(".?!…;:\"'”’")
_NAMES = ("LOC", "ORG", "PER")
_LOOSE = ("obl:npmod", "nsubj", "dep", "appos", "advmod", "npadvmod")
_INSIDE = ("compound", "amod", "nmod")
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
        if token.pos in ("NUM", "ADJ") and top not in finite:
            _counted(tree, token, words)
        if token.pos == "NOUN" and top not in finite:
            _present(tree, token, words)
        if token.pos == "VERB":
            _swapped(tree, token, words)
            _listed(tree, token)
            _made(tree, token, words)
            _suffered(tree, token, words)
        elif token.pos in NOMINAL and top not in finite and not tree.has(token, "case"):
            _done_to(tree, token, words)


def _counted(tree: Tree, top: Token, words: Lexicon) -> None:
    """ "Two dead in fire", "At least 20 dead": the word for the dead is a noun that the number counts."""
    dead = top if top.pos == "ADJ" else next((c for c in tree.children(top) if c.i == top.i + 1), None)
    if dead is None or dead.pos != "ADJ" or dead.text.lower() not in words.casualties:
        return
    if dead is top and not tree.has(top, "nummod"):
        return
    dead.pos = "NOUN"
    if dead is not top:
        tree.move(dead, dead, "root")
        tree.move(top, dead, "nummod")


def _swapped(tree: Tree, verb: Token, words: Lexicon) -> None:
    """ "Ajax beats Porto", where the parser saw the loser act; "Union rejects offer", where the offer."""
    own = tree.children(verb)
    before = next((c for c in own if c.i == verb.i - 1), None)
    behind = next((c for c in own if c.dep == "nsubj" and c.i > verb.i and c.pos == "PROPN"), None)
    if behind is not None and before is not None and before.dep in _INSIDE and before.text[0].isupper():
        before.pos = "PROPN"
        tree.move(before, verb, "nsubj")
        behind.dep = "obj"
        return
    lemma = words.lemma_fix(before.text.lower(), before.lemma.lower()) if before is not None else ""
    if before is None or before.dep != "nsubj" or before.pos != "NOUN" or lemma == before.text.lower():
        return
    subject = next((c for c in tree.children(before) if c.dep in _INSIDE and c.i == before.i - 1), None)
    if subject is None or not _actor(subject, words) or words.verb(lemma) is None or verb.text.lower() != verb.lemma:
        return
    before.pos, before.lemma, before.morph = "VERB", lemma, {"VerbForm": "Fin", "Tense": "Pres"}
    verb.pos, verb.morph = "NOUN", {"Number": "Sing"}
    tree.move(before, before, "root")
    tree.move(verb, before, "obj")
    tree.move(subject, before, "nsubj")
    for child in [c for c in tree.children(verb) if c.i > verb.i]:
        tree.move(child, verb if child.dep == "obl" else before, "nmod" if child.dep == "obl" else child.dep)


def _present(tree: Tree, noun: Token, words: Lexicon) -> None:
    """ "Court acquits banker", "Police arrest mayor": of three nouns the one in the middle is the verb."""
    first = tree.first(noun)
    below = [c for c in tree.children(noun) if c.i < noun.i]
    verb = next((c for c in below if c.dep == "compound" and c.pos == "NOUN" and c.text.islower()), None)
    if verb is None:
        verb, noun = noun, next((c for c in tree.children(noun) if c.dep == "appos" and c.i == noun.i + 1), noun)
    if verb is noun or tree.has(noun, "det", "nsubj", "cop") or not verb.text.islower():
        return
    subject = next((t for t in (*tree.children(verb), *below) if t.i == verb.i - 1 and t.dep in _INSIDE), None)
    if subject is None or subject.pos not in ("NOUN", "PROPN") or not (subject.ent or _actor(subject, words)):
        return
    lemma = words.lemma_fix(verb.text.lower(), verb.lemma.lower())
    entry = words.verb(lemma)
    singular = subject.morph.get("Number") != "Plur"
    agrees = verb.text.lower() != lemma and singular  # "Court acquits", which no noun phrase says
    if entry is None or not entry.type or not (agrees or (verb.text.lower() == lemma and _actor(noun, words))):
        return
    verb.pos, verb.lemma, verb.morph = "VERB", lemma, {"VerbForm": "Fin", "Tense": "Pres"}
    inside = [c for c in below if c.i < subject.i and c.i >= min(first, subject.i)]
    later = [c for c in tree.children(noun) if c.i > noun.i and c.dep in ("acl", "advcl", "obl", "nmod", "punct")]
    tree.move(verb, verb, "root")
    tree.move(subject, verb, "nsubj")
    tree.move(noun, verb, "obj")
    for child in inside:
        tree.move(child, subject, child.dep)
    for child in later:
        if child.dep != "nmod" or not any(c.text.lower() in words.grammar.owner_marks for c in tree.children(child)):
            tree.move(child, verb, "obl" if child.dep == "nmod" else child.dep)


def _actor(noun: Token, words: Lexicon) -> bool:
    lemma = noun.lemma.lower()
    somebody = words.is_person_noun(lemma) or words.is_role(lemma) or words.is_org_noun(lemma)
    return somebody or noun.ent in ("PER", "ORG")


def _suffered(tree: Tree, verb: Token, words: Lexicon) -> None:
    """ "Mayor shot by gunman", "Man jailed for fraud": a past form without object tells what is done to its subject."""
    subject = next((c for c in tree.children(verb) if c.dep in ("nsubj", "obl:npmod") and c.i < verb.i), None)
    bare = verb.morph.get("Tense") == "Past" and not tree.has(verb, *AUXILIARIES, "obj", "ccomp", "mark", "nsubj:pass")
    entry = words.verb(words.lemma_fix(verb.text.lower(), verb.lemma.lower()))
    if subject is None or entry is None or not bare or subject.i != verb.i - 1:
        return
    behind = tree.tokens[verb.i + 1].text.lower() if verb.i + 1 < len(tree.tokens) else ""
    bidden = entry.control == "addressee" and behind in words.grammar.infinitive_marks  # "Turkey urged to free them"
    blaming = words.patterns.charges | words.patterns.moods.why  # "Turkey accused of spying"
    addressed = entry.addressee == "obj" and (bidden or (entry.type == "ACCUSE" and behind in blaming))
    if tree.has(verb, "obl:agent") or entry.action in words.grammar.suffered_acts or addressed:
        subject.dep, verb.morph = "nsubj:pass", {**_PASSIVE}


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
    beside = next((c for c in tree.children(second) if c.dep == "appos" and c.ent == second.ent), None)
    if beside is not None and tree.tokens[second.i + 1].text == "," and beside.i == verb.i - 1 == second.i + 2:
        tree.move(beside, second, "conj")  # "France, Italy agree"
        tree.move(tree.tokens[second.i + 1], beside, "cc")
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
    subject = next((c for c in own if c.dep in ("nsubj", "obl:npmod") and c.i < verb.i), None)
    if entry is None or entry.type != "OFFICE" or role is None or subject is None or subject.ent != "PER":
        return
    if role.pos != "NOUN" or not words.is_role(role.lemma.lower()) or tree.has(role, "det", "nmod:poss"):
        return
    if verb.morph.get("Tense") == "Past" and not tree.has(verb, "aux", "aux:pass"):
        subject.dep, role.dep, verb.morph = "nsubj:pass", "xcomp", {**_PASSIVE}
