"""Participles set off by commas: "Invités jeudi par la ville, les maires ont parlé", "Les maires, invités jeudi …".

Parsers take the rare ones for nouns, hang who did it on the day or the participle under the wrong verb. Behind the
comma of one that opens a sentence stands the subject, of which it tells; another one tells of the noun before it.
Without commas, "La loi votée par l'Italie et la Suisse a échoué", they take the last of two doers for the subject.
"A averti que le virus mute et appelé les élus": a second participle goes on with the auxiliary of the first.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.mend.gerunds import comma_behind, hang_clause, main_behind
from kg.annotate.tree import AUXILIARIES, NOMINAL, VERBS, Tree, opens_sentence
from kg.ids import fold
from kg.lang import Lexicon

_SUBJECTS = ("nsubj", "nsubj:pass", "expl:subj", "csubj")
_HUNG = ("acl", "nmod", "amod", "appos", "dep")
_TAGS = ("VERB", "ADJ", "NOUN")
_REACH = 16  # words of the clause
_STEPS = 6  # up a tree
_PARTS = frozenset({"VERB", "NOUN", "ADJ", "PROPN", "X", "ADV"})


def mend_participles(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; `children` lists of the tokens are not touched."""
    if not words.grammar.subject_relatives:
        return
    tree = Tree(tokens)
    for token in tokens[:-1]:
        if token.pos in _PARTS and opens_sentence(tokens, token):
            lemma = words.participle(token.text.lower())
            follows = tokens[token.i + 1]
            timed = words.is_time_noun(follows.lemma.lower())
            timed = timed or words.is_role(follows.lemma.lower())  # "Nommé ministre en 2019"
            if lemma and not tree.has(token, "det", *AUXILIARIES) and (timed or follows.pos in ("ADP", "ADV")):
                _mend(tree, token, lemma, words)
        elif token.pos in _TAGS and token.i > 1 and tokens[token.i - 1].text == "," and token.dep in _HUNG:
            if token.pos == "VERB" or words.participle(token.text):
                _inserted(tree, token, words)
        elif token.pos == "VERB" and token.dep == "conj" and tokens[token.head].dep == "acl":
            _main(tree, token)
        elif token.pos == "VERB" and token.dep == "conj" and tokens[token.i - 1].dep == "cc":
            _joined(tree, token, words)
        elif (
            token.dep in _SUBJECTS and token.pos in ("ADJ", "VERB") and tree.has(token, "cop", "aux:pass", "aux:tense")
        ):
            _two_clauses(tree, token)


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
    _doer(tree, token, comma, (token.i, main.i), words)


def _main(tree: Tree, verb: Token) -> None:
    """ "La loi votée par l'Italie et la Suisse a échoué": the second of two has no verb of its own."""
    participle = tree.tokens[verb.head]
    noun = tree.tokens[participle.head]
    subject = next((c for c in tree.children(verb) if c.dep in _SUBJECTS and c.i < verb.i), None)
    joint = next((c for c in tree.children(verb) if c.dep == "cc" and c.i < verb.i), None)
    first = next((c for c in tree.children(participle) if c.dep.startswith("obl") and tree.has(c, "case")), None)
    if subject is None or joint is None or first is None or tree.first(subject) != joint.i + 1:
        return
    bare = noun.head == noun.i and noun.i < participle.i and not tree.has(noun, "case", *AUXILIARIES, *_SUBJECTS)
    finite = any(t.morph.get("VerbForm") == "Fin" for t in (verb, *tree.children(verb)) if t.pos in VERBS)
    if not bare or not finite or tree.has(participle, *AUXILIARIES) or not first.i < joint.i:
        return
    tree.move(verb, verb, "root")
    tree.move(noun, verb, subject.dep)
    tree.move(subject, first, "conj")
    tree.move(joint, subject, "cc")


