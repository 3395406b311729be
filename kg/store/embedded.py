"""The store on disk (or in memory): one named graph an article, replaced or deleted as a whole."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator, Sequence, Set
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.model import Extraction, Linkage
from kg.store import folder, guard, rdf, vocab
from kg.store.article import article_quads
from kg.store.base import DERIVED, NO_LINKS, GraphStore, delete_data, graph_term, insert_data, malformed

if TYPE_CHECKING:
    import rdflib

_DIRECT = "CONSTRUCT { ?s ?p ?o } { ?t a ev:DirectTriple ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }"


class Store(GraphStore):
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
        store.where = str(path)
        return store

    def put(self, extraction: Extraction, linkage: Linkage = NO_LINKS, *, version: str = "") -> None:
        """Write one article's graph, in place of the one it had: one whole version or the other, even if killed.

        Only what differs is written, in one transaction. The names of linked actors come with `put_derived`.
        `version` is the tool's, for the provenance.
        """
        article = extraction.article
        new = set(article_quads(extraction, self._indexed(linkage)))
        new.update(rdf.provenance_quads(article, version or rdf.tool_version()))
        old = set(self.quads(rdf.article_node(article.id)))
        old.update(self._store.quads_for_pattern(rdf.run_node(article.id), None, None))
        self._change(old - new, new - old)

    def select(self, sparql: str, *, default: Sequence[str] = (), named: Sequence[str] = ()) -> Any:
        """The engine's own answer: pyoxigraph's QuerySolutions or QueryBoolean, else an iterator of triples.

        With IRIs of graphs in `default` or `named` the query sees these alone; else all, unless it says FROM.

        >>> bool(Store().select("ASK { ?s ?p ?o }"))
        False
        """
        options: dict[str, Any] = {}
        try:
            if default or named:
                options = {"default_graph": _graphs(default), "named_graphs": _graphs(named)}
            elif not guard.names_dataset(sparql):
                options = {"use_default_graph_as_union": True}
            return self._store.query(sparql, prefixes=vocab.PREFIXES, **options)
        except SyntaxError as error:
            raise malformed(error, sparql) from error
        except (OSError, ValueError, RuntimeError) as error:
            raise QueryError(f"the query failed: {error}.") from error

    def _graph_count(self) -> int:
        return sum(1 for _ in self._store.named_graphs())

    def quads(self, graph: str | ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        """All quads, or those of one graph given by its IRI; in no particular order."""
        return self._store.quads_for_pattern(None, None, None, graph_term(graph))

    def graphs(self) -> list[str]:
        """IRIs of the named graphs, sorted."""
        return sorted(graph.value for graph in self._store.named_graphs())

    def __len__(self) -> int:
        return len(self._store)

    def load(self, source: str | Path | bytes) -> None:
        """Add N-Quads as `dump` gives them, a file also packed (.gz). Raises StoreError when it cannot be read."""
        if isinstance(source, bytes):
            self._load(partial(self._store.load, source), "")
        elif str(source).endswith(".gz"):
            try:
                with gzip.open(source) as unpacked:
                    self.load_from(unpacked, where=str(source))
            except OSError as error:
                raise StoreError(f"cannot be read: {error}.", where=str(source), hint="Give N-Quads.") from error
        else:
            self._load(partial(self._store.bulk_load, path=str(source)), str(source))

    def load_from(self, handle: Any, *, where: str = "") -> None:
        """The same from an open binary file, read piece by piece."""
        self._load(partial(self._store.bulk_load, input=handle), where)

    def _load(self, act: Callable[..., object], where: str) -> None:
        try:
            act(format=ox.RdfFormat.N_QUADS)
        except (OSError, EOFError, ValueError, SyntaxError, RuntimeError) as error:
            raise StoreError(f"is no backup that can be read: {error}.", where=where, hint="Give N-Quads.") from error

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

    @property
    def _store(self) -> ox.Store:
        if self._inner is None:
            raise StoreError("the store is closed.", where=str(self.path or ""))
        return self._inner

    def _refresh(self) -> None:
        """Bring the derived graphs up to date: direct triples and the vocabulary."""
        new = rdf.in_graph(self.construct(_DIRECT), rdf.graph_node(vocab.DIRECT)) | set(rdf.vocabulary_quads())
        old = set(self.quads(vocab.DIRECT)) | set(self.quads(vocab.VOCABULARY))
        self._change(old - new, new - old)
        self._drop_empty()

    def _prune(self, keep: Set[Any] = frozenset()) -> None:
        """Remove actors and topics that nothing speaks of any more, `keep` aside."""
        orphans = {
            quad
            for quad in self.quads(vocab.ENTITIES)
            if quad.subject not in keep and next(self._store.quads_for_pattern(None, None, quad.subject), None) is None
        }
        self._change(orphans, set())
        self._drop_empty()

    def _drop_empty(self) -> None:
        """An emptied graph keeps its name in the database; an answer would count it as searched."""
        for iri in DERIVED:
            graph = rdf.graph_node(iri)
            if next(self.quads(graph), None) is None and self._store.contains_named_graph(graph):
                self._write(partial(self._store.remove_graph, graph))

    def _homes(self, nodes: set[Any]) -> dict[Any, Any]:
        return {node: self._home(node) for node in nodes}

    def _home(self, node: Any) -> object:
        """The graph that says what a node (or the content of a dispute) is; of an article, the article itself."""
        for quad in self._pattern(node, "ev:content", None, vocab.LINKS):
            node = quad.object
        return next((quad.graph_name for quad in self._pattern(node, "ev:inArticle", None, None)), node)

    def _pattern(self, s: Any, predicate: str, o: Any, graph: str | ox.NamedNode | None) -> Iterator[ox.Quad]:
        return self._store.quads_for_pattern(s, rdf.term(predicate), o, graph_term(graph))

    def _update(self, sparql: str) -> None:
        self._write(lambda: self._store.update(sparql))

    def _change(self, remove: set[ox.Quad], add: set[ox.Quad]) -> None:
        if remove:
            self._update(delete_data(remove) + (" ; " + insert_data(add) if add else ""))
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


def _graphs(iris: Sequence[str]) -> list[ox.NamedNode]:
    return [rdf.graph_node(iri) for iri in iris]


def _opening_error(path: Path, error: Exception) -> StoreError:
    text = str(error)
    if "lock" in text.lower():
        return folder.busy(path)
    if isinstance(error, RuntimeError) or "orrupt" in text:
        return StoreError(f"is damaged: {text.strip()}.", where=str(path), hint="Restore a backup, or build it again.")
    return StoreError(f"cannot be opened: {text.strip()}.", where=str(path), hint="Check its rights and the disk.")
