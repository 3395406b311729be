"""Words that settle a modality: what the learned scorer sees too seldom to weigh.

"reportedly", "is said to have", "about to", "Had the pilot seen": few articles hold any of them, and each is plain. The
words are language data (the table `moods`); a language without it is left to the weights, but for its imperatives.
"""

from __future__ import annotations

from itertools import pairwise

from kg.annotate.doc import Doc, Token
from kg.extract.charges import charged_with, judging, suspected_of
from kg.extract.conjugation import AUXILIARIES as _AUX, SUBJECTS as _SUBJECT, by_form, is_infinitive
from kg.extract.features import finite_mood
from kg.extract.noun_moods import noun_mood
from kg.extract.predicates import Predicate, form_of
from kg.extract.prospects import prospect
from kg.extract.words import is_actor
from kg.ids import fold
from kg.lang import Lexicon

_BELOW = ("xcomp", "ccomp", "advcl", "acl", "obl:arg")
_STEPS = 3


def settled(doc: Doc, predicate: Predicate, above: Predicate | None, lexicon: Lexicon) -> str:
    """The modality that a word beside or above the predicate settles, "" where none does."""
    if predicate.kind != "verb":
        return noun_mood(doc, predicate, above, lexicon)
    token = predicate.token
    if token.morph.get("Mood") == "Imp":
        return "requested"
    if _supposed(doc, token, lexicon):
        return "hypothetical"
    if not lexicon.patterns.moods.auxiliaries:
        above_it = doc.tokens[token.head]  # "a poussé le maire à partir en lui disant"
        perfect = any(c.dep == "aux:tense" and c.morph.get("Tense") == "Pres" for c in doc.children(above_it))
        along = _beside(doc, predicate, lexicon) if perfect or finite_mood(doc, above_it) == "Past" else ""
        return along or prospect(doc, token, lexicon) or by_form(doc, token, lexicon)
    return (
        _ordered(doc, token)
        or _done(doc, predicate, above, lexicon)
        or _planned(doc, predicate, lexicon)
        or _condition(doc, token, lexicon)
        or _marked(doc, token, lexicon)
        or _hedged(doc, token, lexicon)
        or _told(doc, token, lexicon)
        or _foretold(doc, token, lexicon)
        or _unreal(doc, token, lexicon)
        or _expected(doc, token, lexicon)
        or _coloured(doc, token, lexicon)
        or _later(doc, token, lexicon)
        or _asked(doc, token, above, lexicon)
        or _intended(doc, token, lexicon)
        or _polite(doc, predicate, lexicon)
        or _purpose(doc, token, lexicon)
        or _deserved(doc, predicate, above, lexicon)
        or _undone(doc, predicate, above, lexicon)
        or _beside(doc, predicate, lexicon)
        or _past(doc, predicate, lexicon)
    )


def _auxiliaries(doc: Doc, token: Token) -> list[Token]:
    """Its own, and those of the verb it is coordinated with where it has no subject of its own."""
    own = [c for c in doc.children(token) if c.dep in _AUX]
    shares = token.dep == "conj" and not any(c.dep in _SUBJECT for c in doc.children(token))
    return own if own or not shares else [c for c in doc.children(doc.tokens[token.head]) if c.dep in _AUX]


def _ordered(doc: Doc, token: Token) -> str:
    """An imperative: a quotation whose main verb begins it, bare and without subject."""
    before = doc.tokens[token.i - 1] if token.i else None
    opens = token.quote >= 0 and (before is None or before.quote != token.quote or before.text in "\"“‘'«")
    bare = token.text.lower() == token.lemma.lower() and token.dep in ("root", "quote", "ccomp")
    alone = not any(c.dep in (*_SUBJECT, *_AUX) for c in doc.children(token))
    return "requested" if opens and bare and alone else ""


