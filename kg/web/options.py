"""What a server may be told. The defaults are for one's own machine."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kg.store.guard import LENGTH

LOCAL = ("localhost", "127.0.0.1", "::1")
Importer = Callable[[Path], list[str]]  # a file of articles -> the command that brings it into the store


@dataclass(frozen=True, slots=True)
class Options:
    """Limits of a server and whom it serves. Times are seconds, sizes bytes."""

    host: str = "127.0.0.1"
    port: int = 8000  # 0 takes a free one
    names: tuple[str, ...] = ()  # further Host headers that are answered
    origins: tuple[str, ...] = ()  # whose pages may read answers (CORS); nobody's unless named
    token: str = ""  # for uploads; "" switches them off
    behind_proxy: bool = False  # believe X-Forwarded-For from this machine
    timeout: float = 10.0  # of one query
    memory: int = 1 << 30  # of one query
    rows: int = 10_000  # of one answer
    answer: int = 32 << 20  # bytes of one answer
    body: int = 4 * LENGTH + (16 << 10)  # of a request: the longest query, each character of four bytes or escaped
    upload: int = 32 << 20  # of an upload
    patience: float = 20.0  # how long a body may take to arrive, and a query to wait for its turn
    workers: int = max(2, min(4, os.cpu_count() or 2))
    queue: int = 32  # queries of one client that may wait

    def answers_to(self, host: str) -> bool:
        """Whether a Host header names this server; others come from pages that pretend to be it.

        >>> Options().answers_to("localhost:8000"), Options().answers_to("evil.example")
        (True, False)
        >>> Options(host="0.0.0.0", names=("news.example",)).answers_to("news.example")
        True
        """
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() and not host.endswith("]") else host
        return name.strip("[]").lower() in {*LOCAL, self.host.lower(), *(n.lower() for n in self.names)}
