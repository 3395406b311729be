"""Did it happen, will it, was it asked for? Polarity by rule, modality by scorer.

After Saurí & Pustejovsky (2009), "FactBank": the embedding predicates and particles decide, not the verb itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.annotate.doc import Doc, Token
from kg.extract import features, moods, negation
from kg.extract.arguments import noun_content
from kg.extract.averted import averted
from kg.extract.frames import Frame
from kg.extract.predicates import Predicate, form_of
from kg.extract.prospects import never_begun, out_of_question, with_particle
from kg.extract.scorer import Weights
from kg.ids import fold
from kg.lang import Lexicon
from kg.model import Interval

_OWN = frozenset({"nsubj", "nsubj:pass", "csubj", "expl", "aux", "aux:pass", "aux:tense", "cop", "mark", "advmod"})
_UNTENSED = frozenset({"inf", "gerund"})
_AHEAD = frozenset({"Fut", "Cnd"})
_ENDS = frozenset(".?!…")
_CARRIES = frozenset({"xcomp", "ccomp", "conj", "obj", "obl:arg"})


def judge(doc: Doc, frames: list[Frame], lexicon: Lexicon, weights: Weights) -> None:
    """Set `negative` and `modality` of each frame."""
    at = {f.predicate.token.i: f for f in frames}
    for frame in frames:
        above = embedding(doc, frame, at)
        frame.negative = negated(doc, frame, lexicon)
        upper = above.predicate if above else None
        unsure = _left_open(doc, frame, upper, lexicon) or _asked_whether(doc, frame.predicate.token, lexicon)
        settled = "possible" if unsure else ""
        settled = settled or moods.settled(doc, frame.predicate, upper, lexicon) or _shared(doc, frame, at)
        settled = settled or ("actual" if _denied(doc, frame, upper) else "")
        frame.modality = settled or weights.modality.best(features.modality(doc, frame.predicate, upper, lexicon))[0]
    for frame in frames:
        kept = averted(doc, frame, at, lexicon)
        if kept is not None:
            frame.negative, frame.modality = kept


def look_ahead(frames: Sequence[Frame], when: Sequence[Interval | None], published: Interval | None) -> None:
    """What a noun names and a day after the publication dates is to come: "a annoncé une grève pour vendredi"."""
    end = published.latest_end if published is not None else None
    for frame, time in zip(frames, when, strict=True):
        start = time.earliest_start if time is not None else None
        later = start is not None and end is not None and start >= end
        if later and frame.predicate.kind == "noun" and frame.modality == "actual":
            frame.modality = "future"


def _left_open(doc: Doc, frame: Frame, above: Predicate | None, lexicon: Lexicon) -> bool:
    """ "n'exclut pas de dissoudre", "has not ruled out sending": what nobody refuses may happen."""
    token = frame.predicate.token
    if above is None or token.head != above.token.i or token.dep not in ("xcomp", "ccomp"):
        return False
    entry = lexicon.verb(above.lemma)
    return entry is not None and entry.content == "refused" and _negation(doc, above.token, lexicon)


def _asked_whether(doc: Doc, token: Token, lexicon: Lexicon) -> bool:
    """ "Was the general dismissed?" leaves it open; "Why was he dismissed?" does not."""
    above = doc.tokens[token.head]
    while token.dep in ("conj", "xcomp") and above.quote == token.quote:
        token, above = above, doc.tokens[above.head]
    turned = doc.tokens[above.i + 1 : above.i + 2]
    asking = above.pos in ("AUX", "PRON") or any(t.text.startswith("-") for t in turned)  # "est-ce que", "a-t-elle"
    if token.dep != "root" and above.quote == token.quote and not asking:
        return False  # no main clause
    sentence = doc.sentences[token.sent]
    row = [t for t in doc.tokens[sentence.first : sentence.last] if t.quote == token.quote]
    row = [t for t in row if t.pos != "PUNCT" or t.text in _ENDS]
    end = next((t for t in row if t.i > token.i and t.text in _ENDS), None)
    opening = row[1:2] if row and row[0].pos == "ADP" else row[:1]  # "depuis quand"
    return end is not None and end.text == "?" and not any(fold(t.text) in lexicon.questions for t in opening)


def _denied(doc: Doc, frame: Frame, above: Predicate | None) -> bool:
    """ "denied that Norland threatens them": what is denied is told as what is or was so, and does not hold."""
    token = frame.predicate.token
    under = above is not None and above.type == "DENY" and token.head == above.token.i and token.dep == "ccomp"
    return under and frame.predicate.form == "finite" and features.finite_mood(doc, token) not in ("Fut", "Cnd")


def _shared(doc: Doc, frame: Frame, at: dict[int, Frame]) -> str:
    """The modality of what it is joined to: infinitives, gerunds, and finite verbs that share a subject."""
    first = joined(doc, frame, at)
    if first is None and frame.predicate.token.dep == "conj":
        verb = frame.predicate.token
        own = any(c.dep in _OWN for c in doc.children(verb)) or frame.predicate.form != "finite"
        beside = at.get(verb.head) if not own and verb.head < verb.i else None
        if beside is not None and beside.predicate.form == "finite":
            moods = {features.finite_mood(doc, verb), features.finite_mood(doc, beside.predicate.token)}
            first = beside if len(moods) == 1 or not moods & _AHEAD else None  # "a rencontré le maire et signera"
    return first.modality if first is not None else ""


def joined(doc: Doc, frame: Frame, at: dict[int, Frame]) -> Frame | None:
    """ "promised to repair the road and build a bridge": the first of joined infinitives or gerunds.

    All are equally true, and told by the same.
    """
    token = frame.predicate.token
    first = at.get(token.head)
    if token.dep != "conj" or first is None or first is frame or first.predicate.token.i > token.i:
        return None
    forms = {form_of(doc, token), form_of(doc, first.predicate.token)}
    return first if len(forms) == 1 and forms <= _UNTENSED else None


def embedding(doc: Doc, frame: Frame, at: dict[int, Frame]) -> Frame | None:
    """The frame whose complement this one is, through coordination and colouring verbs."""
    token = frame.predicate.token
    for _ in range(6):
        if token.head == token.i:
            return None
        dep, token = token.dep, doc.tokens[token.head]
        if token.i in at and at[token.i] is not frame and dep != "conj":
            return at[token.i]
    return None


def negated(doc: Doc, frame: Frame, lexicon: Lexicon) -> bool:
    """Does the text say that it did not, or will not, happen?"""
    predicate = frame.predicate
    token = predicate.token
    if predicate.partner is not None and lexicon.lemma_fix(token.text.lower(), token.lemma) in lexicon.grammar.outcomes:
        return False  # "la réunion n'a pas abouti": it took place
    if _negation(doc, token, lexicon) or negation.negative(doc, token, lexicon) or never_begun(doc, token, lexicon):
        return True
    partner = predicate.partner
    if partner is not None and _determined(doc, partner, lexicon):
        return True
    if predicate.kind == "noun" and _determined(doc, token, lexicon):
        return True
    if out_of_question(doc, token, lexicon) or _unmeant(doc, token, lexicon):
        return True
    if _content_above(doc, token, lexicon) in ("forbidden", "refused"):  # "son refus de signer", "the ban on using it"
        return True
    here = token
    for _ in range(4):  # "sans que", "n'a pas pu", "refuse de", "évite de"
        if any(fold(c.text) in lexicon.without for c in doc.children(here) if c.dep in ("mark", "case")):
            return True
        if here.head == here.i or here.dep not in _CARRIES:
            return False
        dep, below, here = here.dep, here, doc.tokens[here.head]
        lemma = with_particle(doc, here, lexicon)
        if dep == "conj":
            continue
        colour = lexicon.colour(lemma)
        if colour is None:
            entry = lexicon.verb(lemma)
            barred = entry is not None and entry.content in ("forbidden", "refused") and dep in ("xcomp", "ccomp")
            why = any(fold(c.text) in lexicon.grammar.purpose for c in doc.children(below) if c.dep == "mark")
            return barred and not why and not _negation(doc, here, lexicon)  # "n'exclut pas de"
        if colour == "negative":
            return not _negation(doc, here, lexicon)  # "n'a cessé de bombarder"
        if _negation(doc, here, lexicon):
            return True
    return False


def intended(doc: Doc, token: Token, lexicon: Lexicon) -> Token | None:
    """The noun of intent that the verb hangs on or stands behind: "l'intention d'attaquer", "no plan to attack"."""
    below = token.dep in ("acl", "acl:relcl", "xcomp", "ccomp", "advcl", "nmod", "obl:mod")
    for noun in (doc.tokens[token.head], doc.tokens[token.i - 2]) if below and token.i > 1 else ():
        if noun.i < token.i and noun.lemma.lower() in lexicon.grammar.intents:
            return noun
    return None


def _unmeant(doc: Doc, token: Token, lexicon: Lexicon) -> bool:
    """ "n'a pas l'intention d'attaquer", "has no plan to attack"."""
    noun = intended(doc, token, lexicon)
    if noun is None or form_of(doc, token) not in _UNTENSED:
        return False  # "the reason why he left is not known"
    verb = doc.tokens[noun.head]
    held = noun.dep == "obj" and verb.pos in ("VERB", "AUX")
    return _determined(doc, noun, lexicon) or (held and _negation(doc, verb, lexicon))


def _content_above(doc: Doc, token: Token, lexicon: Lexicon) -> str:
    """What the noun says of the infinitive that stands behind it or hangs on it."""
    if token.morph.get("VerbForm") != "Inf":
        return ""
    above = lexicon.noun(doc.tokens[token.head].lemma.lower()) if token.dep == "acl" else None
    return above.content if above is not None else noun_content(doc, token, lexicon)


def _negation(doc: Doc, token: Token, lexicon: Lexicon) -> bool:
    """ "ne … pas", "ne … aucun", "not", "never"; "ne … que" restricts and does not deny."""
    own = (c for c in doc.children(token) if not negation.idle(doc, c, lexicon))
    words = [fold(c.text) for c in own if not _restricted(doc, c, lexicon)]
    for auxiliary in doc.children(token):
        if auxiliary.dep in ("aux", "aux:tense", "aux:pass", "cop"):
            words += [fold(c.text) for c in doc.children(auxiliary) if not negation.idle(doc, c, lexicon)]
    if any(w in lexicon.negations for w in words):
        return True
    if any(w in lexicon.negative_particles for w in words):
        lemma = lexicon.lemma_fix(token.text.lower(), token.lemma.lower())
        behind = doc.tokens[token.i + 1 : token.i + 2]
        if lemma in lexicon.denied_alone and not any(fold(t.text) in lexicon.restricting for t in behind):
            return True
        return any(w in lexicon.negative_determiners for w in words) or any(
            fold(t.text) in lexicon.negative_determiners
            for child in doc.children(token)
            if child.dep.startswith(("obj", "nsubj", "obl"))
            for t in (child, *doc.children(child))
        )
    return False


def _restricted(doc: Doc, word: Token, lexicon: Lexicon) -> bool:
    """ "ne soutient plus que ses alliés": somebody it still supports."""
    behind = doc.tokens[word.i + 1 : word.i + 2]
    only = any(fold(t.text) in lexicon.restricting and t.dep == "advmod" for t in behind)
    return only and fold(word.text) in lexicon.negative_determiners


def _determined(doc: Doc, noun: Token, lexicon: Lexicon) -> bool:
    return any(fold(c.text) in lexicon.negative_determiners for c in doc.children(noun) if c.dep == "det")
