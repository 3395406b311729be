"""What stands bare right behind a verb whose subject stands before it, or that can have none, is its object.

- "Après avoir menacé Karim Haddad, les rebelles …": an infinitive or gerund has no subject behind it.
- "Le gouvernement soutiendra l'Ukraine": a name without a preposition is no circumstance.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import AUXILIARIES, Tree
from kg.ids import fold
from kg.lang import Lexicon

_SUBJECTS = ("nsubj", "nsubj:pass", "expl:subj", "csubj")
_NOT_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "obl:agent"})
_NOT_CIRCUMSTANCES = frozenset(
    {"obl:mod", "obl:arg", "advmod", "nmod", "appos", "parataxis", "dep", "punct", "flat:name"}
)
_UNTENSED = frozenset({"Inf", "Ger"})
_REACH = 4  # adverbs behind a verb


def mend_direct(tokens: list[Token], words: Lexicon) -> None:
    """Relabel, in place; `children` lists of the tokens are not touched."""
    tree = Tree(tokens)
    for token in tokens:
        if token.pos == "VERB":
            before = any(c.dep in _SUBJECTS and c.i < token.i for c in tree.children(token))
            if before or _untensed(tree, token) or _shares(tree, token):
                direct_object(tree, token, words)
            if words.grammar.subject_relatives and before:
                _behind_day(tree, token, words)
            if words.grammar.subject_relatives and (before or _shares(tree, token) or _untensed(tree, token)):
                _astray(tree, token, words)


def direct_object(tree: Tree, verb: Token, words: Lexicon) -> None:
    """Make the noun that begins right behind a verb its object, if it has none and its label says no better."""
    if tree.has(verb, "aux:pass", "cop"):
        return
    objects = [c for c in tree.children(verb) if c.dep == "obj"]
    if any(c.pos not in ("NOUN", "PROPN") or not words.is_time_noun(c.lemma.lower()) for c in objects):
        return
    for noun in tree.children(verb):
        if noun.i <= verb.i or noun.pos not in ("NOUN", "PROPN") or marked(tree, noun, words):
            continue
        start = tree.first(noun)
        near = start == behind(tree.tokens, verb) and not words.is_time_noun(noun.lemma.lower())
        article = tree.has(noun, "case")
        hung = noun.dep in ("nmod", "conj") and not tree.has(noun, "cc")  # which hangs so on no verb
        hung = hung or (noun.dep == "obl:mod" and start > verb.i + 1)
        counted = hung and tree.has(noun, "det", "nummod")
        if near and (
            counted
            or _somebody(tree, noun, verb, words)
            or noun.dep in _NOT_SUBJECTS
            or ((noun.ent or article) and noun.dep in _NOT_CIRCUMSTANCES)
        ):
            noun.dep = "obj"
            for day in objects:  # "critiquera Paul Brun la semaine prochaine"
                day.dep = "obl:mod"
            return


def _somebody(tree: Tree, noun: Token, verb: Token, words: Lexicon) -> bool:
    """ "menace le groupe Norvo": what a verb does to somebody is no predicate of its subject."""
    lemma = words.lemma_fix(verb.text.lower(), verb.lemma.lower())
    if noun.dep != "xcomp" or lemma in words.be_verbs or "obj" not in words.patterns.valency.get(lemma, ()):
        return False
    return bool(noun.ent) or (tree.has(noun, "det") and words.is_org_noun(noun.lemma.lower()))


def _behind_day(tree: Tree, verb: Token, words: Lexicon) -> None:
    """ "a rencontré mercredi soir Marc Levasseur", "a arrêté samedi, à Paris, deux hommes": the object behind a date.

    Parsers make the day the object, and hang the object on a word of the date.
    """
    tokens = tree.tokens
    start = _date_end(tokens, verb, words)
    if start <= verb.i + 1 or start >= len(tokens) or tree.has(verb, "aux:pass", "cop", "ccomp", "xcomp"):
        return
    span = tokens[verb.i + 1 : start]
    noun = next((t for t in tokens[start : start + 4] if t.pos in ("NOUN", "PROPN")), None)
    if noun is None or any(t.pos not in ("DET", "NUM", "ADJ") for t in tokens[start : noun.i]):
        return
    hung = noun.head == verb.i or tokens[noun.head] in span
    whole = tree.first(noun) in (start, *(t.i for t in span))  # which may hold the number of the day
    if not hung or not whole or words.is_time_noun(noun.lemma.lower()) or marked(tree, noun, words):
        return
    if noun.dep in (*_SUBJECTS, "obl:agent") or any(
        c.dep == "obj" and c is not noun and c not in span for c in tree.children(verb)
    ):
        return
    tree.move(noun, verb, "obj")
    for token in span:
        if token.dep in ("obj", "iobj") or tree.over(noun, token):
            tree.move(token, verb, "obl:mod")


def _date_end(tokens: list[Token], verb: Token, words: Lexicon) -> int:
    """Behind a bare date, and the place behind it, that begin right behind the verb: "jeudi 3 février à Lyon"."""
    here = verb.i + 1
    if here >= len(tokens) or not words.is_time_noun(tokens[here].lemma.lower()):
        return here
    while here < len(tokens) - 1:
        token, after = tokens[here], tokens[here + 1]
        timed = words.is_time_noun(token.lemma.lower())
        number = token.pos == "NUM" and words.is_time_noun(after.lemma.lower())
        year = token.text.isdigit() and len(token.text) == 4
        late = token.pos == "ADJ" and words.is_time_noun(tokens[here - 1].lemma.lower())
        if not (timed or number or year or late):
            break
        here += 1
    comma = here + 1 if tokens[here].text == "," else here
    if comma + 1 < len(tokens) and tokens[comma].pos == "ADP" and tokens[comma + 1].ent == "LOC":
        end = comma + 2
        while end < len(tokens) and tokens[end].ent == "LOC" and not tokens[end].ent_start:
            end += 1
        closed = end < len(tokens) and tokens[end].text == ","
        return end + 1 if closed and comma > here else end if comma == here else here
    return here


def behind(tokens: list[Token], verb: Token) -> int:
    """The place right behind a verb and its adverbs: "visite de nouveau le port"."""
    here = verb.i + 1
    while here < len(tokens) and here - verb.i < _REACH and tokens[here].pos == "ADV":
        here += 1
    return here


def _shares(tree: Tree, verb: Token) -> bool:
    """ "ont critiqué l'élu et ont défendu le parti": has it the subject of the verb before it?"""
    above = tree.tokens[verb.head]
    joined = (
        verb.dep == "conj" and above.pos == "VERB" and any(c.dep == "cc" and c.i < verb.i for c in tree.children(verb))
    )
    return joined and any(c.dep in _SUBJECTS and c.i < above.i for c in tree.children(above))


def _astray(tree: Tree, verb: Token, words: Lexicon) -> None:
    """ "Italie : le juge relâche les deux hommes": what stands right behind the verb hangs on no noun before it."""
    tokens = tree.tokens
    first = behind(tokens, verb)
    if first + 1 >= len(tokens) or tree.has(verb, "obj", "ccomp", "xcomp", "aux:pass", "cop"):
        return
    opens = tokens[first]
    name = opens.pos == "PROPN" and opens.ent_start
    if not (name or opens.pos in ("DET", "NUM") or opens.text.lower() in words.grammar.plural_articles):
        return
    noun = next((t for t in tokens[first + 1 - name : first + 4] if t.pos in ("NOUN", "PROPN")), None)
    if noun is None or noun.head >= first or tree.first(noun) != first or marked(tree, noun, words):
        return
    denied = any(fold(c.text) in words.negative_particles for c in tree.children(verb))
    loose = tokens[noun.head].pos in ("NOUN", "PROPN") or noun.dep in ("punct", "dep", "advmod")
    if verb.i <= noun.head:  # "ne vise plus des élus"
        loose = denied and noun.head > verb.i
    above = tokens[noun.head]  # "a démissionné après avoir rencontré Luc Martin"
    taken = noun.dep == "obj" and above.i == verb.head and above.i < verb.i and verb.dep == "advcl"
    loose = loose or (taken and _untensed(tree, verb))
    loose = loose and noun.head != noun.i and not tree.over(noun, verb)
    if loose and not words.is_time_noun(noun.lemma.lower()):
        tree.move(noun, verb, "obj")


def _untensed(tree: Tree, verb: Token) -> bool:
    """Infinitive or gerund, or a participle whose auxiliary is one: "après avoir menacé"."""
    if verb.morph.get("VerbForm") in _UNTENSED:
        return True
    return any(c.dep in AUXILIARIES and c.morph.get("VerbForm") in _UNTENSED for c in tree.children(verb))


def marked(tree: Tree, noun: Token, words: Lexicon) -> bool:
    """Does a preposition mark it? "des" may be an article."""
    return any(c.dep == "case" and c.text.lower() not in words.grammar.plural_articles for c in tree.children(noun))
