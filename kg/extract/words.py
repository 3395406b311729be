"""A verb with its company -> the entry of the lexicon that tells what it means there.

"call" + "off" is a verb of its own, and so is "call" + "for" before a noun; "fire" is no dismissal without an object.
All of it is data (`phrasal` keys of the verb tables, and the table `senses`); here it is only looked for.
"""

from __future__ import annotations

import re

from kg.annotate.doc import Doc, Token
from kg.ids import fold
from kg.lang import Lexicon
from kg.lang.patterns import Sense

_PARTICLES = ("compound:prt", "advmod", "prt")
_CLAUSES = ("ccomp", "quote")
_OBJECTS = ("obj", "nsubj:pass")
_TITLES = ("compound", "appos")
_SCORE = re.compile(r" \d{1,3} ?[-–] ?\d{1,3}(?!\S)")
_SCORE_WITHIN = 9  # tokens behind the verb


def meant(doc: Doc, token: Token, lemma: str, lexicon: Lexicon) -> tuple[str, str]:
    """A verb with its particle or preposition, and the lemma under which it is to be looked up: that of a like verb.

    Both are `lemma` when its company changes nothing.
    """
    whole = _phrasal(doc, token, lemma, lexicon)
    sense = next((s for s in lexicon.patterns.senses.get(whole, ()) if _fits(doc, token, s, lexicon)), None)
    return whole, sense.like if sense is not None else whole


def own_sense(doc: Doc, token: Token, lemma: str, lexicon: Lexicon) -> str:
    """The like verb of a reflexive one (`lemma` has its pronoun) beside its company: "s'éteindre" of a fire; or ""."""
    return next((s.like for s in lexicon.patterns.senses.get(lemma, ()) if _fits(doc, token, s, lexicon)), "")


def patient(doc: Doc, token: Token, passive: bool) -> Token | None:
    """What the verb is done to: its object, its passive subject, or the noun that it modifies as a participle."""
    wanted = "nsubj:pass" if passive else "obj"
    for child in doc.children(token):
        if child.dep in (wanted, "nsubj") and (child.dep == wanted or passive):
            relative = child.pos == "PRON" and token.dep == "acl:relcl" and child.i < token.i
            return doc.tokens[token.head] if relative and child.dep == "obj" else child
    if passive and token.dep == "conj" and not any(c.dep == "nsubj" for c in doc.children(token)):
        above = doc.tokens[token.head]  # "he pleaded guilty and was released"
        return next((c for c in doc.children(above) if c.dep in ("nsubj", "nsubj:pass") and c.i < above.i), None)
    if token.dep == "acl" and token.morph.get("VerbForm") == "Part" and token.morph.get("Aspect") != "Prog":
        return doc.tokens[token.head]
    return None


def is_person(token: Token, lexicon: Lexicon) -> bool:
    """Is the word a person's name, role or kind, or a number of them?"""
    lemma = token.lemma.lower()
    known = lexicon.is_person_noun(lemma) or lexicon.is_role(lemma) or lemma in lexicon.casualties
    return token.ent == "PER" or known or lemma.endswith(lexicon.person_endings)


def is_actor(token: Token, lexicon: Lexicon) -> bool:
    """Is the word a person, an organisation or a state?"""
    return is_person(token, lexicon) or token.ent in ("ORG", "LOC") or lexicon.is_org_noun(token.lemma.lower())


def _phrasal(doc: Doc, token: Token, lemma: str, lexicon: Lexicon) -> str:
    children = list(doc.children(token))
    above = [doc.tokens[token.head]] if token.dep == "xcomp" and token.morph.get("VerbForm") == "Inf" else []
    for helper in (c for c in (*above, *children) if c.i < token.i <= c.i + 2 and c.pos in ("VERB", "AUX")):
        whole = f"{lexicon.lemma_fix(helper.text.lower(), helper.lemma.lower())} {lemma}"
        if whole in lexicon.verbs:
            return whole  # "a fait savoir"
    particle = next((c for c in children if c.dep in _PARTICLES and f"{lemma} {c.text.lower()}" in lexicon.verbs), None)
    if particle is not None:
        return f"{lemma} {particle.text.lower()}"
    # a preposition left behind by a passive: "the measure was called for"
    marks = [c for c in children if c.dep in ("prep", "case", "dep") and c.i > token.i]
    objects = any(c.dep in _OBJECTS for c in children)
    light = lexicon.light_nouns(lemma)  # "went on strike" is no "go on"
    if not objects and not any(c.lemma.lower() in light for c in children):
        marks += [m for m in _prepositions(doc, children) if m.i == token.i + 1]
    return next((whole for m in marks if (whole := f"{lemma} {m.text.lower()}") in lexicon.verbs), lemma)


def _prepositions(doc: Doc, children: list[Token]) -> list[Token]:
    """What stands below a verb's oblique nouns and clauses: among it, their prepositions."""
    return [m for c in children if c.dep.startswith(("obl", "advcl")) for m in doc.children(c)]


