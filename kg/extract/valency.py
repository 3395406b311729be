"""Where a word has its target: "négocier avec X", "faire appel à X", "la destitution de X".

Which preposition stands there is language data (the table `settled.valency`); a few prepositions have a target behind
them whatever the word ("au détriment de X").
"""

from __future__ import annotations

from functools import lru_cache

from kg.annotate.doc import Doc, Token
from kg.extract.arguments import case_of
from kg.extract.discourse import Discourse
from kg.extract.fillers import ACTORS, PEOPLE, label, suffers, tied
from kg.extract.mentions import Phrase
from kg.extract.predicates import TO_DO, Predicate, form_of
from kg.extract.sieve import bare
from kg.ids import fold
from kg.lang import Lexicon, lexicon as words_of

_FACING = frozenset({"CONSULT", "ASSAULT", "ACCUSE", "SUPPORT", "THREATEN", "REQUEST", "AID", "COERCE", "JUSTICE"})
_AIMED = frozenset({"obl-contre", "obl-sur"})
_GIVEN = frozenset({"obl-a", "obj-a", "iobj", "obl-contre", "obl-aupres"})  # "a cédé le terrain à la commune"
_SETTLES = frozenset({"BUSINESS", "CREATE"})  # whose "à" before a country tells where
_TRADES = frozenset({"COOPERATE"})
_STAKED = ("obj", "obl:arg", "obl:mod")
_DEEP = 3  # "30 % des parts du capital de Norvo"
_GOING = frozenset({"RETREAT", "MOVE"})
_SAYING = frozenset(
    {"says", "announces", "affirms", "explains", "emphasises", "describes", "reports", "reveals", "praises"}
)
_WHERE = frozenset({"obl-a", "obl-dans", "obl-en", "obl-de", "obl-vers", "obl-pres", "obl-depuis", "obl-sous"})
_OBJECT = ("obj", "rel-obj")
_OF = ("-de-de", "-a-de", "-contre-de", "noun-de")  # whose it is
OF_PASSIVE = ("pass-subj", "rel-pass", "acl-part", "advcl-subj", "xcomp-subj")  # subjects of a passive


def governed(talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], lexicon: Lexicon) -> Phrase | None:
    """To whom, against whom or with whom, where the word governs a place of its own."""
    own = any(name in ("noun-poss", "light-noun-poss") for names in rules.values() for name in names)
    of = ("noun-de", "light-noun-de") if own and lexicon.patterns.valency else ()  # "sa démission du parti"
    left = _left(talk, predicate, rules, lexicon)
    if left is not None:
        return left
    helps = predicate.type == "AID" and not talk.articled  # "helped Norway rescue them"
    if (predicate.addressee == "obj" or helps) and (asked := _asked(talk, predicate, lexicon)) is not None:
        return asked
    if (
        predicate.kind == "verb"
        and predicate.type == "ACCUSE"
        and (blamed := _blamed(talk, predicate, lexicon)) is not None
    ):
        return blamed
    if predicate.kind == "verb" and predicate.lemma in lexicon.patterns.opposes and not predicate.passive:
        return None  # "des affrontements opposant l'armée à des rebelles": both do it
    owned = _owners(predicate, lexicon)
    readings = (*places(predicate, lexicon), *of, *owned, *_to_do(talk, predicate, lexicon))
    for reading in readings:
        for phrase in tied(talk, rules, reading):
            if reading in owned and _above(talk, phrase).lemma.lower() not in lexicon.patterns.works:
                continue
            if _goal(talk, predicate, phrase, reading, lexicon) or elsewhere(talk, predicate, phrase, rules, lexicon):
                continue
            if bare(talk, phrase, lexicon):
                continue  # "à droite"
            if _party(talk, predicate, phrase, reading, lexicon) and not any(
                phrase.head == t.i for t in predicate.triggers
            ):
                return phrase
    return _stake(talk, predicate, lexicon)


