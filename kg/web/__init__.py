"""The graph behind a server: pages over the whole store, a SPARQL endpoint, a JSON API.

`serve` runs it; `application` is the ASGI application for a server of one's own. Everything is read only unless
uploads are switched on. To add a page, write a handler in `pages.py`, a template, and a line in `app.py`; to add to
the API, a handler in `api.py`, a line in `app.py`, and one in `openapi.py`. Needs the `serve` extra.
"""

from kg.web.options import Options
from kg.web.server import serve

__all__ = ["Options", "serve"]
