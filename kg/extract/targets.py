"""To whom an act is done, where a reading settles that and nobody was chosen: which readings, and what they can't be.

Which readings settle a target, and for which types of event, is language data (the table `settled`).
"""

from __future__ import annotations

from kg.annotate.doc import Doc
from kg.extract.arguments import case_of
from kg.extract.discourse import Discourse
from kg.extract.fillers import ACTORS, PEOPLE, label, suffers, tied
from kg.extract.hypernyms import possessed
from kg.extract.mentions import Phrase
from kg.extract.predicates import Predicate
from kg.extract.settled import free, voice
from kg.extract.sieve import bare, thrown
from kg.extract.valency import OF_PASSIVE, elsewhere, places
from kg.ids import fold
from kg.lang import Lexicon

_OWN = frozenset({"RETREAT", "MOVE", "MOBILIZE"})  # of one's own people
_GOODS = frozenset({"BUSINESS"})  # whose objects may be "iPod players"
_PLACES = frozenset({"GPE", "LOC"})
_COMPLETES = frozenset({"obj", "ccomp", "xcomp", "iobj", "obl"})
# whom a reading marked so may tie
_KINDS = {"person": PEOPLE, "group": frozenset({"GROUP"}), "rival": ACTORS, "near": PEOPLE, "somebody": PEOPLE,
          "host": ACTORS}  # fmt: skip
_NOT_TO = frozenset({"subject", "partitive", "place"})  # pronouns to whom nothing is said or given: "il", "en", "y"


def target(talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], lexicon: Lexicon) -> Phrase | None:
    """To whom it is done, where a reading settles that."""
    table = lexicon.patterns
    wide = predicate.type in table.things | table.people and predicate.lemma not in table.topics
    readings = [*table.addressed.get(predicate.type, ()), *(table.targets.get(voice(predicate), ()) if wide else ())]
    if not wide and predicate.type not in _GOODS:
        readings += table.targets.get("anyone", ())  # whoever is somebody
    if predicate.passive and not wide:
        readings += table.targets.get("always", ())  # to somebody it is done whatever it is
    for key in (predicate.action, predicate.lemma):  # what is captured is no target; from whom, is
        readings = list(table.addressed.get(key, readings))
    if predicate.addressee and predicate.addressee != "obj":
        readings.append(f"obl-{fold(predicate.addressee)}")
    if predicate.kind == "noun" and any("noun-by" in names for names in rules.values()):
        readings.insert(0, "noun-of")  # "the takeover of X by Y"
    for reading in readings:
        tie, _, kind = reading.partition("@")
        if tie == "obj" and predicate.lemma in table.topics:
            continue
        relative = tied(talk, rules, "rel-obj") if tie == "obj" else ()  # "le maire, qu'elle a protégé"
        for phrase in (*tied(talk, rules, tie), *relative):
            if tie == "obj" and predicate.type in _OWN and possessed(talk, phrase):
                continue  # "withdraw its troops"
            if tie == "advcl-subj" and not _of_subject(talk.doc, predicate, lexicon):
                continue
            if any(phrase.head == t.i for t in predicate.triggers) and predicate.casualty is None:
                continue
            if thrown(talk, predicate, phrase, lexicon) or _misread(talk, predicate, phrase, tie, rules, lexicon):
                continue
            if _stands_for_clause(talk, predicate, phrase, lexicon) or (not wide and _loose(talk, phrase, tie)):
                continue
            if elsewhere(talk, predicate, phrase, rules, lexicon):
                continue  # "protégés à Madrid"
            if suffers(talk, phrase, predicate.type in table.things, lexicon):
                kinds = _KINDS.get(kind)
                if kind == "rival" and talk.doc.tokens[phrase.head].lemma.lower() in table.audience:
                    continue  # "devant 40 000 spectateurs"
                if kind == "host" and phrase.entry is not None and phrase.entry.seat_of:
                    continue  # "a visit to Oslo" is one to a town
                if kind == "near" and (phrase.first != predicate.token.i + 1 or predicate.lemma in lexicon.be_verbs):
                    continue  # "attendant que Paul parte", "est devenu le premier homme à"
                named = kind == "somebody" or phrase.kind != "pronoun"
                if kinds is None or (label(talk, phrase) in kinds and named):
                    return phrase
    takes = wide or "obj" in places(predicate, lexicon) or any(r.startswith("obj@") for r in readings)
    shared = _shared(talk, predicate, lexicon) if takes else None
    return shared if shared is None or wide or label(talk, shared) in ACTORS else None


