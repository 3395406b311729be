"""What the readings of a phrase are asked: which phrases have one, what kind of thing each is, what may suffer."""

from __future__ import annotations

from collections.abc import Sequence

from kg.annotate.doc import Doc, Token
from kg.extract.discourse import Discourse, Readings
from kg.extract.mentions import Phrase
from kg.ids import fold
from kg.lang import Lexicon

ACTORS = frozenset({"PER", "ORG", "GPE", "GROUP"})
PEOPLE = frozenset({"PER", "GROUP"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


def tied(talk: Discourse, rules: dict[int, list[str]], reading: str) -> Sequence[Phrase]:
    """Phrases that have the reading, whatever the verb above asks of them ("xcomp-subj:told")."""
    known = rules if isinstance(rules, Readings) else Readings(rules)
    return [talk.at_head[head] for head in known.heads.get(reading, ()) if head in talk.at_head]


def label(talk: Discourse, phrase: Phrase) -> str:
    """What kind of thing a phrase means: as its cluster tells, or else as it tells itself."""
    cluster = talk.cluster(phrase)
    return (cluster.label if cluster is not None else "") or phrase.label


def suffers(talk: Discourse, phrase: Phrase, things: bool, lexicon: Lexicon) -> bool:
    """May it be a target: somebody, or, where `things` may be, a thing that is no date, quality or event?"""
    if label(talk, phrase) in ACTORS:
        return True
    head: Token = talk.doc.tokens[phrase.head]
    noun = head.lemma.lower()
    if phrase.kind == "pronoun":
        return phrase.entity >= 0 and things
    if lexicon.is_time_noun(noun):
        return False
    if noun in lexicon.casualties or head.pos in ("NUM", "PROPN") or head.text.isdigit():
        return True
    if many(talk, phrase, lexicon):
        return True
    return things and not lexicon.is_abstract(noun) and lexicon.noun(noun) is None


def many(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> bool:
    """ "killed dozens", "and a dozen injured": a number of people whom nothing names."""
    head = talk.doc.tokens[phrase.head]
    marks = [c for c in talk.doc.children(head) if c.dep == "det"]
    some = phrase.plural or any(lexicon.determiners.get(fold(c.text), {}).get("kind") == "indefinite" for c in marks)
    counts = head.lemma.lower() in lexicon.grammar.quantities and head.pos == "NOUN" and some
    return counts and not any(c.dep == "nmod" for c in talk.doc.children(head))


def opened(doc: Doc, token: Token) -> bool:
    """Does a preposition open the clause: "of forging", "from entering"? Another one is a circumstance."""
    return any(c.dep in ("mark", "case") and c.i < token.i for c in doc.children(token))
