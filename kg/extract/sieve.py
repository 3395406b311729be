"""Which fillers grammar rules out, and whom an act befalls for certain, whatever the weights say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kg.annotate.doc import Doc, Token
from kg.extract.arguments import case_of
from kg.extract.discourse import Discourse
from kg.extract.fillers import ACTORS, SUBJECTS, label, many, opened, suffers, tied
from kg.extract.lists import members
from kg.extract.mentions import Phrase
from kg.extract.predicates import Predicate
from kg.ids import fold
from kg.lang import Lexicon

if TYPE_CHECKING:
    from kg.extract.frames import Frame

_WITHIN = frozenset({"nmod", "appos", "conj", "flat:name", "flat"})
_BORNE = ACTORS | {"LOC"}  # kinds of things to which it is done
_HARM = frozenset({"ASSAULT", "COERCE"})
_TOGETHER = frozenset({"CONSULT", "AGREE", "COOPERATE"})  # in which who speaks of it may take part


def hidden(
    talk: Discourse, predicate: Predicate, phrase: Phrase, rules: dict[int, list[str]], lexicon: Lexicon
) -> bool:
    """Is it a person that grammar does not tie to an arrest or an attack told without a doer: "three were wounded"?"""
    if predicate.kind != "verb" or not predicate.passive:
        return False
    names = rules.get(phrase.head, ())
    if predicate.token.dep == "acl" and predicate.type in lexicon.patterns.secret | lexicon.patterns.stances:
        beyond = bool(names) and all(n.startswith(("acl-subj", "far-", "understood")) for n in names)
        if beyond and lexicon.patterns.triggers:  # "police arrested a man accused of stabbing him"
            return True
    if talk.articled and _set_apart(talk.doc, predicate) and names:
        if all(n.startswith(("acl-subj", "light-gov", "far-", "understood")) for n in names):
            return True  # "a ratifié l'accord, conclu en mai": by whom is not told
    if predicate.type not in lexicon.patterns.unnamed:
        return False
    person = label(talk, phrase) == "PER" or predicate.type in lexicon.patterns.secret
    return person and not any(rule.startswith(("by", "understood", "light")) for rule in names)


def _set_apart(doc: Doc, predicate: Predicate) -> bool:
    """Does a participle behind a comma tell of the object before it?"""
    token = predicate.token
    noun = doc.tokens[token.head]
    return token.dep == "acl" and noun.dep == "obj" and noun.i < token.i and doc.tokens[token.i - 1].text == ","


def struck_above(talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], phrase: Phrase) -> bool:
    """ "A quake struck Peru, destroying homes": what the verb above is done to does not do what trails behind it."""
    doc, token = talk.doc, predicate.token
    above = doc.tokens[token.head]
    if talk.articled or token.dep != "advcl" or predicate.form != "gerund" or above.pos != "VERB" or opened(doc, token):
        return False
    first = min([token.i, *(c.i for c in doc.children(token) if c.i < token.i and c.dep != "punct")])
    subject = any(c.dep == "nsubj" for c in doc.children(above))
    own = rules.get(phrase.head, ())
    return subject and doc.tokens[first - 1].text == "," and bool(own) and all(n.startswith("advcl-obj") for n in own)


def struck_before(
    talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], phrase: Phrase, lexicon: Lexicon
) -> bool:
    """ "injured six people before being overpowered": a passive behind "before" befalls the subject above."""
    doc, token = talk.doc, predicate.token
    if talk.articled or not predicate.passive or predicate.form != "gerund" or token.dep != "advcl":
        return False
    marks = {fold(c.text) for c in doc.children(token) if c.dep in ("mark", "case") and c.i < token.i}
    own = rules.get(phrase.head, ())
    return bool(marks & lexicon.grammar.same_subject and own) and all(n.startswith("advcl-obj") for n in own)


def of_things(talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], phrase: Phrase) -> bool:
    """ "issues related to ensuring peace", "talks on steps aimed at ending it": a thing of which a participle tells has
    nobody who does what stands behind that.
    """
    doc, token = talk.doc, predicate.token
    if talk.articled or predicate.kind != "verb" or predicate.form not in ("gerund", "inf"):
        return False
    above = doc.tokens[token.head]
    if token.dep == "conj" and above.pos == "VERB":
        token, above = above, doc.tokens[above.head]
    if token.dep == "acl" and above.pos == "NOUN" and above.dep == "obl" and predicate.form == "inf":
        if any(c.dep == "nmod:poss" for c in doc.children(above)):
            return False  # "relating to Norland's efforts to preserve it"
        above = doc.tokens[above.head]
    elif token.dep != "advcl" or predicate.form != "gerund" or not opened(doc, token):
        return False
    noun = doc.tokens[above.head]
    thing = talk.at_head.get(noun.i)
    if above.dep != "acl" or noun.pos != "NOUN" or (thing is not None and label(talk, thing) in ACTORS):
        return False
    return not any(n.startswith(("subj", "by")) for n in rules.get(phrase.head, ()))


def bystander(
    talk: Discourse, predicate: Predicate, phrase: Phrase, rules: dict[int, list[str]], lexicon: Lexicon
) -> bool:
    """Is it a person that nothing ties to a verb whose subject is told: "The number of students is growing"?"""
    if not lexicon.patterns.agents or predicate.kind != "verb" or predicate.passive or rules.get(phrase.head):
        return False
    if lexicon.patterns.triggers and any(c.dep == "csubj" for c in talk.doc.children(predicate.token)):
        return True  # "Reaching a deal would help the region"
    if _of_subject(talk, predicate, phrase, lexicon):
        return False
    told = {name.split("+")[0] for names in rules.values() for name in names}
    subject = next((c for c in talk.doc.children(predicate.token) if c.dep == "nsubj"), None)
    pronoun = subject is not None and subject.pos == "PRON"
    thing = pronoun and subject is not None and lexicon.pronouns.get(fold(subject.text), {}).get("of") == "thing"
    kind = label(talk, phrase)
    far = kind == "GROUP" and phrase.kind == "nominal" and phrase.sent != predicate.token.sent
    return ((kind == "PER" or far) and "subj" in told and not pronoun) or (thing and kind == "PER")


def _of_subject(talk: Discourse, predicate: Predicate, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Does it tell who the subject is: "le consultant, Jo Berg, a dit", "les deux parties", "le vote s'est tenu"?"""
    doc = talk.doc
    subject = next((c for c in doc.children(predicate.token) if c.dep == "nsubj"), None)
    if subject is None or subject.pos == "PRON" or not talk.articled:
        return False
    here = doc.tokens[phrase.head]
    while here.i != subject.i and here.head != here.i and here.dep in _WITHIN:
        here = doc.tokens[here.head]
    noun = lexicon.noun(subject.lemma.lower())
    happening = noun is not None and noun.klass == "event"  # who takes part in it is told elsewhere
    return here.i == subject.i or happening or subject.lemma.lower() in lexicon.patterns.parties


