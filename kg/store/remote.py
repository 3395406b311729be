"""A store behind an address: any SPARQL 1.1 server, over its query, update and Graph Store protocols.

Needs httpx (the `serve` extra). A name and password come from the variables KG_STORE_USER and KG_STORE_PASSWORD.
Measured against Oxigraph's server, Virtuoso 7 and `kg serve` (which is read only).
"""

from __future__ import annotations

import io
import os
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox

from kg.errors import KgError, LimitError, QueryError, StoreError, install
from kg.model import Extraction, Linkage
from kg.store import guard, rdf, vocab
from kg.store.article import article_quads
from kg.store.base import DERIVED, NO_LINKS, GraphStore, delete_data, graph_term, insert_data, malformed

try:
    import httpx
except ImportError as error:  # pragma: no cover
    raise StoreError("a store behind an address needs httpx.", hint=install("serve")) from error

PATIENCE = 60.0  # seconds for one request of the program's own
LARGEST = 256 << 20  # bytes of one reply
CHUNK = 500  # quads of one update: Virtuoso compiles an update as one program and refuses long ones
PAGE = 5_000  # rows asked for at a time: servers cut long answers (Virtuoso at 10,000) without saying so
_ROWS = "application/sparql-results+xml, application/sparql-results+json;q=0.8"
_OURS = "GRAPH ?g { ?s ?p ?o }"
_TRIPLES = "application/n-triples, text/turtle;q=0.5"


class Layout(NamedTuple):
    """Where under its address a kind of server has its three protocols."""

    query: str
    update: str
    graphs: str


LAYOUTS = (
    Layout("/query", "/update", "/store"),  # Oxigraph, kg serve
    Layout("/query", "/update", "/data"),  # Jena Fuseki
    Layout("/sparql", "/sparql", "/sparql-graph-crud"),  # Virtuoso, when it lets anybody write
    Layout("/sparql-auth", "/sparql-auth", "/sparql-graph-crud-auth"),  # Virtuoso, with a password
    Layout("", "/statements", "/rdf-graphs/service"),  # RDF4J, GraphDB: the address of a repository
)


