"""Uploads: kept beside the store before they are acknowledged, then taken in one after the other.

A killed server finds them again when it starts; what cannot be taken in stays as a `.failed` file with its reason.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any

from kg.errors import KgError, StoreError
from kg.ids import digest
from kg.web.door import Door
from kg.web.options import Importer

LONGEST = 1800.0  # seconds for one upload
KEPT = 200  # outcomes that are remembered
REASON = 2000  # characters of a reason


class UploadError(KgError):
    """A body that holds no articles."""


class Inbox:
    """The folder of uploads of one store, and the task that empties it.

    `exchange` lets go of the store, awaits what it is given, and opens the store again.
    """

    def __init__(self, folder: Path, importer: Importer, exchange: Callable[[Coroutine[Any, Any, None]], Any]) -> None:
        self.folder, self.importer, self.exchange = folder, importer, exchange
        self.outcomes: dict[str, dict[str, str]] = {}
        self._news = asyncio.Event()

    def put(self, body: bytes) -> str:
        """Keep an upload; give its id. The same articles give the same id. Raises UploadError."""
        lines = articles(body)
        name = digest("\n".join(lines), length=20)
        path = self.folder / f"{name}.jsonl"
        aside = self.folder / f".{name}.part"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            aside.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
            aside.replace(path)
        except OSError as error:
            raise StoreError(f"cannot be written: {error.strerror}.", where=str(self.folder)) from error
        self._tell(name, "waiting")
        self._news.set()
        return name

    def outcome(self, name: str) -> dict[str, str] | None:
        """State (waiting, running, done or failed) and message of an upload, None for one there is not."""
        return self.outcomes.get(name)

    async def empty(self) -> None:
        """Take uploads in, for as long as the server runs."""
        while True:
            self._news.clear()
            for path in sorted(self.folder.glob("*.jsonl")) if self.folder.is_dir() else ():
                self._tell(path.stem, "running")
                await self.exchange(self._take(path))
            await self._news.wait()

    async def _take(self, path: Path) -> None:
        pipe, nowhere = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
        process = await asyncio.create_subprocess_exec(
            *self.importer(path), stdin=nowhere, stdout=nowhere, stderr=pipe, start_new_session=True
        )
        try:
            _, said = await asyncio.wait_for(process.communicate(), LONGEST)
        except TimeoutError:
            said = b"It took too long."
        finally:
            with suppress(ProcessLookupError):
                process.kill()
            code = await process.wait()
        message = said.decode("utf-8", "replace").strip()[-REASON:]
        if code == 0:
            path.unlink(missing_ok=True)
            self._tell(path.stem, "done", message)
        else:
            path.replace(path.with_suffix(".failed"))
            path.with_suffix(".reason").write_text(message + "\n", encoding="utf-8")
            self._tell(path.stem, "failed", message)

    def _tell(self, name: str, state: str, message: str = "") -> None:
        self.outcomes.pop(name, None)
        self.outcomes[name] = {"state": state, "message": message}
        for old in list(self.outcomes)[:-KEPT]:
            del self.outcomes[old]


def articles(body: bytes) -> list[str]:
    """Lines of JSON, one an article, of a body that is JSON (an object, or a list of them) or JSON Lines.

    >>> articles(b'[{"text": "Un."}, {"text": "Deux."}]')
    ['{"text": "Un."}', '{"text": "Deux."}']
    >>> articles(b'{"text": "Un."}\\n{"text": "Deux."}\\n')[1]
    '{"text": "Deux."}'
    """
    try:
        text = body.decode("utf-8-sig")
        try:
            whole = json.loads(text)
        except ValueError:
            whole = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError) as error:
        raise UploadError("the body is neither JSON nor JSON Lines.", hint="Send UTF-8.") from error
    found = whole if isinstance(whole, list) else [whole]
    if not found or not all(isinstance(one, dict) and one for one in found):
        raise UploadError("the body holds no articles.", hint='Each is an object with at least "text".')
    return [json.dumps(one, ensure_ascii=False).encode("utf-8", "replace").decode() for one in found]


def door_exchange(
    door: Door, release: Callable[[], Coroutine[Any, Any, None]], reopen: Callable[[], Coroutine[Any, Any, None]]
) -> Callable[[Coroutine[Any, Any, None]], Coroutine[Any, Any, None]]:
    """The `exchange` of a server: everybody out, let go, do it, open again, everybody in."""

    async def exchange(act: Coroutine[Any, Any, None]) -> None:
        async with door.shut():
            await release()
            try:
                await act
            finally:
                await reopen()

    return exchange