def _done(doc: Doc, predicate: Predicate, above: Predicate | None, lexicon: Lexicon) -> str:
    """ "after having resigned", "claims to have won": told as past, but where it is only suspected or denied."""
    marks = lexicon.patterns.moods.having
    helpers = [c for c in doc.children(predicate.token) if c.dep == "aux"]
    having = any(h.text.lower() in marks for h in helpers) and predicate.form == "gerund"
    claimed = above is not None and above.content in ("asserted", "factive") and not above.passive
    to_have = any(
        a.text.lower() in lexicon.grammar.infinitive_marks and b.text.lower() in lexicon.patterns.moods.perfect
        for a, b in pairwise(helpers)
    )
    perfect = claimed and to_have
    sure = above is None or above.content in ("", "asserted", "factive")
    return "actual" if (having and sure) or perfect else ""


def _planned(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> str:
    """ "The launch is slated for June": what is so planned today is to come."""
    words = [c.text.lower() for c in doc.children(predicate.token) if c.dep == "aux:pass"]
    plans = predicate.klass == "communication:plan" and predicate.token.text.lower() in lexicon.patterns.moods.ahead
    return "future" if plans and words and words[0] in lexicon.patterns.moods.present else ""


def _condition(doc: Doc, token: Token, lexicon: Lexicon) -> str:
    """ "Had the pilot seen …", "should Ankara veto it": an auxiliary before the subject, and no question."""
    subject = next((c for c in doc.children(token) if c.dep in _SUBJECT), None)
    sentence = doc.sentences[token.sent]
    asks = any(t.text == "?" for t in doc.tokens[sentence.first : sentence.last])
    if subject is None or asks:
        return ""
    first = min((t.i for t in doc.children(token)), default=token.i)
    before = [c for c in doc.children(token) if c.dep in _AUX and c.i < subject.i]
    turned = any(c.text.lower() in lexicon.patterns.moods.inverted and c.i == first for c in before)
    return "hypothetical" if turned else ""


def _supposed(doc: Doc, token: Token, lexicon: Lexicon) -> bool:
    """ "Si X attaque, Y répondra": with a future or conditional above it, "si" is no "whether" and no "although"."""
    opens = any(c.dep == "mark" and fold(c.text) in lexicon.patterns.moods.conditions for c in doc.children(token))
    return opens and token.dep == "advcl" and finite_mood(doc, doc.tokens[token.head]) in ("Fut", "Cnd")


def _marked(doc: Doc, token: Token, lexicon: Lexicon) -> str:
    """ "whether", "in order to", "so that": the word that opens the clause."""
    marks = lexicon.patterns.moods.marks
    for child in doc.children(token):
        if child.dep in ("mark", "advmod", "case") and child.i < token.i and child.text.lower() in marks:
            return marks[child.text.lower()]
    first = min([token.i, *(c.i for c in doc.children(token) if c.dep in (*_AUX, "mark", *_SUBJECT))])
    words = [t.text.lower() for t in doc.tokens[max(0, first - 2) : first + 1]]
    return marks.get(" ".join(words[:-1]), "") or marks.get(" ".join(words[-2:]), "")


def _hedged(doc: Doc, token: Token, lexicon: Lexicon) -> str:
    adverbs = lexicon.patterns.moods.adverbs
    entry = lexicon.verb(lexicon.lemma_fix(token.text.lower(), token.lemma.lower()))
    if entry is not None and entry.type == "BUSINESS":
        adverbs = {w: mood for w, mood in adverbs.items() if mood != "hypothetical"}  # "nearly doubled"
    return next((adverbs[w] for c in doc.children(token) if c.dep == "advmod" and (w := c.text.lower()) in adverbs), "")


def _told(doc: Doc, token: Token, lexicon: Lexicon) -> str:
    """ "is said to have fled", "was due to speak", "is about to leave": the word above the infinitive."""
    moods, here = lexicon.patterns.moods, token
    for _ in range(_STEPS):
        if here.head == here.i or here.dep not in (*_BELOW, "conj"):
            return ""
        dep, here = here.dep, doc.tokens[here.head]
        if dep == "conj":
            continue
        if here.text.lower() in moods.ahead and is_infinitive(doc, token, lexicon):
            return moods.ahead[here.text.lower()]
        passive = any(c.dep in ("aux:pass", "nsubj:pass") for c in doc.children(here))
        if (
            passive
            and dep in ("xcomp", "ccomp")
            and here.lemma.lower() in moods.told
            and is_infinitive(doc, token, lexicon)
        ):
            return moods.told[here.lemma.lower()]
        if here.pos == "VERB" and form_of(doc, here) == "finite":
            return ""  # who is reported to threaten to do it is not reported to do it
    return ""


def _unreal(doc: Doc, token: Token, lexicon: Lexicon) -> str:
    moods = lexicon.patterns.moods
    words = [c.text.lower() for c in _auxiliaries(doc, token)]
    if any(w in moods.unreal for w in words) and any(w in moods.perfect for w in words):
        return "possible"
    return next((moods.auxiliaries[w] for w in words if w in moods.auxiliaries), "")


def _foretold(doc: Doc, token: Token, lexicon: Lexicon) -> str:
    """ "The police said they would appeal": a future told in the past, where nothing makes it depend on another act."""
    words = [c.text.lower() for c in doc.children(token) if c.dep in _AUX]
    above = doc.tokens[token.head]
    moods = lexicon.patterns.moods
    if token.dep != "ccomp" or not any(w in moods.foretold for w in words) or any(w in moods.perfect for w in words):
        return ""
    depends = any(
        c.dep == "csubj" or (c.dep == "advcl" and form_of(doc, c) == "finite") for c in doc.children(token)
    )  # "reaching an agreement would help"
    said = lexicon.lemma_fix(above.text.lower(), above.lemma.lower()) in lexicon.reporting
    return "future" if said and not depends and finite_mood(doc, above) == "Past" else ""


def _asked(doc: Doc, token: Token, above: Predicate | None, lexicon: Lexicon) -> str:
    """What is asked for, promised or suspected is no fact: the infinitive or gerund under such a verb."""
    if token.dep == "acl" and any(c.dep == "mark" for c in doc.children(token)):  # "accusations that", "rumours that"
        noun = lexicon.noun(doc.tokens[token.head].lemma.lower())
        doubtful = noun is not None and noun.klass in ("communication:claim", "communication:accuse")
        return "possible" if doubtful and not is_infinitive(doc, token, lexicon) else ""
    if above is None or token.dep not in ("xcomp", "ccomp", "advcl") or token.head != above.token.i:
        return ""
    if token.dep == "ccomp" and above.klass == "communication:accuse":
        return "possible"
    if token.dep == "advcl" and form_of(doc, token) == "finite":
        return ""  # "banned him after he failed a test"
    marks = [c for c in doc.children(token) if c.dep in ("mark", "case")]
    marked = token.dep != "ccomp" and any(fold(c.text) not in lexicon.without for c in marks)
    bare = marked or is_infinitive(doc, token, lexicon)
    contents = lexicon.patterns.moods.contents
    return contents.get(above.klass.rpartition(":")[2], contents.get(above.content, "")) if bare else ""


def _intended(doc: Doc, token: Token, lexicon: Lexicon) -> str:
    """ "their readiness to help", "the decision to leave": the noun tells how the infinitive is meant."""
    noun = doc.tokens[token.head]
    entry = lexicon.noun(noun.lemma.lower())
    if (
        token.dep not in ("acl", "acl:relcl")
        or entry is None
        or not is_infinitive(doc, token, lexicon)
        or noun.pos != "NOUN"
    ):
        return ""
    return lexicon.patterns.moods.nouns.get(entry.content, "")


def _polite(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> str:
    """ "I would like to thank you": who says so does it."""
    wishes = any(lexicon.colour(c) == "possible" and c in lexicon.patterns.moods.polite for c in predicate.colours[:1])
    above = doc.tokens[predicate.token.head]
    first = any(
        lexicon.pronouns.get(c.text.lower(), {}).get("person") == 1 for c in doc.children(above) if c.dep == "nsubj"
    )
    says = predicate.klass.startswith("communication") and predicate.token.dep == "xcomp"
    return "actual" if wishes and first and says else ""


def _purpose(doc: Doc, token: Token, lexicon: Lexicon) -> str:
    """ "sent engineers to repair the bridge", "measures to protect the town": what an act is for."""
    above = doc.tokens[token.head]
    marks = (c.text.lower() for c in doc.children(token) if c.dep in ("mark", "case"))
    if (
        any(mark not in lexicon.grammar.infinitive_marks for mark in marks)
        or not is_infinitive(doc, token, lexicon)
        or any(c.dep in _SUBJECT for c in doc.children(token))
    ):
        return ""
    if token.dep in ("acl", "acl:relcl") and any(c.dep == "aux:pass" for c in doc.children(token)):
        return "future" if above.pos in ("NOUN", "PROPN") else ""  # "the summit to be held in May"
    if token.dep == "acl:relcl" and above.pos == "NOUN":
        entry = lexicon.noun(above.lemma.lower())
        return "hypothetical" if entry is not None and entry.klass == "event" else ""
    lemma = lexicon.lemma_fix(above.text.lower(), above.lemma.lower())
    known = lexicon.verb(lemma)
    acts = above.pos == "VERB" and (known is None or known.klass == "event") and lexicon.colour(lemma) is None
    undergone = token.dep == "xcomp" and any(c.dep == "aux:pass" for c in doc.children(above))
    return "hypothetical" if acts and (token.dep == "advcl" or undergone) else ""


def _expected(doc: Doc, token: Token, lexicon: Lexicon) -> str:
    """ "They should leave" asks somebody to, "the bridge should open in May" expects it of a thing."""
    if not any(c.text.lower() in lexicon.patterns.moods.ought for c in _auxiliaries(doc, token)):
        return ""
    subject = next((c for c in doc.children(token) if c.dep in ("nsubj", "nsubj:pass")), None)
    if subject is not None and subject.morph.get("PronType") == "Rel" and token.dep == "acl:relcl":
        subject = doc.tokens[token.head]
    if subject is None:
        return ""
    person = subject.pos == "PRON" and lexicon.pronouns.get(fold(subject.text), {}).get("of") != "thing"
    return "requested" if person or is_actor(subject, lexicon) else "future"


def _coloured(doc: Doc, token: Token, lexicon: Lexicon) -> str:
    """ "will continue to use", "will have to be approved": the auxiliary stands at the verb that colours it."""
    above = doc.tokens[token.head]
    lemma = lexicon.lemma_fix(above.text.lower(), above.lemma.lower())
    if token.dep != "xcomp" or above.pos not in ("VERB", "AUX"):
        return ""
    if any(t.text.lower() in lexicon.patterns.moods.yet for t in doc.tokens[above.i + 1 : token.i]):
        return "actual"  # "has yet to answer"
    if lexicon.colour(lemma) not in ("actual", "negative") and all(
        lexicon.colour(f"{lemma} {mark}") is None for mark in lexicon.grammar.infinitive_marks
    ):
        return ""
    mood = _unreal(doc, above, lexicon)
    goes_on = lexicon.colour(lemma) == "actual" and lemma in lexicon.patterns.moods.lasting
    goes_on = goes_on or lexicon.colour(lemma) == "negative"  # "who failed to stop"
    told = form_of(doc, above) == "finite" and above.dep != "advcl" and not mood
    return mood if mood == "future" else "actual" if goes_on and told else ""


def _later(doc: Doc, token: Token, lexicon: Lexicon) -> str:
    """ "will open before the shop closes": a present behind such a word is to come when the main clause is."""
    marks = [c.text.lower() for c in doc.children(token) if c.dep in ("mark", "advmod") and c.i < token.i]
    if token.dep != "advcl" or not any(m in lexicon.patterns.moods.later for m in marks):
        return ""
    if finite_mood(doc, token) != "Pres":
        return ""
    above = doc.tokens[token.head]
    for _ in range(_STEPS):
        if _unreal(doc, above, lexicon) == "future":
            return "future"
        above = doc.tokens[above.head]
    return ""


def _past(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> str:
    """A plain past of a main or relative clause, "which the firm has sold", is told as a fact."""
    token = predicate.token
    words = [c.text.lower() for c in _auxiliaries(doc, token)]
    moods = lexicon.patterns.moods
    perfect = any(w in moods.done for w in words)
    if predicate.form != "finite" or token.dep not in ("root", "acl:relcl"):
        return ""
    passed = token.morph.get("Tense") == "Past" and (not words or perfect or words[0] in moods.past)
    marked = any(c.dep == "mark" for c in doc.children(token)) or predicate.colours
    return "actual" if passed and not marked else ""


def _deserved(doc: Doc, predicate: Predicate, above: Predicate | None, lexicon: Lexicon) -> str:
    """ "fined for speeding", "praised for saving him": what it is for has happened; "beat her to win the cup", too."""
    token = predicate.token
    judge = judging(doc, token)
    if above is None or judge.i != above.token.i or token.dep not in ("advcl", "xcomp"):
        return ""
    if above.type == "JUSTICE" and predicate.form == "gerund" and charged_with(doc, token, lexicon):
        return "actual" if above.action in lexicon.patterns.proven else "possible"
    if above.type == "COERCE" and predicate.form == "gerund" and suspected_of(doc, token, lexicon):
        return "possible"  # "arrested on suspicion of robbing it"
    if judge.i != token.head:  # "pleaded guilty to killing him"
        return "actual" if above.content == "factive" and predicate.form == "gerund" else ""
    if predicate.type == above.type == "COMPETE" and is_infinitive(doc, token, lexicon):
        return "actual"
    marks = [c.text.lower() for c in doc.children(token) if c.dep in ("mark", "case") and c.i < token.i]
    why = bool(marks) and all(m in lexicon.patterns.moods.why for m in marks)
    return "actual" if why and predicate.form == "gerund" and above.type in lexicon.patterns.blame else ""


def _undone(doc: Doc, predicate: Predicate, above: Predicate | None, lexicon: Lexicon) -> str:
    """ "left without paying", "prevented them from leaving", "denied lying": told as what was not done."""
    token = predicate.token
    main = doc.tokens[token.head]
    if predicate.form != "gerund" or form_of(doc, main) != "finite" or token.dep not in ("xcomp", "ccomp", "advcl"):
        return ""
    if above is not None and above.type == "DENY" and above.token.i == main.i:
        return "actual"
    marks = {fold(c.text) for c in doc.children(token) if c.dep in ("mark", "case") and c.i < token.i}
    lemma = lexicon.lemma_fix(main.text.lower(), main.lemma.lower())
    keeps = bool(marks & lexicon.patterns.moods.kept) and lexicon.colour(lemma) == "negative"
    without = token.dep == "advcl" and bool(marks & lexicon.without)
    return (_unreal(doc, main, lexicon) or "actual") if keeps or without else ""


def _beside(doc: Doc, predicate: Predicate, lexicon: Lexicon) -> str:
    """ "…, killing six", "with Apple paying", "by walking": as true as the clause that it goes with."""
    token = predicate.token
    above = doc.tokens[token.head]
    if (
        token.dep == "conj" and form_of(doc, above) == "gerund" and above.head != above.i
    ):  # "killing six and wounding two"
        token, above = above, doc.tokens[above.head]
    if predicate.form != "gerund" or token.dep != "advcl" or form_of(doc, above) != "finite":
        return ""
    marks = [c.text.lower() for c in doc.children(token) if c.dep in ("mark", "case") and c.i < token.i]
    along = all(m in lexicon.patterns.moods.along for m in marks) and (bool(marks) or not lexicon.grammar.articles)
    return _unreal(doc, above, lexicon) or "actual" if along else ""
