"""Which cluster does a pronoun take up? Candidates compete, as participants do for a predicate.

Features tell of agreement, distance, syntax and of who speaks; never of names. The weights are learned by
`training/train.py` from articles whose events name the participant that a pronoun stands for.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.annotate.doc import Token
from kg.extract.discourse import SUBJECTS, Cluster, Discourse, inverted, last_before, start, subject_of
from kg.extract.mentions import Phrase
from kg.ids import fold
from kg.lang import Lexicon

WINDOW = 4  # sentences back in which an antecedent is looked for
_KIND = {"PER": 1.5, "ORG": 0.5, "GROUP": 0.7, "GPE": 0.0}  # what pronouns take up
SOMEBODY = frozenset({"PER", "ORG", "GROUP"})
_MOST = 12  # candidates a pronoun, the nearest first
_VERBAL = ("VERB", "AUX", "ADJ")


@dataclass(frozen=True, slots=True)
class Option:
    """A cluster that a pronoun may mean; None: it means nothing that the article names."""

    cluster: Cluster | None
    features: list[str]


def line_up(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> list[Option]:
    """The empty choice and the clusters spoken of before, the nearest first."""
    token = talk.doc.tokens[phrase.head]
    verb = _verb(talk, token)
    entry = lexicon.verb(lexicon.lemma_fix(verb.text.lower(), verb.lemma.lower())) if verb is not None else None
    says = entry.klass.split(":")[0] if entry is not None else ""
    use = _use(phrase, token)
    made = [Option(None, [f"none|{use}", f"none|{use}|{fold(token.text).strip('-')}", f"none|{use}|{says}"])]
    of = lexicon.pronouns.get(fold(token.text), {}).get("of", "")
    near = [c for c in _near(talk, phrase) if not _barred(c, of, lexicon)]
    heavy = {c.index: n for n, c in enumerate(sorted(near, key=lambda c: (-len(c.phrases), c.index)))}
    likely = {c.index: salience(talk, c, phrase) + _KIND.get(c.label, -1.0) for c in near}
    order = {i: n for n, i in enumerate(sorted(likely, key=lambda i: (-likely[i], i)))}
    for rank, cluster in enumerate(near):
        f = _features(talk, phrase, cluster, use)
        kind = entry.type if entry is not None else ""
        label = cluster.label or "thing"
        f += [
            f"says={says}|{label}|{use}", f"type={kind}|{label}|{use}", f"recent={min(rank, 4)}|{use}",
            f"weight={min(heavy[cluster.index], 4)}|{use}",
        ]  # fmt: skip
        f += [f"salient={min(order[cluster.index], 4)}", f"salient={min(order[cluster.index], 4)}|{use}"]
        made.append(Option(cluster, f))
    return made


def latter(talk: Discourse, phrase: Phrase, options: list[Option], lexicon: Lexicon) -> Cluster | None:
    """What "ce dernier" or "celui-ci" takes up: who was named last, a person where it speaks.

    A place only where nobody else was; None for other pronouns.
    """
    known = lexicon.pronouns.get(fold(talk.doc.tokens[phrase.head].text), {})
    pointed = known.get("role") == "demonstrative"
    if phrase.kind != "pronoun" or (phrase.last - phrase.first < 2 and not pointed):
        return None
    near = [(_named_before(talk, c, phrase), c) for o in options if (c := o.cluster) is not None]
    near = [n for n in near if n[1] is not _telling(talk, phrase)]
    if phrase.plural:
        near = [
            n for n in near if n[1].plural or (n[0] >= 0 and talk.at_head[n[0]].plural)
        ] or near  # "ces derniers": a council only where no several are named
    near.sort(key=lambda n: (-n[0], n[1].index))
    verb = talk.doc.tokens[talk.doc.tokens[phrase.head].head]
    entry = lexicon.verb(lexicon.lemma_fix(verb.text.lower(), verb.lemma.lower()))
    says = entry is not None and entry.klass.startswith("communication")
    if pointed:
        acts = says or (entry is not None and entry.type in lexicon.patterns.people)
        found = _pointed_at(talk, phrase, [c for _, c in near], lexicon, acts)
        if found is not None or not says:
            return found
    if says and (met := _met(talk, near, phrase)) is not None:
        return met
    for wanted in (("PER",), SOMEBODY) if says and not phrase.plural else (SOMEBODY,):
        for _, cluster in near:
            if cluster.label in wanted or (cluster.named and cluster.label == "OTHER" and "ORG" in wanted):
                return cluster
    return near[0][1] if near else None


def _telling(talk: Discourse, phrase: Phrase) -> Cluster | None:
    """ "X a affirmé que ce dernier avait menti": who says it means somebody else."""
    token = talk.doc.tokens[phrase.head]
    verb = talk.doc.tokens[token.head]
    above = talk.doc.tokens[verb.head]
    subject = subject_of(talk, above) if token.dep in SUBJECTS and verb.dep == "ccomp" else None
    return talk.cluster(subject) if subject is not None and subject.head < phrase.head else None


def _met(talk: Discourse, near: list[tuple[int, Cluster]], phrase: Phrase) -> Cluster | None:
    """ "Le maire a reçu le parti. Ce dernier a remercié …": who was the object of the sentence before, named last."""
    tokens = talk.doc.tokens
    last, cluster = near[0] if near else (-1, None)
    if cluster is None or last < 0 or tokens[last].dep not in ("obj", "iobj") or phrase.sent - tokens[last].sent > 1:
        return None
    return cluster if cluster.label in (*SOMEBODY, "GPE") else None


def _pointed_at(talk: Discourse, phrase: Phrase, near: list[Cluster], lexicon: Lexicon, acts: bool) -> Cluster | None:
    """ "hit a lorry; it was empty" said with "celui-ci": the nearest noun, somebody or something, of its gender.

    Somebody only, where it does what only somebody does (`acts`).

    In "the driver of the lorry", of two that agree, it is the one on which the other hangs.
    """
    tokens = talk.doc.tokens
    for other in reversed([p for p in talk.phrases if p.head < phrase.head and p.kind != "pronoun"]):
        head = tokens[other.head]
        cluster = talk.cluster(other)
        new = cluster is None and other.kind == "nominal" and head.dep in (*SUBJECTS, "obj") and _like(other, phrase)
        fits = cluster in near and other.entry_kind != "adjective" if cluster is not None else new
        above = talk.at_head.get(head.head)
        inside = head.dep == "nmod" and above is not None and above.kind == "nominal" and _like(above, phrase)
        inside = inside and (not acts or (above is not None and above.label in SOMEBODY))
        somebody = (cluster.label if cluster is not None else other.label) in (*SOMEBODY, "GPE")
        told = other.gender or (cluster.gender if cluster is not None else "")
        unlike = bool(phrase.gender and told) and phrase.gender != told
        if acts and (not somebody or unlike or (other.kind == "name" and not told)):
            continue
        noun = head.pos in ("NOUN", "PROPN")
        town = other.label in ("GPE", "LOC") and not any(c.dep == "det" for c in talk.doc.children(head))
        far = phrase.sent - other.sent > 1
        if not fits or not noun or town or inside or far or lexicon.is_time_noun(head.lemma.lower()):
            continue
        return cluster or start(talk, other, other.label or "OTHER")
    return near[0] if near and not acts else None


def _like(other: Phrase, phrase: Phrase) -> bool:
    differs = phrase.gender and other.gender and phrase.gender != other.gender
    return other.plural == phrase.plural and not differs


def _named_before(talk: Discourse, cluster: Cluster, phrase: Phrase) -> int:
    """Where it was last named before the phrase, -1 where only pronouns and "is a …" stand for it."""
    told = (p.head for p in cluster.phrases if p.head < phrase.head and p.kind != "pronoun")
    return max((h for h in told if not any(c.dep == "cop" for c in talk.doc.children(talk.doc.tokens[h]))), default=-1)


def must_stand_for(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Is it a pronoun that means somebody named before: the subject of speech, or whose act an event noun is?"""
    token = talk.doc.tokens[phrase.head]
    above = talk.doc.tokens[token.head]
    if phrase.person != "3" or phrase.last - phrase.first != 1 or not lexicon.grammar.subject_relatives:
        return False
    if token.pos == "DET":
        return above.dep in SUBJECTS and lexicon.noun(above.lemma.lower()) is not None
    entry = lexicon.verb(lexicon.lemma_fix(above.text.lower(), above.lemma.lower()))
    return token.dep == "nsubj" and entry is not None and entry.klass.startswith("communication")


