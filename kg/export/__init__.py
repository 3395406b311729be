"""The store as files for people and programs. `EXPORTERS` is the whole list.

To add one, write a function from a store to text or bytes, and add a line to `EXPORTERS`: its suffix, where the
function is (it is imported only when used), and one sentence that says what it gives.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from kg.errors import OutputError
from kg.store import GraphStore


@dataclass(frozen=True)
class Exporter:
    """One form of the graph: call it with a store, and with a path to have it written too."""

    suffix: str
    target: str  # "module:function"
    description: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "__doc__", self.description)

    def __call__(self, store: GraphStore, path: str | Path | None = None) -> str | bytes:
        """The content; also written to `path` when one is given. Raises OutputError when it cannot be."""
        module, _, name = self.target.partition(":")
        content: str | bytes = getattr(import_module(module), name)(store)
        if path is not None:
            write(path, content)
        return content


EXPORTERS: dict[str, Exporter] = {
    "turtle": Exporter(".ttl", "kg.export.rdf:turtle", "Turtle: the graph for reading and for diffs."),
    "trig": Exporter(".trig", "kg.export.rdf:trig", "TriG: Turtle with one named graph an article."),
    "ntriples": Exporter(".nt", "kg.export.rdf:ntriples", "N-Triples: one fact a line."),
    "nquads": Exporter(".nq", "kg.export.rdf:nquads", "N-Quads: the whole store, as a backup."),
    "jsonld": Exporter(".jsonld", "kg.export.rdf:jsonld", "JSON-LD: for programs that read JSON."),
    "rdfxml": Exporter(".rdf", "kg.export.rdf:rdfxml", "RDF/XML: for tools that read nothing newer."),
    "csv": Exporter(".csv", "kg.export.table:csv", "CSV: one line an event, for spreadsheets and data frames."),
    "ical": Exporter(".ics", "kg.export.table:ical", "iCalendar: events of one known day, for calendars."),
    "graphml": Exporter(".graphml", "kg.export.network:graphml", "GraphML: actors and events between them."),
    "gexf": Exporter(".gexf", "kg.export.network:gexf", "GEXF: the same for Gephi."),
    "explorer": Exporter(".html", "kg.export.explorer:explorer", "One offline page: graph, timeline and evidence."),
    "timeline": Exporter(".html", "kg.export.timeline:timeline", "One offline page: the timeline."),
    "graph": Exporter(".html", "kg.export.graph:graph", "One offline page: the network of actors."),
}


def write(path: str | Path, content: str | bytes) -> None:
    """Write a file whole or not at all: aside first, then renamed. Raises OutputError.

    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp()) / "a.txt"
    >>> write(target, "é"); target.read_bytes()
    b'\\xc3\\xa9'
    """
    path = Path(path)
    data = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        aside.write_bytes(data)
        aside.replace(path)
    except OSError as error:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise OutputError(f"cannot be written ({reason}).", where=str(path), hint="Choose another file.") from error
