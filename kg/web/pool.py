"""Queries in processes that can be killed (an embedded store), or on their own server (a remote one)."""

from __future__ import annotations

import asyncio
import json
from abc import ABC, abstractmethod
from contextlib import suppress
from pathlib import Path
from typing import Any

from kg.errors import LimitError, StoreError
from kg.store import guard, worker
from kg.store.base import GraphStore
from kg.web.gate import Gate
from kg.web.options import Options

Reply = tuple[dict[str, Any], bytes]  # head, document
START = 20.0  # seconds that a process may take to open a large store
_BROKEN = (asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError, ValueError)  # what a dead process leaves


class Pool(ABC):
    """Answers the tasks of `kg.store.worker`, a few at a time, each within its limits."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.gate = Gate(options.workers, queue=options.queue, patience=options.patience)

    async def ask(self, sparql: str, *, client: str, **task: Any) -> Reply:
        """The answer to a stranger's query. Raises QueryError, LimitError, BusyError or StoreError."""
        self.check(sparql)
        options = self.options
        limits = {"limit": options.rows, "seconds": options.timeout, "size": options.answer}
        async with self.gate.place(client):
            head, body = await self._run({"sparql": sparql, **limits, **task})
        guard.raise_error(head)
        return head, body

    @abstractmethod
    async def _run(self, task: dict[str, Any]) -> Reply: ...

    def check(self, sparql: str) -> None:
        """Raise QueryError for a query that is refused unseen."""
        guard.check(sparql)

    async def stop(self) -> None:  # noqa: B027
        """End all processes."""


class Processes(Pool):
    """A process for each query that runs, kept warm for the next one unless it broke its limits."""

    def __init__(self, path: Path, options: Options) -> None:
        super().__init__(options)
        self.path = path
        self._rest: list[asyncio.subprocess.Process] = []

    async def _run(self, task: dict[str, Any]) -> Reply:
        process = self._rest.pop() if self._rest else await self._start()
        done = False
        try:
            reply = await asyncio.wait_for(self._exchange(process, task), task["seconds"])
            done = True
            return reply
        except TimeoutError:
            raise guard.too_long(task["seconds"]) from None
        except _BROKEN:
            raise guard.too_much() from None
        finally:
            if done:
                self._rest.append(process)
            else:
                await _end(process)

    async def _exchange(self, process: asyncio.subprocess.Process, task: dict[str, Any]) -> Reply:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(json.dumps(task).encode() + b"\n")
        await process.stdin.drain()
        head = json.loads(await process.stdout.readuntil(b"\n"))
        return head, await process.stdout.readexactly(head.pop("bytes"))

    async def _start(self) -> asyncio.subprocess.Process:
        command = guard.worker_command(self.path, self.options.memory)
        pipe, nowhere = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
        process = await asyncio.create_subprocess_exec(
            *command, stdin=pipe, stdout=pipe, stderr=nowhere, env=guard.worker_environment(), start_new_session=True
        )
        try:  # opening a large store takes its time, which is not the query's
            task = {"sparql": "ASK {}", "limit": 1, "seconds": START}
            head, _ = await asyncio.wait_for(self._exchange(process, task), START)
            guard.raise_error(head)
        except BaseException as error:
            await _end(process)
            if isinstance(error, (TimeoutError, *_BROKEN)):
                raise StoreError("cannot be opened in time.", where=str(self.path)) from error
            raise
        return process

    async def stop(self) -> None:
        """End all processes."""
        rest, self._rest = self._rest, []
        for process in rest:
            await _end(process)


class Remote(Pool):
    """Queries passed on to the server that keeps the store; it must keep its own memory."""

    def __init__(self, store: GraphStore, options: Options) -> None:
        super().__init__(options)
        self.store = store

    def check(self, sparql: str) -> None:
        """The other server may take updates where queries go."""
        guard.check_foreign(sparql)

    async def _run(self, task: dict[str, Any]) -> Reply:
        try:
            return await asyncio.wait_for(asyncio.to_thread(worker.run, self.store, task), task["seconds"] + 1)
        except TimeoutError:
            raise guard.too_long(task["seconds"]) from None
        except MemoryError as error:
            raise LimitError("the answer needs too much memory.", hint="Add LIMIT.") from error


async def _end(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        process.kill()
    await process.wait()
