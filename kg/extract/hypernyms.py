"""Common nouns that take up something named before by telling what kind of thing it is: "le pays", "la joueuse"."""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.extract import antecedents
from kg.extract.discourse import SUBJECTS, Cluster, Discourse, last_before
from kg.extract.mentions import Phrase
from kg.extract.naming import remember
from kg.extract.parts import had_part
from kg.ids import fold
from kg.lang import Lexicon, given_names

_ANY = "any"  # of words that take up a person of whatever calling
_CLUBS = frozenset({"COMPETE", "OFFICE", "BUSINESS", "MOBILIZE"})  # "a battu", "a recruté", "a limogé"
_JOINED = frozenset({"COOPERATE", "RETREAT"})
_WINDOW = 3  # sentences back in which "le pays" takes up a name


def taken_up(talk: Discourse, phrase: Phrase, lemma: str, before: list[Cluster], lexicon: Lexicon) -> Cluster | None:
    """ "le pays", "cette organisation": the last named thing of that kind, when nothing else is said of it."""
    part = lexicon.grammar.parts.get(lemma, "")
    if part and _bare(talk, phrase) and (not phrase.plural or part != "victim"):
        return had_part(talk, phrase, part, before, lexicon)
    if phrase.plural:
        return None
    aged = phrase.label == "PER" and _aged(talk, phrase)
    calling = lexicon.grammar.callings.get(lemma, "")
    kinds = ("PER",) if aged or calling else lexicon.hypernyms.get(lemma)
    national = phrase.modifiers and phrase.last - phrase.first == 3  # "the Danish drugmaker"
    if not kinds or not (aged or national or (_bare(talk, phrase) and not complement(talk, phrase))):
        return _by_trade(talk, phrase, before, lexicon) if lemma in lexicon.grammar.traders else None
    nearby = [c for c in before if c.named and _near(talk, c, phrase)]
    if lemma in lexicon.grammar.teams and phrase.modifiers:  # "le club toulousain"
        nearby = [c for c in nearby if c.key == phrase.modifiers[0].key]
        return next(iter(_not_known(talk, phrase, lemma, nearby, lexicon)), None)
    near = [c for c in nearby if c.label in kinds]
    if kinds == ("GPE",) and not talk.articled:  # "in Vienna" is no country
        near = [c for c in near if not all(_placed(talk, p, lexicon) for p in c.phrases)]
    if "LOC" in kinds:
        near = [c for c in near if not _acts_from(c)]
    if national and (len(near) != 1 or kinds != ("ORG",)):
        return None
    if "ORG" in kinds:
        near = [c for c in near if of_sort(talk, c, lemma, lexicon)]
        near = near or ([] if national else _not_known(talk, phrase, lemma, nearby, lexicon))
    if "PER" in kinds:
        near = [c for c in near if not apart(c, phrase)]
    if calling:
        near = [c for c in near if not c.plural and _called(c, calling, lexicon)]
        near = [c for c in near if _called(c, calling, lexicon, surely=True)] or near
        if len(near) > 1 and phrase.age:  # "le joueur de 31 ans": who was told of last
            near = [c for c in near if _spoken_of(talk, c, phrase)]
        return near[0] if len(near) == 1 and not phrase.plural else None
    best = max(near, key=lambda c: (antecedents.salience(talk, c, phrase), c.index), default=None)
    return None if best is not None and kinds == ("PER",) and _one_of_two(talk, best, near, phrase) else best


