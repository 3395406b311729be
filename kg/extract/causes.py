"""What the words around an event tell of its cause: violence or accident behind victims, a vote behind a victory.

A death, a wound and a victory are of no type by themselves: who "was wounded" or what "was hit" was so in an attack
or a crash, who "won" did so in a match or an election. Plain words decide: those of the sentence where they tell of one
cause, and for victims those of the article where the sentence has none; for winners the whole article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kg.annotate.doc import Doc, Token
from kg.extract.predicates import Predicate
from kg.lang import Lexicon
from kg.lang.lexicon import NounEntry, VerbEntry

_CAUSES = ("ASSAULT", "DISASTER")
_VICTIMS = ("kills", "wounds")  # told by verbs and counts, they are nobody's deed yet
_VOTES = ("elects", "runs_for_office")
_CONTESTS = ("wins", "loses", "qualifies", "competes")  # in a match or an election
_SPORTS = ("competes", "qualifies", "scores")
_DOERS = ("nsubj", "obl:agent")
_TIMES = 3  # as often as the other cause must one be told in an article


@dataclass(frozen=True, slots=True)
class Causes:
    """Words of violence and of accident, by sentence (-1: the article); how much it tells of votes and of sport."""

    told: Mapping[int, Counter[str]]
    votes: int
    sports: int
    harms: frozenset[str]  # verbs that people and storms do alike: "toucher", "détruire"


def causes(doc: Doc, lexicon: Lexicon) -> Causes:
    """The plain words of an article for what makes victims and winners."""
    told: dict[int, Counter[str]] = {-1: Counter()}
    votes = sports = 0
    harms: set[str] = set()
    forces = _forces(lexicon)
    for sentence in doc.sentences:
        words = [t for t in doc.tokens[sentence.first : sentence.last] if t.pos in ("NOUN", "VERB")]
        beside = {t.lemma.lower() for t in words}
        harms |= {lemma for t in words if t.pos == "VERB" and _harms(lemma := t.lemma.lower(), lexicon)}
        for token in words:
            if token.dep in _DOERS and token.lemma.lower() in forces:  # "le virus a fait dix morts"
                told[-1]["DISASTER"] += 1
                told.setdefault(token.sent, Counter())["DISASTER"] += 1
                continue
            entry = _entry(token, beside, lexicon)
            if entry is None:
                continue
            votes += token.pos == "NOUN" and entry.action in _VOTES
            sports += entry.action in _SPORTS
            if entry.type in _CAUSES and not (token.pos == "VERB" and entry.action in _VICTIMS):
                told[-1][entry.type] += 1
                told.setdefault(token.sent, Counter())[entry.type] += 1
    return Causes(told, votes, sports, frozenset(harms))


def _forces(lexicon: Lexicon) -> frozenset[str]:
    """What does harm without intent, storms and diseases: the subjects that make a disaster of a verb of violence."""
    senses = (s for verb, found in lexicon.patterns.senses.items() if _harms(verb, lexicon) for s in found)
    likes = ((s, lexicon.verb(s.like)) for s in senses)
    told = (s.subjects for s, like in likes if like is not None and like.type == "DISASTER")
    return frozenset(word for words in told for word in words if not word.startswith("@"))


def _harms(lemma: str, lexicon: Lexicon) -> bool:
    """Is it violence, but for a sense in which a storm or a crash does it?"""
    entry = lexicon.verb(lemma)
    if entry is None or entry.type != "ASSAULT":
        return False
    others = (lexicon.verb(s.like) for s in lexicon.patterns.senses.get(lemma, ()))
    return any(other is not None and other.type == "DISASTER" for other in others)


def _entry(token: Token, beside: set[str], lexicon: Lexicon) -> NounEntry | VerbEntry | None:
    """What a plain word tells; verbs whose meaning is their company's are none ("frappé" by a blow or a storm)."""
    lemma = token.lemma.lower()
    if lemma in lexicon.casualties:
        return None
    if token.pos == "VERB":
        return None if lemma in lexicon.patterns.senses else lexicon.verb(lemma)
    like = next((s.like for s in lexicon.patterns.nouns.get(lemma, ()) if beside & s.beside), lemma)
    return lexicon.noun(like)


def decided(predicate: Predicate, kind: str, found: Causes, doer: bool) -> str:
    """The type that the causes told settle, else `kind` as it stands."""
    if kind == "COMPETE" and predicate.action in _CONTESTS and found.votes > 2 * found.sports:
        return "OFFICE"
    victims = predicate.casualty is not None or (predicate.kind == "verb" and predicate.action in _VICTIMS)
    victims = victims or (predicate.kind == "verb" and predicate.passive and predicate.lemma in found.harms)
    dies = predicate.action == "dies"
    if kind not in ("ASSAULT", "DISASTER", "LIFE") or doer or not (victims or dies):
        return kind
    if predicate.word and predicate.word != predicate.lemma:
        return kind
    near = found.told.get(predicate.token.sent, Counter())
    if len(near) == 1:
        return next(iter(near))
    whole = found.told[-1]
    if dies and not near and not (whole[_CAUSES[0]] or whole[_CAUSES[1]]):
        return "LIFE"
    if victims and not near:
        for cause, other in (_CAUSES, _CAUSES[::-1]):
            if whole[cause] > _TIMES * whole[other]:
                return cause
    return kind
