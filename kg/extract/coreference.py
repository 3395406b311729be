"""Noun phrases -> clusters: which of them speak of the same thing, inside one article.

Four sieves, the surest first (after Lee et al. 2013, "Deterministic coreference resolution based on
entity-centric, precision-ranked rules"): names, roles beside names, common nouns, pronouns. Pronouns are
chosen by learned evidence (`antecedents`).
"""

from __future__ import annotations

from collections.abc import Callable

from kg.annotate.doc import Doc, Token
from kg.extract import antecedents, takeup
from kg.extract.antecedents import Option
from kg.extract.bodies import find_bodies
from kg.extract.discourse import SUBJECTS, Cluster, Discourse, add, inverted, last_before, role_of, start, subject_of
from kg.extract.hypernyms import apart, complement, of_another_age, possessed, taken_up
from kg.extract.mentions import Phrase
from kg.extract.naming import join_name, join_roles, level, relabel, remember
from kg.extract.scorer import Binary
from kg.extract.speech import find_groups, find_letters, find_running_words, find_speakers, find_turns
from kg.ids import fold
from kg.lang import Lexicon

_SPOKE = 2  # sentences back in which "he added" finds who spoke
_WILLED = frozenset({"ASSAULT", "AID", "MOBILIZE", "PROMISE", "PROPOSE", "COOPERATE", "AGREE", "REJECT", "RETREAT"})
_FACING = frozenset({"THREATEN", "JUSTICE", "CONSULT", "REQUEST", "AID"})  # what is done to bodies and no things
_WINDOW = 3  # sentences back in which "le pays" takes up a name
Chooser = Callable[[Discourse, Phrase, list[Option]], int]  # which option a pronoun means; training knows better


def resolve(doc: Doc, phrases: list[Phrase], lexicon: Lexicon, choose: Chooser) -> Discourse:
    """Group the phrases of an article; sets `Phrase.entity` to the index of its cluster."""
    talk = Discourse(
        doc, phrases, at_head={p.head: p for p in phrases}, titles=lexicon.titles, joints=lexicon.grammar.joints,
        articled=bool(lexicon.grammar.articles), examples=lexicon.grammar.examples,
        contest=_contest(doc, lexicon), former=lexicon.patterns.former,
    )  # fmt: skip
    relabel(talk, lexicon)
    level(talk, lexicon)
    find_bodies(talk, lexicon)
    for phrase in phrases:
        if phrase.kind == "name":
            join_name(talk, phrase, lexicon)
    join_roles(talk, lexicon)
    find_speakers(talk, lexicon)
    find_turns(talk)
    find_letters(talk, lexicon)
    find_running_words(talk, lexicon)
    for phrase in phrases:
        if phrase.kind == "nominal" and phrase.entity < 0:
            _join_nominal(talk, phrase, lexicon)
        elif phrase.kind == "pronoun" and phrase.person == "3":
            _join_pronoun(talk, phrase, lexicon, choose)
    find_groups(talk, lexicon)
    for phrase in phrases:  # last, as "nous" may stand before its speaker is named
        if phrase.kind == "pronoun" and phrase.person == "1":
            _join_pronoun(talk, phrase, lexicon, choose)
    return talk


def by_weights(scorer: Binary) -> Chooser:
    """The option that the learned weights like best."""

    def choose(_talk: Discourse, _phrase: Phrase, options: list[Option]) -> int:
        return max(range(len(options)), key=lambda k: (scorer.logit(options[k].features), -k))

    return choose


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
    owner = _owner(talk, phrase)
    before = [
        c
        for c in talk.clusters
        if c.index != owner
        and (c.phrases[0].head < phrase.head or last_before(c, phrase) >= 0)
        and not of_another_age(c, phrase)
    ]
    best: Cluster | None = None
    if phrase.definite and phrase.label == "PER" and not phrase.plural:
        best = _same_role(talk, phrase, lemma, before, lexicon)
    if best is None and phrase.definite:
        best = _same_head(talk, phrase, lemma, before)
    if best is None and phrase.definite:
        best = _of_owner(talk, phrase, lemma, lexicon)
    country = lexicon.hypernyms.get(lemma) == ("GPE",)  # "son pays" is the one named, "his team" need not be
    if best is None and phrase.definite and not phrase.plural and (country or not possessed(talk, phrase)):
        best = taken_up(talk, phrase, lemma, before, lexicon)
    if best is not None:
        add(best, phrase)
    elif phrase.label or phrase.definite or head.dep in SUBJECTS:
        cluster = start(talk, phrase, phrase.label or "OTHER")
        remember(talk, cluster, phrase)


