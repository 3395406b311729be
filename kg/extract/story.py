"""What the dates of the events told before say for or against a date: articles tell one day, or many, or none."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.frames import Frame
from kg.model import Interval


@dataclass(frozen=True, slots=True)
class Story:
    """How the events told before one were dated, and those that it shares a participant with."""

    before: tuple[str, ...]  # their dates in the order of the text, "" where undated
    shared: frozenset[str]  # dates of those with a participant in common
    dates: int  # different dates and times that the article names

    @classmethod
    def of(
        cls, frame: Frame, frames: Sequence[Frame], given: Mapping[int, Interval | None], named: Collection[str]
    ) -> Story:
        """Of the events whose time is given, those that stand before; `named` are all that the article names."""
        mine = _parties(frame)
        before, shared = [], set()
        for other in sorted(frames, key=lambda f: f.predicate.token.i):
            if other is frame or other.predicate.token.i not in given:
                continue
            time = given[other.predicate.token.i]
            if other.predicate.token.i < frame.predicate.token.i:
                before.append(time.edtf if time is not None else "")
            if time is not None and mine & _parties(other):
                shared.add(time.edtf)
        return cls(tuple(before), frozenset(shared), len(named))

    def features(self, time: Interval | None, shape: str, own: bool) -> list[str]:
        """What they say for or against a time."""
        text = time.edtf if time is not None else ""
        here = "none" if time is None else "date"
        known = [t for t in self.before if t]
        dates = min(len(set(known)), 3)
        made = [f"story|{here}|dates={dates}|{own}", f"story|{here}|named={min(self.dates, 4)}|{own}"]
        made.append(f"story|{here}|dates={dates}|{own}|{shape}")
        if self.before:
            run = next((n for n, t in enumerate(reversed(self.before)) if t != text), len(self.before))
            many = self.before.count(text) / len(self.before)
            share = "all" if many == 1 else "most" if many > 0.5 else "some" if many else "never"
            made += [f"story|{here}|run={min(run, 3)}|{own}", f"story|{here}|share={share}|{own}"]
            made += [f"story|{here}|run={min(run, 3)}|{own}|{shape}", f"story|{here}|share={share}|{own}|{shape}"]
        if time is not None:
            only = bool(known) and set(known) == {text}
            made += [f"story|only={only}|{own}|{shape}", f"story|shared={text in self.shared}|{own}"]
            made.append(f"story|shared={text in self.shared}|{own}|{shape}")
        return made


def _parties(frame: Frame) -> set[int]:
    return {p.entity for p, _ in (*frame.agents, *frame.targets)} - {-1}
