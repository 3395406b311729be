"""What grammar settles by itself, where the weights, learned from few articles, leave a part to nobody.

"Three miners were killed": a passive subject is whom it was done to, however rare the verb. Which readings settle
what, and for which types of event, is language data (the table `settled`); a language without it is left to the
weights.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.annotate.doc import Doc, Token
from kg.extract.arguments import case_of
from kg.extract.discourse import Discourse
from kg.extract.features import finite_mood
from kg.extract.mentions import Phrase
from kg.extract.predicates import Predicate, form_of
from kg.extract.speech import writer
from kg.ids import fold
from kg.lang import Lexicon

_ACTORS = frozenset({"PER", "ORG", "GPE", "GROUP"})
_PEOPLE = frozenset({"PER", "GROUP"})
_COMPLETES = frozenset({"obj", "ccomp", "xcomp", "iobj", "obl"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_UNDERGONE = frozenset({"LIFE", "DISASTER", "OTHER", "BUSINESS", "MOVE", ""})  # whose subject may be no doer
_ASKED = ("requested", "forbidden")  # what others are to do
_MUTUAL = frozenset({"CONSULT", "ASSAULT", "AGREE", "ACCUSE", "COMPETE", "COOPERATE"})
_UNWILLED = frozenset({"LIFE", "DISASTER"})
_SUBORDINATE = frozenset({"acl", "acl:relcl", "amod", "xcomp", "advcl"})


def is_trigger(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> bool | None:
    """Is a known verb with a subject of its own an event? None where grammar does not tell."""
    if not lexicon.patterns.triggers:
        return None
    if predicate.kind != "verb":
        return False if _held(doc, predicate, lexicon) else _whole(doc, predicate)
    klass = predicate.klass.split(":")[0]
    if _accused_of(doc, predicate, lexicon):
        return True
    if colours_only(doc, predicate, lexicon):
        return False
    if klass not in ("communication", "event") or predicate.token.pos != "VERB":
        return None
    token = predicate.token
    if klass == "communication" and predicate.type == "STATE" and _adds(doc, token):
        return True
    subject = any(c.dep in _SUBJECTS for c in doc.children(token))
    told = predicate.type not in ("OTHER", "BUSINESS")  # "caused by", "produced by" tell of no event by themselves
    if token.dep == "acl" and predicate.passive and told and any(c.dep == "obl:agent" for c in doc.children(token)):
        return True  # "the bill, drafted by the Greens"
    helped = any(c.dep == "aux:pass" for c in doc.children(token))
    form = "passive" if helped else predicate.form if not predicate.passive else ""
    if not subject or form not in lexicon.patterns.triggers or token.dep in _SUBORDINATE:
        return None
    # what a thing always does ("the phone plays music") is told in the same words as what it does today
    usual = finite_mood(doc, token) == "Pres" and klass == "event" and predicate.type not in lexicon.patterns.people
    return None if usual else True


def _accused_of(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> bool:
    """ "accused the government of lying": what somebody is accused of."""
    token = predicate.token
    above = doc.tokens[token.head]
    entry = lexicon.verb(lexicon.lemma_fix(above.text.lower(), above.lemma.lower()))
    blames = entry is not None and entry.type == "ACCUSE" and entry.control == "addressee" and above.pos == "VERB"
    return blames and predicate.form == "gerund" and token.dep == "advcl" and _opened(doc, token)


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


def _whole(doc: Doc, noun: Predicate) -> bool | None:
    """ "the rebels' attack on the convoy": a noun that names both who did it and to whom is an event."""
    below = [c for c in doc.children(noun.token) if c.dep.startswith("nmod")]
    marks = {case_of(doc, c) for c in below}
    owner = any(c.dep == "nmod:poss" and c.pos != "PRON" for c in below)
    return True if noun.klass == "event" and ("by" in marks or owner) and marks & {"on", "of", "against"} else None


def colours_only(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> bool:
    """Does the verb, a modal or aspect verb and nothing else, only colour the verb below it ("failed to deliver")?"""
    colour = lexicon.colour(predicate.lemma)
    if predicate.klass.startswith("communication") or colour is None:
        return False
    if predicate.klass == "event" and colour not in ("negative", "future"):
        return False  # "helped her to win" tells of help, "failed to win" of no failure
    return any(c.dep == "xcomp" and c.pos == "VERB" for c in doc.children(predicate.token))


def agent(talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], lexicon: Lexicon) -> Phrase | None:
    """Who does it, where a reading settles that."""
    for reading in lexicon.patterns.agents.get(voice(predicate), ()):
        if reading.startswith("advcl") and not _free(talk.doc, predicate.token, lexicon):
            continue
        for phrase in _with(talk, rules, reading):
            named = _label(talk, phrase) in _ACTORS or talk.doc.tokens[phrase.head].pos == "PROPN"
            if named or (reading.endswith("by") and _suffers(talk, phrase, True, lexicon)):
                return phrase
    return None


def _free(doc: Doc, token: Token, lexicon: Lexicon) -> bool:
    """Does a participle or gerund tell of the subject above: "Denying it, he left", "left without paying"?"""
    marks = [fold(c.text) for c in doc.children(token) if c.dep in ("mark", "case") and c.i < token.i]
    return all(m in lexicon.without for m in marks) and form_of(doc, doc.tokens[token.head]) == "finite"


def misplaced(
    talk: Discourse, predicate: Predicate, phrase: Phrase, rules: dict[int, list[str]], lexicon: Lexicon
) -> bool:
    """Does it stand behind an active verb whose subject is before it, so that it cannot be who does it?"""
    token = predicate.token
    if not lexicon.patterns.agents or predicate.kind != "verb" or predicate.passive or predicate.form != "finite":
        return False
    before = any(c.dep == "nsubj" and c.i < token.i for c in talk.doc.children(token))
    tied = any(rule.startswith(("subj", "by")) for rule in rules.get(phrase.head, ()))
    behind = phrase.sent == token.sent and phrase.head > token.i
    return before and not tied and behind and phrase.kind == "nominal"  # a name may be named before it, too


def hidden(
    talk: Discourse, predicate: Predicate, phrase: Phrase, rules: dict[int, list[str]], lexicon: Lexicon
) -> bool:
    """Is it a person that grammar does not tie to an arrest or an attack told without a doer: "three were wounded"?"""
    if predicate.kind != "verb" or not predicate.passive or predicate.type not in lexicon.patterns.unnamed:
        return False
    person = _label(talk, phrase) == "PER"
    return person and not any(rule.startswith(("by", "understood", "light")) for rule in rules.get(phrase.head, ()))


def thrown(talk: Discourse, predicate: Predicate, phrase: Phrase, lexicon: Lexicon) -> bool:
    """ "fired tear gas at the crowd": what is fired or thrown is no target."""
    head = talk.doc.tokens[phrase.head]
    throws = predicate.word in lexicon.patterns.throws or predicate.lemma in lexicon.patterns.throws
    return throws and head.dep == "obj" and phrase.kind == "nominal" and _label(talk, phrase) not in _ACTORS


def encloses(talk: Discourse, predicate: Predicate, phrase: Phrase) -> bool:
    """ "the outcome of the talks" is no participant of the talks; "the participants in the talks" are."""
    inside = phrase.first <= predicate.token.i < phrase.last and phrase.head != predicate.token.i
    return inside and phrase.kind == "nominal" and _label(talk, phrase) not in _ACTORS


def bystander(
    talk: Discourse, predicate: Predicate, phrase: Phrase, rules: dict[int, list[str]], lexicon: Lexicon
) -> bool:
    """Is it a person that nothing ties to a verb whose subject is told: "The number of students is growing"?"""
    if not lexicon.patterns.agents or predicate.kind != "verb" or predicate.passive or rules.get(phrase.head):
        return False
    told = {name.split("+")[0] for names in rules.values() for name in names}
    subject = next((c for c in talk.doc.children(predicate.token) if c.dep == "nsubj"), None)
    pronoun = subject is not None and subject.pos == "PRON"
    return _label(talk, phrase) == "PER" and "subj" in told and not pronoun


def told_of(talk: Discourse, predicate: Predicate, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Is it only the subject of what is said ("announced that the bank would close"), and nobody who is told it?"""
    doc, token = talk.doc, predicate.token
    verb = doc.tokens[doc.tokens[phrase.head].head]
    subject = doc.tokens[phrase.head].dep in _SUBJECTS and verb.dep == "ccomp" and verb.head == token.i
    return subject and bool(lexicon.patterns.agents) and predicate.klass.startswith("communication")