def _owner(talk: Discourse, phrase: Phrase) -> int:
    """Index of the cluster whose "his" or "her" stands before the noun, -1 for none: nobody is their own wife."""
    for child in talk.doc.children(talk.doc.tokens[phrase.head]):
        mine = child.dep == "nmod:poss" or (child.dep == "det" and child.morph.get("Poss") == "Yes")
        owner = talk.cluster(talk.at_head.get(child.i)) if mine and child.pos in ("PRON", "DET") else None
        if owner is not None and owner.label == "PER":
            return owner.index
    return -1


def _of_owner(talk: Discourse, phrase: Phrase, lemma: str, lexicon: Lexicon) -> Cluster | None:
    """ "his country", "her party": the one that the person speaks for, when it is of that kind."""
    kinds = lexicon.hypernyms.get(lemma) or frozenset[str]()
    for child in talk.doc.children(talk.doc.tokens[phrase.head]):
        mine = child.pos == "PRON" if child.dep == "nmod:poss" else child.morph.get("Poss") == "Yes"
        owner = talk.cluster(talk.at_head.get(child.i)) if mine else None
        if owner is not None and owner.label == "PER" and owner.speaks_for >= 0:
            group = talk.clusters[owner.speaks_for]
            return group if group.label in kinds else None
    return None


def _same_role(talk: Discourse, phrase: Phrase, lemma: str, before: list[Cluster], lexicon: Lexicon) -> Cluster | None:
    if lemma in lexicon.patterns.others:
        return None  # "his counterpart" is never who is named before
    role, part = role_of(talk, phrase), complement(talk, phrase)
    for cluster in sorted(before, key=lambda c: -last_before(c, phrase)):
        if cluster.label != "PER" or (talk.articled and apart(cluster, phrase)):
            continue
        for head, known in cluster.heads.items():
            same = head == role and (not part or not known or part == known)
            # "le chef de l'Otan" for its "secrétaire général": another word, but the same organisation
            same = same or (bool(part) and part == known and lexicon.is_role(head) and cluster.named)
            if same:
                return cluster
    return _only_one(talk, phrase, before) if part else None


def _only_one(talk: Discourse, phrase: Phrase, before: list[Cluster]) -> Cluster | None:
    """ "The president of X" after one person named without a role: that person, when a subject just before.

    Who has a role already has another one, and so is passed over; two without any leave it open.
    """
    bare = [c for c in before if c.label == "PER" and c.named and not c.heads]
    if len(bare) != 1 or talk.doc.tokens[phrase.head].dep not in SUBJECTS:
        return None
    acts = (p for p in bare[0].phrases if talk.doc.tokens[p.head].dep in SUBJECTS)
    return bare[0] if any(0 < phrase.sent - p.sent <= _WINDOW for p in acts) else None


def _same_head(talk: Discourse, phrase: Phrase, lemma: str, before: list[Cluster]) -> Cluster | None:
    """Take up the same head noun: "les otages" after "5 000 otages". A new complement makes a new thing."""
    doc = talk.doc
    text = fold(doc.tokens[phrase.head].text)
    extra = _content(talk, phrase) - {text}
    for cluster in sorted(before, key=lambda c: -last_before(c, phrase)):
        if cluster.label == "PER" and (phrase.label != "PER" or (talk.articled and apart(cluster, phrase))):
            continue  # "la présidente" is not "le président sortant"
        for other in cluster.phrases:
            if other.kind == "pronoun" or other.head >= phrase.head or other.plural != phrase.plural:
                continue
            same = doc.tokens[other.head].lemma.lower() == lemma
            if same and role_of(talk, other) != role_of(talk, phrase):
                continue  # "le président" after "l'ancien président"
            known = _content(talk, other)
            same = same or (other.kind == "name" and text in known)
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


