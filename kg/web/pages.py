"""The pages: search, actors, events, articles, the explorer of a page of events, the query editor."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.errors import KgError
from kg.export.explorer import page as explorer_page
from kg.export.html import clean, json_block, policy, static
from kg.export.view import view_of
from kg.lang import actions
from kg.store import vocab
from kg.store.dates import published_bounds
from kg.store.queries import named_queries
from kg.store.reading import EventRow
from kg.store.search import Found
from kg.web.api import PAGES, paged, wanted
from kg.web.context import context, fresh, headers_of, number, said, status_of
from kg.web.shield import POLICY
from kg.web.words import WORDS, kind_of, language_of, noun

MANY_DAYS = 6  # of which an event may be, in one line
_DAYS = re.compile(r"\[\d{4}-\d\d-\d\d(,\d{4}-\d\d-\d\d)+\]")
EXPLORED, MOST_EXPLORED = 300, 1500  # events of one explorer page; above that the timeline draws bins
# The one style that Yasgui's table writes into the page itself; named by its hash, so nothing else can.
EDITOR_STYLE = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"
Handler = Callable[[Request], Awaitable[Response]]


def page(handler: Handler) -> Handler:
    """The handler; its errors become a page with their status."""

    async def answer(request: Request) -> Response:
        try:
            return fresh(await handler(request))
        except KgError as error:
            shown = render(request, "error.html", message=said(error))
            return fresh(HTMLResponse(shown, status_of(error), headers_of(error)))

    return answer


def render(request: Request, template: str, **values: Any) -> str:
    """A template filled in, escaping on, with what every page needs."""
    language = language_of(request)
    other = "fr" if language == "en" else "en"
    kept = [(key, value) for key, value in request.query_params.multi_items() if key != "lang"]
    lang = [("lang", language)] if request.query_params.get("lang") in WORDS else []

    def link(path: str, **params: object) -> str:
        """An address within this server that keeps the chosen language."""
        pairs = [(key.rstrip("_"), str(value)) for key, value in params.items() if value not in ("", None)]
        return path + ("?" + urlencode(pairs + lang) if pairs or lang else "")

    found = _environment().get_template(template)
    shared = {"language": language, "other": other, "words": WORDS[language], "link": link}
    switch = request.url.path + "?" + urlencode([*kept, ("lang", other)])
    return clean(found.render(switch=switch, params=defaultdict(str, request.query_params), **shared, **values))


def html(request: Request, template: str, **values: Any) -> HTMLResponse:
    """The same as a response."""
    return HTMLResponse(render(request, template, **values))


async def home(request: Request) -> Response:
    """Search over all events."""
    cut = paged(request)
    library = context(request).library
    found = await context(request).read(library.search_events, wanted(request), **cut)
    kinds = await context(request).read(library.index.types)
    actor = request.query_params.get("actor", "")
    about = await context(request).read(library.thing, actor) if actor else None
    return html(request, "home.html", found=found, pages=pages(request, found, cut), kinds=kinds, about=about)


async def actors(request: Request) -> Response:
    """The actors, the busiest first."""
    cut, params = paged(request), request.query_params
    index = context(request).library.index
    found = await context(request).read(index.things, params.get("q", "")[:500], params.get("type", ""), **cut)
    return html(request, "actors.html", found=found, pages=pages(request, found, cut))


async def articles(request: Request) -> Response:
    """The articles, the latest first."""
    cut = paged(request)
    found = await context(request).read(context(request).library.index.articles, **cut)
    return html(request, "articles.html", found=found, pages=pages(request, found, cut))


async def thing(request: Request, name: str) -> Response:
    """One actor: who it is, with whom it shares events, and these."""
    library, cut = context(request).library, paged(request)
    found = await context(request).read(library.thing, name)
    events = await context(request).read(library.search_events, wanted_of(name), **cut)
    partners = await context(request).read(library.index.partners, name)
    values = {"thing": found, "iri": vocab.KB + name, "found": events, "partners": partners}
    return html(request, "actor.html", pages=pages(request, events, cut), **values)


async def event(request: Request, name: str) -> Response:
    """One event with its evidence, its time, and those who tell it otherwise."""
    library = context(request).library
    row = await context(request).read(library.event, name)
    dispute = library.disputes.get(name)
    sides = (dispute.asserting, dispute.denying) if dispute else ((), ())
    orders: dict[str, list[str]] = {}
    for order in row.orders:
        if not order.conflicting:
            orders.setdefault(order.kind, []).append(order.other)
    around = [name for names in orders.values() for name in names]
    near = await context(request).read(library.events, [*row.contents, *row.same, *around, *sides[0], *sides[1]])
    told = {other.id: other for other in near}
    shown = view_of([row.article], [row], [])["events"][0]
    named = actions().get(row.action)
    return html(
        request, "event.html", row=row, iri=vocab.KB + row.id, pieces=pieces(shown["evidence"]), told=told,
        action=named.labels if named else {}, asserting=sides[0], denying=sides[1], orders=orders,
    )  # fmt: skip


async def article(request: Request, name: str) -> Response:
    """One article with its paragraphs and events."""
    library = context(request).library
    row = await context(request).read(library.article, name)
    events = await context(request).read(library.archive.events, row.id)
    return html(request, "article.html", row=row, iri=vocab.KB + name, events=events)


async def node(request: Request, iri: str, triples: set[Any]) -> Response:
    """Anything else that has a name: its properties as a table."""
    rows = [(t.predicate.value, t.object) for t in triples if t.subject.value == iri]
    rows.sort(key=lambda row: (row[0], str(row[1])))
    cells = [(vocab.shorten(predicate), _cell(term)) for predicate, term in rows]
    return html(request, "node.html", iri=iri, name=vocab.shorten(iri), rows=cells)


async def explorer(request: Request) -> Response:
    """The frame of the explorer: which events, and the way to the others."""
    size = number(request, "size", EXPLORED, most=MOST_EXPLORED)
    cut = {"start": (number(request, "page", 1, most=PAGES) - 1) * size, "size": size}
    found = await context(request).read(context(request).library.search_events, wanted(request), start=0, size=1)
    inner = "/explorer/page?" + urlencode(request.query_params.multi_items())
    return html(request, "explorer_frame.html", inner=inner, found=found, pages=pages(request, found, cut))


async def explorer_inner(request: Request) -> Response:
    """The explorer itself, as `kg export explorer` writes it, with one page of the events."""
    size = number(request, "size", EXPLORED, most=MOST_EXPLORED)
    start = (number(request, "page", 1, most=PAGES) - 1) * size
    library = context(request).library
    view, total = await context(request).read(library.view, wanted(request), start=start, size=size)
    view["meta"]["language"] = language_of(request)
    title = "" if total <= size else f"{start + 1}–{min(start + size, total)} / {total}"
    response = HTMLResponse(explorer_page(view, title=title))
    scripts = policy([static("explorer.js")], [static("explorer.css")])
    response.headers["Content-Security-Policy"] = f"{scripts}; frame-ancestors 'self'"
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


async def editor(request: Request) -> Response:
    """The query editor, with the named queries as examples."""
    examples = [
        {"name": query.name, "help": query.help, "query": _example(query.name)} for query in named_queries().values()
    ]
    data = {"endpoint": "/sparql", "examples": examples, "prefixes": vocab.PREFIXES}
    response = html(request, "editor.html", data=json_block(data), examples=examples)
    styles = f"style-src 'self' {EDITOR_STYLE}"
    response.headers["Content-Security-Policy"] = POLICY.replace("style-src 'self'", styles)
    return response


async def api(request: Request) -> Response:
    """What the API offers, for people."""
    from kg.web.openapi import document

    return html(request, "api.html", paths=document()["paths"])


def wanted_of(name: str) -> Any:
    """The search for the events of one actor."""
    from kg.store.search import Wanted

    return Wanted(thing=name)


def pages(request: Request, found: Found, cut: Mapping[str, int]) -> dict[str, Any]:
    """Where one is among the pages, and the addresses of the previous and the next."""
    here, last = cut["start"] // cut["size"] + 1, max(1, -(-found.total // cut["size"]))
    kept = [(key, value) for key, value in request.query_params.multi_items() if key != "page"]

    def address(number: int) -> str:
        return f"{request.url.path}?{urlencode([*kept, ('page', str(number))])}" if 1 <= number <= last else ""

    return {"here": here, "last": last, "previous": address(here - 1), "next": address(here + 1), "total": found.total}


def pieces(evidence: Any) -> list[tuple[str, str, str]]:
    """A sentence cut at its marks: (words, kind of mark or "", id of the actor or "").

    >>> pieces({"text": "Otan dit", "marks": [{"start": 5, "end": 8, "kind": "trigger", "id": ""}]})
    [('Otan ', '', ''), ('dit', 'trigger', '')]
    """
    text, found, at = evidence["text"], list[tuple[str, str, str]](), 0
    for mark in evidence["marks"]:
        if mark["start"] > at:
            found.append((text[at : mark["start"]], "", ""))
        found.append((text[mark["start"] : mark["end"]], mark["kind"], mark["id"]))
        at = mark["end"]
    return [*found, (text[at:], "", "")] if at < len(text) else found


def _example(name: str) -> str:
    """A named query for the editor: what it takes stands above it, with a value that can be changed."""
    query = named_queries()[name]
    given = {"node": "NATO", "date": "2022-02-16", "action": "denies", "integer": "1", "text": "en"}
    text = query.bind({param.name: param.default or given[param.kind] for param in query.params if param.required})
    taken = "".join(f"# {param.name}: {param.help}\n" for param in query.params)
    used = (prefix for prefix in vocab.PREFIXES if f"{prefix}:" in text)
    declared = "".join(f"PREFIX {prefix}: <{vocab.PREFIXES[prefix]}>\n" for prefix in used)
    return f"# {query.help}\n{taken}{declared}{text}\n"


def _cell(term: Any) -> dict[str, str]:
    """A term for a table: its text, and where it leads."""
    if not str(term).startswith("<"):
        language = getattr(term, "language", None)
        return {"text": getattr(term, "value", str(term)), "href": "", "language": language or ""}
    iri = term.value
    if iri.startswith(vocab.BASE):
        return {"text": vocab.shorten(iri), "href": "/" + iri[len(vocab.BASE) :], "language": ""}
    return {"text": vocab.shorten(iri), "href": iri if iri.startswith(("http://", "https://")) else "", "language": ""}


def told_when(row: Any, language: str) -> str:
    """The time of an event in one line: its day, month or year, the days it may be, or its bounds.

    >>> told_when({"earliest": "2022-02-02", "latest": "2022-02-09", "edtf": "[2022-02-02,2022-02-09]"}, "en")
    '2022-02-02 or 2022-02-09'
    >>> told_when({"earliest": "2021-01-01", "latest": "2021-12-31", "edtf": "2021"}, "fr")
    '2021'
    """
    if isinstance(row, EventRow):
        row = {"earliest": row.earliest, "latest": row.latest, "edtf": row.when}
    first, last, edtf = row["earliest"], row["latest"], row["edtf"]
    words = WORDS[language]
    if not first and not last:
        return words["no_date"]
    if _DAYS.fullmatch(edtf):
        *days, end = edtf[1:-1].split(",")
        days = days if len(days) < MANY_DAYS else [*days[:2], "…"]
        return f"{', '.join(days)} {words['or']} {end}"
    if first == last:
        return str(first)
    whole = tuple(day.isoformat() if day else "" for day in published_bounds(edtf))
    return edtf if whole == (first, last) else f"{first or '…'} – {last or '…'}"


@cache
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("kg.web", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    found.globals["told_when"] = told_when
    found.globals["noun"] = noun
    found.globals["kind_of"] = kind_of
    return found
