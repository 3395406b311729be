"""Who does what a noun tells, and to whom, hangs on that noun.

- "L'assassinat de X par un commando", "l'attaque des rebelles contre le convoi": and not on X or the rebels.
- "a fait arrêter le maire par l'armée": who does what somebody has done stands behind "par".
- "L'opposition dénonce l'accord entre l'État et la banque": and not on the verb, which has no such complement.

Which prepositions a noun has is language data (`settled.valency`, `grammar.act_marks`, `grammar.between`).
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import NOMINAL, VERBS, Tree
from kg.ids import fold
from kg.lang import Lexicon

_COMPLEMENTS = ("nmod", "obl:agent", "obl:mod", "obl:arg", "obl")
_NEAR = 6  # words from "et" to the noun behind it
_INNER = ("nmod", "acl", "appos", "flat:name")


def mend_acts(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; `children` lists of the tokens are not touched."""
    tree = Tree(tokens)
    for token in tokens:
        if token.dep == "nmod" and words.grammar.articles:
            _off_day(tree, token, words)
        if token.pos == "VERB" and words.grammar.articles:
            _made_by(tree, token, words)
        elif token.pos == "NOUN" and words.noun(token.lemma.lower()) is not None:
            _act_of(tree, token, words)
            if words.grammar.articles:
                _act_under(tree, token, words)
                _between(tree, token, words)


def _off_day(tree: Tree, far: Token, words: Lexicon) -> None:
    """ "l'accord conclu dimanche entre Oslo et Lima": who stands behind the day hangs on the verb before it."""
    day = tree.tokens[far.head]
    verb, mark = tree.tokens[day.head], _mark(tree, far, words)
    if not words.is_time_noun(day.lemma.lower()) or tree.has(day, "det", "case") or verb.pos != "VERB":
        return
    if not verb.i < day.i < far.i or not _somebody(far, words):
        return
    done = mark in words.grammar.doer_marks and verb.morph.get("VerbForm") == "Part"
    if done or mark in (*words.grammar.between, *words.grammar.partner_marks):
        tree.move(far, verb, "obl:agent" if done else "obl:mod")


def _act_of(tree: Tree, act: Token, words: Lexicon) -> None:
    """The phrases with "par" or "contre" behind "l'attaque de X" are the act's, not of X."""
    entry = words.noun(act.lemma.lower())
    to_whom = entry is not None and "noun-a" in words.patterns.addressed.get(entry.type, ())
    for inner in list(tree.children(act)):
        if inner.dep not in ("nmod", "obl:arg", "obl:mod") or inner.pos not in NOMINAL:
            continue
        done = any(c.dep == "case" and c.text.lower() in words.grammar.doer_marks for c in tree.children(inner))
        names = _INNER if words.grammar.articles else _INNER[:2]
        deep = [c for child in tree.children(inner) if child.dep in names for c in tree.children(child)]
        for far in (*tree.children(inner), *deep):
            mark = next((c.text.lower() for c in tree.children(far) if c.dep == "case"), "")
            marks = words.grammar.act_marks
            plain = words.grammar.contracted.get(fold(mark), fold(mark))
            aimed = mark in marks or (to_whom and plain in words.grammar.goal_marks)
            aimed = aimed or (done and mark in words.patterns.aims and mark not in words.grammar.owner_marks)
            # no "interdiction d'entrée au port"
            whole = words.grammar.articles and words.noun(inner.lemma.lower()) is None
            aimed = aimed or (bool(whole) and _completes(act, far, plain, words))
            told = (
                tree.tokens[far.head].dep == "acl" and mark in words.grammar.doer_marks
            )  # "la loi adoptée par le Sénat"
            hung = far.dep in ("nmod", "obl:agent", "obl:mod") or (far.dep == "flat:name" and tree.has(far, "case"))
            if hung and aimed and not told:
                tree.move(far, act, "nmod")


