"""Queries that somebody typed: refused when they could leave the store, run where they can be stopped.

The engine can neither time out nor be interrupted, and SERVICE makes real requests; so the query runs in a process of
its own, on a store opened for reading, with limits on time, memory and rows.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from kg.errors import KgError, QueryError, StoreError
from kg.store import folder
from kg.store.answers import Answer, Cell

TIMEOUT = 10.0  # seconds of wall clock
ROWS = 10_000
MEMORY = 2 << 30  # bytes
LENGTH = 100_000  # characters of a query; no honest one comes near

# What may hold any word without meaning it: an escaped mark in a local name (which would else open a comment or a
# string), long and short strings, IRIs, comments; then variables, local names and language tags. What stands before
# the colon of a prefixed name stays, since the engine may read "SERVICE:x" as SERVICE :x.
_HARMLESS = re.compile(
    r"\\[^\w\s]"
    r'|"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|<(?:[^<>\"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>"
    r"|#[^\n\r]*"
    r"|[?$]\w+|(?<=[\w.-]):[\w%-]+|@[A-Za-z]+(?:-[A-Za-z0-9]+)*",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_FORBIDDEN = re.compile("SERVICE|LOAD", re.IGNORECASE)


def check(sparql: str) -> None:
    """Raise QueryError when a query has the words SERVICE or LOAD outside strings, IRIs, comments and names.

    >>> check('SELECT * { ?service ?p "SERVICE" }')
    >>> check("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    ...
    kg.errors.QueryError: SERVICE is not allowed. A query may only read this store.
    """
    if len(sparql) > LENGTH:
        raise QueryError(f"the query is longer than {LENGTH} characters.", hint="Ask for less at a time.")
    for text in (sparql, _ESCAPE.sub(_unescape, sparql)):
        found = _FORBIDDEN.search(_HARMLESS.sub(" ", text))
        if found:
            raise QueryError(f"{found[0].upper()} is not allowed.", hint="A query may only read this store.")


def safe_query(
    path: str | Path, sparql: str, *, timeout: float = TIMEOUT, limit: int = ROWS, memory: int = MEMORY
) -> Answer:
    """Answer a query that a stranger typed, on the store in a folder.

    At most `limit` rows (`Answer.truncated` tells), `timeout` seconds and `memory` bytes. Raises QueryError for a query
    that is malformed, refused or over its limits, StoreError when the store cannot be read.
    """
    check(sparql)
    folder.prepare(Path(path), read_only=True)
    task = {"path": str(path), "sparql": sparql, "limit": limit, "memory": memory, "seconds": timeout}
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "kg.store.worker"],
            input=json.dumps(task).encode(),
            capture_output=True,
            timeout=timeout,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        hint = "Ask for less: name an actor or a date, or add LIMIT."
        raise QueryError(f"the query took longer than {timeout:g} seconds.", hint=hint) from None
    if done.returncode != 0:
        hint = "Ask for less: name an actor or a date, or add LIMIT."
        raise QueryError("the query needed too much memory or time and was stopped.", hint=hint)
    return _decode(json.loads(done.stdout))


def _decode(reply: dict[str, Any]) -> Answer:
    if "error" in reply:
        kind: type[KgError] = StoreError if reply["kind"] == "StoreError" else QueryError
        raise kind(reply["error"], where=reply["where"], hint=reply["hint"])
    found = tuple(tuple(None if cell is None else Cell(*cell) for cell in row) for row in reply["rows"])
    return Answer(tuple(reply["variables"]), found, reply["truth"], reply["truncated"], reply["graphs"])


def _unescape(found: re.Match[str]) -> str:
    number = int(found[1] or found[2], 16)
    return chr(number) if number < 0x110000 else ""
