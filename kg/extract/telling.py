"""Where an act of speech stands that tells an event: between commas, before a second clause, in a light verb."""

from __future__ import annotations

from kg.annotate.doc import Doc, Token
from kg.extract.factuality import embedding
from kg.extract.frames import Frame
from kg.extract.mentions import Phrase
from kg.extract.predicates import form_of
from kg.lang import Lexicon

PLEDGES = frozenset({"promised", "refused", "threatened", "requested", "forbidden", "possible"})
CLAIMS = frozenset({"asserted", "possible", "factive"})
_ASKING = frozenset({"asks", "demands", "urges"})
_STOPS = frozenset({".", "!", "?", "…"})
_MARKS = frozenset({'"', "”", "»", "'", "’"})
_DEEP = 12  # steps of a tree


def parenthesis(doc: Doc, frame: Frame, at: dict[int, Frame]) -> Frame | None:
    """ "The trip, he said, would cost little": the telling between commas in the clause of the event."""
    here = frame.predicate.token
    for _ in range(_DEEP):
        for child in doc.children(here):
            aside = at.get(child.i)
            if child.dep == "parataxis" and aside is not None and aside is not frame and _alone(doc, child):
                tells = aside.predicate.content in CLAIMS and aside.predicate.klass.startswith("communication")
                if tells and aside.predicate.kind == "verb" and not _below(doc, frame.predicate.token, child):
                    return aside
        if here.head == here.i or (here.i in at and here.dep == "quote"):
            return None
        here = doc.tokens[here.head]
    return None


def _alone(doc: Doc, verb: Token) -> bool:
    """A verb between commas with its subject and nothing that it tells."""
    own = list(doc.children(verb))
    subject = next((c for c in own if c.dep == "nsubj"), None)
    if subject is None or any(c.dep in ("ccomp", "xcomp", "obj", "quote", "csubj") for c in own):
        return False
    before = subject.i - 1
    while before >= 0 and doc.tokens[before].text != "," and _below(doc, doc.tokens[before], verb):
        before -= 1
    return before >= 0 and doc.tokens[before].text == ","


def _below(doc: Doc, token: Token, top: Token) -> bool:
    for _ in range(_DEEP):
        if token.i == top.i:
            return True
        if token.head == token.i:
            return False
        token = doc.tokens[token.head]
    return False


def goes_on(doc: Doc, frame: Frame, at: dict[int, Frame]) -> Frame | None:
    """ "said that the plan was good and called for talks", "…, adding that": who tells goes on, in a clause that the
    parse hangs under what was told. The event of the first telling.
    """
    token, predicate = frame.predicate.token, frame.predicate
    finite = token.dep == "conj" and predicate.form == "finite"
    gerund = token.dep == "advcl" and predicate.form == "gerund" and doc.tokens[token.i - 1].text == ","
    own = {p.entity for p, _ in frame.agents} - {-1}
    if not (finite or gerund) or predicate.kind != "verb" or not predicate.speaks or not own or token.quote >= 0:
        return None
    if any(c.dep in ("nsubj", "nsubj:pass", "mark") for c in doc.children(token)):
        return None
    above = embedding(doc, frame, at)
    told = doc.tokens[token.head]
    teller = at.get(told.head) if told.dep == "ccomp" else None
    if teller is None or teller is frame or not teller.predicate.speaks or above is None:
        return None
    subject = next((c for c in doc.children(told) if c.dep in ("nsubj", "nsubj:pass")), None)
    return teller if subject is not None and own <= {p.entity for p, _ in teller.agents} else None


def called_for(frame: Frame, above: Frame, token: Token) -> bool:
    """ "réclame le départ du maire", "called for a strike": what is asked for is told by who asks; not an order."""
    asked = above.predicate.content == "requested" and above.predicate.action in _ASKING and not above.negative
    held = frame.predicate.kind == "noun" and token.dep in ("obj", "obl:arg") and token.head == above.predicate.token.i
    return held and asked and above.predicate.kind == "verb" and frame.modality == "requested"


