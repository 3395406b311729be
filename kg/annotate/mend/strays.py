"""Words hung on the wrong one, where what stands around them tells on which they hang.

- "le parti et des migrants": behind a noun that nothing marks "des" is an article.
- "l'armée israélienne et la Chine": what is joined to a noun's adjective is joined to the noun.
- "la rencontre entre deux élus et le parti": the second of two hangs on the first.
- "a critiqué le maire avant d'inviter un élu", "après avoir fui": such a clause is of the verb, and no noun.
- "Italie : Rome critique la Chine": who stands behind the colon does it, and not what stands before.
- "appelé par Ana Costa lundi": the day is no part of the name.
- "le rachat de la société lyonnaise": an adjective hangs on the noun that it agrees with; "start-up" is one word.
- "Plus de 200 soldats ont fui": what is counted takes the part of the "plus" it was hung on.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import AUXILIARIES, VERBS, Tree
from kg.ids import fold
from kg.lang import Lexicon

_HUNG = ("acl", "acl:relcl", "obl:mod", "nmod")
_REACH = 8  # words of a subject
_CORE = ("nsubj", "nsubj:pass", "obj", "root")


def mend_strays(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; a language in which parsers seldom err so is left as it is."""
    if not words.grammar.subject_relatives:
        return
    tree = Tree(tokens)
    for token in tokens[1:]:
        if token.pos == "VERB":
            if token.dep in _HUNG:
                _clause(tree, token, words)
        elif token.text == ":":
            _behind_colon(tree, token, words)
        elif token.dep == "flat:name":
            if words.is_time_noun(token.text):
                _no_name(tree, token)
        elif token.pos == "NUM":
            if token.i > 1 and tokens[token.i - 2].pos == "ADV":
                _more_than(tree, token, words)
        elif token.dep == "amod":
            _agreeing(tree, token)
        elif token.text == "-":
            _one_word(tree, token, words)
        elif token.dep == "case":
            if token.text.lower() in words.grammar.plural_articles:
                _partitive(tree, token)
            elif fold(token.text) in words.grammar.between:
                _both(tree, token)
        elif token.dep == "conj" and token.pos in ("NOUN", "PROPN") and tokens[token.head].dep in ("amod", "acl"):
            _beside_adjective(tree, token)


def _clause(tree: Tree, verb: Token, words: Lexicon) -> None:
    """ "a critiqué le maire avant d'inviter un élu", "après avoir fui": such a clause is of the verb, and no noun."""
    forms = [verb, *(c for c in tree.children(verb) if c.dep in AUXILIARIES)]
    marks = [c for c in tree.children(verb) if c.i < verb.i and c.dep in ("mark", "case")]
    untensed = any(f.morph.get("VerbForm") == "Inf" or f.text.lower() in words.verbs for f in forms)
    above = tree.tokens[verb.head]
    if above.pos in ("NOUN", "PROPN") and above.head < above.i:
        above = tree.tokens[above.head]
    same = any(fold(m.text) in words.grammar.same_subject for m in marks)
    if untensed and same and above.pos == "VERB" and above.i < verb.i:
        tree.move(verb, above, "advcl")
        for mark in marks:
            mark.dep = "mark"


def _behind_colon(tree: Tree, colon: Token, words: Lexicon) -> None:
    """ "Italie : Rome critique la Chine": who stands behind the colon does it, and not what stands before it."""
    after = tree.tokens[colon.i + 1 : colon.i + _REACH]
    noun = next((t for t in after if t.pos in ("NOUN", "PROPN")), None)
    verb = next((t for t in after if t.pos == "VERB"), None)
    if noun is None or verb is None or not noun.i < verb.i or tree.first(noun) != colon.i + 1 or tree.over(noun, verb):
        return
    subjects = [c for c in tree.children(verb) if c.dep in ("nsubj", "nsubj:pass")]
    marks = [c.text.lower() for c in tree.children(noun) if c.dep == "case"]
    if len(subjects) != 1 or subjects[0].i > colon.i or any(m not in words.grammar.plural_articles for m in marks):
        return
    tree.move(noun, verb, subjects[0].dep)
    subjects[0].dep = "obl:mod"


def _no_name(tree: Tree, day: Token) -> None:
    """ "appelé par Anna Berg lundi": the day is no part of the name."""
    verb = tree.tokens[tree.tokens[day.head].head]
    if verb.pos == "VERB":
        tree.move(day, verb, "obl:mod")
        day.ent, day.pos = "", "NOUN"


