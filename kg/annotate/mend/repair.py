"""Mend what parsers often get wrong about clauses, where grammar alone can tell.

- A finite verb coordinated with an infinitive or participle ("visant à renforcer … et a affirmé") belongs to the
  nearest finite clause above.
- "a, pour sa part, ajouté": an auxiliary far from its participle is still its auxiliary.
- "a-t-il dit": the t is no word, and what follows it is the subject.
- "a soumis à la Russie des propositions": plural things behind a name or a date are the verb's object.
- "a reçu lundi à Rabat le ministre": so is a noun with an article right behind a place.
- "le groupe autoproclamé X a revendiqué": a bare participle is not the main verb where a finite one follows.
- "l'homme qui a tué trois personnes a été arrêté": what stands right behind the inner verb is its object.
- "said the deal was closed": a subject that the parser hung on the auxiliary is the verb's.
- "partirons", "négocierait": the ending tells the mood where the tagger errs.
- "ordonne aux manifestants de partir": the infinitive belongs to the verb that has such complements.
- "par 38 assemblées", "1 500 maisons": a preposition hangs on the noun, and the parts of a number together.
- "à choisir …, à inverser … et à retirer": infinitives with one marker are a list, not one another's complement.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import AUXILIARIES, VERBS, Tree
from kg.lang import Lexicon

_BELOW = ("xcomp", "ccomp", "conj", "parataxis", "advcl")


def repair(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; `children` lists are not touched."""
    tree, grammar = Tree(tokens), words.grammar
    for token in tokens:
        _number(tree, token)
        if token.pos in VERBS:
            _mend_mood(token, words)
        if token.text.lower() in grammar.linking:
            _clitic(tree, token)
        elif token.pos == "AUX" and token.dep not in AUXILIARIES and token.lemma.lower() in grammar.perfect:
            _rejoin(tree, token)
    for token in tokens:
        if token.dep in ("nsubj", "nsubj:pass") and tokens[token.head].dep in ("aux", "aux:tense", "aux:pass"):
            _past_auxiliary(tree, token)
        if token.dep in ("nsubj", "nsubj:pass") and token.i < token.head:
            _give_down(tree, token, words)
        above = tokens[token.head]
        if token.dep == "nmod" and (above.pos == "PROPN" or words.is_time_noun(above.lemma.lower())):
            _give_back(tree, token, words)
        if token.dep == "nmod" and above.ent == "LOC" and tree.has(token, "det") and not tree.has(token, "case"):
            _behind_place(tree, token, above, words)
    for token in tokens:
        if token.pos not in VERBS:
            continue
        if token.head == token.i:
            _step_down(tree, token)
        elif token.dep == "conj" and _finite(tree, token):
            _climb(tree, token)
        elif token.dep in ("acl", "nmod") and _untensed(tree, token):
            _hand_up(tree, token, words)
        elif token.dep in ("xcomp", "advcl", "obl:arg") and _infinitive(token):
            _list_infinitive(tree, token)


def _mend_mood(token: Token, words: Lexicon) -> None:
    """Read future and conditional from infinitive and ending; both written the same in no other form."""
    surface, lemma = token.text.lower(), token.lemma.lower()
    lemma = words.lemma_fix(surface, lemma)
    stem = lemma.removesuffix("e")
    if not stem.endswith("r") or not surface.startswith(stem) or surface == lemma:
        return
    ending = surface[len(stem) :]
    for mood, endings in words.mood_endings.items():
        if ending in endings:
            tense = {"Mood": "Ind", "Tense": "Fut"} if mood == "Fut" else {"Mood": mood, "Tense": "Pres"}
            token.morph = {**token.morph, **tense, "VerbForm": "Fin"}
            token.lemma = lemma


def _number(tree: Tree, token: Token) -> None:
    """Hang the marks of a number on its noun, and the thousands of "1 500" on the hundreds."""
    above = tree.tokens[token.head]
    if token.dep == "case" and above.dep in ("nummod", "det") and above.i < above.head and token.i < above.i:
        if tree.tokens[above.head].pos in ("NOUN", "PROPN") and not tree.has(tree.tokens[above.head], "case"):
            tree.move(token, tree.tokens[above.head], "case")
    hundreds = tree.tokens[token.i + 1] if token.i + 1 < len(tree.tokens) else token
    if not (token.text.isdigit() and hundreds.text.isdigit() and len(hundreds.text) == 3 > len(token.text) - 1):
        return
    if token.text.startswith("0"):
        return
    if token.head == hundreds.head and hundreds.dep in ("det", "nummod"):
        token.dep = hundreds.dep
    elif token.head != hundreds.i and not tree.over(token, hundreds):
        for child in list(tree.children(token)):
            tree.move(child, hundreds, child.dep)
        tree.move(token, hundreds, "nummod")