def _of_subject(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> bool:
    """Does a participle tell of the subject above: "Accused of it, he left", "before being overpowered"?"""
    token = predicate.token
    marks = {fold(c.text) for c in doc.children(token) if c.dep in ("mark", "case") and c.i < token.i}
    same = bool(marks) and marks <= lexicon.grammar.same_subject and predicate.form == "gerund" and predicate.passive
    return free(doc, token, lexicon) or same


def _misread(
    talk: Discourse, predicate: Predicate, phrase: Phrase, tie: str, rules: dict[int, list[str]], lexicon: Lexicon
) -> bool:
    """Is it no target, for all its reading: the event itself, a date, a place where it happens, who only dies?"""
    head = talk.doc.tokens[phrase.head]
    children = list(talk.doc.children(head))
    if bare(talk, phrase, lexicon):
        return True  # "à droite"
    if tie == "self":  # "leur père, mort vendredi": the dead are told by a number, or by a plural
        one = any(c.dep == "nummod" or c.morph.get("Definite") == "Ind" for c in children)
        return phrase.head == predicate.token.i and not (one or phrase.plural or head.pos == "NUM")
    if tie == "iobj" and phrase.kind == "pronoun":  # "il a lui aussi réagi": behind the auxiliary it stresses
        helpers = [c.i for c in talk.doc.children(predicate.token) if c.dep.startswith("aux")]
        behind = bool(helpers) and min(helpers) < phrase.head < predicate.token.i
        return behind or lexicon.pronouns.get(fold(head.text), {}).get("role") in _NOT_TO
    if tie in OF_PASSIVE and predicate.form == "part" and predicate.word in lexicon.be_verbs:
        return not any(name == "by" for names in rules.values() for name in names)  # "le maire, décédé en 1977"
    if tie == "obl-sur" and label(talk, phrase) in _PLACES:
        done = predicate.reflexive or any(c.dep in ("obj", "nsubj:pass") for c in talk.doc.children(predicate.token))
        return done and tie not in places(predicate, lexicon)  # "s'est tué sur une route"
    return tie.startswith("obl-") and head.text.isdigit()  # "annoncée d'ici à 2014"


def _loose(talk: Discourse, phrase: Phrase, tie: str) -> bool:
    """Of an act that may befall anything: "elle a été adoptée" is most often a thing, whatever the pronoun was taken
    for, and "on compte aussi le maire" has an object, for all the parser says.
    """
    pronoun = phrase.kind == "pronoun"
    if tie == "pass-subj":
        return pronoun and label(talk, phrase) != "PER"
    marked = pronoun or not talk.articled or case_of(talk.doc, talk.doc.tokens[phrase.head])  # "promised Ukraine arms"
    return tie == "iobj" and not marked


def _stands_for_clause(talk: Discourse, predicate: Predicate, phrase: Phrase, lexicon: Lexicon) -> bool:
    """ "il a été estimé que": the subject that stands for nobody."""
    said = any(c.dep == "ccomp" for c in talk.doc.children(predicate.token))
    return said and fold(talk.doc.tokens[phrase.head].text) in lexicon.grammar.expletive


def _shared(talk: Discourse, predicate: Predicate, lexicon: Lexicon) -> Phrase | None:
    """ "tried and acquitted the former mayor": the object of a verb joined to one that has none."""
    doc, token = talk.doc, predicate.token
    if predicate.kind != "verb" or predicate.passive or any(c.dep in _COMPLETES for c in doc.children(token)):
        return None
    other = next((c for c in doc.children(token) if c.dep == "conj" and c.pos == "VERB" and c.i - token.i == 2), None)
    found = next((c for c in doc.children(other) if c.dep == "obj"), None) if other is not None else None
    phrase = talk.at_head.get(found.i) if found is not None else None
    things = predicate.type in lexicon.patterns.things
    return phrase if phrase is not None and suffers(talk, phrase, things, lexicon) else None