def _near(talk: Discourse, phrase: Phrase) -> list[Cluster]:
    """Clusters that may be meant, by their last mention before the phrase; in a quotation its speaker too."""
    found = []
    token = talk.doc.tokens[phrase.head]
    speakers = _speakers(talk, token, phrase.plural) if phrase.person == "1" else frozenset()
    teller = _teller(talk, token)
    for cluster in talk.clusters:
        last = last_before(cluster, phrase)
        if phrase.person == "1":
            if cluster.index not in speakers and (last < 0 or cluster.label not in ("ORG", "GPE", "GROUP")):
                continue
        elif (
            last < 0
            or (teller is not None and teller.entity == cluster.index)
            or phrase.sent - talk.doc.tokens[last].sent > WINDOW
            or _own_subject(talk, cluster, phrase)
            or not _agrees(cluster, phrase)
        ):
            continue
        found.append((-last, cluster.index, cluster))
    found.sort(key=lambda f: (f[1] not in speakers, f[0], f[1]))
    return [cluster for *_, cluster in found[:_MOST]]


def _teller(talk: Discourse, token: Token) -> Phrase | None:
    """Who never says "il" of themselves: the speaker of the quotation, where a sentence of it tells who that is."""
    teller = talk.speakers.get(token.quote) if token.quote >= 0 and token.dep in SUBJECTS else None
    if teller is None:
        return None
    sentence = talk.doc.sentences[teller.sent]
    beside = talk.doc.tokens[sentence.first : sentence.last]
    return teller if any(t.quote == token.quote for t in beside) else None


