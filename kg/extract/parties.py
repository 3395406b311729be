"""Whom "the two leaders", "both sides" or "they" mean: those of whom the article last told that they met or talked.

A plural that takes up two singulars is no cluster of coreference; it is read off the event that brought them together.
The nouns are language data (`settled.parties`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.annotate.doc import Doc, Token
from kg.extract.discourse import SUBJECTS, Discourse
from kg.extract.lists import members
from kg.extract.mentions import Phrase
from kg.extract.predicates import Predicate
from kg.lang import Lexicon

if TYPE_CHECKING:
    from kg.extract.frames import Frame

_TIES = ("subj", "conj-subj", "conj-subj:told", "xcomp-subj", "xcomp-subj:told")
_TOGETHER = frozenset({"CONSULT", "AGREE"})
_JOINTLY = frozenset({"COOPERATE", "ASSAULT", "COMPETE"})
_BEFORE = frozenset({"amod", "compound", "nmod"})
_ACTORS = frozenset({"PER", "ORG", "GPE"})
_PERSONS = frozenset({"PER"})
_COMPLEMENTS = frozenset({"nmod", "nmod:poss", "acl", "acl:relcl", "compound", "appos"})


def parties(
    talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], told: Sequence[Frame], lexicon: Lexicon
) -> list[Phrase]:
    """The two or more who do it together, where its subject takes them up; empty where it does not."""
    names = lexicon.patterns.parties
    subject = _subject(predicate, rules)
    known = talk.cluster(talk.at_head[subject]) if subject >= 0 else None
    if known is not None and known.members:
        return []  # they are told one by one
    if pair := _two_states(talk, predicate):
        return pair
    if names and subject >= 0 and _talks(talk, predicate, talk.at_head[subject], lexicon):
        return _met(talk, predicate, told, _PERSONS) or _met(talk, predicate, told, _ACTORS)
    if not names or (subject < 0 and not _agreed(talk.doc, predicate) and not _discussed(talk.doc, predicate, lexicon)):
        return []
    if subject >= 0 and not _takes_up(talk, talk.at_head[subject], names, lexicon.patterns.pair):
        return []
    if subject >= 0 and (named := _named_together(talk, talk.at_head[subject], lexicon)):
        return named
    person = subject < 0 or talk.at_head[subject].label == "PER"
    met = _met(talk, predicate, told, _PERSONS) if person else []
    return met or _met(talk, predicate, told, _ACTORS) or _only_two(talk, predicate, subject, lexicon)


def both(
    talk: Discourse, predicate: Predicate, phrase: Phrase, told: Sequence[Frame], lexicon: Lexicon
) -> list[Phrase]:
    """ "The agreements reached after the talks": of what is done together, one of those who met does not do it alone.

    For an act that is told without anybody who does it.
    """
    alone = predicate.kind == "noun" or predicate.passive
    if not lexicon.patterns.triggers or predicate.type not in _TOGETHER or not alone or phrase.entity < 0:
        return []
    met = _met(talk, predicate, told, _PERSONS)
    return met if phrase.entity in {p.entity for p in met} else []


def _two_states(talk: Discourse, predicate: Predicate) -> list[Phrase]:
    """ "Russian-French talks", "a US-China deal was signed": two states joined by a hyphen before such a noun."""
    doc, noun = talk.doc, predicate.noun
    if noun is None or predicate.type not in _TOGETHER | _JOINTLY:
        return []
    if predicate.kind == "verb" and not predicate.passive and noun.dep != "nsubj":
        return []  # "held Russian-French talks"
    for child in doc.children(noun):
        if child.dep not in _BEFORE or child.i > noun.i:
            continue
        for inner in doc.children(child):
            found = [p for t in (inner, child) if (p := talk.at_head.get(t.i)) is not None and _state(talk, p)]
            joined = inner.dep in _BEFORE and inner.i == child.i - 2
            if joined and len(found) == 2 and found[0].entity != found[1].entity:
                return found
    return []


def _state(talk: Discourse, phrase: Phrase) -> bool:
    cluster = talk.cluster(phrase)
    return (cluster.label if cluster is not None else phrase.label) == "GPE"


def taken_up(
    talk: Discourse, predicate: Predicate, phrase: Phrase, told: Sequence[Frame], lexicon: Lexicon
) -> list[Phrase]:
    """Whom a plural behind the verb means, where it takes up those who met: "informed the leaders"."""
    names = lexicon.patterns.parties
    if not names or phrase.kind != "nominal" or not _takes_up(talk, phrase, names, lexicon.patterns.pair):
        return []
    return _met(talk, predicate, told, _PERSONS if phrase.label == "PER" else _ACTORS)


def _named_together(talk: Discourse, pronoun: Phrase, lexicon: Lexicon) -> list[Phrase]:
    """ "… that Ana Costa and Jan Novak had struck a deal: they had talked": the list of names that was last a subject.

    In the pronoun's sentence or the one before. "Les deux groupes" takes up two that are called so.
    """
    lemma = talk.doc.tokens[pronoun.head].lemma.lower()
    wanted = _ACTORS if pronoun.kind == "pronoun" else frozenset(lexicon.hypernyms.get(lemma, ())) - _PERSONS
    if not wanted:
        return []
    for phrase in reversed(talk.phrases):
        token = talk.doc.tokens[phrase.head]
        if phrase.head >= pronoun.head or token.dep not in SUBJECTS:
            continue
        if pronoun.sent - phrase.sent > 1:
            return []
        row = sorted((phrase, *members(talk, phrase)), key=lambda p: p.head)
        kinds = {c.label if (c := talk.cluster(p)) is not None and not c.plural else "" for p in row}
        if len({p.entity for p in row}) > 1 and len(kinds) == 1 and kinds <= wanted & _ACTORS:
            return row if row[-1].head < pronoun.head else []
    return []


def _only_two(talk: Discourse, predicate: Predicate, subject: int, lexicon: Lexicon) -> list[Phrase]:
    """Where none were told to have met: the only two persons whom the article has named."""
    if (
        subject >= 0
        and talk.at_head[subject].kind != "nominal"
        and not _continues(talk, talk.at_head[subject], lexicon)
    ):
        return []
    before = [p for p in talk.phrases if p.kind == "name" and p.head < predicate.token.i]
    found = {p.entity: p for p in before if (c := talk.cluster(p)) is not None and c.label == "PER" and not c.plural}
    return sorted(found.values(), key=lambda p: p.head) if len(found) == 2 else []


def _continues(talk: Discourse, pronoun: Phrase, lexicon: Lexicon) -> bool:
    """ "Les deux chercheurs ont … Ils …": does the pronoun take up a phrase that takes up those two?"""
    cluster = talk.cluster(pronoun)
    names, pair = lexicon.patterns.parties, lexicon.patterns.pair
    nominal = [p for p in cluster.phrases if p.kind == "nominal"] if cluster is not None else []
    return any(_takes_up(talk, p, names, pair) for p in nominal)


def _subject(predicate: Predicate, rules: dict[int, list[str]]) -> int:
    """Head of the phrase whose act it is: the subject, or the possessor of a meeting ("their talks"); -1 for none."""
    own = "noun-poss" if predicate.kind == "noun" else "light-noun-poss"
    ties = (own, *_TIES) if predicate.type in _TOGETHER else _TIES
    return next((head for tie in ties for head, found in sorted(rules.items()) if tie in found), -1)


def _takes_up(talk: Discourse, phrase: Phrase, names: frozenset[str], pair: frozenset[str]) -> bool:
    """A definite plural of such a noun without complement, any pair, or "they" that no plural was found for."""
    head = talk.doc.tokens[phrase.head]
    if phrase.kind == "pronoun":
        cluster = talk.cluster(phrase)
        if not phrase.plural or phrase.person != "3":
            return False
        if cluster is None or not cluster.plural or cluster.label not in (*_ACTORS, "GROUP"):
            return True
        return any(p.kind == "nominal" and _takes_up(talk, p, names, pair) for p in cluster.phrases)
    if _told_before(talk, phrase):
        return False
    below = list(talk.doc.children(head))
    plain = not any(c.dep in _COMPLEMENTS for c in below)
    # "les dirigeants étrangers" are some others
    plain = plain and not (talk.articled and any(c.dep == "amod" and c.i > head.i for c in below))
    alone = head.pos in ("PRON", "NUM") if talk.articled else head.pos == "NUM"
    if head.text.lower() in pair and alone:  # "tous deux", "les deux", "the two"
        return plain and bool(below)
    pointed = any(c.dep in ("det", "nummod") and c.morph.get("Poss") != "Yes" for c in below)
    if any(c.text.lower() in pair for c in below) and phrase.label in (*_ACTORS, "GROUP") and pointed:
        return plain
    return head.lemma.lower() in names and head.morph.get("Number") == "Plur" and plain and pointed


def _told_before(talk: Discourse, phrase: Phrase) -> bool:
    """ "Deux hommes ont été arrêtés. Les deux hommes …": does it take up several who were told of unnamed?"""
    cluster = talk.cluster(phrase)
    before = [p for p in cluster.phrases if p.head < phrase.head and p.kind == "nominal"] if cluster is not None else []
    return any(p.plural and not p.definite for p in before)


def _talks(talk: Discourse, predicate: Predicate, phrase: Phrase, lexicon: Lexicon) -> bool:
    """ "The conversation touched on trade": what a talk is told to be about, those who talk speak of."""
    head = talk.doc.tokens[phrase.head]
    act = lexicon.noun(head.lemma.lower())
    below = list(talk.doc.children(head))
    plain = not any(c.dep in _COMPLEMENTS for c in below)
    told = predicate.kind == "verb" and not predicate.passive and predicate.lemma in lexicon.patterns.covers
    return told and plain and phrase.definite and act is not None and act.type == "CONSULT"


def _agreed(doc: Doc, predicate: Predicate) -> bool:
    """ "It was agreed to …": an impersonal passive of agreeing is told of those who met."""
    subjects = [c for c in doc.children(predicate.token) if c.dep in ("nsubj:pass", "expl")]
    return predicate.type == "AGREE" and predicate.passive and any(_impersonal(c) for c in subjects)


def _discussed(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> bool:
    """ "Issues of trade were discussed": without "by", it is told of those who met."""
    below = {c.dep for c in doc.children(predicate.token)}
    topic = predicate.type == "CONSULT" and predicate.lemma in lexicon.patterns.topics
    return topic and predicate.passive and "nsubj:pass" in below and "obl:agent" not in below


def _impersonal(token: Token) -> bool:
    return token.pos == "PRON" and token.morph.get("Gender") == "Neut"


def _met(talk: Discourse, predicate: Predicate, told: Sequence[Frame], kinds: frozenset[str]) -> list[Phrase]:
    """The participants of the last event told before that brought several actors of one of these kinds together.

    What only a noun tells comes last: others may have met "in the context of the Russian-US talks".
    """
    late = [f for f in reversed(told) if f.predicate.type in _TOGETHER and f.predicate.token.i < predicate.token.i]
    for frame in sorted(late, key=lambda f: f.predicate.kind == "noun"):
        found: dict[int, Phrase] = {}
        for phrase, _ in frame.agents + frame.targets:
            cluster = talk.cluster(phrase)
            if cluster is not None and cluster.label in kinds and not cluster.plural:
                found.setdefault(phrase.entity, phrase)
        if len(found) > 1 and len({talk.clusters[e].label for e in found}) == 1:
            return sorted(found.values(), key=lambda p: p.head)
        one, many = [p for p, _ in frame.agents], [p for p, _ in frame.targets]
        group = bool(many) and all(p.plural and p.kind == "nominal" and p.label == "GROUP" for p in many)
        if len(found) == 1 and len(one) == 1 and one[0].entity in found and group:
            return [*one, *many]  # "met the members of the council": they all
    return []
