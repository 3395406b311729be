"""Who does it, read off the clause around a predicate: the subject, the owner of a noun, who is blamed for it."""

from __future__ import annotations

from kg.annotate.doc import Doc, Token
from kg.extract.arguments import case_of
from kg.extract.discourse import Discourse, subject_of
from kg.extract.fillers import ACTORS, SUBJECTS, label, opened, tied
from kg.extract.mentions import Phrase
from kg.extract.predicates import TO_DO, Predicate, form_of, happens
from kg.ids import fold
from kg.lang import Lexicon
from kg.lang.lexicon import NounEntry

_MEANT = ("acts",)  # of nouns for what is done to some end: "effort", "step"


def owner(talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], lexicon: Lexicon) -> Phrase | None:
    """ "Peru's withdrawal", "the French proposal", "the actions of the army": whose it is does it."""
    noun, light = (predicate.token, "") if predicate.partner is None else (predicate.partner, "light-")
    ties: tuple[str, ...] = ("noun-poss", "noun-adj") if predicate.type in lexicon.patterns.owners else ()
    behind = [f"{light}noun-{mark}" for mark in lexicon.grammar.owner_marks]
    if noun.lemma.lower() in lexicon.patterns.owners_act:
        ties = ("noun-poss", *ties)  # "leur grève"
    ties = tuple(light + tie for tie in ties)
    if noun.lemma.lower() in lexicon.patterns.of_doers:
        owned = tied(talk, rules, f"{light}noun-poss")  # "sa démission du gouvernement"
        ties = (*ties, *behind) if not owned else ties
    found = ((tie, p) for tie in ties for p in tied(talk, rules, tie) if label(talk, p) in ACTORS)
    one = next((p for tie, p in found if tie not in behind or not _left(talk, p, lexicon)), None)
    praised = _praised(talk, noun, lexicon) if one is not None and one.kind == "pronoun" else None
    return praised or one or _before(talk, noun, rules, light, lexicon)


def _praised(talk: Discourse, noun: Token, lexicon: Lexicon) -> Phrase | None:
    """ "thanked the choir for its work": whom the verb praises or blames for it is whose it is."""
    doc, verb = talk.doc, talk.doc.tokens[noun.head]
    entry = lexicon.verb(lexicon.lemma_fix(verb.text.lower(), verb.lemma.lower())) if verb.pos == "VERB" else None
    if (
        entry is None
        or entry.type not in lexicon.patterns.blame
        or case_of(doc, noun) not in lexicon.patterns.moods.why
    ):
        return None
    owner = next((c for c in doc.children(noun) if c.dep == "nmod:poss"), None)
    found = next((c for c in doc.children(verb) if c.dep == "obj" and c.i < noun.i), None)
    if owner is None or found is None or owner.morph.get("Person", "3") != "3":
        return None
    phrase = talk.at_head.get(found.i)
    return phrase if phrase is not None and label(talk, phrase) in ACTORS else None