def mere_teller(talk: Discourse, predicate: Predicate, above: Predicate | None) -> bool:
    """ "The ministry warned that prices would rise": who tells it does nothing to a thing that is not theirs."""
    doc, token = talk.doc, predicate.token
    if above is None or token.dep != "ccomp" or token.head != above.token.i or predicate.form != "finite":
        return False
    if predicate.kind != "verb" or not above.klass.startswith("communication"):
        return False
    subject = next((c for c in doc.children(token) if c.dep in _SUBJECTS), None)
    return (
        subject is not None
        and subject.pos == "NOUN"
        and not any(c.dep in ("nmod:poss", "compound") for c in doc.children(subject))
    )


def addressed(talk: Discourse, predicate: Predicate) -> bool:
    """Is its subject the second person?"""
    children = talk.doc.children(predicate.token)
    found = (talk.at_head.get(c.i) for c in children if c.dep in _SUBJECTS)
    return any(p is not None and p.kind == "pronoun" and p.person == "2" for p in found)


def speaks_to(talk: Discourse, predicate: Predicate) -> bool:
    """Is its object, or the one it is said or given to, the second person: "I congratulate you"?"""
    children = talk.doc.children(predicate.token)
    found = (talk.at_head.get(c.i) for c in children if c.dep in ("obj", "iobj"))
    return any(p is not None and p.kind == "pronoun" and p.person == "2" for p in found)