def _more_than(tree: Tree, number: Token, words: Lexicon) -> None:
    """ "Plus de 200 soldats ont fui": what is counted takes the part of the "plus" it was hung on."""
    more, mark, noun = tree.tokens[number.i - 2], tree.tokens[number.i - 1], tree.tokens[number.head]
    verb = tree.tokens[more.head]
    counted = noun.pos == "NOUN" and noun.head == more.i and mark.text.lower() in words.grammar.partitives
    if not counted or noun.i < number.i or verb.pos != "VERB" or more.dep != "advmod":
        return
    before = [c for c in tree.children(verb) if c.dep in ("nsubj", "nsubj:pass") and c.i < verb.i]
    if noun.i < verb.i and not before:
        tree.move(noun, verb, "nsubj:pass" if tree.has(verb, "aux:pass") else "nsubj")
    elif verb.i < more.i and not tree.has(verb, "obj", "ccomp", "xcomp", "aux:pass"):
        tree.move(noun, verb, "obj")
    else:
        return
    tree.move(more, noun, "advmod")
    tree.move(mark, more, "fixed")


def _agreeing(tree: Tree, adjective: Token) -> None:
    """ "le rachat de la société lyonnaise": it is of the nearest noun before it that it agrees with."""
    noun = tree.tokens[adjective.head]
    form = {k: v for k in ("Gender", "Number") if (v := adjective.morph.get(k))}
    if not noun.i < adjective.i - 1 or len(form) < 2 or adjective.pos != "ADJ" or noun.pos != "NOUN":
        return
    near = tree.tokens[adjective.i - 1]
    if near.pos != "NOUN" or near.ent or not tree.over(noun, near) or tree.has(adjective, "cc", "advmod"):
        return
    agrees = [all(t.morph.get(k, v) == v for k, v in form.items()) for t in (noun, near)]
    if agrees == [False, True]:
        tree.move(adjective, near, "amod")


def _one_word(tree: Tree, hyphen: Token, words: Lexicon) -> None:
    """ "la start-up lyonnaise": the parts of one word hang together, and what stands behind on the whole."""
    if not 0 < hyphen.i < len(tree.tokens) - 1:
        return
    left, right = tree.tokens[hyphen.i - 1], tree.tokens[hyphen.i + 1]
    close = left.end == hyphen.start and hyphen.end == right.start and left.text.islower() and right.text.islower()
    if not close or left.pos not in ("NOUN", "PROPN", "X") or right.pos in ("PRON", "VERB", "AUX"):
        return
    if tree.over(right, left) or tree.over(hyphen, left) or not tree.has(left, "det", "case"):
        return
    above = tree.tokens[right.head]
    if (
        right.dep in _CORE
        and left.dep not in _CORE
        and not tree.has(left, "case")
        and above not in (left, right)
        and not tree.over(left, above)
    ):
        tree.move(left, above, right.dep)  # "un sapeur-pompier a été blessé"
    for child in [*tree.children(right), *tree.children(hyphen)]:
        if child is not left:
            tree.move(child, left, child.dep)
    whole = f"{left.lemma}-{right.lemma}".lower()
    known = (words.is_org_noun, words.is_person_noun, words.is_role, words.is_place_noun)
    if any(is_one(whole) for is_one in known):
        left.pos, left.lemma = "NOUN", whole
    tree.move(hyphen, left, "fixed")
    tree.move(right, left, "fixed")
    behind = tree.tokens[right.i + 1] if right.i + 1 < len(tree.tokens) else right
    if behind.dep == "amod" and behind.head == left.head and behind.pos == "ADJ":
        tree.move(behind, left, "amod")


def _partitive(tree: Tree, mark: Token) -> None:
    noun = tree.tokens[mark.head]
    first = tree.tokens[noun.head]
    plain = noun.dep == "conj" and first.pos in ("NOUN", "PROPN") and first.dep in _CORE
    owners = [
        c for c in tree.children(first) if c.dep == "nmod" and c.i < mark.i and (c.pos != "PROPN" or tree.has(c, "det"))
    ]
    if plain and not owners and not tree.has(first, "case"):
        mark.dep, mark.pos = "det", "DET"


def _both(tree: Tree, mark: Token) -> None:
    """ "la rencontre entre deux hommes et le parti": the second of two hangs on the first."""
    first = tree.tokens[mark.head]
    above = tree.tokens[first.head]
    other = next((c for c in tree.children(above) if c.dep == "conj" and c.i > first.i and c is not first), None)
    if other is None or tree.has(first, "conj") or other.pos not in ("NOUN", "PROPN") or first.dep != "nmod":
        return
    if above.pos in ("NOUN", "PROPN") and not any(
        t.pos in VERBS and not tree.over(first, t) for t in tree.tokens[first.i : other.i]
    ):
        tree.move(other, first, "conj")


def _beside_adjective(tree: Tree, noun: Token) -> None:
    adjective = tree.tokens[noun.head]
    above = tree.tokens[adjective.head]
    whole = tree.has(noun, "det") or noun.ent_start
    near = tree.first(noun) == adjective.i + 2  # with nothing but "et" between them
    bare = adjective.pos == "ADJ" or (adjective.pos == "VERB" and near)
    if above.pos in ("NOUN", "PROPN") and bare and whole:
        tree.move(noun, above, "conj")
