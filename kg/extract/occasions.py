"""What an article is a report of: it tells once when that was, and all that was part of it was then.

A report of a race or match tells at least half of its events of it, and what else was done belongs to it. A report of
an attack or accident names no other day: then what is of the same kind is the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.annotate.doc import Doc
from kg.extract.frames import Frame
from kg.model import Interval

CONTEST = "COMPETE"
_FEWEST = 3  # events of a contest that make a report of it
_INCIDENTS = frozenset({"ASSAULT", "DISASTER"})
_LEAD = 1  # the last sentence in which a report says when it was
_GRAINS = frozenset({"day", "days", "part", "hour", "minute"})


def is_contest(frames: Sequence[Frame]) -> bool:
    """Is an article the report of a race, match or election, by what it tells?"""
    contests = sum(f.type == CONTEST for f in frames)
    return contests >= _FEWEST and 2 * contests >= len(frames)


def occasion(
    doc: Doc, frames: Sequence[Frame], given: Mapping[int, Interval | None], named: Sequence[Interval], kind: str
) -> Interval | None:
    """The date of what an article is a report of, if that is of an event type: the first that words of the lead give.

    `given` holds the times of the events dated so far, `named` the times of the article that do not lie ahead.
    """
    contest = is_contest(frames)
    if not contest and kind not in _INCIDENTS:
        return None
    days = [t for t in named if t.grain in _GRAINS]
    if kind in _INCIDENTS and not contest and len({t.edtf for t in days}) != 1:
        return None
    spans = {t.span for t in days}
    for frame in sorted(frames, key=lambda f: f.predicate.token.i):
        token = frame.predicate.token
        if token.sent > _LEAD:
            break
        time = given.get(token.i)
        said = frame.predicate.klass.startswith("communication") or (not contest and frame.type != kind)
        if said or time is None or time.span is None or time.span not in spans or ".." in time.edtf:
            continue
        inside = doc.sentences[token.sent].span
        if inside.start <= time.span.start < inside.end:
            return time
    return None