def asks(above: Predicate) -> bool:
    """Does the word above ask, order or forbid?"""
    return above.content in ("requested", "forbidden")


def shares_agent(doc: Doc, predicate: Predicate, above: Predicate, known: bool, lexicon: Lexicon) -> bool:
    """Does who does the event above do this one too: "travelled to meet", "said and condemned", "agreed to continue",
    and where nobody is `known`, "left without paying"?
    """
    token = predicate.token
    if not lexicon.patterns.agents or predicate.passive or predicate.kind != "verb":
        return False
    if any(c.dep in _SUBJECTS for c in doc.children(token)):
        return False
    if token.dep == "acl" and above.partner is not None and token.head == above.partner.i:
        return predicate.form == "inf"  # "reaffirmed their readiness to talk"
    if token.head != above.token.i:
        return False
    if token.dep == "conj":
        told = predicate.klass.startswith("communication") and above.klass.startswith("communication")
        same = not above.passive and predicate.form == above.form
        return same and ((told and predicate.form == "finite") or not known)
    entry = lexicon.verb(above.lemma)
    if token.dep == "xcomp":
        return entry is not None and entry.klass.startswith("communication") and entry.control == "subj"
    if token.dep != "advcl" or above.passive:
        return False
    purpose = any(c.dep in ("aux", "mark") and c.pos == "PART" and c.i == token.i - 1 for c in doc.children(token))
    moves = above.type in ("MOVE", "CONSULT") and above.klass.split(":")[0] != "communication" and purpose
    return moves or (not known and (purpose or _free(doc, token, lexicon)))