def _stake(talk: Discourse, predicate: Predicate, lexicon: Lexicon) -> Phrase | None:
    """ "achète 30 % du capital de Norvo", "est entré au capital de Norvo": in whom a stake is bought."""
    if predicate.kind != "verb" or predicate.type not in _SETTLES | _TRADES:
        return None
    stakes = lexicon.patterns.stakes
    below = [c for c in talk.doc.children(predicate.token) if c.dep in _STAKED and c.lemma.lower() in stakes]
    for _ in range(_DEEP):
        below = [c for t in below for c in talk.doc.children(t) if c.dep == "nmod" and c.i > t.i]
        for child in below:
            phrase = talk.at_head.get(child.i)
            if phrase is not None and phrase.kind != "pronoun" and label(talk, phrase) in ACTORS:
                return phrase if case_of(talk.doc, child) in lexicon.grammar.owner_marks else None
        below = [c for c in below if c.lemma.lower() in stakes]
    return None


def _owners(predicate: Predicate, lexicon: Lexicon) -> tuple[str, ...]:
    """ "s'oppose à la politique du maire", "se moque du discours du maire": whose the thing is that stands there."""
    marked = {r.removeprefix("obl-") for r in places(predicate, lexicon)} & lexicon.patterns.works_marks
    return (
        tuple(f"obl-{mark}-{whose}" for mark in sorted(marked) for whose in (*lexicon.grammar.owner_marks, "poss"))
        if predicate.kind == "verb"
        else ()
    )


def _left(talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], lexicon: Lexicon) -> Phrase | None:
    """ "la sortie du pays de l'union": the second of two behind the noun is what the first leaves."""
    if predicate.kind != "noun" or predicate.lemma not in lexicon.patterns.of_doers:
        return None
    found = [p for p in tied(talk, rules, "noun-de") if label(talk, p) in ACTORS]
    return found[1] if len(found) > 1 else None


def _asked(talk: Discourse, predicate: Predicate, lexicon: Lexicon) -> Phrase | None:
    """ "appelle tout le monde à prier": who is to do the infinitive, whatever noun names them."""
    doc, token = talk.doc, predicate.token
    to_do = any(
        c.morph.get("VerbForm") == "Inf" and c.dep in ("xcomp", "advcl", "obl:arg") for c in doc.children(token)
    )
    found = next((c for c in doc.children(token) if c.dep == "obj"), None)
    if found is None and not talk.articled:  # "allowed protesters to return": hung on the infinitive
        below = (c for c in doc.children(token) if c.dep in ("ccomp", "xcomp") and form_of(doc, c) == "inf")
        found = next((s for c in below for s in doc.children(c) if s.dep == "nsubj" and s.i > token.i), None)
        to_do = found is not None
    phrase = talk.at_head.get(found.i) if found is not None else None
    modals = lexicon.patterns.moods.auxiliaries
    open_yet = any(c.dep == "aux" and c.text.lower() in modals for c in doc.children(token))  # "will allow users to"
    helps = (predicate.klass == "communication:permit" and not open_yet) or predicate.type == "AID"
    bids = predicate.content in TO_DO or (helps and not talk.articled)
    asks = to_do and not predicate.passive and bids
    return phrase if asks and phrase is not None and phrase.kind != "pronoun" else None


def _blamed(talk: Discourse, predicate: Predicate, lexicon: Lexicon) -> Phrase | None:
    """ "dénonce le projet de loi du maire", "l'attaque menée par l'armée": who did what is blamed."""
    below = [c for c in talk.doc.children(predicate.token) if c.dep == "obj" and c.pos == "NOUN"]
    blames = predicate.kind == "verb" and predicate.type == "ACCUSE" and not predicate.passive
    if not lexicon.patterns.valency or not blames or any(_suffered(c, lexicon) for c in below):
        return None
    marks = lexicon.grammar.owner_marks | lexicon.grammar.doer_marks
    for _ in range(2):
        below = [c for t in below for c in talk.doc.children(t) if c.dep in ("nmod", "obl:agent", "acl") and c.i > t.i]
        for child in below:
            phrase = talk.at_head.get(child.i)
            if phrase is not None and label(talk, phrase) in ACTORS and case_of(talk.doc, child) in marks:
                return phrase
    return None


def _suffered(noun: Token, lexicon: Lexicon) -> bool:
    """ "l'arrestation de deux hommes": does what stands behind its "de" suffer it?"""
    lemma = noun.lemma.lower()
    marks = lexicon.patterns.valency.get(lemma, ())
    return lemma in lexicon.patterns.of_patients or not lexicon.grammar.owner_marks.isdisjoint(marks)


