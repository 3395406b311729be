"""The named queries that ship in this folder: SPARQL with a head of comments that says what they answer.

The head's first lines are the description; `# @param NAME KIND NEED …` declares a parameter: KIND is node, action,
date, integer, language or text; NEED is `required`, `optional` or `=default`; the rest says what it is. The query
writes it as `$NAME`, and nothing else with a dollar sign. An optional one that is not given stays an unbound variable,
so write `COALESCE($NAME, …)`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.errors import QueryError
from kg.store.rdf import parameter

_PARAM = re.compile(r"#\s*@param\s+(\w+)\s+(\w+)\s+(required|optional|=\S*)\s*(.*)")


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter: `kind` is node, action, date, integer, language or text."""

    name: str
    kind: str
    required: bool
    default: str
    help: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query that ships with the tool; `bind` fills in its parameters."""

    name: str
    help: str
    params: tuple[Param, ...]
    text: str

    def bind(self, values: Mapping[str, str] | None = None) -> str:
        """The SPARQL text with each value written as a term: no value can change what the query does.

        Raises QueryError for a missing, unknown or malformed value.

        >>> "<https://w3id.org/news-event-kg/id/NATO>" in named_queries()["co-actors"].bind({"actor": "NATO"})
        True
        """
        values = dict(values or {})
        where = f"query {self.name}"
        known = {param.name: param for param in self.params}
        for name in values:
            if name not in known:
                hint = f"It takes: {', '.join(known) or 'none'}."
                raise QueryError(f'no parameter "{name}".', where=where, hint=hint)
        terms: dict[str, str] = {}
        for param in self.params:
            value = values.get(param.name, param.default)
            if not value:
                if param.required:
                    raise QueryError(f'needs "{param.name}".', where=where, hint=param.help)
                continue
            try:
                terms[param.name] = str(parameter(param.kind, value))
            except ValueError as error:
                hint = f"Give a {param.kind}. {param.help}"
                raise QueryError(f'"{value}" does not fit {param.name}: {error}.', where=where, hint=hint) from error
        return re.sub(r"\$(\w+)", lambda found: terms.get(found[1], found[0]), self.text)


@cache
def named_queries() -> Mapping[str, NamedQuery]:
    """All of them by name, sorted.

    >>> list(named_queries())[:3]
    ['actor', 'by-month', 'claims']
    """
    entries = [entry for entry in files("kg.store.queries").iterdir() if entry.name.endswith(".rq")]
    texts = {entry.name[:-3]: entry.read_text(encoding="utf-8") for entry in entries}
    return {name: _read(name, texts[name]) for name in sorted(texts)}


def named_query(name: str) -> NamedQuery:
    """One of them. Raises QueryError for a name there is not.

    >>> named_query("on-date").params[0].kind
    'date'
    """
    try:
        return named_queries()[name]
    except KeyError:
        hint = f"Available: {', '.join(named_queries())}."
        raise QueryError(f'no query named "{name}".', hint=hint) from None


def render(name: str, values: Mapping[str, str] | None = None) -> str:
    """The SPARQL of a named query with its parameters filled in.

    >>> "2022-02-16" in render("on-date", {"date": "2022-02-16"})
    True
    """
    return named_query(name).bind(values)


def described() -> dict[str, str]:
    """What each named query answers, with its parameters.

    >>> described()["on-date"].endswith("(date, lang)")
    True
    """
    found = {}
    for name, query in named_queries().items():
        names = ", ".join(param.name for param in query.params)
        found[name] = f"{query.help} ({names})" if names else query.help
    return found


def _read(name: str, text: str) -> NamedQuery:
    lines = text.splitlines()
    head = [line for line in lines if line.startswith("#")]
    params = tuple(
        Param(found[1], found[2], found[3] == "required", found[3][1:] if found[3].startswith("=") else "", found[4])
        for found in (_PARAM.fullmatch(line) for line in head)
        if found
    )
    about = " ".join(line.lstrip("# ") for line in head if "@param" not in line)
    return NamedQuery(name, about, params, "\n".join(line for line in lines if not line.startswith("#")).strip())
