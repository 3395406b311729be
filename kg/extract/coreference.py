"""Noun phrases -> clusters: which of them speak of the same thing, inside one article.

Four sieves, the surest first (after Lee et al. 2013, "Deterministic coreference resolution based on
entity-centric, precision-ranked rules"): names, roles beside names, common nouns, pronouns. Pronouns are
chosen by evidence (agreement, distance, whether the candidate was a subject) instead of the nearest match.
"""

from __future__ import annotations

from kg.annotate.doc import Doc, Token
from kg.extract.discourse import SUBJECTS, Cluster, Discourse, add, inverted, last_before, start
from kg.extract.mentions import Phrase
from kg.extract.naming import join_name, join_roles, remember
from kg.extract.speech import find_speakers, join_first_person
from kg.ids import fold
from kg.lang import Lexicon

_WINDOW = 3  # sentences back in which a pronoun's antecedent is looked for
_KIND = {"PER": 1.5, "ORG": 0.5, "GROUP": 0.7, "GPE": 0.0}  # what pronouns take up


def resolve(doc: Doc, phrases: list[Phrase], lexicon: Lexicon) -> Discourse:
    """Group the phrases of an article; sets `Phrase.entity` to the index of its cluster."""
    talk = Discourse(
        doc, phrases, at_head={p.head: p for p in phrases}, titles=lexicon.titles, contest=_contest(doc, lexicon)
    )
    for phrase in phrases:
        if phrase.kind == "name":
            join_name(talk, phrase)
    join_roles(talk, lexicon)
    for phrase in phrases:
        if phrase.kind == "nominal" and phrase.entity < 0:
            _join_nominal(talk, phrase, lexicon)
        elif phrase.kind == "pronoun":
            _join_pronoun(talk, phrase, lexicon)
    find_speakers(talk, lexicon)
    for phrase in phrases:
        if phrase.kind == "pronoun" and phrase.person == "1":
            join_first_person(talk, phrase)
    return talk


def _contest(doc: Doc, lexicon: Lexicon) -> bool:
    """Is the article a report of sport? Its words of winning and losing then outnumber those of speech."""
    found = [
        lexicon.verb(t.lemma.lower()) or lexicon.noun(t.lemma.lower()) for t in doc.tokens if t.pos in ("VERB", "NOUN")
    ]
    contests = sum(e is not None and e.type == "COMPETE" for e in found)
    return contests >= 3 and contests >= sum(e is not None and e.klass.startswith("communication") for e in found)


