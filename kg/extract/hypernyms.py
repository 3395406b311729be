"""Common nouns that take up something named before by telling what kind of thing it is: "le pays", "la joueuse"."""

from __future__ import annotations

from kg.extract import antecedents
from kg.extract.discourse import Cluster, Discourse, last_before
from kg.extract.mentions import Phrase
from kg.extract.naming import remember
from kg.ids import fold
from kg.lang import Lexicon

_VIOLENT = frozenset({"ASSAULT", "COERCE", "THREATEN"})
_CAUGHT = frozenset({"COERCE", "JUSTICE"})
_ANY = "any"  # of words that take up a person of whatever calling
_WINDOW = 3  # sentences back in which "le pays" takes up a name


def taken_up(talk: Discourse, phrase: Phrase, lemma: str, before: list[Cluster], lexicon: Lexicon) -> Cluster | None:
    """ "le pays", "cette organisation": the last named thing of that kind, when nothing else is said of it."""
    if lemma in lexicon.grammar.perpetrators and not phrase.plural and _bare(talk, phrase):
        return _attacker(talk, phrase, before, lexicon)
    aged = phrase.label == "PER" and _aged(talk, phrase)
    calling = lexicon.grammar.callings.get(lemma, "")
    kinds = ("PER",) if aged or calling else lexicon.hypernyms.get(lemma)
    national = phrase.modifiers and phrase.last - phrase.first == 3  # "the Danish drugmaker"
    if not kinds or not (aged or national or (_bare(talk, phrase) and not complement(talk, phrase))):
        return None
    near = [c for c in before if c.named and c.label in kinds and _near(talk, c, phrase)]
    if kinds == ("GPE",) and not talk.articled:  # "in Vienna" is no country
        near = [c for c in near if not all(_placed(talk, p, lexicon) for p in c.phrases)]
    if "LOC" in kinds:
        near = [c for c in near if not _acts_from(c)]
    if national and (len(near) != 1 or kinds != ("ORG",)):
        return None
    if "ORG" in kinds:
        near = [c for c in near if _of_kind(c, lemma, lexicon)]
    if "PER" in kinds:
        near = [c for c in near if not apart(c, phrase)]
    if calling:
        near = [c for c in near if not c.plural and _called(c, calling, lexicon)]
        near = [c for c in near if _called(c, calling, lexicon, surely=True)] or near
        return near[0] if len(near) == 1 and not phrase.plural else None
    return max(near, key=lambda c: (antecedents.salience(talk, c, phrase), c.index), default=None)


def _acts_from(cluster: Cluster) -> bool:
    """A state that is named by its capital: "Selon Kiev, l'armée a attaqué la ville" tells of some town."""
    seats = (p.entry.seat_of for p in cluster.phrases if p.entry is not None)
    return any(seat and seat == cluster.key for seat in seats)


def _placed(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Does it tell where something is, by a name that is no country's adjective?"""
    marks = (c for c in talk.doc.children(talk.doc.tokens[phrase.head]) if c.dep == "case")
    city = phrase.entry is not None and bool(phrase.entry.seat_of)
    return city and any(fold(c.text) in lexicon.patterns.places for c in marks)


def _attacker(talk: Discourse, phrase: Phrase, before: list[Cluster], lexicon: Lexicon) -> Cluster | None:
    """ "Un homme a attaqué un passant. L'assaillant …": the one person who was told to attack somebody."""
    doc = talk.doc
    found = []
    for cluster in before:
        people = cluster.label in ("PER", "GROUP") and not cluster.plural and not apart(cluster, phrase)
        for other in cluster.phrases if people else ():
            head = doc.tokens[other.head]
            verb = doc.tokens[head.head]
            entry = lexicon.verb(lexicon.lemma_fix(verb.text.lower(), verb.lemma.lower()))
            violent = entry is not None and entry.type in _VIOLENT
            caught = not talk.articled and entry is not None and entry.type in _CAUGHT
            done = caught and head.dep in ("obj", "nsubj:pass") and other.sent < phrase.sent
            if other.head < phrase.head and ((head.dep == "nsubj" and violent) or done):
                found.append(cluster)
                break
    return found[0] if len(found) == 1 else None


def _of_kind(cluster: Cluster, lemma: str, lexicon: Lexicon) -> bool:
    """ "la Commission européenne" is no "entreprise": its name says what other kind of body it is."""
    bodies = {words[0] for words in cluster.words if words and lexicon.is_org_noun(words[0])}
    firms = {fold(noun) for noun in lexicon.grammar.firms}
    if not bodies or not lexicon.grammar.bodies or lemma in lexicon.grammar.bodies:
        return True
    return fold(lemma) in bodies or (fold(lemma) in firms and bool(bodies & firms))


def _called(cluster: Cluster, calling: str, lexicon: Lexicon, surely: bool = False) -> bool:
    """Does a word of the same field (or, unless it must be told, none) tell what somebody is: "le joueur", "l'élue"?"""
    known = {lexicon.grammar.callings.get(head.rpartition(" ")[2], "") for head in cluster.heads}
    return calling in known or (not surely and (not known or calling == _ANY))


def possessed(talk: Discourse, phrase: Phrase) -> bool:
    """ "his team" is not the team named last."""
    return any(
        (c.dep == "nmod:poss" and c.pos == "PRON") or (c.dep == "det" and c.morph.get("Poss") == "Yes")
        for c in talk.doc.children(talk.doc.tokens[phrase.head])
    )


def apart(cluster: Cluster, phrase: Phrase) -> bool:
    """Is one a woman and the other a man?"""
    return bool(cluster.gender and phrase.gender) and cluster.gender != phrase.gender


def of_another_age(cluster: Cluster, phrase: Phrase) -> bool:
    """ "l'homme de 26 ans" is not "Anna Berg, 34 ans"."""
    known = {p.age for p in cluster.phrases} - {""} if phrase.age else set()
    return bool(known) and phrase.age not in known


def _aged(talk: Discourse, phrase: Phrase) -> bool:
    """ "the 61-year-old politician"."""
    tokens = talk.doc.tokens[phrase.first : phrase.head]
    return any(t.dep == "obl:npmod" for t in tokens) and any(t.pos == "NUM" for t in tokens)


def _bare(talk: Discourse, phrase: Phrase) -> bool:
    """Only a determiner and at most an adjective: "la jeune femme", "le groupe armé", not "la femme de ménage"."""
    if phrase.last - phrase.first <= 2:
        return True
    others = [t for t in talk.doc.tokens[phrase.first + 1 : phrase.last] if t.i != phrase.head]
    return len(others) == 1 and others[0].pos == "ADJ" and not phrase.modifiers


def _near(talk: Discourse, cluster: Cluster, phrase: Phrase) -> bool:
    last = last_before(cluster, phrase)
    return last >= 0 and phrase.sent - talk.doc.tokens[last].sent <= _WINDOW


def complement(talk: Discourse, phrase: Phrase) -> str:
    """What the noun is said to be of: "russia" for "le président de la Russie", "" for nothing."""
    probe = Cluster(-1, "")
    remember(talk, probe, phrase)
    return next(iter(probe.heads.values()), "")
