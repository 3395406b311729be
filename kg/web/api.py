"""The JSON API: what the pages show, for programs. `openapi.py` describes it."""

from __future__ import annotations

import hmac
import json
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kg import __version__
from kg.errors import KgError
from kg.export.html import clean
from kg.export.view import view_of
from kg.store import vocab
from kg.store.queries import named_queries, named_query
from kg.store.search import Found, Wanted
from kg.web.context import WrongRequestError, context, fresh, headers_of, number, said, status_of
from kg.web.library import MissingError
from kg.web.openapi import document

SIZE, MOST, PAGES = 20, 200, 1_000_000
Handler = Callable[[Request], Awaitable[Any]]
_PLAIN = ("id", "article", "type", "action", "earliest", "latest", "edtf", "polarity", "modality", "stance")


def answering(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """The handler's value as JSON, its errors as `{"error": …}` with their status."""

    async def answer(request: Request) -> Response:
        status, headers, value = 200, dict[str, str](), None
        try:
            value = await handler(request)
            if isinstance(value, Response):
                return fresh(value)
        except KgError as error:
            status, headers, value = status_of(error), headers_of(error), {"error": said(error)}
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return fresh(Response(clean(text), status, headers, "application/json"))

    return answer


def wanted(request: Request) -> Wanted:
    """The search that an address describes. Raises WrongRequestError for what is no day."""
    params = request.query_params
    for name in ("from", "until"):
        _day(name, params.get(name, ""))
    return Wanted(
        words=params.get("q", "")[:500],
        thing=params.get("actor", ""),
        type=params.get("type", ""),
        article=params.get("article", ""),
        first=params.get("from", ""),
        last=params.get("until", ""),
    )


def _day(name: str, text: str) -> None:
    try:
        if text and (len(text) != 10 or date.fromisoformat(text).isoformat() != text):
            raise ValueError
    except ValueError as error:
        raise WrongRequestError(f"{name} must be a day such as 2022-02-16.") from error


def paged(request: Request) -> dict[str, int]:
    """`start` and `size` of the page that an address asks for."""
    size = number(request, "size", SIZE, most=MOST)
    return {"start": (number(request, "page", 1, most=PAGES) - 1) * size, "size": size}


def _page(name: str, found: Found, cut: dict[str, int], rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"total": found.total, "page": cut["start"] // cut["size"] + 1, "size": cut["size"], name: rows}


async def events(request: Request) -> Any:
    """Events that fit, one page."""
    library, cut = context(request).library, paged(request)
    found = await context(request).read(library.search_events, wanted(request), **cut)
    rows = [
        {
            **{key: row[key] for key in _PLAIN},
            "iri": vocab.KB + row["id"],
            "label": {"en": row["label_en"], "fr": row["label_fr"]},
            "sentence": row["sentence"],
            "disputed": bool(row["disputed"]),
        }
        for row in found.rows
    ]
    return _page("events", found, cut, rows)


async def event(request: Request) -> Any:
    """One event with its participants, time and evidence."""
    row = await context(request).read(context(request).library.event, request.path_params["name"])
    view = view_of([row.article], [row], [])
    return {"iri": vocab.KB + row.id, **view["events"][0], "actors": view["actors"]}


async def actors(request: Request) -> Any:
    """Actors, or topics and descriptions, one page."""
    cut, params = paged(request), request.query_params
    index = context(request).library.index
    found = await context(request).read(index.things, params.get("q", "")[:500], params.get("type", ""), **cut)
    return _page("actors", found, cut, [_actor(row) for row in found.rows])


async def actor(request: Request) -> Any:
    """One actor, and with whom it shares events."""
    library, name = context(request).library, request.path_params["name"]
    thing = await context(request).read(library.thing, name)
    row = await context(request).read(library.index.thing, name)
    partners = await context(request).read(library.index.partners, name)
    return {
        "id": thing.id,
        "iri": vocab.KB + thing.id,
        "type": thing.type,
        "label": dict(thing.labels),
        "names": list(thing.names),
        "wikidata": thing.wikidata,
        "events": row["events"] if row else 0,
        "partners": [{"id": p["id"], "events": p["shared"]} for p in partners],
    }


def _actor(row: dict[str, Any]) -> dict[str, Any]:
    label = {"en": row["label_en"], "fr": row["label_fr"]}
    kept = {key: row[key] for key in ("id", "type", "wikidata", "events")}
    return {**kept, "iri": vocab.KB + row["id"], "label": label}


async def articles(request: Request) -> Any:
    """Articles, the latest first, one page."""
    cut = paged(request)
    found = await context(request).read(context(request).library.index.articles, **cut)
    return _page("articles", found, cut, [{**row, "iri": vocab.KB + row["node"]} for row in found.rows])


async def article(request: Request) -> Any:
    """One article with its paragraphs."""
    row = await context(request).read(context(request).library.article, request.path_params["name"])
    return {"iri": vocab.KB + row.node, **view_of([row], [], [])["articles"][0]}


async def queries(_: Request) -> Any:
    """The named queries and their parameters."""
    return {
        "queries": [
            {
                "name": query.name,
                "help": query.help,
                "parameters": [
                    {"name": p.name, "kind": p.kind, "required": p.required, "default": p.default, "help": p.help}
                    for p in query.params
                ],
            }
            for query in named_queries().values()
        ]
    }


async def query(request: Request) -> Any:
    """The answer of a named query, as SPARQL JSON results, or JSON-LD for one that gives a graph."""
    name = request.path_params["name"]
    if name not in named_queries():
        raise MissingError(f"no query named {name[:80]}.", hint=f"Available: {', '.join(named_queries())}.")
    text = named_query(name).bind(dict(request.query_params))
    head, body = await context(request).ask(request, text, row_form="json", graph_form="jsonld")
    kind = "application/ld+json" if head["graph"] else "application/sparql-results+json"
    headers = {"X-Kg-Truncated": str(context(request).options.rows)} if head["truncated"] else None
    return Response(body, headers=headers, media_type=kind)


async def status(request: Request) -> Any:
    """How much there is, and the limits of a query."""
    options = context(request).options
    totals = await context(request).read(context(request).library.index.totals)
    limits = {"seconds": options.timeout, "rows": options.rows, "bytes": options.answer}
    return {"version": __version__, **totals, "limits": limits, "uploads": context(request).inbox is not None}


async def upload(request: Request) -> Any:
    """Articles to take in, from whoever has the token."""
    inbox, token = context(request).inbox, context(request).options.token
    if inbox is None or not token:
        raise WrongRequestError("this server takes no articles.", hint="Start it with --uploads.", status=403)
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), token.encode()):
        raise WrongRequestError("the token is missing or wrong.", status=401)
    name = inbox.put(await request.body())
    address = f"/api/uploads/{name}"
    return Response(json.dumps({"id": name, "state": "waiting"}), 202, {"Location": address}, "application/json")


async def outcome(request: Request) -> Any:
    """What became of an upload."""
    inbox = context(request).inbox
    found = inbox.outcome(request.path_params["name"]) if inbox else None
    if found is None:
        raise MissingError("there is no such upload.")
    return found


async def openapi(_: Request) -> Any:
    """The description of this API."""
    return document()


async def missing(_: Request) -> Any:
    """Any other address under /api."""
    raise MissingError("there is nothing here.", hint="See /api/openapi.json.")
