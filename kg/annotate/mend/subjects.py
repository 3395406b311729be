"""Give finite verbs the subject that the parser lost: in a language that never leaves it out, there is one.

- "les partisans rassemblés place Tahrir ont laissé …": the nearest noun before, without preposition, that is
  nobody's subject ("les liens avec la monarchie continuent": not the one behind "avec").
- "le Canada et l'Union européenne ont signé": the list that noun is part of comes along.
- "et la préfecture demande": what stands between a conjunction and a finite verb is that verb's subject, and not a
  member of the list before.
- "Norvo, une jeune entreprise, va embaucher": the name before an apposition.
- "Dès le second tour Ana Costa reprend": the name, and not the noun behind a preposition before it.
- "Un séisme de magnitude 6 a tué": the noun, and not the figure behind it.
- "Vers 11 h intervient un camion": with nothing before it, the noun right behind the verb.
- "dont la majorité a voté": the "dont" is no subject.
- "il déclare également": a pronoun that the parser holds for empty, before a verb that is never impersonal.
- "Le ministre de la Culture lui a rendu hommage": the pronoun between subject and verb is no second subject.
- "L'agence, qui a envoyé 30 médecins, demande l'ouverture": the noun before the relative clause, and not what stands
  behind the verb.
- "Plusieurs associations, dont la Ligue, ont porté plainte": who is only one of them is not the subject.
- "Yasser Arafat aurait été empoisonné": a participle of a known verb behind "been" is a passive, not an adjective.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.annotate.tree import AUXILIARIES, NOMINAL, VERBS, Tree
from kg.lang import Lexicon

_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass", "expl:subj", "expl")
# verbs that may be without a subject, or have it elsewhere
_WITHOUT = ("acl:relcl", "aux", "aux:tense", "aux:pass", "cop", "fixed", "xcomp", "quote", "amod", "acl")
# nouns that are a part of something else by now
_TAKEN = (*_SUBJECTS, "flat:name", "flat", "fixed", "compound", "obj", "appos", "obl:mod", "nummod")
_INSERTED = 15  # tokens between commas, at most
_REACH = 25  # tokens to the left in which a subject is looked for
_STOPS = frozenset(".;:!?—–()")


def find_subjects(tokens: list[Token], words: Lexicon) -> None:
    """Reattach, in place; `children` lists are not touched."""
    tree = Tree(tokens)
    for token in tokens:
        if token.text.lower() in words.grammar.among:
            _among(tree, token)
        if token.pos in ("ADJ", "VERB"):
            _passive(tree, token, words)
        if token.pos == "VERB":
            _true_subject(tree, token, words)
        elif token.pos == "NOUN" and token.dep in ("nsubj", "nsubj:pass"):
            _named_before(tree, token)
            _no_subject(tree, token, words)
            _marked(tree, token, words)
        elif token.text.isdigit() and token.dep == "nsubj":
            _figure(tree, token)
        elif token.pos == "PRON" and token.dep == "nsubj":
            _between(tree, token, words)
        elif token.ent_start and token.ent == "PER" and token.dep == "obl:mod":
            _bare_name(tree, token, words)
        if token.pos == "VERB" and words.grammar.subject_relatives:
            _interrupted(tree, token)
        if token.pos != "VERB" or not _needs_subject(tree, token, words):
            continue
        if token.dep == "xcomp":
            token.dep = "conj"
        listed = token.dep == "conj"
        subject = _before(tree, token, words, listed) or (None if listed else _behind(tree, token, words))
        if subject is not None:
            _attach(tree, token, subject)


def _named_before(tree: Tree, noun: Token) -> None:
    """ "Norvo, une jeune entreprise, va embaucher": the name is the subject, and the noun stands beside it."""
    verb, tokens = tree.tokens[noun.head], tree.tokens
    first, last = tree.first(noun), tree.last(noun) + 1
    if noun.i > verb.i or first < 2 or not tree.has(noun, "det") or tokens[first - 1].text != ",":
        return
    if last >= verb.i or tokens[last].text != "," or not tokens[first - 2].ent or tokens[first - 2].sent != verb.sent:
        return
    start = first - 2
    while tokens[start].ent and not tokens[start].ent_start and start:
        start -= 1
    if start and tokens[start - 1].pos not in ("PUNCT", "CCONJ", "DET"):
        return
    inside = range(start, first - 1)
    name = next((tokens[i] for i in inside if tokens[i].head not in inside or tokens[i].head == i), None)
    if name is None or name.dep in ("conj", "nsubj", "obj") or tree.has(name, "case") or tree.over(name, verb):
        return
    if name.head == name.i and any(tree.over(name, tokens[i]) for i in (verb.i, noun.i)):
        return
    tree.move(name, verb, noun.dep)
    tree.move(noun, name, "appos")


def _marked(tree: Tree, noun: Token, words: Lexicon) -> None:
    """ "Dès le second tour Ana Costa reprend", "A l'issue du match, Norvo et Delta gagnent": what follows is the
    subject, and not the noun behind a preposition.
    """
    verb, tokens = tree.tokens[noun.head], tree.tokens
    mark = next((c for c in tree.children(noun) if c.dep == "case" and c.i < noun.i), None)
    if mark is None or mark.pos != "ADP" or noun.i > verb.i or tree.has(noun, "nummod"):
        return
    if mark.text.lower() in words.grammar.contracted or words.grammar.owner_forms.get(mark.text.lower()):
        return  # "des élus": an article
    if not tree.has(noun, "det") or any(c.dep in _SUBJECTS and c is not noun for c in tree.children(verb)):
        return
    for name in tokens[noun.i + 1 : verb.i]:
        before = tokens[tree.first(name) - 1]
        loose = name.dep in ("conj", "appos") and name.pos in ("NOUN", "PROPN") and tree.over(noun, name)
        opens = before.text == "," or (name.dep == "appos" and name.ent == "PER" and name.ent_start)
        if not loose or not opens or tree.has(name, "case") or (name.pos == "NOUN" and not tree.has(name, "det")):
            continue
        above = tokens[name.head]
        if any(t.text == "," for t in tokens[name.i : verb.i]):
            return
        for other in [c for c in tree.children(above) if c.dep == "conj" and c.i > name.i]:
            tree.move(other, name, "conj")
        tree.move(name, verb, noun.dep)
        noun.dep = "obl:mod"
        return


def _among(tree: Tree, mark: Token) -> None:
    """ "Plusieurs associations, dont la Ligue, ont porté plainte": the noun before the commas is the subject."""
    tokens = tree.tokens
    comma = mark.i - 1 - (tokens[mark.i - 1].pos == "ADP")
    end = next((t.i for t in tokens[mark.i + 1 : mark.i + _INSERTED] if t.text == "," or t.pos in VERBS), 0)
    if comma < 1 or tokens[comma].text != "," or not end or tokens[end].text != ",":
        return
    noun = tokens[comma - 1]
    while noun.dep in ("nmod", "amod", "flat:name") and noun.head < noun.i:
        noun = tokens[noun.head]
    form = next((t for t in tokens[end + 1 : end + 5] if t.pos in VERBS), None)
    loose = noun.dep in ("root", "obl:mod", "dep", "nsubj", "nsubj:pass") and not tree.has(noun, "case")
    if form is None or noun.pos not in ("NOUN", "PROPN") or not loose or form.sent != noun.sent:
        return
    verb = tokens[form.head] if form.dep in AUXILIARIES else form
    subjects = [c for c in tree.children(verb) if c.dep in _SUBJECTS]
    told = any(c.i < comma and c is not noun for c in subjects) or tree.has(verb, "mark")
    if form.morph.get("VerbForm") != "Fin" or told or verb.i < form.i or not _agree(tree, noun, _number(tree, verb)):
        return
    inserted = [t for t in tokens[mark.i + 1 : end] if t.head in (verb.i, noun.i) and t.pos in ("NOUN", "PROPN", "NUM")]
    for token in inserted:
        tree.move(token, noun, "parataxis")
    for child in [c for c in subjects if c.i > verb.i]:
        child.dep = "obj" if not tree.has(verb, "obj", "aux:pass") else "dep"
    if tree.over(noun, verb):
        top = noun.head == noun.i
        tree.move(verb, verb if top else tokens[noun.head], "root" if top else noun.dep)
    elif noun.head != verb.i:
        return
    tree.move(noun, verb, "nsubj:pass" if tree.has(verb, "aux:pass") else "nsubj")


def _between(tree: Tree, pronoun: Token, words: Lexicon) -> None:
    """ "Le ministre lui a rendu hommage": with a subject before it, it tells to whom."""
    role = words.pronouns.get(pronoun.text.lower(), {}).get("role")
    verb = tree.tokens[pronoun.head]
    others = [c for c in tree.children(verb) if c.dep in ("nsubj", "nsubj:pass") and c.i < pronoun.i]
    known = role in ("any", "indirect") and pronoun.morph.get("Gender") != "Fem"
    if known and others and verb.pos == "VERB" and _start(tree, verb) == pronoun.i:
        pronoun.dep = "iobj"


def _interrupted(tree: Tree, verb: Token) -> None:
    """ "L'agence, qui a envoyé 30 médecins, demande l'ouverture": the noun that stands for the sentence is the subject.

    What stands behind the verb, which the parser took for it, is the object.
    """
    tokens, start = tree.tokens, _start(tree, verb)
    top = verb
    for _ in range(_REACH):
        top = tokens[top.head]
    if top.head != top.i:
        return
    clauses = [c for c in tree.children(top) if c.dep in ("acl", "acl:relcl") and top.i < c.i < verb.i]
    if (
        top.pos not in ("NOUN", "PROPN")
        or not clauses
        or tokens[start - 1].text != ","
        or tokens[top.i + 1].text != ","
    ):
        return
    below = verb.head == top.i or tokens[verb.head] in clauses
    if not below or verb.dep in ("acl:relcl", "quote", *AUXILIARIES) or tree.has(verb, "mark", "cc"):
        return
    forms = [verb, *(c for c in tree.children(verb) if c.dep in AUXILIARIES)]
    finite = any(f.morph.get("VerbForm") == "Fin" and f.morph.get("Person", "3") == "3" for f in forms)
    subjects = [c for c in tree.children(verb) if c.dep in _SUBJECTS]
    if not finite or any(c.i < verb.i for c in subjects) or not _agree(tree, top, _number(tree, verb)):
        return
    passive = tree.has(verb, "aux:pass")
    tree.move(verb, verb, "root")
    tree.move(top, verb, "nsubj:pass" if passive else "nsubj")
    bare = [c for c in tree.children(top) if c.i > verb.i and c.dep == "nmod" and not tree.has(c, "case")]
    for child in (*subjects, *bare):
        tree.move(child, verb, "obj" if not passive and not tree.has(verb, "obj") else "dep")


def _figure(tree: Tree, figure: Token) -> None:
    """ "Un séisme de magnitude 6 a tué": the figure belongs to the noun before it, whose phrase is the subject."""
    verb, noun = tree.tokens[figure.head], tree.tokens[figure.i - 1]
    top = noun
    while top.dep == "nmod" and top.head < top.i:
        top = tree.tokens[top.head]
    loose = top.head == verb.i and top.dep == "obl:mod" and top.pos == "NOUN"
    if figure.i and noun.pos == "NOUN" and noun is not top and loose and not tree.has(top, "case"):
        tree.move(figure, noun, "nummod")
        top.dep = "nsubj"


def _bare_name(tree: Tree, name: Token, words: Lexicon) -> None:
    """ "Ana Costa, athlète médaillée, sera reçue": the name that opens the sentence is the subject, nothing between."""
    verb, last = tree.tokens[name.head], name.i + 1
    opens = name.i == 0 or tree.tokens[name.i - 1].sent != name.sent
    while last < len(tree.tokens) and tree.tokens[last].ent == "PER" and not tree.tokens[last].ent_start:
        last += 1
    if not opens or verb.pos != "VERB" or last >= verb.i or tree.tokens[last].text != "," or tree.has(name, "case"):
        return
    if not any(t.text == "," for t in tree.tokens[last + 1 : verb.i]):
        return
    found = [c for c in tree.children(verb) if c.dep in ("nsubj", "nsubj:pass")]
    if not found and _needs_subject(tree, verb, words):
        name.dep = "nsubj:pass" if tree.has(verb, "aux:pass") else "nsubj"
    if len(found) != 1 or not last + 1 < found[0].i < verb.i or found[0].pos == "PRON":
        return
    if not tree.has(found[0], "det", "case") and any(t.text == "," for t in tree.tokens[found[0].i : verb.i]):
        name.dep = found[0].dep
        tree.move(found[0], name, "appos")


def _passive(tree: Tree, token: Token, words: Lexicon) -> None:
    """Read "a été empoisonné" as a passive where the tagger saw an adjective."""
    own = tree.children(token)
    copula = next((c for c in own if c.dep == "cop" and c.i < token.i and c.morph.get("VerbForm") == "Part"), None)
    lemma = words.participles.get(token.text.lower())
    if copula is None or lemma is None:
        return
    token.pos, token.lemma = "VERB", lemma
    token.morph = {**token.morph, "VerbForm": "Part", "Tense": "Past", "Voice": "Pass"}
    copula.dep = "aux:pass"
    for child in own:
        if child.dep == "nsubj":
            child.dep = "nsubj:pass"


def _true_subject(tree: Tree, verb: Token, words: Lexicon) -> None:
    """Read the "il" of "il déclare", "il va rencontrer" as somebody, and that of "il faut" or "il peut y avoir" not."""
    own = tree.children(verb)
    empty = next((c for c in own if c.dep == "expl:subj" and c.i < verb.i and c.pos == "PRON"), None)
    if empty is None or any(c.dep in ("nsubj", "csubj", "nsubj:pass", "aux:pass", "cop") for c in own):
        return
    inner = next((c for c in own if c.dep == "xcomp" and c.morph.get("VerbForm") == "Inf"), None)
    for token in (verb, *([inner] if inner is not None else [])):
        lemma = words.lemma_fix(token.text.lower(), token.lemma.lower())
        reflexive = any(c.dep.startswith("expl:") and c is not empty for c in tree.children(token))
        full = words.reflexive(lemma) if reflexive else lemma
        if {lemma, full} & words.grammar.impersonal_verbs or {lemma, full} & set(words.happening):
            return
        entry = words.verb(full) or words.verb(lemma)
        if entry is not None and entry.klass.partition(":")[0] in ("communication", "event"):
            empty.dep = "nsubj"
            return
        if words.colour(lemma) is None:
            return


def _no_subject(tree: Tree, verb: Token, words: Lexicon) -> None:
    """Free the verb of the "dont" of "dont la majorité a voté"."""
    others = [c for c in tree.children(verb) if c.dep in ("nsubj", "nsubj:pass")]
    for child in others:
        relative = child.text.lower() in words.grammar.relatives - words.grammar.subject_relatives
        if relative and len(others) > 1 and child.pos == "PRON":
            child.dep = "obl:mod"


def _needs_subject(tree: Tree, token: Token, words: Lexicon) -> bool:
    """Is it a verb in a finite form that nothing tells to be without subject?"""
    own = token.morph.get("VerbForm") == "Fin" and token.morph.get("Mood") == "Ind"
    if (token.dep in _WITHOUT and not (token.dep == "xcomp" and own)) or tree.has(token, *_SUBJECTS):
        return False
    below = tree.children(token)
    forms = [token, *(c for c in below if c.dep in AUXILIARIES)]
    finite = [f for f in forms if f.morph.get("VerbForm") == "Fin"]
    if not finite or any(f.morph.get("Mood") == "Imp" or f.morph.get("Person") in ("1", "2") for f in finite):
        return False
    return not any(c.text.lower() in words.grammar.core_relatives for c in below)


def _number(tree: Tree, verb: Token) -> str:
    """Sing or Plur by the verb's finite form, "" where it does not tell."""
    forms = [*(c for c in tree.children(verb) if c.dep in AUXILIARIES), verb]
    return next((f.morph["Number"] for f in forms if f.morph.get("VerbForm") == "Fin" and "Number" in f.morph), "")


