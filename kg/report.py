"""What a build did, as a record and as the report that a person reads."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError
from kg.gazetteer import gazetteer
from kg.link.spill import articles_of
from kg.model import Conflict, Dispute, Extraction, Linkage, Ref


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `extractions` are of all articles that the store now holds, in order of their ids.

    They are read when they are asked for, so a report costs no memory however large the archive is.
    """

    extractions: Sequence[Extraction]
    read: int  # articles given in this run
    fresh: int  # of them, extracted now; the others were unchanged
    linkage: Linkage
    skipped: tuple[KgError, ...]
    notices: tuple[KgError, ...]
    written: tuple[Path, ...]


class Totals:
    """How much a graph holds, counted as its pages count: actors are who or what takes part in an event.

    >>> len(Totals(Linkage()).actors)
    0
    """

    def __init__(self, linkage: Linkage) -> None:
        self.articles = self.events = 0
        self._actor_of = articles_of(linkage.actor_of)
        self._topics = {actor.id for actor in linkage.actors if actor.type == "OTHER"}
        self._acting, self._placed, self._about = set[str](), set[str](), set[str]()

    def add(self, extraction: Extraction) -> None:
        """Count one article."""
        self.articles += 1
        self.events += len(extraction.events)
        actor_of = self._actor_of(extraction.article.id)
        for event in extraction.events:
            acting = (*event.agents, *event.targets, *event.sources)
            self._acting.update(actor_of[filler.entity] for filler in acting if filler.entity in actor_of)
            for found, filler in ((self._placed, event.place), (self._about, event.object)):
                if filler is not None and filler.entity in actor_of:
                    found.add(actor_of[filler.entity])

    @property
    def actors(self) -> set[str]:
        """The ids of all actors; a capital that acts is the state it stands for, where that is in the graph too."""
        known = self._acting | self._placed | self._about
        seats = {name: entry.seat_of for name in self._acting if (entry := gazetteer().get(name)) is not None}
        states = {seats[name] if seats.get(name) in known else name for name in self._acting}
        return states | self._placed | (self._about - self._topics)


def totals(report: BuildReport) -> Totals:
    """Count all articles that the store now holds."""
    found = Totals(report.linkage)
    for extraction in report.extractions:
        found.add(extraction)
    return found


def report_text(report: BuildReport) -> str:
    """The report as Markdown: counts by article, disputes with both sides, contradictions in time, what was skipped.

    The paths in it are as given, and nothing in it depends on when or how often it was made.
    """
    wanted = {ref.article for d in report.linkage.disputes for ref in (d.event, *d.asserting, *d.denying)}
    disputed: dict[str, Extraction] = {}
    rows, conflicts = [], []
    whole = Totals(report.linkage)
    for extraction in report.extractions:
        article = extraction.article
        dated = sum(event.time is not None for event in extraction.events)
        cells = (article.id, article.published or "?", article.language, len(article.text.split()))
        counts = (len(extraction.events), dated, len(extraction.entities))
        rows.append("| " + " | ".join(_cell(str(value)) for value in (*cells, *counts)) + " |")
        whole.add(extraction)
        conflicts += [_conflict(conflict, extraction) for conflict in extraction.conflicts]
        if article.id in wanted:
            disputed[article.id] = extraction
    lines = [
        "# Report",
        "",
        f"{many(whole.articles, 'article')}, {many(whole.events, 'event')}, {many(len(whole.actors), 'actor')}, "
        f"{many(len(report.linkage.same_events), 'event')} told more than once, "
        f"{many(len(report.linkage.disputes), 'dispute')}.",
        "",
        "| article | published | language | words | events | of them dated | entities |",
        "| --- | --- | --- | ---: | ---: | ---: | ---: |",
        *rows,
    ]
    lines += ["", "## Disputes", ""]
    lines += [_dispute(dispute, disputed) for dispute in report.linkage.disputes] or ["None."]
    lines += ["", "## Contradictions in time", "", *(conflicts or ["None."])]
    for title, messages in (("Skipped", report.skipped), ("Read with a doubt", report.notices)):
        lines += ["", f"## {title}", "", *([f"- {_cell(str(message))}" for message in messages] or ["Nothing."])]
    return "\n".join(lines) + "\n"


def many(count: int, noun: str) -> str:
    """A number with its noun.

    >>> many(1, "article"), many(2, "article")
    ('1 article', '2 articles')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _dispute(dispute: Dispute, found: Mapping[str, Extraction]) -> str:
    """One dispute: the words at issue, then the words of each side."""
    yes, no = ("asserted", "denied") if dispute.kind in ("denial", "polarity") else ("one report", "another")
    sides = [(yes, dispute.asserting), (no, dispute.denying)]
    said = [f"{name} in {ref.article}: “{_evidence(ref, found)}”" for name, refs in sides for ref in refs]
    return f"- {dispute.kind}: “{_evidence(dispute.event, found)}” ({dispute.event.article})" + "".join(
        f"\n  - {line}" for line in said
    )


def _conflict(conflict: Conflict, extraction: Extraction) -> str:
    """Relations that cannot all hold: each with its words, and both events with their dates and sentences."""
    text, events = extraction.article.text, {event.id: event for event in extraction.events}
    lines = [f"- {_cell(extraction.article.id)}: the dates do not fit the order that is told"]
    for relation in conflict.relations:
        words = _cell(relation.span.of(text))
        pair = [events[name] for name in (relation.event, relation.other)]
        told = [_cell(" … ".join(trigger.of(text) for trigger in event.triggers)) for event in pair]
        lines.append(f"  - “{told[0]}” {relation.kind} “{told[1]}” (“{words}”)")
        for name, event in zip(told, pair, strict=True):
            date = _cell(event.time.edtf) if event.time is not None else "undated"
            lines.append(f"    - “{name}”, {date}: “{_cell(event.evidence.of(text))}”")
    return "\n".join(lines)


def _evidence(ref: Ref, found: Mapping[str, Extraction]) -> str:
    extraction = found.get(ref.article)
    event = next((e for e in extraction.events if e.id == ref.id), None) if extraction else None
    return _cell(event.evidence.of(extraction.article.text)) if extraction and event else ref.id


def _cell(text: str) -> str:
    """Text of articles as plain words in Markdown: one line, nothing that is markup there."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(text.split()))
