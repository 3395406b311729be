"""The application: its routes, and what starts and ends with it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kg.errors import KgError
from kg.web import api, names, pages, sparql
from kg.web.context import Context, WrongRequestError
from kg.web.door import Door
from kg.web.inbox import Inbox, door_exchange
from kg.web.library import Library
from kg.web.options import Importer, Options
from kg.web.pool import Pool, Processes, Remote
from kg.web.shield import Shield

HERE = Path(__file__).parent


def application(library: Library, options: Options, *, importer: Importer | None = None) -> Starlette:
    """The ASGI application over an open library, which it closes in the end.

    Uploads need `importer`, a token in the options, and a store in a folder (its inbox stands beside it).
    """

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        door = Door(options.patience)
        pool: Pool = Remote(library.store, options) if library.remote else Processes(Path(library.where), options)
        inbox = _inbox(library, door, pool, importer) if importer and options.token else None
        app.state.context = Context(options, library, pool, door, inbox)
        work = asyncio.create_task(inbox.empty()) if inbox else None
        try:
            yield
        finally:
            if work is not None:
                work.cancel()
                await asyncio.gather(work, return_exceptions=True)
            await pool.stop()
            library.close()

    return Starlette(
        routes=_routes(),
        lifespan=lifespan,
        middleware=[Middleware(Shield, options=options)],
        exception_handlers={404: _missing, 405: _wrong_method},
    )


def _routes() -> list[BaseRoute]:
    read = ["GET"]  # Starlette adds HEAD
    shown = {
        "/": pages.home,
        "/actors": pages.actors,
        "/articles": pages.articles,
        "/explorer": pages.explorer,
        "/explorer/page": pages.explorer_inner,
        "/editor": pages.editor,
        "/api": pages.api,
        "/id/{name}": names.named,
    }
    shown |= {
        f"/{path}{end}": names.vocabulary for path in ("vocab", "action") for end in ("", ".html", ".ttl", ".jsonld")
    }
    told = {
        "/api/events": api.events,
        "/api/events/{name}": api.event,
        "/api/actors": api.actors,
        "/api/actors/{name}": api.actor,
        "/api/articles/{name}": api.article,
        "/api/queries": api.queries,
        "/api/queries/{name}": api.query,
        "/api/status": api.status,
        "/api/uploads/{name}": api.outcome,
        "/api/openapi.json": api.openapi,
    }
    return [
        *(Route(path, pages.page(handler), methods=read) for path, handler in shown.items()),
        *(Route(path, api.answering(handler), methods=read) for path, handler in told.items()),
        Route("/api/articles", _by_method(api.articles, api.upload), methods=["GET", "POST"]),
        Route("/api/{rest:path}", api.answering(api.missing), methods=read),
        Route("/sparql", sparql.endpoint, methods=["GET", "POST"]),
        Route("/query", sparql.endpoint, methods=["GET", "POST"]),  # as other servers call it
        Route("/store", sparql.graphs, methods=read),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]


def _by_method(get: api.Handler, post: api.Handler) -> Callable[[Request], Awaitable[Response]]:
    reading, writing = api.answering(get), api.answering(post)

    async def answer(request: Request) -> Response:
        return await (writing if request.method == "POST" else reading)(request)

    return answer


def _inbox(library: Library, door: Door, pool: Pool, importer: Importer) -> Inbox:
    async def release() -> None:
        await pool.stop()
        library.close()

    async def reopen() -> None:
        await asyncio.to_thread(library.open)

    base = library.search
    folder = base.with_name(base.name.removesuffix("-search.sqlite") + "-inbox")
    return Inbox(folder, importer, door_exchange(door, release, reopen))


async def _missing(request: Request, _: Exception) -> Response:
    return await _error(request, WrongRequestError("there is nothing here.", status=404))


async def _wrong_method(request: Request, error: Exception) -> Response:
    response = await _error(request, WrongRequestError("this address does not take that method.", status=405))
    response.headers.update(getattr(error, "headers", None) or {})
    return response


async def _error(request: Request, error: KgError) -> Response:
    async def fail(_: Request) -> Response:
        raise error

    wraps = api.answering(fail) if request.url.path.startswith("/api") else pages.page(fail)
    return await wraps(request)
