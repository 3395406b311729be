"""Pronouns that mean whom another dealt with, and not who did: "La police a arrêté X. Il avait détourné …".

What courts and police do to somebody is followed by what that person had done, is done to next, or admits; and whose
resignation or release somebody asks for is not their own.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.extract.discourse import SUBJECTS, Cluster, Discourse, subject_of
from kg.extract.mentions import Phrase
from kg.ids import fold
from kg.lang import Lexicon

_DEALS = frozenset({"COERCE", "JUSTICE", "OFFICE", "SANCTION", "ASSAULT", "ACCUSE"})
_HEARS = frozenset({"asks", "investigates", "acts"})  # "interrogé", "auditionné", "entendu"
_ADMITS = frozenset({"acknowledges", "denies", "disputes", "apologises", "appeals"})
_UNDERGONE = frozenset({"COERCE", "JUSTICE", "SANCTION"})
_WISHED = frozenset({"OFFICE", "JUSTICE", "CONCEDE", "RETREAT", "COERCE", "LIFE"})  # what is asked of or for others
_TAKES = frozenset({"REQUEST", "AGREE", "REJECT"})
_TELLS = frozenset({"announces", "confirms", "reports", "says", "reveals"})
_BEFALLS = frozenset({"arrests", "detains", "releases", "dies", "sentences", "assassinates", "kills", "dismisses"})
_BACK = 2  # sentences back in which the other is looked for


def dealt_with(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> Cluster | None:
    """The one person whom the sentence before tells that somebody arrested, condemned, heard or dismissed."""
    doc, token = talk.doc, talk.doc.tokens[phrase.head]
    verb = doc.tokens[token.head]
    known = lexicon.pronouns.get(fold(token.text), {})
    if known.get("role") not in ("subject", "any") or token.dep not in SUBJECTS or token.i > verb.i or phrase.plural:
        return None
    if token.quote >= 0 or phrase.sent == 0 or verb.head != verb.i:
        return None
    before = doc.sentences[phrase.sent - 1]
    main = next((t for t in doc.tokens[before.first : before.last] if t.head == t.i), None)
    told = subject_of(talk, main) if main is not None else None
    if main is None or told is None or any(c.dep == "aux:pass" for c in doc.children(main)):
        return None
    action, kind = _act(main, lexicon)
    heard = _person_behind(talk, main, phrase)
    if heard is None or heard is talk.cluster(told):
        return None
    next_action, next_kind = _act(verb, lexicon)
    own = list(doc.children(verb))
    earlier = any(c.dep == "aux:tense" and c.morph.get("Tense") == "Imp" for c in own)
    suffers = any(c.dep == "aux:pass" for c in own) and next_kind in _UNDERGONE
    if kind in _DEALS and (earlier or suffers or next_action in _ADMITS):
        return heard
    spoken = next_action in _ADMITS or _speaks(verb, lexicon)
    body = talk.cluster(told)
    return heard if action in _HEARS and spoken and body is not None and body.label == "ORG" else None


def _person_behind(talk: Discourse, verb: Token, phrase: Phrase) -> Cluster | None:
    """The object of the verb, or whose thing that is, when it is one person of the pronoun's gender."""
    found: dict[int, Cluster] = {}
    for other in talk.phrases:
        token = talk.doc.tokens[other.head]
        cluster = talk.cluster(other)
        if other.sent != phrase.sent - 1 or other.head < verb.i or cluster is None or cluster.label != "PER":
            continue
        direct = token.dep == "obj" and token.head == verb.i
        of_object = token.dep == "nmod" and talk.doc.tokens[token.head].dep == "obj"
        apart = cluster.gender and phrase.gender and cluster.gender != phrase.gender
        if (direct or of_object) and not apart and not cluster.plural and other.kind != "pronoun":
            found[cluster.index] = cluster
    return next(iter(found.values())) if len(found) == 1 else None


def of_another(verb: Token, noun: Token, lexicon: Lexicon) -> bool:
    """ "a réclamé sa démission", "a annoncé son arrestation": not the own one of who says it."""
    action, kind = _act(verb, lexicon)
    act = lexicon.noun(noun.lemma.lower())
    if act is None:
        return False
    return (kind in _TAKES and act.type in _WISHED) or (action in _TELLS and act.action in _BEFALLS)


def asked_of(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> Cluster | None:
    """Whose resignation somebody asks for: the one other person of the sentences before."""
    doc, token = talk.doc, talk.doc.tokens[phrase.head]
    noun = doc.tokens[token.head]
    verb = doc.tokens[noun.head]
    if (
        token.pos != "DET"
        or noun.dep != "obj"
        or verb.pos != "VERB"
        or phrase.plural
        or not of_another(verb, noun, lexicon)
    ):
        return None
    doer = talk.cluster(subject_of(talk, verb))
    for back in range(_BACK + 1):
        found = {
            c.index: c
            for p in talk.phrases
            if p.sent == phrase.sent - back and p.head < phrase.head
            and (c := talk.cluster(p)) is not None and c.label == "PER" and not c.plural and c is not doer
        }  # fmt: skip
        if found:
            return next(iter(found.values())) if len(found) == 1 else None
    return None


def _act(verb: Token, lexicon: Lexicon) -> tuple[str, str]:
    """Action and type of what a verb tells."""
    entry = lexicon.verb(lexicon.lemma_fix(verb.text.lower(), verb.lemma.lower()))
    return (entry.action, entry.type) if entry is not None else ("", "")


def _speaks(verb: Token, lexicon: Lexicon) -> bool:
    entry = lexicon.verb(lexicon.lemma_fix(verb.text.lower(), verb.lemma.lower()))
    return entry is not None and entry.klass.startswith("communication")