def _barred(cluster: Cluster, of: str, lexicon: Lexicon) -> bool:
    """May a pronoun that stands for a "person" or a "thing" (`of`) never mean it?

    Recognisers take persons for places, so only what the gazetteer knows, or a word like "council" names, is no person.
    """
    if of != "person":
        return of == "thing" and cluster.label == "PER"
    known = bool(cluster.key) or any(lexicon.is_org_noun(word) for words in cluster.words for word in words)
    known = known or (not cluster.named and any(lexicon.is_org_noun(h.rpartition(" ")[2]) for h in cluster.heads))
    return known and cluster.label in ("ORG", "GPE", "LOC")


def _speakers(talk: Discourse, token: Token, plural: bool) -> frozenset[int]:
    """Whom "je" or "nous" means when it is known who speaks."""
    speaker = talk.cluster(talk.speaker(token))
    if speaker is None:
        return frozenset()
    if plural and speaker.speaks_for >= 0:  # "nous" is the group one speaks for
        return frozenset({speaker.speaks_for})
    return frozenset({speaker.index})


def _agrees(cluster: Cluster, phrase: Phrase) -> bool:
    if phrase.gender and cluster.gender and phrase.gender != cluster.gender:
        return False
    return cluster.plural == phrase.plural or (phrase.plural and cluster.label in ("GROUP", "ORG"))


def _own_subject(talk: Discourse, cluster: Cluster, phrase: Phrase) -> bool:
    """An object pronoun is never its own verb's subject: "Paul lui répond", "Paul est venu et l'a vu"."""
    token = talk.doc.tokens[phrase.head]
    if token.dep in SUBJECTS or token.dep == "det":
        return False
    subject = subject_of(talk, talk.doc.tokens[token.head])
    return subject is not None and subject.entity == cluster.index


def _verb(talk: Discourse, token: Token) -> Token | None:
    """The verb that a pronoun is part of; for "son dispositif" the verb above the noun."""
    here = token
    for _ in range(3):
        above = talk.doc.tokens[here.head]
        if above.i == here.i:
            return None
        if above.pos in _VERBAL:
            return above
        here = above
    return None


def _use(phrase: Phrase, token: Token) -> str:
    """What the pronoun does in its clause."""
    number = "p" if phrase.plural else "s"
    if phrase.person == "1":
        return "first-" + number
    if token.pos == "DET":
        return "poss-" + number
    if token.dep in SUBJECTS:
        return ("inv-" if inverted(token) else "subj-") + number
    return ("obj-" if token.dep in ("obj", "iobj", "dep") else "other-") + number


