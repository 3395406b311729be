"""Mend relative clauses and perfects that the parser hung elsewhere, where number and the order of the words tell.

- "a attaqué deux passants, qui ont été blessés": what opens with such a pronoun hangs on the noun phrase before it,
  on the part of it that agrees with the verb, or else on the subject that does.
- "c'est le maire de la ville qui a signé": the clause hangs on what is said to be it.
- "le chef de mission pour le Mali qui estime": what is said hangs on the person.
- "une loi proposée par la France et qui prévoit": behind "et" it hangs where the clause before does.
- "Les collègues ont poursuivi": with this auxiliary the subject acts.
- "ont abandonné leur véhicule et frappé des passants": a participle with an object of its own shares the auxiliary.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.mend.direct import marked
from kg.annotate.tree import Tree
from kg.ids import fold
from kg.lang import Lexicon

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_AUXILIARIES = frozenset({"aux", "aux:tense", "aux:pass"})
_CLAUSES = frozenset({"acl", "acl:relcl"})
_UP = frozenset({"nmod", "appos", "conj", "flat:name", "flat", "amod", "nummod", "obl:arg", "obl:mod", "dep"})
_STEPS = 6


def mend_relatives(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; `children` lists of the tokens are not touched."""
    if not words.grammar.subject_relatives:
        return
    tree = Tree(tokens)
    for token in tokens:
        if token.pos == "VERB":
            _active_perfect(tree, token, words)
            _joined_participle(tree, token, words)
            _own_object(tree, token)
        elif token.pos == "PRON" and token.text.lower() in words.grammar.subject_relatives and token.i > 0:
            _relative(tree, token, words)
            _speaker(tree, token, words)


def _active_perfect(tree: Tree, verb: Token, words: Lexicon) -> None:
    helpers = [c for c in tree.children(verb) if c.dep in _AUXILIARIES or c.dep == "cop"]
    lemma = words.lemma_fix(verb.text.lower(), verb.lemma.lower())
    moved = len(helpers) == 1 and lemma in words.be_verbs  # "sont sortis", but "ont été sortis"
    if not helpers or not (moved or all(h.lemma.lower() in words.grammar.perfect for h in helpers)):
        return
    for child in tree.children(verb):
        child.dep = {"nsubj:pass": "nsubj", "aux:pass": "aux:tense"}.get(child.dep, child.dep)


def _joined_participle(tree: Tree, verb: Token, words: Lexicon) -> None:
    noun = tree.tokens[verb.head]
    main = tree.tokens[noun.head]
    if (
        verb.morph.get("VerbForm") == "Part"
        and tree.tokens[verb.i - 1].dep == "cc"
        and not tree.has(verb, *_AUXILIARIES)
    ):
        _object_behind(tree, verb, noun, words)
    if verb.dep not in ("acl", "conj", "amod") or noun.pos not in ("NOUN", "PROPN") or main.pos != "VERB":
        return
    joint = next((c for c in tree.children(verb) if c.dep == "cc" and c.i < verb.i), None)
    if (
        (joint is None and tree.tokens[verb.i - 1].text != ",")
        or verb.morph.get("VerbForm") != "Part"
        or not tree.has(verb, "obj")
        or main.i > noun.i
    ):
        return
    helped = any(c.dep in _AUXILIARIES and c.lemma.lower() in words.grammar.perfect for c in tree.children(main))
    if helped and not tree.has(verb, *_AUXILIARIES):
        tree.move(verb, main, "conj")


def _object_behind(tree: Tree, verb: Token, above: Token, words: Lexicon) -> None:
    """ "a convoqué le maire et invité un élu": what stands right behind the second participle is its object."""
    main = tree.tokens[above.head] if above.pos in ("NOUN", "PROPN") else above
    helped = any(c.dep in _AUXILIARIES and c.lemma.lower() in words.grammar.perfect for c in tree.children(main))
    told = any(c.dep == "xcomp" and c.pos not in ("NOUN", "PROPN") for c in tree.children(verb))
    if not helped or main.pos != "VERB" or main.i > verb.i or told or tree.has(verb, "obj", "ccomp"):
        return
    for noun in tree.tokens[verb.i + 1 : verb.i + _STEPS]:
        if noun.pos not in ("DET", "NUM", "ADJ", "ADP", "NOUN", "PROPN"):
            return
        if noun.pos not in ("NOUN", "PROPN") or words.is_time_noun(noun.lemma.lower()):
            continue
        plain = tree.first(noun) == verb.i + 1 and not marked(tree, noun, words) and not tree.over(noun, verb)
        if plain and noun.dep not in ("obl:agent", "iobj"):
            tree.move(noun, verb, "obj")
        return


def _own_object(tree: Tree, verb: Token) -> None:
    """ "ont poursuivi et arrêté le conducteur": what stands right behind the second verb is its object."""
    above = tree.tokens[verb.head]
    if verb.dep != "conj" or above.pos != "VERB" or tree.has(verb, "obj", "ccomp", "xcomp"):
        return
    for noun in list(tree.children(above)):
        bare = noun.dep == "obj" or (noun.dep in ("appos", "nmod") and not tree.has(noun, "case"))
        if bare and noun.pos in _NOMINAL and tree.first(noun) == verb.i + 1:
            tree.move(noun, verb, "obj")