def _agree(tree: Tree, noun: Token, number: str) -> bool:
    """May the noun, by its determiner or its own form, be the subject of a verb of this number?"""
    forms = [*(c for c in tree.children(noun) if c.dep == "det"), noun]
    own = next((f.morph["Number"] for f in forms if "Number" in f.morph), "")
    return not own or not number or own == number


def _free(tree: Tree, noun: Token) -> bool:
    """A noun without preposition that is no part of another clause's core."""
    if noun.pos not in NOMINAL or tree.has(noun, "case"):
        return False
    if noun.dep in _TAKEN:
        above = tree.tokens[noun.head]
        return noun.dep == "nsubj" and (above.pos in ("PROPN", "NOUN") or above.dep == "dep")
    return noun.morph.get("PronType") not in ("Rel", "Int") and noun.morph.get("Reflex") != "Yes"


def _start(tree: Tree, verb: Token) -> int:
    """First token of the verb's own words: its auxiliaries, clitics and adverbs before it."""
    own = (c for c in tree.children(verb) if c.dep in AUXILIARIES or c.pos in ("ADV", "PRON", "PART"))
    return min([verb.i, *(c.i for c in own if c.i < verb.i)])


def _before(tree: Tree, verb: Token, words: Lexicon, close: bool) -> Token | None:
    """The noun to the left; `close`: only one that stands alone between a conjunction and the verb."""
    tokens, number, start = tree.tokens, _number(tree, verb), _start(tree, verb)
    commas = 0
    for i in range(start - 1, max(-1, start - _REACH), -1):
        noun = tokens[i]
        if noun.sent != verb.sent or noun.text in _STOPS or noun.pos in ("SCONJ", "CCONJ"):
            return None
        if noun.morph.get("PronType") in ("Rel", "Int"):
            return None
        commas += noun.text == ","
        if noun.pos == "VERB" and tree.has(noun, *AUXILIARIES, *_SUBJECTS):
            return None  # another clause
        if noun.pos == "NUM" and i > 0 and tokens[i - 1].text in words.grammar.hour_signs:
            continue  # "à 11 h 30 intervient un camion"
        if tree.over(noun, verb) or not _free(tree, noun):
            continue  # a verb below the noun tells of it in another way
        first = tree.first(noun)
        opened = first > 0 and tokens[first - 1].pos == "CCONJ" and tokens[first - 1].sent == verb.sent
        if not opened and first > 0 and tokens[first - 1].text == "," and commas:
            continue  # between commas: another word for what stands before
        if first > 0 and (tokens[first - 1].text == "-" or (noun.pos == "PROPN" and tokens[first - 1].pos == "NOUN")):
            continue  # the last part of a name, or the name of what stands before: "place Tahrir"
        if opened and commas:
            return None  # "entre Tabriz et Mashhad, serait tombé": the end of an insertion
        if close:
            return noun if opened and not commas and _agree(tree, noun, number) else None
        top = noun
        while top.dep == "conj" and _free(tree, tokens[top.head]):
            top = tokens[top.head]
        listed = tree.has(top, "conj") or top is not noun or opened
        if _agree(tree, noun, number) or (number == "Plur" and listed):
            return noun
    return None


