"""Stable IRIs: what a name of the graph stands for, as a page or as RDF, by content negotiation.

`https://…/id/NATO` is the path `/id/NATO` of this server; `/id/NATO.ttl` and the like name one form.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import AcceptError
from kg.export.rdf import jsonld_of, turtle_of
from kg.store import forms, vocab
from kg.store.rdf import vocabulary_quads
from kg.web import pages
from kg.web.context import context
from kg.web.library import MissingError

KINDS = {"text/html": "html", "text/turtle": "ttl", "application/ld+json": "jsonld", "application/json": "jsonld"}
ENDINGS = {"html": "text/html", "ttl": "text/turtle", "jsonld": "application/ld+json"}


async def named(request: Request) -> Response:
    """A thing of the graph: actor, topic, event, article, or whatever else has a name."""
    name, kind = _asked(request, request.path_params["name"])
    if not vocab.LOCAL.fullmatch(name):
        raise MissingError("nothing has such a name.")
    library, iri = context(request).library, vocab.KB + name
    if kind != "html":
        return _document(request, name, kind, await context(request).read(library.about, iri))
    index = library.index
    if await context(request).read(index.event, name) is not None:
        response = await pages.event(request, name)
    elif await context(request).read(index.article_of, name) is not None:
        response = await pages.article(request, name)
    elif name in library.archive.things or await context(request).read(index.thing, name) is not None:
        response = await pages.thing(request, name)
    else:
        response = await pages.node(request, iri, await context(request).read(library.about, iri))
    return _linked(response, request, name)


async def vocabulary(request: Request) -> Response:
    """The terms of the vocabulary, or the actions."""
    path = request.url.path.strip("/").partition(".")[0]
    _, kind = _asked(request, request.url.path.strip("/"))
    triples = _terms(path)
    if kind != "html":
        return _document(request, path, kind, triples)
    rows = _described(path, triples)
    response = pages.html(request, "vocabulary.html", rows=rows, namespace=f"{vocab.BASE}{path}#")
    return _linked(response, request, path)


def _asked(request: Request, path: str) -> tuple[str, str]:
    """(name, kind of document), by the ending of the path or by the Accept header. Raises AcceptError."""
    name, dot, ending = path.rpartition(".")
    if dot and ending in ENDINGS:
        return name, ending
    kind = forms.preferred(request.headers.get("accept", ""), KINDS)
    if kind is None:
        raise AcceptError("none of the accepted forms is given.", hint=f"Accept one of {', '.join(KINDS)}.")
    return path, KINDS[kind]


def _document(request: Request, name: str, kind: str, triples: set[Any]) -> Response:
    text = turtle_of(triples) if kind == "ttl" else jsonld_of(triples)
    return _linked(Response(text.encode("utf-8", "replace"), media_type=ENDINGS[kind]), request, name)


def _linked(response: Response, request: Request, name: str) -> Response:
    """With the addresses of its other forms."""
    base = request.url.path.rpartition("/")[0] + "/" + name
    others = (f'<{base}.{end}>; rel="alternate"; type="{kind}"' for end, kind in ENDINGS.items())
    response.headers["Link"] = ", ".join(others)
    return response


@cache
def _terms(path: str) -> set[ox.Triple]:
    """The triples about the terms of one namespace of ours: "vocab" or "action"."""
    namespace = f"{vocab.BASE}{path}"
    return {quad.triple for quad in vocabulary_quads() if str(quad.subject).startswith(f"<{namespace}")}


@cache
def _labelled(path: str) -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = {}
    for triple in _terms(path):
        key = {"rdfs:label": "label", "rdfs:comment": "comment"}.get(vocab.shorten(triple.predicate.value), "")
        about = found.setdefault(getattr(triple.subject, "value", ""), {"label": {}, "comment": {}})
        if key:
            about[key][getattr(triple.object, "language", "") or ""] = getattr(triple.object, "value", "")
    return found


def _described(path: str, triples: Iterable[Any]) -> list[dict[str, Any]]:
    """Each term with its labels and comments, by name."""
    names = sorted({triple.subject.value for triple in triples})
    rows = [{"iri": name, "name": name.rpartition("#")[2], **_labelled(path)[name]} for name in names if "#" in name]
    return [row for row in rows if row["label"]]
