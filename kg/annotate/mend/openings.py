"""Bare participles set off by commas, which parsers take for the main verb or give its subject.

- "Sorti de prison, l'homme a été arrêté": the finite verb with a subject of its own is the main one.
- "Arrivée en tête, Ana Costa affrontera": what opens so is no noun, where it is the participle of a verb of moving.
- "Le ministre, arrivé lundi, a rencontré le président": what stands before the participle is the finite verb's subject.
- "Ana Costa, décédée en 1977, Luis Mora, décédé en 1951": each tells of the name before it.
- "a limogé la ministre, accusée de fraude": it hangs on the object, where it agrees with that one alone.
- "Ce dernier lui a remis un message", "Celui-ci, emprisonné depuis 2019": subjects that parsers do not know as such.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import AUXILIARIES, Tree, opens_sentence
from kg.lang import Lexicon

_SUBJECTS = ("nsubj", "nsubj:pass")
_JOINED = ("conj", "parataxis", "ccomp", "advcl", "xcomp", "dep", "acl", "acl:relcl")
_NOMINAL = ("NOUN", "PROPN")
_BESIDE = ("acl", "amod", "appos", "conj", "nmod")


def mend_openings(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; `children` lists are not touched."""
    if not words.grammar.subject_relatives:
        return
    tree = Tree(tokens)
    for token in tokens:
        if token.pos == "VERB" and token.dep in _BESIDE and token.i > 1:
            _of_name(tree, token)
        if opens_sentence(tokens, token) and token.pos in ("VERB", "NOUN", "ADJ", "PROPN"):
            _opens(tree, token, words)
        elif token.pos == "VERB" and token.dep == "advcl":
            _inside(tree, token)
            _of_object(tree, token, words)
        elif token.lemma.lower() in words.latter and token.i > 0:
            _latter(tree, token)
        elif token.text.lower() in words.grammar.deictic and token.i > 1 and tokens[token.i - 1].text == "-":
            _pointed(tree, token, words)


def _of_name(tree: Tree, verb: Token) -> None:
    """ "Ana Costa, décédée en 1977, Luis Mora, décédé en 1951": it tells of the name right before the comma."""
    tokens = tree.tokens
    last = tokens[verb.i - 2]
    past = verb.morph.get("VerbForm") == "Part" and verb.morph.get("Tense", "Past") == "Past"
    if tokens[verb.i - 1].text != "," or last.ent != "PER" or not past or tree.has(verb, *AUXILIARIES, *_SUBJECTS):
        return
    first = last.i
    while first and tokens[first].ent == "PER" and not tokens[first].ent_start:
        first -= 1
    name = next((t for t in tokens[first : last.i + 1] if not first <= t.head <= last.i or t.head == t.i), last)
    hung = tokens[verb.head].pos in _NOMINAL or verb.dep == "acl"  # which no verb has
    if hung and not first <= verb.head <= last.i and not tree.over(verb, name):
        tree.move(verb, name, "acl")


def _opens(tree: Tree, token: Token, words: Lexicon) -> None:
    lemma = words.participles.get(token.text.lower())
    moves = lemma is not None and lemma in words.be_verbs
    bare = token.morph.get("VerbForm") == "Part" and token.morph.get("Tense") == "Past"
    if not (moves if token.pos != "VERB" else bare) or tree.has(token, *AUXILIARIES, *_SUBJECTS, "det"):
        return
    verb = next((c for c in _verbs(tree, token) if c.i > token.i + 1), None)
    if verb is None:
        return
    subject = next((c for c in tree.children(verb) if c.dep in _SUBJECTS and token.i < c.i < verb.i), None)
    if subject is None or tree.tokens[_start(tree, subject) - 1].text != "," or tree.has(verb, "mark"):
        return
    if verb.head != verb.i:
        tree.move(verb, verb, "root")
    tree.move(token, verb, "advcl")
    if token.pos != "VERB" and lemma is not None:
        token.pos, token.lemma = "VERB", lemma
        token.morph = {**token.morph, "VerbForm": "Part", "Tense": "Past"}


def _verbs(tree: Tree, token: Token) -> list[Token]:
    """The finite verb on which the word hangs, or those that hang on it as the root."""
    if token.head != token.i:
        above = tree.tokens[token.head]
        joined = token.dep in ("obl:mod", "advcl", "dislocated", "nmod") and above.head == above.i
        return [above] if joined and _finite(tree, above) and token.pos != "VERB" else []
    return [c for c in tree.children(token) if c.dep in _JOINED and _finite(tree, c)]