def _clitic(tree: Tree, link: Token) -> None:
    """Make the pronoun behind "-t" the subject of the verb before it, and nothing of the "-t"."""
    pronoun = tree.tokens[link.i + 1] if link.i + 1 < len(tree.tokens) else link
    if pronoun is not link and pronoun.text.startswith("-"):
        tree.move(pronoun, tree.tokens[link.head], "nsubj")
        pronoun.pos = "PRON"
        link.dep, link.pos = "discourse", "PART"


def _rejoin(tree: Tree, auxiliary: Token) -> None:
    """Let the next participle of the same clause take the auxiliary's place in the tree."""
    if auxiliary.morph.get("VerbForm") != "Fin":
        return
    for token in tree.tokens[auxiliary.i + 1 : auxiliary.i + 20]:
        if token.sent != auxiliary.sent or token.morph.get("VerbForm") == "Fin" or token.text in ".;:":
            return
        if token.pos == "VERB" and token.morph.get("VerbForm") == "Part" and token.morph.get("Tense") != "Pres":
            if not auxiliary.i <= token.head <= token.i or token.head == token.i or tree.has(token, *AUXILIARIES):
                return
            top = auxiliary.head == auxiliary.i
            tree.move(token, token if top else tree.tokens[auxiliary.head], "root" if top else auxiliary.dep)
            for child in list(tree.children(auxiliary)):
                tree.move(child, token, child.dep)
            tree.move(auxiliary, token, "aux:tense")
            return


def _past_auxiliary(tree: Tree, subject: Token) -> None:
    """A subject that hangs on an auxiliary is the verb's."""
    helper = tree.tokens[subject.head]
    verb = tree.tokens[helper.head]
    if verb.pos == "VERB" and not tree.has(verb, "nsubj", "nsubj:pass", "csubj"):
        passive = tree.has(verb, "aux:pass")
        tree.move(subject, verb, "nsubj:pass" if passive else "nsubj")


def _give_down(tree: Tree, noun: Token, words: Lexicon) -> None:
    """A subject right behind an inner verb without object is that verb's object; the noun above is the subject."""
    first, main = tree.first(noun), tree.tokens[noun.head]
    inner = tree.tokens[first - 1] if first else noun
    if inner.pos != "VERB" or inner.sent != noun.sent or tree.has(noun, "case") or tree.has(inner, "obj"):
        return
    if tree.has(inner, "ccomp"):  # "The firm that sued the bank won": no complement of a verb that takes none
        entry = words.verb(words.lemma_fix(inner.text.lower(), inner.lemma.lower()))
        taken = entry is None or not entry.klass.startswith("event") or main.head != inner.i
        if taken or tree.has(main, "mark") or inner.dep != "acl:relcl":
            return
    above, steps = inner, 0
    while above.pos == "VERB" and above.dep in ("xcomp", "acl", "acl:relcl", "advcl", "conj") and steps < 4:
        above, steps = tree.tokens[above.head], steps + 1
    if above.pos not in ("NOUN", "PROPN", "PRON") or above.i > inner.i:
        return
    if tree.over(above, main):
        if above.head != above.i or not _finite(tree, main):
            return
        # "le député soupçonné d'avoir détourné des fonds a démissionné": the verb takes its subject's place
        tree.move(main, main, "root")
    if any(c.dep.startswith("nsubj") and c.i < inner.i and c is not above for c in tree.children(main)):
        return
    tree.move(above, main, noun.dep)
    tree.move(noun, inner, "obj")


def _give_back(tree: Tree, noun: Token, words: Lexicon) -> None:
    """Make a noun with "des" behind a name the object of the verb above, when that has none."""
    mark = next((c for c in tree.children(noun) if c.dep == "case"), None)
    name = tree.tokens[noun.head]
    if name.dep == "nmod" and tree.tokens[name.head].pos == "NUM":
        name = tree.tokens[name.head]  # "le 26 janvier"
    verb = tree.tokens[name.head]
    if mark is None or mark.text.lower() not in words.grammar.plural_articles:
        return
    if verb.pos == "VERB" and name.dep.startswith("obl") and not tree.has(verb, "obj", "ccomp", "xcomp"):
        tree.move(noun, verb, "obj")
        mark.dep = "det"


