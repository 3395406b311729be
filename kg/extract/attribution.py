"""According to whom: the source of each event, the event each statement is about, and the claims made.

The nearest speaker above an event vouches for it: a reporting verb whose clause it is, the speaker of the
quotation it stands in, or "selon X". Everything else the article itself says.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate.doc import Doc, Token
from kg.extract.coreference import Discourse, cites
from kg.extract.factuality import embedding
from kg.extract.frames import Frame
from kg.extract.mentions import Phrase
from kg.lang import Lexicon

_EMBEDS = frozenset({"ccomp", "xcomp", "quote", "parataxis", "obj", "advcl", "obl:arg", "acl", "csubj"})
_DECIDES = frozenset({"decided", "none", ""})  # its complement is the author's to tell


def attribute(talk: Discourse, frames: list[Frame], lexicon: Lexicon) -> None:
    """Set `sources` and `content` of each frame."""
    doc = talk.doc
    at = {f.predicate.token.i: f for f in frames}
    index = {id(f): k for k, f in enumerate(frames)}
    cited = list(_cited(talk, lexicon))
    for frame in frames:
        above = speaker_frame(doc, frame, at)
        if above is not None:
            frame.sources = [p for p, _ in above.agents] or list(above.sources)
            if above.content < 0 or (embedding(doc, frame, at) is above and frame.predicate.token.dep != "conj"):
                above.content = index[id(frame)] if above.content < 0 else above.content
        if not frame.sources:
            frame.sources = _quoted(talk, frame) or _according(doc, frame, cited)


def speaker_frame(doc: Doc, frame: Frame, at: dict[int, Frame]) -> Frame | None:
    """The nearest communication event that has this one in its content."""
    token = frame.predicate.token
    seen = {token.i}
    embedded = False
    while token.head != token.i:
        dep, token = token.dep, doc.tokens[token.head]
        if token.i in seen:
            return None
        seen.add(token.i)
        embedded = embedded or dep in _EMBEDS
        above = at.get(token.i)
        if above is None or above is frame or not embedded:
            continue
        if dep in ("conj", "nsubj", "acl:relcl", "obl:mod", "advcl") and dep != "quote":
            continue
        klass, content = above.predicate.klass, above.predicate.content
        if klass.startswith("communication") and (content not in _DECIDES or dep == "quote"):
            return above
        if dep == "quote":
            return above
    return None


def _quoted(talk: Discourse, frame: Frame) -> list[Phrase]:
    quote = frame.predicate.token.quote
    speaker = talk.speakers.get(quote)
    if speaker is not None:
        return [speaker]
    return []


def _cited(talk: Discourse, lexicon: Lexicon) -> Iterator[tuple[Token, Phrase]]:
    """"selon X", "d'après X": the citing noun and its phrase."""
    for phrase in talk.phrases:
        if cites(talk.doc, phrase, lexicon):
            yield talk.doc.tokens[phrase.head], phrase


def _according(doc: Doc, frame: Frame, cited: list[tuple[Token, Phrase]]) -> list[Phrase]:
    token = frame.predicate.token
    near = [(abs(head.i - token.i), phrase) for head, phrase in cited if head.sent == token.sent]
    return [min(near, key=lambda n: n[0])[1]] if near else []