def doer(
    talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], above: Predicate | None, lexicon: Lexicon
) -> Phrase | None:
    """Who does it for certain, whatever else may be near: the actor that is the subject of a known verb in the active
    voice, the actor behind "by", and the one who is asked, accused or kept from doing it.
    """
    token = predicate.token
    happens = predicate.partner is not None and predicate.partner.dep == "nsubj"  # "the Russian invasion began"
    if (predicate.kind == "noun" or happens) and (owner := _owner(talk, predicate, rules, lexicon)) is not None:
        return owner
    certain = lexicon.patterns.agents.get("certain", ())
    own = any(c.dep in _SUBJECTS for c in talk.doc.children(token))
    if certain and above is not None and not own and token.head == above.token.i and token.dep in ("xcomp", "advcl"):
        found = _controller(talk, above, lexicon) or _deserving(talk, predicate, above, lexicon)
        asked = asks(above) and predicate.form == "inf"
        if found is not None and (token.dep == "xcomp" or asked or _opened(talk.doc, token)):
            return found
    if certain and above is not None and not own and token.head == above.token.i and _trails(talk.doc, token, above):
        subject = next((c for c in talk.doc.children(above.token) if c.dep == "nsubj"), None)
        phrase = talk.at_head.get(subject.i) if subject is not None else None
        if phrase is not None and (_label(talk, phrase) in _ACTORS or talk.doc.tokens[phrase.head].pos == "PROPN"):
            return phrase
    if certain and not own and (able := _able(talk, predicate)) is not None:
        return able
    if certain and not own and (planner := _planner(talk, predicate, lexicon)) is not None:
        return planner
    if certain and predicate.type in _MUTUAL and (one := _between(talk, predicate, rules)) is not None:
        return one
    if certain and predicate.type not in _UNWILLED and (named := _named_subject(talk, predicate, lexicon)) is not None:
        return named
    if predicate.klass.split(":")[0] not in ("communication", "event", "light") or predicate.type in _UNDERGONE:
        return None
    if "subj" in certain and (sender := _sender(talk, predicate, lexicon)) is not None:
        return sender
    for reading in certain:
        for phrase in _with(talk, rules, reading):
            if _label(talk, phrase) in _ACTORS and (reading != "subj" or _acts(phrase, predicate)):
                return phrase
    return None


def _owner(talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], lexicon: Lexicon) -> Phrase | None:
    """ "Peru's withdrawal", "the French proposal", "the actions of the army": whose it is does it."""
    noun, light = (predicate.token, "") if predicate.partner is None else (predicate.partner, "light-")
    ties: tuple[str, ...] = ("noun-poss", "noun-adj") if predicate.type in lexicon.patterns.owners else ()
    if noun.lemma.lower() in lexicon.patterns.of_doers:
        ties = (*ties, "noun-of")
    ties = tuple(light + tie for tie in ties)
    return next((p for tie in ties for p in _with(talk, rules, tie) if _label(talk, p) in _ACTORS), None)


def _able(talk: Discourse, predicate: Predicate) -> Phrase | None:
    """ "Developers will be able to set the price": the subject of the adjective above the infinitive."""
    doc, token = talk.doc, predicate.token
    adjective = doc.tokens[token.head]
    if predicate.form != "inf" or token.dep != "xcomp" or adjective.pos != "ADJ":
        return None
    tops = (adjective, doc.tokens[adjective.head])
    subject = next((c for top in tops for c in doc.children(top) if c.dep == "nsubj" and c.i < token.i), None)
    if subject is not None and subject.morph.get("PronType") == "Rel":  # "who is due to speak"
        subject = next((doc.tokens[t.head] for t in tops if t.dep == "acl:relcl"), None)
    phrase = talk.at_head.get(subject.i) if subject is not None else None
    return phrase if phrase is not None and _label(talk, phrase) in _ACTORS else None


