"""The SPARQL 1.1 Protocol for queries, and reading by the SPARQL 1.1 Graph Store Protocol."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from kg.errors import AcceptError, KgError, LimitError
from kg.store import forms
from kg.store.guard import LENGTH
from kg.store.rdf import graph_node
from kg.web.context import WrongRequestError, context, fresh, headers_of, said, status_of
from kg.web.library import MissingError

FIELDS = 200  # of a form; each named graph is one
TRIPLES = 5_000_000  # of one graph read whole
_FORMS = {name: kind for kinds in (forms.GRAPH_FORMS, forms.ROW_FORMS) for kind, name in reversed(kinds.items())}
_DATASET = {"default-graph-uri": "default", "named-graph-uri": "named"}
_READ_ONLY = "this endpoint is read only."
_DESCRIPTION = """@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix formats: <http://www.w3.org/ns/formats/> .

<{address}> a sd:Service ;
    sd:endpoint <{address}> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat formats:SPARQL_Results_JSON , formats:SPARQL_Results_XML , formats:SPARQL_Results_CSV ,
        formats:SPARQL_Results_TSV , formats:Turtle , formats:N-Triples , formats:RDF_XML , formats:JSON-LD .
"""


async def endpoint(request: Request) -> Response:
    """One query by GET, by POST as a form, or by POST as it is."""
    try:
        fields = await _fields(request)
        if not fields and request.method in ("GET", "HEAD"):
            return _description(request)
        return await _answer(request, fields)
    except KgError as error:
        return fresh(PlainTextResponse(said(error) + "\n", status_of(error), headers_of(error)))


async def graphs(request: Request) -> Response:
    """One graph whole: `?graph=IRI` or `?default`."""
    try:
        return await _graph(request)
    except KgError as error:
        return fresh(PlainTextResponse(said(error) + "\n", status_of(error), headers_of(error)))


async def _fields(request: Request) -> list[tuple[str, str]]:
    """Names and values of the address, and of the body, in order."""
    try:
        query = request.scope.get("query_string", b"").decode("utf-8")
        fields = _pairs(query)
        if request.method != "POST":
            return fields
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = (await request.body()).decode("utf-8")
    except UnicodeDecodeError as error:
        raise WrongRequestError("the request is no UTF-8.") from error
    if kind == "application/x-www-form-urlencoded":
        return fields + _pairs(body)
    if kind == "application/sparql-query":
        return [*fields, ("query", body)]
    if kind == "application/sparql-update":
        raise WrongRequestError(_READ_ONLY, status=403)
    hint = "Send application/x-www-form-urlencoded or application/sparql-query."
    raise WrongRequestError(f"a body of type {kind[:80] or 'none'} is not understood.", hint=hint, status=415)


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, max_num_fields=FIELDS, errors="strict")
    except ValueError as error:
        raise WrongRequestError("the request cannot be read: too many fields, or no UTF-8.") from error


async def _answer(request: Request, fields: Iterable[tuple[str, str]]) -> Response:
    given: dict[str, list[str]] = {}
    for name, value in fields:
        given.setdefault(name, []).append(value)
    if "update" in given:
        raise WrongRequestError(_READ_ONLY, status=403)
    queries = given.get("query", [])
    if len(queries) != 1:
        raise WrongRequestError(f"one query is wanted, {len(queries)} were sent.")
    if len(queries[0]) > LENGTH:
        raise WrongRequestError(f"the query is longer than {LENGTH} characters.", status=413)
    accept = _accept(request, given.get("format", [""])[0])
    row, graph = forms.preferred(accept, forms.ROW_FORMS), forms.preferred(accept, forms.GRAPH_FORMS)
    if row is None and graph is None:
        raise AcceptError("none of the accepted forms is given.", hint=f"Accept one of {', '.join(_FORMS.values())}.")
    task = {
        "row_form": forms.ROW_FORMS.get(row or ""),
        "graph_form": forms.GRAPH_FORMS.get(graph or ""),
        **{key: given.get(name, []) for name, key in _DATASET.items()},
    }
    head, body = await context(request).ask(request, queries[0], **task)
    response = Response(body, media_type=graph if head["graph"] else row)
    if head["truncated"]:
        response.headers["X-Kg-Truncated"] = str(context(request).options.rows)
    return fresh(response)


async def _graph(request: Request) -> Response:
    params = request.query_params
    kind = forms.preferred(_accept(request, params.get("format", "")), forms.GRAPH_FORMS)
    if kind is None:
        raise AcceptError("none of the accepted forms is given.", hint=f"Accept one of {', '.join(forms.GRAPH_FORMS)}.")
    if ("graph" in params) == ("default" in params):
        raise WrongRequestError("either graph=IRI or default is wanted.")
    form = forms.GRAPH_FORMS[kind]
    if "default" in params:
        return fresh(Response(forms.graph([], form), media_type=kind))  # every triple is in a named graph
    try:
        node = graph_node(params["graph"])
    except ValueError as error:
        raise WrongRequestError("graph must be an absolute IRI.") from error
    text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {node} {{ ?s ?p ?o }} }}"
    head, body = await context(request).ask(request, text, graph_form=form, row_form=None, limit=TRIPLES)
    if head["truncated"]:
        raise LimitError("the graph is too large to be given whole.", hint="Use kg export.")
    if not head["count"]:
        raise MissingError("there is no such graph.")
    return fresh(Response(body, media_type=kind))


def _accept(request: Request, form: str) -> str:
    """The Accept header, or the media type of `format=json`, for links that people click."""
    if not form:
        return ", ".join(request.headers.getlist("accept"))
    if form not in _FORMS:
        raise WrongRequestError(f'no format "{form[:40]}".', hint=f"Available: {', '.join(sorted(_FORMS))}.")
    return _FORMS[form]


def _description(request: Request) -> Response:
    """For browsers the editor; for programs what this endpoint can do."""
    kinds = ("text/turtle", "text/html")
    if forms.preferred(request.headers.get("accept", ""), kinds) == "text/html":
        return RedirectResponse("/editor", 303)
    address = str(request.url.replace(query=""))
    return fresh(Response(_DESCRIPTION.format(address=address), media_type="text/turtle"))