def _behind_place(tree: Tree, noun: Token, place: Token, words: Lexicon) -> None:
    """ "a reçu lundi à Rabat le ministre": a noun with an article right behind the place is the verb's object."""
    verb = tree.tokens[place.head]
    objects = [c for c in tree.children(verb) if c.dep == "obj"]
    days = [c for c in objects if words.is_time_noun(c.lemma.lower())]
    behind = tree.first(noun) == place.i + 1 and place.i > verb.i and words.grammar.plural_articles
    if not behind or verb.pos != "VERB" or not place.dep.startswith("obl") or not tree.has(place, "case"):
        return
    if days != objects or tree.has(verb, "ccomp", "xcomp", "aux:pass"):
        return
    for day in days:
        day.dep = "obl:mod"
    tree.move(noun, verb, "obj")


def _step_down(tree: Tree, participle: Token) -> None:
    """Let the finite verb below a bare participle take the sentence and its subject; the participle modifies that."""
    if participle.morph.get("VerbForm") != "Part" or tree.has(participle, *AUXILIARIES):
        return
    own = tree.children(participle)
    if participle.morph.get("Tense") == "Pres":
        before = next((c for c in own if c.i < participle.i and c.dep in (*_BELOW, "dep") and _finite(tree, c)), None)
        if before is not None and tree.has(before, "nsubj", "nsubj:pass") and not tree.has(before, "mark"):
            tree.move(before, before, "root")  # "ajoute-t-elle, précisant que": what follows modifies that
            tree.move(participle, before, "advcl")
            return
    subject = next((c for c in own if c.dep in ("nsubj", "nsubj:pass") and c.i < participle.i), None)
    verb = next((c for c in own if c.i > participle.i and c.dep in _BELOW and _finite(tree, c)), None)
    if subject is None or verb is None or any(c.dep.startswith("nsubj") for c in tree.children(verb)):
        return
    tree.move(verb, verb, "root")
    tree.move(subject, verb, "nsubj")
    tree.move(participle, subject, "acl")
    for child in own:
        if child.dep == "punct" and child.i > verb.i:
            tree.move(child, verb, "punct")


def _climb(tree: Tree, verb: Token) -> None:
    """Hang a finite verb that is joined to an infinitive or participle on the nearest finite verb above."""
    above = tree.tokens[verb.head]
    if _finite(tree, above) or (above.pos not in VERBS and above.dep == "root"):
        return
    seen = {verb.i}
    while above.head != above.i and above.i not in seen:
        seen.add(above.i)
        above = tree.tokens[above.head]
        if above.pos in VERBS and _finite(tree, above) and above.dep != "acl:relcl":
            tree.move(verb, above, "conj")
            return


def _hand_up(tree: Tree, infinitive: Token, words: Lexicon) -> None:
    """An infinitive behind an addressee is the complement of the verb above, when that takes such a one."""
    noun = tree.tokens[infinitive.head]
    verb = tree.tokens[noun.head]
    if verb.pos not in VERBS or verb.i == noun.i or not (noun.dep in ("obj", "iobj") or noun.dep.startswith("obl")):
        return
    lemma = noun.lemma.lower()
    addressee = noun.pos == "PROPN" or words.is_person_noun(lemma) or words.is_role(lemma) or words.is_org_noun(lemma)
    entry = words.verb(words.lemma_fix(verb.text.lower(), verb.lemma.lower()))
    mark = words.grammar.contracted.get(_mark(tree, infinitive), _mark(tree, infinitive))
    if entry is not None and addressee and entry.addressee and f"{mark}+inf" in entry.complements:
        tree.move(infinitive, verb, "xcomp")


def _list_infinitive(tree: Tree, infinitive: Token) -> None:
    """An infinitive behind a comma with the mark of the infinitive above is one more of a list."""
    above, mark = tree.tokens[infinitive.head], _mark(tree, infinitive)
    if mark and _infinitive(above) and mark == _mark(tree, above) and tree.tokens[infinitive.i - 2].text == ",":
        infinitive.dep = "conj"


def _finite(tree: Tree, token: Token) -> bool:
    """Is it a finite verb, by itself or by its auxiliary?"""
    if token.morph.get("VerbForm") == "Fin":
        return True
    return any(c.dep in AUXILIARIES and c.morph.get("VerbForm") == "Fin" for c in tree.children(token))


def _infinitive(token: Token) -> bool:
    return token.pos in VERBS and token.morph.get("VerbForm") == "Inf"


def _untensed(tree: Tree, token: Token) -> bool:
    """Infinitive, or participle of an auxiliary that is one: "accuse les élus d'avoir menti"."""
    return _infinitive(token) or any(c.dep in AUXILIARIES and _infinitive(c) for c in tree.children(token))


def _mark(tree: Tree, token: Token) -> str:
    return next((c.text.lower() for c in tree.children(token) if c.dep == "mark"), "")