def _planner(talk: Discourse, predicate: Predicate, lexicon: Lexicon) -> Phrase | None:
    """ "broke its promise to hire", "took the decision to leave": whose promise or decision it is."""
    doc, token = talk.doc, predicate.token
    noun = doc.tokens[token.head]
    entry = lexicon.noun(noun.lemma.lower())
    inf = predicate.form == "inf" and token.dep in ("acl", "xcomp") and noun.pos == "NOUN"
    if not inf or entry is None or not entry.klass.startswith("communication") or entry.content in _ASKED:
        return None
    owners = [talk.at_head.get(c.i) for c in doc.children(noun) if c.dep == "nmod:poss"]
    verb = doc.tokens[noun.head]
    if not owners and noun.dep == "obj" and verb.pos == "VERB":
        owners = [talk.at_head.get(c.i) for c in doc.children(verb) if c.dep == "nsubj" and c.i < verb.i]
    return next((p for p in owners if p is not None and _label(talk, p) in _ACTORS), None)


def _between(talk: Discourse, predicate: Predicate, rules: dict[int, list[str]]) -> Phrase | None:
    """ "talks between X and Y", "fighting erupted between X and Y": the first of those who do it to each other."""
    doc, token = talk.doc, predicate.token
    partner = predicate.partner.i if predicate.partner is not None else -1
    own = (talk.at_head.get(c.i) for c in doc.children(token) if c.dep == "nsubj" and c.i != partner)
    if predicate.kind == "verb" and any(p is not None and _label(talk, p) in _ACTORS for p in own):
        return None  # "mediated talks between X and Y"
    for reading in ("noun-between", "light-noun-between", "obl-between"):
        for phrase in _with(talk, rules, reading):
            if _label(talk, phrase) in _ACTORS:
                return phrase
    return None


def _named_subject(talk: Discourse, predicate: Predicate, lexicon: Lexicon) -> Phrase | None:
    """The one named actor, or "he" who is one, before an active finite verb; for "who", the actor before it."""
    doc, token = talk.doc, predicate.token
    if predicate.kind != "verb" or predicate.passive or predicate.form != "finite" or token.pos != "VERB":
        return None
    subject = next((c for c in doc.children(token) if c.dep == "nsubj" and c.i < token.i), None)
    if subject is not None and subject.pos == "PRON" and token.dep == "acl:relcl":
        subject = doc.tokens[token.head]
        phrase = talk.at_head.get(subject.i)
        return phrase if phrase is not None and _label(talk, phrase) in _ACTORS else None
    phrase = talk.at_head.get(subject.i) if subject is not None else None
    if phrase is None:
        return None
    if phrase.kind == "nominal":  # "the leaders" may be two named before
        taken = subject is not None and subject.lemma.lower() in lexicon.patterns.parties
        return phrase if _label(talk, phrase) in _ACTORS and not taken else None
    if phrase.entity < 0 or (phrase.plural and phrase.person == "3"):
        return None
    return phrase if _label(talk, phrase) in _ACTORS else None


def _deserving(talk: Discourse, predicate: Predicate, above: Predicate, lexicon: Lexicon) -> Phrase | None:
    """ "fined the firm for polluting": who is praised or punished for it, and not who does that."""
    doc = talk.doc
    marks = [c.text.lower() for c in doc.children(predicate.token) if c.dep in ("mark", "case")]
    if above.kind != "verb" or above.type not in lexicon.patterns.blame or predicate.form != "gerund":
        return None
    if not marks or any(m not in lexicon.patterns.moods.why for m in marks):
        return None
    wanted = "nsubj:pass" if above.passive else "obj"
    found = next((c for c in doc.children(above.token) if c.dep == wanted), None)
    if found is None and above.type == "CONCEDE":  # "apologised for doing it"
        found = next((c for c in doc.children(above.token) if c.dep == "nsubj"), None)
    return talk.at_head.get(found.i) if found is not None else None


