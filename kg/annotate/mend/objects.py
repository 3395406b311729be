"""Objects, and whom one acts with or against, where the parser hung or named them otherwise.

- "a battu en deux sets la tenante du titre", "a signé à Rabat un accord": a noun with an article of its own, without
  a comma or a preposition, is no name of what stands before it, but the object of a verb that has none.
- "a reçu, vendredi à Rabat, le ministre", "reçoit ce vendredi le ministre": so is one behind a day or place.
- "s'est entretenu par téléphone avec le maire": whom one acts with or against is of the verb, not of the means.
- "s'est incliné 3-1 face à Rennes": the word that opens a preposition of two words marks the noun behind it.
- "elle leur a annoncé": the pronoun before the verb that can be no subject is to whom.
- "a arrêté deux d'entre eux": a number right behind a verb without object is its object.
- "coupable d'avoir empoisonné trois patients": an auxiliary that the parser took for the verb.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.mend.direct import marked
from kg.annotate.tree import AUXILIARIES, NOMINAL, VERBS, Tree
from kg.ids import fold
from kg.lang import Lexicon

_BESIDE = ("obl", "obl:arg", "obl:mod")
_HUNG = ("nmod", "obl", "obl:arg", "obl:mod", "dep")
_COMPLETED = ("obj", "ccomp", "xcomp", "aux:pass", "expl:pass")
_DETERMINED = ("det", "nummod")
_SUBJECTS = ("nsubj", "nsubj:pass")
_CIRCUMSTANCE = frozenset({"NOUN", "PROPN", "ADP", "DET", "NUM", "ADJ", "ADV"})  # "vendredi 3 mai à Rabat"
_REFLEXIVE = ("expl:comp", "expl:pass")
_STEPS = 3


def mend_objects(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; a language without a table of partners is left as it is."""
    if not words.grammar.partner_marks:
        return
    tree = Tree(tokens)
    for token in tokens:
        if token.pos == "NOUN" and fold(token.text) in words.grammar.partner_marks:
            _two_words(tree, token, words)
        elif token.pos in VERBS and token.lemma in words.grammar.perfect and token.morph.get("VerbForm") == "Inf":
            if token.dep not in AUXILIARIES:
                _auxiliary(tree, token)
        elif token.pos == "PRON" and token.dep in _SUBJECTS:
            _to_whom(tree, token, words)
    for token in tokens:
        if token.pos not in NOMINAL:
            _second_charge(tree, token, words)
            continue
        above = tokens[token.head]
        if token.i < above.i:
            continue
        if above.pos in VERBS:
            _counted(tree, token, above)
            _doer(tree, token, words)
            _behind_commas(tree, token, above, words)
            _behind_participle(tree, token, above)
            _marked(tree, token, words)
        elif token.dep in ("appos", "obj") or (token.dep == "amod" and token.pos == "NOUN"):
            _object(tree, token, words)
        elif token.dep == "obl:agent":
            _agent(tree, token, words)
        elif token.dep in _HUNG or token.dep == "conj":
            behind = token.dep in ("nmod", "conj") and any(mend(tree, token, words) for mend in _BEHIND)
            if not behind and token.dep != "conj":
                _partner(tree, token, words)


def _auxiliary(tree: Tree, helper: Token) -> None:
    """ "avoir empoisonné": the participle takes the place, and what else hung on the auxiliary."""
    verb = next((c for c in tree.children(helper) if c.pos == "VERB" and 0 < c.i - helper.i <= 2), None)
    if verb is None or verb.morph.get("VerbForm") != "Part":
        return
    near = verb.i == helper.i + 1 and verb.dep in ("advmod", "dep", "acl", "amod")
    if verb.dep not in ("obj", "xcomp", "ccomp") and not near:
        return
    above, dep = tree.tokens[helper.head], helper.dep
    if above is helper:
        return
    tree.move(verb, above, dep)
    for child in list(tree.children(helper)):
        tree.move(child, verb, child.dep)
    tree.move(helper, verb, "aux:tense")
    helper.pos = "AUX"


