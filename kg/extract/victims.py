"""Who suffers an act for certain, who dies, and what can do nothing, by the grammar of the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.extract.discourse import Discourse
from kg.extract.fillers import ACTORS, PEOPLE, label, many, suffers, tied
from kg.extract.mentions import Phrase
from kg.extract.predicates import Predicate, happens
from kg.ids import fold
from kg.lang import Lexicon

if TYPE_CHECKING:
    from kg.extract.frames import Frame

_COMPLETED = frozenset({"obj", "ccomp", "xcomp", "iobj"})
_SUBJECT = ("subj", "rel-subj", "conj-subj", "advcl-subj", "xcomp-subj")
_HARMED = frozenset({"kills", "wounds", "dies"})
_NO_HARM = frozenset({"CONSULT", "OTHER"})  # "a reçu un prix", "a subi une panne"
_GIVERS = ("light-noun-par", "light-noun-de", "obl-de", "light-noun-from", "obl-from")
_SUFFERED = frozenset({"pass-subj", "rel-pass", "acl-part", "advcl-subj", "conj-subj"})


def sufferer(talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], lexicon: Lexicon) -> Phrase | None:
    """To whom an act is done for certain: "l'assassinat de X par Y", "l'attaque contre X", "X, victime d'un vol"."""
    if predicate.action in lexicon.patterns.undergone and (predicate.kind == "noun" or predicate.partner is not None):
        found = _undergoes(talk, rules)
        if found is not None:
            return found
    if predicate.kind == "noun" and predicate.lemma in lexicon.patterns.suffered:  # "son agression"
        owner = next((p for p in tied(talk, rules, "noun-poss") if label(talk, p) in ACTORS - {"GPE"}), None)
        of = (p for p in tied(talk, rules, "noun-de") if talk.articled and label(talk, p) == "PER")
        if owner is not None or (owner := next(of, None)) is not None:  # "l'agression d'un policier"
            return owner
    if (fronted := _fronted(talk, predicate, rules, lexicon)) is not None:
        return fronted
    things = predicate.type in lexicon.patterns.things
    if predicate.kind == "verb" and not predicate.passive and (things or predicate.type == "COERCE"):
        return _struck(talk, rules, lexicon)
    if predicate.kind != "noun" or predicate.type not in lexicon.patterns.things | lexicon.patterns.people:
        return None
    for reading in lexicon.patterns.addressed.get(predicate.type, ()):  # "a strike on a depot"
        for phrase in tied(talk, rules, reading) if things and reading.startswith("noun-") else ():
            timed = lexicon.is_time_noun(talk.doc.tokens[phrase.head].lemma.lower())
            if not timed and suffers(talk, phrase, things, lexicon):
                return phrase
    for reading in ("pass-subj", "obj"):
        for phrase in tied(talk, rules, reading):
            if suffers(talk, phrase, predicate.type in lexicon.patterns.things, lexicon):
                return phrase
    return None


def _fronted(talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], lexicon: Lexicon) -> Phrase | None:
    """ "Battu dimanche, le maire a félicité son rival": the subject of the clause that the participle opens."""
    doc, token = talk.doc, predicate.token
    types = lexicon.patterns.people | lexicon.patterns.things
    opens = predicate.passive and predicate.form == "part" and token.dep == "advcl" and token.i < token.head
    if not talk.articled or not opens or predicate.type not in types or predicate.partner is not None:
        return None
    if any(c.dep in ("nsubj", "nsubj:pass", "obj", "mark") for c in doc.children(token)):
        return None
    found = (p for p in tied(talk, rules, "advcl-subj") if doc.tokens[p.head].dep.startswith("nsubj"))
    return next((p for p in found if doc.tokens[p.head].head == token.head and label(talk, p) in PEOPLE), None)


def blamed(talk: Discourse, predicate: Predicate, lexicon: Lexicon) -> Phrase | None:
    """ "complaints that the firm hid it", "alleged that he lied": who is said to have done it is blamed."""
    doc, token = talk.doc, predicate.token
    if predicate.type != "ACCUSE" or not lexicon.patterns.triggers or not predicate.klass.startswith("communication"):
        return None
    told = (c for c in doc.children(token) if c.dep in ("acl", "ccomp") and c.i > token.i and c.pos == "VERB")
    clause = next((c for c in told if any(m.dep == "mark" for m in doc.children(c))), None)
    subject = next((c for c in doc.children(clause) if c.dep == "nsubj"), None) if clause is not None else None
    phrase = talk.at_head.get(subject.i) if subject is not None else None
    return phrase if phrase is not None and label(talk, phrase) in ACTORS else None


def _struck(talk: Discourse, rules: dict[int, list[str]], lexicon: Lexicon) -> Phrase | None:
    """ "killed seven people and wounded 15 others": the people that are the verb's own object."""
    found = (p for p in tied(talk, rules, "obj") if p.kind == "nominal")
    counts = ((p, talk.doc.tokens[p.head].pos == "NUM" or many(talk, p, lexicon)) for p in found)
    return next((p for p, counted in counts if counted or label(talk, p) in PEOPLE), None)