def _trails(doc: Doc, token: Token, above: Predicate) -> bool:
    """ "She thanked him, adding that …": a bare gerund behind a comma tells of the subject."""
    if token.dep != "advcl" or form_of(doc, token) != "gerund" or token.i < above.token.i or above.passive:
        return False
    if any(c.dep in ("mark", "case") and c.i < token.i for c in doc.children(token)):
        return False
    first = min([token.i, *(c.i for c in doc.children(token) if c.i < token.i and c.dep != "punct")])
    return doc.tokens[first - 1].text == ","


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
        if sent and phrase is not None and _label(talk, phrase) in _ACTORS:
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
    turns = entry is not None and entry.klass.startswith("communication") and entry.control == "addressee"
    if not turns and (colour is None or colour.control == "subj"):
        return None
    wanted = "nsubj:pass" if above.passive else "obj"
    marker = entry.addressee if entry is not None else ""
    marker = above.lemma.rpartition(" ")[2] if marker in ("obj", "") else fold(marker)
    children = list(talk.doc.children(above.token))
    subject = next((c for c in children if c.dep == wanted), None)
    # "il est interdit aux visiteurs de filmer"
    impersonal = subject is not None and fold(subject.text) in lexicon.grammar.expletive and above.passive
    for child in children:
        marked = child.dep.startswith("obl") and case_of(talk.doc, child) == marker
        if (child is subject and not impersonal) or (marked and (impersonal or not above.passive)):
            if child.i in talk.at_head:
                return talk.at_head[child.i]
    return None


def _opened(doc: Doc, token: Token) -> bool:
    """Does a preposition open the clause: "of forging", "from entering"? Another one is a circumstance."""
    return any(c.dep in ("mark", "case") and c.i < token.i for c in doc.children(token))


def target(talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], lexicon: Lexicon) -> Phrase | None:
    """To whom it is done, where a reading settles that."""
    table = lexicon.patterns
    wide = predicate.type in table.things | table.people and predicate.lemma not in table.topics
    readings = [*table.addressed.get(predicate.type, ()), *(table.targets.get(voice(predicate), ()) if wide else ())]
    if predicate.action in table.addressed:  # what is captured is no target; from whom, is
        readings = list(table.addressed[predicate.action])
    if predicate.addressee and predicate.addressee != "obj":
        readings.append(f"obl-{fold(predicate.addressee)}")
    if predicate.kind == "noun" and any("noun-by" in names for names in rules.values()):
        readings.insert(0, "noun-of")  # "the takeover of X by Y"
    for reading in readings:
        tie, _, kind = reading.partition("@")
        for phrase in _with(talk, rules, tie):
            if _suffers(talk, phrase, predicate.type in table.things, lexicon):
                if thrown(talk, predicate, phrase, lexicon):
                    continue
                if kind != "person" or (_label(talk, phrase) in _PEOPLE and phrase.kind != "pronoun"):
                    return phrase
    return _shared(talk, predicate, lexicon) if wide else None


def sufferer(talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], lexicon: Lexicon) -> Phrase | None:
    """To whom an act is done for certain: "l'assassinat de X par Y", "l'attaque contre X", "X, victime d'un vol"."""
    if predicate.kind != "noun" or predicate.type not in lexicon.patterns.things | lexicon.patterns.people:
        return None
    for reading in ("pass-subj", "obj"):
        for phrase in _with(talk, rules, reading):
            if _suffers(talk, phrase, predicate.type in lexicon.patterns.things, lexicon):
                return phrase
    return None


def bearer(talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], lexicon: Lexicon) -> Phrase | None:
    """ "his arrest", "Zuma's trial": of such nouns the possessor is whom it is done to."""
    noun = predicate.token if predicate.kind == "noun" else predicate.partner
    if noun is None or noun.lemma.lower() not in lexicon.patterns.suffered:
        return None
    ties = ("noun-poss", "light-noun-poss")
    found = (p for tie in ties for p in _with(talk, rules, tie))
    return next((p for p in found if _label(talk, p) in _ACTORS or p.kind == "pronoun"), None)


