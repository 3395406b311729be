"""The process in which queries of strangers run, so that it can be killed: tasks in, answers out.

It is started with the path of a store and the bytes it may use. Each line of standard input is a task as JSON; its
answer on standard output is one line of JSON, the head, followed by as many bytes as the head's `bytes` says.
"""

from __future__ import annotations

import json
import math
import sys
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import AcceptError, KgError, LimitError, QueryError
from kg.store import forms
from kg.store.base import GraphStore, answer_of
from kg.store.embedded import Store

try:
    import resource
except ImportError:  # Windows: the parent's clock alone
    resource = None  # type: ignore[assignment]


def main() -> None:
    """Answer tasks until there are no more; only a broken limit ends the process otherwise."""
    path, memory = Path(sys.argv[1]), int(sys.argv[2])
    _limit_memory(memory)
    out = sys.stdout.buffer
    store: Store | None = None
    for line in sys.stdin.buffer:
        task = json.loads(line)
        _limit_time(task["seconds"])
        try:
            store = store or Store.open(path, read_only=True)
            head, body = run(store, task)
        except KgError as error:
            head, body = failure(error), b""
        except MemoryError:
            head, body = failure(LimitError("the answer needs too much memory.", hint="Add LIMIT.")), b""
        out.write(json.dumps({**head, "bytes": len(body)}).encode() + b"\n" + body)
        out.flush()


def run(store: GraphStore, task: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """(head, document) of one task on a store; at most `limit` rows and `size` bytes.

    `row_form` and `graph_form` name forms of `forms.py`; without them the document is an `Answer` as JSON. A form
    that is None is one that the client did not accept. Raises QueryError.

    >>> run(Store(), {"sparql": "ASK {}", "limit": 1, "row_form": "csv"})
    ({'truncated': False, 'count': 0, 'graph': False}, b'true\\r\\n')
    """
    limit, size = task["limit"], task.get("size")
    found = store.select(task["sparql"], default=task.get("default", ()), named=task.get("named", ()))
    is_graph = not isinstance(found, ox.QuerySolutions | ox.QueryBoolean)
    try:
        if "row_form" not in task and "graph_form" not in task:
            answer = answer_of(found, limit, len(store.graphs()))
            return {"truncated": answer.truncated}, _packed(answer)
        form = task.get("graph_form" if is_graph else "row_form")
        if form is None:
            raise AcceptError("none of the accepted forms fits this query.", hint=_HINTS[is_graph])
        if is_graph:
            triples = list(islice(found, limit + 1))
            truncated, body = len(triples) > limit, forms.graph(triples[:limit], form)
            count = min(len(triples), limit)
        else:
            answer = answer_of(found, limit, 0)
            truncated, body, count = answer.truncated, forms.rows(answer, form), len(answer)
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"the query failed: {error}.") from error
    if size is not None and len(body) > size:
        raise LimitError(f"the answer is larger than {size >> 20} MB.", hint="Ask for less, or add LIMIT.")
    return {"truncated": truncated, "count": count, "graph": is_graph}, body


_HINTS = {
    False: f"Accept one of {', '.join(forms.ROW_FORMS)}.",
    True: f"Accept one of {', '.join(forms.GRAPH_FORMS)}.",
}


def failure(error: KgError) -> dict[str, Any]:
    """The head that stands for an error; `guard.raise_error` raises it again.

    >>> failure(QueryError("no."))["kind"]
    'QueryError'
    """
    return {"kind": type(error).__name__, "error": error.what, "where": error.where, "hint": error.hint}


def _packed(answer: Any) -> bytes:
    rows = [
        [None if cell is None else (cell.value, cell.kind, cell.datatype, cell.language) for cell in row]
        for row in answer.rows
    ]
    head = {"variables": answer.variables, "truth": answer.truth, "truncated": answer.truncated}
    return json.dumps({**head, "graphs": answer.graphs, "rows": rows}).encode()


def _limit_memory(memory: int) -> None:
    """A limit of the process itself: it holds even when its parent is killed and cannot stop it."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(seconds: float) -> None:
    """Processor seconds for the next task, on top of what was used so far."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = math.ceil(used.ru_utime + used.ru_stime + seconds) + 1
    with suppress(ValueError, OSError):  # a harder limit from outside stays
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    main()
