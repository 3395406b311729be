"""What the routes share: the library, the pool of queries, and how errors become answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import AcceptError, KgError, LimitError, QueryError, StoreError
from kg.web.door import Door
from kg.web.gate import BusyError, client_of
from kg.web.inbox import Inbox
from kg.web.library import Library, MissingError
from kg.web.options import Options
from kg.web.pool import Pool, Reply

T = TypeVar("T")
HOLD = 5  # seconds that a client is asked to wait


class WrongRequestError(KgError):
    """A parameter that makes no sense; `status` says how."""

    def __init__(self, what: str, *, hint: str = "", status: int = 400) -> None:
        super().__init__(what, hint=hint)
        self.status = status


@dataclass(frozen=True, slots=True)
class Context:
    """The server's parts. `read` and `ask` are the only ways to its store."""

    options: Options
    library: Library
    pool: Pool
    door: Door
    inbox: Inbox | None

    async def read(self, act: Callable[..., T], *values: Any, **more: Any) -> T:
        """Call a method of the library in a thread, while the store stays open."""
        async with self.door.inside():
            return await asyncio.to_thread(act, *values, **more)

    async def ask(self, request: Request, sparql: str, **task: Any) -> Reply:
        """A stranger's query; it ends when the client leaves."""
        client = client_of(request.client.host if request.client else "")
        async with self.door.inside():
            job = asyncio.ensure_future(self.pool.ask(sparql, client=client, **task))
            gone = asyncio.ensure_future(_gone(request))
            try:
                await asyncio.wait({job, gone}, return_when=asyncio.FIRST_COMPLETED)
                if not job.done():
                    raise WrongRequestError("the client left.", status=499)
                return job.result()
            finally:
                gone.cancel()
                job.cancel()
                await asyncio.gather(job, return_exceptions=True)  # its process is ended within


def context(request: Request) -> Context:
    """The parts of the server that a request reached."""
    found: Context = request.app.state.context
    return found


def status_of(error: KgError) -> int:
    """The HTTP status that says what went wrong.

    >>> status_of(QueryError("no.")), status_of(LimitError("too long.")), status_of(StoreError("busy."))
    (400, 422, 503)
    """
    if isinstance(error, WrongRequestError | BusyError):
        return error.status
    kinds = ((MissingError, 404), (AcceptError, 406), (LimitError, 422), (QueryError, 400), (StoreError, 503))
    return next((status for kind, status in kinds if isinstance(error, kind)), 400)


def headers_of(error: KgError) -> dict[str, str]:
    """What goes with that status."""
    if status_of(error) in (429, 503):
        return {"Retry-After": str(HOLD)}
    return {"WWW-Authenticate": "Bearer"} if status_of(error) == 401 else {}


def said(error: KgError) -> str:
    """The error in words for strangers: without the path of the store."""
    return f"{error.what[:1].upper()}{error.what[1:]} {'' if isinstance(error, StoreError) else error.hint}".rstrip()


def number(request: Request, name: str, default: int, *, most: int) -> int:
    """A whole number of the address, from 1 to `most`. Raises WrongRequestError."""
    text = request.query_params.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and 1 <= int(text) <= most):
        raise WrongRequestError(f"{name} must be a whole number from 1 to {most}.")
    return int(text)


def fresh(response: Response) -> Response:
    """An answer that must not be shown again without asking: the store may have changed."""
    response.headers.setdefault("Cache-Control", "no-cache")
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


async def _gone(request: Request) -> None:
    """Ends when the client leaves. Starlette's own test for it can swallow a cancellation that comes at once."""
    while (await request.receive())["type"] != "http.disconnect":
        continue
