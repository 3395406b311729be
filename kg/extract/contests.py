"""The day of a contest: a report of one race or match tells its date once, and all that happened in it was then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.annotate.doc import Doc
from kg.extract.frames import Frame
from kg.model import Interval

CONTEST = "COMPETE"
_LEAD = 1  # the last sentence in which a report says when it was
_GRAINS = frozenset({"day", "days", "part", "hour", "minute"})


def contest_day(
    doc: Doc, frames: Sequence[Frame], given: Mapping[int, Interval | None], named: Sequence[Interval]
) -> Interval | None:
    """The date of what an article is a report of, where at least half of what it tells is of a contest.

    That is the first date which words of the lead give to an event; `named` are the times of the article.
    """
    contests = sum(f.type == CONTEST for f in frames)
    if 2 * contests < len(frames) or contests < 3:
        return None
    spans = {t.span for t in named if t.grain in _GRAINS}
    for frame in sorted(frames, key=lambda f: f.predicate.token.i):
        token = frame.predicate.token
        if token.sent > _LEAD:
            break
        time = given.get(token.i)
        if time is None or time.span not in spans or ".." in time.edtf or frame.predicate.klass.startswith("comm"):
            continue
        inside = doc.sentences[token.sent].span
        if time.span is not None and inside.start <= time.span.start < inside.end:
            return time
    return None
