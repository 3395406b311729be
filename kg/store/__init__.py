"""Statements to RDF and back: an embedded store on disk, its vocabulary, its queries.

To add a named query, put a `.rq` file into `queries/` (see `named.py` for its head). To add a term, describe it in
`vocab.ttl` in English and French, and write it in `article.py` or `rdf.py`; a test finds terms without description.
"""

from kg.store.answers import Answer
from kg.store.embedded import Store

__all__ = ["Answer", "Store"]
