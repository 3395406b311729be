"""Who is next: whoever has used least of late, and a place that heavy users never take."""

from __future__ import annotations

import asyncio
import ipaddress
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from kg.errors import KgError

ALL = 16  # the whole queue is this many times that of one client
HALF = 10.0  # seconds in which half of what a client has used is forgotten
LIGHT = 0.4  # seconds of use, so forgotten, up to which a client is no heavy one; an honest query takes a tenth of it
REMEMBERED = 10_000  # clients


class BusyError(KgError):
    """There is no place now; `status` is 429 when the client itself fills its queue, else 503."""

    def __init__(self, what: str, status: int) -> None:
        super().__init__(what, hint="Try again in a few seconds.")
        self.status = status


class Gate:
    """`places` at a time; heavy users, together, hold at most all but one, and so does any one client.

    Taking turns by use rather than by arrival keeps two hundred slow queries from standing before everybody's next
    quick one. `clock` is for tests.
    """

    def __init__(
        self, places: int, *, queue: int, patience: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.places, self.share = places, max(1, places - 1)
        self.queue, self.patience, self.clock = queue, patience, clock
        self.waiting: defaultdict[str, deque[asyncio.Future[None]]] = defaultdict(deque)
        self.inside: defaultdict[str, list[float]] = defaultdict(list)  # client -> since when, a place each
        self._used: dict[str, tuple[float, float]] = {}  # client -> (seconds, as of when)

    @asynccontextmanager
    async def place(self, client: str) -> AsyncIterator[None]:
        """Wait for a place and hold it. Raises BusyError when the queue is full or the wait too long."""
        if len(self.waiting[client]) >= self.queue:
            raise BusyError("too many queries of yours are waiting.", 429)
        if sum(map(len, self.waiting.values())) >= self.queue * ALL:
            raise BusyError("too many queries are waiting.", 503)
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.waiting[client].append(turn)
        self._next()
        try:
            await asyncio.wait_for(asyncio.shield(turn), self.patience)
        except (TimeoutError, asyncio.CancelledError) as error:
            if turn in self.waiting[client]:
                self.waiting[client].remove(turn)
            else:
                self._leave(client)
            if isinstance(error, TimeoutError):
                raise BusyError("the queue did not move in time.", 503) from error
            raise
        try:
            yield
        finally:
            self._leave(client)

    def use(self, client: str) -> float:
        """Seconds that a client has used of late, running queries included."""
        now = self.clock()
        seconds, since = self._used.get(client, (0.0, now))
        running = sum(now - start for start in self.inside.get(client, ()))
        return float(seconds * 0.5 ** ((now - since) / HALF) + running)

    def _leave(self, client: str) -> None:
        used, now = self.use(client), self.clock()
        self.inside[client].pop(0)
        self._used[client] = (used - sum(now - start for start in self.inside[client]), now)
        if len(self._used) > REMEMBERED:
            self._used = dict(sorted(self._used.items(), key=lambda item: item[1][1])[REMEMBERED // 2 :])
        self._next()

    def _next(self) -> None:
        """Give free places to those who have used least."""
        for book in (self.waiting, self.inside):
            for client in [client for client, entries in book.items() if not entries]:
                del book[client]
        taken = sum(map(len, self.inside.values()))
        heavy = sum(len(starts) for client, starts in self.inside.items() if self.use(client) > LIGHT)
        for client in sorted(self.waiting, key=self.use):
            weighs = self.use(client) > LIGHT
            while self.waiting[client] and taken < self.places and len(self.inside[client]) < self.share:
                if weighs and heavy >= self.share:
                    break
                self.waiting[client].popleft().set_result(None)
                self.inside[client].append(self.clock())
                taken, heavy = taken + 1, heavy + weighs


def client_of(host: str) -> str:
    """Whose turn a request takes: its address, of IPv6 the network that one household gets.

    >>> client_of("192.0.2.7"), client_of("2001:db8:1:2:3::4")
    ('192.0.2.7', '2001:db8:1:2::/64')
    """
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    return host if address.version == 4 else str(ipaddress.ip_network(f"{host}/64", strict=False))