def _second_charge(tree: Tree, verb: Token, words: Lexicon) -> None:
    """ "d'avoir violé l'accord et d'avoir enlevé X": an infinitive behind "et" is joined to one, and to no noun."""
    above = tree.tokens[verb.head]
    if verb.pos != "VERB" or verb.dep != "conj" or above.pos not in NOMINAL or not tree.has(verb, "cc"):
        return
    mark = _opening(tree, verb, words)
    for _ in range(_STEPS):
        if above.pos == "VERB" or above.head == above.i:
            break
        above = tree.tokens[above.head]
    if mark and above.pos == "VERB" and above.i < verb.i and _opening(tree, above, words) == mark:
        tree.move(verb, above, "conj")


def _opening(tree: Tree, verb: Token, words: Lexicon) -> str:
    """The preposition that opens an infinitive."""
    marks = (fold(c.text) for c in tree.children(verb) if c.dep in ("mark", "case") and c.i < verb.i)
    return next((words.grammar.contracted.get(m, m) for m in marks if m in words.grammar.of_infinitives), "")


def _to_whom(tree: Tree, pronoun: Token, words: Lexicon) -> None:
    """ "elle leur a annoncé": a second subject that is a pronoun of the indirect object."""
    verb = tree.tokens[pronoun.head]
    if words.pronouns.get(fold(pronoun.text), {}).get("role") != "indirect" or pronoun.i > verb.i:
        return
    after = tree.tokens[pronoun.i + 1]
    if after is verb or (after.head == verb.i and after.dep.startswith("aux")):
        pronoun.dep = "iobj"


def _counted(tree: Tree, number: Token, verb: Token) -> None:
    """ "a arrêté deux d'entre eux": right behind an active verb that has no object."""
    known = number.dep == "dep" and verb.pos == "VERB" and tree.first(number) == verb.i + 1
    if known and open_to_object(tree, verb) and not tree.has(number, "case"):
        number.dep = "obj"


def open_to_object(tree: Tree, verb: Token) -> bool:
    """May it have an object that the parser lost: with none yet, and a subject, for "à midi intervient un camion"?"""
    subject = verb.morph.get("VerbForm") != "Fin" or tree.has(verb, *_SUBJECTS)
    return subject and not tree.has(verb, *_COMPLETED)


def _behind_commas(tree: Tree, noun: Token, verb: Token, words: Lexicon) -> None:
    """ "a reçu, vendredi à Rabat, le ministre": behind a day or place between commas."""
    start = tree.first(noun)
    if noun.dep not in ("obl:mod", "appos", "dep", "conj", "parataxis") or noun.pos not in ("NOUN", "PROPN"):
        return
    if noun.dep == "obl:mod" and _past_day(tree, noun, verb, words):
        noun.dep = "obj"
        return
    if tree.tokens[start - 1].text != "," or tree.tokens[verb.i + 1].text != "," or start < verb.i + 4:
        return
    between = tree.tokens[verb.i + 2 : start - 1]
    set_apart = all(t.text != "," and t.pos in _CIRCUMSTANCE and not t.text.startswith("»") for t in between)
    first = between[0]
    opened = first.pos == "ADP" or words.is_time_noun(first.lemma.lower()) or first.morph.get("PronType") == "Dem"
    if not set_apart or not opened or not _object_like(tree, noun, verb, words):
        return
    noun.dep = "obj"


def _past_day(tree: Tree, noun: Token, verb: Token, words: Lexicon) -> bool:
    """ "a reçu vendredi à Rabat le ministre": right behind a day and a place without a comma."""
    between = tree.tokens[verb.i + 1 : tree.first(noun)]
    if not between or any(t.pos not in _CIRCUMSTANCE for t in between) or not tree.has(noun, *_DETERMINED):
        return False
    first = next((t for t in between if t.pos != "DET"), between[0])
    return words.is_time_noun(first.lemma.lower()) and _object_like(tree, noun, verb, words)


