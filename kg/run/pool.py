"""Processes of this machine that work until they or their parent die."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Collection
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from types import TracebackType
from typing import Any, Self

_DEATH = 1  # PR_SET_PDEATHSIG
_LOOK = 1.0  # seconds between two looks at the parent, where the system does not tell


class Pool:
    """A pool of processes that is made at the first call, and anew after one of them died.

    Forked ones share what the parent has loaded by then, which is most of their memory. Where there is no fork they are
    started from nothing.

    >>> with Pool(1) as pool:
    ...     pool.result(pool.submit(abs, -2), RuntimeError)
    2
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._executor: ProcessPoolExecutor | None = None

    def submit(self, call: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Hand over a call."""
        try:
            return self._pool().submit(call, *arguments)
        except BrokenProcessPool:  # a worker died while nothing was asked of it
            self.close()
            return self._pool().submit(call, *arguments)

    def wait(self, calls: Collection[Future[Any]]) -> Collection[Future[Any]]:
        """Those that are done, at least one."""
        return wait(calls, return_when=FIRST_COMPLETED).done

    def result(self, call: Future[Any], lost: type[Exception]) -> Any:
        """What a call gave, or its error; `lost` is raised when any worker died before it was done."""
        try:
            return call.result()
        except BrokenProcessPool as error:
            self.close()
            raise lost(str(error)) from error

    def close(self) -> None:
        """End the workers; calls that did not begin are dropped. The next call makes new ones."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _pool(self) -> ProcessPoolExecutor:
        if self._executor is None:
            context = get_context("fork" if sys.platform != "win32" else "spawn")
            self._executor = ProcessPoolExecutor(
                self.workers, mp_context=context, initializer=bound_to, initargs=(os.getpid(),)
            )
        return self._executor


def bound_to(parent: int) -> None:
    """Make this process die with its parent, which a killed parent cannot see to itself; and leave Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DEATH, signal.SIGKILL)
    else:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    if os.getppid() != parent:  # it died before we asked
        os._exit(1)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(1)
