"""What grammar settles by itself, where the weights, learned from few articles, leave a part to nobody.

"Three miners were killed": a passive subject is whom it was done to, however rare the verb. Which readings settle
what, and for which types of event, is language data (the table `settled`); a language without it is left to the weights.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.annotate.doc import Doc, Token
from kg.extract.discourse import Discourse
from kg.extract.features import finite_mood
from kg.extract.mentions import Phrase
from kg.extract.predicates import Predicate
from kg.lang import Lexicon

_ACTORS = frozenset({"PER", "ORG", "GPE", "GROUP"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_SUBORDINATE = frozenset({"acl", "acl:relcl", "amod", "xcomp", "advcl"})


def is_trigger(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> bool | None:
    """Is a known verb with a subject of its own an event? None where grammar does not tell."""
    if predicate.kind != "verb" or not lexicon.patterns.triggers:
        return None
    klass = predicate.klass.split(":")[0]
    if colours_only(doc, predicate, lexicon):
        return False
    if klass not in ("communication", "event") or predicate.token.pos != "VERB":
        return None
    token = predicate.token
    subject = any(c.dep in _SUBJECTS for c in doc.children(token))
    form = "passive" if predicate.passive else predicate.form
    if not subject or form not in lexicon.patterns.triggers or token.dep in _SUBORDINATE:
        return None
    # what a thing always does ("the phone plays music") is told in the same words as what it does today
    usual = finite_mood(doc, token) == "Pres" and klass == "event" and predicate.type not in lexicon.patterns.people
    return None if usual else True


def colours_only(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> bool:
    """Does the verb, a modal or aspect verb and nothing else, only colour the verb below it ("failed to deliver")?"""
    colour = lexicon.colour(predicate.lemma)
    if predicate.klass.startswith("communication") or colour is None:
        return False
    if predicate.klass == "event" and colour not in ("negative", "future"):
        return False  # "helped her to win" tells of help, "failed to win" of no failure
    return any(c.dep == "xcomp" and c.pos == "VERB" for c in doc.children(predicate.token))


def agent(talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], lexicon: Lexicon) -> Phrase | None:
    """Who does it, where a reading settles that."""
    for reading in lexicon.patterns.agents.get(voice(predicate), ()):
        for phrase in _with(talk, rules, reading):
            if _label(talk, phrase) in _ACTORS or reading in lexicon.patterns.agents.get("any", ()):
                return phrase
    return None


def target(talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], lexicon: Lexicon) -> Phrase | None:
    """To whom it is done, where a reading settles that."""
    table = lexicon.patterns
    wide = predicate.type in table.things | table.people
    readings = [*table.addressed.get(predicate.type, ()), *(table.targets.get(voice(predicate), ()) if wide else ())]
    if predicate.addressee and predicate.addressee != "obj":
        readings.append(f"obl-{predicate.addressee}")
    for reading in readings:
        for phrase in _with(talk, rules, reading):
            if _suffers(talk, phrase, predicate.type in table.things, lexicon):
                return phrase
    return None


def voice(predicate: Predicate) -> str:
    return "noun" if predicate.kind == "noun" else "passive" if predicate.passive else "active"


def _with(talk: Discourse, rules: dict[int, list[str]], reading: str) -> Sequence[Phrase]:
    return [talk.at_head[head] for head, names in sorted(rules.items()) if reading in names and head in talk.at_head]


def _label(talk: Discourse, phrase: Phrase) -> str:
    cluster = talk.cluster(phrase)
    return (cluster.label if cluster is not None else "") or phrase.label


def _suffers(talk: Discourse, phrase: Phrase, things: bool, lexicon: Lexicon) -> bool:
    """May it be a target: somebody, or, where `things` may be, a thing that is no date, quality or event?"""
    if _label(talk, phrase) in _ACTORS:
        return True
    head: Token = talk.doc.tokens[phrase.head]
    noun = head.lemma.lower()
    if phrase.kind == "pronoun" or lexicon.is_time_noun(noun):
        return phrase.entity >= 0 and things
    if noun in lexicon.casualties or head.pos == "NUM":
        return True
    return things and not lexicon.is_abstract(noun) and lexicon.noun(noun) is None