def _object_like(tree: Tree, noun: Token, verb: Token, words: Lexicon) -> bool:
    """Has the verb a subject and no object yet, and is the noun an unmarked one with an article, or a name?"""
    acts = open_to_object(tree, verb) and not tree.has(verb, "cop", "aux:pass") and tree.has(verb, *_SUBJECTS)
    moves = words.lemma_fix(verb.text.lower(), verb.lemma.lower()) in words.be_verbs
    after = next((t for t in tree.tokens[tree.last(noun) + 1 :][:1]), noun)
    other = after.pos in (*VERBS, "PRON")  # "se rapproche, à six minutes, Luc s'échappe"
    if (
        not acts
        or moves
        or other
        or tree.has(verb, *_REFLEXIVE)
        or marked(tree, noun, words)
        or words.is_time_noun(noun.lemma.lower())
    ):
        return False
    return noun.ent == "PER" or tree.has(noun, *_DETERMINED) or tree.has(noun, "case")


def _behind_day(tree: Tree, noun: Token, words: Lexicon) -> bool:
    """ "reçoit ce vendredi le ministre": what the parser hung on the day right before it."""
    day = tree.tokens[noun.head]
    verb = tree.tokens[day.head]
    timed = words.is_time_noun(day.lemma.lower()) and day.dep.startswith("obl") and verb.pos == "VERB"
    start = tree.first(noun)
    if not timed or noun.pos not in ("NOUN", "PROPN") or not verb.i < day.i < start:
        return False
    if noun.dep == "conj":  # "a reçu, vendredi à Rabat, le ministre": no list without an "et"
        before = tree.tokens[verb.i + 1]
        if (
            before.text != ","
            or tree.tokens[start - 1].text != ","
            or any(t.dep == "cc" for t in tree.tokens[day.i : noun.i])
        ):
            return False
        if not _object_like(tree, noun, verb, words):
            return False
        tree.move(noun, verb, "obj")
        return True
    inner = tree.tokens[day.i + 1 : start]  # "vendredi à Rabat"
    if any(not tree.over(day, t) or t.pos not in _CIRCUMSTANCE or tree.over(noun, t) for t in inner):
        return False
    if inner and not tree.has(noun, *_DETERMINED):
        return False
    if not _object_like(tree, noun, verb, words) or (tree.has(noun, "case") and not tree.has(day, "det")):
        return False
    tree.move(noun, verb, "obj")
    return True


def _behind_participle(tree: Tree, noun: Token, verb: Token) -> None:
    """ "a tiré sur une voiture, blessant deux passagers": the noun right behind a participle is the participle's."""
    at = tree.first(noun) - 1
    if noun.dep != "obj" or at <= verb.i:
        return
    inner = tree.tokens[at]
    present = inner.morph.get("VerbForm") == "Part" and inner.morph.get("Tense") == "Pres"
    if inner.pos != "VERB" or not present or tree.has(inner, "obj") or tree.over(inner, verb):
        return
    tree.move(noun, inner, "obj")
    if inner.dep == "appos":
        tree.move(inner, verb, "advcl")


def _marked(tree: Tree, noun: Token, words: Lexicon) -> None:
    """ "a requis dix ans contre l'accusé": no complement that the subject is."""
    if noun.dep == "xcomp" and noun.pos in ("NOUN", "PROPN"):
        marks = {fold(c.text) for c in tree.children(noun) if c.dep == "case"}
        if marks & words.grammar.partner_marks:
            noun.dep = "obl:mod"


def _object(tree: Tree, noun: Token, words: Lexicon) -> None:
    """ "a battu en deux sets la tenante": what stands beside a circumstance without a comma is the verb's object."""
    beside = tree.tokens[noun.head]
    verb = tree.tokens[beside.head]
    if beside.dep not in _BESIDE or verb.pos != "VERB" or not verb.i < beside.i < noun.i:
        return
    if not open_to_object(tree, verb) or tree.has(noun, "case") or not tree.has(beside, "case"):
        return
    before = tree.tokens[tree.first(noun) - 1]
    if before.pos == "PUNCT" or before.i != max(beside.i, *(t.i for t in _inside(tree, beside, noun))):
        return
    named = noun.pos == "PROPN" and noun.ent == "PER" and not _somebody(beside, words)
    light = words.light(words.lemma_fix(verb.text.lower(), verb.lemma.lower()), beside.lemma.lower()) is not None
    named = named or (noun.ent_start and light)  # "a mis en garde Rome"
    if named or any(c.dep in _DETERMINED and c.i < noun.i for c in tree.children(noun)):
        tree.move(noun, verb, "obj")


