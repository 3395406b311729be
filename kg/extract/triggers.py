"""Which words are events for certain, and which are none, where grammar tells without the learned scorer.

Which forms settle it is language data (the table `settled`); a language without it is left to the weights.
"""

from __future__ import annotations

from kg.annotate.doc import Doc, Token
from kg.extract.arguments import case_of
from kg.extract.charges import charged_with, judging, suspected_of
from kg.extract.descriptions import describes, modifies, taken_up
from kg.extract.features import finite_mood
from kg.extract.fillers import SUBJECTS, opened
from kg.extract.generics import always_so
from kg.extract.mentions import noun_label
from kg.extract.nominal import complete
from kg.extract.predicates import Predicate, form_of
from kg.extract.words import determined, is_actor, meant, somebodys_death
from kg.lang import Lexicon

_SUBORDINATE = frozenset({"acl", "acl:relcl", "amod", "xcomp", "advcl"})


def is_trigger(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> bool | None:
    """Is a known verb with a subject of its own an event? None where grammar does not tell."""
    if describes(doc, predicate, lexicon) or taken_up(doc, predicate, lexicon) or always_so(doc, predicate, lexicon):
        return False
    object_noun = predicate.kind == "noun" and predicate.token.dep == "obj"
    if object_noun and "demonstrative" in determined(doc, predicate.token, lexicon):
        return False  # "requested this reply": told before
    if _aims(doc, predicate, lexicon):
        return False
    if _by_somebody(doc, predicate, lexicon) or _somebodys_death(doc, predicate, lexicon):
        return True
    if complete(doc, predicate, lexicon):
        return True
    if not lexicon.patterns.triggers:
        return None
    if modifies(doc, predicate, lexicon):
        return False
    if predicate.casualty is predicate.token and predicate.token.head == predicate.token.i:
        if any(c.dep == "nummod" for c in doc.children(predicate.token)):
            return True  # "Ten dead in fire"
    if predicate.kind != "verb":
        told = _held(doc, predicate, lexicon) or _told_by_verb(doc, predicate, lexicon)
        return False if told else _whole(doc, predicate, lexicon)
    klass = predicate.klass.split(":")[0]
    if colours_only(doc, predicate, lexicon):
        return False
    if (
        _accused_of(doc, predicate, lexicon)
        or _kept_from(doc, predicate, lexicon)
        or _owned_up(doc, predicate, lexicon)
    ):
        return True
    if klass not in ("communication", "event") or predicate.token.pos != "VERB":
        return None
    token = predicate.token
    if klass == "communication" and predicate.type == "STATE" and _adds(doc, token):
        return True
    subject = any(c.dep in SUBJECTS for c in doc.children(token))
    if _goes_on(doc, predicate):
        return True
    told = predicate.type not in ("OTHER", "BUSINESS")  # "caused by", "produced by" tell of no event by themselves
    if (
        token.dep in ("acl", "acl:relcl")
        and predicate.passive
        and told
        and any(c.dep == "obl:agent" for c in doc.children(token))
    ):
        return True  # "the bill, drafted by the Greens"
    helped = any(c.dep == "aux:pass" for c in doc.children(token)) or _headline(doc, predicate)
    form = "passive" if helped else predicate.form if not predicate.passive else ""
    if not subject or form not in lexicon.patterns.triggers or token.dep in _SUBORDINATE:
        return None
    # what a thing always does ("the phone plays music") is told in the same words as what it does today
    usual = finite_mood(doc, token) == "Pres" and klass == "event" and predicate.type not in lexicon.patterns.people
    usual = usual and not (told and _done(doc, token, lexicon))
    if usual and _always(doc, predicate, lexicon):
        return False
    return None if usual else True


def _headline(doc: Doc, predicate: Predicate) -> bool:
    """ "Man jailed for fraud": a participle with a subject, on which nothing else of its sentence hangs."""
    token = predicate.token
    suffers = any(c.dep == "nsubj:pass" and c.i < token.i for c in doc.children(token))
    return predicate.passive and token.head == token.i and suffers


def _done(doc: Doc, token: Token, lexicon: Lexicon) -> bool:
    """ "has been helped", of somebody: done, and not what is always so."""
    own = list(doc.children(token))
    subject = next((c for c in own if c.dep in SUBJECTS), None)
    if subject is None or not (is_actor(subject, lexicon) or subject.pos == "PRON"):
        return False
    return any(c.dep == "aux" and c.text.lower() in lexicon.patterns.moods.done for c in own)


def _aims(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> bool:
    """ "une enquête visant le maire": one event, whose target the participle tells."""
    token = predicate.token
    if predicate.kind != "verb" or token.dep != "acl" or token.lemma.lower() not in lexicon.grammar.aiming:
        return False
    return lexicon.noun(doc.tokens[token.head].lemma.lower()) is not None


def _by_somebody(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> bool:
    """ "X, accusé jeudi par Y, …", "l'arrestation de X par Y": told of somebody, with who does it."""
    token = predicate.token
    if predicate.klass.partition(":")[0] not in ("event", "communication") or predicate.type in ("OTHER", ""):
        return False
    if predicate.kind == "noun":
        below = [c for c in doc.children(token) if c.dep in ("nmod", "obl:agent")]
        marked = {case_of(doc, c): c for c in below if is_actor(c, lexicon)}
        return bool(marked.keys() & lexicon.grammar.doer_marks and marked.keys() & lexicon.grammar.owner_marks)
    apart = token.i == 0 or doc.tokens[token.i - 1].text == "," or doc.tokens[token.i - 1].sent != token.sent
    if predicate.form != "part" or not predicate.passive or token.dep not in ("acl", "acl:relcl", "advcl") or not apart:
        return False
    return any(c.dep == "obl:agent" and case_of(doc, c) in lexicon.grammar.doer_marks for c in doc.children(token))


def _somebodys_death(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> bool:
    known = predicate.kind == "noun" and predicate.lemma in lexicon.casualties and predicate.klass == "event"
    return known and somebodys_death(doc, predicate.token, lexicon)


def _goes_on(doc: Doc, predicate: Predicate) -> bool:
    """ "The police detained two men and seized weapons": a past that is joined to one with a subject."""
    token = predicate.token
    above = doc.tokens[token.head]
    joined = token.dep == "conj" and above.pos == "VERB" and any(c.dep == "nsubj" for c in doc.children(above))
    past = all(form_of(doc, t) == "finite" and finite_mood(doc, t) == "Past" for t in (token, above))
    return joined and past and predicate.type not in ("OTHER", "BUSINESS", "")


def _always(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> bool:
    """ "The phone plays music": what a thing does, told in the present without a day, it does always."""
    token = predicate.token
    own = list(doc.children(token))
    subject = next((c for c in own if c.dep == "nsubj"), None)
    if subject is None or subject.pos != "NOUN" or subject.ent or predicate.partner is not None or predicate.passive:
        return False
    noun = subject.lemma.lower()
    somebody = is_actor(subject, lexicon) or noun_label(noun, lexicon) or lexicon.noun(noun) is not None
    counted = noun in lexicon.patterns.figures or lexicon.is_abstract(noun)
    if somebody or counted or predicate.lemma in lexicon.happening or predicate.type not in ("OTHER", "BUSINESS"):
        return False
    helped = any(c.dep.startswith("aux") for c in own)
    timed = any(lexicon.is_time_noun(t.lemma.lower()) for t in doc.subtree(token))
    return token.dep in ("root", "conj", "ccomp") and not helped and not timed


def _accused_of(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> bool:
    """ "accused the government of lying", "convicted of taking bribes": what somebody is accused of or tried for."""
    token = predicate.token
    above = judging(doc, token)
    if above.pos != "VERB" or predicate.form != "gerund" or token.dep != "advcl" or not opened(doc, token):
        return False
    _, lemma = meant(doc, above, lexicon.lemma_fix(above.text.lower(), above.lemma.lower()), lexicon)
    entry = lexicon.verb(lemma)
    if entry is None:
        return False
    tried = entry.type == "JUSTICE" and charged_with(doc, token, lexicon)
    known = predicate.klass in ("event", "communication") or predicate.klass.startswith("communication")
    tried = tried or (entry.type == "COERCE" and suspected_of(doc, token, lexicon))
    return (entry.type == "ACCUSE" and entry.control == "addressee") or (tried and known)


def _kept_from(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> bool:
    """ "prevented the marchers from entering", "banned them from using it": what somebody is kept from."""
    token = predicate.token
    above = doc.tokens[token.head]
    lemma = lexicon.lemma_fix(above.text.lower(), above.lemma.lower())
    entry = lexicon.verb(lemma)
    kept = lexicon.colour(lemma) == "negative" or (entry is not None and entry.content in ("forbidden", "refused"))
    gerund = above.pos == "VERB" and predicate.form == "gerund" and token.dep == "advcl"
    return kept and gerund and opened(doc, token) and predicate.klass in ("communication", "event")


def _owned_up(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> bool:
    """ "admitted lying to the court", "denied taking bribes": what somebody says to have done or not."""
    token = predicate.token
    above = doc.tokens[token.head]
    entry = lexicon.verb(lexicon.lemma_fix(above.text.lower(), above.lemma.lower()))
    says = entry is not None and entry.klass in ("communication:acknowledge", "communication:deny")
    gerund = token.dep == "xcomp" and predicate.form == "gerund" and "ing" in (entry.complements if entry else ())
    return (
        says and gerund and token.i > above.i and predicate.klass.split(":")[0] in ("communication", "event", "light")
    )


def _adds(doc: Doc, token: Token) -> bool:
    """ "…, calling the fine unjustified", "…, adding that": a bare gerund with a complement, behind a comma."""
    own = list(doc.children(token))
    bare = token.dep == "advcl" and form_of(doc, token) == "gerund" and doc.tokens[token.i - 1].text == ","
    return (
        bare and any(c.dep in ("ccomp", "xcomp", "obj", "quote") for c in own) and not any(c.dep == "mark" for c in own)
    )


def _held(doc: Doc, noun: Predicate, lexicon: Lexicon) -> bool:
    """ "rescued six hostages", "refugees were evacuated": who is held or flees is the other verb's object."""
    if noun.casualty is None:
        return False
    if not any(c.dep in ("nummod", "det", "amod") and c.pos in ("NUM", "ADJ") for c in doc.children(noun.token)):
        return True  # only a number of them tells what happened
    if noun.type not in ("COERCE", "MOVE"):
        return False
    above = doc.tokens[noun.token.head]
    known = lexicon.verb(lexicon.lemma_fix(above.text.lower(), above.lemma.lower()))
    return noun.token.dep in ("obj", "nsubj:pass") and above.pos == "VERB" and known is not None


def _told_by_verb(doc: Doc, noun: Predicate, lexicon: Lexicon) -> bool:
    """ "An earthquake struck Peru", "won the election": the verb tells the same event."""
    above = doc.tokens[noun.token.head]
    if above.pos != "VERB" or noun.token.dep not in ("nsubj", "obj"):
        return False
    _, lemma = meant(doc, above, lexicon.lemma_fix(above.text.lower(), above.lemma.lower()), lexicon)
    entry = lexicon.verb(lemma)
    if entry is None:
        return False
    if noun.token.dep == "nsubj":
        return noun.type == entry.type == "DISASTER"
    return entry.action in ("wins", "loses") and noun.type in ("COMPETE", "OFFICE")


def _whole(doc: Doc, noun: Predicate, lexicon: Lexicon) -> bool | None:
    """ "the rebels' attack on the convoy": a noun that names both who did it and to whom is an event."""
    below = [c for c in doc.children(noun.token) if c.dep.startswith("nmod")]
    marks = {case_of(doc, c) for c in below}
    owner = any(c.dep == "nmod:poss" and c.pos != "PRON" for c in below)
    done = owner or marks & lexicon.grammar.doer_marks
    return True if noun.klass == "event" and done and marks & lexicon.patterns.aims else None


def colours_only(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> bool:
    """Does the verb, a modal or aspect verb and nothing else, only colour the verb below it ("failed to deliver")?"""
    colour = lexicon.colour(predicate.lemma)
    below = any(c.dep == "xcomp" and c.pos == "VERB" for c in doc.children(predicate.token))
    if (
        predicate.passive
        and below
        and colour == "future"
        and not any(c.dep == "obl:agent" for c in doc.children(predicate.token))
    ):
        return bool(lexicon.patterns.triggers)  # "is expected to sign"
    if predicate.klass.startswith("communication") or colour is None:
        return False
    if predicate.klass == "event" and colour not in ("negative", "future"):
        return False  # "helped her to win" tells of help, "failed to win" of no failure
    return any(c.dep == "xcomp" and c.pos == "VERB" for c in doc.children(predicate.token))