def _join_nominal(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> None:
    """A definite phrase may take up an earlier thing: the same role, the same head noun, or a hypernym."""
    head = talk.doc.tokens[phrase.head]
    lemma = head.lemma.lower()
    before = [c for c in talk.clusters if c.phrases[0].head < phrase.head or last_before(c, phrase) >= 0]
    best: Cluster | None = None
    if phrase.definite and phrase.label == "PER" and not phrase.plural:
        best = _same_role(talk, phrase, lemma, before, lexicon)
    if best is None and phrase.definite:
        best = _same_head(talk, phrase, lemma, before)
    if best is None and phrase.definite and not phrase.plural:
        best = _hypernym(talk, phrase, lemma, before, lexicon)
    if best is not None:
        add(best, phrase)
    elif phrase.label or phrase.definite or head.dep in SUBJECTS:
        cluster = start(talk, phrase, phrase.label or "OTHER")
        remember(talk, cluster, phrase)


def _complement(talk: Discourse, phrase: Phrase) -> str:
    probe = Cluster(-1, "")
    remember(talk, probe, phrase)
    return next(iter(probe.heads.values()), "")


def _same_role(talk: Discourse, phrase: Phrase, lemma: str, before: list[Cluster], lexicon: Lexicon) -> Cluster | None:
    complement = _complement(talk, phrase)
    for cluster in sorted(before, key=lambda c: -last_before(c, phrase)):
        if cluster.label != "PER":
            continue
        for head, known in cluster.heads.items():
            same = head == lemma and (not complement or not known or complement == known)
            # "le chef de l'Otan" for its "secrétaire général": another word, but the same organisation
            same = same or (bool(complement) and complement == known and lexicon.is_role(head) and cluster.named)
            if same:
                return cluster
    return None


def _same_head(talk: Discourse, phrase: Phrase, lemma: str, before: list[Cluster]) -> Cluster | None:
    """Take up the same head noun: "les otages" after "5 000 otages". A new complement makes a new thing."""
    doc = talk.doc
    text = fold(doc.tokens[phrase.head].text)
    extra = _content(talk, phrase) - {text}
    for cluster in sorted(before, key=lambda c: -last_before(c, phrase)):
        if cluster.label == "PER" and phrase.label != "PER":
            continue
        for other in cluster.phrases:
            if other.kind == "pronoun" or other.head >= phrase.head or other.plural != phrase.plural:
                continue
            known = _content(talk, other)
            same = doc.tokens[other.head].lemma.lower() == lemma or (other.kind == "name" and text in known)
            if same and extra <= known and (phrase.label in ("", cluster.label) or cluster.label in ("", "OTHER")):
                return cluster
    return None


def _content(talk: Discourse, phrase: Phrase) -> frozenset[str]:
    known = talk.words.get(phrase.head)
    if known is None:
        tokens = talk.doc.tokens[phrase.first : phrase.last]
        known = frozenset(fold(t.text) for t in tokens if t.pos in ("NOUN", "PROPN", "ADJ") and len(t.text) > 1)
        talk.words[phrase.head] = known
    return known


def _hypernym(talk: Discourse, phrase: Phrase, lemma: str, before: list[Cluster], lexicon: Lexicon) -> Cluster | None:
    """ "le pays", "cette organisation": the last named thing of that kind, when nothing else is said of it."""
    kinds = lexicon.hypernyms.get(lemma)
    if not kinds or phrase.last - phrase.first > 2 or _complement(talk, phrase):
        return None
    near = [c for c in before if c.named and c.label in kinds and _near(talk, c, phrase)]
    return max(near, key=lambda c: (_weight(talk, c, phrase), c.index), default=None)


def _near(talk: Discourse, cluster: Cluster, phrase: Phrase) -> bool:
    last = last_before(cluster, phrase)
    return last >= 0 and phrase.sent - talk.doc.tokens[last].sent <= _WINDOW


def _join_pronoun(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> None:
    token = talk.doc.tokens[phrase.head]
    if phrase.person != "3" or _impersonal(token, lexicon):
        return
    best, score = None, 0.0
    for cluster in talk.clusters:
        value = _fits(talk, cluster, phrase)
        if value > score:
            best, score = cluster, value
    if best is not None:
        add(best, phrase)


def _impersonal(token: Token, lexicon: Lexicon) -> bool:
    """No antecedent: "il faut", "il y a", "ce", "on". An inverted clitic ("a-t-il dit") is a true subject."""
    word = fold(token.text).strip("-")
    if (
        token.morph.get("PronType") in ("Ind", "Int")
        or token.morph.get("Reflex") == "Yes"
        or word in lexicon.impersonal
    ):
        return True
    if lexicon.pronouns.get(word, {}).get("role") == "reflexive":
        return True
    return token.dep == "expl:subj" and not inverted(token)


def _fits(talk: Discourse, cluster: Cluster, phrase: Phrase) -> float:
    """Evidence that a pronoun means this cluster; 0 or less: it cannot."""
    last = last_before(cluster, phrase)
    if last < 0 or _own_subject(talk, cluster, phrase):
        return 0.0
    distance = phrase.sent - talk.doc.tokens[last].sent
    if distance > _WINDOW:
        return 0.0
    if cluster.plural != phrase.plural and not (phrase.plural and cluster.label in ("GROUP",)):
        return 0.0
    if phrase.gender and cluster.gender and phrase.gender != cluster.gender:
        return 0.0
    person = cluster.label in ("PER", "GROUP", "ORG", "GPE")
    if not person and (not phrase.gender or not cluster.gender or cluster.label == "LOC"):
        return 0.0
    return _weight(talk, cluster, phrase) + _KIND.get(cluster.label, -1.0)


def _own_subject(talk: Discourse, cluster: Cluster, phrase: Phrase) -> bool:
    """An object pronoun is never its own verb's subject: "Paul lui répond"."""
    token = talk.doc.tokens[phrase.head]
    if token.dep in SUBJECTS or token.dep == "det":
        return False
    verbs = {token.head}
    return any(
        talk.doc.tokens[p.head].dep in SUBJECTS and talk.doc.tokens[p.head].head in verbs for p in cluster.phrases
    )


def _weight(talk: Discourse, cluster: Cluster, phrase: Phrase) -> float:
    """Salience: subjects of near sentences first, then how often it is spoken of."""
    weight = min(len(cluster.phrases), 6) * 0.15  # what the article is about
    for other in cluster.phrases:
        if other.head >= phrase.head:
            continue
        distance = phrase.sent - other.sent
        if distance <= _WINDOW:
            token = talk.doc.tokens[other.head]
            value = 3.0 if token.dep in SUBJECTS else 1.2 if token.dep in ("obj", "obl:agent", "iobj") else 0.8
            if other.label in ("GPE", "LOC") and token.dep.startswith(("obl", "nmod")):
                value = 0.2  # where something happens
            weight += value * (1.0 if distance == 1 else 0.8 if distance == 0 else 0.3)
    return weight + (0.5 if cluster.named else 0.0)