def _behind(tree: Tree, verb: Token, words: Lexicon) -> Token | None:
    """The noun right behind a verb before which nothing can be the subject."""
    own, start = tree.children(verb), _start(tree, verb)
    objects = [c for c in own if c.dep in ("obj", "dep") and c.i > verb.i and c.pos in ("NOUN", "PROPN")]
    begins = verb.i == 0 or tree.tokens[start - 1].sent != verb.sent
    if begins or len(objects) != 1 or tree.has(verb, "ccomp", "xcomp"):
        return None
    for before in reversed(tree.tokens[:start]):
        if before.sent != verb.sent or before.text in _STOPS or before.pos == "SCONJ":
            break
        if before.pos in NOMINAL and before.dep in ("root", "nsubj", "flat:name", "conj", "dep", "nmod"):
            marks = (c.text.lower() for c in tree.children(before) if c.dep == "case")
            if all(mark in words.grammar.partitives for mark in marks):
                return None
    noun = objects[0]
    first = min([noun.i, *(c.i for c in tree.children(noun) if c.i < noun.i)])
    return noun if first == verb.i + 1 and _agree(tree, noun, _number(tree, verb)) else None


def _attach(tree: Tree, verb: Token, subject: Token) -> None:
    """Hang the subject under the verb; the list it is part of before it comes along."""
    top = subject
    while top.dep == "conj" and top.head < top.i and verb.dep != "conj":
        above = tree.tokens[top.head]
        if not _free(tree, above) or tree.over(above, verb):
            break
        top = above
    siblings = []
    if top is subject:
        siblings = [t for t in tree.children(tree.tokens[top.head]) if t.dep == "conj" and top.i < t.i < verb.i]
    if top.head == top.i:
        tree.move(verb, verb, "root")  # it takes the sentence over
    for other in siblings:
        if _free(tree, other):
            tree.move(other, top, "conj")
    tree.move(top, verb, "nsubj:pass" if tree.has(verb, "aux:pass") else "nsubj")