def _inside(tree: Tree, beside: Token, noun: Token) -> list[Token]:
    """What hangs on the circumstance before the noun."""
    return [beside, *(c for c in tree.children(beside) if c.i < noun.i)]


def _agent(tree: Tree, noun: Token, words: Lexicon) -> None:
    """ "a été visé lundi matin par la foule": by whom is of the verb, and not of the day."""
    above = tree.tokens[noun.head]
    for _ in range(_STEPS):
        if above.pos == "VERB" or above.head == above.i or not words.is_time_noun(above.lemma.lower()):
            break
        above = tree.tokens[above.head]
    if above.pos == "VERB" and above.i != noun.head and above.i < noun.i:
        tree.move(noun, above, "obl:agent")


def _bare_day(tree: Tree, day: Token, words: Lexicon) -> bool:
    """ "invités par Washington jeudi": a day without a word of its own is the verb's."""
    name = tree.tokens[day.head]
    verb = tree.tokens[name.head]
    if day.dep != "nmod" or not words.is_time_noun(day.lemma.lower()):
        return False
    if verb.pos != "VERB" or name.pos != "PROPN" or tree.has(day, "case", *_DETERMINED) or verb.i > name.i:
        return False
    tree.move(day, verb, "obl:mod")
    return True


def _set_phrase(tree: Tree, noun: Token, words: Lexicon) -> bool:
    """ "a mis en garde des élus": "des" is an article behind a noun that makes one word with its verb."""
    act = tree.tokens[noun.head]
    verb = tree.tokens[act.head]
    marks = [c for c in tree.children(noun) if c.dep == "case"]
    if (
        verb.pos != "VERB"
        or not act.dep.startswith("obl")
        or tree.has(act, *_DETERMINED)
        or not open_to_object(tree, verb)
    ):
        return False
    if len(marks) != 1 or marks[0].text.lower() not in words.grammar.plural_articles or tree.first(noun) != act.i + 1:
        return False
    if words.light(words.lemma_fix(verb.text.lower(), verb.lemma.lower()), act.lemma.lower()) is None:
        return False
    tree.move(noun, verb, "obj")
    marks[0].dep, marks[0].pos = "det", "DET"
    return True


def _around(tree: Tree, noun: Token, words: Lexicon) -> bool:
    """ "a pris douze touristes en otage": the noun that makes one word with its verb stands behind the object."""
    thing = tree.tokens[noun.head]
    verb = tree.tokens[thing.head]
    marks = [c for c in tree.children(noun) if c.dep == "case"]
    bare = noun.pos == "NOUN" and not tree.has(noun, *_DETERMINED)
    if verb.pos != "VERB" or thing.dep != "obj" or not bare or len(marks) != 1 or not verb.i < thing.i < noun.i:
        return False
    if marks[0].i != noun.i - 1 or fold(marks[0].text) in words.grammar.owner_forms:
        return False  # "a pris la tête de course"
    if words.light(words.lemma_fix(verb.text.lower(), verb.lemma.lower()), noun.lemma.lower()) is None:
        return False
    tree.move(noun, verb, "obl:arg")
    return True