def _fits(doc: Doc, token: Token, sense: Sense, lexicon: Lexicon) -> bool:
    children = list(doc.children(token))
    passive = any(c.dep in ("aux:pass", "nsubj:pass") for c in children)
    done_to = patient(doc, token, passive)
    if done_to is not None and token.dep == "acl:relcl" and done_to.text.lower() in lexicon.grammar.object_relatives:
        done_to = doc.tokens[token.head]  # "staff, who had been released"
    if done_to is None and passive:  # "ont été saisis un fusil et deux couteaux"
        done_to = next((c for c in children if c.dep == "obj" and c.i > token.i), None)
    done_to = done_to or _unmarked(doc, token, children, lexicon)
    lasts = done_to is not None and lexicon.is_time_noun(done_to.lemma.lower())
    measured = lexicon.grammar.infinitive_marks and done_to is not None and done_to.lemma.lower() in sense.objects
    if lasts and not measured:
        done_to = None  # "a rouvert samedi"
    timed = lasts and "@time" in sense.objects  # "a passé dix ans"
    if sense.objects and not timed and not _among(doc, sense.objects, done_to, children, lexicon):
        return False
    if sense.subjects:
        subject = _doer(doc, token, children, passive)
        if not _among(doc, sense.subjects, subject, children, lexicon):
            return False
    if sense.reflexive and not any(c.morph.get("Reflex") == "Yes" for c in children):
        return False
    if sense.beside or sense.without:
        near = {c.lemma.lower() for c in children if c.dep not in (*_OBJECTS, "nsubj")}
        below = [*_prepositions(doc, children), *(m for c in children if c.dep == "xcomp" for m in doc.children(c))]
        near |= {m.text.lower() for m in below if m.dep in ("case", "mark") or m.pos == "PART"}
        inner = [n for c in children if c.dep == "obj" for n in doc.children(c) if n.dep == "nmod"]
        beyond = {m.text.lower() for n in inner for m in doc.children(n) if m.dep == "case"}
        near |= {n.lemma.lower() for n in inner if not _owned(doc, n, lexicon)}  # "a remis le suspect en liberté"
        found = bool(near & sense.beside) or ("@predicate" in sense.beside and _judges(token, children))
        found = found or ("@infinitive" in sense.beside and _bids(doc, children, lexicon))
        found = found or ("@passive" in sense.beside and (passive or _past_participle(token)))
        found = found or ("@score" in sense.beside and _scored(doc, token))
        return not (near | beyond) & sense.without and (not sense.beside or found)
    return True


def _scored(doc: Doc, token: Token) -> bool:
    """ "beat Norway 3-1", "won 6-4": is a score told behind it, in its sentence?"""
    last = min(doc.sentences[token.sent].last, token.i + _SCORE_WITHIN)
    return bool(_SCORE.search("".join(f" {t.text}" for t in doc.tokens[token.i + 1 : last])))


def _unmarked(doc: Doc, token: Token, children: list[Token], lexicon: Lexicon) -> Token | None:
    """ "ont cassé des vitrines": an object that the parser takes for an adverbial, though no preposition opens it."""
    if not lexicon.grammar.articles or any(c.dep in _OBJECTS for c in children):
        return None
    behind = (c for c in children if c.dep in ("obl:arg", "obl:mod") and c.i > token.i and c.pos == "NOUN")
    bare = (c for c in behind if not any(m.dep in ("case", "advmod") for m in doc.children(c)))
    return next((c for c in bare if not lexicon.is_time_noun(c.lemma.lower())), None)


def _owned(doc: Doc, noun: Token, lexicon: Lexicon) -> bool:
    """Does it only tell whose or of what the noun above is?"""
    marks = [fold(m.lemma) for m in doc.children(noun) if m.dep == "case"]
    return not lexicon.grammar.articles or not marks or any(m in lexicon.grammar.owner_forms for m in marks)


def _doer(doc: Doc, token: Token, children: list[Token], passive: bool) -> Token | None:
    """Who or what does it: the subject or, of a passive, the agent; a verb without one shares that of the one above."""
    subject = next((c for c in children if c.dep == "nsubj"), None)
    subject = next((c for c in children if c.dep == "obl:agent"), subject)  # "frappés par une tempête"
    here = token
    while subject is None and not passive and (here.dep in ("conj", "xcomp") or _participial(here)):
        here = doc.tokens[here.head]
        if here.pos not in ("VERB", "AUX"):
            return here if token.dep == "acl" else None  # "un séisme détruisant la ville"
        subject = next((c for c in doc.children(here) if c.dep in ("nsubj", "nsubj:pass")), None)
    if subject is not None and subject.pos == "PRON" and here.dep == "acl:relcl" and subject.i < here.i:
        return doc.tokens[here.head]
    return subject


def _past_participle(verb: Token) -> bool:
    """ "un homme condamné": it modifies whom it was done to."""
    return verb.dep == "acl" and verb.morph.get("VerbForm") == "Part" and verb.morph.get("Tense") != "Pres"


