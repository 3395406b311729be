"""Definite nouns that name somebody anew by another word: "le chef de l'État" for a president, "l'Espagnole".

Which words take up which is language data (`grammar.other_words`); taken up only where a single one fits.
"""

from __future__ import annotations

from kg.extract.discourse import SUBJECTS, Cluster, Discourse, last_before, name_at, plain
from kg.extract.mentions import Phrase
from kg.ids import fold
from kg.lang import Lexicon

_WINDOW = 3  # sentences back in which the other word is looked for
_INSIDE = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_TAKEN = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl:agent"})


def called_otherwise(
    talk: Discourse, phrase: Phrase, lemma: str, before: list[Cluster], lexicon: Lexicon
) -> Cluster | None:
    """Whom the phrase takes up by a word of the same sense, by a nationality, or by "l'homme" alone."""
    if not lexicon.grammar.other_words or phrase.plural:
        return None
    near = [
        c
        for c in before
        if c.label in ("PER", "GROUP") and not c.plural and _close(talk, c, phrase)
        and not (c.gender and phrase.gender and c.gender != phrase.gender)
    ]  # fmt: skip
    if _national(talk, phrase):
        return _single(talk, phrase, [c for c in near if c.named and not _of_other_country(talk, c, phrase)])
    if lexicon.hypernyms.get(lemma) == ("PER",):
        return _just_told(talk, phrase, near) if _short(talk, phrase) else None
    head = talk.doc.tokens[phrase.head]
    below = [fold(c.lemma) for c in talk.doc.children(head) if c.dep == "nmod"]
    below = [word for word in below if not (phrase.age and lexicon.is_time_noun(word))]  # "l'élu de 50 ans"
    wanted = lexicon.grammar.other_words.get(" ".join([fold(plain(talk, head)), *below[:1]]), frozenset())
    wanted = wanted if below or phrase.age or _short(talk, phrase) else frozenset()
    near = [c for c in near if not phrase.modifiers or not _of_other_country(talk, c, phrase)]
    return _single(talk, phrase, [c for c in near if wanted and _words(talk, c) & wanted])


def _close(talk: Discourse, cluster: Cluster, phrase: Phrase) -> bool:
    last = last_before(cluster, phrase)
    return last >= 0 and 0 <= phrase.sent - talk.doc.tokens[last].sent <= _WINDOW


def _single(talk: Discourse, phrase: Phrase, found: list[Cluster]) -> Cluster | None:
    """The only one, or the only one that was a subject in the sentence before."""
    if len(found) > 1:
        tokens = talk.doc.tokens
        found = [
            c for c in found if any(p.sent == phrase.sent - 1 and tokens[p.head].dep in SUBJECTS for p in c.phrases)
        ]
    return found[0] if len(found) == 1 else None


def _words(talk: Discourse, cluster: Cluster) -> set[str]:
    """By which words somebody was called: roles, and titles before the name ("le pape François")."""
    tokens = talk.doc.tokens
    titles = {t.lemma.lower() for p in cluster.phrases if p.kind == "name" for t in tokens[p.first : p.name[1]]}
    nominal = (p for p in cluster.phrases if p.kind == "nominal")
    called = {_with_complement(talk, p) for p in nominal}
    return titles | called | {head.removeprefix("former ") for head in cluster.heads}


def _with_complement(talk: Discourse, phrase: Phrase) -> str:
    """ "chef état" for "le chef de l'État", "" for a noun without any."""
    head = talk.doc.tokens[phrase.head]
    below = [fold(c.lemma) for c in talk.doc.children(head) if c.dep == "nmod"]
    return f"{plain(talk, head)} {below[0]}" if below else ""


def _national(talk: Discourse, phrase: Phrase) -> bool:
    """Is it "l'Espagnol", and no "ministre espagnol"?"""
    if phrase.label != "PER" or not phrase.modifiers or not phrase.modifiers[0].demonyms:
        return False
    if any(name_at(talk, i) for i in (phrase.head + 1, phrase.last)):  # "l'Espagnole Anna Berg"
        return False
    forms = phrase.modifiers[0].demonyms.get(talk.doc.language, ())
    return fold(talk.doc.tokens[phrase.head].text) in {fold(f) for f in forms}


def _of_other_country(talk: Discourse, cluster: Cluster, phrase: Phrase) -> bool:
    """Was another nationality told of somebody: "l'Italien Paolo Conti", "le ministre italien"?"""
    keys = {m.key for p in cluster.phrases for m in p.modifiers}
    told = (p.entry for c in cluster.heads.values() if c for p in talk.clusters[int(c)].phrases)
    keys |= {entry.key for entry in told if entry is not None and entry.table == "countries"}
    return bool(keys - {phrase.modifiers[0].key, ""})


def _short(talk: Discourse, phrase: Phrase) -> bool:
    """A determiner, the noun and at most an adjective."""
    inside = [t for t in talk.doc.tokens[phrase.first : phrase.last] if t.pos in _INSIDE and t.i != phrase.head]
    return len(inside) <= 1 and all(t.pos == "ADJ" for t in inside)


def _just_told(talk: Discourse, phrase: Phrase, near: list[Cluster]) -> Cluster | None:
    """ "ont interrogé son voisin. L'homme …": the only unnamed person of the sentence before."""
    tokens = talk.doc.tokens
    told = [
        c
        for c in near
        if any(p.sent == phrase.sent - 1 and p.kind == "nominal" and tokens[p.head].dep in _TAKEN for p in c.phrases)
    ]
    return told[0] if len(told) == 1 else None
