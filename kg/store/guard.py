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

from kg.errors import AcceptError, KgError, LimitError, QueryError, StoreError
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
_PREFIX = re.compile(r"\bPREFIX\s+[\w.-]*\s*:", re.IGNORECASE)
_FROM = re.compile(r"\bFROM\b(?!:)", re.IGNORECASE)
_FORM = re.compile(r"\A(?:\s|BASE\b)*(SELECT|ASK|CONSTRUCT|DESCRIBE)\b(?!:)", re.IGNORECASE)
# Updates, and Virtuoso's ways to its own functions and pragmas.
_CHANGES = re.compile(
    r"\b(?:INSERT|DELETE|DROP|CLEAR|CREATE|COPY|MOVE|ADD|DEFINE)\b(?!:)|\b(?:bif|sql)\s*:", re.IGNORECASE
)
_UPDATE = re.compile(r"\s*(?:INSERT|DELETE|DROP|CLEAR|CREATE|COPY|MOVE|ADD)\b(?!:)", re.IGNORECASE)
_LESS = "Ask for less: name an actor or a date, or add LIMIT."


def check(sparql: str) -> None:
    """Raise QueryError when a query has the words SERVICE or LOAD outside strings, IRIs, comments and names.

    >>> check('SELECT * { ?service ?p "SERVICE" }')
    >>> check("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    ...
    kg.errors.QueryError: SERVICE is not allowed. A query may only read this store.
    """
    if len(sparql) > LENGTH:
        raise LimitError(f"the query is longer than {LENGTH} characters.", hint="Ask for less at a time.")
    for text in (sparql, _ESCAPE.sub(_unescape, sparql)):
        found = _FORBIDDEN.search(_HARMLESS.sub(" ", text))
        found = found or _UPDATE.match(_HARMLESS.sub(" ", text))
        if found:
            word = found[0].split()[-1].upper()
            raise QueryError(f"{word} is not allowed.", hint="A query may only read this store.")


def check_foreign(sparql: str) -> None:
    """The same for a query that another server will run: it may take updates where queries go, and know more tricks.

    >>> check_foreign("DROP ALL")
    Traceback (most recent call last):
    ...
    kg.errors.QueryError: DROP is not allowed. A query may only read this store.
    """
    check(sparql)
    text = _bare(sparql)
    if not form_of(sparql):
        raise QueryError("the query cannot be read: it is no SELECT, ASK, CONSTRUCT or DESCRIBE.")
    if found := _CHANGES.search(text):
        raise QueryError(f"{found[0].strip().upper()} is not allowed.", hint="A query may only read this store.")


def names_dataset(sparql: str) -> bool:
    """Whether a query says FROM, and so which graphs it is about.

    >>> names_dataset("SELECT * FROM <x:g> { ?s ?p ?o }"), names_dataset('ASK { ?from ?p "FROM" }')
    (True, False)
    """
    return _FROM.search(_bare(sparql)) is not None


def form_of(sparql: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE; "" for a text that is none of them.

    >>> form_of("PREFIX select: <x:> # ask\\n construct where { ?s ?p ?o }")
    'CONSTRUCT'
    """
    found = _FORM.search(_bare(sparql))
    return found[1].upper() if found else ""


def _bare(sparql: str) -> str:
    """The query without what may hold any word; the prefix of a prefixed name keeps its colon."""
    text = _HARMLESS.sub(lambda found: ":" if found[0].startswith(":") else " ", _ESCAPE.sub(_unescape, sparql))
    return _PREFIX.sub(" ", text)


def safe_query(
    path: str | Path, sparql: str, *, timeout: float = TIMEOUT, limit: int = ROWS, memory: int = MEMORY
) -> Answer:
    """Answer a query that a stranger typed, on the store in a folder or behind an address.

    At most `limit` rows (`Answer.truncated` tells), `timeout` seconds and `memory` bytes. Raises QueryError for a query
    that is malformed, refused or over its limits, StoreError when the store cannot be read.
    """
    if str(path).startswith(("http://", "https://")):
        check_foreign(sparql)
        from kg.store.remote import RemoteStore  # httpx is an extra

        with RemoteStore(str(path), read_only=True, timeout=timeout) as store:
            return store.query(sparql, limit=limit)
    check(sparql)
    folder.prepare(Path(path), read_only=True)
    task = {"sparql": sparql, "limit": limit, "seconds": timeout}
    try:
        done = subprocess.run(
            worker_command(path, memory),
            input=json.dumps(task).encode() + b"\n",
            capture_output=True,
            timeout=timeout,
            env=worker_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise too_long(timeout) from None
    head, _, body = done.stdout.partition(b"\n")
    if done.returncode != 0 or not head:
        raise too_much()
    reply = json.loads(head)
    raise_error(reply)
    return _decode(json.loads(body))


def worker_command(path: str | Path, memory: int) -> list[str]:
    """The command of a process that answers queries on a store; `worker.py` says what it reads and writes."""
    return [sys.executable, "-m", "kg.store.worker", str(path), str(memory)]


def worker_environment() -> dict[str, str]:
    """The variables of that process: it finds the same packages as this one."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}


def too_long(timeout: float) -> LimitError:
    """The error for a query stopped by the clock."""
    return LimitError(f"the query took longer than {timeout:g} seconds.", hint=_LESS)


def too_much() -> LimitError:
    """The error for a query that the limits of its process ended."""
    return LimitError("the query needed too much memory or time and was stopped.", hint=_LESS)


def raise_error(reply: dict[str, Any]) -> None:
    """Raise the error that a reply of a worker stands for, if it does."""
    if "error" in reply:
        kinds = {"StoreError": StoreError, "LimitError": LimitError, "AcceptError": AcceptError}
        kind: type[KgError] = kinds.get(reply["kind"], QueryError)
        raise kind(reply["error"], where=reply["where"], hint=reply["hint"])


def _decode(reply: dict[str, Any]) -> Answer:
    found = tuple(tuple(None if cell is None else Cell(*cell) for cell in row) for row in reply["rows"])
    return Answer(tuple(reply["variables"]), found, reply["truth"], reply["truncated"], reply["graphs"])


def _unescape(found: re.Match[str]) -> str:
    number = int(found[1] or found[2], 16)
    return chr(number) if number < 0x110000 else ""