def _participial(verb: Token) -> bool:
    """ "détruisant la ville": a clause that shares its subject with what it hangs on."""
    active = verb.morph.get("VerbForm") == "Ger" or verb.morph.get("Tense") == "Pres"
    return verb.dep in ("advcl", "acl") and active and verb.morph.get("VerbForm") in ("Part", "Ger")


def _bids(doc: Doc, children: list[Token], lexicon: Lexicon) -> bool:
    """ "told them to leave": an infinitive with its mark, which taggers make a particle or an auxiliary."""
    below = (c for c in children if c.dep in ("xcomp", "ccomp") and c.pos in ("VERB", "AUX"))
    return any(m.text.lower() in lexicon.grammar.infinitive_marks for c in below for m in doc.children(c))


def _judges(verb: Token, children: list[Token]) -> bool:
    """ "called the plan absurd", "a plan that he called a mistake", but not "a town called Springfield"."""
    if verb.dep in ("acl", "amod"):
        return False
    return any(c.dep == "xcomp" and c.pos in ("ADJ", "NOUN") and c.i > verb.i for c in children)


def _among(doc: Doc, wanted: frozenset[str], word: Token | None, children: list[Token], lexicon: Lexicon) -> bool:
    clause = any(c.dep in _CLAUSES for c in children)
    if word is None:
        return ("@none" in wanted and not clause) or ("@quote" in wanted and clause)
    if word.lemma.lower() in wanted:
        return True
    if word.pos in ("PRON", "NUM") or word.lemma.lower() in lexicon.grammar.counts:  # "un des suspects", "une centaine"
        counted = [c for c in doc.children(word) if c.dep == "nmod" and c.i > word.i]
        if any(_among(doc, wanted, c, children, lexicon) for c in counted):
            return True
    titles = _TITLES if lexicon.grammar.articles else (*_TITLES, "amod")  # "rival Halden"
    if word.pos == "PROPN" and any(c.lemma.lower() in wanted for c in doc.children(word) if c.dep in titles):
        return True  # "the brewer Halden"
    org = word.ent == "ORG" or lexicon.is_org_noun(word.lemma.lower())
    place = word.ent == "LOC" or lexicon.is_place_noun(word.lemma.lower())
    held = {"@person": is_person(word, lexicon), "@org": org, "@place": place}
    return any(kind in wanted and held[kind] for kind in held)


def noun_sense(doc: Doc, token: Token, lemma: str, lexicon: Lexicon) -> str:
    """The like noun that an event noun means beside the other words of its sentence: a "strike" of workers."""
    senses = lexicon.patterns.nouns.get(lemma)
    if not senses:
        return lemma
    sentence = doc.sentences[token.sent]
    near = {t.lemma.lower() for t in doc.tokens[sentence.first : sentence.last]}
    own = next((s.like for s in senses if near & s.beside), "")
    if own or not determined(doc, token, lexicon) & {"definite", "demonstrative"}:
        return own or lemma
    before = next((t for t in doc.tokens[: sentence.first] if t.pos == "NOUN" and t.lemma.lower() == lemma), None)
    return noun_sense(doc, before, lemma, lexicon) if before is not None else lemma  # "The strikes will last"


def determined(doc: Doc, token: Token, lexicon: Lexicon) -> set[str]:
    """Kinds of the determiners of a noun: "definite", "demonstrative" …"""
    known = (lexicon.determiners.get(fold(c.text), {}) for c in doc.children(token) if c.dep == "det")
    return {row["kind"] for row in known if "kind" in row}


def own_death(doc: Doc, noun: Token, lexicon: Lexicon) -> bool:
    """ "la mort de X", "sa mort": what happens to somebody, while "un mort" and "les morts" are people."""
    marks = [c for c in doc.children(noun) if c.dep == "det"]
    kinds = {lexicon.determiners.get(fold(c.text), {}).get("kind") for c in marks}
    if noun.morph.get("Number") == "Plur" or any(c.dep == "nummod" for c in doc.children(noun)):
        return False
    return bool(kinds & {"definite", "possessive", "demonstrative"})


def somebodys_death(doc: Doc, noun: Token, lexicon: Lexicon) -> bool:
    """ "la mort du chanteur", "sa mort": it happens to somebody, while "le mort" is one."""
    marks = [lexicon.determiners.get(fold(c.text), {}) for c in doc.children(noun) if c.dep == "det"]
    if not own_death(doc, noun, lexicon) or any(mark.get("gender") == "m" for mark in marks):
        return False
    below = (c for c in doc.children(noun) if c.dep == "nmod" and _owned(doc, c, lexicon))
    owned = any(mark.get("kind") == "possessive" for mark in marks)
    return owned or any(is_person(c, lexicon) or c.lemma.lower() in lexicon.grammar.quantities for c in below)


def of_time(doc: Doc, noun: Token, lexicon: Lexicon) -> Token | None:
    """ "une journée de grève": the noun of time that only tells how long what stands behind it is; None without one."""
    above = doc.tokens[noun.head]
    bare = noun.dep == "nmod" and not any(c.dep == "det" for c in doc.children(noun))
    return above if bare and above.i < noun.i and lexicon.is_time_noun(above.lemma.lower()) else None
