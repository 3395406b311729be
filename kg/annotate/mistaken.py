"""Words that taggers meet seldom and take for something else, where the words before them leave no other reading.

- "un étudiant", "deux étudiants": a person behind an article or number, with no noun behind, is no adjective.
- "le parti et des migrants": behind a noun that nothing marks "des" is an article.
- "l'armée israélienne et la Chine": what is joined to a noun's adjective is joined to the noun.
- "empêche les élus d'interpeller": an infinitive behind "de" is no finite form.
- "avant de le relâcher": behind "de le" stands an infinitive, for an article would make it "du".
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import AUXILIARIES, VERBS, Tree
from kg.ids import fold
from kg.lang import Lexicon

_NOMINAL = ("NOUN", "PROPN", "ADJ", "NUM")
_INFINITIVES = ("er", "ir", "re")
_HUNG = ("acl", "acl:relcl", "obl:mod", "nmod")
_CORE = ("nsubj", "nsubj:pass", "obj", "root")
_BEFORE = ("det", "case", "nummod")


def mend_mistaken(tokens: list[Token], words: Lexicon) -> None:
    """Retag and reattach, in place; a language whose taggers know such words is left as it is."""
    if not words.grammar.subject_relatives:
        return
    tree = Tree(tokens)
    for token in tokens[1:]:
        if token.dep in ("aux:tense", "cop") and token.lemma.lower() in words.grammar.perfect:
            _had(tree, token)
        if token.pos == "VERB" and token.text.islower() and tokens[token.i - 1].pos == "DET":
            _somebody(tree, token, words)
        if token.pos == "VERB" and token.dep in _HUNG:
            _clause(tree, token, words)
        timed = token.i + 1 == token.head and token.pos == "NOUN" and token.dep == "amod"
        if token.pos == "ADJ" or timed:
            _person(tree, token, words)
        elif token.pos == "VERB" and token.morph.get("VerbForm") != "Inf":
            _untensed(tree, token, words)
        elif token.pos in ("NOUN", "PROPN", "X"):
            _infinitive(tree, token, words)
            _participle(tree, token, words)
        elif token.pos == "DET" and token.dep in ("obj", "iobj") and token.head == token.i + 1:
            token.pos, token.morph = "PRON", {**token.morph, "PronType": "Prs", "Person": "3"}
        elif token.dep == "flat:name" and words.is_time_noun(token.text):
            _no_name(tree, token)
        elif token.pos == "NUM" and token.i > 1 and tokens[token.i - 2].pos == "ADV":
            _more_than(tree, token, words)
        elif token.text.lower() in words.grammar.plural_articles and token.dep == "case":
            _partitive(tree, token)
        elif fold(token.text) in words.grammar.between and token.dep == "case":
            _both(tree, token)
        elif token.dep == "conj" and token.pos in ("NOUN", "PROPN") and tree.tokens[token.head].dep in ("amod", "acl"):
            _beside_adjective(tree, token)


def _person(tree: Tree, token: Token, words: Lexicon) -> None:
    surface = token.text.lower()
    noun = next((n for n in (surface, surface.removesuffix("s")) if words.is_person_noun(n)), "")
    marked = tree.tokens[token.i - 1].pos in ("DET", "NUM")
    after = tree.tokens[token.i + 1] if token.i + 1 < len(tree.tokens) else token
    timed = after is not token and words.is_time_noun(after.lemma.lower())
    if not noun or not marked or (after is not token and after.pos in _NOMINAL and not timed) or tree.has(token, "cop"):
        return
    token.pos, token.lemma = "NOUN", noun
    above = tree.tokens[token.head]
    loose = token.dep in ("xcomp", "amod", "advmod") and above.pos == "VERB"
    if loose and above.i > token.i and not tree.has(token, "case"):
        token.dep = "nsubj:pass" if tree.has(above, "aux:pass") else "nsubj"
    elif loose and above.i < token.i:
        token.dep = "obl:mod" if tree.has(token, "case") else "obj"
    elif above is after and token.dep == "amod":  # "a tiré sur un étudiant jeudi"
        over, dep = tree.tokens[above.head], above.dep
        if over is above:
            return
        tree.move(token, over, dep)
        tree.move(above, over, "obl:mod")
        for child in list(tree.children(above)):
            if child.i < token.i and child.dep in _BEFORE:
                tree.move(child, token, child.dep)


def _participle(tree: Tree, token: Token, words: Lexicon) -> None:
    """ "d'avoir massacré des civils": right behind the auxiliary, with no article, no noun."""
    helper = tree.tokens[token.i - 1]
    known = words.participle(token.text) and token.text.islower() and token.head == helper.i
    if not known or helper.lemma.lower() not in words.grammar.perfect or tree.has(token, *_BEFORE):
        return
    token.pos, token.lemma, token.morph = "VERB", words.participle(token.text), {"VerbForm": "Part", "Tense": "Past"}
    for child in list(tree.children(token)):
        marks = [c for c in tree.children(child) if c.dep == "case"]
        article = len(marks) == 1 and marks[0].text.lower() in words.grammar.plural_articles
        if child.dep in ("nmod", "amod", "appos") and child.pos in ("NOUN", "PROPN") and (article or not marks):
            child.dep = "obj"
            for mark in marks:
                mark.dep, mark.pos = "det", "DET"


def _had(tree: Tree, helper: Token) -> None:
    """ "que le pays ait l'intention": before a noun with an article "avoir" is no auxiliary."""
    noun = tree.tokens[helper.head]
    article = tree.tokens[helper.i + 1] if helper.i + 1 < len(tree.tokens) else helper
    if noun.pos != "NOUN" or not helper.i < article.i < noun.i or article.pos != "DET" or article.head != noun.i:
        return
    top = noun.head == noun.i
    tree.move(helper, helper if top else tree.tokens[noun.head], "root" if top else noun.dep)
    helper.pos = "VERB"
    if helper.dep in ("acl:relcl", "nmod", "obl:mod", "obj") and tree.has(noun, "mark"):
        helper.dep = "ccomp"
    tree.move(noun, helper, "obj")
    for child in list(tree.children(noun)):
        if child.i < helper.i:
            tree.move(child, helper, child.dep)


def _somebody(tree: Tree, token: Token, words: Lexicon) -> None:
    """ "L'opposant Luc Petit a …": a person behind an article is no participle, and the name stands beside."""
    surface = token.text.lower()
    noun = next((n for n in (surface, surface.removesuffix("s")) if words.is_person_noun(n)), "")
    if not noun or tree.tokens[token.i - 1].head != token.i or tree.has(token, *AUXILIARIES):
        return
    token.pos, token.lemma = "NOUN", noun
    token.morph = {k: v for k, v in token.morph.items() if k in ("Gender", "Number")}
    for child in tree.children(token):
        if child.dep == "obj" and child.ent == "PER" and child.i == token.i + 1:
            child.dep = "appos"


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


def _untensed(tree: Tree, token: Token, words: Lexicon) -> None:
    surface, mark = token.text.lower(), tree.tokens[token.i - 1]
    if (
        not surface.endswith(_INFINITIVES)
        or surface not in words.verbs
        or mark.text.lower() not in words.grammar.of_infinitives
    ):
        return
    token.morph, token.lemma = {"VerbForm": "Inf"}, surface
    if mark.head == token.i:
        mark.dep = "mark"
    if token.dep == "conj" and not tree.has(token, "cc"):
        token.dep = "xcomp"


def _infinitive(tree: Tree, token: Token, words: Lexicon) -> None:
    surface = token.text.lower()
    if token.i < 2 or surface not in words.verbs or token.text != surface:
        return
    pronoun, mark = tree.tokens[token.i - 1], tree.tokens[token.i - 2]
    if fold(f"{mark.text} {pronoun.text}") not in words.grammar.uncontracted:
        return
    token.pos, token.lemma, token.morph = "VERB", surface, {"VerbForm": "Inf"}
    pronoun.pos, pronoun.dep = "PRON", "obj"
    pronoun.morph = {**pronoun.morph, "PronType": "Prs", "Person": "3"}
    for word in (pronoun, mark):
        if word.head != token.i and not tree.over(word, token):
            tree.move(word, token, word.dep)
    mark.dep = "mark"
    above = tree.tokens[token.head]
    if above.pos in VERBS and token.dep.startswith(("obl", "nmod")):
        token.dep = "advcl"