def _undergoes(talk: Discourse, rules: dict[int, list[str]]) -> Phrase | None:
    """ "leur arrestation", "la condamnation du maire": whose it is."""
    for reading in ("noun-poss", "light-noun-poss", "noun-de", "light-noun-de"):
        for phrase in tied(talk, rules, reading):
            if label(talk, phrase) in (ACTORS - {"GPE"} if reading.endswith("poss") else PEOPLE):
                return phrase
    return None


def dead(
    talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], lexicon: Lexicon
) -> tuple[Phrase | None, bool]:
    """Who dies, and whether that is told as done by them: "le peintre est mort", but "treize personnes sont mortes".

    Behind a light verb ("a perdu la vie") they always suffer it; nobody where the verb has an object ("enterre").
    """
    light = predicate.partner is not None
    if predicate.kind != "verb" or predicate.action not in lexicon.patterns.dying:
        return None, False
    if not light and (predicate.passive or any(c.dep in _COMPLETED for c in talk.doc.children(predicate.token))):
        return None, False
    for reading in ("subj", "rel-subj", "xcomp-subj", "conj-subj"):
        for phrase in tied(talk, rules, reading):
            if label(talk, phrase) in PEOPLE or (light and label(talk, phrase) in ACTORS):
                one = not phrase.plural and (phrase.kind != "pronoun" or phrase.entity >= 0)
                return phrase, one and label(talk, phrase) == "PER" and not light
    return None, False


def borne(
    talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], lexicon: Lexicon
) -> tuple[Phrase | None, Phrase | None]:
    """ "a subi une attaque des rebelles", "bénéficie du soutien du maire": who suffers the act, and who does it."""
    partner = predicate.partner
    if predicate.kind != "verb" or predicate.passive or predicate.lemma not in lexicon.patterns.bears:
        return None, None
    given = [p for p in tied(talk, rules, "obl-de") if label(talk, p) in ACTORS]  # "a reçu un million de la ville"
    alone = predicate.lemma in lexicon.patterns.sentenced  # "a écopé de dix ans de prison"
    if (partner is None and not given and not alone) or predicate.type in _NO_HARM:  # "a reçu la visite du pape"
        return None, None
    found = (p for reading in _SUBJECT for p in tied(talk, rules, reading))
    victim = next((p for p in found if p.kind != "pronoun" or p.entity >= 0), None)
    of = (p for reading in _GIVERS for p in tied(talk, rules, reading))
    doer = next((p for p in of if label(talk, p) in ACTORS), None)
    known = talk.articled or doer is not None  # "received no complaint"
    return (victim, doer) if known else (None, None)


