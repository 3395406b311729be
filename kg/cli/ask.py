"""Verbs that read the graph: query, timeline, export, serve; and list."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.names import actor_called
from kg.cli.shared import as_of_option, deliver, out_option, say, settings_of, store_option, with_config
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.store.queries import NamedQuery

ROWS = 1000  # of an answer, unless --limit says otherwise


@click.command()
@click.argument("sparql", required=False)
@click.option("--name", help="A named query instead; `kg list` shows them.")
@click.option("-p", "--parameter", "parameters", multiple=True, metavar="KEY=VALUE", help="Parameter of a named query.")
@click.option("--json", "form", flag_value="json", help="SPARQL results as JSON.")
@click.option("--csv", "form", flag_value="csv", help="Comma-separated values.")
@click.option("--table", "form", flag_value="table", default="table", help="Columns for reading (default).")
@click.option("--limit", type=click.IntRange(min=1), default=ROWS, show_default=True, help="Most rows given.")
@as_of_option
@store_option
@with_config
def query(sparql: str | None, name: str | None, parameters: tuple[str, ...], form: str, **flags: Any) -> int:
    """Ask the graph, in SPARQL ("-" reads it from standard input) or by the name of a ready query.

    \b
    Example:  kg query --name disputes
    Example:  kg query --name who-did-what -p did=proposes
    Example:  kg query --name actor -p actor=NATO --csv
    Example:  kg query --name timeline --as-of 2022-02-15
    Example:  kg query 'SELECT ?e ?day { ?e ev:action act:denies ; ev:latest ?day }'
    """
    from kg.pipeline import store_of
    from kg.store import safe_query
    from kg.store.queries import render

    if sparql is None and name is None:
        raise click.UsageError("Give a SPARQL query, or --name and the name of one.")
    if sparql is not None and name is not None:
        raise click.UsageError("Give a SPARQL query or --name, not both.")
    if sparql == "-":
        sparql = sys.stdin.read()
    values = dict(map(_parameter, parameters))
    limit, as_of = flags.pop("limit"), flags.pop("as_of")
    with store_of(settings_of(flags), as_of=as_of) as where:
        text = render(name, _nodes(where, name, values)) if name is not None else str(sparql)
        answer = safe_query(where, text, limit=limit)
    shown = {"json": answer.json, "csv": answer.csv, "table": answer.table}[form]()
    click.echo(shown, nl=not shown.endswith("\n"))
    return 0


def _nodes(where: str | Path, name: str, values: Mapping[str, str]) -> dict[str, str]:
    """The values, with the ids of those that are called by a name: "Union africaine", "russie"."""
    from kg.store import open_store
    from kg.store.queries import named_query
    from kg.store.reading import things

    kinds = {param.name: param.kind for param in named_query(name).params}
    called = {key for key, value in values.items() if kinds.get(key) == "node" and ":" not in value}
    if not called:
        return dict(values)
    with open_store(where, read_only=True) as store:
        known = things(store)
    return {key: actor_called(value, known).id if key in called else value for key, value in values.items()}


def _parameter(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        raise click.BadParameter(f'"{text}" is not KEY=VALUE.', param_hint="-p")
    return key, value


@click.command()
@click.argument("form", metavar="FORMAT")
@out_option
@as_of_option
@store_option
@with_config
def export(form: str, out: Path, as_of: date | None, **flags: Any) -> int:
    """Write the graph in another form; `kg list` shows which.

    \b
    Example:  kg export turtle > graph.ttl
    Example:  kg export graphml -o graph.graphml
    """
    from kg.export import EXPORTERS
    from kg.pipeline import store_of
    from kg.store import open_store

    if form not in EXPORTERS:
        raise KgError(f'no exporter "{form}".', hint=f"Available: {', '.join(EXPORTERS)}.")
    with store_of(settings_of(flags), as_of=as_of) as where, open_store(where, read_only=True) as store:
        content = EXPORTERS[form](store)
    deliver(content, out)
    return 0


@click.command()
@click.argument("actor")
@click.option("--csv", "form", flag_value="csv", help="Comma-separated values, with all there is.")
@click.option("--html", "form", flag_value="html", help="An offline page of these events.")
@click.option("--table", "form", flag_value="table", default="table", help="Columns for reading (default).")
@out_option
@click.option("--lang", type=click.Choice(["en", "fr"]), help="Of names and labels (default: of most articles).")
@as_of_option
@store_option
@with_config
def timeline(actor: str, form: str, out: Path, lang: str | None, as_of: date | None, **flags: Any) -> int:
    """The events of one actor in order: when, its part, what, according to whom, the sentence, the article.

    ACTOR is an id of the graph or a name; accents and case do not matter. A date that the text leaves open is shown
    as open ("2022-02-02 or 2022-02-09", "../2022-02-25", "?"); what several articles tell is one line.

    \b
    Example:  kg timeline OTAN
    Example:  kg timeline "jens stoltenberg" --html -o stoltenberg.html
    """
    from kg.export import actor as of_actor
    from kg.pipeline import store_of
    from kg.store import open_store
    from kg.store.reading import things

    with store_of(settings_of(flags), as_of=as_of) as where, open_store(where, read_only=True) as store:
        thing = actor_called(actor, things(store))
        found = of_actor.moments(store, thing.id)
        language = lang or of_actor.language_of(found)
        if form == "html":
            content: str = of_actor.actor_page(store, found, thing, language)
        else:
            content = of_actor.csv(found, language) if form == "csv" else of_actor.table(found, language) + "\n"
    deliver(content, out)
    return 0


@click.command()
@click.argument("store", required=False)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 is every one.")
@click.option("--port", type=int, default=8000, show_default=True, help="Port to listen on; 0 takes a free one.")
@click.option("--name", "names", multiple=True, help="A further name that browsers know this server by.")
@click.option("--origin", "origins", multiple=True, help="A web origin whose pages may read answers (CORS).")
@click.option("--timeout", type=float, default=10.0, show_default=True, help="Seconds for one query.")
@click.option("--memory", type=int, default=1024, show_default=True, help="Megabytes for one query.")
@click.option("--rows", type=int, default=10_000, show_default=True, help="Most rows of one answer.")
@click.option("--patience", type=float, default=20.0, show_default=True, help="Seconds for a body, or for one's turn.")
@click.option("--uploads", is_flag=True, help="Take in articles from whoever has the token in the variable KG_TOKEN.")
@click.option("--behind-proxy", is_flag=True, help="Believe a proxy on this machine about who asks.")
@with_config
def serve(store: str | None, memory: int, uploads: bool, **flags: Any) -> int:
    """Serve the graph: pages over all of it, a SPARQL endpoint with an editor, a JSON API.

    STORE is a folder (default: outputs/store) or the address of a SPARQL server.

    \b
    Example:  kg serve outputs/store --port 8000
    """
    from kg.pipeline import import_command
    from kg.web import Options, serve as run_server

    file = flags.pop("config")
    config = settings_of({"store": store, "config": file})
    token = os.environ.get("KG_TOKEN", "")
    if uploads and len(token) < 16:
        raise KgError("uploads need a token of 16 characters or more.", hint="Set the variable KG_TOKEN.")
    options = Options(memory=memory << 20, token=token if uploads else "", **flags)
    importer = import_command(config, file=file) if uploads else None
    try:
        run_server(config.store, options, out=config.out, importer=importer, ready=lambda at: say(f"Serving {at}"))
    except KeyboardInterrupt:
        say("Stopped.")
    return 0


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_(as_json: bool) -> int:
    """What there is to choose from: languages, readers, exporters, named queries.

    \b
    Example:  kg list
    """
    from kg import lang
    from kg.export import EXPORTERS
    from kg.read import READERS, UNPACKERS
    from kg.store.queries import named_queries

    found = {
        "languages": dict.fromkeys(lang.available(), ""),
        "readers": {suffix: _about(reader) for suffix, reader in {**READERS, **UNPACKERS}.items()},
        "exporters": {name: exporter.description for name, exporter in EXPORTERS.items()},
        "queries": {name: _signature(found) for name, found in named_queries().items()},
    }
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return 0
    for kind, items in found.items():
        click.echo(kind)
        width = max(map(len, items), default=0)
        for name, about in items.items():
            click.echo(f"  {name:<{width}}  {about}".rstrip())
    return 0


def _signature(query: NamedQuery) -> str:
    """What a named query answers, and its parameters as they are passed."""
    parameters = (f"-p {p.name}=…" if p.required else f"[-p {p.name}=…]" for p in query.params)
    return " ".join([query.help, *parameters])


def _about(part: object) -> str:
    """The first line of a docstring."""
    return (part.__doc__ or "").strip().partition("\n")[0]