def complement(talk: Discourse, predicate: Predicate, phrase: Phrase, rules: dict[int, list[str]]) -> bool:
    """ "It will compete with Norvo": is it nothing but object or complement of an active verb with a subject?"""
    if predicate.kind != "verb" or predicate.passive or predicate.partner is not None:
        return False
    subject = any(c.dep in SUBJECTS and c.i < predicate.token.i for c in talk.doc.children(predicate.token))
    own = rules.get(phrase.head, ())
    return subject and bool(own) and all(name == "obj" or name.startswith(("obj-", "obl-")) for name in own)


def beside_subject(talk: Discourse, predicate: Predicate, phrase: Phrase, rules: dict[int, list[str]]) -> bool:
    """ "The new phone drew crowds": is it tied to nothing, where a noun is the subject of the active verb?"""
    if predicate.kind != "verb" or predicate.passive or predicate.form != "finite" or rules.get(phrase.head):
        return False
    subject = next((c for c in talk.doc.children(predicate.token) if c.dep == "nsubj"), None)
    if subject is None or (predicate.partner is not None and subject.i == predicate.partner.i):
        return False  # "The announcement came": whose it is
    own = talk.at_head.get(subject.i)
    return own is not None and own.kind != "pronoun" and (own.entity < 0 or own.entity != phrase.entity)


