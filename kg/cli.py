"""The command line: flags in, lines out. The one place that prints or exits.

Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 an error (or nothing read;
with --strict, anything skipped), 2 wrong usage, 130 interrupted. To add a verb: write a function here under
`@cli.command()`, with a docstring that ends in an example, and name it in README.md; tests hold both.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg import __version__
from kg.config import Settings, settings as load_settings
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.store.queries import NamedQuery

MOST_MESSAGES = 20  # kinds of skipped inputs and doubts that are named
ROWS = 1000  # of an answer, unless --limit says otherwise
Command = Callable[..., Any]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kg")
def cli() -> None:
    """From news articles to a knowledge graph of events: who did what to whom, when, according to whom.

    \b
    kg build data -o outputs      read, extract, link, store, and write pages and files
    kg query --name disputes      ask the graph
    kg list                       languages, readers, exporters, named queries
    """


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and give its exit code. All errors a user can mend end here, in one line."""
    try:
        code = cli.main(args=list(arguments) if arguments is not None else None, prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except KgError as error:
        say(str(error))
        return 1
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        say("Interrupted. Nothing is lost: a build goes on where it stopped.")
        return 130
    except BrokenPipeError:  # the reader of our output has gone (`kg extract … | head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def say(line: str) -> None:
    """A line for people, on standard error."""
    click.echo(line, err=True)


def reading_options(command: Command) -> Command:
    """The options of every command that reads articles."""
    for option in (
        click.option("--max-characters", type=int, help="Skip longer texts (default 1,000,000 characters)."),
        click.option("--min-confidence", type=float, help="Leave out events below it, 0 to 1."),
        click.option("--strict", is_flag=True, default=None, help="Exit 1 when any input was skipped."),
        click.option("--published", help="Publication date where none is given: 2022, 2022-02 or 2022-02-16."),
        click.option("--language", help="Language where none is given; otherwise it is detected."),
    ):
        command = option(command)
    return with_config(command)


def with_config(command: Command) -> Command:
    """The option --config."""
    kind = click.Path(path_type=Path)
    return click.option("--config", type=kind, help="Settings file (default: kg.toml, where there is one).")(command)


def settings_of(flags: dict[str, Any]) -> Settings:
    """The settings of a command, its flags being the last word."""
    return load_settings(flags, file=flags.pop("config", None))


def store_option(command: Command) -> Command:
    """The option --store of commands that read a store."""
    return click.option("--store", help="The store: a folder (default: outputs/store) or an http address.")(command)


@cli.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Folder to write to (default: outputs).")
@click.option("--store", help="The store: a folder (default: `store` in the output folder) or an http address.")
@click.option("--fresh", is_flag=True, help="The graph holds these articles alone afterwards.")
@reading_options
def build(paths: tuple[str, ...], fresh: bool, **flags: Any) -> int:
    """Read articles, extract their events, link and store them, and write pages and files.

    PATHS are files (.txt .jsonl .json .csv), folders, or - for standard input. Articles join those of earlier runs;
    what did not change is not extracted again.

    \b
    Example:  kg build data -o outputs
    """
    from kg import pipeline

    config = settings_of(flags)
    with progress_bar("Extracting") as tick:
        report = pipeline.build(paths, config, fresh=fresh, progress=tick)
    events = sum(len(found.events) for found in report.extractions)
    click.echo(
        f"{len(report.extractions)} articles ({report.fresh} extracted now), {events} events, "
        f"{len(report.linkage.actors)} actors, {len(report.linkage.disputes)} disputes."
    )
    for path in report.written:
        click.echo(f"  {path}")
    where = "" if config.store == load_settings().store else f" --store {config.store}"
    click.echo(f"Open {config.out / 'explorer.html'} in a browser. Three queries to try:")
    click.echo(f"  kg query --name disputes{where}")
    click.echo(f"  kg query --name timeline{where}")
    click.echo(f"  kg query 'SELECT ?who ?did ?what {{ GRAPH kb:direct {{ ?who ?did ?what }} }}'{where}")
    return finish(report.skipped, report.notices, strict=config.strict or not report.read)


@cli.command()
@click.argument("paths", nargs=-1, required=True)
@reading_options
def extract(paths: tuple[str, ...], **flags: Any) -> int:
    """Print what each article says as one JSON object a line. Nothing is stored.

    \b
    Example:  kg extract article.txt --published 2022-02-16 | jq '.events[] | {type, agent, target, time}'
    """
    from kg.evaluate import record
    from kg.pipeline import Messages, confident, extractions

    config = settings_of(flags)
    messages = Messages()
    read = False
    with progress_bar("Extracting", always=not sys.stdout.isatty()) as tick:
        for found, _ in extractions(paths, config, messages=messages, progress=tick):
            read = True
            click.echo(json.dumps(record(confident(found, config.min_confidence)), ensure_ascii=False))
    return finish(messages.skipped, messages.notices, strict=config.strict or not read)


@cli.command()
@click.argument("sparql", required=False)
@click.option("--name", help="A named query instead; `kg list` shows them.")
@click.option("-p", "--parameter", "parameters", multiple=True, metavar="KEY=VALUE", help="Parameter of a named query.")
@click.option("--json", "form", flag_value="json", help="SPARQL results as JSON.")
@click.option("--csv", "form", flag_value="csv", help="Comma-separated values.")
@click.option("--table", "form", flag_value="table", default="table", help="Columns for reading (default).")
@click.option("--limit", type=click.IntRange(min=1), default=ROWS, show_default=True, help="Most rows given.")
@store_option
@with_config
def query(sparql: str | None, name: str | None, parameters: tuple[str, ...], form: str, **flags: Any) -> int:
    """Ask the graph, in SPARQL ("-" reads it from standard input) or by the name of a ready query.

    \b
    Example:  kg query --name disputes
    Example:  kg query --name actor -p actor=NATO --csv
    Example:  kg query 'SELECT ?e ?day { ?e ev:action act:denies ; ev:latest ?day }'
    """
    from kg.store import safe_query
    from kg.store.queries import render

    if (sparql is None) == (name is None):
        raise click.UsageError("Give a SPARQL query, or --name and the name of one.")
    if sparql == "-":
        sparql = sys.stdin.read()
    text = render(name, dict(map(_parameter, parameters))) if name is not None else str(sparql)
    limit = flags.pop("limit")
    answer = safe_query(settings_of(flags).store, text, limit=limit)
    shown = {"json": answer.json, "csv": answer.csv, "table": answer.table}[form]()
    click.echo(shown, nl=not shown.endswith("\n"))
    return 0


def _parameter(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        raise click.BadParameter(f'"{text}" is not KEY=VALUE.', param_hint="-p")
    return key, value


@cli.command()
@click.argument("form", metavar="FORMAT")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), default="-", help="File to write (default: standard output)."
)
@store_option
@with_config
def export(form: str, out: Path, **flags: Any) -> int:
    """Write the graph in another form; `kg list` shows which.

    \b
    Example:  kg export turtle > graph.ttl
    Example:  kg export graphml -o graph.graphml
    """
    from kg.export import EXPORTERS, write
    from kg.store import open_store

    if form not in EXPORTERS:
        raise KgError(f'no exporter "{form}".', hint=f"Available: {', '.join(EXPORTERS)}.")
    with open_store(settings_of(flags).store, read_only=True) as store:
        content = EXPORTERS[form](store)
    if str(out) == "-":
        sys.stdout.buffer.write(content if isinstance(content, bytes) else content.encode("utf-8"))
    else:
        write(out, content)
        say(f"Wrote {out}.")
    return 0


