"""The process in which `guard.safe_query` runs one query: a task on standard input, its answer on standard output."""

from __future__ import annotations

import json
import math
import sys
from dataclasses import astuple
from typing import Any

from kg.errors import KgError
from kg.store.embedded import Store


def main() -> None:
    """Read a task as JSON, answer it as JSON; only a broken limit ends the process otherwise."""
    task = json.load(sys.stdin)
    _limit(task["memory"], task["seconds"])
    json.dump(_run(task), sys.stdout)


def _run(task: dict[str, Any]) -> dict[str, Any]:
    try:
        with Store.open(task["path"], read_only=True) as store:
            answer = store.query(task["sparql"], limit=task["limit"])
    except KgError as error:
        return {"kind": type(error).__name__, "error": error.what, "where": error.where, "hint": error.hint}
    return {
        "variables": answer.variables,
        "rows": [[None if cell is None else astuple(cell) for cell in row] for row in answer.rows],
        "truth": answer.truth,
        "truncated": answer.truncated,
        "graphs": answer.graphs,
    }


def _limit(memory: int, seconds: float) -> None:
    """Limits of the process itself: they hold even when its parent is killed and cannot stop it."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock alone
        return
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    cpu = math.ceil(seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
