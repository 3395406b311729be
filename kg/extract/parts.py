"""Common nouns that take up somebody by the part they had in an event told before: "l'assaillant", "la victime".

Which nouns these are is language data (`grammar.parts`); one is taken up only where nobody else had that part.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.extract.arguments import case_of
from kg.extract.discourse import SUBJECTS, Cluster, Discourse, start
from kg.extract.mentions import Phrase
from kg.lang import Lexicon

_VIOLENT = frozenset({"ASSAULT", "COERCE", "THREATEN"})
_ACCUSED = frozenset(
    {"arrests", "detains", "searches", "charges", "tries", "sentences", "investigates", "accuses", "condemns"}
)
_HURT = frozenset({"kills", "wounds", "attacks", "assassinates", "abducts", "crashes", "rapes", "robs", "hits"})
_HARMED = frozenset({"ASSAULT", "LIFE"})
_PEOPLE = frozenset({"PER", "GROUP"})
_WINDOW = 4  # sentences back in which the event is looked for
_VICTIM, _ACCUSED_PART = "victim", "accused"


def had_part(talk: Discourse, phrase: Phrase, part: str, before: list[Cluster], lexicon: Lexicon) -> Cluster | None:
    """The one person or group told to have had this part; begins the cluster of one who had none of their own yet."""
    found: dict[int, Phrase] = {}
    known = {c.index for c in before}
    for other in talk.phrases:
        if other.head >= phrase.head or phrase.sent - other.sent > _WINDOW or other.kind == "pronoun":
            continue
        cluster = talk.cluster(other)
        if other.plural != phrase.plural:
            continue
        if (cluster.label if cluster is not None else other.label) not in _PEOPLE or _apart(
            other, cluster, phrase, part
        ):
            continue
        if cluster is not None and (cluster.index not in known or cluster.plural != phrase.plural):
            continue
        if _had(talk, other, part, lexicon):
            found.setdefault(cluster.index if cluster is not None else -2 - other.head, other)
    if len(found) != 1:
        return None
    one = next(iter(found.values()))
    return talk.cluster(one) or start(talk, one, "GROUP" if one.plural else "PER")


def _apart(other: Phrase, cluster: Cluster | None, phrase: Phrase, part: str) -> bool:
    """Is one a woman and the other a man? "La victime" may be either."""
    gender = cluster.gender if cluster is not None else other.gender
    return part != _VICTIM and bool(gender and phrase.gender) and gender != phrase.gender


def _had(talk: Discourse, phrase: Phrase, part: str, lexicon: Lexicon) -> bool:
    head = talk.doc.tokens[phrase.head]
    above = talk.doc.tokens[head.head]
    if head.dep == "nmod":
        noun = lexicon.noun(above.lemma.lower())
        of = noun is not None and case_of(talk.doc, head) in lexicon.grammar.owner_marks
        return of and part == _ACCUSED_PART and noun is not None and noun.action in _ACCUSED
    kind, action = _act(above, lexicon)
    passive = head.dep == "nsubj:pass" or any(c.dep == "aux:pass" for c in talk.doc.children(above))
    acts = head.dep == "obl:agent" or (head.dep == "nsubj" and not passive)
    suffers = head.dep == "obj" or (passive and head.dep in SUBJECTS)
    if part == _VICTIM:
        return (suffers and (kind in _HARMED or action in _HURT)) or (acts and action == "dies")
    attacks = acts and kind in _VIOLENT
    return attacks or (part == _ACCUSED_PART and suffers and (action in _ACCUSED or kind == "JUSTICE"))


def _act(verb: Token, lexicon: Lexicon) -> tuple[str, str]:
    entry = lexicon.verb(lexicon.lemma_fix(verb.text.lower(), verb.lemma.lower()))
    return (entry.type, entry.action) if entry is not None else ("", "")
