"""Noun phrases -> clusters: which of them speak of the same thing, inside one article.

Four sieves, the surest first (after Lee et al. 2013, "Deterministic coreference resolution based on
entity-centric, precision-ranked rules"): names, roles beside names, common nouns, pronouns. Pronouns are
chosen by learned evidence (`antecedents`).
"""

from __future__ import annotations

from collections.abc import Callable

from kg.annotate.doc import Doc, Token
from kg.extract import antecedents, takeup
from kg.extract.announced import name_announced
from kg.extract.antecedents import Option
from kg.extract.bodies import find_bodies
from kg.extract.chains import join_rows
from kg.extract.dealers import find_dealers
from kg.extract.discourse import SUBJECTS, Cluster, Discourse, add, inverted, subject_of
from kg.extract.mentions import Phrase
from kg.extract.naming import join_name, join_roles, level, relabel
from kg.extract.pairs import find_pairs, several_before
from kg.extract.scorer import Binary
from kg.extract.speech import find_groups, find_letters, find_running_words, find_speakers, find_turns
from kg.extract.taken import join_nominal
from kg.ids import fold
from kg.lang import Lexicon

_SPOKE = 2  # sentences back in which "he added" finds who spoke
_WILLED = frozenset({"ASSAULT", "AID", "MOBILIZE", "PROMISE", "PROPOSE", "COOPERATE", "AGREE", "REJECT", "RETREAT"})
_FACING = frozenset({"THREATEN", "JUSTICE", "CONSULT", "REQUEST", "AID"})  # what is done to bodies and no things
Chooser = Callable[[Discourse, Phrase, list[Option]], int]  # which option a pronoun means; training knows better


def resolve(doc: Doc, phrases: list[Phrase], lexicon: Lexicon, choose: Chooser) -> Discourse:
    """Group the phrases of an article; sets `Phrase.entity` to the index of its cluster."""
    talk = Discourse(
        doc, phrases, at_head={p.head: p for p in phrases}, titles=lexicon.titles, legal=lexicon.grammar.legal,
        cabinet=frozenset(lexicon.patterns.speaks), joints=lexicon.grammar.joints,
        articled=bool(lexicon.grammar.articles), examples=lexicon.grammar.examples,
        contest=_contest(doc, lexicon), former=lexicon.patterns.former,
    )  # fmt: skip
    relabel(talk, lexicon)
    level(talk, lexicon)
    find_bodies(talk, lexicon)
    find_dealers(talk, lexicon)
    for phrase in phrases:
        if phrase.kind == "name":
            join_name(talk, phrase, lexicon)
    join_roles(talk, lexicon)
    join_rows(talk)
    name_announced(talk, lexicon)
    find_speakers(talk, lexicon)
    find_turns(talk)
    find_letters(talk, lexicon)
    find_running_words(talk, lexicon)
    for phrase in phrases:
        if phrase.kind == "nominal" and phrase.entity < 0:
            join_nominal(talk, phrase, lexicon)
        elif phrase.kind == "pronoun" and phrase.person == "3":
            _join_pronoun(talk, phrase, lexicon, choose)
    find_pairs(talk, lexicon)
    find_groups(talk, lexicon)
    _speak_as_one(talk, lexicon)
    for phrase in phrases:  # last, as "nous" may stand before its speaker is named
        if phrase.kind == "pronoun" and phrase.person == "1":
            _join_pronoun(talk, phrase, lexicon, choose)
    return talk


def _speak_as_one(talk: Discourse, lexicon: Lexicon) -> None:
    """ "« On a saisi le juge », a dit X": told as done, in a quotation, "on" is "we"."""
    doc = talk.doc
    for phrase in talk.phrases:
        token = doc.tokens[phrase.head]
        role = lexicon.pronouns.get(fold(token.text), {}).get("role")
        if phrase.kind != "pronoun" or role != "indefinite" or token.dep not in SUBJECTS or talk.speaker(token) is None:
            continue
        if any(c.dep == "aux:tense" and c.morph.get("Tense") == "Pres" for c in doc.children(doc.tokens[token.head])):
            phrase.person, phrase.plural = "1", True


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


def _join_pronoun(talk: Discourse, phrase: Phrase, lexicon: Lexicon, choose: Chooser) -> None:
    told = takeup.before_relative(talk, phrase, lexicon) or _of_oneself(talk, phrase, lexicon)
    told = told or takeup.of_themselves(talk, phrase, lexicon) or takeup.of_the_object(talk, phrase, lexicon)
    told = told or takeup.ahead(talk, phrase, lexicon) or takeup.in_relative(talk, phrase, lexicon)
    told = told or _subject_before(talk, phrase, lexicon)
    token = talk.doc.tokens[phrase.head]
    role = lexicon.pronouns.get(fold(token.text), {}).get("role")
    we = phrase.person == "1" and role == "indefinite"  # see `_speak_as_one`
    if told is None and not we and _impersonal(token, lexicon):
        return
    told = told or _spoken_for(talk, phrase) or _goes_on(talk, phrase, lexicon) or _own(talk, phrase, lexicon)
    told = told or takeup.settled(talk, phrase, lexicon) or several_before(talk, phrase, lexicon)
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
    if speaker.speaks_for >= 0:
        return talk.clusters[speaker.speaks_for]
    return speaker if talk.doc.tokens[phrase.head].pos == "DET" and talk.articled else None  # "notre maison"


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
