"""What grammar settles by itself, where the weights, learned from few articles, leave a part to nobody.

"Three miners were killed": a passive subject is whom it was done to, however rare the verb. Which readings settle
what, and for which types of event, is language data (the table `settled`); a language without it is left to the
weights.
"""

from __future__ import annotations

from kg.annotate.doc import Doc, Token
from kg.extract import nominal
from kg.extract.arguments import case_of
from kg.extract.charges import charged, described, deserving, rewarded
from kg.extract.control import asker, told, turns
from kg.extract.discourse import Discourse
from kg.extract.doers import (
    able,
    behind_subject,
    between,
    dispatched,
    enabled,
    gerund_subject,
    means,
    named_subject,
    owner,
    participle_noun,
    planner,
    received,
    trails,
)
from kg.extract.fillers import ACTORS, SUBJECTS, label, opened, suffers, tied
from kg.extract.mentions import Phrase
from kg.extract.predicates import TO_DO, Predicate, form_of
from kg.extract.speech import writer
from kg.extract.standins import arrived, raised, undertaker
from kg.ids import fold
from kg.lang import Lexicon

_UNDERGONE = frozenset({"LIFE", "DISASTER", "OTHER", "BUSINESS", "MOVE", ""})  # whose subject may be no doer
_OF_SUBJECT = ("subj", "rel-subj")
_MUTUAL = frozenset({"CONSULT", "ASSAULT", "AGREE", "ACCUSE", "COMPETE", "COOPERATE"})
_UNWILLED = frozenset({"LIFE", "DISASTER"})


_OWN_CLAUSE = frozenset({*SUBJECTS, "aux", "aux:pass", "aux:tense", "mark", "obj"})


def agent(talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], lexicon: Lexicon) -> Phrase | None:
    """Who does it, where a reading settles that."""
    for reading in lexicon.patterns.agents.get(voice(predicate), ()):
        if reading.startswith("advcl") and not free(talk.doc, predicate.token, lexicon):
            continue
        for phrase in tied(talk, rules, reading):
            head = talk.doc.tokens[phrase.head]
            named = label(talk, phrase) in ACTORS or head.pos == "PROPN"
            named = named or "GPE" in lexicon.hypernyms.get(head.lemma.lower(), ())  # "the city agreed to pay"
            # what was written or shown says it: "le documentaire précise"
            says = reading == "subj" and predicate.klass.startswith("communication") and phrase.kind == "nominal"
            done = reading.endswith("by") and suffers(talk, phrase, True, lexicon)
            if means(talk, phrase, rules, lexicon):
                continue
            if named or (says and talk.articled) or done:
                return phrase
    return _by_both(talk, predicate)


def _by_both(talk: Discourse, predicate: Predicate) -> Phrase | None:
    """ "a été arrêté puis expulsé par la police": who did the second did the first, where one helper serves both."""
    if predicate.kind != "verb" or not predicate.passive:
        return None
    doc, token = talk.doc, predicate.token
    for other in doc.children(token):
        own = {c.dep for c in doc.children(other)}
        if other.dep == "conj" and other.morph.get("VerbForm") == "Part" and not own & _OWN_CLAUSE:
            by = next((c for c in doc.children(other) if c.dep == "obl:agent"), None)
            return talk.at_head.get(by.i) if by is not None else None
    return None


def free(doc: Doc, token: Token, lexicon: Lexicon) -> bool:
    """Does a participle or gerund tell of the subject above: "Denying it, he left", "left without paying"?"""
    marks = [fold(c.text) for c in doc.children(token) if c.dep in ("mark", "case") and c.i < token.i]
    return all(m in lexicon.without for m in marks) and form_of(doc, doc.tokens[token.head]) == "finite"


def misplaced(
    talk: Discourse, predicate: Predicate, phrase: Phrase, rules: dict[int, list[str]], lexicon: Lexicon
) -> bool:
    """Can it not be who does it: behind an active verb whose subject is before it, or telling another to do it?"""
    token = predicate.token
    if asker(talk, predicate, phrase, lexicon):
        return True
    if predicate.passive and not talk.articled and predicate.lemma in lexicon.patterns.moods.told:
        raised = any(c.dep == "xcomp" and form_of(talk.doc, c) == "inf" for c in talk.doc.children(token))
        return raised and not any(
            rule.startswith("by") for rule in rules.get(phrase.head, ())
        )  # "is said to have fled"
    if not lexicon.patterns.agents or predicate.kind != "verb" or predicate.passive or predicate.form != "finite":
        return False
    before = any(c.dep == "nsubj" and c.i < token.i for c in talk.doc.children(token))
    either = tuple(f"obl-{mark}" for mark in lexicon.grammar.between) if predicate.partner is not None else ()
    tied = any(rule.startswith(("subj", "by", *either)) for rule in rules.get(phrase.head, ()))
    behind = phrase.sent == token.sent and phrase.head > token.i
    return before and not tied and behind and phrase.kind == "nominal"  # a name may be named before it, too


