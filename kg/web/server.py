"""Run the application on a socket until it is told to stop."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kg.errors import KgError, StoreError, install
from kg.store import folder
from kg.web.library import Library, search_file, writable
from kg.web.options import Importer, Options

CONNECTIONS = 512  # at a time; more are told to come back
LINE = 128 << 10  # bytes of the first line and the headers: a long query in an address


def serve(
    where: str | Path,
    options: Options,
    *,
    out: Path,
    importer: Importer | None = None,
    ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve a store until interrupted; `ready` is told the address once it answers.

    `out` takes the search table of a store that is no folder. Raises StoreError when the store or the port is taken.
    """
    try:
        import uvicorn

        from kg.web.app import application
    except ImportError as error:
        raise KgError(f"serving needs {error.name}.", hint=install("serve")) from error
    library = Library(where, writable(search_file(where, out)))
    try:
        listening = _listen(options)
    except KgError:
        library.close()
        raise
    port = listening.getsockname()[1]
    address = f"http://{_shown(options.host)}:{port}/"
    said = None if library.remote else folder.announce(Path(where), address)
    options = replace(options, port=port)
    config = uvicorn.Config(
        application(library, options, importer=importer),
        log_level="warning", access_log=False, server_header=False, proxy_headers=options.behind_proxy,
        forwarded_allow_ips="127.0.0.1", limit_concurrency=CONNECTIONS, timeout_graceful_shutdown=3,
        h11_max_incomplete_event_size=LINE, http="h11", ws="none",
    )  # fmt: skip

    class Server(uvicorn.Server):
        """Tells its address only when it answers, and when an interrupt already ends it in order."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets=sockets)
            if not self.should_exit:
                ready(address)

    server = Server(config)
    try:
        server.run(sockets=[listening])
    finally:
        listening.close()
        if said is not None:
            said.close()


def _listen(options: Options) -> socket.socket:
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((options.host, options.port))
        found.listen(CONNECTIONS)
    except OSError as error:
        found.close()
        where = f"{options.host}:{options.port}"
        hint = "Give another --port, or stop what listens there."
        raise StoreError(f"cannot be listened on: {error.strerror}.", where=where, hint=hint) from error
    return found


def _shown(host: str) -> str:
    """A host as it stands in an address; one that means all interfaces is reached as this machine."""
    if host in ("0.0.0.0", "::"):
        return "localhost"
    return f"[{host}]" if ":" in host else host
