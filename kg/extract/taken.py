"""A definite noun phrase may take up an earlier thing: the same role, the same head noun, another word for it."""

from __future__ import annotations

from kg.extract.discourse import SUBJECTS, Cluster, Discourse, add, last_before, role_of, start
from kg.extract.hypernyms import apart, complement, of_another_age, possessed, taken_up, trades
from kg.extract.mentions import Phrase
from kg.extract.naming import remember
from kg.extract.successors import of_change
from kg.extract.synonyms import called_otherwise
from kg.ids import fold
from kg.lang import Lexicon

_WINDOW = 3  # sentences back in which "the president of X" takes up a name


def join_nominal(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> None:
    """Add the phrase to the cluster that it takes up, or begin one of its own."""
    head = talk.doc.tokens[phrase.head]
    lemma = head.lemma.lower()
    owner = _owner(talk, phrase)
    before = [
        c
        for c in talk.clusters
        if c.index != owner
        and (c.phrases[0].head < phrase.head or last_before(c, phrase) >= 0)
        and not of_another_age(c, phrase)
    ]
    best: Cluster | None = None
    definite = phrase.definite or _contracted(talk, phrase, lemma, before, lexicon)
    if definite:
        best = of_change(talk, phrase, before, lexicon)
    if best is None and definite and phrase.label == "PER" and not phrase.plural:
        best = _same_role(talk, phrase, lemma, before, lexicon)
    if best is None and definite:
        best = _same_head(talk, phrase, lemma, before)
    if best is None and definite:
        best = _of_owner(talk, phrase, lemma, lexicon)
    country = lexicon.hypernyms.get(lemma) == ("GPE",)  # "son pays" is the one named, "his team" need not be
    several = phrase.plural and lexicon.grammar.parts.get(lemma, "victim") == "victim"
    if best is None and definite and not several and (country or not possessed(talk, phrase)):
        best = taken_up(talk, phrase, lemma, before, lexicon)
    if best is None and definite and not possessed(talk, phrase):
        best = called_otherwise(talk, phrase, lemma, before, lexicon)
    if best is not None:
        add(best, phrase)
    elif phrase.label or phrase.definite or head.dep in SUBJECTS:
        cluster = start(talk, phrase, phrase.label or "OTHER")
        remember(talk, cluster, phrase)


def _contracted(talk: Discourse, phrase: Phrase, lemma: str, before: list[Cluster], lexicon: Lexicon) -> bool:
    """ "l'avocat du ministre", "a écrit au groupe": does the preposition hold the article of somebody?"""
    grammar = lexicon.grammar
    one = phrase.label == "PER" and all(m.table == "countries" for m in phrase.modifiers)  # "au Parisien" is a paper
    firm = lemma in grammar.firms and any(c.label == "ORG" and c.named and trades(talk, c, lexicon) for c in before)
    if phrase.plural or not (one or firm):
        return False
    forms = (c.text.lower() for c in talk.doc.children(talk.doc.tokens[phrase.head]) if c.dep == "case")
    return any(f in grammar.contracted and grammar.owner_forms.get(f) != "bare" for f in forms)


def _owner(talk: Discourse, phrase: Phrase) -> int:
    """Index of the cluster whose "his" or "her" stands before the noun, -1 for none: nobody is their own wife."""
    for child in talk.doc.children(talk.doc.tokens[phrase.head]):
        mine = child.dep == "nmod:poss" or (child.dep == "det" and child.morph.get("Poss") == "Yes")
        owner = talk.cluster(talk.at_head.get(child.i)) if mine and child.pos in ("PRON", "DET") else None
        if owner is not None and owner.label == "PER":
            return owner.index
    return -1


def _of_owner(talk: Discourse, phrase: Phrase, lemma: str, lexicon: Lexicon) -> Cluster | None:
    """ "his country", "her party": the one that the person speaks for, when it is of that kind."""
    kinds = lexicon.hypernyms.get(lemma) or frozenset[str]()
    for child in talk.doc.children(talk.doc.tokens[phrase.head]):
        mine = child.pos == "PRON" if child.dep == "nmod:poss" else child.morph.get("Poss") == "Yes"
        owner = talk.cluster(talk.at_head.get(child.i)) if mine else None
        if owner is not None and owner.label == "PER" and owner.speaks_for >= 0:
            group = talk.clusters[owner.speaks_for]
            return group if group.label in kinds else None
    return None


def _same_role(talk: Discourse, phrase: Phrase, lemma: str, before: list[Cluster], lexicon: Lexicon) -> Cluster | None:
    if lemma in lexicon.patterns.others:
        return None  # "his counterpart" is never who is named before
    role, part = role_of(talk, phrase), complement(talk, phrase)
    for cluster in sorted(before, key=lambda c: -last_before(c, phrase)):
        if cluster.label != "PER" or (talk.articled and apart(cluster, phrase)):
            continue
        for head, known in cluster.heads.items():
            same = head == role and (not part or not known or part == known)
            # "le chef de l'Otan" for its "secrétaire général": another word, but the same organisation
            same = same or (bool(part) and part == known and lexicon.is_role(head) and cluster.named)
            if same:
                return cluster
    return _only_one(talk, phrase, before, lexicon) if part or role.startswith("former ") else None


def _only_one(talk: Discourse, phrase: Phrase, before: list[Cluster], lexicon: Lexicon) -> Cluster | None:
    """ "The president of X" after one person named without a role: that person, when a subject just before.

    Who has a role already has another one, and so is passed over, but for one of the same calling before "l'ancien
    joueur de X"; two without any leave it open.
    """
    tokens, callings = talk.doc.tokens, lexicon.grammar.callings
    past = role_of(talk, phrase).startswith("former ")
    field = {callings.get(tokens[phrase.head].lemma.lower(), "")} - {""} if past else set()
    bare = [
        c
        for c in before
        if c.label == "PER" and c.named and (not c.heads or {callings.get(h, "") for h in c.heads} == field)
        and not (talk.articled and apart(c, phrase))
    ]  # fmt: skip
    if len(bare) != 1 or tokens[phrase.head].dep not in SUBJECTS:
        return None
    acts = (p for p in bare[0].phrases if past or tokens[p.head].dep in SUBJECTS)
    return bare[0] if any(0 < phrase.sent - p.sent <= _WINDOW for p in acts) else None


def _same_head(talk: Discourse, phrase: Phrase, lemma: str, before: list[Cluster]) -> Cluster | None:
    """Take up the same head noun: "les otages" after "5 000 otages". A new complement makes a new thing."""
    doc = talk.doc
    text = fold(doc.tokens[phrase.head].text)
    extra = _content(talk, phrase) - {text}
    for cluster in sorted(before, key=lambda c: -last_before(c, phrase)):
        if cluster.label == "PER" and (phrase.label != "PER" or (talk.articled and apart(cluster, phrase))):
            continue  # "la présidente" is not "le président sortant"
        for other in cluster.phrases:
            if other.kind == "pronoun" or other.head >= phrase.head or other.plural != phrase.plural:
                continue
            same = doc.tokens[other.head].lemma.lower() == lemma
            if same and role_of(talk, other) != role_of(talk, phrase):
                continue  # "le président" after "l'ancien président"
            known = _content(talk, other)
            same = same or (other.kind == "name" and text in known)
            if same and extra <= known and (phrase.label in ("", cluster.label) or cluster.label in ("", "OTHER")):
                return cluster
    return None


def _content(talk: Discourse, phrase: Phrase) -> frozenset[str]:
    known = talk.words.get(phrase.head)
    if known is None:
        tokens = talk.doc.tokens[phrase.first : phrase.last]
        known = frozenset(fold(t.text) for t in tokens if t.pos in ("NOUN", "PROPN", "ADJ") and len(t.text) > 1)
        talk.words[phrase.head] = known
    return known
