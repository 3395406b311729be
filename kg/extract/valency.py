"""Where a word has its target: "négocier avec X", "faire appel à X", "la destitution de X".

Which preposition stands there is language data (the table `settled.valency`); a few prepositions have a target behind
them whatever the word ("au détriment de X").
"""

from __future__ import annotations

from functools import lru_cache

from kg.extract.discourse import Discourse
from kg.extract.fillers import ACTORS, label, tied
from kg.extract.mentions import Phrase
from kg.extract.predicates import Predicate
from kg.lang import Lexicon, lexicon as words_of

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
        else:
            found += ["iobj"] * (mark == "a") + [f"light-noun-{mark}"] * bool(partner) + [f"obl-{mark}"]
            found += [f"obj-{mark}"] * (mark != "de")  # "a promis un million au musée": hung on the object
    return tuple(dict.fromkeys(found))


def _goal(talk: Discourse, predicate: Predicate, phrase: Phrase, reading: str, lexicon: Lexicon) -> bool:
    """ "a quitté la France", "envoyé à Paris": a country or town is where to and from, but for acts against it."""
    harmed = predicate.type in lexicon.patterns.people | lexicon.patterns.things
    return label(talk, phrase) in ("GPE", "LOC") and reading == "obj" and not harmed


def _party(talk: Discourse, phrase: Phrase) -> bool:
    """Is it somebody, and of a pronoun, somebody known?"""
    return label(talk, phrase) in ACTORS and (phrase.kind != "pronoun" or phrase.entity >= 0)
