"""What coreference knows of one article: clusters of phrases, and who utters each quotation."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kg.annotate.doc import Doc, Token
from kg.extract.crossings import Values
from kg.extract.mentions import Phrase

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "expl:subj"})


@dataclass(slots=True, eq=False)
class Cluster:
    """Phrases that mean one thing."""

    index: int
    label: str
    key: str = ""  # gazetteer key
    gender: str = ""
    plural: bool = False
    phrases: list[Phrase] = field(default_factory=list)
    words: list[tuple[str, ...]] = field(default_factory=list)  # folded words of each of its names
    heads: dict[str, str] = field(default_factory=dict)  # role (`role_of`) -> whose ("chef" -> the cluster of "Otan")
    speaks_for: int = -1  # cluster of the organisation a person acts for
    members: tuple[int, ...] = ()  # the clusters of those whom "les deux hommes" means, see `pairs`
    at: list[int] = field(default_factory=list)  # heads of its phrases, in order of the text

    @property
    def named(self) -> bool:
        return bool(self.words)


@dataclass(frozen=True, slots=True)
class Card:
    """What a phrase tells of itself, whatever event it may take part in; see `participants`."""

    values: Values
    person: str | None
    size: str
    event: bool  # does its noun tell an event?
    inert: bool


class Readings(dict[int, list[str]]):
    """Head token of a phrase -> names of the readings that tie it to a predicate; never changed once it is made."""

    @cached_property
    def heads(self) -> Mapping[str, Sequence[int]]:
        """Reading, whatever the verb above asks of it ("xcomp-subj:told") -> heads, in order of the text."""
        found: dict[str, list[int]] = {}
        for head in sorted(self):
            for name in dict.fromkeys(n.partition(":")[0] for n in self[head]):
                found.setdefault(name, []).append(head)
        return found


@dataclass(slots=True, eq=False)
class Discourse:
    """What coreference knows of one article: clusters, and who utters each quotation."""

    doc: Doc
    phrases: list[Phrase]
    clusters: list[Cluster] = field(default_factory=list)
    at_head: dict[int, Phrase] = field(default_factory=dict)  # head token -> its phrase
    speakers: dict[int, Phrase] = field(default_factory=dict)  # quotation -> phrase of its speaker
    turns: dict[int, Phrase] = field(default_factory=dict)  # sentence of a transcript -> phrase of its speaker
    titles: frozenset[str] = frozenset()
    cabinet: frozenset[str] = frozenset()  # roles whose complement is a matter and no body: "ministre"
    legal: frozenset[str] = frozenset()  # folded forms of companies behind their names: "sa"
    joints: frozenset[str] = frozenset()  # what joins the last member of a list
    examples: frozenset[str] = frozenset()  # what opens a list of examples: "comme"
    articled: bool = False  # no noun of one person stands in a list without its article
    words: dict[int, frozenset[str]] = field(default_factory=dict)  # phrase head -> its folded content words
    salient: dict[int, list[Phrase]] = field(default_factory=dict)  # sentence -> actors before it, the heaviest first
    rows: dict[int, tuple[list[Phrase], list[int]]] = field(default_factory=dict)  # see `row`
    cards: dict[int, Card] = field(default_factory=dict)  # phrase head -> what it tells as a participant
    former: frozenset[str] = frozenset()  # "ancien": before a role that somebody had
    contest: bool = False  # a report of sport, where "Paris" is a club and not a state

    def speaker(self, token: Token) -> Phrase | None:
        """Who says a word: the speaker of its quotation, or whose turn it is in a transcript."""
        return self.speakers.get(token.quote) if token.quote >= 0 else self.turns.get(token.sent)

    def row(self, sent: int) -> tuple[list[Phrase], list[int]]:
        """The phrases of a sentence and its finite verbs, in order of the text; asked for by each of its events."""
        found = self.rows.get(sent)
        if found is None:
            sentence = self.doc.sentences[sent]
            heads = range(sentence.first, sentence.last)
            finite = [i for i in heads if self.doc.tokens[i].morph.get("VerbForm") == "Fin"]
            found = self.rows[sent] = [self.at_head[i] for i in heads if i in self.at_head], finite
        return found

    def cluster(self, phrase: Phrase | None) -> Cluster | None:
        return self.clusters[phrase.entity] if phrase is not None and phrase.entity >= 0 else None


def start(talk: Discourse, phrase: Phrase, label: str) -> Cluster:
    """A new cluster, with its first phrase."""
    cluster = Cluster(len(talk.clusters), label, gender=phrase.gender, plural=phrase.plural)
    talk.clusters.append(cluster)
    add(cluster, phrase)
    return cluster


def add(cluster: Cluster, phrase: Phrase) -> None:
    """Put a phrase into a cluster, which takes gender and label from it where it has none."""
    phrase.entity = cluster.index
    cluster.phrases.append(phrase)
    insort(cluster.at, phrase.head)
    if not cluster.gender and phrase.kind != "pronoun":
        cluster.gender = phrase.gender
    if not cluster.label:
        cluster.label = phrase.label


def role_of(talk: Discourse, phrase: Phrase) -> str:
    """The head noun of a role, as a key; "l'ancien président" has another role than "le président"."""
    head = talk.doc.tokens[phrase.head]
    joined = talk.doc.tokens[head.i - 1] if head.i else head
    if joined.text == "-" and joined.head == head.i:  # "secretary-general" is no general
        return f"{talk.doc.tokens[head.i - 2].text.lower()}-{head.lemma.lower()}"
    lemma = plain(talk, head)
    past = any(c.dep == "amod" and c.lemma.lower() in talk.former for c in talk.doc.children(head))
    return f"former {lemma}" if past or lemma != head.lemma.lower() else lemma


def plain(talk: Discourse, noun: Token) -> str:
    """The lemma of a noun without what tells that it is past: "ministre" for "ex-ministre"."""
    before, mark, lemma = noun.lemma.lower().partition("-")
    return lemma if mark and before in talk.former and lemma else noun.lemma.lower()


def last_before(cluster: Cluster, phrase: Phrase) -> int:
    """Head of the last phrase of a cluster before another phrase, -1 when there is none."""
    before = bisect_left(cluster.at, phrase.head)
    return cluster.at[before - 1] if before else -1


def name_at(talk: Discourse, i: int) -> Phrase | None:
    """The name that a token is part of."""
    return next((p for p in talk.phrases if p.kind == "name" and p.name[0] <= i < p.name[1]), None)


def inverted(token: Token) -> bool:
    """A clitic subject behind its verb: "a-t-il dit", "dit-elle"."""
    return token.text[0] == "-" or token.i > token.head


def subject_of(talk: Discourse, verb: Token) -> Phrase | None:
    """The phrase that is a finite verb's subject in the parse, its own or the one it shares by coordination."""
    doc, seen = talk.doc, set()
    while verb.i not in seen:
        seen.add(verb.i)
        for child in doc.children(verb):
            if child.dep in SUBJECTS:
                if child.dep == "expl:subj" and not inverted(child):
                    continue
                phrase = talk.at_head.get(child.i) or name_at(talk, child.i)
                if phrase is not None:
                    return phrase
        if verb.dep not in ("conj", "xcomp", "advcl", "parataxis"):
            return None
        verb = doc.tokens[verb.head]
    return None