def _left(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> bool:
    """ "le départ de Paris": in a language of articles, a name of a place without one is where, and no state."""
    own = (c for c in talk.doc.children(talk.doc.tokens[phrase.head]) if c.dep in ("det", "case"))
    marks = [lexicon.grammar.owner_forms.get(fold(c.text)) for c in own]
    return talk.articled and label(talk, phrase) == "GPE" and marks == ["bare"]


def _before(talk: Discourse, noun: Token, rules: dict[int, list[str]], light: str, lexicon: Lexicon) -> Phrase | None:
    """ "the police raid", "a rebel attack": who stands right before a noun that is not what they suffer."""
    if noun.lemma.lower() in lexicon.patterns.suffered:
        return None
    doers = lexicon.patterns.compound_doers
    near = tied(talk, rules, light + "noun-compound")
    return next((p for p in near if talk.doc.tokens[p.head].lemma.lower() in doers), None)


def counted_of(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> Phrase | None:
    """ "Norvo's profit", "shares in the bank": the company whose figures tell what it does."""
    doc = talk.doc
    head = doc.tokens[phrase.head]
    if phrase.kind != "nominal" or head.lemma.lower() not in lexicon.patterns.figures:
        return None
    below = [c for c in doc.children(head) if c.dep in ("nmod:poss", "nmod", "compound")]
    owners = (talk.at_head.get(c.i) for c in below)
    return next((p for p in owners if p is not None and label(talk, p) == "ORG"), None)


def whose(talk: Discourse, phrase: Phrase, lexicon: Lexicon) -> Phrase | None:
    """ "Her performance showed skill", "his work has helped": what somebody's work or quality does, they do."""
    doc = talk.doc
    head = doc.tokens[phrase.head]
    noun = head.lemma.lower()
    known = lexicon.noun(noun)
    suffers = noun in lexicon.patterns.suffered or (known is not None and known.action in lexicon.patterns.dying)
    quality = lexicon.is_abstract(noun) or noun in lexicon.patterns.works or (known is not None and not suffers)
    if talk.articled or phrase.kind != "nominal" or not quality or label(talk, phrase) in ACTORS:
        return None
    owners = (talk.at_head.get(c.i) for c in doc.children(head) if c.dep == "nmod:poss")
    return next((p for p in owners if p is not None and p.entity >= 0 and label(talk, p) in ACTORS), None)


def received(talk: Discourse, predicate: Predicate, lexicon: Lexicon) -> Phrase | None:
    """ "signals received from Kyiv", "received a letter from the mayor": from whom it comes, by the noun beside it."""
    doc, token = talk.doc, predicate.token
    if talk.articled or predicate.partner is None or predicate.word not in lexicon.patterns.takes:
        return None
    for child in (*doc.children(token), *doc.children(predicate.partner)):
        phrase = talk.at_head.get(child.i)
        sent = child.dep.startswith(("obl", "nmod")) and case_of(doc, child) in lexicon.patterns.senders
        if sent and phrase is not None and label(talk, phrase) in ACTORS:
            return phrase
    return None


def able(talk: Discourse, predicate: Predicate) -> Phrase | None:
    """ "Developers will be able to set the price", "was found guilty of taking": of whom the adjective above tells."""
    doc, token = talk.doc, predicate.token
    adjective = doc.tokens[token.head]
    guilty = predicate.form == "gerund" and token.dep == "advcl" and opened(doc, token) and not talk.articled
    meant = guilty or (predicate.form == "inf" and token.dep == "xcomp")
    if predicate.passive or not meant or adjective.pos != "ADJ":
        return None
    tops = (adjective, doc.tokens[adjective.head])
    wanted = ("obj", "nsubj:pass", "nsubj") if guilty and adjective.dep == "xcomp" else ("nsubj",)
    below = [c for top in tops for c in doc.children(top) if c.i < token.i]
    subject = next((c for dep in wanted for c in below if c.dep == dep), None)
    if subject is not None and subject.morph.get("PronType") == "Rel":  # "who is due to speak"
        subject = next((doc.tokens[t.head] for t in tops if t.dep == "acl:relcl"), None)
    phrase = talk.at_head.get(subject.i) if subject is not None else None
    return phrase if phrase is not None and label(talk, phrase) in ACTORS else None


def planner(talk: Discourse, predicate: Predicate, lexicon: Lexicon) -> Phrase | None:
    """ "broke its promise to hire", "Peru's efforts to end it": whose promise, decision or act it is."""
    doc, token = talk.doc, predicate.token
    noun, entry = _purposed(doc, predicate, lexicon)
    if noun is None or entry is None or entry.content in TO_DO or noun.lemma.lower() in lexicon.patterns.suffered:
        return None
    said = entry.klass.startswith("communication")
    if not said and entry.action not in _MEANT and entry.type not in lexicon.patterns.owners:
        return None
    owners = [talk.at_head.get(c.i) for c in doc.children(noun) if c.dep in ("nmod:poss", "amod") and c.i < noun.i]
    verb = doc.tokens[noun.head]
    if said and token.head == noun.i and not any(owners) and noun.dep == "obj" and verb.pos == "VERB":
        owners = [talk.at_head.get(c.i) for c in doc.children(verb) if c.dep == "nsubj" and c.i < verb.i]
    return next((p for p in owners if p is not None and label(talk, p) in ACTORS), None)


def _purposed(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> tuple[Token | None, NounEntry | None]:
    """The noun whose purpose or content an infinitive tells, even where the parser hung it on the verb above."""
    token = predicate.token
    noun = doc.tokens[token.head]
    if predicate.form != "inf" or predicate.passive:
        return None, None
    if noun.pos == "VERB" and token.dep == "advcl":
        used = lexicon.colour(noun.lemma.lower()) is not None  # "used its report to"
        noun = doc.tokens[min([token.i, *(c.i for c in doc.children(token))]) - 1]
        top = noun
        while top.dep == "nmod" and top.head < top.i:
            top = doc.tokens[top.head]  # "discussed the course of its operation to protect them"
        if used or top.dep not in ("obj", "nsubj:pass", "obl") or top.head != token.head:
            return None, None
    elif token.dep not in ("acl", "xcomp"):
        return None, None
    return (noun, lexicon.noun(noun.lemma.lower())) if noun.pos == "NOUN" else (None, None)


def dispatched(talk: Discourse, predicate: Predicate, above: Predicate, lexicon: Lexicon) -> Phrase | None:
    """ "sent a delegation to hold talks", "was appointed to lead it": who is sent does what it is for."""
    doc, token = talk.doc, predicate.token
    purpose = any(c.pos == "PART" and c.i < token.i and c.dep in ("aux", "mark") for c in doc.children(token))
    sense = above.word != above.lemma and not talk.articled
    plain = lexicon.verb(above.word) if sense else None  # "sent a delegation"
    kinds = {above.type, plain.type if plain is not None else ""}
    if above.kind != "verb" or not kinds & lexicon.patterns.sends or predicate.form != "inf" or not purpose:
        return None
    wanted = "nsubj:pass" if above.passive else "obj"
    found = next((c for c in doc.children(above.token) if c.dep == wanted), None)
    if found is None or token.head not in (above.token.i, found.i):
        return None
    phrase = talk.at_head.get(found.i)
    kind = label(talk, phrase) if phrase is not None else ""
    body = kind == "ORG" and phrase is not None and (not phrase.plural or above.type == "MOBILIZE")  # no "funds"
    return phrase if kind in ("PER", "GROUP") or body else None


def sent(doc: Doc, predicate: Predicate, above: Predicate, lexicon: Lexicon) -> bool:
    """ "Des pompiers ont été dépêchés pour aider": does who is sent do it, as what they are sent for?"""
    token = predicate.token
    marks = {fold(c.text) for c in doc.children(token) if c.dep in ("mark", "case") and c.i < token.i}
    under = token.head == above.token.i and token.dep in ("advcl", "xcomp", "obl:arg") and predicate.form == "inf"
    purpose = bool(marks & lexicon.grammar.purpose)
    return under and purpose and above.passive and above.type in lexicon.patterns.sends and not predicate.passive


def between(talk: Discourse, predicate: Predicate, rules: dict[int, list[str]], lexicon: Lexicon) -> Phrase | None:
    """ "talks between X and Y", "fighting erupted between X and Y": the first of those who do it to each other."""
    doc, token = talk.doc, predicate.token
    partner = predicate.partner.i if predicate.partner is not None else -1
    own = (talk.at_head.get(c.i) for c in doc.children(token) if c.dep == "nsubj" and c.i != partner)
    if predicate.kind == "verb" and any(p is not None and label(talk, p) in ACTORS for p in own):
        return None  # "mediated talks between X and Y"
    for mark in lexicon.grammar.between:
        for reading in (f"noun-{mark}", f"light-noun-{mark}", f"obl-{mark}"):
            for phrase in tied(talk, rules, reading):
                if label(talk, phrase) in ACTORS:
                    return phrase
    return None


def named_subject(talk: Discourse, predicate: Predicate, lexicon: Lexicon) -> Phrase | None:
    """The one named actor, or "he" who is one, before an active finite verb; for "who", the actor before it."""
    doc, token = talk.doc, predicate.token
    if predicate.kind != "verb" or predicate.passive or token.pos != "VERB":
        return None
    if predicate.form == "inf" and (talk.articled or not _others(doc, token)):
        token = _coloured_by(doc, token, lexicon)
    if predicate.form != "finite" and token is predicate.token:
        return None
    subject = next((c for c in doc.children(token) if c.dep == "nsubj" and c.i < token.i), None)
    if subject is not None and token.dep == "acl:relcl" and _relative(subject, lexicon):
        return _antecedent(talk, subject, doc.tokens[token.head], lexicon)
    phrase = talk.at_head.get(subject.i) if subject is not None else None
    if phrase is None:
        return None
    if talk.articled and subject is not None and _those_who(doc, subject, lexicon):
        return phrase
    if phrase.kind == "nominal":  # "the leaders" may be two named before
        taken = subject is not None and subject.lemma.lower() in lexicon.patterns.parties
        return phrase if label(talk, phrase) in ACTORS and not taken else None
    if phrase.entity < 0 or (phrase.plural and phrase.person == "3"):
        return None
    return phrase if label(talk, phrase) in ACTORS else None


def _relative(subject: Token, lexicon: Lexicon) -> bool:
    """ "who", but not the "he" of "the men that he had freed"."""
    return subject.morph.get("PronType") == "Rel" or fold(subject.text) in lexicon.grammar.relatives


def _antecedent(talk: Discourse, pronoun: Token, noun: Token, lexicon: Lexicon) -> Phrase | None:
    """ "Jo Berg, an expert at the bank, who said": "who" is a person, the one before where the parser took the bank."""
    doc = talk.doc
    phrase = talk.at_head.get(noun.i)
    person = lexicon.pronouns.get(fold(pronoun.text), {}).get("of") == "person"
    for _ in range(3):
        kind = label(talk, phrase) if phrase is not None else ""
        if not person or kind in ("PER", "GROUP") or noun.dep not in ("nmod", "appos", "obl", "conj"):
            break
        above = doc.tokens[noun.head]
        outer = talk.at_head.get(above.i)
        if above.pos not in ("NOUN", "PROPN") or outer is None:
            break
        noun, phrase = above, outer
    if phrase is None:
        return None
    return (
        phrase
        if person or label(talk, phrase) in ACTORS or (talk.articled and _those_who(doc, noun, lexicon))
        else None
    )


def behind_subject(talk: Discourse, predicate: Predicate, lexicon: Lexicon) -> Phrase | None:
    """ "Norvo shares fell", "an Israeli strike killed them": whose figures or attack the subject is."""
    doc, token = talk.doc, predicate.token
    if predicate.kind != "verb" or predicate.passive or predicate.form != "finite":
        return None
    subject = next((c for c in doc.children(token) if c.dep == "nsubj" and c.i < token.i), None)
    phrase = talk.at_head.get(subject.i) if subject is not None else None
    if subject is None or phrase is None:
        return None
    act = lexicon.noun(subject.lemma.lower())
    if predicate.type != "ASSAULT" or act is None or act.type != "ASSAULT" or subject.pos != "NOUN":
        return counted_of(talk, phrase, lexicon)
    doers = lexicon.patterns.compound_doers
    for child in doc.children(subject):
        one = talk.at_head.get(child.i)
        owns = child.dep in ("nmod:poss", "amod") or (child.dep == "compound" and child.lemma.lower() in doers)
        by = child.dep == "nmod" and case_of(doc, child) in lexicon.grammar.doer_marks
        if one is not None and (owns or by) and label(talk, one) in ACTORS:
            return one
    return None


def _others(doc: Doc, token: Token) -> bool:
    """ "wants the mayor to leave": is somebody else told to do it?"""
    own = any(c.dep in SUBJECTS for c in doc.children(token))
    return own or any(c.dep in ("obj", "iobj") for c in doc.children(doc.tokens[token.head]))


def _coloured_by(doc: Doc, token: Token, lexicon: Lexicon) -> Token:
    """ "ne cessent d'attaquer", "doit pouvoir partir": the finite verb whose subject does it, or the verb itself."""
    here = token
    while here.dep == "xcomp" and here.head < here.i and doc.tokens[here.head].pos == "VERB":
        here = doc.tokens[here.head]
        colour = lexicon.colours.get(lexicon.lemma_fix(here.text.lower(), here.lemma.lower()))
        if colour is None or colour.control != "subj":
            return token
    passive = any(c.dep == "aux:pass" for c in doc.children(here))
    return here if form_of(doc, here) == "finite" and not passive else token


def _those_who(doc: Doc, pronoun: Token, lexicon: Lexicon) -> bool:
    """ "ceux qui sont dans la rue"."""
    pointing = pronoun.pos == "PRON" and pronoun.morph.get("PronType") == "Dem"
    known = pointing and pronoun.lemma.lower() in lexicon.grammar.pointing
    return known and any(c.dep == "acl:relcl" for c in doc.children(pronoun))


def enabled(talk: Discourse, predicate: Predicate, lexicon: Lexicon) -> Phrase | None:
    """ "a permis aux habitants de rentrer": who is let, helped or made to do it, below a verb that is no event."""
    doc, token = talk.doc, predicate.token
    verb = doc.tokens[token.head]
    lemma = lexicon.lemma_fix(verb.text.lower(), verb.lemma.lower())
    colour = lexicon.colours.get(lemma)
    if not talk.articled or predicate.passive or predicate.form != "inf" or token.dep != "xcomp" or colour is None:
        return None
    if lemma in lexicon.grammar.undergoing:
        return None  # "a fait arrêter le suspect"
    if colour.control == "subj" or any(c.dep == "aux:pass" for c in doc.children(verb)):
        return None
    for child in doc.children(verb):
        marked = child.dep.startswith("obl") and case_of(doc, child) in lexicon.grammar.goal_marks
        phrase = talk.at_head.get(child.i)
        plain = child.dep == "iobj" or (child.dep == "obj" and colour.control == "obj")
        if phrase is None or not (plain or (marked and colour.control != "obj")):
            continue
        if label(talk, phrase) in ACTORS or phrase.entity >= 0:
            return phrase
    return None


def trails(doc: Doc, token: Token, above: Predicate) -> bool:
    """ "She thanked him, adding that …": a bare gerund behind a comma tells of the subject."""
    if token.dep != "advcl" or form_of(doc, token) != "gerund" or token.i < above.token.i or above.passive:
        return False
    if any(c.dep in ("mark", "case") and c.i < token.i for c in doc.children(token)):
        return False
    first = min([token.i, *(c.i for c in doc.children(token) if c.i < token.i and c.dep != "punct")])
    return doc.tokens[first - 1].text == ","


def participle_noun(talk: Discourse, predicate: Predicate, lexicon: Lexicon) -> Phrase | None:
    """ "une résolution rejetant l'accord": of which noun a bare present participle tells.

    Only right behind it; set off by a comma the participle may tell of the subject.
    """
    doc, verb = talk.doc, predicate.token
    if not talk.articled or predicate.kind != "verb" or predicate.passive:
        return None
    noun = doc.tokens[verb.head]
    if verb.dep != "acl" or form_of(doc, verb) != "gerund" or noun.pos != "NOUN" or noun.i > verb.i:
        return None
    acts = any(c.dep in ("obj", "ccomp") for c in doc.children(verb))  # "les combats reprenant" only happen
    if (not acts and happens(doc, verb, verb.lemma.lower(), lexicon)) or lexicon.is_time_noun(noun.lemma.lower()):
        return None
    apart = any(t.pos == "PUNCT" and t.text in (",", ";", ":", "(", ")", ".") for t in doc.tokens[noun.i : verb.i])
    marked = any(c.dep in ("mark", "case", "nsubj") and c.i < verb.i for c in doc.children(verb))
    speech = lexicon.noun(noun.lemma.lower()) if predicate.klass.startswith("communication") else None
    if speech is not None and speech.klass.startswith("communication") and noun.dep == "obj":
        return None  # "publie un communiqué rappelant": who wrote it says it
    # "les distingue en leur remettant un prix"
    marked = marked or any(
        c.i < verb.i and c.pos == "ADP" and fold(c.text) in lexicon.grammar.same_subject for c in doc.children(verb)
    )
    return talk.at_head.get(noun.i) if not apart and not marked else None


def gerund_subject(talk: Discourse, predicate: Predicate, lexicon: Lexicon) -> Phrase | None:
    """ "X a revendiqué l'attaque en réclamant …": the subject of the clause, where the gerund hangs on its object."""
    doc, token = talk.doc, predicate.token
    marks = {fold(c.text) for c in doc.children(token) if c.dep in ("mark", "case") and c.i < token.i}
    if (
        not talk.articled
        or predicate.form != "gerund"
        or token.dep != "acl"
        or not marks & lexicon.grammar.same_subject
    ):
        return None
    here = doc.tokens[token.head]
    while here.pos not in ("VERB", "AUX"):
        if here.head == here.i or here.dep.startswith("nsubj"):
            return None
        here = doc.tokens[here.head]
    if form_of(doc, here) != "finite" or any(c.dep == "aux:pass" for c in doc.children(here)):
        return None
    subject = subject_of(talk, here)
    return subject if subject is not None and subject.head < token.i else None


def means(talk: Discourse, phrase: Phrase, rules: dict[int, list[str]], lexicon: Lexicon) -> bool:
    """ "tués par balles", "par l'intermédiaire d'un livre": behind "par" stands how it was done, and nobody."""
    head = talk.doc.tokens[phrase.head]
    if not talk.articled or phrase.kind != "nominal" or head.pos != "NOUN" or "by" not in rules.get(phrase.head, ()):
        return False
    below = [c for c in talk.doc.children(head) if c.i < head.i]
    bare = not any(c.dep in ("det", "nummod", "amod") or fold(c.text) in lexicon.determiners for c in below)
    return bare or head.lemma.lower() in lexicon.patterns.means
