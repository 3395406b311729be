"""A finite verb heads a clause: "Le président rencontrera Anna Berg" where parsers take "rencontrera" for an adjective.

They do so with verbs they met seldom, and the noun before is then the root of a sentence without a verb. The noun
is the subject, and what stands behind the verb its own. "Les rebelles ont de nouveau attaqué": the adverb has neither
subject nor auxiliary.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.mend.direct import marked
from kg.annotate.mend.mistaken import mend_conditional
from kg.annotate.tree import AUXILIARIES, NOMINAL, VERBS, Tree, roots
from kg.ids import fold
from kg.lang import Lexicon

_MISTAKEN = frozenset({"amod", "acl", "nmod", "appos", "flat:name", "flat", "dep", "advmod", "compound"})
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "expl:subj")
_BETWEEN = frozenset({"ADV", "PRON", "PART"})  # "ne le rencontrera", behind the noun phrase
_BARE = frozenset({"appos", "nmod", "obj", "obl:mod", "obl:arg", "amod", "flat:name", "dep"})


def mend_finite(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; `children` lists of the tokens are not touched."""
    tree = Tree(tokens)
    tops = roots(tokens)
    finite = {tops[token.i] for token in tokens if _finite(token)}
    for token in tokens:
        if token.morph.get("Mood") == "Ind":
            mend_conditional(token, words)  # passes before this one make presents
        if token.pos in ("ADP", "ADV"):
            _adverb(tree, token)
        if token.dep == "case" and fold(token.text) in words.grammar.clause_marks:
            _opened(tree, token)
        if token.head == token.i and token.pos in ("NOUN", "PROPN") and tree.has(token, "case"):
            _under(tree, token)
        if token.dep not in _MISTAKEN:
            continue
        form = _form(token, words) if tops[token.i] not in finite and not tree.has(token, "case", "det") else None
        subject = _subject(tree, token, tops[token.i]) if form or _finite(token) else None
        if subject is not None:
            if form is not None:
                token.pos, (token.lemma, token.morph) = "VERB", form
            _lift(tree, token, subject, words)


def _opened(tree: Tree, mark: Token) -> None:
    """ "lorsque des rebelles ont attaqué": such a conjunction opens a clause, and the noun behind it is its subject."""
    noun = tree.tokens[mark.head]
    verb = next((c for c in tree.children(noun) if c.dep.startswith("acl") and c.i > noun.i and c.pos == "VERB"), None)
    if verb is None or noun.head == noun.i or mark.i > noun.i:
        return
    own = tree.children(verb)
    if not any(_finite(t) for t in (verb, *own)) or any(t.morph.get("PronType") == "Rel" for t in own):
        return
    tree.move(verb, tree.tokens[noun.head], "advcl")
    tree.move(noun, verb, "nsubj:pass" if tree.has(verb, "aux:pass") else "nsubj")
    tree.move(mark, verb, "mark")
    mark.pos = "SCONJ"


def _under(tree: Tree, noun: Token) -> None:
    """ "Selon la presse, la Russie a rencontré …": a noun behind a preposition is no main clause where there is one."""
    comma = next((t.i for t in tree.tokens[noun.i + 1 : tree.last(noun)] if t.text == ","), None)
    for verb in tree.children(noun):
        own = any(c.dep in _SUBJECTS and c.i < verb.i for c in tree.children(verb))
        helped = _finite(verb) or any(_finite(c) for c in tree.children(verb))
        if comma is None or verb.i < comma or not (verb.pos == "VERB" and own and helped) or verb.dep == "acl:relcl":
            continue
        below = [c for c in tree.children(noun) if c.i > verb.i]
        tree.move(verb, verb, "root")
        tree.move(noun, verb, "obl:mod")
        for child in below:
            dep = "obj" if child.dep == "appos" and tree.first(child) == verb.i + 1 else child.dep
            tree.move(child, verb, dep if dep in ("obj", "punct", "conj") else "obl:mod")
        return


