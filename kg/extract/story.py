"""What the dates of the events told before say for or against a date: articles tell one day, or many, or none."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kg.annotate.doc import Doc
from kg.extract.frames import Frame
from kg.model import Interval


@dataclass(frozen=True, slots=True)
class Tale:
    """The events of an article as their dates ask for them: what each tells of its time, and who takes part."""

    frames: Sequence[Frame]
    at: Mapping[int, Frame]  # trigger -> its frame, as in the next two
    shapes: Mapping[int, list[str]]
    parties: Mapping[int, frozenset[int]]

    @classmethod
    def of(cls, doc: Doc, frames: Sequence[Frame]) -> Tale:
        """The tale of these frames, in the order of the text."""
        at = {f.predicate.token.i: f for f in frames}
        parties = {i: frozenset(p.entity for p, _ in (*f.agents, *f.targets)) - {-1} for i, f in at.items()}
        return cls([at[i] for i in sorted(at)], at, {i: _shape(doc, f) for i, f in at.items()}, parties)


def _shape(doc: Doc, frame: Frame) -> list[str]:
    """What the event itself tells about its time: class, tense, form, type, whether it is said or quoted."""
    predicate = frame.predicate
    token = predicate.token
    tense = token.morph.get("Mood", "") + token.morph.get("Tense", "")
    for child in doc.children(token):
        if child.dep.startswith(("aux", "cop")) and child.morph.get("VerbForm") == "Fin":
            tense = "aux-" + child.morph.get("Mood", "") + child.morph.get("Tense", "")
    klass = predicate.klass.split(":")[0]
    return [
        f"{klass}|{tense}|{predicate.form}", f"{predicate.type}", f"{predicate.kind}|{predicate.form}|{token.dep}",
        f"{klass}|{token.quote >= 0}", f"{frame.modality}|{klass}", f"{predicate.lemma}", f"{tense}|{token.dep}",
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Story:
    """How the events told before one were dated, and those that it shares a participant with."""

    before: tuple[str, ...]  # their dates in the order of the text, "" where undated
    known: frozenset[str]  # the dates among them
    shared: frozenset[str]  # dates of those with a participant in common
    dates: int  # different dates and times that the article names

    @classmethod
    def of(cls, tale: Tale, frame: Frame, given: Mapping[int, Interval | None], named: Collection[str]) -> Story:
        """Of the events whose time is given, those that stand before; `named` are all that the article names."""
        here = frame.predicate.token.i
        mine = tale.parties[here]
        before = tuple(t.edtf if (t := given[i]) is not None else "" for i in sorted(given) if i < here)
        shared = (t.edtf for i, t in given.items() if t is not None and mine & tale.parties[i])
        return cls(before, frozenset(filter(None, before)), frozenset(shared), len(named))

    def features(self, time: Interval | None, shape: str, own: bool) -> list[str]:
        """What they say for or against a time."""
        text = time.edtf if time is not None else ""
        here = "none" if time is None else "date"
        dates = min(len(self.known), 3)
        made = [f"story|{here}|dates={dates}|{own}", f"story|{here}|named={min(self.dates, 4)}|{own}"]
        made.append(f"story|{here}|dates={dates}|{own}|{shape}")
        if self.before:
            run = next((n for n, t in enumerate(reversed(self.before)) if t != text), len(self.before))
            many = self.before.count(text) / len(self.before)
            share = "all" if many == 1 else "most" if many > 0.5 else "some" if many else "never"
            made += [f"story|{here}|run={min(run, 3)}|{own}", f"story|{here}|share={share}|{own}"]
            made += [f"story|{here}|run={min(run, 3)}|{own}|{shape}", f"story|{here}|share={share}|{own}|{shape}"]
        if time is not None:
            only = self.known == {text}
            made += [f"story|only={only}|{own}|{shape}", f"story|shared={text in self.shared}|{own}"]
            made.append(f"story|shared={text in self.shared}|{own}|{shape}")
        return made