def _by_trade(talk: Discourse, phrase: Phrase, before: list[Cluster], lexicon: Lexicon) -> Cluster | None:
    """ "Norvo a fermé une usine. Le géant de l'énergie …": the company that was the subject right before."""
    doc, lemma = talk.doc, talk.doc.tokens[phrase.head].lemma.lower()
    inside = any(p.kind == "name" and phrase.first <= p.head < phrase.last for p in talk.phrases)
    if inside or doc.tokens[phrase.head].dep not in SUBJECTS or phrase.plural:
        return None
    found = [
        c
        for c in before
        if c.named and c.label == "ORG" and of_sort(talk, c, lemma, lexicon)
        and any(p.sent == phrase.sent - 1 and doc.tokens[p.head].dep in SUBJECTS for p in c.phrases)
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None


def _one_of_two(talk: Discourse, best: Cluster, near: list[Cluster], phrase: Phrase) -> bool:
    """ "Paul et Luc ont … L'homme …": of two in one list, nothing tells which."""
    last = talk.doc.tokens[last_before(best, phrase)]
    heads = {last.i, *(c.i for c in talk.doc.children(last) if c.dep == "conj")}
    heads |= {last.head} if last.dep == "conj" else set()
    return any(c is not best and last_before(c, phrase) in heads for c in near)


def _acts_from(cluster: Cluster) -> bool:
    """A state that is named by its capital: "Selon Kiev, l'armée a attaqué la ville" tells of some town."""
    seats = (p.entry.seat_of for p in cluster.phrases if p.entry is not None)
    return any(seat and seat == cluster.key for seat in seats)


def _placed(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Does it tell where something is, by a name that is no country's adjective?"""
    marks = (c for c in talk.doc.children(talk.doc.tokens[phrase.head]) if c.dep == "case")
    city = phrase.entry is not None and bool(phrase.entry.seat_of)
    return city and any(fold(c.text) in lexicon.patterns.places for c in marks)


def of_sort(talk: Discourse, cluster: Cluster, lemma: str, lexicon: Lexicon) -> bool:
    """Is a body of the sort that the noun tells? Renault is no "parti", "Le Monde" no "constructeur"."""
    firms, media = lexicon.grammar.firms, lexicon.grammar.media
    if not media:
        return _of_kind(cluster, lemma, lexicon)
    table = next((p.entry.table for p in cluster.phrases if p.entry is not None and p.entry.key == cluster.key), "")
    if table == "media":
        return lemma in media or lemma in firms
    if table == "companies":
        return lemma in firms and lemma not in media
    if not table and lemma not in firms and trades(talk, cluster, lexicon):
        return False
    if table and (lemma in lexicon.grammar.only_firms or lemma in media):
        return False
    return _of_kind(cluster, lemma, lexicon)


def trades(talk: Discourse, cluster: Cluster, lexicon: Lexicon, only: bool = True) -> bool:
    """Was it told to do what companies do, to buy another, to lay off? Unless `only` that counts, to do anything."""
    acts = [talk.doc.tokens[p.head] for p in cluster.phrases if talk.doc.tokens[p.head].dep == "nsubj"]
    kinds = {_type_of(talk.doc.tokens[h.head], lexicon) for h in acts}
    return "BUSINESS" in kinds if only else bool(kinds)


def _not_known(talk: Discourse, phrase: Phrase, lemma: str, nearby: list[Cluster], lexicon: Lexicon) -> list[Cluster]:
    """A company whose name the recogniser took for something else, a club that is called by its town.

    The one that traded, that won or lost, or that somebody joined, where no other did.
    """
    team, firm = lemma in lexicon.grammar.teams, lemma in lexicon.grammar.firms
    found = []
    for cluster in nearby if team or firm else ():
        called = cluster.heads.keys() <= lexicon.grammar.firms and not _full_name(cluster)
        if firm and not cluster.key and cluster.label != "ORG" and called:
            person = cluster.label == "PER" and not cluster.heads
            found += [cluster] if trades(talk, cluster, lexicon, only=person) else []
        elif team and cluster.label in ("GPE", "LOC"):
            found += [cluster] if _plays(talk, cluster, phrase, lexicon) else []
    return found if len(found) == 1 else []


def _spoken_of(talk: Discourse, cluster: Cluster, phrase: Phrase) -> bool:
    """Was it the subject of the sentence before?"""
    return any(p.sent == phrase.sent - 1 and talk.doc.tokens[p.head].dep in SUBJECTS for p in cluster.phrases)


def _full_name(cluster: Cluster) -> bool:
    """Is it called like a person: "Anna Berg"?"""
    return any(words[0] in given_names() for words in cluster.words)


def _plays(talk: Discourse, cluster: Cluster, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Is the town the subject of what clubs do, or what a player joined or left?"""
    for other in cluster.phrases:
        head = talk.doc.tokens[other.head]
        kind = _type_of(talk.doc.tokens[head.head], lexicon)
        acts = head.dep == "nsubj" and kind in _CLUBS
        joined = head.dep == "obj" and kind in _JOINED
        if other.head < phrase.head and phrase.sent - other.sent <= _WINDOW and (acts or joined):
            return True
    return False


def _type_of(verb: Token, lexicon: Lexicon) -> str:
    entry = lexicon.verb(lexicon.lemma_fix(verb.text.lower(), verb.lemma.lower()))
    return entry.type if entry is not None else ""


def _of_kind(cluster: Cluster, lemma: str, lexicon: Lexicon) -> bool:
    """ "la Commission européenne" is no "entreprise": its name says what other kind of body it is."""
    bodies = {words[0] for words in cluster.words if words and lexicon.is_org_noun(words[0])}
    firms = {fold(noun) for noun in lexicon.grammar.firms}
    if bodies & lexicon.grammar.body_names.get(lemma, frozenset()):
        return True  # "le parti" for the "Mouvement pour la patrie"
    if not bodies or not lexicon.grammar.bodies or lemma in lexicon.grammar.bodies:
        return True
    return fold(lemma) in bodies or (fold(lemma) in firms and bool(bodies & firms))


def _called(cluster: Cluster, calling: str, lexicon: Lexicon, surely: bool = False) -> bool:
    """Does a word of the same field (or, unless it must be told, none) tell what somebody is: "le joueur", "l'élue"?"""
    roles = {head.rpartition(" ")[2] for head in cluster.heads}
    known = {lexicon.grammar.callings.get(r) or lexicon.grammar.offices.get(r, "") for r in roles}
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