@cli.command()
@click.argument("store", required=False)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 is every one.")
@click.option("--port", type=int, default=8000, show_default=True, help="Port to listen on; 0 takes a free one.")
@click.option("--name", "names", multiple=True, help="A further name that browsers know this server by.")
@click.option("--origin", "origins", multiple=True, help="A web origin whose pages may read answers (CORS).")
@click.option("--timeout", type=float, default=10.0, show_default=True, help="Seconds for one query.")
@click.option("--memory", type=int, default=1024, show_default=True, help="Megabytes for one query.")
@click.option("--rows", type=int, default=10_000, show_default=True, help="Most rows of one answer.")
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

    config = settings_of({"store": store, "config": flags.pop("config")})
    token = os.environ.get("KG_TOKEN", "")
    if uploads and len(token) < 16:
        raise KgError("uploads need a token of 16 characters or more.", hint="Set the variable KG_TOKEN.")
    options = Options(memory=memory << 20, token=token if uploads else "", **flags)
    importer = import_command(config) if uploads else None
    try:
        run_server(config.store, options, out=config.out, importer=importer, ready=lambda at: say(f"Serving {at}"))
    except KeyboardInterrupt:
        say("Stopped.")
    return 0


@cli.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_(as_json: bool) -> int:
    """What there is to choose from: languages, readers, exporters, named queries.

    \b
    Example:  kg list
    """
    from kg import lang
    from kg.export import EXPORTERS
    from kg.read import READERS
    from kg.store.queries import named_queries

    found = {
        "languages": dict.fromkeys(lang.available(), ""),
        "readers": {suffix: _about(reader) for suffix, reader in READERS.items()},
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


@cli.command("eval")
@click.option(
    "--gold", type=click.Path(path_type=Path), required=True, help="Folder of annotations, one file an article."
)
@click.option("--articles", type=click.Path(path_type=Path), help="Folder of the articles, extracted now.")
@click.option("--predicted", type=click.Path(path_type=Path), help="Or: records to score as they are.")
@click.option("--errors", is_flag=True, help="List all differences, grouped by class and by article.")
@click.option("--json", "as_json", is_flag=True, help="Figures as JSON.")
@click.option("--floors", type=click.Path(path_type=Path), help="Exit 1 when a figure is under its floor in this file.")
@click.option("--raise-floors", is_flag=True, help="Write the greater of floor and figure into the file.")
@with_config
def eval_(gold: Path, errors: bool, as_json: bool, **flags: Any) -> int:
    """Measure extraction against annotated articles.

    \b
    Example:  kg eval --gold gold/dev --articles gold/articles --errors
    Example:  kg extract articles/ > found.jsonl; kg eval --gold gold/dev --predicted found.jsonl
    """
    from kg import evaluate

    articles, given, floors_file = flags.pop("articles"), flags.pop("predicted"), flags.pop("floors")
    raising = flags.pop("raise_floors")
    if (articles is None) == (given is None):
        raise click.UsageError("Give --articles to extract now, or --predicted to score what is there.")
    if raising and floors_file is None:
        raise click.UsageError("--raise-floors needs --floors FILE.")
    wanted = evaluate.read_records(gold)
    found = evaluate.read_records(given) if given else dict(_predict(articles, wanted, settings_of(flags)))
    compared = evaluate.compare_all(wanted, found)
    figures = evaluate.figures(compared)
    if as_json:
        click.echo(json.dumps(figures))
    else:
        for key, value in figures.items():
            click.echo(f"{key:22} {value}")
    if not as_json and errors:
        differing = [d for c in compared for d in evaluate.differences(c, wanted[c.article], found.get(c.article))]
        click.echo(evaluate.listing(differing, evaluate.reliability(compared)))
    if floors_file is None:
        return 0
    mark = evaluate.gold_digest(wanted)
    low = evaluate.check_floors(figures, evaluate.read_floors(floors_file).get(gold.name, {}), mark)
    for line in low:
        say(f"{floors_file}: {line}")
    if raising:
        evaluate.raise_floors(floors_file, gold.name, figures, mark)
    return 1 if low else 0


def _predict(folder: Path, wanted: Iterable[str], config: Settings) -> Iterator[tuple[str, dict[str, Any]]]:
    """Records of the gold's articles, extracted now."""
    from kg.evaluate import read_texts, record
    from kg.pipeline import Messages, extractions

    messages = Messages()
    with progress_bar("Extracting") as tick:
        for found, _ in extractions(read_texts(folder, wanted), config, messages=messages, progress=tick):
            yield found.article.id, record(found)
    finish(messages.skipped, (), strict=False)


def finish(skipped: Sequence[KgError], notices: Sequence[KgError], *, strict: bool) -> int:
    """Name what was skipped or doubtful, once, and give the exit code."""
    for messages in (notices, skipped):
        alike: dict[tuple[str, str], list[KgError]] = {}
        for message in messages:
            alike.setdefault((message.what, message.hint), []).append(message)
        for same in list(alike.values())[:MOST_MESSAGES]:
            more = f"  (and {len(same) - 1} more like this)" if len(same) > 1 else ""
            say(f"{same[0]}{more}")
        if len(alike) > MOST_MESSAGES:
            say(f"… and {len(alike) - MOST_MESSAGES} other messages; the report of `kg build` has them all.")
    if skipped:
        say(f"{len(skipped)} skipped.")
    return 1 if skipped and strict else 0


@contextmanager
def progress_bar(title: str, *, always: bool = True) -> Iterator[Callable[[str, int], None]]:
    """A bar on standard error where that is a terminal, else silence. The number of articles is not known before."""
    if not (always and sys.stderr.isatty()):
        yield lambda _, __: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title)
        count = total = 0

        def tick(_: str, events: int) -> None:
            nonlocal count, total
            count, total = count + 1, total + events
            bar.update(task, description=f"{title}: {count} articles, {total} events")

        yield tick
