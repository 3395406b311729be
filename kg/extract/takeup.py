"""Pronouns that the clause itself settles, most in a language whose pronouns tell no persons from things: French.

"Il a ajouté" goes on with the person that the sentence before told of; "X a annoncé son départ" is X's own.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.extract.discourse import SUBJECTS, Cluster, Discourse, start, subject_of
from kg.extract.fillers import ACTORS, label
from kg.extract.mentions import Phrase
from kg.extract.subjected import asked_of, dealt_with, of_another
from kg.ids import fold
from kg.lang import Lexicon

_BACK = 2  # sentences back in which who speaks on is looked for, past those that tell of a thing


def settled(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> Cluster | None:
    """Whom the pronoun means, where its clause settles that."""
    token = talk.doc.tokens[phrase.head]
    if phrase.person != "3" or not talk.articled or "of" in lexicon.pronouns.get(fold(token.text), {}):
        return None
    told = dealt_with(talk, phrase, lexicon) or asked_of(talk, phrase, lexicon)
    told = told or _done_to(talk, phrase, token)
    return told or _goes_on(talk, phrase, token, lexicon) or _own(talk, phrase, token, lexicon)


def _goes_on(talk: Discourse, phrase: Phrase, token: Token, lexicon: Lexicon) -> Cluster | None:
    """ "Il a ajouté que …", "Il a quitté …": the person who is the subject of the sentence before.

    Who speaks on is looked for past a sentence of the same paragraph that tells of a thing, which never speaks.
    """
    doc = talk.doc
    verb = doc.tokens[token.head]
    lemma = lexicon.lemma_fix(verb.text.lower(), verb.lemma.lower())
    known = lexicon.pronouns.get(fold(token.text), {})
    subject = known.get("role") in ("subject", "any") and token.dep in SUBJECTS and token.i < verb.i
    if not subject or token.quote >= 0 or phrase.sent == 0 or verb.head != verb.i:
        return None
    if phrase.plural:
        return _several_go_on(talk, phrase)
    if lemma not in lexicon.reporting:
        return _acts_on(talk, phrase, verb)
    for back in range(1, min(_BACK, phrase.sent) + 1):
        before = doc.sentences[phrase.sent - back]
        if back > 1 and before.paragraph != doc.sentences[phrase.sent].paragraph:
            break
        main = next((t for t in doc.tokens[before.first : before.last] if t.head == t.i), None)
        told = subject_of(talk, main) if main is not None else None
        cluster = talk.cluster(told)
        if told is not None and cluster is not None and cluster.label == "PER":
            agrees = not (phrase.gender and cluster.gender and phrase.gender != cluster.gender)
            return cluster if agrees and not told.plural else None
        if told is None or (cluster is not None and cluster.label in ACTORS):
            break
    return None


def _several_go_on(talk: Discourse, phrase: Phrase) -> Cluster | None:
    """ "Les alliés ont refusé. Ils ont exhorté …": those who are the subject of the sentence before."""
    doc = talk.doc
    before = doc.sentences[phrase.sent - 1]
    if before.paragraph != doc.sentences[phrase.sent].paragraph:
        return None
    main = next((t for t in doc.tokens[before.first : before.last] if t.head == t.i and t.pos == "VERB"), None)
    told = subject_of(talk, main) if main is not None and main.quote < 0 else None
    cluster = talk.cluster(told)
    if told is None or cluster is None or not told.plural or told.kind == "pronoun":
        return None
    agrees = not (phrase.gender and cluster.gender and phrase.gender != cluster.gender)
    return cluster if agrees and cluster.label in ACTORS else None


def _done_to(talk: Discourse, phrase: Phrase, token: Token) -> Cluster | None:
    """ "L'infirmière a été suspendue. La direction lui reproche …": who was the subject, where another one is now."""
    verb = talk.doc.tokens[token.head]
    if token.dep != "iobj" or token.i > verb.i or phrase.plural or token.quote >= 0 or phrase.sent == 0:
        return None
    doer = subject_of(talk, verb)
    if verb.head != verb.i or doer is None or doer.kind == "pronoun" or label(talk, doer) not in ACTORS:
        return None
    told = _acts_on(talk, phrase, verb)
    before = (talk.cluster(p) for p in talk.phrases if p.sent == phrase.sent - 1 and not p.plural)
    others = [c for c in before if c is not None and c.label == "PER" and c is not told]
    return told if told is not None and told is not talk.cluster(doer) and not others else None


def _acts_on(talk: Discourse, phrase: Phrase, verb: Token) -> Cluster | None:
    """ "Anna Berg a battu la Russe Olga Petrova. Elle affrontera …": the one person who was the subject before.

    Not where the sentence before tells of several in turn, or has its subject behind the verb ("…, précise X").
    """
    doc = talk.doc
    before = doc.sentences[phrase.sent - 1]
    inside = doc.tokens[before.first : before.last]
    main = next((t for t in inside if t.head == t.i), None)
    told = subject_of(talk, main) if main is not None else None
    cluster = talk.cluster(told)
    if main is None or told is None or cluster is None or cluster.label != "PER" or told.plural or cluster.plural:
        return None
    bare = told.kind == "nominal" and not any(c.dep in ("det", "nummod") for c in doc.children(doc.tokens[told.head]))
    if told.head > main.i or main.quote >= 0 or verb.pos != "VERB" or bare:  # "Frère de X, Y est devenu"
        return None
    if phrase.gender and cluster.gender and phrase.gender != cluster.gender:
        return None
    joined = (subject_of(talk, t) for t in inside if t.dep == "conj" and t.head == main.i)
    return cluster if all(s is None or s.entity == told.entity for s in joined) else None


def _own(talk: Discourse, phrase: Phrase, token: Token, lexicon: Lexicon) -> Cluster | None:
    """ "X a annoncé son départ": the subject owns what it says or does, unless that befalls somebody else."""
    doc = talk.doc
    noun = doc.tokens[token.head]
    verb = doc.tokens[noun.head]
    if token.pos != "DET" or noun.dep != "obj" or verb.pos != "VERB" or phrase.plural or token.i < verb.i:
        return None
    entry = lexicon.verb(lexicon.lemma_fix(verb.text.lower(), verb.lemma.lower()))
    if (entry is not None and entry.type in lexicon.patterns.people) or of_another(verb, noun, lexicon):
        return None
    subject = subject_of(talk, verb)
    cluster = talk.cluster(subject)
    if subject is None or cluster is None or subject.plural or subject.head > token.i:
        return None
    return cluster if cluster.label in ACTORS else None


def before_relative(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> Cluster | None:
    """ "his father, who died": a relative pronoun means the noun before its clause, and nobody else."""
    doc, token = talk.doc, talk.doc.tokens[phrase.head]
    verb = doc.tokens[token.head]
    opens = fold(token.text) in lexicon.grammar.relatives and verb.dep == "acl:relcl" and verb.head < token.i
    opens = opens and (token.dep in SUBJECTS or lexicon.pronouns.get(fold(token.text), {}).get("gender") != "n")
    other = talk.at_head.get(verb.head) if opens and not talk.articled else None
    if other is None or other.label not in ACTORS or doc.tokens[verb.head].pos not in ("NOUN", "PROPN"):
        return None
    if any(c.dep == "conj" and c.i < token.i for c in doc.children(doc.tokens[verb.head])):
        return None  # "the mayor and the judge, who": one or both
    return talk.cluster(other) or start(talk, other, other.label)


def in_relative(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> Cluster | None:
    """ "Chad sanctioned officials it accuses of fraud": the body that is the subject of the verb around the clause."""
    doc, token = talk.doc, talk.doc.tokens[phrase.head]
    clause = doc.tokens[token.head]
    thing = lexicon.pronouns.get(fold(token.text), {}).get("of") == "thing"
    if not thing or token.dep != "nsubj" or clause.dep != "acl:relcl" or clause.pos != "VERB" or token.quote >= 0:
        return None
    entry = lexicon.verb(lexicon.lemma_fix(clause.text.lower(), clause.lemma.lower()))
    here = doc.tokens[clause.head]
    while here.pos not in ("VERB", "AUX") and here.head != here.i:
        here = doc.tokens[here.head]
    told = subject_of(talk, here)
    cluster = talk.cluster(told)
    if entry is None or told is None or cluster is None or told.head > phrase.head or told.plural:
        return None
    return cluster if cluster.label in ("ORG", "GPE") and not cluster.plural else None


def ahead(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> Cluster | None:
    """ "When he was arrested, Karl Dahl attacked a guard": who is named behind the clause that opens the sentence.

    Not where another person of that gender was told of in the sentences just before.
    """
    doc, token = talk.doc, talk.doc.tokens[phrase.head]
    verb = doc.tokens[token.head]
    if token.dep not in SUBJECTS and token.dep == "nmod:poss":  # "in his speech, Karl Dahl said"
        noun = verb
        while verb.pos not in ("VERB", "AUX") and verb.head > verb.i:
            verb = doc.tokens[verb.head]
        opens = verb.i > token.i and not any(t.dep in SUBJECTS for t in (noun,))
        main = verb if opens else None
    else:
        main = doc.tokens[verb.head] if token.dep in SUBJECTS and verb.dep == "advcl" and verb.i < verb.head else None
    of = lexicon.pronouns.get(fold(token.text), {}).get("of")
    if main is None or phrase.plural or phrase.person != "3" or talk.articled or token.quote >= 0:
        return None
    told = subject_of(talk, main)
    cluster = talk.cluster(told)
    if told is None or cluster is None or told.kind != "name" or told.plural or told.head < phrase.head:
        return None
    person = cluster.label == "PER" and (of == "person" or (bool(phrase.gender) and phrase.gender in "MF"))
    agrees = not (phrase.gender and cluster.gender and phrase.gender != cluster.gender)
    if not person or not agrees:
        return None
    before = (talk.cluster(p) for p in talk.phrases if phrase.sent - _BACK <= p.sent < phrase.sent)
    others = [c for c in before if c is not None and c.label == "PER" and c is not cluster]
    known = any(p.head < phrase.head for p in cluster.phrases)
    rival = any(not (phrase.gender and c.gender and phrase.gender != c.gender) for c in others)
    return cluster if known or not rival else None


def of_themselves(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> Cluster | None:
    """ "Neighbours told reporters that they had heard shots": the many who say it."""
    doc, token = talk.doc, talk.doc.tokens[phrase.head]
    verb = doc.tokens[token.head]
    above = doc.tokens[verb.head]
    if talk.articled or not phrase.plural or phrase.person != "3" or token.quote >= 0:
        return None
    if token.dep not in SUBJECTS or verb.dep != "ccomp":
        return None
    if lexicon.lemma_fix(above.text.lower(), above.lemma.lower()) not in lexicon.reporting:
        return None
    subject = subject_of(talk, above)
    many = subject is not None and subject.kind == "nominal" and subject.plural and subject.head < phrase.head
    return talk.cluster(subject) if many else None


def of_the_object(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> Cluster | None:
    """ "a critiqué la ministre en l'accusant de fraude": not the subject of both, so the object of the first."""
    doc, token = talk.doc, talk.doc.tokens[phrase.head]
    gerund = doc.tokens[token.head]
    verb = doc.tokens[gerund.head]
    if token.dep not in ("obj", "iobj") or gerund.dep != "advcl" or not verb.i < token.i < gerund.i:
        return None
    if not any(fold(c.text) in lexicon.grammar.gerund_marks for c in doc.children(gerund)):
        return None
    things = [talk.at_head.get(c.i) for c in doc.children(verb) if c.dep == "obj" and verb.i < c.i < token.i]
    other = things[0] if len(things) == 1 else None
    cluster = talk.cluster(other)
    if other is None or cluster is None or other.plural != phrase.plural:
        return None
    return None if phrase.gender and cluster.gender and phrase.gender != cluster.gender else cluster
