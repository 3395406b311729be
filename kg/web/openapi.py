"""The description of the HTTP interface in OpenAPI 3.1, built from a table."""

from __future__ import annotations

from functools import cache
from typing import Any

from kg import __version__
from kg.store.queries import named_queries

Fields = dict[str, Any]
_TEXT: Fields = {"type": "string"}
_COUNT: Fields = {"type": "integer", "minimum": 0}
_DAY: Fields = {"type": "string", "format": "date"}
_LABEL: Fields = {"type": "object", "additionalProperties": _TEXT}
_KINDS = {"date": _DAY, "integer": {"type": "integer"}}
_FAULTS = {
    "400": "The request makes no sense; the message says why.",
    "404": "Nothing has this name.",
    "422": "Over a limit of time, memory or size.",
    "429": "Too many queries of yours are waiting.",
    "503": "Busy; try again.",
}


def _object(**properties: Fields) -> Fields:
    return {"type": "object", "properties": properties, "required": sorted(properties)}


def _list(items: Fields) -> Fields:
    return {"type": "array", "items": items}


_EVENT = _object(
    id=_TEXT, iri=_TEXT, article=_TEXT, type=_TEXT, action=_TEXT, label=_LABEL, sentence=_TEXT, earliest=_TEXT,
    latest=_TEXT, edtf=_TEXT, polarity=_TEXT, modality=_TEXT, stance=_TEXT, disputed={"type": "boolean"},
)  # fmt: skip
_WHOLE_EVENT = _object(id=_TEXT, iri=_TEXT, label=_LABEL, evidence={"type": "object"}, actors=_list({"type": "object"}))
_ACTOR = _object(id=_TEXT, iri=_TEXT, type=_TEXT, label=_LABEL, wikidata=_TEXT, events=_COUNT)
_ARTICLE = _object(id=_TEXT, iri=_TEXT, title=_TEXT, published=_TEXT, language=_TEXT, url=_TEXT, source=_TEXT)


def _paged(name: str, item: Fields) -> Fields:
    return _object(total=_COUNT, page=_COUNT, size=_COUNT, **{name: _list(item)})


def _query(name: str, schema: Fields, about: str) -> Fields:
    return {"name": name, "in": "query", "schema": schema, "description": about}


def _named(about: str) -> Fields:
    return {"name": "name", "in": "path", "required": True, "schema": _TEXT, "description": about}


_PAGE = [
    _query("page", {"type": "integer", "minimum": 1, "maximum": 1_000_000}, "Which page, from 1."),
    _query("size", {"type": "integer", "minimum": 1, "maximum": 200}, "Rows of a page (20)."),
]
_WORDS = _query("q", _TEXT, 'Words, each the beginning of one; "quoted" ones stand together. Accents do not matter.')
_SEARCH = [
    _WORDS,
    _query("actor", _TEXT, "Local name of an actor, such as NATO."),
    _query("type", _TEXT, "Event type, such as DENY."),
    _query("article", _TEXT, "Id of an article."),
    _query("from", _DAY, "First day; what may have ended later is kept."),
    _query("until", _DAY, "Last day."),
]
_ROWS: Fields = {"application/sparql-results+json": {}, "application/ld+json": {}}
# path -> (summary, parameters, what a success gives: a schema or media types)
_READ: dict[str, tuple[str, list[Fields], Fields]] = {
    "/api/events": ("Events that fit, by time, or best match first", [*_SEARCH, *_PAGE], _paged("events", _EVENT)),
    "/api/events/{name}": ("One event", [_named("Local name of the event.")], _WHOLE_EVENT),
    "/api/actors": (
        "Actors, the busiest first",
        [
            _WORDS,
            _query(
                "type", _TEXT, "PER, ORG, GPE, LOC or GROUP; OTHER gives topics and descriptions in place of actors."
            ),
            *_PAGE,
        ],
        _paged("actors", _ACTOR),
    ),
    "/api/actors/{name}": ("One actor and its partners", [_named("Local name of the actor.")], _ACTOR),
    "/api/articles": ("Articles, the latest first", _PAGE, _paged("articles", _ARTICLE)),
    "/api/articles/{name}": ("One article", [_named("Local name of the article.")], _ARTICLE),
    "/api/queries": ("The named queries", [], _object(queries=_list(_object(name=_TEXT, help=_TEXT)))),
    "/api/status": ("How much there is, and the limits", [], _object(version=_TEXT, events=_COUNT)),
    "/api/uploads/{name}": ("What became of an upload", [_named("Its id.")], _object(state=_TEXT, message=_TEXT)),
}


