"""According to whom: the source of each event, and the event that each statement is about.

Those who may vouch for an event compete: the reporting verb above it, the speaker of the quotation it stands in,
"selon X" in its sentence, and the article itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.annotate.doc import Doc, Token
from kg.extract.discourse import Discourse, subject_of
from kg.extract.factuality import embedding, intended, joined
from kg.extract.fillers import ACTORS
from kg.extract.frames import Frame
from kg.extract.mentions import Phrase
from kg.extract.predicates import form_of
from kg.extract.scorer import Weights, softmax
from kg.extract.speech import cites
from kg.extract.telling import (
    CLAIMS,
    PLEDGES,
    before_subject,
    called_for,
    continued,
    goes_on,
    in_words,
    parenthesis,
    praised,
    quote_ends,
    told_of,
)  # fmt: skip
from kg.extract.words import of_time
from kg.ids import fold
from kg.lang import Lexicon

_ASKS = frozenset(f"communication:{act}" for act in ("ask", "urge", "promise", "threaten", "accuse"))
_TOLD = frozenset(
    f"communication:{act}" for act in ("say", "announce", "tell", "claim", "accuse", "criticise", "reveal")
)
_WITHHELD = frozenset({"asserted", "factive", "denied"})
_EMBEDS = frozenset({"ccomp", "xcomp", "quote", "parataxis", "obj", "advcl", "obl:arg", "acl", "csubj"})


@dataclass(slots=True, eq=False)
class Voice:
    """One who may vouch for an event; no phrase: the article itself."""

    phrases: list[Phrase]
    features: list[str]


def attribute(talk: Discourse, frames: Sequence[Frame], lexicon: Lexicon, weights: Weights) -> None:
    """Set `sources` and `content` of each frame."""
    doc = talk.doc
    at = {f.predicate.token.i: f for f in frames}
    cited = citations(talk, lexicon)
    for number, frame in enumerate(frames):
        voices = line_up(talk, frame, at, cited, lexicon)
        odds = softmax([weights.source.logit(v.features) for v in voices])
        best = voices[max(range(len(odds)), key=odds.__getitem__)].phrases
        if _beside(doc, frame, at):  # what stands before it has its sources already
            best = at[doc.tokens[frame.predicate.token.head].i].sources
        first = joined(doc, frame, at)
        if first is not None and first.reporter is not frame:
            best = first.sources
        elif (teller := goes_on(doc, frame, at)) is not None:
            best = teller.sources
        elif (aside := parenthesis(doc, frame, at)) is not None:
            best = _tellers(talk, aside) or best
        else:
            best = _told(talk, frame, at, lexicon) or _pledged(talk, frame, at, lexicon) or best
            best = best or _as_said(talk, frame, at, lexicon) or _held(talk, frame, lexicon)
            best = best or _cited_here(doc, frame, cited, at)
        if not best and (teller := continued(doc, frame, at, lexicon)) is not None:
            best = _tellers(talk, teller)
        frame.sources = _rumoured(talk, frame, at, lexicon) or best or _turn(talk, frame)
        above = frame.reporter = reporter(doc, frame, at)
        if above is not None and above.content < 0 and embedding(doc, frame, at) is above:
            above.content = number
    for number, frame in enumerate(frames):  # what nothing embeds directly: the first event of a quotation
        above = frame.reporter
        if above is not None and above.content < 0:
            above.content = number
    for frame in frames:
        if frame.reporter is not None and withholds(frame.reporter):
            own = {p.entity for p, _ in frame.reporter.agents}
            frame.sources = [p for p in frame.sources if p.entity not in own]
            continue
        meant = intended(doc, frame.predicate.token, lexicon)
        if frame.reporter is not None and meant is not None and frame.reporter.predicate.partner is meant:
            # "denies that he intends to flee": nobody says that he will
            frame.negative = frame.negative or frame.reporter.negative
            frame.sources = frame.reporter.sources if frame.reporter.negative else frame.sources
        elif frame.reporter is not None and frame.reporter.predicate.content == "denied":
            # "X denies that he fled": for X it did not happen; "denies that he did not answer": for X it did
            frame.negative, frame.denied = not frame.negative, True
    for number, frame in enumerate(frames):
        if frame.content < 0:
            frame.content = _taken_up(doc, frames, number, lexicon)
        if frame.content < 0 and frame.predicate.content == "denied":
            frame.content = _answered(doc, frames, number, lexicon)


def _told(talk: Discourse, frame: Frame, at: dict[int, Frame], lexicon: Lexicon) -> list[Phrase]:
    """ "X says that Y said that …": who tells the clause that hangs right on the verb of telling."""
    doc, token = talk.doc, frame.predicate.token
    while token.dep == "xcomp" and token.head not in at and doc.tokens[token.head].pos == "VERB":
        token = doc.tokens[token.head]  # "says that Y continues to refuse": the aspect verb is no event
    token = (of_time(doc, token, lexicon) or token) if frame.predicate.kind == "noun" else token
    above = at.get(token.head)
    asked = above is not None and above.predicate.klass in _ASKS and above.modality == "actual"
    if above is not None and asked and token.dep in ("xcomp", "ccomp"):
        return _tellers(talk, above) if above.predicate.kind == "verb" else []  # asked, promised: by who says so
    if above is not None and called_for(frame, above, token):
        return _tellers(talk, above)
    if token.dep != "ccomp" or above is None or above.predicate.content not in CLAIMS:
        return []
    opens = any(c.dep == "mark" for c in doc.children(token)) and form_of(doc, token) == "finite"
    tells = above.predicate.kind == "verb" and above.predicate.klass.startswith("communication")
    return _tellers(talk, above) if opens and tells else []


def _rumoured(talk: Discourse, frame: Frame, at: dict[int, Frame], lexicon: Lexicon) -> list[Phrase]:
    """ "reports that the general had fled": whose they are, or else the reports themselves."""
    doc, token = talk.doc, frame.predicate.token
    noun = doc.tokens[token.head]
    entry = lexicon.noun(noun.lemma.lower()) if noun.pos == "NOUN" else None
    opens = any(c.dep == "mark" for c in doc.children(token)) and frame.predicate.form == "finite"
    if entry is None or not opens or token.dep not in ("acl", "ccomp"):
        return []
    if entry.klass not in _TOLD or any(f.predicate.partner is noun for f in at.values()):
        return []  # "made the claim that": who made it
    own = at.get(noun.i)
    named = [p for p, _ in own.agents if any("noun" in r for r in own.rules.get(p.head, ()))] if own is not None else []
    phrase = talk.at_head.get(noun.i)
    return named or ([phrase] if phrase is not None else [])


def _pledged(talk: Discourse, frame: Frame, at: dict[int, Frame], lexicon: Lexicon) -> list[Phrase]:
    """ "reaffirmed their readiness to help": who says to be ready to; what is decided the article tells itself."""
    doc, token = talk.doc, frame.predicate.token
    if token.dep == "conj" and doc.tokens[token.head].dep == "acl":
        token = doc.tokens[token.head]
    noun = doc.tokens[token.head]
    above = at.get(noun.head)
    entry = lexicon.noun(noun.lemma.lower())
    if (
        token.dep != "acl"
        or frame.predicate.form == "finite"
        or above is None
        or above.predicate.partner is not noun
        or entry is None
    ):
        return []
    speaks = entry.klass.startswith("communication") and entry.content in PLEDGES
    return _tellers(talk, above) if speaks and above.predicate.kind == "verb" else []


def _as_said(talk: Discourse, frame: Frame, at: dict[int, Frame], lexicon: Lexicon) -> list[Phrase]:
    """ "As the minister said, the army attacked", "comme l'a indiqué le ministre": who told the clause above."""
    doc = talk.doc
    for clause in doc.children(frame.predicate.token):
        aside = at.get(clause.i) if clause.dep == "advcl" else None
        if aside is None or aside.predicate.klass not in _TOLD or aside.negative:
            continue
        marks = [fold(c.text) for c in doc.children(clause) if c.dep in ("mark", "advmod") and c.i < clause.i]
        content = any(c.dep in ("ccomp", "quote", "xcomp") for c in doc.children(clause))
        if marks[:1] and marks[0] in lexicon.grammar.as_said and not content:
            return _tellers(talk, aside)
    return []


def _held(talk: Discourse, frame: Frame, lexicon: Lexicon) -> list[Phrase]:
    """ "The mayor is sure that the plant will close", "est certain que": who holds it to be true."""
    doc, token = talk.doc, frame.predicate.token
    above = doc.tokens[token.head]
    marked = any(c.dep == "mark" for c in doc.children(token))
    if token.dep not in ("ccomp", "acl", "xcomp") or not marked or above.lemma.lower() not in lexicon.grammar.sure:
        return []
    verb = doc.tokens[above.head] if above.dep == "xcomp" else above
    holder = subject_of(talk, verb)
    return [holder] if holder is not None and above.pos != "VERB" else []


def _cited_here(doc: Doc, frame: Frame, cited: list[Phrase], at: dict[int, Frame]) -> list[Phrase]:
    """ "a dénoncé des pressions exercées, selon elle, par l'exécutif": a pronoun cited inside is the teller."""
    verb = frame.predicate.token
    own = [p for p in cited if p.kind == "pronoun" and doc.tokens[p.head].head == verb.i and p.head > verb.i]
    above = embedding(doc, frame, at)
    if not own or frame.predicate.kind != "verb" or above is None or not above.predicate.speaks:
        return []
    return [p for p in own if p.entity >= 0] or [p for p, _ in above.agents]


def _beside(doc: Doc, frame: Frame, at: dict[int, Frame]) -> bool:
    """ "She thanked him, smiling": what somebody does besides is told by whoever tells the rest."""
    token = frame.predicate.token
    above = at.get(token.head)
    if token.dep != "advcl" or above is None or above.predicate.kind != "verb" or not frame.agents:
        return False
    own = {p.entity for p, _ in frame.agents} - {-1}
    marks = [c for c in doc.children(token) if c.dep in ("mark", "case") and c.i < token.i]
    gerund = form_of(doc, token) == "gerund" and above.predicate.token.i < token.i
    return gerund and not marks and bool(own & {p.entity for p, _ in above.agents})


def _tellers(talk: Discourse, above: Frame) -> list[Phrase]:
    """Who tells it: the agents of the event above, and for "I" and "we" in what somebody says, who says it."""
    speaker = talk.speaker(above.predicate.token)
    found = [p for p, _ in above.agents]
    if speaker is not None and any(p.kind == "pronoun" and p.person == "1" for p in found):
        return [speaker]
    return [p for p in found if not above.predicate.passive or not told_of(talk.doc, p, above)]


def _vouches(talk: Discourse, phrase: Phrase, above: Frame, lexicon: Lexicon) -> bool:
    """May it vouch for what hangs on the event above? A thing may state something, but allows or adds it unsaid."""
    cluster = talk.cluster(phrase)
    label = (cluster.label if cluster is not None else "") or phrase.label
    if above.predicate.klass == "communication:permit":  # what is allowed, the article itself tells
        return False
    if label in ACTORS or phrase.kind == "pronoun" or above.predicate.content in CLAIMS:
        return True
    noun = lexicon.noun(talk.doc.tokens[phrase.head].lemma.lower())
    return noun is not None and noun.klass.startswith("communication")


def _turn(talk: Discourse, frame: Frame) -> list[Phrase]:
    """Whose turn of a transcript it is told in."""
    speaker = talk.turns.get(frame.predicate.token.sent)
    return [speaker] if speaker is not None else []


def withholds(teller: Frame) -> bool:
    """Does the teller not tell it: "did not deny that …", "refused to admit that …"? They vouch for nothing then."""
    return teller.negative and teller.predicate.content in _WITHHELD


def _answered(doc: Doc, frames: Sequence[Frame], number: int, lexicon: Lexicon) -> int:
    """What a denial of "ces accusations" or "these claims" answers: what another said last. -1 where nobody did."""
    verb, own = frames[number].predicate.token, {p.entity for p, _ in frames[number].agents} - {-1}
    for child in doc.children(verb):
        noun = lexicon.noun(child.lemma.lower()) if child.dep in ("obj", "nsubj:pass") else None
        if noun is None or not noun.klass.startswith("communication"):
            continue
        before = [f for f in reversed(frames[:number]) if f.content >= 0 and f.agents and f.predicate.content in CLAIMS]
        others = [f for f in before if not own & {p.entity for p, _ in f.agents}]
        others = [f for f in others if frames[f.content].predicate.kind == "verb"]  # a clause that somebody vouches for
        same = [f for f in others if f.predicate.type == noun.type]  # accusations are what accusers said
        if others:
            return (same or others)[0].content
    return -1


def _taken_up(doc: Doc, frames: Sequence[Frame], number: int, lexicon: Lexicon) -> int:
    """ "…, ce que X a réfuté": the clause before, and of a reported one what is reported. -1 where there is none."""
    verb = frames[number].predicate.token
    pronoun = doc.tokens[verb.head]
    clause = lexicon.pronouns.get(pronoun.text.lower(), {}).get("role") == "clause"
    if verb.dep != "acl:relcl" or not (clause or pronoun.pos == "VERB"):
        return -1
    before = [k for k in range(number) if frames[k].predicate.token.sent == verb.sent]
    if pronoun.dep in ("obj", "nsubj", "obl:arg") or not before:
        return -1  # "il dit ce que …": the pronoun is a complement of its own
    told = [k for k in before if frames[k].reporter is not None]
    return (told or before)[-1]


def citations(talk: Discourse, lexicon: Lexicon) -> list[Phrase]:
    """The phrases that the article marks as sources: "selon X", "d'après X"."""
    return [p for p in talk.phrases if cites(talk.doc, p, lexicon)]


def reporter(doc: Doc, frame: Frame, at: dict[int, Frame]) -> Frame | None:
    """The nearest communication event that has this one in its content."""
    return next((above for above, *_ in _above(doc, frame, at)), None)


def _above(doc: Doc, frame: Frame, at: dict[int, Frame]) -> list[tuple[Frame, str, str, int]]:
    """Communication events above a frame: with the first and the last step up to them, and how many there are."""
    token = frame.predicate.token
    first, seen, found = "", {token.i}, []
    embedded = False
    while token.head != token.i and len(seen) < 30:
        here, dep, token = token, token.dep, doc.tokens[token.head]
        if token.i in seen:
            break
        seen.add(token.i)
        dep = "obj" if dep == "nsubj:pass" else dep  # "the need for talks was stressed"
        first = first or dep
        embedded = embedded or dep in _EMBEDS
        above = at.get(token.i)
        if above is None or above is frame or not embedded or dep in ("conj", "nsubj", "acl:relcl"):
            continue
        if quote_ends(doc, above.predicate.token, frame.predicate.token):
            continue
        if (first != "ccomp" and praised(above) and dep not in ("ccomp", "quote")) or before_subject(doc, here, token):
            continue
        if (above.predicate.speaks and in_words(doc, frame, above)) or dep == "quote":
            found.append((above, first, dep, len(seen) - 1))
    return found


def line_up(talk: Discourse, frame: Frame, at: dict[int, Frame], cited: list[Phrase], lexicon: Lexicon) -> list[Voice]:
    """All who may vouch for the event, the article first."""
    doc, predicate = talk.doc, frame.predicate
    token = predicate.token
    klass = predicate.klass.split(":")[0]
    form = f"{predicate.kind}-{predicate.form}"
    speaker = talk.speakers.get(token.quote)
    chain = _above(doc, frame, at)[:2]
    near = sorted(
        (p for p in cited if p.sent == token.sent and not _quotes(doc, p, token)), key=lambda p: abs(p.head - token.i)
    )[:1]
    state = f"{speaker is not None}|{len(chain)}|{bool(near)}"
    voices = [
        Voice(
            [],
            [
                "author",
                f"author|{state}",
                f"author|{state}|{form}",
                f"author|{klass}|{state}",
                f"author|{form}|{token.dep}|{state}",
            ],
        )
    ]
    for rank, link in enumerate(chain):
        voice = _teller(talk, frame, link, rank, state, lexicon)
        if voice is not None:
            voices.append(voice)
    if speaker is not None:
        whole = doc.quotes[token.quote].span
        words = len(whole.of(doc.article.text).split())
        voices.append(
            Voice(
                [speaker],
                ["speaker", f"speaker|{state}", f"speaker|{form}", f"speaker|words={min(words // 3, 4)}|{form}"],
            )
        )
    for phrase in near:
        side = "before" if phrase.head < token.i else "after"
        head = doc.tokens[phrase.head]
        voices.append(
            Voice([phrase], [
                "cited", f"cited|{state}", f"cited|{side}|{form}",
                f"cited|same-clause={_same_clause(doc, head, token)}|{side}",
                f"cited|{klass}|{token.dep}", f"cited|{phrase.label}", f"cited|quote={token.quote >= 0}",
            ])
        )  # fmt: skip
    return voices


def _quotes(doc: Doc, phrase: Phrase, token: Token) -> bool:
    """ "reported that …, citing officials": what is cited vouches for the report, not for its being made."""
    citing = doc.tokens[doc.tokens[phrase.head].head]
    if citing.pos != "VERB" or citing.dep != "advcl":
        return False
    above = doc.tokens[citing.head]
    return token.i in (citing.i, above.i) or (above.dep == "ccomp" and above.head == token.i)


def _teller(
    talk: Discourse, frame: Frame, link: tuple[Frame, str, str, int], rank: int, state: str, lexicon: Lexicon
) -> Voice | None:
    """The agent of a communication event above; inside a quotation whose verb names nobody, its speaker."""
    above, first, last, steps = link
    predicate, token = frame.predicate, frame.predicate.token
    klass, form = predicate.klass.split(":")[0], predicate.form
    phrases = [p for p in _tellers(talk, above) if _vouches(talk, p, above, lexicon)]
    if above.agents and not phrases:
        return None
    if not phrases and (outside := talk.speakers.get(token.quote)) is not None:
        phrases = [outside]
    if not phrases:
        return None
    content, across = above.predicate.content, token.quote >= 0 and above.predicate.token.quote != token.quote
    own = {p.entity for p, _ in frame.agents} & {p.entity for p in phrases} - {-1}
    return Voice(phrases, [
        "above", f"above={rank}|{state}", f"above|{content}|{form}", f"above|{first}>{last}|{form}",
        f"above|{content}|{first}>{last}", f"above|quote={across}|{last}", f"above|steps={min(steps, 5)}|{rank}",
        f"above|own={bool(own)}|{form}|{last}", f"above|{content}|own={bool(own)}|{form}",
        f"above|lemma={above.predicate.lemma}|{form}", f"above|{klass}|{last}|{form}",
        f"above|kind={above.predicate.kind}|{predicate.kind}-{form}", f"above|modality={frame.modality}|{content}",
    ])  # fmt: skip


def _same_clause(doc: Doc, head: Token, token: Token) -> bool:
    return head.head == token.i or head.head == token.head or doc.tokens[head.head].head == token.i
