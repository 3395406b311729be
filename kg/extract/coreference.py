"""Noun phrases -> clusters: which of them speak of the same thing, inside one article.

Four sieves, the surest first (after Lee et al. 2013, "Deterministic coreference resolution based on
entity-centric, precision-ranked rules"): names, roles beside names, common nouns, pronouns. Pronouns are
chosen by evidence (agreement, distance, whether the candidate was a subject) instead of the nearest match.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.annotate.doc import Doc, Token
from kg.extract.mentions import Phrase
from kg.ids import fold
from kg.lang import Lexicon

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "expl:subj"})
_WINDOW = 3  # sentences back in which a pronoun's antecedent is looked for
_KIND = {"PER": 1.5, "ORG": 0.5, "GROUP": 0.7, "GPE": 0.0}  # what pronouns take up


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
    heads: dict[str, str] = field(default_factory=dict)  # head noun -> folded complement ("chef" -> "otan")
    speaks_for: int = -1  # cluster of the organisation a person acts for

    @property
    def named(self) -> bool:
        return bool(self.words)


@dataclass(slots=True, eq=False)
class Discourse:
    """What coreference knows of one article: clusters, and who utters each quotation."""

    doc: Doc
    phrases: list[Phrase]
    clusters: list[Cluster] = field(default_factory=list)
    at_head: dict[int, Phrase] = field(default_factory=dict)  # head token -> its phrase
    speakers: dict[int, Phrase] = field(default_factory=dict)  # quotation -> phrase of its speaker
    titles: frozenset[str] = frozenset()

    def cluster(self, phrase: Phrase | None) -> Cluster | None:
        return self.clusters[phrase.entity] if phrase is not None and phrase.entity >= 0 else None


def resolve(doc: Doc, phrases: list[Phrase], lexicon: Lexicon) -> Discourse:
    """Group the phrases of an article; sets `Phrase.entity` to the index of its cluster."""
    talk = Discourse(doc, phrases, at_head={p.head: p for p in phrases}, titles=lexicon.titles)
    for phrase in phrases:
        if phrase.kind == "name":
            _join_name(talk, phrase)
    _roles(talk, lexicon)
    for phrase in phrases:
        if phrase.kind == "nominal" and phrase.entity < 0:
            _join_nominal(talk, phrase, lexicon)
        elif phrase.kind == "pronoun":
            _join_pronoun(talk, phrase)
    _speakers(talk, lexicon)
    for phrase in phrases:
        if phrase.kind == "pronoun" and phrase.person == "1":
            _first_person(talk, phrase)
    return talk


# --- names -----------------------------------------------------------------------------------------------------


def _new(talk: Discourse, phrase: Phrase, label: str) -> Cluster:
    cluster = Cluster(len(talk.clusters), label, gender=phrase.gender, plural=phrase.plural)
    talk.clusters.append(cluster)
    _add(cluster, phrase)
    return cluster


def _add(cluster: Cluster, phrase: Phrase) -> None:
    phrase.entity = cluster.index
    cluster.phrases.append(phrase)
    if not cluster.gender and phrase.kind != "pronoun":
        cluster.gender = phrase.gender
    if not cluster.label:
        cluster.label = phrase.label


def _name_words(talk: Discourse, phrase: Phrase) -> tuple[str, ...]:
    words = (fold(t.text) for t in talk.doc.tokens[slice(*phrase.name)] if any(c.isalnum() for c in t.text))
    return tuple(w for w in words if w not in talk.titles)


def _join_name(talk: Discourse, phrase: Phrase) -> None:
    words = _name_words(talk, phrase)
    key = _entry_key(talk, phrase)
    match = next((c for c in talk.clusters if (key and c.key == key) or (not key and _same_name(c, phrase, words))), None)
    if match is None:
        match = _new(talk, phrase, _label_of(phrase))
        match.key = key
    else:
        _add(match, phrase)
    if words and words not in match.words:
        match.words.append(words)


def _label_of(phrase: Phrase) -> str:
    return phrase.entry.type if phrase.entry is not None and phrase.entry_kind != "people" else phrase.label


def _entry_key(talk: Discourse, phrase: Phrase) -> str:
    """Gazetteer key; a capital or seat that acts is the state, one where something takes place is the town."""
    entry = phrase.entry
    if entry is None:
        return ""
    if phrase.entry_kind in ("capital", "seat") and entry.seat_of:
        head = talk.doc.tokens[phrase.head]
        if phrase.entry_kind == "seat" or head.dep in (*_SUBJECTS, "obl:agent", "iobj", "obj"):
            return entry.seat_of
        if head.dep == "conj" and talk.doc.tokens[head.head].dep in (*_SUBJECTS, "obl:agent"):
            return entry.seat_of
        case = {fold(t.text) for t in talk.doc.children(head) if t.dep == "case"}
        if case & {"avec", "contre", "entre", "envers", "with", "against", "between"}:
            return entry.seat_of
    return entry.key


def _same_name(cluster: Cluster, phrase: Phrase, words: tuple[str, ...]) -> bool:
    if len(words) == 1 and phrase.label != "PER" and cluster.label in ("ORG", "GROUP"):
        # "l'Alliance" after "l'Alliance transatlantique": the head of a longer name
        if any(len(known) > 1 and known[0] == words[0] and len(words[0]) > 4 for known in cluster.words):
            return True
    if cluster.key or not words:
        return False
    if words in cluster.words:
        return True
    label = phrase.label
    for known in cluster.words:
        if label == "PER" or cluster.label == "PER":
            # "Stoltenberg" is "Jens Stoltenberg": a whole surname, at the end of the longer name
            short, long = sorted((words, known), key=len)
            if label in ("PER", "OTHER", cluster.label) and len(short[-1]) > 2 and long[-len(short) :] == short:
                return True
        elif (len(words) == 1 and len(known) > 1 and words[0].upper() == _initials(known)) or (len(known) == 1 and len(words) > 1 and known[0].upper() == _initials(words)):
            return True
    return False


def _initials(words: tuple[str, ...]) -> str:
    return "".join(w[0] for w in words if len(w) > 3 or w.isupper()).upper()


# --- roles -----------------------------------------------------------------------------------------------------


def _roles(talk: Discourse, lexicon: Lexicon) -> None:
    """A role noun beside a person's name ("le ministre X", "X, chef de Y", "X est président de Y") is that person."""
    for phrase in talk.phrases:
        if phrase.kind != "nominal":
            continue
        name = _name_beside(talk, phrase, lexicon)
        if name is not None and name.entity >= 0:
            cluster = talk.clusters[name.entity]
            _add(cluster, phrase)
            _remember(talk, cluster, phrase)
            if phrase.gender:
                cluster.gender = phrase.gender