@cache
def document() -> Fields:
    """The whole description.

    >>> document()["openapi"], "/api/queries/disputes" in document()["paths"]
    ('3.1.0', True)
    """
    paths: Fields = {path: {"get": _read(*row)} for path, row in _READ.items()}
    for query in named_queries().values():
        parameters = [
            {**_query(p.name, _KINDS.get(p.kind, _TEXT), p.help), "required": p.required} for p in query.params
        ]
        paths[f"/api/queries/{query.name}"] = {"get": _operation(query.help, parameters, _ROWS)}
    paths["/api/articles"]["post"] = _upload()
    paths["/sparql"] = _sparql()
    return {
        "openapi": "3.1.0",
        "info": {"title": "kg", "version": __version__, "summary": "Who did what to whom, when, according to whom."},
        "paths": paths,
        "components": {
            "schemas": {"Error": _object(error=_TEXT)},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _read(summary: str, parameters: list[Fields], schema: Fields) -> Fields:
    return _operation(summary, parameters, {"application/json": {"schema": schema}})


def _operation(summary: str, parameters: list[Fields], content: Fields) -> Fields:
    return {"summary": summary, "parameters": parameters, "responses": {"200": _given("Found.", content), **_faults()}}


def _given(about: str, content: Fields) -> Fields:
    return {"description": about, "content": content}


def _faults(*more: tuple[str, str]) -> Fields:
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    return {status: _given(about, error) for status, about in (*_FAULTS.items(), *more)}


def _upload() -> Fields:
    article = {"type": "object", "required": ["text"], "properties": {"text": _TEXT, "date_published": _TEXT}}
    body = {"application/json": {"schema": {"oneOf": [article, {**_list(article), "minItems": 1}]}}}
    taken = {"application/json": {"schema": _object(id=_TEXT, state=_TEXT)}}
    refused = (("401", "No token, or a wrong one."), ("403", "Uploads are off."), ("413", "Too large."))
    return {
        "summary": "Articles to take in",
        "security": [{"token": []}],
        "requestBody": {"required": True, "content": body},
        "responses": {"202": _given("Kept; they are taken in next.", taken), **_faults(*refused)},
    }


def _sparql() -> Fields:
    plain = {"text/plain": {"schema": _TEXT}}
    refused = {
        "403": "Updates are refused.",
        "406": "No accepted form fits.",
        "413": "Too long.",
        "415": "Unknown body.",
    }
    kinds = ("sparql-results+json", "sparql-results+xml", "n-triples", "rdf+xml", "ld+json")
    content: Fields = {**{f"application/{kind}": {} for kind in kinds}, "text/csv": {}, "text/turtle": {}}
    content["text/tab-separated-values"] = {}
    responses = {"200": _given("The answer.", content)}
    responses |= {status: _given(about, plain) for status, about in (_FAULTS | refused).items()}
    dataset = [
        _query(name, _list(_TEXT), "Only this graph; may be repeated.")
        for name in ("default-graph-uri", "named-graph-uri")
    ]
    query = {**_query("query", _TEXT, "A SELECT, ASK, CONSTRUCT or DESCRIBE."), "required": True}
    form = {"schema": {"type": "object", "required": ["query"], "properties": {"query": _TEXT}}}
    body = {"application/x-www-form-urlencoded": form, "application/sparql-query": {"schema": _TEXT}}
    post = {"summary": "A query", "requestBody": {"required": True, "content": body}, "responses": responses}
    return {"get": {"summary": "A query", "parameters": [query, *dataset], "responses": responses}, "post": post}
