"""One actor's events in order: as records, as a table for reading, as CSV, as a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.export.explorer import page
from kg.export.html import Page
from kg.export.view import main_language, view_of
from kg.store import Answer, GraphStore, vocab
from kg.store.answers import Cell, csv_text
from kg.store.queries import render
from kg.store.reading import Archive, EventRow, Thing, disputes

COLUMNS = (
    "when", "earliest", "latest", "edtf", "part", "what", "source", "polarity", "modality", "disputed", "evidence",
    "article", "published", "url", "reports", "event",
)  # fmt: skip
SHOWN = ("when", "part", "what", "source", "evidence", "article")  # in the table for reading
_LAST = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Moment:
    """One event of an actor: its first report, the part the actor has in it, and the articles that report it."""

    row: EventRow
    part: str  # agent, target, source, theme
    reports: tuple[str, ...]  # article ids

    @property
    def when(self) -> str:
        """Its date with its doubt, in words where it is one of several days; "?" when unknown."""
        row = self.row
        if 1 < len(row.possible) <= 5:
            return " or ".join(row.possible)
        return row.when or (f"{row.earliest or '..'}/{row.latest or '..'}" if row.earliest or row.latest else "?")


def moments(store: GraphStore, actor: str) -> list[Moment]:
    """The events in which an actor (its id) acts, is acted upon, vouches or is spoken of, in order of time.

    Events told by a heading are left out; reports of one event are one moment; those without a date come last.

    >>> from kg.store import Store
    >>> moments(Store(), "NATO")
    []
    """
    told = {row["article"] for row in store.query(render("actor", {"actor": actor}))}
    archive = Archive(store)
    wanted = [name for name, graph in archive.graphs.items() if vocab.shorten(graph) in told]
    rows = [row for name in wanted for row in archive.events(name) if not row.heading and _part(row, actor)]
    rows.sort(key=lambda row: (row.article.published or _LAST, row.article.id, row.triggers, row.id))
    clusters: dict[str, list[EventRow]] = {}
    for row in rows:
        clusters.setdefault(min(row.id, *row.same) if row.same else row.id, []).append(row)
    found = [
        Moment(same[0], _part(same[0], actor), tuple(dict.fromkeys(row.article.id for row in same)))
        for same in clusters.values()
    ]
    return sorted(found, key=lambda m: (m.row.earliest or m.row.latest or _LAST, m.row.latest or _LAST))


def _part(row: EventRow, actor: str) -> str:
    parts = (("agent", row.agents), ("target", row.targets), ("source", row.sources), ("theme", row.themes))
    return next((name for name, slot in parts if any(part.thing.id == actor for part in slot)), "")


def language_of(found: Iterable[Moment]) -> str:
    """The language that most of their articles are in.

    >>> language_of([])
    'fr'
    """
    return main_language(moment.row.article.language for moment in found)


def table(found: Sequence[Moment], language: str) -> str:
    """Columns for reading, long cells cut.

    >>> print(table([], "en").splitlines()[0])
    when  part  what  source  evidence  article
    """
    rows = [[cells[COLUMNS.index(name)] for name in SHOWN] for cells in (_cells(m, language) for m in found)]
    for row, moment in zip(rows, found, strict=True):
        others = len(moment.reports) - 1
        row[-1] = moment.row.article.id + (f" (+{others})" if others else "")
    articles = len({article for moment in found for article in moment.reports})
    return Answer(SHOWN, tuple(tuple(map(Cell, row)) for row in rows), graphs=articles).table(width=48)


def csv(found: Iterable[Moment], language: str) -> str:
    """One line an event; cells that a spreadsheet would take for a formula are disarmed.

    >>> csv([], "en").split(",")[:2]
    ['when', 'earliest']
    """
    return csv_text(list(COLUMNS), (_cells(moment, language) for moment in found))


def actor_page(store: GraphStore, found: Sequence[Moment], thing: Thing, language: str) -> Page:
    """The timeline page of these events alone, under the actor's name.

    >>> from kg.store import Store
    >>> "<title>OTAN</title>" in actor_page(Store(), [], Thing("NATO", "ORG", {"fr": "OTAN"}), "fr")
    True
    """
    rows = [moment.row for moment in found]
    inside = {row.id for row in rows}
    archive = Archive(store)
    names = sorted({row.article.id for row in rows})
    articles = [article for article in map(archive.article, names) if article is not None]
    apart = [d for d in disputes(store) if {d.event, *d.asserting, *d.denying} <= inside]
    return page(view_of(articles, rows, apart), title=thing.label(language), view="timeline")


def _cells(moment: Moment, language: str) -> list[str]:
    row = moment.row
    values = {
        "when": moment.when,
        "earliest": row.earliest,
        "latest": row.latest,
        "edtf": row.when,
        "part": moment.part,
        "what": row.labels.get(language) or next(iter(row.labels.values()), row.lemma),
        "source": "; ".join(part.thing.label(language) for part in row.sources),
        "polarity": row.polarity,
        "modality": row.modality,
        "disputed": "yes" if row.disputed else "",
        "evidence": row.evidence[1],
        "article": row.article.id,
        "published": row.article.published,
        "url": row.article.url,
        "reports": "; ".join(moment.reports),
        "event": row.id,
    }
    return [values[column] for column in COLUMNS]
