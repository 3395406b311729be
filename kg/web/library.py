"""What the pages read: one store, its search table, and the articles behind both."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.export.view import view_of
from kg.export.viewdata import ViewData
from kg.ids import slug
from kg.store import GraphStore, is_remote, open_store, vocab
from kg.store.reading import Archive, ArticleRow, EventRow, Thing, disputes
from kg.store.search import Found, Index, Wanted

NEIGHBOURS = 500  # links to a thing that its RDF document gives


class MissingError(KgError):
    """Nothing has this name."""


class Library:
    """A store opened for reading, with its search table in the file `search`. Nothing here depends on time or chance.

    Raises StoreError when the store cannot be opened.
    """

    def __init__(self, where: str | Path, search: Path) -> None:
        self.where, self.search = where, search
        self.store: GraphStore
        self.archive: Archive
        self.index: Index
        self.open()

    def open(self) -> None:
        """Open the store as it is now."""
        self.store = open_store(self.where, read_only=True)
        try:
            self.archive = Archive(self.store)
            self.index = Index.of(self.store, self.search)
            self.disputes = {row.event: row for row in disputes(self.store)}
        except KgError:
            self.store.close()
            raise

    def close(self) -> None:
        """Let go of the store."""
        self.index.close()
        self.store.close()

    @property
    def remote(self) -> bool:
        return is_remote(self.where)

    def event(self, name: str) -> EventRow:
        """One event by its local name. Raises MissingError."""
        row = self.index.event(name)
        found = self.archive.events(row["article"]) if row else []
        for event in found:
            if event.id == name:
                return event
        raise MissingError(f"nothing is called {name[:80]}.")

    def events(self, names: Iterable[str]) -> list[EventRow]:
        """Those of some events that there are, in the order of the names."""
        known = dict.fromkeys(names)
        rows = (self.index.event(name) for name in known)
        by_article = {row["article"] for row in rows if row}
        found = {event.id: event for article in sorted(by_article) for event in self.archive.events(article)}
        return [found[name] for name in known if name in found]

    def thing(self, name: str) -> Thing:
        """One actor or topic by its local name. Raises MissingError."""
        if found := self.archive.things.get(name):
            return found
        row = self.index.thing(name)
        if row is None:
            raise MissingError(f"nothing is called {name[:80]}.")
        return Thing(name, row["type"], {"en": row["label_en"], "fr": row["label_fr"]})

    def article(self, node: str) -> ArticleRow:
        """One article by the local name of its node. Raises MissingError."""
        row = self.index.article_of(node)
        found = self.archive.article(row["id"]) if row else None
        if found is None:
            raise MissingError(f"nothing is called {node[:80]}.")
        return found

    def view(self, wanted: Wanted, *, start: int, size: int) -> tuple[ViewData, int]:
        """(what the explorer shows of one page of events, how many there are in all).

        What a statement of the page is about comes with it; links to events of other pages are left out.
        """
        found = self.index.events(wanted, start=start, size=size)
        chosen = {row["id"] for row in found.rows}
        articles = sorted({row["article"] for row in found.rows})
        rows = [event for article in articles for event in self.archive.events(article)]
        if len(found.rows) == found.total:
            chosen |= {row.id for row in rows if row.heading and row.article.id in articles and not wanted.words}
        chosen |= {content for row in rows if row.id in chosen for content in row.contents}
        kept = [replace(r, same=_within(r.same, chosen), contents=_within(r.contents, chosen)) for r in rows]
        kept = [row for row in kept if row.id in chosen]
        told = {row.article.id: row.article for row in kept}
        at_issue = [
            replace(d, asserting=_within(d.asserting, chosen), denying=_within(d.denying, chosen))
            for event, d in sorted(self.disputes.items())
            if event in chosen
        ]
        return view_of(told.values(), kept, [d for d in at_issue if d.asserting and d.denying]), found.total

    def search_events(self, wanted: Wanted, *, start: int, size: int) -> Found:
        """One page of events."""
        return self.index.events(wanted, start=start, size=size)

    def about(self, iri: str) -> set[Any]:
        """The triples that have a node as subject, and up to `NEIGHBOURS` that point to it. Raises MissingError."""
        node = f"<{iri}>"
        own = self.store.construct(f"CONSTRUCT {{ {node} ?p ?o }} WHERE {{ GRAPH ?g {{ {node} ?p ?o }} }}")
        if not own:
            raise MissingError(f"nothing is called {vocab.shorten(iri)[:80]}.")
        pattern = f"{{ SELECT ?s ?p {{ GRAPH ?g {{ ?s ?p {node} }} }} ORDER BY ?s ?p LIMIT {NEIGHBOURS} }}"
        return own | self.store.construct(f"CONSTRUCT {{ ?s ?p {node} }} WHERE {pattern}")

    def graph(self, iri: str) -> set[Any]:
        """The triples of one named graph. Raises MissingError."""
        found = {quad.triple for quad in self.store.quads(iri)}
        if not found:
            raise MissingError("there is no such graph.")
        return found


def search_file(where: str | Path, beside: Path) -> Path:
    """The search table of a store: beside its folder, or in the folder `beside` for one on a server.

    >>> search_file("outputs/store", Path("outputs")).as_posix()
    'outputs/store-search.sqlite'
    """
    base = beside / slug(str(where)) if is_remote(where) else Path(where)
    return base.with_name(base.name + "-search.sqlite")


def writable(path: Path) -> Path:
    """The path, or a temporary one when its folder takes no files (a store on a read-only disk)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if os.access(path.parent, os.W_OK):
        return path
    return Path(tempfile.mkdtemp(prefix="kg-")) / path.name


def _within(names: tuple[str, ...], chosen: set[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name in chosen)