def _form(token: Token, words: Lexicon) -> tuple[str, dict[str, str]] | None:
    """Lemma and features of the finite verb that a word is written like: "attaquera", "libère"."""
    surface = token.text.lower()
    if token.pos not in ("ADJ", "NOUN", "PROPN", "VERB", "X") or surface != token.text:
        return None
    for mood, endings in words.mood_endings.items():
        for ending in endings:
            stem = surface.removesuffix(ending)
            known = (v for v in (stem, stem + "e") if stem != surface and stem[-1:] == "r" and words.verb(v))
            if (lemma := next(known, None)) is not None:
                tense = {"Mood": "Ind", "Tense": "Fut"} if mood == "Fut" else {"Mood": mood, "Tense": "Pres"}
                return lemma, {**tense, "VerbForm": "Fin"}
    lemma = token.lemma.lower() if token.pos == "VERB" else surface + "r"
    if surface.endswith("e") and fold(surface) + "r" == fold(lemma) and words.verb(lemma):
        return lemma, {"Mood": "Ind", "Tense": "Pres", "VerbForm": "Fin", "Number": "Sing"}
    return None


def _adverb(tree: Tree, adverb: Token) -> None:
    """Give the participle behind an adverb the subject and auxiliary that hang on the adverb."""
    if not tree.has(adverb, *AUXILIARIES):
        return
    verb = next((t for t in tree.tokens[adverb.i + 1 : adverb.i + 4] if t.pos == "VERB"), None)
    if verb is None or verb.morph.get("VerbForm") != "Part":
        return
    if verb.head == adverb.i:
        above = verb if adverb.head == adverb.i else tree.tokens[adverb.head]
        tree.move(verb, above, adverb.dep)
    elif adverb.head != verb.i:
        return
    for child in list(tree.children(adverb)):
        if child.dep != "fixed":
            tree.move(child, verb, child.dep)
    tree.move(adverb, verb, "advmod")


def _subject(tree: Tree, verb: Token, top: int) -> Token | None:
    """The root that the verb hangs below, when nothing but its phrase stands before the verb."""
    noun = tree.tokens[top]
    if noun.head != noun.i or noun.pos not in NOMINAL or noun.i > verb.i or tree.has(noun, "case", "cop", *_SUBJECTS):
        return None
    if tree.has(verb, *_SUBJECTS, "mark") or not _agree(noun, verb):
        return None
    phrase = tree.tokens[noun.i + 1 : verb.i]
    if any(t.pos in ("SCONJ", "PUNCT", "CCONJ") or _finite(t) for t in phrase):
        return None
    last = next((t for t in reversed(phrase) if t.pos not in _BETWEEN), noun)
    return noun if last.pos != "ADP" and not any(t.morph.get("PronType") == "Rel" for t in phrase) else None


def _finite(token: Token) -> bool:
    return token.pos in VERBS and token.morph.get("VerbForm") == "Fin"


def _agree(noun: Token, verb: Token) -> bool:
    one, other = noun.morph.get("Number", ""), verb.morph.get("Number", "")
    return one == other or not (one and other)


def _lift(tree: Tree, verb: Token, noun: Token, words: Lexicon) -> None:
    """Make the verb the root, with the noun as subject and all that stands behind it as its own."""
    below = [t for t in tree.tokens[verb.i + 1 :] if noun.i <= t.head < verb.i]
    passive = tree.has(verb, "aux:pass")
    tree.move(verb, verb, "root")
    tree.move(noun, verb, "nsubj:pass" if passive else "nsubj")
    for token in below:
        dep = token.dep
        if dep in _BARE and token.pos in NOMINAL:
            loose = marked(tree, token, words) or words.is_time_noun(token.lemma.lower())
            dep = "obl:mod" if loose or tree.has(verb, "obj") else "obj"
        tree.move(token, verb, dep)