def _grieved(talk: Discourse, predicate: Predicate, phrase: Phrase, reading: str, lexicon: Lexicon) -> bool:
    """ "a condamné l'arrestation de deux hommes": who suffers what is blamed is not blamed."""
    return predicate.type == "ACCUSE" and reading == "obj-de" and _suffered(_above(talk, phrase), lexicon)


def _above(talk: Discourse, phrase: Phrase) -> Token:
    """The word that a phrase hangs on."""
    return talk.doc.tokens[talk.doc.tokens[phrase.head].head]


def given(
    talk: Discourse, predicate: Predicate, thing: Phrase, rules: dict[int, list[str]], lexicon: Lexicon
) -> Phrase | None:
    """ "la vente de l'usine au groupe": to whom the thing goes that the noun tells of."""
    wanted = places(predicate, lexicon)
    if "noun-a" not in wanted or predicate.type not in _SETTLES | _TRADES or label(talk, thing) in PEOPLE:
        return None
    near = (p for p in tied(talk, rules, "noun-a") if not _town(talk, p, lexicon))
    return next((p for p in near if _party(talk, predicate, p, "noun-a", lexicon)), None)


def _to_do(talk: Discourse, predicate: Predicate, lexicon: Lexicon) -> tuple[str, ...]:
    """ "réclame le départ des troupes", "exige une réponse du maire": who is to do what is asked for."""
    asked = predicate.kind == "verb" and predicate.type == "REQUEST"
    acts = lexicon.patterns.of_doers
    done = asked and any(c.dep == "obj" and c.lemma.lower() in acts for c in talk.doc.children(predicate.token))
    return ("obj-de", "obj-poss") if done else ()


def gathered(talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], lexicon: Lexicon) -> Phrase | None:
    """ "les victimes étaient réunies dans une mosquée": who gathers."""
    if not predicate.passive or predicate.lemma not in lexicon.patterns.gathers:
        return None
    if any(name == "by" for own in rules.values() for name in own):
        return None
    found = (p for reading in OF_PASSIVE for p in tied(talk, rules, reading))
    return next((p for p in found if label(talk, p) in ACTORS), None)


def owns(predicate: Predicate, phrase: Phrase, rules: dict[int, list[str]], lexicon: Lexicon) -> bool:
    """ "a rejeté l'offre du groupe": is the word one that befalls whose its object is?"""
    wanted = places(predicate, lexicon)
    return any(name.startswith("obj-") and name in wanted for name in rules.get(phrase.head, ()))


def places(predicate: Predicate, lexicon: Lexicon) -> tuple[str, ...]:
    """The readings of a phrase that stands where the word, or the light verb with its noun, has its target."""
    partner = predicate.partner.lemma.lower() if predicate.partner is not None else ""
    kind = "passive" if predicate.passive else predicate.kind
    return _places(predicate.lemma, predicate.word, partner, kind, lexicon.code)


@lru_cache(maxsize=1 << 12)  # asked for at every phrase
def _places(lemma: str, word: str, partner: str, kind: str, language: str) -> tuple[str, ...]:
    grammar, table = words_of(language).grammar, words_of(language).patterns.valency
    if not table:
        return ()
    words = (f"{lemma} {partner}", partner, lemma) if partner else dict.fromkeys((lemma, word))  # "voter", to oppose
    marks = [mark for word in words for mark in table.get(word, ())] + list(table.get("", ()))
    found: list[str] = []
    for mark in marks:
        if kind == "noun":
            found.append(f"noun-{mark}")
        elif mark == "obj":
            found += OF_PASSIVE if kind == "passive" else _OBJECT
        elif mark.startswith("obj-"):
            found.append(mark)
        else:
            found += ["iobj"] * (mark in grammar.goal_marks) + [f"light-noun-{mark}"] * bool(partner) + [f"obl-{mark}"]
            # "a promis un million au musée": hung on the object
            found += [f"obj-{mark}"] * (mark not in grammar.owner_marks)
    return tuple(dict.fromkeys(found))


def _goal(talk: Discourse, predicate: Predicate, phrase: Phrase, reading: str, lexicon: Lexicon) -> bool:
    """ "a quitté la France", "envoyé à Paris": a country or town is where to and from, but for acts against it."""
    harmed = predicate.type in lexicon.patterns.people | lexicon.patterns.things
    return reading == "obj" and not harmed and _where(talk, phrase, lexicon)