def _inside(tree: Tree, participle: Token) -> None:
    verb = tree.tokens[participle.head]
    own = next((c for c in tree.children(participle) if c.dep in _SUBJECTS and c.i < participle.i), None)
    if own is None or own.pos not in _NOMINAL or participle.morph.get("VerbForm") != "Part" or verb.i < participle.i:
        return
    apart = tree.tokens[participle.i - 1].text == "," and own.i < participle.i - 1
    others = [c for c in tree.children(verb) if c.dep in _SUBJECTS]
    if not apart or tree.has(participle, *AUXILIARIES) or not _finite(tree, verb) or any(c.i < verb.i for c in others):
        return
    passive = tree.has(verb, "aux:pass")
    for child in others:
        child.dep = "obj" if not passive and not tree.has(verb, "obj") else "dep"
    tree.move(own, verb, "nsubj:pass" if passive else "nsubj")
    tree.move(participle, own, "acl")


def _of_object(tree: Tree, participle: Token, words: Lexicon) -> None:
    """ "a limogé la ministre, accusée de …": it tells of the object before it, where it agrees with that one alone."""
    verb = tree.tokens[participle.head]
    noun = next((c for c in tree.children(verb) if c.dep == "obj" and verb.i < c.i < participle.i), None)
    subject = next((c for c in tree.children(verb) if c.dep in _SUBJECTS), None)
    if noun is None or subject is None or participle.morph.get("VerbForm") != "Part":
        return
    if participle.morph.get("Tense") != "Past" or tree.has(participle, *AUXILIARIES, *_SUBJECTS):
        return
    right = tree.tokens[participle.i - 1].text == "," and tree.last(noun) == participle.i - 2
    form = _form(participle, words)
    if right and _agrees(tree, noun, form) and not _agrees(tree, subject, form):
        tree.move(participle, noun, "acl")


def _form(participle: Token, words: Lexicon) -> dict[str, str]:
    """Gender and number as the ending tells them, which taggers read badly; "mis" may be either number."""
    word = participle.text.lower()
    bare = word.removesuffix("s")
    found = {"Gender": "Fem" if bare.endswith(words.grammar.feminine_letter) else "Masc"}
    if bare == word or words.participles.get(bare):
        found["Number"] = "Sing" if bare == word else "Plur"
    return found


def _agrees(tree: Tree, noun: Token, form: dict[str, str]) -> bool:
    """Does nothing tell that a participle of this form is no word of the noun's?"""
    marks = [c for c in tree.children(noun) if c.dep == "det"]
    for part, wanted in form.items():
        own = next((t.morph[part] for t in (*marks, noun) if part in t.morph), "")
        if own and own != wanted:
            return False
    return True


def _latter(tree: Tree, word: Token) -> None:
    """ "Ce dernier lui a remis un message": a subject, and no adjective of the verb."""
    pointing, verb = tree.tokens[word.i - 1], tree.tokens[word.head]
    if pointing.morph.get("PronType") != "Dem" or word.dep not in ("amod", "advmod", "obl:mod") or verb.pos != "VERB":
        return
    subjects = [c for c in tree.children(verb) if c.dep in _SUBJECTS]
    if word.i > verb.i or not _finite(tree, verb) or any(c.i < verb.i for c in subjects):
        return
    passive = tree.has(verb, "aux:pass")
    for child in subjects:
        child.dep = "obj" if not passive and not tree.has(verb, "obj") else "dep"
    word.dep = "nsubj:pass" if passive else "nsubj"
    tree.move(pointing, word, "det")


def _pointed(tree: Tree, end: Token, words: Lexicon) -> None:
    """ "Celui-ci, emprisonné depuis 2019": what hangs on the end of the word hangs on the word."""
    word = tree.tokens[end.i - 2]
    if words.pronouns.get(word.text.lower(), {}).get("role") != "demonstrative":
        return
    if any(tree.over(part, word) for part in (tree.tokens[end.i - 1], end)):
        return
    for part in (tree.tokens[end.i - 1], end):
        for child in list(tree.children(part)):
            if child.i not in (end.i - 1, end.i):
                tree.move(child, word, child.dep)
        tree.move(part, word, "fixed")


def _start(tree: Tree, noun: Token) -> int:
    return min([noun.i, *(c.i for c in tree.children(noun) if c.i < noun.i)])


def _finite(tree: Tree, token: Token) -> bool:
    forms = [token, *(c for c in tree.children(token) if c.dep in AUXILIARIES)]
    return token.pos in ("VERB", "AUX") and any(f.morph.get("VerbForm") == "Fin" for f in forms)