class RemoteStore(GraphStore):
    """The graph on a SPARQL server: `RemoteStore("http://localhost:7878")`.

    Only graphs named in our namespace are read as a whole or written; give it a dataset of its own all the same, since
    queries see all of it. Raises StoreError when nothing answers there or its default graph is no union of all graphs.
    """

    def __init__(self, address: str, *, read_only: bool = False, timeout: float = PATIENCE) -> None:
        self.where = address.rstrip("/")
        self.read_only, self.timeout = read_only, timeout
        limits = httpx.Timeout(timeout, connect=min(timeout, 5.0))
        self._client = httpx.Client(timeout=limits, headers={"User-Agent": "kg"}, follow_redirects=False)
        try:
            self._layout = self._find()
            self._check_union()
        except KgError:
            self.close()
            raise

    def put(self, extraction: Extraction, linkage: Linkage = NO_LINKS, *, version: str = "") -> None:
        """Write one article's graph by one PUT, in place of the one it had."""
        article = extraction.article
        node, run = rdf.article_node(article.id), rdf.run_node(article.id)
        new = set(article_quads(extraction, self._indexed(linkage)))
        if new != set(self.quads(node)):
            self._put(node.value, new)
        told = set(rdf.provenance_quads(article, version or rdf.tool_version()))
        subjects = {quad.subject for quad in told}
        known = {quad for subject in subjects for quad in self._about(subject, vocab.PROVENANCE)}
        self._change({quad for quad in known if quad.subject == run} - told, told - known)

    def select(self, sparql: str, *, default: Sequence[str] = (), named: Sequence[str] = ()) -> Any:
        """The server's answer as pyoxigraph's QuerySolutions or QueryBoolean, else an iterator of triples."""
        form = guard.form_of(sparql)
        data: dict[str, Any] = {"query": _prologue(sparql) + sparql}
        if default or named:
            data |= {"default-graph-uri": list(default), "named-graph-uri": list(named)}
        elif not guard.names_dataset(sparql):
            data["union-default-graph"] = "true"  # Oxigraph's; others pass over it
        accept = _TRIPLES if form in ("CONSTRUCT", "DESCRIBE") else _ROWS
        reply = self._send("POST", self._layout.query, data=data, accept=accept)
        kind = reply.headers.get("content-type", "").partition(";")[0].strip()
        try:
            if accept == _TRIPLES:
                return (quad.triple for quad in ox.parse(reply.content, format=_format(kind)))
            results = ox.QueryResultsFormat.JSON if "json" in kind else ox.QueryResultsFormat.XML
            if form == "ASK" and b"__ASK_RETVAL" in reply.content:  # Virtuoso: a row with 1, or none or 0
                truth = b'integer">1<' in reply.content or b'"value": "1"' in reply.content
                return _boolean(truth)
            return ox.parse_query_results(reply.content, format=results)
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"gave an answer that cannot be read ({kind}): {error}.", where=self.where) from error

    def quads(self, graph: str | ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        """All quads of our graphs, or those of one; in no particular order."""
        node = graph_term(graph)
        if node is None:
            for iri in self.graphs():
                yield from self.quads(iri)
            return
        params = {"graph": node.value}
        reply = self._send("GET", self._layout.graphs, params=params, accept=_TRIPLES, missing=True)
        if reply.status_code == 404 or not reply.content.strip():
            return
        kind = reply.headers.get("content-type", "").partition(";")[0].strip()
        found = {quad.triple for quad in ox.parse(reply.content, format=_format(kind))}
        if len(found) < PAGE or len(found) == self._count(f"GRAPH {node} {{ ?s ?p ?o }}"):
            yield from rdf.in_graph(found, node)
        else:  # the server has cut it
            yield from self._paged(node)

    def graphs(self) -> list[str]:
        """IRIs of our named graphs, sorted."""
        ours = f'{_OURS} FILTER(STRSTARTS(STR(?g), "{vocab.KB}"))'
        return [row["g"].value for row in self._pages("?g", ours, key="?g")]

    def __len__(self) -> int:
        return self._count(f'{_OURS} FILTER(STRSTARTS(STR(?g), "{vocab.KB}"))')

    def _count(self, pattern: str) -> int:
        return int(next(iter(self.select(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")))["n"].value)

    def load(self, source: str | Path | bytes) -> None:
        """Add a backup written by `dump` (N-Quads). Raises StoreError when it cannot be read."""
        where = "" if isinstance(source, bytes) else str(source)
        by_graph: defaultdict[Any, list[ox.Quad]] = defaultdict(list)
        try:
            data = source if isinstance(source, bytes) else Path(source).read_bytes()
            for quad in ox.parse(data, format=ox.RdfFormat.N_QUADS):
                by_graph[quad.graph_name].append(quad)
        except (OSError, ValueError, SyntaxError) as error:
            raise StoreError(f"is no backup that can be read: {error}.", where=where, hint="Give N-Quads.") from error
        for graph, quads in by_graph.items():
            self._put(getattr(graph, "value", ""), quads, method="POST")

    def close(self) -> None:
        """Let go of the connection. Closing twice is harmless."""
        self._client.close()

    def _put(self, graph: str, quads: Iterable[ox.Quad], *, method: str = "PUT") -> None:
        self._writing()
        lines = "".join(sorted(f"{quad.triple} .\n" for quad in quads))
        params = {"graph": graph} if graph else {"default": ""}
        kind = "text/turtle"  # N-Triples are Turtle, and every server reads that
        self._send(method, self._layout.graphs, params=params, content=lines.encode("utf-8"), kind=kind)

    def _about(self, subject: Any, graph: str) -> set[ox.Quad]:
        found = self.construct(f"CONSTRUCT {{ {subject} ?p ?o }} WHERE {{ GRAPH <{graph}> {{ {subject} ?p ?o }} }}")
        return rdf.in_graph(found, rdf.graph_node(graph))

    def _change(self, remove: set[ox.Quad], add: set[ox.Quad]) -> None:
        """In pieces that every server takes, sorted; what it changes is rebuilt by the next build if cut short."""
        for write, quads in ((delete_data, remove), (insert_data, add)):
            rest = iter(sorted(quads, key=str))
            while piece := list(islice(rest, CHUNK)):
                self._update(write(piece))

    def _update(self, sparql: str) -> None:
        self._writing()
        self._send("POST", self._layout.update, data={"update": _prologue(sparql) + sparql})

    def _refresh(self) -> None:
        pattern = "?t a ev:DirectTriple ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o"
        self._update(f"DROP SILENT GRAPH <{vocab.DIRECT}>")
        self._update(f"INSERT {{ GRAPH <{vocab.DIRECT}> {{ ?s ?p ?o }} }} WHERE {{ GRAPH ?g {{ {pattern} }} }}")
        terms = set(rdf.vocabulary_quads())
        if terms != set(self.quads(vocab.VOCABULARY)):
            self._put(vocab.VOCABULARY, terms)

    def _prune(self, keep: Set[Any] = frozenset()) -> None:
        unused = "FILTER NOT EXISTS { GRAPH ?any { ?x ?y ?s } }"
        found = self._pages("?s", f"GRAPH <{vocab.ENTITIES}> {{ ?s ?p ?o }} {unused}", key="?s")
        orphans = {row["s"] for row in found} - keep
        if orphans:
            self._change({quad for quad in self.quads(vocab.ENTITIES) if quad.subject in orphans}, set())
        for iri in DERIVED:
            if next(self.quads(iri), None) is None:
                self._update(f"DROP SILENT GRAPH <{iri}>")

    def _homes(self, nodes: set[Any]) -> dict[Any, Any]:
        """Event or dispute to the graph of its article, of all that the links speak of."""
        links = f"GRAPH <{vocab.LINKS}> {{ ?node ?p ?o }}"
        own = f"{{ {links} GRAPH ?home {{ ?node ev:inArticle ?a }} }}"
        content = f"GRAPH <{vocab.LINKS}> {{ ?node ev:content ?c }} GRAPH ?home {{ ?c ev:inArticle ?a }}"
        found = self._pages("?node ?home", f"{own} UNION {{ {content} }}", key="?node")
        return {row["node"]: row["home"] for row in found if row["node"] in nodes}

    def _pages(self, variables: str, pattern: str, *, key: str) -> Iterator[Any]:
        """All distinct rows, asked for piece by piece in order of one of their variables.

        OFFSET would not do: Virtuoso sorts no further than 10,000 rows.
        """
        name, last = key.lstrip("?"), ""
        while True:
            body = f'{pattern} FILTER(STR({key}) > "{last}")'
            rows = list(self.select(f"SELECT DISTINCT {variables} {{ {body} }} ORDER BY {key} LIMIT {PAGE}"))
            whole = len(rows) < PAGE
            ends = rows[-1][name].value if rows else ""
            for row in rows:
                if whole or row[name].value != ends:  # the last one may go on
                    yield row
                    last = row[name].value
            if whole:
                return
            if ends == rows[0][name].value:
                raise StoreError("gives too little at a time.", where=self.where, hint="Raise its limit of rows.")

    def _paged(self, node: ox.NamedNode) -> Iterator[ox.Quad]:
        """The quads of one graph in pieces, whole subjects at a time."""
        last = ""
        while True:
            body = f'GRAPH {node} {{ ?s ?p ?o }} FILTER(STR(?s) > "{last}")'
            piece = f"{{ SELECT ?s ?p ?o {{ {body} }} ORDER BY STR(?s) LIMIT {PAGE} }}"
            found = self.construct(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {piece} }}")
            ends = max((_name(triple) for triple in found), default="")
            whole = len(found) < PAGE
            kept = found if whole else {triple for triple in found if _name(triple) != ends}
            yield from rdf.in_graph(kept, node)
            if whole:
                return
            if not kept:
                raise StoreError("gives too little at a time.", where=self.where, hint="Raise its limit of rows.")
            last = max(_name(triple) for triple in kept)

    def _find(self) -> Layout:
        """The first layout whose paths answer. A server without a Graph Store protocol is of no use."""
        user, password = os.environ.get("KG_STORE_USER", ""), os.environ.get("KG_STORE_PASSWORD", "")
        denied = False
        for layout in LAYOUTS:
            try:
                data = {"query": "ASK { }"}
                reply = self._request("POST", layout.query, data=data, accept=_ROWS)
                if reply.status_code == 401 and user:
                    digest = reply.headers.get("www-authenticate", "").lower().startswith("digest")
                    self._client.auth = (httpx.DigestAuth if digest else httpx.BasicAuth)(user, password)
                    reply = self._request("POST", layout.query, data=data, accept=_ROWS)
            except LimitError as error:
                raise StoreError("does not answer in time.", where=self.where, hint="Check the server.") from error
            denied = denied or reply.status_code in (401, 403)
            if reply.status_code == 200 and "sparql-results" in reply.headers.get("content-type", ""):
                there = self._request("GET", layout.graphs, params={"default": ""}, accept=_TRIPLES)
                if there.status_code != 404:
                    return layout
        if denied:
            hint = "Set KG_STORE_USER and KG_STORE_PASSWORD."
            raise StoreError("asks for a name and password.", where=self.where, hint=hint)
        raise StoreError("is no SPARQL 1.1 server with a known layout.", where=self.where, hint="See docs/serve.md.")

    def _check_union(self) -> None:
        if self.select("ASK { GRAPH ?g { ?s ?p ?o } }") and not self.select("ASK { ?s ?p ?o }"):
            hint = "Switch on the union of all graphs as its default graph."
            raise StoreError("shows an empty default graph.", where=self.where, hint=hint)

    def _writing(self) -> None:
        if self.read_only:
            raise StoreError("is open for reading only.", where=self.where, hint="Open it without read_only.")

    def _send(self, method: str, path: str, *, missing: bool = False, **options: Any) -> httpx.Response:
        """A request that must succeed (or find nothing, with `missing`)."""
        reply = self._request(method, path, **options)
        status = reply.status_code
        if status < 300 or (missing and status == 404):
            return reply
        said = " ".join(reply.text.split())[:300]
        if status in (401, 403):
            hint = "Set KG_STORE_USER and KG_STORE_PASSWORD, or ask for the right to write."
            raise StoreError(f"refuses ({status}): {said}", where=self.where, hint=hint)
        if path == self._layout.query and method == "POST" and 400 <= status < 500:
            raise malformed(said.rstrip("."))
        raise StoreError(f"answered {status}: {said}", where=self.where, hint="Check the server's log.")

    def _request(self, method: str, path: str, *, accept: str = "", kind: str = "", **options: Any) -> httpx.Response:
        """One exchange, its whole time and size limited."""
        headers = {key: value for key, value in (("Accept", accept), ("Content-Type", kind)) if value}
        started, body = time.monotonic(), io.BytesIO()
        try:
            with self._client.stream(method, self.where + path, headers=headers, **options) as reply:
                for chunk in reply.iter_bytes():
                    body.write(chunk)
                    if time.monotonic() - started > self.timeout:
                        raise guard.too_long(self.timeout)
                    if body.tell() > LARGEST:
                        raise LimitError(f"the answer is larger than {LARGEST >> 20} MB.", hint="Add LIMIT.")
        except httpx.TimeoutException as error:
            raise guard.too_long(self.timeout) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise StoreError(f"cannot be reached: {error}.", where=self.where, hint="Is the server running?") from error
        headers = {"content-type": reply.headers.get("content-type", "")}
        headers |= {k: v for k, v in reply.headers.items() if k.lower() == "www-authenticate"}
        return httpx.Response(reply.status_code, headers=headers, content=body.getvalue())


def _name(triple: ox.Triple) -> str:
    return str(getattr(triple.subject, "value", triple.subject))


def _prologue(sparql: str) -> str:
    """Declarations of our prefixes that a text may use, on its first line so that line numbers stay."""
    used = (prefix for prefix in vocab.PREFIXES if f"{prefix}:" in sparql)
    return "".join(f"PREFIX {prefix}: <{vocab.PREFIXES[prefix]}> " for prefix in used)


def _format(kind: str) -> ox.RdfFormat:
    found = ox.RdfFormat.from_media_type(kind)
    if found is None:
        raise QueryError(f"the server answered {kind or 'nothing'}, which is no form of a graph.")
    return found


def _boolean(truth: bool) -> Any:
    return ox.parse_query_results(f'{{"head":{{}},"boolean":{str(truth).lower()}}}', format=ox.QueryResultsFormat.JSON)