def told_of(doc: Doc, phrase: Phrase, above: Frame) -> bool:
    """Does the phrase stand in what is told: "it was noted that the army had left"?"""
    token = doc.tokens[phrase.head]
    for _ in range(_DEEP):
        if token.head == token.i:
            return False
        if token.head == above.predicate.token.i:
            return token.dep in ("ccomp", "csubj")
        token = doc.tokens[token.head]
    return False


def in_words(doc: Doc, frame: Frame, above: Frame) -> bool:
    """Is the event in the clause that a light verb tells: "expressed the hope that …", "made a promise to …"?

    What only stands beside its noun ("support for the measures taken by …") the article tells itself.
    """
    partner = above.predicate.partner
    if partner is None:
        return True
    token = frame.predicate.token
    for _ in range(_DEEP):
        head = doc.tokens[token.head]
        if head.i in (partner.i, above.predicate.token.i):
            break
        if head.i == token.i:
            return False
        token = head
    if token.i == partner.i or token.pos not in ("VERB", "AUX"):
        return False
    if token.head == above.predicate.token.i:
        return token.dep in ("ccomp", "quote", "xcomp")
    form = form_of(doc, token)
    pledged = form == "gerund" and above.predicate.speech in PLEDGES
    relative = token.dep == "acl:relcl" and form != "inf"
    return (
        token.dep in ("acl", "ccomp", "acl:relcl", "advcl") and not relative and (form in ("finite", "inf") or pledged)
    )


def quote_ends(doc: Doc, verb: Token, token: Token) -> bool:
    """ "She wrote: "We won." The club was founded in 1901": has a new sentence begun behind what was said?"""
    if token.quote >= 0 or verb.i >= token.i:
        return False
    for here in doc.tokens[verb.i + 1 : token.i]:
        if here.quote >= 0 and here.text in _STOPS:
            after = next((t for t in doc.tokens[here.i + 1 : here.i + 4] if t.text not in _MARKS), None)
            if after is not None and after.quote < 0 and after.text[0].isupper():
                return True
    return False


def praised(above: Frame) -> bool:
    """ "congratulated her on winning": what somebody is praised for the article tells itself."""
    return above.predicate.klass == "communication:praise" and above.predicate.action != "thanks"


def before_subject(doc: Doc, part: Token, verb: Token) -> bool:
    """ "Having met the mayor, she said …": what stands before the subject of the telling, and is not told by it."""
    if part.dep not in ("advcl", "obl") or part.head != verb.i:
        return False
    return any(c.dep == "nsubj" and part.i < c.i < verb.i for c in doc.children(verb))


def continued(doc: Doc, frame: Frame, at: dict[int, Frame], lexicon: Lexicon) -> Frame | None:
    """ "She said that the plant was safe. In particular, it had …": the telling that such a sentence goes on with."""
    number = frame.predicate.token.sent
    sentence = doc.sentences[number]
    words = [t.text.lower() for t in doc.tokens[sentence.first : sentence.first + 3]]
    opens = any(" ".join(words[:n]) in lexicon.patterns.continues for n in (1, 2, 3))
    if not opens or number == 0 or frame.predicate.token.quote >= 0:
        return None
    before = doc.sentences[number - 1]
    if before.paragraph != sentence.paragraph:
        return None
    roots = [next((t.i for t in doc.tokens[s.first : s.last] if t.head == t.i), -1) for s in (before, sentence)]
    teller, main = at.get(roots[0]), at.get(roots[1])
    if teller is None or (main is not None and main.predicate.klass.startswith("communication")):
        return None
    tells = teller.predicate.kind == "verb" and teller.predicate.klass.startswith("communication")
    return teller if tells and teller.predicate.content in CLAIMS and teller.modality == "actual" else None