def told_of(talk: Discourse, predicate: Predicate, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Is it only the subject of what is said ("announced that the bank would close"), and nobody who is told it?"""
    doc, token = talk.doc, predicate.token
    verb = doc.tokens[doc.tokens[phrase.head].head]
    subject = doc.tokens[phrase.head].dep in SUBJECTS and verb.dep == "ccomp" and verb.head == token.i
    return subject and bool(lexicon.patterns.agents) and predicate.klass.startswith("communication")


def about(predicate: Predicate, rules: dict[int, list[str]], phrase: Phrase, lexicon: Lexicon) -> bool:
    """ "a précisé trois points": of a verb that tells of its object, only to whom it is told is a target."""
    told = predicate.lemma in lexicon.patterns.topics and predicate.klass == "communication:say"
    return told and not any(name.startswith(("iobj", "obl")) for name in rules.get(phrase.head, ()))


def mere_teller(talk: Discourse, predicate: Predicate, above: Predicate | None) -> bool:
    """ "The ministry warned that prices would rise": who tells it does nothing to a thing that is not theirs."""
    doc, token = talk.doc, predicate.token
    if above is None or token.dep != "ccomp" or token.head != above.token.i or predicate.form != "finite":
        return False
    if predicate.kind != "verb" or not above.klass.startswith("communication"):
        return False
    subject = next((c for c in doc.children(token) if c.dep in SUBJECTS), None)
    return (
        subject is not None
        and subject.pos == "NOUN"
        and not any(c.dep in ("nmod:poss", "compound") for c in doc.children(subject))
    )


def others_act(doc: Doc, predicate: Predicate, above: Predicate, lexicon: Lexicon) -> bool:
    """ "The UN condemned the bombing", "demanded his release": an act judged or asked for is not the speaker's."""
    token = predicate.token
    spoken = predicate.klass.startswith("communication") and above.type in ("REJECT", "DENY")
    if spoken and above.kind == "verb" and token.head == above.token.i and lexicon.patterns.triggers:
        return predicate.kind == "noun" and is_object(doc, token, above)  # "rejected an offer"
    judged = above.type in lexicon.patterns.stances and above.kind == "verb" and token.head == above.token.i
    if above.action == "describes" and predicate.kind == "noun" and token.head == above.token.i:
        return token.dep == "xcomp" and bool(lexicon.patterns.triggers)  # "what police called an attack"
    return judged and predicate.kind == "noun" and is_object(doc, token, above) and predicate.type not in _TOGETHER


def only_announced(talk: Discourse, predicate: Predicate, above: Frame | None) -> bool:
    """ "Le porte-parole a annoncé l'exécution de trois otages": a person who tells of harm has not done it.

    A body that tells of it may have: "la police a annoncé l'arrestation de deux hommes".
    """
    if above is None or predicate.kind != "noun" or predicate.type not in _HARM or above.predicate.kind != "verb":
        return False
    told = above.predicate.content in ("asserted", "factive") and above.predicate.klass.startswith("communication")
    persons = bool(above.agents) and all(label(talk, p) == "PER" for p, _ in above.agents)
    return told and persons and is_object(talk.doc, predicate.token, above.predicate)


def is_object(doc: Doc, token: Token, above: Predicate) -> bool:
    """ "demanded an election", "called for an election"."""
    particle = above.lemma.rpartition(" ")[2] if " " in above.lemma else ""
    if any(c.dep == "obj" and c.i < token.i for c in doc.children(above.token)):
        return False
    return token.dep == "obj" or (token.dep == "obl" and particle != "" and case_of(doc, token) == particle)


def of_noun(phrase: Phrase, rules: dict[int, list[str]]) -> bool:
    """Does the phrase stand at the noun itself: "its attack", "the attack by the rebels"?"""
    return any(name.startswith(("noun-", "light-noun-")) for name in rules.get(phrase.head, ()))


def of_clause_below(doc: Doc, predicate: Predicate, phrase: Phrase) -> bool:
    """ "a démissionné après avoir rencontré le roi": what a clause beside the verb does, is done to its own object."""
    head = doc.tokens[phrase.head]
    verb = doc.tokens[head.head]
    own = {t.i for t in predicate.triggers}
    beside = verb.pos == "VERB" and verb.dep == "advcl" and verb.head in own and verb.i not in own
    return predicate.kind == "verb" and head.dep == "obj" and beside


def thrown(talk: Discourse, predicate: Predicate, phrase: Phrase, lexicon: Lexicon) -> bool:
    """ "fired tear gas at the crowd": what is fired or thrown is no target."""
    head = talk.doc.tokens[phrase.head]
    throws = predicate.word in lexicon.patterns.throws or predicate.lemma in lexicon.patterns.throws
    return throws and head.dep == "obj" and phrase.kind == "nominal" and label(talk, phrase) not in ACTORS


def idle(
    talk: Discourse,
    predicate: Predicate,
    phrase: Phrase,
    rules: dict[int, list[str]],
    table: Mapping[str, Sequence[str]],
    lexicon: Lexicon,
) -> bool:
    """Is the phrase tied to the predicate only by what makes no participant, or by nothing, where the table says so?

    "told" are verbs of speech that have a subject. Who stands in a list with one that is tied is tied, too.
    """
    own = any("subj" in names for names in rules.values())
    said = predicate.kind == "verb" and predicate.klass.startswith("communication") and own
    voice = "noun" if predicate.kind == "noun" else "passive" if predicate.passive else "told" if said else "active"
    if voice == "passive" and _behind_by(talk, predicate, phrase, lexicon):
        return False
    # "se mettre en grève", "participer au vote": what completes the verb may well be done by its subject
    weak = table.get(f"{voice}-{predicate.type}", table.get(voice, ()))
    weak = weak if predicate.kind == "verb" or predicate.token.dep != "obl:arg" else ()
    weak = (*weak, *table.get(predicate.type, ()))
    same = [r for head, r in rules.items() if head == phrase.head or _one(talk.at_head.get(head), phrase)]
    names = {n.partition(":")[0].partition("+")[0] for r in same for n in r} - {"understood"} or {"near"}
    kind = label(talk, phrase)
    if names == {"near"} and "near" in weak and any(rules.get(other.head) for other in members(talk, phrase)):
        return False
    if voice == "noun" and _in_passing(talk.doc, predicate, rules, lexicon):
        weak = [name for name in weak if not name.endswith("nsubj")]
    if voice == "told" and names == {"near"} and _of_subject(talk, predicate, phrase, lexicon):
        return False
    return bool(weak) and all(name in weak or f"{name}@{kind}" in weak for name in names)


def _in_passing(doc: Doc, noun: Predicate, rules: dict[int, list[str]], lexicon: Lexicon) -> bool:
    """ "En visite à Lyon, il a …", "malgré son recul, le groupe …": may the clause's subject do what the noun tells?"""
    below = [c for c in doc.children(noun.token) if c.i < noun.token.i]
    bare = not any(c.dep in ("det", "nummod", "amod") for c in below)
    with_subject = bare and case_of(doc, noun.token) in lexicon.grammar.same_subject
    return with_subject or any("noun-poss" in names for names in rules.values())


def _behind_by(talk: Discourse, predicate: Predicate, phrase: Phrase, lexicon: Lexicon) -> bool:
    """ "approuvé ou rejeté par la cour": does it stand behind "by" in the sentence, whatever that was hung on?"""
    head = talk.doc.tokens[phrase.head]
    behind = phrase.sent == predicate.token.sent and phrase.head > predicate.token.i
    return behind and case_of(talk.doc, head) in lexicon.grammar.doer_marks


def _one(other: Phrase | None, phrase: Phrase) -> bool:
    """Do both mean the same thing: "les a encouragés", of pilgrims named before?"""
    return other is not None and phrase.entity >= 0 and other.entity == phrase.entity


def bare(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> bool:
    """ "pris en otage", "a fait appel", "sur place": in a language of articles, one noun without one is nobody."""
    doc, head = talk.doc, talk.doc.tokens[phrase.head]
    if not talk.articled or phrase.kind != "nominal" or phrase.last - phrase.first > 1 or head.pos != "NOUN":
        return False
    marks = [c for c in doc.children(head) if c.dep in ("det", "nummod", "case")]
    determined = any(c.dep != "case" or fold(c.text) in lexicon.determiners for c in marks)
    return not determined and not phrase.plural and head.dep not in SUBJECTS | {"conj", "root", "appos"}


def encloses(talk: Discourse, predicate: Predicate, phrase: Phrase) -> bool:
    """ "the outcome of the talks" is no participant of the talks; "the participants in the talks" are."""
    inside = phrase.first <= predicate.token.i < phrase.last and phrase.head != predicate.token.i
    return inside and phrase.kind == "nominal" and label(talk, phrase) not in ACTORS


def bearer(talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], lexicon: Lexicon) -> Phrase | None:
    """ "his arrest", "Zuma's trial": of such nouns the possessor is whom it is done to."""
    noun = predicate.noun
    if noun is None or noun.lemma.lower() not in lexicon.patterns.suffered:
        return None
    ties = ("noun-poss", "light-noun-poss")
    found = (p for tie in ties for p in tied(talk, rules, tie))
    return next((p for p in found if label(talk, p) in ACTORS or p.kind == "pronoun"), None)


def patient(talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], lexicon: Lexicon) -> Phrase | None:
    """ "the shelling of the town": of such nouns, who stands behind "of" suffers it."""
    noun = predicate.noun
    if noun is None or noun.lemma.lower() not in lexicon.patterns.of_patients:
        return None
    ties = (light + mark for mark in lexicon.grammar.owner_marks for light in ("noun-", "light-noun-"))
    found = (p for tie in ties for p in tied(talk, rules, tie))
    if predicate.type not in lexicon.patterns.things:  # what is only launched or gone through is none
        people = predicate.type in lexicon.patterns.people
        found = (p for p in found if (k := label(talk, p)) in _BORNE or (people and k != "OTHER"))
    return next((p for p in found if suffers(talk, p, True, lexicon)), None)


