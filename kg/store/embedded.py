"""The store on disk (or in memory): one named graph an article, replaced or deleted as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, cast

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.model import Extraction, Linkage
from kg.store import folder, rdf, vocab
from kg.store.answers import Answer, Cell
from kg.store.article import article_quads
from kg.store.links import Links

if TYPE_CHECKING:
    import rdflib

_DIRECT = "CONSTRUCT { ?s ?p ?o } { ?t a ev:DirectTriple ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }"
_NO_LINKS = Linkage()


class Store:
    """A knowledge graph: `Store.open(path)` on disk, `Store()` in memory. Close it, or use `with`.

    Nothing is flushed until `flush()` or `close()`: once a command, never once an event.

    >>> from kg.model import Article
    >>> with Store() as store:
    ...     store.put(Extraction(Article("a1", "Un texte.")))
    ...     store.articles()
    ['a1']
    """

    def __init__(self) -> None:
        self._inner: ox.Store | None = ox.Store()
        self.path: Path | None = None
        self.read_only = False
        self._lock: IO[bytes] | None = None
        self._links: Links | None = None

    @classmethod
    def open(cls, path: str | Path, *, read_only: bool = False) -> Store:
        """Open the store in a folder; it is made when it does not exist, unless `read_only`.

        Raises StoreError when the folder is no store, is open elsewhere, cannot be written, or is damaged.
        """
        path = Path(path)
        folder.prepare(path, read_only=read_only)
        lock = folder.lock(path, read_only=read_only)
        try:
            if not read_only:
                folder.tidy(path)
            inner = ox.Store.read_only(str(path)) if read_only else ox.Store(str(path))
        except Exception as error:
            if lock is not None:
                lock.close()
            raise _opening_error(path, error) from error
        store = cls()
        store._inner, store.path, store.read_only, store._lock = inner, path, read_only, lock
        return store

    def put(self, extraction: Extraction, linkage: Linkage = _NO_LINKS, *, version: str = "") -> None:
        """Write one article's graph, in place of the one it had: one whole version or the other, even if killed.

        Only what differs is written, in one transaction. The names of linked actors come with `put_derived`.
        `version` is the tool's, for the provenance.
        """
        article = extraction.article
        new = set(article_quads(extraction, self._indexed(linkage)))
        new.update(rdf.provenance_quads(article, version or _version()))
        old = set(self.quads(rdf.article_node(article.id)))
        old.update(self._store.quads_for_pattern(rdf.run_node(article.id), None, None))
        self._change(old - new, new - old)

    def put_derived(self, linkage: Linkage) -> None:
        """Write what linking found across articles, and rebuild the direct triples.

        Actors and topics of the linkage replace what was known of them; same events and disputes replace those of
        the articles that the linkage speaks of; what concerns other articles stays.
        """
        entities = set(rdf.entity_quads(linkage))
        mine = {quad.subject for quad in entities}
        old = {quad for quad in self._graph(vocab.ENTITIES) if quad.subject in mine}
        spoken = {rdf.article_node(article) for article in self._indexed(linkage).articles()}
        links = set(rdf.link_quads(linkage))
        old |= {quad for quad in self._graph(vocab.LINKS) if self._home(quad.subject) in spoken}
        self._change(old - entities - links, (entities | links) - old)
        self._refresh()
        self._change(self._orphans() - entities, set())  # actors that are called otherwise now

    def delete(self, *article_ids: str) -> int:
        """Remove articles with all that they alone say; give how many were there."""
        graphs = {rdf.article_node(name): name for name in article_ids}
        known = {graph: name for graph, name in graphs.items() if self._store.contains_named_graph(graph)}
        if not known:
            return 0
        events = {quad.subject for graph in known for quad in self._pattern(None, "rdf:type", None, graph)}
        loose = {q for q in self._graph(vocab.LINKS) if q.subject in events or q.object in events}
        loose |= {q for q in self._graph(vocab.LINKS) if q.subject in {left.subject for left in loose}}
        steps = [f"DROP SILENT GRAPH {graph} ; {_drop_run(name)}" for graph, name in known.items()]
        if loose:
            steps.append(_delete(loose))
        self._write(lambda: self._store.update(" ; ".join(steps)))
        self._refresh()
        self._change(self._orphans(), set())
        self._drop_empty()
        return len(known)

    def articles(self) -> list[str]:
        """Ids of the articles in the store, sorted."""
        return sorted(self.digests())

    def digests(self) -> dict[str, str]:
        """Article id to the digest of the text that was read, to tell what changed (`rdf.text_digest`)."""
        runs = self._values("dcterms:identifier")
        return {runs[run]: text for run, text in self._values("ev:textDigest").items() if run in runs}

    def query(self, sparql: str, *, limit: int | None = None) -> Answer:
        """Answer a SPARQL query of the program's own over all graphs as one; prefixes are bound.

        At most `limit` rows. Queries that a stranger typed go through `kg.store.guard.safe_query`.

        >>> Store().query("ASK { ?s ?p ?o }").truth
        False
        """
        try:
            found = self._store.query(sparql, prefixes=vocab.PREFIXES, use_default_graph_as_union=True)
            return _answer(found, limit, sum(1 for _ in self._store.named_graphs()))
        except SyntaxError as error:
            raise QueryError(f"the query cannot be read: {error}.", hint="Prefixes are bound already.") from error
        except (OSError, ValueError, RuntimeError) as error:
            raise QueryError(f"the query failed: {error}.") from error

    def quads(self, graph: str | ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        """All quads, or those of one graph given by its IRI; in no particular order."""
        return self._store.quads_for_pattern(None, None, None, _graph_term(graph))

    def graphs(self) -> list[str]:
        """IRIs of the named graphs, sorted."""
        return sorted(graph.value for graph in self._store.named_graphs())

    def __len__(self) -> int:
        return len(self._store)

    def load(self, source: str | Path | bytes) -> None:
        """Add a backup written by `dump` (N-Quads). Raises StoreError when it cannot be read."""
        where = "" if isinstance(source, bytes) else str(source)
        try:
            if isinstance(source, bytes):
                self._store.load(source, format=ox.RdfFormat.N_QUADS)
            else:
                self._store.bulk_load(path=str(source), format=ox.RdfFormat.N_QUADS)
        except (OSError, ValueError, SyntaxError, RuntimeError) as error:
            raise StoreError(f"is no backup that can be read: {error}.", where=where, hint="Give N-Quads.") from error

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

    @classmethod
    def from_rdflib(cls, graph: rdflib.Graph) -> Store:
        """A store in memory with the content of an rdflib Graph or Dataset."""
        store = cls()
        form = "nquads" if hasattr(graph, "quads") else "nt"
        data = graph.serialize(format=form, encoding="utf-8")
        store._store.load(data, format=ox.RdfFormat.N_QUADS if form == "nquads" else ox.RdfFormat.N_TRIPLES)
        return store

    def flush(self) -> None:
        """Put everything safely on disk; once a command (without it the next opening is slow)."""
        if self.path is not None and not self.read_only:
            self._write(self._store.flush)

    def close(self) -> None:
        """Flush and let go of the folder. Closing twice is harmless."""
        if self._inner is None:
            return
        try:
            self.flush()
        finally:
            self._inner = None
            if self._lock is not None:
                self._lock.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def _store(self) -> ox.Store:
        if self._inner is None:
            raise StoreError("the store is closed.", where=str(self.path or ""))
        return self._inner

    def _indexed(self, linkage: Linkage) -> Links:
        """The linkage by article; kept, since a build puts thousands of articles with the same one."""
        if self._links is None or self._links.linkage is not linkage:
            self._links = Links(linkage)
        return self._links

    def _refresh(self) -> None:
        """Bring the derived graphs up to date: direct triples and the vocabulary."""
        direct = rdf.graph_node(vocab.DIRECT)
        found = self._store.query(_DIRECT, prefixes=vocab.PREFIXES, use_default_graph_as_union=True)
        new = rdf.in_graph(cast(Iterable[ox.Triple], found), direct) | set(rdf.vocabulary_quads())
        old = set(self._graph(vocab.DIRECT)) | set(self._graph(vocab.VOCABULARY))
        self._change(old - new, new - old)
        self._drop_empty()

    def _orphans(self) -> set[ox.Quad]:
        """What is said of actors and topics that nothing speaks of any more."""
        return {
            quad
            for quad in self._graph(vocab.ENTITIES)
            if next(self._store.quads_for_pattern(None, None, quad.subject), None) is None
        }

    def _drop_empty(self) -> None:
        """An emptied graph keeps its name in the database; an answer would count it as searched."""
        for iri in (vocab.ENTITIES, vocab.LINKS, vocab.DIRECT, vocab.PROVENANCE):
            graph = rdf.graph_node(iri)
            if next(self._graph(iri), None) is None and self._store.contains_named_graph(graph):
                self._write(partial(self._store.remove_graph, graph))

    def _home(self, node: Any) -> object:
        """The graph that says what a node (or the content of a dispute) is; of an article, the article itself."""
        for quad in self._pattern(node, "ev:content", None, vocab.LINKS):
            node = quad.object
        return next((quad.graph_name for quad in self._pattern(node, "ev:inArticle", None, None)), node)

    def _values(self, predicate: str) -> dict[Any, str]:
        """Subject to literal, of a property of the provenance graph."""
        found = self._pattern(None, predicate, None, vocab.PROVENANCE)
        return {quad.subject: quad.object.value for quad in found if isinstance(quad.object, ox.Literal)}

    def _graph(self, iri: str) -> Iterator[ox.Quad]:
        return self._store.quads_for_pattern(None, None, None, rdf.graph_node(iri))

    def _pattern(self, s: Any, predicate: str, o: Any, graph: str | ox.NamedNode | None) -> Iterator[ox.Quad]:
        return self._store.quads_for_pattern(s, rdf.term(predicate), o, _graph_term(graph))

    def _change(self, remove: set[ox.Quad], add: set[ox.Quad]) -> None:
        if remove:
            steps = _delete(remove) + (" ; " + _insert(add) if add else "")
            self._write(lambda: self._store.update(steps))
        elif add:
            self._write(lambda: self._store.extend(add))

    def _write(self, act: Callable[[], object]) -> None:
        where = str(self.path or "")
        if self.read_only:
            raise StoreError("is open for reading only.", where=where, hint="Open it without read_only.")
        try:
            act()
        except OSError as error:
            raise StoreError(f"cannot be written: {error}.", where=where, hint="Is the disk full?") from error
        except RuntimeError as error:
            raise _opening_error(self.path or Path(), error) from error


def _graph_term(graph: str | ox.NamedNode | None) -> ox.NamedNode | None:
    return rdf.graph_node(graph) if isinstance(graph, str) else graph


def _data(quads: Iterable[ox.Quad]) -> str:
    by_graph: dict[Any, list[str]] = {}
    for quad in quads:
        by_graph.setdefault(quad.graph_name, []).append(f"{quad.subject} {quad.predicate} {quad.object} .")
    return "\n".join(f"GRAPH {graph} {{ {' '.join(lines)} }}" for graph, lines in by_graph.items())


def _insert(quads: Iterable[ox.Quad]) -> str:
    return f"INSERT DATA {{ {_data(quads)} }}"


def _delete(quads: Iterable[ox.Quad]) -> str:
    return f"DELETE DATA {{ {_data(quads)} }}"


def _drop_run(article_id: str) -> str:
    return f"DELETE WHERE {{ GRAPH <{vocab.PROVENANCE}> {{ {rdf.run_node(article_id)} ?p ?o }} }}"


def _answer(found: Any, limit: int | None, graphs: int) -> Answer:
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


def _cell(value: Any) -> Cell | None:
    if value is None:
        return None
    if isinstance(value, ox.Literal):
        return Cell(value.value, "literal", value.datatype.value, value.language or "")
    if isinstance(value, ox.NamedNode):
        return Cell(value.value, "uri")
    return Cell(value.value if isinstance(value, ox.BlankNode) else str(value), "bnode")


def _opening_error(path: Path, error: Exception) -> StoreError:
    text = str(error)
    if "lock" in text.lower():
        return folder.busy(path)
    if isinstance(error, RuntimeError) or "orrupt" in text:
        return StoreError(f"is damaged: {text.strip()}.", where=str(path), hint="Restore a backup, or build it again.")
    return StoreError(f"cannot be opened: {text.strip()}.", where=str(path), hint="Check its rights and the disk.")


def _version() -> str:
    import kg

    return str(getattr(kg, "__version__", "0"))
