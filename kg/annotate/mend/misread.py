"""Verbs that parsers take for a part of a noun, in a language whose verbs have few forms of their own.

- "left the city and seized weapons": what stands behind "and" and hangs on the verb is one more verb with its object.
- "accused the army of bombing towns", "denied warning Iran": behind such a word the gerund has an object, too.
- "The chief of the army Omar Sayed arrested protesters.": no sentence is without a verb.
- "The opposition never arrested anybody": a past form with a subject and no auxiliary is no participle.
- "named Anna Berg foreign minister": the name is the object, and no part of what she is named.
- "Did the opposition ban the rally?": behind "did" stands a verb.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import AUXILIARIES, NOMINAL, VERBS, Tree, roots
from kg.lang import Lexicon

_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "expl")
_MAIN = frozenset({"root", "ccomp", "conj", "acl:relcl", "advcl"})
_INSIDE = frozenset({"amod", "compound"})
_FINITE = {"VerbForm": "Fin", "Tense": "Past"}
_GAP = 3  # tokens from a relative pronoun to a prefix: "who has been re-"


def mend_misread(tokens: list[Token], words: Lexicon) -> None:
    """Reattach and retag, in place; `children` lists of the tokens are not touched."""
    if not words.grammar.infinitive_marks:
        return
    tree, tops = Tree(tokens), roots(tokens)
    finite = {tops[t.i] for t in tokens if t.pos in VERBS and t.morph.get("VerbForm") == "Fin"}
    for token in tokens:
        if token.pos == "VERB" and token.dep in _INSIDE and tree.tokens[token.head].pos in ("NOUN", "PROPN"):
            if token.morph.get("Tense") == "Past":
                _joined(tree, token, words)
            elif token.morph.get("VerbForm") == "Part" and token.i > 0:
                _gerund(tree, token, words)
        if token.pos == "VERB" and token.morph.get("Tense") == "Past" and token.dep in _INSIDE:
            if tops[token.i] not in finite:
                _only_verb(tree, token, words)
        if token.dep == "advcl" and token.morph.get("VerbForm") == "Part" and tokens[token.head].pos == "NOUN":
            _charge(tree, token, words)
        if token.text == "-" and 0 < token.i < len(tokens) - 1:
            _prefixed(tree, token, words)
        if token.pos == "AUX" and token.dep == "aux" and token.text.lower() in words.grammar.helpers:
            _behind_helper(tree, token, words)
    for token in tokens:
        if token.pos == "NOUN" and token.dep in ("xcomp", "obj") and tokens[token.head].pos == "VERB":
            _named(tree, token, words)
            _told(tree, token, words)
        if token.pos == "NOUN" and token.dep == "root":
            _reports(tree, token, words)
        if token.pos == "VERB" and token.dep in _MAIN and token.morph.get("VerbForm") == "Part":
            _past(tree, token, words)


def _joined(tree: Tree, verb: Token, words: Lexicon) -> None:
    """Make the participle behind "and" a verb, where its noun is joined to a verb."""
    noun = tree.tokens[verb.head]
    above, before = tree.tokens[noun.head], tree.tokens[verb.i - 1]
    joined = noun.dep == "conj" and above.pos == "VERB" and above.i < verb.i and before.dep == "cc"
    if not joined or verb.i > noun.i or not _known(verb, words) or not tree.has(above, *_SUBJECTS):
        return
    if any(c.i < verb.i for c in tree.children(noun) if c is not verb and c.dep != "cc"):
        return
    _give(tree, verb, noun, words)
    tree.move(verb, above, "conj")
    verb.morph = {**verb.morph, **_FINITE}


def _gerund(tree: Tree, verb: Token, words: Lexicon) -> None:
    """Make the gerund that opens an object a clause, behind a verb that has such ones."""
    noun, before = tree.tokens[verb.head], tree.tokens[verb.i - 1]
    if verb.morph.get("Tense") != "Pres" or any(c.i < verb.i for c in tree.children(noun) if c is not before):
        return
    if noun.i < verb.i or not _known(verb, words):
        return
    above = tree.tokens[noun.head]
    if before.dep == "case" and before.head == noun.i:
        for _ in range(2):
            above = tree.tokens[above.head] if above.pos != "VERB" else above
        if above.pos == "VERB" and above.i < before.i and _takes(above, before.text.lower(), words):
            _give(tree, verb, noun, words)
            tree.move(verb, above, "advcl")
            tree.move(before, verb, "mark")
    elif above is before and noun.dep == "obj" and _takes(above, "", words):
        _give(tree, verb, noun, words)
        tree.move(verb, above, "xcomp")


def _charge(tree: Tree, gerund: Token, words: Lexicon) -> None:
    """ "arrested on suspicion of robbing a shop": what somebody is arrested for hangs on the verb."""
    noun = tree.tokens[gerund.head]
    verb = tree.tokens[noun.head]
    entry = words.noun(noun.lemma.lower())
    charges = entry is not None and (entry.klass == "communication:accuse" or entry.action == "charges")
    marked = any(c.dep == "mark" and c.text.lower() in words.patterns.charges for c in tree.children(gerund))
    if charges and marked and noun.dep == "obl" and verb.pos == "VERB" and not tree.has(noun, "nmod:poss"):
        tree.move(gerund, verb, "advcl")


def _prefixed(tree: Tree, hyphen: Token, words: Lexicon) -> None:
    """ "re-elected" in three words: the last one is the verb."""
    first, verb = tree.tokens[hyphen.i - 1], tree.tokens[hyphen.i + 1]
    whole = first.end == hyphen.start and hyphen.end == verb.start  # no blank between
    if first.text.lower() not in words.grammar.prefixes or verb.pos != "VERB" or not whole:
        return
    top, above, dep = first.head == first.i, tree.tokens[first.head], first.dep
    if above is verb or above is hyphen:
        return
    before = tree.tokens[max(1, first.i - _GAP) : first.i]  # "who was re-elected", "who has been re-elected"
    who = next((t for t in before if t.text.lower() in words.grammar.relatives), None)
    if who is not None and tree.tokens[who.i - 1].pos in NOMINAL:
        top, above, dep = False, tree.tokens[who.i - 1], "acl:relcl"
    tree.move(verb, verb if top else above, "root" if top else dep)
    for child in (*tree.children(first), *tree.children(hyphen)):
        if child is not hyphen and child is not verb:
            tree.move(child, verb, child.dep)
    tree.move(hyphen, verb, "punct")
    tree.move(first, verb, "advmod")
    first.pos = "X"


def _takes(verb: Token, mark: str, words: Lexicon) -> bool:
    """Has the verb gerunds as its complement: "denied", "accused of", "prevented from"?"""
    lemma = words.lemma_fix(verb.text.lower(), verb.lemma.lower())
    entry, colour = words.verb(lemma), words.colour(lemma)
    if not mark:
        return entry is not None and "ing" in entry.complements and entry.addressee != "obj"
    if mark in words.patterns.moods.kept:
        return colour == "negative" or (entry is not None and entry.content in ("forbidden", "refused"))
    charges = mark in words.patterns.charges and entry is not None
    return charges and entry is not None and (entry.type == "JUSTICE" or lemma in words.grammar.of_topics)


def _only_verb(tree: Tree, verb: Token, words: Lexicon) -> None:
    """Make the past form the verb of a sentence that has none, between a name or actor and the noun above it."""
    noun = tree.tokens[verb.head]
    before = tree.tokens[verb.i - 1] if verb.i else verb
    while before.pos == "ADV" and before.i:
        before = tree.tokens[before.i - 1]
    actor = before.ent == "PER" or words.is_person_noun(before.lemma.lower()) or words.is_org_noun(before.lemma.lower())
    inside = before.head == noun.i and before.dep in ("amod", "compound", "nmod") and before.i < verb.i
    if noun.i < verb.i or not (actor and inside) or noun.dep not in ("root", "nsubj", "ccomp", "obj"):
        return
    if noun.dep == "nsubj" and tree.tokens[noun.head].pos in VERBS and not _known(verb, words):
        return
    above, dep, top = tree.tokens[noun.head], noun.dep, noun.head == noun.i
    earlier = [c for c in tree.children(noun) if c.i < before.i and c.dep in ("amod", "compound", "det", "nmod")]
    later = [c for c in tree.children(noun) if c.i > noun.i]
    tree.move(verb, verb if top else above, "root" if top else dep if dep == "ccomp" else "ccomp")
    tree.move(before, verb, "nsubj")
    for child in earlier:
        tree.move(child, before, "compound" if child.dep != "det" else "det")
    tree.move(noun, verb, "obj")
    for child in later:
        tree.move(child, verb, "obl" if child.dep == "nmod" else child.dep)
    verb.morph = {**verb.morph, **_FINITE}


def _behind_helper(tree: Tree, helper: Token, words: Lexicon) -> None:
    """ "Did the opposition ban it?": the noun that the parser saw is a verb, and what stands before it the subject."""
    verb = tree.tokens[helper.head]
    if verb.pos not in ("NOUN", "PROPN") or helper.i > verb.i or words.verb(verb.text.lower()) is None:
        return
    names = [c for c in tree.children(verb) if c.dep in ("compound", "amod", "nsubj", "poss") and c.i < verb.i]
    if not names or not tree.has(verb, "obj", "obl", "nmod"):
        return
    subject = names[-1]
    verb.pos, verb.lemma, verb.morph = "VERB", verb.text.lower(), {"VerbForm": "Inf"}
    for child in [c for c in tree.children(verb) if c.i < subject.i and c.dep in ("det", *_INSIDE)]:
        tree.move(child, subject, child.dep)
    tree.move(subject, verb, "nsubj")


def _named(tree: Tree, role: Token, words: Lexicon) -> None:
    """Give a verb of appointing the person whose name opens the phrase of the office."""
    verb = tree.tokens[role.head]
    entry = words.verb(words.lemma_fix(verb.text.lower(), verb.lemma.lower()))
    names = [c for c in tree.children(role) if c.dep == "compound" and c.ent == "PER" and verb.i < c.i < role.i]
    if entry is None or entry.type != "OFFICE" or len(names) != 1 or not words.is_role(role.lemma.lower()):
        return
    if role.dep == "xcomp" and tree.has(verb, "obj"):
        return
    role.dep = "xcomp"
    tree.move(names[0], verb, "obj")


def _told(tree: Tree, noun: Token, words: Lexicon) -> None:
    """ "told AFP rebels had fled": the name is who is told, the noun the subject of what is told."""
    verb = tree.tokens[noun.head]
    entry = words.verb(words.lemma_fix(verb.text.lower(), verb.lemma.lower()))
    names = [c for c in tree.children(noun) if c.dep == "compound" and c.ent and c.i == noun.i - 1]
    below = [
        c for c in tree.children(verb) if c.dep == "ccomp" and c.i > noun.i and not tree.has(c, *_SUBJECTS, "mark")
    ]
    if entry is None or entry.addressee != "obj" or not names or len(below) != 1:
        return
    form = min((c.i for c in tree.children(below[0]) if c.dep in AUXILIARIES), default=below[0].i)
    if form == noun.i + 1:
        tree.move(names[0], verb, "obj")
        tree.move(noun, below[0], "nsubj:pass" if tree.has(below[0], "aux:pass") else "nsubj")


def _reports(tree: Tree, noun: Token, words: Lexicon) -> None:
    """ "The mayor resigned, local media report.": behind a comma and a clause stands a verb."""
    said = next((c for c in tree.children(noun) if c.dep == "ccomp" and c.i < noun.i), None)
    names = [c for c in tree.children(noun) if c.dep in ("compound", "nsubj") and c.i == noun.i - 1]
    if said is None or not names or noun.text.lower() not in words.reporting or tree.has(noun, "det", "cop"):
        return
    if not any(t.text == "," for t in tree.tokens[said.i : names[0].i]):
        return
    noun.pos, noun.lemma, noun.morph = "VERB", noun.text.lower(), {"VerbForm": "Fin", "Tense": "Pres"}
    for child in [c for c in tree.children(noun) if c.dep in _INSIDE and said.i < c.i < names[0].i]:
        tree.move(child, names[0], child.dep)
    tree.move(names[0], noun, "nsubj")


def _past(tree: Tree, verb: Token, words: Lexicon) -> None:
    """Read a past form with a subject of its own and without auxiliary as finite."""
    own = tree.children(verb)
    told = verb.text.lower() != verb.lemma.lower()  # "made his wish come true"
    if verb.dep == "ccomp" and not tree.has(verb, "mark"):  # "had his car stolen", but "said police arrested him"
        main = tree.tokens[verb.head]
        entry = words.verb(words.lemma_fix(main.text.lower(), main.lemma.lower()))
        told = told and entry is not None and entry.klass.startswith("communication")
    above = tree.tokens[verb.head]
    shared = verb.dep == "conj" and above.pos == "VERB" and above.morph.get("VerbForm") == "Fin" and above.i < verb.i
    shared = shared and above.morph.get("Tense") == "Past" and not tree.has(above, *AUXILIARIES)  # "rose and fell"
    subject = told and (shared or any(c.dep == "nsubj" and c.i < verb.i for c in own))
    if subject and verb.morph.get("Tense") == "Past" and not any(c.dep in (*AUXILIARIES, "obl:agent") for c in own):
        verb.morph = {**verb.morph, **_FINITE}


def _give(tree: Tree, verb: Token, noun: Token, words: Lexicon) -> None:
    """Make the noun the object of the verb inside its phrase; what stands behind it goes to the verb."""
    later = [c for c in tree.children(noun) if c.i > noun.i and c.dep == "nmod" and not _of(tree, c, words)]
    marks = [c for c in tree.children(noun) if c.dep == "cc" and c.i < verb.i]
    tree.move(verb, verb, "root")
    tree.move(noun, verb, "obj")
    for child in (*later, *marks):
        tree.move(child, verb, "obl" if child.dep == "nmod" else child.dep)


def _of(tree: Tree, noun: Token, words: Lexicon) -> bool:
    return any(c.dep == "case" and c.text.lower() in words.grammar.owner_marks for c in tree.children(noun))


def _known(verb: Token, words: Lexicon) -> bool:
    return words.verb(words.lemma_fix(verb.text.lower(), verb.lemma.lower())) is not None