def _join_pronoun(talk: Discourse, phrase: Phrase, lexicon: Lexicon, choose: Chooser) -> None:
    told = takeup.before_relative(talk, phrase, lexicon) or _of_oneself(talk, phrase, lexicon)
    told = told or takeup.of_themselves(talk, phrase, lexicon)
    told = told or takeup.ahead(talk, phrase, lexicon) or takeup.in_relative(talk, phrase, lexicon)
    told = told or _subject_before(talk, phrase, lexicon)
    if told is None and _impersonal(talk.doc.tokens[phrase.head], lexicon):
        return
    told = told or _spoken_for(talk, phrase) or _goes_on(talk, phrase, lexicon) or _own(talk, phrase, lexicon)
    told = told or takeup.settled(talk, phrase, lexicon)
    if told is not None:
        add(told, phrase)
        return
    options = antecedents.line_up(talk, phrase, lexicon)
    cluster = antecedents.latter(talk, phrase, options, lexicon) or options[choose(talk, phrase, options)].cluster
    if cluster is None and antecedents.must_stand_for(talk, phrase, lexicon):
        named = [o for o in options if o.cluster is not None and o.cluster.label in antecedents.SOMEBODY]
        cluster = named[choose(talk, phrase, named)].cluster if named else None
    if cluster is not None:
        add(cluster, phrase)


def _spoken_for(talk: Discourse, phrase: Phrase) -> Cluster | None:
    """Whom "I" means where it is known who speaks, and "we" where it is known for which group."""
    if phrase.person != "1":
        return None
    speaker = talk.cluster(talk.speaker(talk.doc.tokens[phrase.head]))
    if speaker is None or not phrase.plural:
        return speaker
    return talk.clusters[speaker.speaks_for] if speaker.speaks_for >= 0 else None


