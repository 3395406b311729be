"""Where a word has its target: "négocier avec X", "faire appel à X", "la destitution de X".

Which preposition stands there is language data (the table `settled.valency`); a few prepositions have a target behind
them whatever the word ("au détriment de X").
"""

from __future__ import annotations

from functools import lru_cache

from kg.annotate.doc import Doc
from kg.extract.discourse import Discourse
from kg.extract.fillers import ACTORS, label, tied
from kg.extract.mentions import Phrase
from kg.extract.predicates import Predicate
from kg.lang import Lexicon, lexicon as words_of

_PEOPLE = frozenset({"PER", "GROUP"})
_FACING = frozenset({"CONSULT", "ASSAULT", "ACCUSE", "SUPPORT", "THREATEN", "REQUEST", "AID", "COERCE", "JUSTICE"})
_WHERE = frozenset({"obl-a", "obl-dans", "obl-en", "obl-de", "obl-vers", "obl-pres", "obl-depuis", "obl-sous"})
_OBJECT = ("obj", "rel-obj", "pass-subj", "rel-pass", "acl-part", "advcl-subj")


def governed(talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], lexicon: Lexicon) -> Phrase | None:
    """To whom, against whom or with whom, where the word governs a place of its own."""
    for reading in places(predicate, lexicon):
        for phrase in tied(talk, rules, reading):
            if _goal(talk, predicate, phrase, reading, lexicon):
                continue
            if _party(talk, phrase) and not any(phrase.head == t.i for t in predicate.triggers):
                return phrase
    return None


def owns(predicate: Predicate, phrase: Phrase, rules: dict[int, list[str]], lexicon: Lexicon) -> bool:
    """ "a rejeté l'offre du groupe": is the word one that befalls whose its object is?"""
    wanted = places(predicate, lexicon)
    return any(name.startswith("obj-") and name in wanted for name in rules.get(phrase.head, ()))


def places(predicate: Predicate, lexicon: Lexicon) -> tuple[str, ...]:
    """The readings of a phrase that stands where the word, or the light verb with its noun, has its target."""
    partner = predicate.partner.lemma.lower() if predicate.partner is not None else ""
    return _places(predicate.lemma, partner, predicate.kind, lexicon.code)


@lru_cache(maxsize=1 << 12)  # asked for at every phrase
def _places(lemma: str, partner: str, kind: str, language: str) -> tuple[str, ...]:
    table = words_of(language).patterns.valency
    if not table:
        return ()
    words = (f"{lemma} {partner}", partner, lemma) if partner else (lemma,)
    marks = [mark for word in words for mark in table.get(word, ())] + list(table.get("", ()))
    found: list[str] = []
    for mark in marks:
        if kind == "noun":
            found.append(f"noun-{mark}")
        elif mark == "obj":
            found += _OBJECT
        elif mark.startswith("obj-"):
            found.append(mark)
        else:
            found += ["iobj"] * (mark == "a") + [f"light-noun-{mark}"] * bool(partner) + [f"obl-{mark}"]
            found += [f"obj-{mark}"] * (mark != "de")  # "a promis un million au musée": hung on the object
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
    wanted = places(predicate, lexicon)
    if predicate.kind != "verb" or not names or names & set(wanted):
        return False
    if names <= _WHERE:
        return _where(talk, phrase, lexicon)
    gives = "obl-a" in wanted and "obj" not in wanted and predicate.type not in lexicon.patterns.things
    return gives and names == {"obj"} and phrase.kind == "nominal" and label(talk, phrase) not in _PEOPLE


def _event(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> bool:
    """ "l'état d'urgence": a noun that tells an event only with the one behind it."""
    head = talk.doc.tokens[phrase.head]
    behind = talk.doc.tokens[head.i + 1 : head.i + 3]
    word = head.lemma.lower() + "".join(t.text.lower() if t.text.endswith("'") else f"{t.text.lower()} " for t in behind)
    return phrase.kind == "nominal" and lexicon.noun(word.replace("d'", " d'").strip()) is not None


def goes_on(doc: Doc, predicate: Predicate, above: Predicate) -> bool:
    """ "a rencontré le maire et discuté de l'usine", "a averti le maire en disant que": the same act goes on."""
    token = predicate.token
    if predicate.kind != "verb" or predicate.passive or above.passive or token.head != above.token.i:
        return False
    own = {c.dep for c in doc.children(token)}
    if own & {"nsubj", "obj", "iobj"}:
        return False
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


def _party(talk: Discourse, phrase: Phrase) -> bool:
    """Is it somebody, and of a pronoun, somebody known?"""
    return label(talk, phrase) in ACTORS and (phrase.kind != "pronoun" or phrase.entity >= 0)
