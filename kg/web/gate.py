"""Who is next: clients take turns, and none of them holds every place."""

from __future__ import annotations

import asyncio
import ipaddress
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from kg.errors import KgError

ALL = 16  # the whole queue is this many times that of one client


class BusyError(KgError):
    """There is no place now; `status` is 429 when the client itself fills its queue, else 503."""

    def __init__(self, what: str, status: int) -> None:
        super().__init__(what, hint="Try again in a few seconds.")
        self.status = status


class Gate:
    """`places` at a time, one client at most all but one of them; the others wait their turn, client by client.

    Without turns, one client's two hundred slow queries would stand before everybody's next one.
    """

    def __init__(self, places: int, *, queue: int, patience: float) -> None:
        self.free, self.share = places, max(1, places - 1)
        self.queue, self.patience = queue, patience
        self.inside: Counter[str] = Counter()
        self.waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    @asynccontextmanager
    async def place(self, client: str) -> AsyncIterator[None]:
        """Wait for a place and hold it. Raises BusyError when the queue is full or the wait too long."""
        line = self.waiting.setdefault(client, deque())
        if len(line) >= self.queue:
            raise BusyError("too many queries of yours are waiting.", 429)
        if sum(map(len, self.waiting.values())) >= self.queue * ALL:
            raise BusyError("too many queries are waiting.", 503)
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        line.append(turn)
        self._next()
        try:
            await asyncio.wait_for(asyncio.shield(turn), self.patience)
        except (TimeoutError, asyncio.CancelledError) as error:
            if turn.done() and not turn.cancelled():
                self._leave(client)
            else:
                turn.cancel()
                line.remove(turn)
            if isinstance(error, TimeoutError):
                raise BusyError("the queue did not move in time.", 503) from error
            raise
        try:
            yield
        finally:
            self._leave(client)

    def _leave(self, client: str) -> None:
        self.free += 1
        self.inside[client] -= 1
        if not self.inside[client]:
            del self.inside[client]
        self._next()

    def _next(self) -> None:
        """Give free places to those whose turn it is; a client that got one goes to the end."""
        for client in list(self.waiting):
            line = self.waiting[client]
            if not line:
                del self.waiting[client]
            elif self.free and self.inside[client] < self.share:
                line.popleft().set_result(None)
                self.free -= 1
                self.inside[client] += 1
                self.waiting.move_to_end(client)


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