def addressed(talk: Discourse, predicate: Predicate, *places: str) -> bool:
    """Is its subject, or its object, the second person: "you have dedicated", "I congratulate you"?"""
    children = talk.doc.children(predicate.token)
    found = (talk.at_head.get(c.i) for c in children if c.dep in places)
    return any(p is not None and p.kind == "pronoun" and p.person == "2" for p in found)


def asks(above: Predicate) -> bool:
    """Does the word above ask, order or forbid?"""
    return above.content in TO_DO


def shares_agent(doc: Doc, predicate: Predicate, above: Predicate, known: bool, lexicon: Lexicon) -> bool:
    """Does who does the event above do this one too: "travelled to meet", "said and condemned", "agreed to continue",
    and where nobody is `known`, "left without paying"?
    """
    token = predicate.token
    if not lexicon.patterns.agents or predicate.passive or predicate.kind != "verb":
        return False
    if any(c.dep in SUBJECTS or c.dep == "obl:agent" for c in doc.children(token)):
        return False  # "avant de se faire battre par l'Autriche"
    if token.dep == "acl" and above.partner is not None and token.head == above.partner.i:
        # "reaffirmed their readiness to talk", but "confirmed the firm's readiness to talk"
        owned = any(c.dep == "nmod:poss" and c.pos != "PRON" for c in doc.children(above.partner))
        return predicate.form == "inf" and not owned
    if token.head != above.token.i:
        return False
    if token.dep == "conj":
        told = predicate.klass.startswith("communication") and above.klass.startswith("communication")
        helped = any(c.dep.startswith("aux") for c in doc.children(token))
        one = not helped and token.morph.get("VerbForm") == "Part" and above.token.morph.get("VerbForm") == "Part"
        shared = "conj-subj" in lexicon.patterns.agents.get("active", ())
        same = not above.passive and predicate.form == above.form
        plain = predicate.form == "finite" or (shared and predicate.form in ("inf", "gerund"))
        return same and (((told or one or shared) and plain) or not known)
    entry = lexicon.verb(above.lemma)
    if token.dep == "xcomp":
        return entry is not None and entry.klass.startswith("communication") and entry.control == "subj"
    if token.dep != "advcl" or above.passive:
        return False
    marks = {fold(c.text) for c in doc.children(token) if c.dep in ("mark", "case") and c.i < token.i}
    if marks & lexicon.grammar.same_subject and above.form in ("finite", "inf") and predicate.form in ("inf", "gerund"):
        return True
    if marks & lexicon.grammar.same_subject and above.token.dep == "acl":
        return False
    if marks & lexicon.grammar.purpose and above.form in ("finite", "inf") and predicate.form == "inf":
        earned = known and any(c.dep.startswith("aux") for c in doc.children(token))  # "remercié pour avoir sauvé"
        return not earned and (not known or above.type not in lexicon.patterns.sends)
    purpose = any(c.dep in ("aux", "mark") and c.pos == "PART" and c.i == token.i - 1 for c in doc.children(token))
    goes = above.type in ("MOVE", "CONSULT") and not any(c.dep == "obj" for c in doc.children(above.token))
    moves = goes and above.klass.split(":")[0] != "communication" and purpose
    return moves or (not known and (purpose or free(doc, token, lexicon)))