def _act_under(tree: Tree, act: Token, words: Lexicon) -> None:
    """What stands right behind the act's phrase and hangs on the verb above, but completes the act alone."""
    verb = tree.tokens[act.head]
    if verb is act or not act.dep.startswith(("obj", "obl", "nsubj")) or tree.has(verb, "cop"):
        return
    lemma = words.lemma_fix(verb.text.lower(), verb.lemma.lower())
    if words.light(lemma, act.lemma.lower()) is not None:
        return
    known = words.patterns.valency.get(lemma, ())
    for far in sorted(tree.children(verb), key=lambda t: t.i):
        if far.i < act.i or far.dep not in _COMPLEMENTS or tree.last(act) != tree.first(far) - 1:
            continue
        mark = _mark(tree, far, words)
        several = tree.has(far, "conj", "nummod") or _second(tree, far, words) is not None
        mutual = mark in words.grammar.between and several and not words.is_time_noun(far.lemma.lower())
        whose = mark in words.grammar.owner_marks and _somebody(far, words)
        done = mark in words.grammar.doer_marks and _somebody(far, words) and not tree.has(verb, "aux:pass")
        done = done and verb.pos == "VERB" and verb.morph.get("VerbForm") == "Part" and tree.has(act, "nmod")
        if mutual or done or (mark not in known and (whose or _completes(act, far, mark, words))):
            tree.move(far, act, "nmod")


def _made_by(tree: Tree, verb: Token, words: Lexicon) -> None:
    """ "fait arrêter le maire par l'armée": behind such a verb and its infinitive."""
    helper = tree.tokens[verb.i - 1]
    made = words.lemma_fix(helper.text.lower(), helper.lemma.lower())
    if helper.pos not in VERBS or made not in words.grammar.undergoing or verb.head == verb.i - 1:
        return
    if verb.lemma.lower() in words.grammar.made_known.get(made, ()):
        return
    deep = [c for child in tree.children(verb) if child.dep == "obj" for c in tree.children(child)]
    for far in (*tree.children(verb), *deep):
        if far.i > verb.i and far.dep in _COMPLEMENTS and _mark(tree, far, words) in words.grammar.doer_marks:
            if _somebody(far, words):
                tree.move(far, verb, "obl:agent")


def _between(tree: Tree, act: Token, words: Lexicon) -> None:
    """ "le sommet entre Oslo et Lima a surpris": who stands behind "et" is the second party, and no subject."""
    for far in list(tree.children(act)):
        second = _second(tree, far, words) if _mark(tree, far, words) in words.grammar.between else None
        if second is None or tree.over(second, far):
            continue
        above, dep = tree.tokens[second.head], second.dep
        if dep.startswith("nsubj"):
            if act.head != above.i or any(c.dep.startswith("nsubj") and c is not second for c in tree.children(above)):
                continue
            act.dep = dep
        for joint in [*tree.children(above), *tree.children(second)]:
            if joint.dep == "cc" and joint.i == tree.first(second) - 1:
                tree.move(joint, second, "cc")
        tree.move(second, far, "conj")


def _second(tree: Tree, first: Token, words: Lexicon) -> Token | None:
    """The noun behind the "et" that follows a noun, whatever it hangs on."""
    at = tree.last(first) + 1
    if (
        tree.has(first, "conj")
        or at + 1 >= len(tree.tokens)
        or tree.tokens[at].text.lower() not in words.grammar.clause_joints
    ):
        return None
    near = (t for t in tree.tokens[at + 1 : at + _NEAR] if t.pos in NOMINAL and tree.first(t) == at + 1)
    second = next((t for t in near if t.dep not in ("nummod", "det")), None)
    return second if second is not None and _somebody(second, words) and not tree.has(second, "case") else None


def _somebody(noun: Token, words: Lexicon) -> bool:
    """Is it a name, a person or a body?"""
    lemma = noun.lemma.lower()
    return bool(noun.ent) or words.is_role(lemma) or words.is_person_noun(lemma) or words.is_org_noun(lemma)


def _mark(tree: Tree, noun: Token, words: Lexicon) -> str:
    """The preposition before a noun, in its plain form."""
    mark = next((fold(c.text) for c in tree.children(noun) if c.dep == "case"), "")
    return fold(words.grammar.contracted.get(mark, mark))


def _completes(act: Token, noun: Token, mark: str, words: Lexicon) -> bool:
    """Is it a preposition before whom the act is done to, with or against, and no time behind it?"""
    if words.is_time_noun(noun.lemma.lower()) or noun.text.isdigit():
        return False
    governed = words.patterns.valency.get(act.lemma.lower(), ())
    return mark in governed and mark not in words.grammar.owner_marks
