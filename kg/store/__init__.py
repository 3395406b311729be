"""Statements to RDF and back: an embedded store on disk, its vocabulary, its queries.

To add a named query, put a `.rq` file into `queries/` (its `__init__.py` says what the head looks like). To add a
term, describe it in `vocab.ttl` in English and French, and write it in `article.py` or `rdf.py`; a test finds terms
without a description. To add a SPARQL server with paths of its own, add a line to `LAYOUTS` in `remote.py`.
"""

from __future__ import annotations

from pathlib import Path

from kg.store.answers import Answer
from kg.store.base import GraphStore
from kg.store.embedded import Store
from kg.store.guard import safe_query

__all__ = ["Answer", "GraphStore", "Store", "is_remote", "open_store", "safe_query"]


def is_remote(where: str | Path) -> bool:
    """Whether a store is named by the address of a SPARQL server, not by a folder.

    >>> is_remote("http://localhost:7878"), is_remote("outputs/store")
    (True, False)
    """
    return str(where).startswith(("http://", "https://"))


def open_store(where: str | Path, *, read_only: bool = False) -> GraphStore:
    """Open a store: a folder, or the address of a SPARQL 1.1 server. Raises StoreError.

    >>> import tempfile
    >>> with open_store(tempfile.mkdtemp()) as store:
    ...     len(store)
    0
    """
    if is_remote(where):
        from kg.store.remote import RemoteStore  # httpx is an extra

        return RemoteStore(str(where), read_only=read_only)
    return Store.open(where, read_only=read_only)
