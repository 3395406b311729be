"""What every store can do, wherever it keeps its quads. `embedded.py` and `remote.py` fill in the few primitives."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence, Set
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from kg.errors import QueryError
from kg.model import Extraction, Linkage
from kg.store import rdf, vocab
from kg.store.answers import Answer, Cell
from kg.store.links import Links

_AT = re.compile(r"error at (?P<line>\d+):(?P<column>\d+)")  # how pyoxigraph begins its messages
_BOUND = f"Prefixes that are bound: {', '.join(vocab.PREFIXES)}."

if TYPE_CHECKING:
    import pyoxigraph as ox
    import rdflib

NO_LINKS = Linkage()
DERIVED = (vocab.ENTITIES, vocab.LINKS, vocab.DIRECT, vocab.PROVENANCE)


class GraphStore(ABC):
    """A knowledge graph: one named graph an article, replaced or deleted as a whole, and a few derived ones.

    Close it, or use `with`. Nothing is sure to be on disk until `flush()` or `close()`.
    """

    where: str = ""  # its folder or its address, for messages
    _links: Links | None = None

    @abstractmethod
    def put(self, extraction: Extraction, linkage: Linkage = NO_LINKS, *, version: str = "") -> None:
        """Write one article's graph, in place of the one it had: one whole version or the other, even if killed.

        The names of linked actors come with `put_derived`. `version` is the tool's, for the provenance.
        """

    def put_derived(self, linkage: Linkage) -> None:
        """Write what linking found across articles, and rebuild the direct triples.

        Actors and topics of the linkage replace what was known of them; same events and disputes replace those of
        the articles that the linkage speaks of; what concerns other articles stays.
        """
        entities = set(rdf.entity_quads(linkage))
        mine = {quad.subject for quad in entities}
        old = {quad for quad in self.quads(vocab.ENTITIES) if quad.subject in mine}
        spoken = {rdf.article_node(article) for article in self._indexed(linkage).articles()}
        links = set(rdf.link_quads(linkage))
        known = list(self.quads(vocab.LINKS))
        homes = self._homes({quad.subject for quad in known})
        old |= {quad for quad in known if homes.get(quad.subject, quad.subject) in spoken}
        self._change(old - entities - links, (entities | links) - old)
        self._refresh()
        self._prune(keep=mine)  # actors that are called otherwise now

    def delete(self, *article_ids: str) -> int:
        """Remove articles with all that they alone say; give how many were there."""
        there = set(self.graphs())
        known = {rdf.article_node(name): name for name in article_ids if rdf.article_node(name).value in there}
        if not known:
            return 0
        kind = rdf.term("rdf:type")
        events = {quad.subject for graph in known for quad in self.quads(graph) if quad.predicate == kind}
        links = list(self.quads(vocab.LINKS))
        loose = {quad for quad in links if quad.subject in events or quad.object in events}
        heads = {quad.subject for quad in loose}
        loose |= {quad for quad in links if quad.subject in heads}
        steps = [f"DROP SILENT GRAPH {graph} ; {_drop_run(name)}" for graph, name in known.items()]
        if loose:
            steps.append(delete_data(loose))
        self._update(" ; ".join(steps))
        self._refresh()
        self._prune()
        return len(known)

    def clear(self) -> None:
        """Remove everything."""
        for graph in self.graphs():
            self._update(f"DROP SILENT GRAPH <{graph}>")

    def articles(self) -> list[str]:
        """Ids of the articles in the store, sorted."""
        return sorted(self.digests())

    def digests(self) -> dict[str, str]:
        """Article id to the digest of the text that was read, to tell what changed (`rdf.text_digest`)."""
        names: dict[Any, str] = {}
        texts: dict[Any, str] = {}
        kinds = {rdf.term("dcterms:identifier"): names, rdf.term("ev:textDigest"): texts}
        for quad in self.quads(vocab.PROVENANCE):
            if quad.predicate in kinds:
                kinds[quad.predicate][quad.subject] = getattr(quad.object, "value", "")
        return {names[run]: text for run, text in texts.items() if run in names}

    def query(self, sparql: str, *, limit: int | None = None) -> Answer:
        """Answer a SPARQL query of the program's own over all graphs as one; prefixes are bound.

        At most `limit` rows. Queries that a stranger typed go through `kg.store.guard.safe_query`.
        """
        return answer_of(self.select(sparql), limit, self._graph_count())

    @abstractmethod
    def select(self, sparql: str, *, default: Sequence[str] = (), named: Sequence[str] = ()) -> Any:
        """The engine's own answer: pyoxigraph's QuerySolutions or QueryBoolean, else an iterator of triples.

        With IRIs of graphs in `default` or `named` the query sees these alone; else all, unless it says FROM.
        """

    def construct(self, sparql: str) -> set[ox.Triple]:
        """The triples of a CONSTRUCT or DESCRIBE of the program's own."""
        return set(self.select(sparql))

    @abstractmethod
    def quads(self, graph: str | ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        """All quads, or those of one graph given by its IRI; in no particular order."""

    @abstractmethod
    def graphs(self) -> list[str]:
        """IRIs of the named graphs, sorted."""

    def _graph_count(self) -> int:
        return len(self.graphs())

    @abstractmethod
    def __len__(self) -> int: ...

    @abstractmethod
    def load(self, source: Any) -> None:
        """Add a backup written by `dump` (N-Quads): a file or bytes. Raises StoreError when it cannot be read."""

    def dump(self) -> bytes:
        """The whole store as sorted N-Quads: the same content gives the same bytes, and `load` gives it back."""
        lines = sorted(f"{quad} .\n" for quad in self.quads())
        return "".join(lines).encode("utf-8")

    def to_rdflib(self) -> rdflib.Dataset:
        """A copy as an rdflib Dataset with our prefixes bound."""
        import rdflib

        dataset = rdflib.Dataset()
        for prefix, namespace in vocab.PREFIXES.items():
            dataset.bind(prefix, namespace, replace=True)
        dataset.parse(data=self.dump(), format="nquads")
        return dataset

    def flush(self) -> None:  # noqa: B027
        """Put everything safely on disk; once a command."""

    @abstractmethod
    def close(self) -> None:
        """Let go of it. Closing twice is harmless."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @abstractmethod
    def _change(self, remove: set[ox.Quad], add: set[ox.Quad]) -> None:
        """Remove some quads and add others."""

    @abstractmethod
    def _update(self, sparql: str) -> None:
        """Run a SPARQL update of the program's own."""

    @abstractmethod
    def _refresh(self) -> None:
        """Bring the derived graphs up to date: direct triples and the vocabulary."""

    @abstractmethod
    def _prune(self, keep: Set[Any] = frozenset()) -> None:
        """Remove actors and topics that nothing speaks of any more, `keep` aside."""

    @abstractmethod
    def _homes(self, nodes: set[Any]) -> dict[Any, Any]:
        """Node to the graph that says what it (or the content of a dispute) is; an article is its own home."""

    def _indexed(self, linkage: Linkage) -> Links:
        """The linkage by article; kept, since a build puts thousands of articles with the same one."""
        if self._links is None or self._links.linkage is not linkage:
            self._links = Links(linkage)
        return self._links


def graph_term(graph: str | ox.NamedNode | None) -> ox.NamedNode | None:
    """The name of a graph as a term."""
    return rdf.graph_node(graph) if isinstance(graph, str) else graph


def insert_data(quads: Iterable[ox.Quad]) -> str:
    """The update that adds quads."""
    return f"INSERT DATA {{ {_data(quads)} }}"


def delete_data(quads: Iterable[ox.Quad]) -> str:
    """The update that removes quads."""
    return f"DELETE DATA {{ {_data(quads)} }}"


def answer_of(found: Any, limit: int | None, graphs: int) -> Answer:
    """What pyoxigraph gives for a query (or reads from a results file), cut after `limit` rows."""
    import pyoxigraph as ox

    if isinstance(found, ox.QueryBoolean):
        return Answer(truth=bool(found), graphs=graphs)
    rows: list[tuple[Cell | None, ...]] = []
    truncated = False
    for solution in found:
        if limit is not None and len(rows) >= limit:
            truncated = True
            break
        rows.append(tuple(_cell(value) for value in solution))
    if isinstance(found, ox.QuerySolutions):
        variables = tuple(variable.value for variable in found.variables)
    else:
        variables = ("subject", "predicate", "object")
        rows.sort(key=lambda row: tuple(repr(cell) for cell in row))
    return Answer(variables, tuple(rows), None, truncated, graphs)


def malformed(error: object, sparql: str = "") -> QueryError:
    """The error for a query that no engine can read: where it is, in the query's own words, and what may be wrong.

    >>> print(malformed("error at 1:20: Prefix not found", "SELECT ?x { ?x foo:bar }"))  # doctest: +ELLIPSIS
    the query cannot be read: line 1, at "foo:bar }": an unknown prefix. Prefixes that are bound: act, ...
    """
    found = _AT.match(str(error))
    lines = sparql.splitlines()
    if found is None or not 0 < int(found["line"]) <= len(lines):
        return QueryError(f"the query cannot be read: {error}.", hint=_BOUND)
    rest, at = lines[int(found["line"]) - 1], int(found["column"]) - 1
    prefix = "Prefix not found" in str(error)
    begun = re.search(r"[\w.-]*:?[\w.-]*$", rest[:at])  # the engine finds out behind the name
    near = rest[begun.start() if prefix and begun else at :][:40].strip()
    what = "an unknown prefix" if prefix else "something else is expected there" if near else "it ends too early"
    place = f' at "{near}"' if near else " at its end"
    return QueryError(f"the query cannot be read: line {found['line']},{place}: {what}.", hint=_BOUND)


def _cell(value: Any) -> Cell | None:
    import pyoxigraph as ox

    if value is None:
        return None
    if isinstance(value, ox.Literal):
        return Cell(value.value, "literal", value.datatype.value, value.language or "")
    if isinstance(value, ox.NamedNode):
        return Cell(value.value, "uri")
    if isinstance(value, ox.BlankNode):
        return Cell(value.value, "bnode")
    return Cell(str(value), "triple")


def _data(quads: Iterable[ox.Quad]) -> str:
    by_graph: dict[Any, list[str]] = {}
    for quad in quads:
        by_graph.setdefault(quad.graph_name, []).append(f"{quad.subject} {quad.predicate} {quad.object} .")
    return "\n".join(f"GRAPH {graph} {{ {' '.join(lines)} }}" for graph, lines in by_graph.items())


def _drop_run(article_id: str) -> str:
    return f"DELETE WHERE {{ GRAPH <{vocab.PROVENANCE}> {{ {rdf.run_node(article_id)} ?p ?o }} }}"