def _name_beside(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> Phrase | None:
    doc = talk.doc
    head = doc.tokens[phrase.head]
    role = phrase.label == "PER"
    for child in doc.children(head):  # "le secrétaire général de l'Otan, Jens Stoltenberg"
        if child.dep in ("appos", "flat:name", "nmod", "compound", "flat") and child.i > head.i:
            other = talk.at_head.get(child.i) or _name_at(talk, child.i)
            if other is None or other.kind != "name":
                continue
            marked = any(t.dep == "case" for t in doc.children(child))
            compatible = other.label == "PER" if role else child.dep == "appos" and other.label != "PER"
            if not marked and compatible and child.i - phrase.last <= 3:
                return other
    above = doc.tokens[head.head]
    other = talk.at_head.get(above.i)
    if head.dep in ("appos", "compound") and other is not None and other.kind == "name":
        if (other.label == "PER") == role and 0 < abs(phrase.first - other.last) <= 3:
            return other
    if head.i != above.i and head.dep == "nsubj":  # "le président est X" is rare; "X est président" below
        return None
    if any(t.dep == "cop" for t in doc.children(head)) and role:  # "X est président de Y"
        subject = next((talk.at_head.get(t.i) for t in doc.children(head) if t.dep == "nsubj"), None)
        return subject if subject is not None and subject.kind == "name" and subject.label == "PER" else None
    # the parser often loses the apposition: a role, then a comma or nothing, then a person's name
    following = _phrase_from(talk, phrase.last, lexicon) if role else None
    return following if following is not None and following.label == "PER" else None


def _name_at(talk: Discourse, i: int) -> Phrase | None:
    return next((p for p in talk.phrases if p.kind == "name" and p.name[0] <= i < p.name[1]), None)


def _phrase_from(talk: Discourse, i: int, lexicon: Lexicon) -> Phrase | None:
    tokens = talk.doc.tokens
    if i < len(tokens) and tokens[i].text == ",":
        i += 1
    if i < len(tokens) and fold(tokens[i].text) in lexicon.titles:
        i += 1
    return _name_at(talk, i) if i < len(tokens) and tokens[i - 1].sent == tokens[i].sent else None


def _remember(talk: Discourse, cluster: Cluster, phrase: Phrase) -> None:
    doc = talk.doc
    head = doc.tokens[phrase.head]
    complement = ""
    for child in doc.subtree(head):
        other = talk.at_head.get(child.i)
        if child.i != head.i and phrase.first <= child.i < phrase.last and other is not None and other.kind == "name":
            if other.entity >= 0 and other.label != "PER":
                complement = str(other.entity)
                cluster.speaks_for = other.entity
                break
    if not complement and phrase.modifiers:
        country = next((c for c in talk.clusters if c.key == phrase.modifiers[0].key), None)
        if country is not None:
            complement = str(country.index)
            cluster.speaks_for = country.index
    cluster.heads.setdefault(head.lemma.lower(), complement)


# --- common nouns ----------------------------------------------------------------------------------------------


def _join_nominal(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> None:
    """A definite phrase may take up an earlier thing: the same role, the same head noun, or a hypernym."""
    head = talk.doc.tokens[phrase.head]
    lemma = head.lemma.lower()
    before = [c for c in talk.clusters if any(p.head < phrase.head for p in c.phrases)]
    best: Cluster | None = None
    if phrase.definite and phrase.label == "PER" and not phrase.plural:
        best = _same_role(talk, phrase, lemma, before, lexicon)
    if best is None and phrase.definite:
        best = _same_head(talk, phrase, lemma, before)
    if best is None and phrase.definite and not phrase.plural:
        best = _hypernym(talk, phrase, lemma, before, lexicon)
    if best is not None:
        _add(best, phrase)
    elif phrase.label or phrase.definite:
        cluster = _new(talk, phrase, phrase.label or "OTHER")
        _remember(talk, cluster, phrase)


def _complement(talk: Discourse, phrase: Phrase) -> str:
    probe = Cluster(-1, "")
    _remember(talk, probe, phrase)
    return next(iter(probe.heads.values()), "")


def _same_role(
    talk: Discourse, phrase: Phrase, lemma: str, before: list[Cluster], lexicon: Lexicon
) -> Cluster | None:
    complement = _complement(talk, phrase)
    for cluster in sorted(before, key=lambda c: -_last_before(c, phrase)):
        if cluster.label != "PER":
            continue
        for head, known in cluster.heads.items():
            same = head == lemma and (not complement or not known or complement == known)
            # "le chef de l'Otan" for its "secrétaire général": another word, but the same organisation
            same = same or (bool(complement) and complement == known and lexicon.is_role(head) and cluster.named)
            if same:
                return cluster
    return None


def _last_before(cluster: Cluster, phrase: Phrase) -> int:
    return max((p.head for p in cluster.phrases if p.head < phrase.head), default=-1)


def _same_head(talk: Discourse, phrase: Phrase, lemma: str, before: list[Cluster]) -> Cluster | None:
    """"l'Alliance" after "l'Alliance atlantique", "les otages" after "5 000 otages"; a new complement is a new thing."""
    doc = talk.doc
    text = fold(doc.tokens[phrase.head].text)
    extra = _content(doc, phrase) - {text}
    for cluster in sorted(before, key=lambda c: -_last_before(c, phrase)):
        if cluster.label == "PER" and phrase.label != "PER":
            continue
        for other in cluster.phrases:
            if other.kind == "pronoun" or other.head >= phrase.head or other.plural != phrase.plural:
                continue
            known = _content(doc, other)
            same = doc.tokens[other.head].lemma.lower() == lemma or (other.kind == "name" and text in known)
            if same and extra <= known and (phrase.label in ("", cluster.label) or cluster.label in ("", "OTHER")):
                return cluster
    return None


def _content(doc: Doc, phrase: Phrase) -> frozenset[str]:
    return frozenset(
        fold(t.text) for t in doc.tokens[phrase.first : phrase.last] if t.pos in ("NOUN", "PROPN", "ADJ") and len(t.text) > 1
    )


def _hypernym(talk: Discourse, phrase: Phrase, lemma: str, before: list[Cluster], lexicon: Lexicon) -> Cluster | None:
    """"le pays", "cette organisation": the last named thing of that kind, when nothing else is said of it."""
    kinds = lexicon.hypernyms.get(lemma)
    if not kinds or phrase.last - phrase.first > 2 or _complement(talk, phrase):
        return None
    near = [c for c in before if c.named and c.label in kinds and _near(talk, c, phrase)]
    return max(near, key=lambda c: (_weight(talk, c, phrase), c.index), default=None)


def _near(talk: Discourse, cluster: Cluster, phrase: Phrase) -> bool:
    last = _last_before(cluster, phrase)
    return last >= 0 and phrase.sent - talk.doc.tokens[last].sent <= _WINDOW


# --- pronouns --------------------------------------------------------------------------------------------------


def _join_pronoun(talk: Discourse, phrase: Phrase) -> None:
    token = talk.doc.tokens[phrase.head]
    if phrase.person != "3" or _impersonal(talk.doc, token):
        return
    best, score = None, 0.0
    for cluster in talk.clusters:
        value = _fits(talk, cluster, phrase)
        if value > score:
            best, score = cluster, value
    if best is not None:
        _add(best, phrase)


def _impersonal(doc: Doc, token: Token) -> bool:
    """"il faut", "il y a", "ce", "on": no antecedent. An inverted clitic ("a-t-il dit") is a true subject."""
    word = fold(token.text).strip("-")
    if token.morph.get("PronType") in ("Ind", "Int") or word in ("on", "ce", "c'", "cela", "ca", "y", "en", "t", "it"):
        return True
    if token.morph.get("Reflex") == "Yes" or word in ("se", "s'"):
        return True
    return token.dep == "expl:subj" and not inverted(token)


def inverted(token: Token) -> bool:
    """A clitic subject behind its verb: "a-t-il dit", "dit-elle"."""
    return token.text[0] == "-" or token.i > token.head


def _fits(talk: Discourse, cluster: Cluster, phrase: Phrase) -> float:
    """Evidence that a pronoun means this cluster; 0 or less: it cannot."""
    last = _last_before(cluster, phrase)
    if last < 0:
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


def _weight(talk: Discourse, cluster: Cluster, phrase: Phrase) -> float:
    """Salience: subjects of near sentences first, then how often it is spoken of."""
    weight = min(len(cluster.phrases), 6) * 0.15  # what the article is about
    for other in cluster.phrases:
        if other.head >= phrase.head:
            continue
        distance = phrase.sent - other.sent
        if distance <= _WINDOW:
            token = talk.doc.tokens[other.head]
            value = 3.0 if token.dep in _SUBJECTS else 1.2 if token.dep in ("obj", "obl:agent", "iobj") else 0.8
            if other.label in ("GPE", "LOC") and token.dep.startswith(("obl", "nmod")):
                value = 0.2  # where something happens
            weight += value * (1.0 if distance == 1 else 0.8 if distance == 0 else 0.3)
    return weight + (0.5 if cluster.named else 0.0)


# --- quotations ------------------------------------------------------------------------------------------------


def _speakers(talk: Discourse, lexicon: Lexicon) -> None:
    """The speaker of a quotation: the subject of the verb it hangs under, the noun of "selon X", or, for one that
    stands alone, the speaker of the quotation before it in the same paragraph.
    """
    doc = talk.doc
    members: dict[int, list[Token]] = {}
    for token in doc.tokens:
        if token.quote >= 0:
            members.setdefault(token.quote, []).append(token)
    for quote in sorted(members):
        inside = {t.i for t in members[quote]}
        for token in members[quote]:
            if token.head in inside and token.head != token.i:
                continue
            speaker = _reporter(talk, token, inside, lexicon)
            if speaker is not None and speaker.head not in inside:
                talk.speakers[quote] = speaker
                break
        else:
            before = talk.speakers.get(quote - 1)
            here = doc.sentences[members[quote][0].sent].paragraph
            if before is not None and doc.sentences[before.sent].paragraph == here:
                talk.speakers[quote] = before


def _reporter(talk: Discourse, token: Token, inside: set[int], lexicon: Lexicon) -> Phrase | None:
    """The nearest reporting verb above a quotation's root, and its subject."""
    doc = talk.doc
    here = token
    for _ in range(5):
        if here.head == here.i:
            break
        here = doc.tokens[here.head]
        if here.i in inside or here.pos not in ("VERB", "AUX", "NOUN", "ADJ"):
            continue
        entry = lexicon.verb(lexicon.lemma_fix(here.text.lower(), here.lemma.lower()))
        if (token.dep == "quote" and token.head == here.i) or (entry is not None and entry.klass.startswith("communication")):
            found = subject_of(talk, here)
            if found is not None:
                return found
    sentence = doc.sentences[token.sent]
    for phrase in talk.phrases:  # "selon M. Stoltenberg"
        if sentence.first <= phrase.head < sentence.last and phrase.head not in inside and cites(doc, phrase, lexicon):
            return phrase
    return None


def cites(doc: Doc, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Is the phrase marked as a source: "selon X", "d'après X", "according to X"?"""
    words = [fold(t.text) for t in doc.tokens[max(0, phrase.first - 3) : phrase.first]]
    return any(" ".join(words[k:]).replace("' ", "'") in lexicon.citing for k in range(len(words)))


def subject_of(talk: Discourse, verb: Token) -> Phrase | None:
    """The phrase that is a finite verb's subject in the parse, its own or the one it shares by coordination."""
    doc, seen = talk.doc, set()
    while verb.i not in seen:
        seen.add(verb.i)
        for child in doc.children(verb):
            if child.dep in _SUBJECTS:
                if child.dep == "expl:subj" and not inverted(child):
                    continue
                phrase = talk.at_head.get(child.i) or _name_at(talk, child.i)
                if phrase is not None:
                    return phrase
        if verb.dep not in ("conj", "xcomp", "advcl", "parataxis"):
            return None
        verb = doc.tokens[verb.head]
    return None


def _first_person(talk: Discourse, phrase: Phrase) -> None:
    """"je" is the speaker; "nous" the group that the speaker speaks for."""
    quote = talk.doc.tokens[phrase.head].quote
    speaker = talk.cluster(talk.speakers.get(quote)) if quote >= 0 else None
    if speaker is None:
        return
    group = speaker.speaks_for if phrase.plural and speaker.label == "PER" else -1
    _add(talk.clusters[group] if group >= 0 else speaker, phrase)
