"""Statements to RDF and back: an embedded store on disk, its vocabulary, its queries.

To add a named query, put a `.rq` file into `queries/` (its `__init__.py` says what the head looks like). To add a
term, describe it in `vocab.ttl` in English and French, and write it in `article.py` or `rdf.py`; a test finds terms
without a description.
"""

from kg.store.answers import Answer
from kg.store.embedded import Store
from kg.store.guard import safe_query

__all__ = ["Answer", "Store", "safe_query"]
