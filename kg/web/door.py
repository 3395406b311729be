"""A door that many may pass at once, and that can be shut while the store behind it is exchanged."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from kg.web.gate import BusyError


class Door:
    """`async with door.inside()` to read; `async with door.shut()` waits for the readers and keeps others out."""

    def __init__(self, patience: float) -> None:
        self.patience = patience
        self._open = asyncio.Event()
        self._open.set()
        self._empty = asyncio.Event()
        self._empty.set()
        self._inside = 0

    @asynccontextmanager
    async def inside(self) -> AsyncIterator[None]:
        """Wait while the door is shut, then read. Raises BusyError when that takes too long."""
        while not self._open.is_set():  # again: it may have been shut between the opening and our waking
            try:
                await asyncio.wait_for(self._open.wait(), self.patience)
            except TimeoutError as error:
                raise BusyError("articles are being taken in.", 503) from error
        self._inside += 1
        self._empty.clear()
        try:
            yield
        finally:
            self._inside -= 1
            if not self._inside:
                self._empty.set()

    @asynccontextmanager
    async def shut(self) -> AsyncIterator[None]:
        """Nobody is inside within; one at a time may shut it."""
        self._open.clear()
        try:
            await self._empty.wait()
            yield
        finally:
            self._open.set()
