"""What a person decided: two names are the same, or they are not. A journal of JSON lines that may be edited by hand.

A line is `{"decision": "same", "a": "Jens_Stoltenberg", "b": "a1#M. Stoltenberg", "note": "…"}`; `note` is optional. A
name is an actor of the graph, an event of the graph ("e_…"), or `ARTICLE#NAME` for what one article speaks of: the id
of an entity or event there, or a name the article calls an entity by. Every build replays the journal; to undo a
decision, delete its line. An empty line or one that begins with `#` says nothing.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.ids import digest, fold
from kg.link.records import Record
from kg.model import Ref

VERDICTS = ("same", "different")
_HINT = 'A line looks like {"decision": "same", "a": "NAME", "b": "NAME"}.'
_EVENT = "e_"  # how the graph names events
Records = Callable[[], Iterator[tuple[int, Record]]]


@dataclass(frozen=True, slots=True)
class Decision:
    """`verdict` is same or different; `where` the line it was read from, for messages."""

    verdict: str
    a: str
    b: str
    note: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Decisions as pairs of references; `unknown` are those that name nothing in these articles."""

    same: tuple[tuple[Ref, Ref], ...] = ()
    different: tuple[tuple[Ref, Ref], ...] = ()
    unknown: tuple[Decision, ...] = ()


def read_decisions(journal: Path) -> list[Decision]:
    """The decisions of a journal, in order; none when there is no such file. Raises InputError for a line that is none.

    >>> import tempfile
    >>> journal = Path(tempfile.mkdtemp()) / "decisions.jsonl"
    >>> write_decision(journal, Decision("different", "A", "B"))
    >>> [(d.verdict, d.a, d.b) for d in read_decisions(journal)]
    [('different', 'A', 'B')]
    """
    try:
        lines = journal.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read ({error}).", where=str(journal), hint="Give a UTF-8 file.") from error
    wanted = [(number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    return [_decision(line, f"{journal}:{number}") for number, line in wanted]


def write_decision(journal: Path, decision: Decision) -> None:
    """Add a decision at the end of a journal, which is made when it does not exist."""
    row = {"decision": decision.verdict, "a": decision.a, "b": decision.b}
    if decision.note:
        row["note"] = decision.note
    _decision(json.dumps(row), str(journal))  # nothing is written that could not be read
    journal.parent.mkdir(parents=True, exist_ok=True)
    with journal.open("a+b") as out:
        out.seek(0, 2)
        if out.tell():
            out.seek(-1, 2)
            if out.read(1) != b"\n":  # edited by hand, without a last line end
                out.write(b"\n")
        out.write((json.dumps(row, ensure_ascii=False) + "\n").encode())


def _decision(line: str, where: str) -> Decision:
    try:
        row: Any = json.loads(line)
    except ValueError as error:
        raise InputError(f"is no JSON ({error}).", where=where, hint=_HINT) from error
    if not isinstance(row, dict) or row.get("decision") not in VERDICTS:
        raise InputError("is no decision: same or different.", where=where, hint=_HINT)
    a, b, note = (row.get(key, "") for key in ("a", "b", "note"))
    if not (isinstance(a, str) and isinstance(b, str) and isinstance(note, str) and a and b) or a == b:
        raise InputError('needs two names, "a" and "b".', where=where, hint=_HINT)
    return Decision(row["decision"], a, b, note, where)


def resolve(
    decisions: Collection[Decision], records: Records, actor_of: Mapping[Ref, str]
) -> tuple[Resolved, Resolved]:
    """(decisions about actors, decisions about events) as references. `actor_of` is of a linking without decisions.

    `records` begins to read the articles; of what they name, only what is decided about is kept in memory.
    """
    wanted = {_key(name) for decision in decisions for name in (decision.a, decision.b)}
    entities, events = _actors(records, actor_of, wanted.__contains__), _events(records, wanted.__contains__)
    pairs: dict[tuple[int, str], list[tuple[Ref, Ref]]] = {}
    unknown: list[Decision] = []
    for decision in decisions:
        for kind, table in enumerate((entities, events)):
            a, b = table.get(_key(decision.a)), table.get(_key(decision.b))
            if a is not None and b is not None:
                pairs.setdefault((kind, decision.verdict), []).append((a, b))
                break
        else:
            unknown.append(decision)
    of = [[tuple(pairs.get((kind, verdict), ())) for verdict in VERDICTS] for kind in (0, 1)]
    return Resolved(of[0][0], of[0][1], tuple(unknown)), Resolved(of[1][0], of[1][1])


def check(decision: Decision, records: Records, actor_of: Mapping[Ref, str]) -> None:
    """Raise InputError for a decision that says nothing of these articles: an unknown name, two kinds, one thing."""
    tables = _actors(records, actor_of, _all), _events(records, _all)  # all names: a near one may have been meant
    kinds = []
    for name in (decision.a, decision.b):
        found = [kind for kind, table in enumerate(tables) if _key(name) in table]
        if not found:
            known = [key for table in tables for key in table]
            close = difflib.get_close_matches(_key(name), known, n=3, cutoff=0.5)
            hint = f"Did you mean {' or '.join(close)}?" if close else "Give an id of the graph, or ARTICLE#NAME."
            raise InputError(f'nothing is called "{name}".', hint=hint)
        kinds.append(found[0])
    if kinds[0] != kinds[1]:
        raise InputError(f'of "{decision.a}" and "{decision.b}" one is an actor, the other an event.')
    if tables[kinds[0]][_key(decision.a)] == tables[kinds[0]][_key(decision.b)]:
        raise InputError(f'"{decision.a}" and "{decision.b}" are two names of one thing in one article.')


def _key(name: str) -> str:
    article, mark, rest = name.partition("#")
    return f"{article}#{fold(rest)}" if mark else name


def _actors(records: Records, actor_of: Mapping[Ref, str], wanted: Callable[[str], bool]) -> dict[str, Ref]:
    """Every wanted way to name an entity -> one that stands for it. Ids win over names, earlier over later entities."""
    table: dict[str, Ref] = {}
    for _, record in records():
        for entity in record.entities:
            ref = record.ref(entity.id)
            if wanted(name := actor_of[ref]):
                table.setdefault(name, ref)
            if wanted(name := f"{record.article}#{fold(entity.id)}"):
                table[name] = ref
    for _, record in records():
        for entity in record.entities:
            for called in (entity.name, *entity.names):
                if wanted(name := f"{record.article}#{fold(called)}"):
                    table.setdefault(name, record.ref(entity.id))
    return table


def _events(records: Records, wanted: Callable[[str], bool]) -> dict[str, Ref]:
    table: dict[str, Ref] = {}
    for _, record in records():
        for told in record.events:
            for name in (_EVENT + digest(record.article, told.event.id), f"{record.article}#{fold(told.event.id)}"):
                if wanted(name):
                    table[name] = told.ref
    return table


def _all(_: str) -> bool:
    return True