def doer(
    talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], above: Predicate | None, lexicon: Lexicon
) -> Phrase | None:
    """Who does it for certain, whatever else may be near: the actor that is the subject of a known verb in the active
    voice, the actor behind "by", and the one who is asked, accused or kept from doing it.
    """
    token = predicate.token
    one = _by_noun(talk, predicate, rules, above, lexicon) or rewarded(talk, predicate, above, lexicon)
    if (one := one or _made_by(talk, predicate)) is not None:
        return one
    certain = lexicon.patterns.agents.get("certain", ())
    own = any(c.dep in SUBJECTS for c in talk.doc.children(token))
    one = _seen(talk, predicate) if own else undertaker(talk, predicate, lexicon) or arrived(talk, predicate, lexicon)
    if one is not None:
        return one
    verb = token if talk.articled else _past_colour(talk.doc, token, lexicon)
    beside = _circumstance(talk.doc, verb, lexicon)
    under = not own and not predicate.passive and verb.dep in ("xcomp", "advcl")  # "a empêché le maire d'être élu"
    if certain and above is not None and under and verb.head == above.token.i and not beside:
        found = _controller(talk, above, lexicon) or deserving(talk, predicate, above, lexicon)
        asked = asks(above) and predicate.form == "inf"
        if found is not None and (verb.dep == "xcomp" or asked or opened(talk.doc, verb)):
            return found
    if certain and above is not None and not own and token.head == above.token.i and trails(talk.doc, token, above):
        subject = next((c for c in talk.doc.children(above.token) if c.dep == "nsubj"), None)
        if subject is not None and subject.morph.get("PronType") == "Rel" and above.token.dep == "acl:relcl":
            subject = talk.doc.tokens[above.token.head]
        phrase = talk.at_head.get(subject.i) if subject is not None else None
        if phrase is not None and (label(talk, phrase) in ACTORS or talk.doc.tokens[phrase.head].pos == "PROPN"):
            return phrase
    if certain and not own:
        one = dispatched(talk, predicate, above, lexicon) if above is not None else None
        one = one or able(talk, predicate) or planner(talk, predicate, lexicon)
        one = one or participle_noun(talk, predicate, lexicon) or gerund_subject(talk, predicate, lexicon)
        one = one or enabled(talk, predicate, lexicon) or raised(talk, predicate, lexicon)
        if one is not None:
            return one
    if certain and _mutual(talk, predicate) and (one := between(talk, predicate, rules, lexicon)) is not None:
        return one
    if certain and (one := behind_subject(talk, predicate, lexicon)) is not None:
        return one
    if certain and predicate.type not in _UNWILLED and (one := named_subject(talk, predicate, lexicon)) is not None:
        return one
    if predicate.klass.split(":")[0] not in ("communication", "event", "light"):
        return None
    if predicate.type in _UNDERGONE:
        people = (p for p in tied(talk, rules, "by") if "by" in certain and label(talk, p) == "PER")
        return next(people, None) if predicate.type not in _UNWILLED else None  # "was introduced by the chief, Jo Berg"
    if "subj" in certain and (sender := _sender(talk, predicate, lexicon)) is not None:
        return sender
    for reading in certain:
        for phrase in tied(talk, rules, reading):
            if means(talk, phrase, rules, lexicon):
                continue
            region = "GPE" in lexicon.hypernyms.get(talk.doc.tokens[phrase.head].lemma.lower(), ())
            if reading == "by" and phrase.kind == "nominal" and region:
                return phrase  # "l'école construite par la région"
            if label(talk, phrase) in ACTORS and (reading not in _OF_SUBJECT or _acts(phrase, predicate)):
                return phrase
    return None


def _made_by(talk: Discourse, predicate: Predicate) -> Phrase | None:
    """ "a fait arrêter le maire par l'armée": who stands behind "par" at an active verb does it for its subject."""
    if predicate.kind != "verb" or predicate.passive or not talk.articled:
        return None
    if predicate.token.morph.get("VerbForm") != "Inf" or predicate.klass.startswith("communication"):
        return None  # "a fait savoir par son avocat"
    found = (talk.at_head.get(c.i) for c in talk.doc.children(predicate.token) if c.dep == "obl:agent")
    return next((p for p in found if p is not None and label(talk, p) in ACTORS), None)


def _mutual(talk: Discourse, predicate: Predicate) -> bool:
    """Is it what two do with or to each other?"""
    told = predicate.kind == "noun" and talk.articled and predicate.type in nominal.MUTUAL
    return told or predicate.type in _MUTUAL


def _seen(talk: Discourse, predicate: Predicate) -> Phrase | None:
    """ "saw Quintar leave", "made Quintar pay": the name before a bare infinitive, whatever the verb above tells."""
    token = predicate.token
    if talk.articled or predicate.form != "inf" or predicate.passive:
        return None
    found = [talk.at_head.get(c.i) for c in talk.doc.children(token) if c.dep == "nsubj" and c.i < token.i]
    return found[0] if len(found) == 1 and found[0] is not None and found[0].kind == "name" else None


def _past_colour(doc: Doc, token: Token, lexicon: Lexicon) -> Token:
    """ "accused the firm of failing to pay": the verb that only colours it stands in its place."""
    here = token
    for _ in range(3):
        above = doc.tokens[here.head]
        colours = lexicon.colour(lexicon.lemma_fix(above.text.lower(), above.lemma.lower())) is not None
        if here.dep != "xcomp" or above.pos != "VERB" or not colours or form_of(doc, above) == "finite":
            break
        here = above
    return here