def _partner(tree: Tree, noun: Token, words: Lexicon) -> None:
    """ "par téléphone avec le maire": whom it is done with or against climbs past places, times and means."""
    marks = {fold(c.text) for c in tree.children(noun) if c.dep == "case"}
    if marks.isdisjoint(words.grammar.partner_marks):
        return
    above = tree.tokens[noun.head]
    if above.dep == "obl:agent":  # "l'attaque menée par les rebelles contre le port"
        act = tree.tokens[tree.tokens[above.head].head]
        if words.noun(act.lemma.lower()) is not None and tree.tokens[above.head].dep == "acl":
            tree.move(noun, tree.tokens[above.head], "obl:mod")
        return
    for _ in range(_STEPS):
        if above.pos in VERBS or above.head == above.i:
            break
        if not (_circumstance(tree, above, words) or _topic(tree, above, marks, words)):
            break
        above = tree.tokens[above.head]
    if above.i != noun.head and above.i < noun.i and (above.pos in VERBS or above.pos == "NOUN"):
        tree.move(noun, above, "obl:mod" if above.pos in VERBS else "nmod")


def _doer(tree: Tree, noun: Token, words: Lexicon) -> None:
    """ "a dénoncé l'arrestation du maire par l'armée": by whom is of the act that stands right before it."""
    verb = tree.tokens[noun.head]
    marks = {fold(c.text) for c in tree.children(noun) if c.dep == "case"}
    if not marks & words.grammar.doer_marks:
        return
    act = next((c for c in tree.children(verb) if c.dep == "obj" and verb.i < c.i < noun.i), None)
    passive = verb.pos != "VERB" or tree.has(verb, "aux:pass") or verb.morph.get("VerbForm") == "Inf"
    if act is None or passive or words.noun(act.lemma.lower()) is None or not _somebody(noun, words):
        return
    if tree.has(act, "nmod") and tree.last(act) == tree.first(noun) - 1:
        tree.move(noun, act, "nmod")


def _topic(tree: Tree, noun: Token, marks: set[str], words: Lexicon) -> bool:
    """ "a discuté de la crise avec la Chine": the verb has such partners, and what stands between is its topic."""
    verb = tree.tokens[noun.head]
    if verb.pos != "VERB" or noun.dep not in _BESIDE or not tree.has(noun, "case"):
        return False
    return not marks.isdisjoint(words.patterns.valency.get(words.lemma_fix(verb.text.lower(), verb.lemma.lower()), ()))


def _circumstance(tree: Tree, noun: Token, words: Lexicon) -> bool:
    """Is it a place, a time, a number or a bare means, with which nobody does anything?"""
    lemma = noun.lemma.lower()
    if words.noun(lemma) is not None or noun.dep not in (*_BESIDE, "nmod"):
        return False
    if noun.pos == "NUM" or words.is_time_noun(lemma):
        return True
    marked = tree.has(noun, "case")
    place = noun.ent == "LOC" or words.is_place_noun(lemma)
    return marked and (place or (not noun.ent and not tree.has(noun, *_DETERMINED) and not _somebody(noun, words)))


def _somebody(noun: Token, words: Lexicon) -> bool:
    """Is it a person or a body, beside which a name stands?"""
    lemma = noun.lemma.lower()
    known = words.is_role(lemma) or words.is_person_noun(lemma) or words.is_org_noun(lemma)
    return known or noun.ent in ("PER", "ORG", "MISC")


def _two_words(tree: Tree, word: Token, words: Lexicon) -> None:
    """ "face à Rennes", where the parser took "face" for a noun."""
    tokens = tree.tokens
    if word.i + 2 >= len(tokens) or tree.has(word, *_DETERMINED, "case", "amod"):
        return
    mark = tokens[word.i + 1]
    form = fold(mark.text)
    if words.grammar.contracted.get(form, form) not in words.grammar.goal_marks or mark.sent != word.sent:
        return
    noun = next((t for t in tokens[word.i + 2 : word.i + 6] if t.pos in ("NOUN", "PROPN", "PRON")), None)
    if noun is None or noun.sent != word.sent or tokens[noun.head] is mark:
        return
    if noun.head == word.i or tokens[noun.head].pos == "NUM":
        tree.move(noun, tokens[word.head] if word.head != word.i else noun, "obl:mod")
    tree.move(word, noun, "case")
    tree.move(mark, word, "fixed")
    word.pos = "ADP"


_BEHIND = (_bare_day, _set_phrase, _around, _behind_day)  # what may hang on the noun before by the parser's mistake
