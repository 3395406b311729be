"""Is all of it there, and does it still say what the articles say?

The shelf holds each article's text, so the graph can be held against it: every span of evidence must be the text at its
offsets, every article and event must be on both sides, and nothing may point at what is not there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.model import Extraction
from kg.run.manifest import read_manifest
from kg.shelf import Shelf
from kg.store import GraphStore, rdf, vocab


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong: where, what, how often, and whether it is a fault or only worth knowing."""

    where: str
    what: str
    count: int = 1
    fault: bool = True

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" + (f" ({self.count} times)" if self.count > 1 else "")


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at."""

    articles: int
    events: int
    spans: int  # of evidence, compared with the text
    quads: int


class _Findings:
    """Findings by kind: how many, and where the first one is."""

    def __init__(self) -> None:
        self.count = Counter[str]()
        self.first: dict[str, str] = {}

    def add(self, where: str, what: str) -> None:
        self.count[what] += 1
        self.first.setdefault(what, where)

    def all(self) -> list[Finding]:
        return [Finding(self.first[what], what, count) for what, count in sorted(self.count.items())]


def verify(
    store: GraphStore, shelf: Shelf, *, change: Callable[[Extraction], Extraction] = lambda found: found
) -> tuple[Checked, list[Finding]]:
    """Hold a store against the extractions it was built from; `change` is what the build did to them first.

    Reads one article at a time. An article that is only on the shelf is worth knowing (a build as of a day keeps it
    aside), all else is a fault.
    """
    findings = _Findings()
    for problem in shelf.check():
        findings.add(str(shelf.path), f"is damaged: {problem}")
    digests, on_shelf = store.digests(), set(shelf.ids())
    for name in sorted(set(digests) - on_shelf):
        findings.add(name, "is in the store, but its extraction is gone; build it again.")
    nodes = _Nodes(store)
    events = spans = quads = 0
    for found in shelf.all():
        article = found.article
        if article.id not in digests:
            continue
        if rdf.text_digest(article) != digests[article.id]:
            findings.add(article.id, "the store has another version of the text; build again.")
            continue
        seen = list(store.quads(rdf.article_node(article.id)))
        quads += len(seen)
        spans += _evidence(found, seen, findings)
        events += _events(change(found), seen, findings)
        nodes.links(article.id, seen, findings)
    quads += _shared(store, nodes, findings)
    later = len(on_shelf - set(digests))
    aside = [Finding(str(shelf.path), f"{later} articles are kept and not in the store.", fault=False)] if later else []
    return Checked(len(digests), events, spans, quads), findings.all() + aside


def verify_shards(folder: Path) -> tuple[int, list[Finding]]:
    """(files, findings) of a sharded graph: each file is the one that its manifest counts."""
    files = read_manifest(folder)
    problems = ((file, file.problem(folder)) for file in files)
    return len(files), [Finding(str(folder / file.name), problem) for file, problem in problems if problem]


def _evidence(found: Extraction, seen: list[Any], findings: _Findings) -> int:
    """Each stretch of text in the graph against the article; give how many there are."""
    wanted = {rdf.term("oa:start"): 0, rdf.term("oa:end"): 1, rdf.term("oa:exact"): 2}
    stretches: dict[Any, list[str]] = {}
    for quad in seen:
        if quad.predicate in wanted:
            stretches.setdefault(quad.subject, ["", "", ""])[wanted[quad.predicate]] = quad.object.value
    for start, end, exact in stretches.values():
        try:
            said = rdf.clean(found.article.text[int(start) : int(end)])
        except ValueError:
            said = None
        if said != exact:
            findings.add(found.article.id, "evidence is not the text at its offsets.")
    return len(stretches)


def _events(found: Extraction, seen: list[Any], findings: _Findings) -> int:
    polarity = rdf.term("ev:polarity")
    there = len([quad for quad in seen if quad.predicate == polarity])
    if there != len(found.events):
        findings.add(found.article.id, f"the store has {there} of its {len(found.events)} events.")
    return there


class _Nodes:
    """What things there are, for finding links that lead nowhere."""

    def __init__(self, store: GraphStore) -> None:
        self.shared = {quad.subject for quad in store.quads(vocab.ENTITIES)}
        self.graphs = set(store.graphs())
        self.events: set[Any] = set()

    def links(self, where: str, seen: list[Any], findings: _Findings) -> None:
        """Look for links of one article that lead nowhere; remember its events."""
        own = {quad.subject for quad in seen}
        self.events |= {quad.subject for quad in seen if quad.predicate == rdf.term("ev:polarity")}
        for quad in seen:
            node = quad.object
            if str(node).startswith(f"<{vocab.KB}") and node not in own and node not in self.shared:
                findings.add(where, "a link leads to something that is not in the graph.")


def _shared(store: GraphStore, nodes: _Nodes, findings: _Findings) -> int:
    """Links across articles; give the number of quads outside the articles."""
    count = 0
    known = nodes.events
    for graph in (vocab.ENTITIES, vocab.LINKS, vocab.DIRECT, vocab.PROVENANCE, vocab.VOCABULARY):
        for quad in store.quads(graph):
            count += 1
            if graph == vocab.LINKS:
                for node in (quad.subject, quad.object):
                    if _local(node).startswith("e_") and node not in known:
                        findings.add("links across articles", "one leads to an event that is not in the graph.")
            elif graph == vocab.DIRECT and quad.subject not in nodes.shared:
                findings.add("direct triples", "one speaks of an actor that is not in the graph.")
    return count


def _local(node: Any) -> str:
    return str(getattr(node, "value", "")).removeprefix(vocab.KB)


def shelf_of(path: Path) -> Shelf:
    """The shelf of a store. Raises StoreError where there is none."""
    if not path.is_file():
        raise StoreError("there are no extractions of this store.", where=str(path), hint="Run kg build first.")
    return Shelf(path)
