"""Events as a table and as a calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from kg.store import GraphStore
from kg.store.answers import csv_text
from kg.store.reading import EventRow, Part, events

COLUMNS = (
    "event", "article", "published", "earliest", "latest", "edtf", "possible_days", "time_words", "agents", "action",
    "type", "targets", "about", "place", "polarity", "modality", "source", "stance", "disputed", "salience", "heading",
    "label_en", "label_fr", "trigger", "evidence", "trigger_start", "trigger_end", "evidence_start", "evidence_end",
    "confidence", "rule", "title", "url",
)  # fmt: skip
LANGUAGE = "en"  # of the names of actors; the labels stand in both languages


def csv(store: GraphStore) -> str:
    """One line an event: dates, actors, action, place, polarity, modality, source, evidence and where it stands.

    Several values in a cell are parted by "; ". Cells that a spreadsheet would take for a formula are disarmed.

    >>> from kg.store import Store
    >>> csv(Store()).split(",")[:3]
    ['event', 'article', 'published']
    """
    return csv_text(list(COLUMNS), (_cells(row) for row in events(store)))


def _cells(row: EventRow) -> list[str]:
    span, trigger = row.triggers[0] if row.triggers else (row.evidence[0], "")
    values = {
        "event": row.id,
        "article": row.article.id,
        "published": row.article.published,
        "earliest": row.earliest,
        "latest": row.latest,
        "edtf": row.when,
        "possible_days": "; ".join(row.possible),
        "time_words": row.time[1] if row.time else "",
        "agents": _names(row.agents),
        "action": row.action,
        "type": row.type,
        "targets": _names(row.targets),
        "about": _names(row.themes),
        "place": _names(row.places),
        "polarity": row.polarity,
        "modality": row.modality,
        "source": _names(row.sources),
        "stance": row.stance,
        "disputed": "yes" if row.disputed else "",
        "salience": row.salience,
        "heading": "yes" if row.heading else "",
        "label_en": row.labels.get("en", ""),
        "label_fr": row.labels.get("fr", ""),
        "trigger": trigger,
        "evidence": row.evidence[1],
        "trigger_start": str(span.start),
        "trigger_end": str(span.end),
        "evidence_start": str(row.evidence[0].start),
        "evidence_end": str(row.evidence[0].end),
        "confidence": f"{row.confidence:g}",
        "rule": row.rule,
        "title": row.article.title,
        "url": row.article.url,
    }
    return [values[column] for column in COLUMNS]


def _names(parts: Iterable[Part]) -> str:
    return "; ".join(part.thing.label(LANGUAGE) for part in parts)


def ical(store: GraphStore) -> str:
    """A calendar (RFC 5545) of the events of one known day that are reported as done or planned.

    Their stamp is the publication day or the event's own, never the clock.

    >>> from kg.store import Store
    >>> ical(Store()).splitlines()[0]
    'BEGIN:VCALENDAR'
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kg//news events//EN"]
    for row in events(store):
        told = row.polarity == "positive" and row.modality in ("actual", "future") and not row.heading
        if told and row.earliest and row.earliest == row.latest:
            lines += _entry(row)
    return "".join(_fold(line) + "\r\n" for line in [*lines, "END:VCALENDAR"])


def _entry(row: EventRow) -> list[str]:
    day = date.fromisoformat(row.earliest)
    published = row.article.published
    stamp = (published if len(published) == 10 else row.earliest).replace("-", "")
    end = day + timedelta(days=1) if day < date.max else day
    lines = [
        "BEGIN:VEVENT",
        f"UID:{row.id}@kg",
        f"DTSTAMP:{stamp}T000000Z",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{end:%Y%m%d}",
        f"SUMMARY:{_escape(row.labels.get(row.article.language) or row.labels.get(LANGUAGE, row.id))}",
        f"DESCRIPTION:{_escape(row.evidence[1])}",
    ]
    lines += [f"LOCATION:{_escape(_names(row.places))}"] if row.places else []
    lines += [f"URL:{row.article.url}"] if row.article.url else []
    return [*lines, f"STATUS:{'CONFIRMED' if row.modality == 'actual' else 'TENTATIVE'}", "END:VEVENT"]


def _escape(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(plain.splitlines())


def _fold(line: str) -> str:
    """Lines of at most 75 bytes, continued after a space, never within a character."""
    parts, size = [""], 0
    for character in line:
        width = len(character.encode("utf-8"))
        if size + width > 75:
            parts.append(" ")
            size = 1
        parts[-1] += character
        size += width
    return "\r\n".join(parts)