def _joined(tree: Tree, verb: Token, words: Lexicon) -> None:
    """ "a averti que le virus mute et appelé les élus à agir": a bare participle goes on with the perfect above."""
    tokens = tree.tokens
    past = verb.morph.get("VerbForm") == "Part" and verb.morph.get("Tense", "Past") == "Past"
    first = tokens[verb.head]
    if not past or first.morph.get("VerbForm") == "Part" or tree.has(verb, *AUXILIARIES, *_SUBJECTS):
        return
    above, passed = first, [first]
    for _ in range(_STEPS):
        if above.head == above.i or above.pos != "VERB" or above.dep not in ("ccomp", "xcomp"):
            return
        above = tokens[above.head]
        perfect = any(c.dep == "aux:tense" and c.lemma.lower() in words.grammar.perfect for c in tree.children(above))
        if perfect and above.pos == "VERB" and above.i < first.i:
            tree.move(verb, above, "conj")
            for child in [c for t in passed for c in tree.children(t) if c.i > verb.i and c.dep != "punct"]:
                tree.move(child, verb, child.dep)
            return
        passed.append(above)


def _two_clauses(tree: Tree, verb: Token) -> None:
    """ "Neuf personnes sont mortes et mille autres ont été évacuées": no clause is the subject of the next."""
    second = tree.tokens[verb.head]
    own = any(c.dep in _SUBJECTS and c.i < verb.i for c in tree.children(verb))
    noun = next((c for c in tree.children(verb) if c.dep == "conj" and verb.i < c.i < second.i), None)
    if not own or noun is None or noun.pos not in NOMINAL or not tree.has(noun, "cc") or second.pos != "VERB":
        return
    part, root, above = verb.dep, second.head == second.i, tree.tokens[second.head]
    tree.move(verb, verb if root else above, "root" if root else second.dep)
    tree.move(second, verb, "conj")
    tree.move(noun, second, part)
    for joint in [c for c in tree.children(noun) if c.dep == "cc"]:
        tree.move(joint, second, "cc")


def _inserted(tree: Tree, token: Token, words: Lexicon) -> None:
    """ "La Chine, frappée jeudi par la tempête, a …": it tells of the noun before the comma, and the day of it."""
    tokens = tree.tokens
    past = token.morph.get("VerbForm") == "Part" and token.morph.get("Tense", "Past") == "Past"
    noun, day = tokens[token.i - 2], tokens[token.head]
    past = past or token.pos != "VERB"
    if not past or tree.has(token, *AUXILIARIES, *_SUBJECTS, "cc") or day.pos not in NOMINAL:
        return
    comma = next((t.i for t in tokens[token.i : token.i + _REACH] if t.text == ","), token.i)
    if token.pos != "VERB":
        marks = any(fold(t.text) in words.grammar.doer_marks for t in tokens[token.i : comma])
        lemma, follows = token.lemma.lower(), tokens[token.i + 1]
        office = words.is_role(lemma) or words.is_person_noun(lemma) or words.noun(lemma) is not None
        told = (
            token.pos == "NOUN" and not office and (follows.pos == "ADP" or words.is_time_noun(follows.lemma.lower()))
        )
        if not (marks or told) or tree.has(token, "det", "case"):
            return
        token.pos, token.lemma = "VERB", words.participle(token.text)
        token.morph = {**token.morph, "VerbForm": "Part", "Tense": "Past"}
    if token.dep == "acl":
        _doer(tree, token, comma, (token.i, day.i), words)
        return
    timed = day.i > token.i and words.is_time_noun(day.lemma.lower())
    if not (timed or day.i < token.i):
        return
    above = day if not timed else tokens[day.head]
    if not timed and not (above is noun or tree.over(above, noun)):
        return
    if timed and (above.pos not in NOMINAL or above.i > token.i - 2):
        return
    tree.move(token, above, "acl")
    if timed:
        tree.move(day, token, "obl:mod")
    _doer(tree, token, comma, (token.i, above.i, day.i), words)


def _doer(tree: Tree, token: Token, end: int, heads: tuple[int, ...], words: Lexicon) -> None:
    """Hang on the participle who did it, where that hangs on the day or on what the participle hangs on."""
    for mark in tree.tokens[token.i + 1 : end]:
        noun = tree.tokens[mark.head]
        if mark.dep == "case" and fold(mark.text) in words.grammar.doer_marks and token.i < noun.i < end:
            near = noun.head in heads or words.is_time_noun(tree.tokens[noun.head].lemma.lower())
            if near and not tree.over(noun, token):
                tree.move(noun, token, "obl:agent")
            return