def no_doer(
    talk: Discourse, predicate: Predicate, phrase: Phrase, rules: dict[int, list[str]], lexicon: Lexicon
) -> bool:
    """Can the phrase do nothing: a date, what is told to happen ("la réunion s'est tenue"), or who only suffers it?"""
    noun = talk.doc.tokens[phrase.head].lemma.lower()
    own = {rule.partition(":")[0] for rule in rules.get(phrase.head, ())} - {"understood"}
    if lexicon.patterns.agents and predicate.passive and own and own <= _SUFFERED:
        return True
    fronted = own == {"acl-subj"} and phrase.head > predicate.token.i and predicate.partner is None
    if talk.articled and predicate.passive and fronted and _unowned(talk, predicate, lexicon):
        return True
    if not own and predicate.passive and _nobody(talk, predicate, lexicon):
        return True  # "personne n'a été blessé"
    if phrase.kind != "nominal" or not lexicon.patterns.agents:
        return False
    if noun in lexicon.patterns.edges:
        return True  # "approved by the end of the year"
    if lexicon.is_time_noun(noun) and noun not in lexicon.grammar.counts:
        return True
    subject = bool(own & {"subj", "light-subj", "rel-subj"})
    inside = predicate.partner is not None and phrase.first <= predicate.partner.i < phrase.last
    told = subject and happens(talk.doc, predicate.token, predicate.lemma, lexicon)
    event = inside or predicate.lemma not in lexicon.happening or lexicon.noun(noun) is not None
    return told and event and label(talk, phrase) not in ACTORS


def _unowned(talk: Discourse, predicate: Predicate, lexicon: Lexicon) -> bool:
    """ "D'après un rapport publié mardi, X a rencontré Y": nobody tells whose it is; "sa réforme annoncée" does."""
    doc, verb = talk.doc, predicate.token
    noun = doc.tokens[verb.head]
    marks = [lexicon.determiners.get(fold(c.text), {}).get("kind") for c in doc.children(noun) if c.dep == "det"]
    return verb.dep == "acl" and noun.dep.startswith("obl") and "possessive" not in marks


def _nobody(talk: Discourse, predicate: Predicate, lexicon: Lexicon) -> bool:
    """Is it told of nobody at all: a negated passive without a doer of its own?"""
    subject = next((c for c in talk.doc.children(predicate.token) if c.dep == "nsubj:pass"), None)
    return talk.articled and subject is not None and fold(subject.text) in lexicon.negative_determiners


def unrelated(talk: Discourse, predicate: Predicate, phrase: Phrase, rules: dict[int, list[str]]) -> bool:
    """ "arrested two men after a bank was robbed": no part of a passive that has a subject of its own."""
    doc, verb = talk.doc, predicate.token
    if predicate.kind != "verb" or not predicate.passive or rules.get(phrase.head) or phrase.sent != verb.sent:
        return False
    subject = next((c for c in doc.children(verb) if c.dep == "nsubj:pass"), None)
    return subject is not None and subject.pos != "PRON" and all(t.i != phrase.head for t in doc.subtree(verb))


def toll(talk: Discourse, predicate: Predicate, above: Frame | None, told: Sequence[Frame]) -> list[Phrase]:
    """Who killed and wounded those that are counted without a doer; empty where that is open.

    Who did so to those counted before ("a fait trois morts et six blessés"), else the one person who did every attack
    told before.
    """
    if predicate.casualty is None or predicate.action not in _HARMED:
        return []
    joined = predicate.kind == "noun" and predicate.token.dep == "conj"
    if joined and above is not None and above.predicate.casualty is not None and above.agents:
        return [p for p, _ in above.agents]
    attacks = [f for f in told if f.predicate.type == "ASSAULT" and f.agents]
    doers = {p.entity: p for f in attacks for p, _ in f.agents}
    one = next(iter(doers.values())) if len(doers) == 1 else None
    if one is None or one.entity < 0 or one.plural or predicate.token.quote >= 0:
        return []
    return [one] if label(talk, one) == "PER" else []