def _by_noun(
    talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], above: Predicate | None, lexicon: Lexicon
) -> Phrase | None:
    """Who does what a noun tells: who is charged with it, from whom it comes, whose it is."""
    if above is not None and (one := charged(talk, predicate, above, lexicon)) is not None:
        return one
    if (one := received(talk, predicate, lexicon)) is not None:
        return one
    if (one := nominal.doer(talk, predicate, rules, lexicon)) is not None:
        return one
    happens = predicate.partner is not None and predicate.partner.dep == "nsubj"  # "the Russian invasion began"
    return owner(talk, predicate, rules, lexicon) if predicate.kind == "noun" or happens else None


def _circumstance(doc: Doc, token: Token, lexicon: Lexicon) -> bool:
    """ "a fait appel pour obtenir", "sans attendre": what the one above does besides, and nothing that is asked."""
    marks = {fold(c.text) for c in doc.children(token) if c.dep in ("mark", "case") and c.i < token.i}
    return token.dep == "advcl" and bool(marks & (lexicon.grammar.same_subject | lexicon.grammar.purpose))


def _sender(talk: Discourse, predicate: Predicate, lexicon: Lexicon) -> Phrase | None:
    """ "A statement from the firm said": who speaks where a piece of speech is the subject."""
    doc = talk.doc
    subject = next((c for c in doc.children(predicate.token) if c.dep == "nsubj"), None)
    if subject is None or not predicate.klass.startswith("communication"):
        return None
    own = talk.at_head.get(subject.i)
    wrote = writer(talk, own, lexicon) if own is not None else None
    if wrote is not None:
        return wrote
    noun = lexicon.noun(subject.lemma.lower())
    if noun is None:
        return None
    if not noun.klass.startswith("communication"):
        return None
    for child in doc.children(subject):
        phrase = talk.at_head.get(child.i)
        sent = child.dep == "nmod:poss" or (child.dep == "nmod" and case_of(doc, child) in lexicon.patterns.senders)
        if sent and phrase is not None and label(talk, phrase) in ACTORS:
            return phrase
    return None


def _acts(phrase: Phrase, predicate: Predicate) -> bool:
    """Is the subject before its active verb, and does it mean one thing? "The leaders" may be two named before.

    Of a noun only the phrases around it tell who is its subject ("l'attaque des rebelles contre le convoi").
    """
    if predicate.kind == "noun":
        return True
    alone = not phrase.plural or phrase.person == "1"
    one = phrase.kind == "name" or (phrase.kind == "pronoun" and phrase.entity >= 0 and alone)
    return one and predicate.kind == "verb" and not predicate.passive and phrase.head < predicate.token.i


def _controller(talk: Discourse, above: Predicate, lexicon: Lexicon) -> Phrase | None:
    """Who is to do, or is said to have done, what hangs under a verb of asking, accusing or preventing."""
    entry, colour = lexicon.verb(above.lemma), lexicon.colours.get(above.lemma)
    asked = turns(above.lemma, lexicon)
    stops = colour is not None and colour.modality == "negative" and bool(lexicon.patterns.moods.kept)
    if not asked and not stops and (colour is None or colour.control == "subj"):
        return None  # "stopped attacking", but "stopped the army from attacking"
    wanted = "nsubj:pass" if above.passive else "obj"
    marker = entry.addressee if entry is not None else ""
    marker = above.lemma.rpartition(" ")[2] if marker in ("obj", "") else fold(marker)
    children = list(talk.doc.children(above.token))
    subject = next((c for c in children if c.dep == wanted), None) or described(talk.doc, above)
    # "il est interdit aux visiteurs de filmer"
    impersonal = subject is not None and fold(subject.text) in lexicon.grammar.expletive and above.passive
    for child in children:
        marked = child.dep.startswith("obl") and case_of(talk.doc, child) == marker
        if (child is subject and not impersonal) or (marked and (impersonal or not above.passive)):
            if child.i in talk.at_head:
                return talk.at_head[child.i]
    if subject is not None and subject not in children:
        return talk.at_head.get(subject.i)
    bare = asked and above.token.dep == "acl:relcl" and not above.passive and not talk.articled
    if (
        bare
        and subject is None
        and not any(c.dep == "nsubj" and fold(c.text) in lexicon.grammar.relatives for c in children)
    ):
        return talk.at_head.get(above.token.head)  # "officials it accuses of rigging the vote"
    one = told(talk.doc, above.token, lexicon) if asked and talk.articled and not above.passive else None
    return talk.at_head.get(one.i) if one is not None else None


def voice(predicate: Predicate) -> str:
    """Under which key of the table its readings stand."""
    return "noun" if predicate.kind == "noun" else "passive" if predicate.passive else "active"
