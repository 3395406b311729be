"""Who came and who went: "la nouvelle ministre" is who was appointed, "l'ancien ministre" who resigned.

Taken up only where the article told of the change in the sentences before, by the last one of whom it told that.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.extract.discourse import SUBJECTS, Cluster, Discourse, role_of
from kg.extract.hypernyms import apart
from kg.extract.mentions import Phrase
from kg.lang import Lexicon

_BACK = 6  # sentences back in which the change is looked for
_CAME = frozenset({"appoints", "elects"})
_TOOK = frozenset({"takes_office"})
_WENT = frozenset({"resigns", "leaves"})
_SENT = frozenset({"dismisses", "expels"})


def of_change(talk: Discourse, phrase: Phrase, before: list[Cluster], lexicon: Lexicon) -> Cluster | None:
    """The newcomer or the one who left, whom a single noun with "nouveau" or "ancien" means; None without a change."""
    head = talk.doc.tokens[phrase.head]
    new = any(c.dep == "amod" and c.lemma.lower() in lexicon.grammar.newly for c in talk.doc.children(head))
    past = role_of(talk, phrase).startswith("former ")
    if new == past or phrase.label != "PER" or phrase.plural:
        return None
    known = {c.index for c in before if c.label == "PER" and not c.plural}
    for other in reversed(talk.phrases):
        if other.head >= phrase.head or other.entity not in known:
            continue
        if phrase.sent - other.sent > _BACK:
            return None
        cluster = talk.clusters[other.entity]
        if (_came if new else _went)(talk, other, lexicon) and not apart(cluster, phrase):
            return cluster if _fits(cluster, head, new) else None
    return None


def _fits(cluster: Cluster, head: Token, new: bool) -> bool:
    """Who left had that office, if any was told; whoever comes may have had another."""
    roles = {h.rpartition(" ")[2] for h in cluster.heads}
    return new or not roles or head.lemma.lower() in roles


def _came(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Was it told to be appointed or elected, to take office, or to replace somebody?"""
    verb, part = _part(talk, phrase)
    lemma, action = _action(verb, lexicon)
    if lemma in lexicon.grammar.displacing:
        return part == "subject" or (part == "agent")
    return (action in _CAME and part == "object") or (action in _TOOK and part == "subject")


def _went(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Was it told to resign or leave, to be dismissed, or to be replaced?"""
    verb, part = _part(talk, phrase)
    lemma, action = _action(verb, lexicon)
    if lemma in lexicon.grammar.displacing:
        return part == "object"
    own = part == "subject" and any(_resigns(c, lexicon) for c in talk.doc.children(verb) if c.dep == "obj")
    return (action in _WENT and part == "subject") or (action in _SENT and part == "object") or own


def _resigns(noun: Token, lexicon: Lexicon) -> bool:
    """ "a annoncé sa démission"."""
    entry = lexicon.noun(noun.lemma.lower())
    return entry is not None and entry.action == "resigns"


def _action(verb: Token, lexicon: Lexicon) -> tuple[str, str]:
    lemma = lexicon.lemma_fix(verb.text.lower(), verb.lemma.lower())
    entry = lexicon.verb(lemma)
    return lemma, entry.action if entry is not None and verb.pos == "VERB" else ""


def _part(talk: Discourse, phrase: Phrase) -> tuple[Token, str]:
    """The verb that somebody belongs to, and as what: "subject", "object", "agent" or ""."""
    doc = talk.doc
    token = doc.tokens[phrase.head]
    while token.dep in ("appos", "flat:name", "flat") and token.head != token.i:
        token = doc.tokens[token.head]
    verb = doc.tokens[token.head]
    passive = token.dep == "nsubj:pass" or any(c.dep == "aux:pass" for c in doc.children(verb))
    if token.dep in SUBJECTS:
        return verb, "object" if passive else "subject"
    return verb, {"obj": "object", "obl:agent": "agent"}.get(token.dep, "")