def _features(talk: Discourse, phrase: Phrase, cluster: Cluster, use: str) -> list[str]:
    doc = talk.doc
    token = doc.tokens[phrase.head]
    label = cluster.label or "thing"
    gender = "same" if phrase.gender and cluster.gender else "open"
    number = "same" if phrase.plural == cluster.plural else "other"
    f = [
        f"label={label}|{use}", f"gender={gender}|{label}", f"number={number}|{label}|{use}",
        f"size={min(len(cluster.phrases), 5)}|{use}", f"named={cluster.named}|{use}|{label}",
        f"opens={_opens(cluster)}|{use}",
    ]  # fmt: skip
    if phrase.person == "1":
        return f + _spoken(talk, token, cluster, use)
    last = talk.at_head[last_before(cluster, phrase)]
    here = doc.tokens[last.head]
    gap = min(phrase.sent - last.sent, 3)
    part = "subj" if here.dep in SUBJECTS else here.dep.split(":")[0]
    f += [
        f"gap={gap}|{use}", f"part={part}|{min(gap, 1)}|{use}", f"last={last.kind}|{gap}|{use}",
        f"gap+label={gap}|{label}|{use}",
    ]  # fmt: skip
    if _main_subject(talk, cluster, phrase.sent - 1):
        f.append(f"was-subject|{use}")
    if _main_subject(talk, cluster, phrase.sent, before=phrase.head):
        f.append(f"is-subject|{use}")
    if doc.sentences[phrase.sent].paragraph != doc.sentences[last.sent].paragraph:
        f.append(f"other-paragraph|{use}")
    return f + _quoted(talk, phrase, cluster, last, use) + _chain(talk, phrase, cluster, use)


def _spoken(talk: Discourse, token: Token, cluster: Cluster, use: str) -> list[str]:
    """For "je" and "nous": is it the speaker, or whom the speaker stands for?"""
    speaker = talk.cluster(talk.speaker(token))
    if speaker is None:
        return [f"unknown-speaker|{use}|{cluster.label}"]
    if cluster.index == speaker.index:
        return [f"speaker|{use}", f"speaker|{use}|{cluster.label}", f"speaker|{use}|{speaker.speaks_for >= 0}"]
    if cluster.index == speaker.speaks_for:
        return [f"spoken-for|{use}", f"spoken-for|{use}|{cluster.label}"]
    return [f"bystander|{use}", f"bystander|{use}|{cluster.label}|{speaker.speaks_for >= 0}"]


def _quoted(talk: Discourse, phrase: Phrase, cluster: Cluster, last: Phrase, use: str) -> list[str]:
    """Who speaks seldom says "il" of themselves; who is told to have spoken goes on speaking."""
    doc = talk.doc
    quote, other = doc.tokens[phrase.head].quote, doc.tokens[last.head].quote
    f = [f"quotes={quote >= 0}|{'same' if quote == other else other >= 0}|{use}"]
    speaker = talk.cluster(talk.speakers.get(quote)) if quote >= 0 else None
    if speaker is not None and speaker.index == cluster.index:
        f.append(f"speaks-itself|{use}")
    before = [q for q, p in talk.speakers.items() if p.head < phrase.head]
    if before:
        spoke = talk.cluster(talk.speakers[max(before)])
        if spoke is not None and spoke.index == cluster.index:
            f.append(f"spoke-last|{use}|{any(p is phrase for p in talk.speakers.values())}")
    return f


def _chain(talk: Discourse, phrase: Phrase, cluster: Cluster, use: str) -> list[str]:
    """The last pronoun of the same form, and whom it meant."""
    word = fold(talk.doc.tokens[phrase.head].text).strip("-")
    for other in reversed([p for p in talk.phrases if p.kind == "pronoun" and p.head < phrase.head]):
        if fold(talk.doc.tokens[other.head].text).strip("-") == word:
            near = phrase.sent - other.sent <= 1
            return [f"chain={other.entity == cluster.index}|{near}|{use}"]
    return []


def _main_subject(talk: Discourse, cluster: Cluster, sent: int, before: int = 1 << 30) -> bool:
    return any(p.sent == sent and p.head < before and talk.doc.tokens[p.head].dep in SUBJECTS for p in cluster.phrases)


def _opens(cluster: Cluster) -> bool:
    """Is it spoken of in the article's first sentences?"""
    return min(p.sent for p in cluster.phrases) <= 1


def salience(talk: Discourse, cluster: Cluster, phrase: Phrase) -> float:
    """Salience: subjects of near sentences first, then how often it is spoken of."""
    weight = min(len(cluster.phrases), 6) * 0.15  # what the article is about
    for other in cluster.phrases:
        if other.head >= phrase.head:
            continue
        distance = phrase.sent - other.sent
        if distance <= WINDOW:
            token = talk.doc.tokens[other.head]
            value = 3.0 if token.dep in SUBJECTS else 1.2 if token.dep in ("obj", "obl:agent", "iobj") else 0.8
            if other.label in ("GPE", "LOC") and token.dep.startswith(("obl", "nmod")):
                value = 0.2  # where something happens
            weight += value * (1.0 if distance == 1 else 0.8 if distance == 0 else 0.3)
    return weight + (0.5 if cluster.named else 0.0)
