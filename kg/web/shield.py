"""What stands between the network and the pages: whose requests are answered, how large, with which headers."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.web.options import Options

UPLOADS = "/api/articles"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_LINGER_SECONDS, _LINGER_BYTES = 1.0, 8 << 20
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Shield:
    """ASGI middleware: refuses foreign Host headers and oversized or dawdling bodies, adds the security headers.

    A foreign Host means a page elsewhere whose name was pointed at this machine, to read it through the reader's
    browser.
    """

    def __init__(self, app: ASGIApp, options: Options) -> None:
        self.app, self.options = app, options

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin", "")
        allowed = origin if origin in self.options.origins else ""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message), allowed)
            await send(message)

        limit = self.options.upload if scope["path"] == UPLOADS else self.options.body
        refusal = self._refusal(headers, limit)
        if refusal is not None:
            await refusal(scope, receive, _lingering(receive, guarded))
            return
        try:
            await self.app(scope, _Body(receive, limit, self.options.patience), guarded)
        except _TooLargeError:
            answer = _plain(f"The body is larger than {limit} bytes.", 413)
            await answer(scope, receive, _lingering(receive, guarded))
        except _TooSlowError:
            await _plain("The body took too long to arrive.", 408)(scope, receive, guarded)

    def _refusal(self, headers: Headers, limit: int) -> PlainTextResponse | None:
        host = headers.get("host", "")
        if not self.options.answers_to(host):
            return _plain("This server does not go by that name. Start it with --name to add one.", 421)
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()):
            return _plain("Content-Length is no number.", 400)
        return _plain(f"The body is larger than {limit} bytes.", 413) if int(length) > limit else None

    @staticmethod
    def _add(headers: MutableHeaders, allowed: str) -> None:
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        if allowed:
            headers["Access-Control-Allow-Origin"] = allowed
            headers["Access-Control-Expose-Headers"] = "X-Kg-Truncated"
            headers["Cross-Origin-Resource-Policy"] = "cross-origin"
            headers.add_vary_header("Origin")


class _Body:
    """`receive`, counting bytes and time."""

    def __init__(self, receive: Receive, limit: int, patience: float) -> None:
        self.receive, self.left, self.patience, self.whole = receive, limit, patience, False

    async def __call__(self) -> Message:
        if self.whole:  # what comes next is the client's leaving, however late
            return await self.receive()
        try:
            async with asyncio.timeout(self.patience):  # wait_for of Python 3.11 can swallow a cancellation
                message = await self.receive()
        except TimeoutError as error:
            raise _TooSlowError from error
        if message["type"] == "http.request":
            self.left -= len(message.get("body", b""))
            self.whole = not message.get("more_body", False)
            if self.left < 0:
                raise _TooLargeError
        return message


class _TooLargeError(Exception):
    pass


class _TooSlowError(Exception):
    pass


def _lingering(receive: Receive, send: Send) -> Send:
    """`send` that swallows what the client is still sending before it lets the connection close.

    Closed at once, with bytes unread, a connection is reset, and the client may never see why it was refused. The
    answer itself goes out first; a client gets a second and 8 MiB to finish (nginx calls this lingering close).
    """

    async def late(message: Message) -> None:
        if message["type"] != "http.response.body" or message.get("more_body"):
            await send(message)
            return
        await send({**message, "more_body": True})
        left = _LINGER_BYTES
        with suppress(TimeoutError):
            async with asyncio.timeout(_LINGER_SECONDS):
                while left > 0:
                    arrived = await receive()
                    left -= len(arrived.get("body", b""))
                    if arrived["type"] != "http.request" or not arrived.get("more_body"):
                        break
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    return late


def _plain(text: str, status: int) -> PlainTextResponse:
    extra: dict[str, Any] = {"Connection": "close"} if status in (408, 413) else {}
    return PlainTextResponse(text + "\n", status, extra)