def _relative(tree: Tree, pronoun: Token, words: Lexicon) -> None:
    verb = tree.tokens[pronoun.head]
    if pronoun.dep not in _SUBJECTS or verb.pos not in ("VERB", "AUX") or verb.i < pronoun.i:
        return
    before = tree.tokens[pronoun.i - 1]
    if before.text.lower() in words.grammar.clause_joints or before.dep == "cc":
        _second_clause(tree, verb, before)
        return
    if _cleft(tree, verb, words):
        return
    if before.text == "," and pronoun.i > 1:
        before = tree.tokens[pronoun.i - 2]
    above = tree.tokens[verb.head]
    number = _number_of_verb(tree, verb)
    wrong = verb.dep in _CLAUSES and number and _number(tree, above, words) not in ("", number)
    wrong = wrong or (verb.dep in _CLAUSES and above.pos == "VERB" and before.pos in ("NOUN", "PROPN"))
    if (verb.dep in _CLAUSES and not wrong) or verb.head == verb.i or before.sent != pronoun.sent:
        return
    found = [noun for noun in _phrases(tree, before) if _number(tree, noun, words) in ("", number) or not number]
    found = [noun for noun in found if noun is not verb and not tree.over(verb, noun)]
    subject = found[-1] if found else _subject_above(tree, before, number, words) if wrong else None
    if subject is not None and not tree.over(verb, subject):
        tree.move(verb, subject, "acl:relcl")


def _subject_above(tree: Tree, last: Token, number: str, words: Lexicon) -> Token | None:
    """ "Un fonds aide les victimes de ces abus qui a reçu …": where nothing near agrees, the subject, if that does."""
    here = last
    for _ in range(2 * _STEPS):
        subject = next((c for c in tree.children(here) if c.dep in _SUBJECTS and c.i < here.i), None)
        if subject is not None:
            return subject if subject.pos in _NOMINAL and _number(tree, subject, words) == number else None
        if here.head == here.i:
            return None
        here = tree.tokens[here.head]
    return None


def _speaker(tree: Tree, pronoun: Token, words: Lexicon) -> None:
    """ "le chef de mission pour le Mali qui estime": what is said hangs on the person, and not on a place."""
    verb = tree.tokens[pronoun.head]
    noun = tree.tokens[verb.head]
    entry = words.verb(words.lemma_fix(verb.text.lower(), verb.lemma.lower()))
    says = entry is not None and entry.klass.startswith("communication")
    if not says or verb.dep != "acl:relcl" or noun.ent != "LOC" or tree.tokens[pronoun.i - 1] is not noun:
        return
    for _ in range(_STEPS):
        if noun.dep not in ("nmod", "obl:mod") or noun.head == noun.i:
            return
        noun = tree.tokens[noun.head]
        lemma = noun.lemma.lower()
        if words.is_role(lemma) or words.is_person_noun(lemma):
            tree.move(verb, noun, "acl:relcl")
            return


def _cleft(tree: Tree, verb: Token, words: Lexicon) -> bool:
    """Hang the clause behind "c'est X de Y qui" on X, where the number of its verb allows it."""
    noun, steps = tree.tokens[verb.head], 0
    while noun.dep in ("nmod", "appos", "conj") and noun.head < noun.i and steps < _STEPS:
        noun, steps = tree.tokens[noun.head], steps + 1
    own = tree.children(noun)
    if not steps or noun.pos not in _NOMINAL or not any(c.dep == "cop" for c in own):
        return False
    if not any(c.dep == "nsubj" and c.i < noun.i and fold(c.text) in words.grammar.clefts for c in own):
        return False
    number = _number_of_verb(tree, verb)
    if number and number not in (_number(tree, noun, words) or number, noun.morph.get("Number", "")):
        return False
    tree.move(verb, noun, "acl:relcl")
    return True


def _second_clause(tree: Tree, verb: Token, joint: Token) -> None:
    """The clause behind "et" hangs on the noun that the participle or relative clause before the "et" hangs on."""
    if verb.dep in _CLAUSES or verb.head == verb.i or joint.i == 0:
        return
    here = tree.tokens[joint.i - 1]
    for _ in range(_STEPS):
        if here.dep in _CLAUSES and not tree.over(verb, here):
            tree.move(verb, tree.tokens[here.head], "acl:relcl")
            return
        if here.head == here.i or here.head > joint.i:
            return
        here = tree.tokens[here.head]


def _phrases(tree: Tree, last: Token) -> list[Token]:
    """The nouns whose phrase ends with this token, the innermost first."""
    found = []
    here = last
    for _ in range(_STEPS):
        if here.pos in _NOMINAL and here.dep not in ("flat:name", "flat"):
            found.append(here)
        above = tree.tokens[here.head]
        if above is here or above.i > last.i or here.dep not in _UP or above.pos in ("VERB", "AUX"):
            break
        here = above
    return found


def _number_of_verb(tree: Tree, verb: Token) -> str:
    for token in (verb, *tree.children(verb)):
        if (token is verb or token.dep in _AUXILIARIES) and token.morph.get("VerbForm") == "Fin":
            return token.morph.get("Number", "")
    return ""


def _number(tree: Tree, noun: Token, words: Lexicon) -> str:
    """Sing, Plur or "": by its number, its list, its determiner, then its own form."""
    own = tree.children(noun)
    if any(c.dep == "conj" and c.pos in _NOMINAL for c in own):
        return "Plur" if any(d.dep == "cc" for c in own if c.dep == "conj" for d in (*own, *tree.children(c))) else ""
    if any(c.dep == "nummod" and c.text.lower() not in words.grammar.one for c in own):
        return "Plur"
    marked = next((c.morph.get("Number") for c in own if c.dep == "det" and c.morph.get("Number")), "")
    if marked or noun.pos == "PRON":
        return marked or noun.morph.get("Number", "")
    return "Sing" if noun.ent == "PER" else noun.morph.get("Number", "")