def undergoer(talk: Discourse, predicate: Predicate, lexicon: Lexicon) -> Phrase | None:
    """ "Three of them were arrested": the subject of the passive, when somebody, suffers what is done to somebody."""
    types = lexicon.patterns.people | lexicon.patterns.things
    if predicate.kind != "verb" or not predicate.passive or predicate.type not in types:
        return None
    subject = next((c for c in talk.doc.children(predicate.token) if c.dep == "nsubj:pass"), None)
    phrase = talk.at_head.get(subject.i) if subject is not None else None
    if phrase is None or phrase.kind == "pronoun":
        return None
    counted = talk.doc.tokens[phrase.head].pos == "NUM" or many(talk, phrase, lexicon)  # "two were injured"
    if label(talk, phrase) not in ("PER", "GROUP") and not counted:
        return None
    return phrase if suffers(talk, phrase, False, lexicon) else None


def outer(talk: Discourse, phrase: Phrase, rules: dict[int, list[str]], wanted: tuple[str, ...] = ()) -> Phrase:
    """ "gave the president of China a book": the person to whom it is done, not the country inside the phrase.

    `wanted` are the readings where the word has its target: "a manifesté contre le chef de l'État".
    """
    names = rules.get(phrase.head, ())
    above = talk.at_head.get(talk.doc.tokens[phrase.head].head)
    if above is None or not names or not all(n.startswith(("obj-", "obl-")) for n in names):
        return phrase
    around = {n.rpartition("-")[0] for n in names} & set(wanted)
    tied = any(n in ("obj", "iobj") or n in around for n in rules.get(above.head, ()))
    return above if tied and label(talk, above) in ACTORS else phrase


def reciprocal(doc: Doc, predicate: Predicate, lexicon: Lexicon, phrase: Phrase | None = None) -> bool:
    """ "support each other": do those who do it suffer it, too? And is it this phrase that tells so?"""
    for child in doc.children(predicate.token):
        if phrase is not None and child.i != phrase.head:
            continue
        if child.dep == "obj" and child.lemma.lower() in lexicon.grammar.other:
            return any(c.text.lower() in lexicon.grammar.each for c in (*doc.children(child), doc.tokens[child.i - 1]))
    return False


def of_verb(doc: Doc, predicate: Predicate, phrase: Phrase) -> bool:
    """ "The merger planned for May was blocked by regulators": who blocks it neither merges nor plans."""
    token, head = predicate.token, doc.tokens[phrase.head]
    planned = predicate.kind == "verb" and predicate.passive and token.dep == "acl"
    noun = doc.tokens[token.head] if planned else token
    verb = doc.tokens[noun.head]
    passive = (planned or predicate.kind == "noun") and predicate.partner is None and noun.dep == "nsubj:pass"
    return passive and head.dep == "obl:agent" and head.head == verb.i
