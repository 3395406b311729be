"""Somebody told of first and named in the next sentence: "Une femme de 34 ans a été tuée. Sonia Maro vivait à Brest".

Local news opens so. The name must stand bare, as the subject, and be new; before it exactly one person is told of.
"""

from __future__ import annotations

from kg.extract.discourse import SUBJECTS, Cluster, Discourse, add
from kg.extract.mentions import Phrase
from kg.extract.naming import remember
from kg.lang import Lexicon

_OPENING = 3  # sentences at the beginning among which it happens
_HELD = frozenset({*SUBJECTS, "obj"})


def name_announced(talk: Discourse, lexicon: Lexicon) -> None:
    """Put the unnamed one into the cluster of the name behind; before common nouns are resolved."""
    for name in talk.phrases:
        if name.kind != "name" or name.label != "PER" or not 0 < name.sent < _OPENING or name.entity < 0:
            continue
        cluster = talk.clusters[name.entity]
        if not _bare(talk, name, cluster):
            continue
        before = [p for p in talk.phrases if p.sent == name.sent - 1 and _somebody(talk, p)]
        told = before[0] if len(before) == 1 else None
        if told is not None and _fits(talk, told, name, cluster, lexicon):
            add(cluster, told)
            remember(talk, cluster, told)


def _bare(talk: Discourse, name: Phrase, cluster: Cluster) -> bool:
    """Is it a full name without a role, new here, and the subject that opens its sentence?"""
    first = talk.doc.sentences[name.sent].first
    full = name.name[1] - name.name[0] > 1 and name.name[0] == name.first == first
    token = talk.doc.tokens[name.head]
    main = talk.doc.tokens[token.head]
    return full and cluster.phrases[0] is name and not cluster.heads and token.dep in SUBJECTS and main.head == main.i


def _somebody(talk: Discourse, phrase: Phrase) -> bool:
    """One person, named or not, or one of whom nothing is known but a title."""
    cluster = talk.cluster(phrase)
    return phrase.kind != "pronoun" and (cluster.label if cluster is not None else phrase.label) == "PER"


def _fits(talk: Discourse, told: Phrase, name: Phrase, cluster: Cluster, lexicon: Lexicon) -> bool:
    """Is it unnamed, with an age or the one office of a place, of the same gender and age, and no mere witness?"""
    head = talk.doc.tokens[told.head]
    if told.entity >= 0 or told.kind != "nominal" or told.plural or head.dep not in _HELD:
        return False
    if told.gender and cluster.gender and told.gender != cluster.gender:
        return False
    if told.age and name.age and told.age != name.age:
        return False
    verb = talk.doc.tokens[talk.doc.tokens[name.head].head]
    entry = lexicon.verb(lexicon.lemma_fix(verb.text.lower(), verb.lemma.lower()))
    passive = talk.doc.tokens[name.head].dep == "nsubj:pass"
    speaks = entry is not None and entry.klass.startswith("communication") and not passive
    place = any(c.dep == "nmod" for c in talk.doc.children(head))
    office = told.definite and place and lexicon.is_role(head.lemma.lower())
    return office or (bool(told.age) and not told.definite and not speaks)