def elsewhere(
    talk: Discourse, predicate: Predicate, phrase: Phrase, rules: dict[int, list[str]], lexicon: Lexicon
) -> bool:
    """Does the phrase stand where the word has no target: a place, what is given to somebody else, or another event?"""
    if not lexicon.patterns.valency:
        return False
    if _event(talk, phrase, lexicon):
        return True
    names = {n.partition(":")[0].partition("+")[0] for n in rules.get(phrase.head, ())} - {"understood"}
    if predicate.type == "COMPETE" and names == {"obl-devant"}:  # "a gagné devant son public"
        return talk.doc.tokens[phrase.head].lemma.lower() in lexicon.patterns.audience
    wanted = places(predicate, lexicon)
    if predicate.kind != "verb" or not names:
        return False
    if predicate.passive and names <= {"obl-a", "obl-de"} and _undergone(talk, rules):
        return True  # "deux hommes ont été présentés à un juge"
    if names == {"obj-de"} and _grieved(talk, predicate, phrase, "obj-de", lexicon):
        return True
    if gathered(talk, predicate, rules, lexicon) is not None:
        return True
    if names == {"obj"} and predicate.type in _GOING and _where(talk, phrase, lexicon):
        return True
    if names & set(wanted):
        # "une alerte lancée à Rouen", "ont manifesté à Rouen"
        told = predicate.action in _SAYING or predicate.passive or predicate.type == "PROTEST"
        if names == {"obl-a"} and predicate.type in _SETTLES and predicate.partner is not None:
            return label(talk, phrase) in ("GPE", "LOC")  # "lance un produit au Japon"
        if names <= {"obl-a", "obj-a"} and predicate.type in _SETTLES | _TRADES and _town(talk, phrase, lexicon):
            return predicate.lemma not in lexicon.patterns.dealings  # "a racheté un hôtel à Rouen"
        return names == {"obl-a"} and told and _town(talk, phrase, lexicon)
    if names <= _WHERE:
        struck = names == {"obl-dans"} and label(talk, phrase) == "LOC" and predicate.type in lexicon.patterns.things
        return _where(talk, phrase, lexicon) and not (struck and phrase.kind == "nominal")  # "dans une mosquée"
    gives = "obl-a" in wanted and "obj" not in wanted and predicate.type not in lexicon.patterns.things
    return gives and names == {"obj"} and phrase.kind == "nominal" and label(talk, phrase) not in PEOPLE


def _town(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> bool:
    """ "a déclaré le ministre à Lyon": a place behind "à" without an article is a town."""
    marks = (c for c in talk.doc.children(talk.doc.tokens[phrase.head]) if c.dep == "case" or c.pos == "DET")
    return label(talk, phrase) in ("GPE", "LOC") and all(
        c.dep == "case" and fold(c.text) in lexicon.grammar.goal_marks for c in marks
    )


def opposed(talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], lexicon: Lexicon) -> list[Phrase]:
    """ "les tensions qui opposent la Russie et l'Occident": those who act against each other."""
    if predicate.passive or predicate.reflexive or predicate.word not in lexicon.patterns.opposes:
        return []
    found = [p for p in (*tied(talk, rules, "obj"), *tied(talk, rules, "obj+conj")) if label(talk, p) in ACTORS]
    if len(found) == 1:  # "la finale opposera Norvo à Halden"
        found += [p for r in ("obl-a", "obj-a") for p in tied(talk, rules, r) if label(talk, p) in ACTORS]
        thing = any(label(talk, p) in ACTORS for p in tied(talk, rules, "subj"))
        return found if len(found) > 1 and not thing else []
    return found if len(found) > 1 else []


def _undergone(talk: Discourse, rules: dict[int, list[str]]) -> bool:
    """Is the subject of the passive people?"""
    found = tied(talk, rules, "pass-subj")
    return any(label(talk, p) in PEOPLE or talk.doc.tokens[p.head].pos == "NUM" for p in found)