def patient(talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], lexicon: Lexicon) -> Phrase | None:
    """ "the shelling of the town": of such nouns, who stands behind "of" suffers it."""
    noun = predicate.token if predicate.kind == "noun" else predicate.partner
    if noun is None or noun.lemma.lower() not in lexicon.patterns.of_patients:
        return None
    found = (p for tie in ("noun-of", "light-noun-of") for p in _with(talk, rules, tie))
    return next((p for p in found if _suffers(talk, p, True, lexicon)), None)


def outer(talk: Discourse, phrase: Phrase, rules: dict[int, list[str]]) -> Phrase:
    """ "gave the president of China a book": the person to whom it is done, not the country inside the phrase."""
    names = rules.get(phrase.head, ())
    above = talk.at_head.get(talk.doc.tokens[phrase.head].head)
    if above is None or not names or not all(n.startswith(("obj-", "obl-")) for n in names):
        return phrase
    tied = any(n in ("obj", "iobj") for n in rules.get(above.head, ()))
    return above if tied and _label(talk, above) in _ACTORS else phrase


def reciprocal(doc: Doc, predicate: Predicate) -> bool:
    """ "support each other": do those who do it suffer it, too?"""
    for child in doc.children(predicate.token):
        if child.dep == "obj" and child.lemma.lower() in ("other", "another"):
            return any(c.text.lower() in ("each", "one") for c in (*doc.children(child), doc.tokens[child.i - 1]))
    return False


def _shared(talk: Discourse, predicate: Predicate, lexicon: Lexicon) -> Phrase | None:
    """ "tried and acquitted the former mayor": the object of a verb joined to one that has none."""
    doc, token = talk.doc, predicate.token
    if predicate.kind != "verb" or predicate.passive or any(c.dep in _COMPLETES for c in doc.children(token)):
        return None
    other = next((c for c in doc.children(token) if c.dep == "conj" and c.pos == "VERB" and c.i - token.i == 2), None)
    found = next((c for c in doc.children(other) if c.dep == "obj"), None) if other is not None else None
    phrase = talk.at_head.get(found.i) if found is not None else None
    things = predicate.type in lexicon.patterns.things
    return phrase if phrase is not None and _suffers(talk, phrase, things, lexicon) else None


def voice(predicate: Predicate) -> str:
    """Under which key of the table its readings stand."""
    return "noun" if predicate.kind == "noun" else "passive" if predicate.passive else "active"


def _with(talk: Discourse, rules: dict[int, list[str]], reading: str) -> Sequence[Phrase]:
    """Phrases that have the reading, whatever the verb above asks of them ("xcomp-subj:told")."""
    found = ((head, {n.partition(":")[0] for n in names}) for head, names in sorted(rules.items()))
    return [talk.at_head[head] for head, names in found if reading in names and head in talk.at_head]


def _label(talk: Discourse, phrase: Phrase) -> str:
    cluster = talk.cluster(phrase)
    return (cluster.label if cluster is not None else "") or phrase.label


def _suffers(talk: Discourse, phrase: Phrase, things: bool, lexicon: Lexicon) -> bool:
    """May it be a target: somebody, or, where `things` may be, a thing that is no date, quality or event?"""
    if _label(talk, phrase) in _ACTORS:
        return True
    head: Token = talk.doc.tokens[phrase.head]
    noun = head.lemma.lower()
    if phrase.kind == "pronoun" or lexicon.is_time_noun(noun):
        return phrase.entity >= 0 and things
    if noun in lexicon.casualties or head.pos in ("NUM", "PROPN"):
        return True
    return things and not lexicon.is_abstract(noun) and lexicon.noun(noun) is None