def _of_oneself(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> Cluster | None:
    """ "Xi stressed that he respected it", "Siemens said it had agreed": who says it, of a person "he", of a body "it".

    Only where a language's pronouns tell persons from things.
    """
    doc = talk.doc
    token = doc.tokens[phrase.head]
    of = lexicon.pronouns.get(fold(token.text), {}).get("of")
    verb = doc.tokens[token.head]
    above = doc.tokens[verb.head]
    beside = verb.dep == "advcl" and of == "thing" and verb.i > above.i
    if of is None or token.dep not in ("nsubj", "nsubj:pass") or token.quote >= 0:
        return None
    if of == "person" and verb.dep == "advcl" and verb.i > above.i:
        return _alone(talk, phrase, verb)
    claimed = verb.dep in ("acl", "ccomp") and above.pos == "NOUN" and above.dep == "obj"  # "rejected claims that it"
    if not beside and not claimed and verb.dep != "ccomp":
        return None
    if _states(doc, verb) and of == "thing":
        return None  # "said it was clear", "said it was agreed that"
    lemma = lexicon.lemma_fix(above.text.lower(), above.lemma.lower())
    entry = lexicon.noun(above.lemma.lower()) if claimed else lexicon.verb(lemma)
    if not beside and (entry is None or not entry.klass.startswith("communication")):
        return None
    subject = subject_of(talk, doc.tokens[above.head] if claimed else above)
    if subject is None or subject.head >= phrase.head:
        return None
    if of == "person":
        return _person(talk, subject, phrase)
    return _body(talk, subject)


def _subject_before(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> Cluster | None:
    """ "Merlin Corp. hired him. It praised …": what only somebody does, by the subject of the sentence before."""
    doc = talk.doc
    token = doc.tokens[phrase.head]
    verb = doc.tokens[token.head]
    entry = lexicon.verb(lexicon.lemma_fix(verb.text.lower(), verb.lemma.lower()))
    if lexicon.pronouns.get(fold(token.text), {}).get("of") != "thing" or entry is None or verb.pos != "VERB":
        return None
    acts = entry.klass.startswith("communication") or entry.type in lexicon.patterns.people | _WILLED
    suffers = token.dep in ("obj", "nsubj:pass") and entry.type in _FACING  # "threatened it", "it was sued"
    if not (acts and token.dep == "nsubj") and not suffers:
        return None
    if verb.dep != "root" or token.quote >= 0 or phrase.sent == 0:
        return None
    before = doc.sentences[phrase.sent - 1]
    main = next((t for t in doc.tokens[before.first : before.last] if t.head == t.i), None)
    subject = subject_of(talk, main) if main is not None else None
    body, doer = _body(talk, subject), subject_of(talk, verb) if suffers else None
    return body if body is None or doer is phrase or talk.cluster(doer) is not body else None


def _body(talk: Discourse, phrase: Phrase | None) -> Cluster | None:
    """The cluster of a phrase, when it is one organisation or state."""
    cluster = talk.cluster(phrase)
    return cluster if cluster is not None and cluster.label in ("ORG", "GPE") and not cluster.plural else None


def _alone(talk: Discourse, phrase: Phrase, verb: Token) -> Cluster | None:
    """ "suspended Max Keller after he failed a test": the one person in the clause above."""
    children = talk.doc.children(talk.doc.tokens[verb.head])
    near = [talk.at_head.get(c.i) for c in children if c.dep in (*SUBJECTS, "obj", "iobj") and c.i < phrase.head]
    found = {c.index: c for p in near if (c := _person(talk, p, phrase)) is not None}
    return next(iter(found.values())) if len(found) == 1 else None


def _states(doc: Doc, verb: Token) -> bool:
    """Is the clause one of those in which "it" may mean nothing: a copula, or a passive with a clause of its own?"""
    clausal = any(c.dep in ("ccomp", "xcomp", "advcl", "csubj") for c in doc.children(verb))
    return verb.pos == "AUX" or (clausal and any(c.dep == "aux:pass" for c in doc.children(verb)))


def _own(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> Cluster | None:
    """ "Bennett described his contacts": the subject of the clause, one person, owns what the verb has behind it."""
    doc = talk.doc
    token = doc.tokens[phrase.head]
    thing = token.morph.get("Gender") == "Neut"
    if token.dep != "nmod:poss" or not (phrase.gender or thing) or phrase.person != "3" or phrase.plural:
        return None
    here, objects = doc.tokens[token.head], True
    while here.pos not in ("VERB", "AUX"):
        if here.head == here.i or here.dep in (*SUBJECTS, "conj", "appos", "acl:relcl", "root"):
            return None
        objects = here.dep == "obj"
        here = doc.tokens[here.head]
    others = [talk.at_head.get(c.i) for c in doc.children(here) if c.dep in ("obj", "iobj", "obl") and c.i < token.i]
    persons = [c for p in others if (c := _person(talk, p, phrase)) is not None]
    if persons and not objects:  # "praised Musk for his work"
        entry = lexicon.verb(lexicon.lemma_fix(here.text.lower(), here.lemma.lower()))
        return persons[0] if entry is not None and entry.type in lexicon.patterns.blame else None
    subject = subject_of(talk, here)
    if subject is None or subject.head >= phrase.head:
        return None
    if thing:
        return _body(talk, subject)
    return _person(talk, subject, phrase)


def _goes_on(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> Cluster | None:
    """ "…, he added": who spoke last; "X agreed, but he gave no date": the subject of the clause it is joined to.

    Only where a language's pronouns stand for persons alone.
    """
    doc = talk.doc
    token = doc.tokens[phrase.head]
    verb = doc.tokens[token.head]
    if lexicon.pronouns.get(fold(token.text), {}).get("of") != "person" or token.dep != "nsubj":
        return None
    if verb.dep == "conj":
        above = doc.children(doc.tokens[verb.head])
        joined = next((c for c in above if c.dep in ("nsubj", "nsubj:pass") and c.i < verb.head), None)
        return _person(talk, talk.at_head.get(joined.i), phrase) if joined is not None else None
    if not _speaks(doc, token, lexicon):
        return None
    first = doc.sentences[max(0, phrase.sent - _SPOKE)].first
    for other in reversed([p for p in talk.phrases if first <= p.head < phrase.head]):
        cluster = talk.cluster(other)
        if cluster is not None and cluster.label == "PER" and _speaks(doc, doc.tokens[other.head], lexicon):
            return _person(talk, other, phrase)
    return None


def _person(talk: Discourse, other: Phrase | None, phrase: Phrase) -> Cluster | None:
    """The cluster of a phrase, when it is one person of the pronoun's gender."""
    cluster = talk.cluster(other)
    if cluster is None or cluster.label != "PER" or cluster.plural:
        return None
    return cluster if not (phrase.gender and cluster.gender and phrase.gender != cluster.gender) else None


def _speaks(doc: Doc, token: Token, lexicon: Lexicon) -> bool:
    """Is it the subject of a verb that may report speech?"""
    verb = doc.tokens[token.head]
    lemma = lexicon.lemma_fix(verb.text.lower(), verb.lemma.lower())
    return token.dep == "nsubj" and verb.pos == "VERB" and lemma in lexicon.reporting


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