def _event(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> bool:
    """ "l'état d'urgence", "sa mort": a noun that tells an event only with the one behind it, or whose it is."""
    head = talk.doc.tokens[phrase.head]
    marks = list(talk.doc.children(head))
    definite = any(c.morph.get("Definite") == "Def" for c in marks) and any(c.dep == "nmod" for c in marks)
    owned = definite or any(c.morph.get("Poss") == "Yes" for c in marks)  # "un mort dans la voiture" is somebody
    noun = lexicon.noun(head.lemma.lower())
    if owned and phrase.kind == "nominal" and not phrase.plural and noun and noun.action in lexicon.patterns.dying:
        return True
    behind = talk.doc.tokens[head.i + 1 : head.i + 3]
    if phrase.kind != "nominal" or not behind or behind[0].text.lower() not in lexicon.grammar.contracted:
        return False
    word = f"{head.lemma.lower()} {''.join(t.text.lower() for t in behind)}"
    return behind[0].text.endswith("'") and lexicon.noun(word) is not None


def clitic(talk: Discourse, predicate: Predicate, lexicon: Lexicon) -> Phrase | None:
    """The object pronoun before a verb that is done to somebody, where it means somebody known ("nous critiquent").

    "A lui aussi répondu" has none: a pronoun behind the auxiliary stresses the subject.
    """
    faces = predicate.type in lexicon.patterns.people | lexicon.patterns.things
    if predicate.kind != "verb" or predicate.passive or not lexicon.patterns.valency or not faces:
        return None
    children = list(talk.doc.children(predicate.token))
    first = min((c.i for c in children if c.dep.startswith("aux")), default=predicate.token.i)
    for child in children:
        phrase = talk.at_head.get(child.i)
        if f"{child.text.lower()}{predicate.word}" in lexicon.patterns.valency:
            return None  # "l'emporter"
        if phrase is not None and child.dep in ("obj", "iobj") and child.i < first and phrase.kind == "pronoun":
            return phrase if phrase.entity >= 0 and label(talk, phrase) in ACTORS else None
    return None


def goes_on(doc: Doc, predicate: Predicate, above: Predicate, lexicon: Lexicon) -> bool:
    """ "a rencontré le maire et discuté de l'usine", "a averti le maire en disant que": the same act goes on."""
    if not lexicon.patterns.valency:
        return False
    token = predicate.token
    if predicate.kind != "verb" or predicate.passive or above.passive or token.head != above.token.i:
        return False
    own = {c.dep for c in doc.children(token)}
    bare = any(c.dep.startswith("obl") and c.pos == "NOUN" and not case_of(doc, c) for c in doc.children(token))
    if bare or own & {"nsubj", "obj", "iobj"}:
        return False  # "tué deux gardes et pris des armes": an object of its own, whatever the parser calls it
    if token.dep == "conj":
        return predicate.type == above.type and predicate.type in _FACING
    told = predicate.klass.startswith("communication") and above.klass.startswith("communication")
    return token.dep == "advcl" and predicate.form == "gerund" and told


def _where(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Is it a country, a town or another place?"""
    if label(talk, phrase) in ("GPE", "LOC"):
        return True
    noun = talk.doc.tokens[phrase.head].lemma.lower()
    return phrase.kind == "nominal" and "GPE" in lexicon.hypernyms.get(noun, ())


def _party(talk: Discourse, predicate: Predicate, phrase: Phrase, reading: str, lexicon: Lexicon) -> bool:
    """Is it somebody: of a pronoun, somebody known, and of an owner, one with an article ("le poste de ministre")?"""
    head = talk.doc.tokens[phrase.head]
    if phrase.kind == "pronoun":
        return phrase.entity >= 0 and label(talk, phrase) in ACTORS
    cases = [c for c in talk.doc.children(head) if c.dep == "case"]
    if reading == "obl-de" and any(c.dep == "fixed" for case in cases for c in talk.doc.children(case)):
        return False  # "d'après un témoin"
    if reading.endswith(_OF) and phrase.kind == "nominal" and not phrase.plural:
        marks = [c for c in talk.doc.children(head) if c.dep in ("det", "case")]
        if not any(c.dep == "det" or lexicon.grammar.owner_forms.get(fold(c.text)) == "article" for c in marks):
            return False
    if reading in _AIMED and frozenset(places(predicate, lexicon)) >= _AIMED:  # "lancée contre la barrière"
        return suffers(talk, phrase, True, lexicon)
    number = any(c.dep == "nummod" for c in talk.doc.children(head)) and head.pos != "NOUN"  # "deux autres"
    counted = head.pos == "NUM" or head.text.isdigit() or number
    noun = head.lemma.lower()
    body = reading in _GIVEN and phrase.kind == "nominal" and "GPE" in lexicon.hypernyms.get(noun, ())
    return label(talk, phrase) in ACTORS or (counted and reading in OF_PASSIVE) or body
