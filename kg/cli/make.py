"""Verbs that read articles: build, extract, times."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.progress import progress_bar
from kg.cli.shared import Command, as_of_option, finish, reading_options, say, settings_of, store_flag
from kg.config import Settings

if TYPE_CHECKING:
    from kg.pipeline import Messages
    from kg.run import Plan
    from kg.run.manifest import File


def work_options(command: Command) -> Command:
    """The options that say who does the work of a build."""
    for option in (
        click.option("--retry-quarantined", "retry", is_flag=True, help="Try articles again that were set aside."),
        click.option("--shard", type=click.IntRange(min=1), help="Articles that a worker gets at a time."),
        click.option("--cluster", default="", help="Address of a Ray or Dask cluster that is running."),
        click.option("--engine", type=click.Choice(["pool", "ray", "dask"]), help="What runs the workers: pool."),
        click.option("--workers", type=click.IntRange(min=1), default=1, help="Processes that extract (default 1)."),
    ):
        command = option(command)
    return command


def plan_of(flags: dict[str, Any]) -> Plan:
    """The plan of a build, taken out of its flags."""
    from kg.run import Plan

    names = ("workers", "engine", "cluster", "shard", "retry")
    return Plan(**{name: value for name in names if (value := flags.pop(name)) is not None})


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Folder to write to (default: outputs).")
@click.option("--store", help="The store: a folder (default: `store` in the output folder) or an http address.")
@click.option("--fresh", is_flag=True, help="The graph holds these articles alone afterwards.")
@click.option("--store-only", is_flag=True, help="Write no pages and files beside the store (for large archives).")
@click.option("--shards", type=click.Path(path_type=Path), help="Write N-Quads shards here, no store: see kg load.")
@work_options
@as_of_option
@reading_options
def build(paths: tuple[str, ...], fresh: bool, as_of: date | None, **flags: Any) -> int:
    """Read articles, extract their events, link and store them, and write pages and files.

    PATHS are files (`kg list` shows which kinds), folders, or - for standard input. Articles join those of earlier
    runs; what did not change is not extracted again. With --as-of, the graph holds what was known then; later articles
    are kept aside for the next build. What a person decided (`kg decide`) holds in every build.

    With --workers, processes of this machine share the work; with --engine ray or dask, those of a cluster. The graph
    is the same. An article that fails, or kills its worker, is set aside and named.

    \b
    Example:  kg build data -o outputs
    Example:  kg build archive/ -o archive_graph --workers 8 --store-only
    """
    from kg import pipeline
    from kg.report import many, totals
    from kg.run.estimate import estimate

    plan, shards, only = plan_of(flags), flags.pop("shards"), flags.pop("store_only")
    config = settings_of(flags)
    if shards is not None and as_of is not None:
        raise click.UsageError("--shards and --as-of do not go together.")
    with progress_bar("Extracting", total=estimate(paths)) as tick:
        if shards is not None:
            files, messages = pipeline.build_shards(paths, config, shards, fresh=fresh, progress=tick, plan=plan)
            return _written(shards, files, messages, config)
        report = pipeline.build(paths, config, fresh=fresh, as_of=as_of, progress=tick, plan=plan, files=not only)
    if not report.written:
        say("Nothing could be read, so nothing was built.")
        return finish(report.skipped, report.notices, strict=True)
    whole = totals(report)
    click.echo(
        f"{many(whole.articles, 'article')} ({report.fresh} extracted now), {many(whole.events, 'event')}, "
        f"{many(len(whole.actors), 'actor')}, {many(len(report.linkage.disputes), 'dispute')}."
    )
    if report.read and not report.extractions:
        click.echo(f"All of them are later than {as_of}: they are kept for the next build.")
    for path in report.written:
        click.echo(f"  {path}")
    where = store_flag(config)
    click.echo(
        "Three queries to try:" if only else f"Open {config.out / 'explorer.html'} in a browser. Three queries to try:"
    )
    click.echo(f"  kg query --name disputes{where}")
    click.echo(f"  kg query --name timeline{where}")
    click.echo(f"  kg query 'SELECT ?who ?did ?what {{ GRAPH kb:direct {{ ?who ?did ?what }} }}'{where}")
    return finish(report.skipped, report.notices, strict=config.strict or not report.read)


def _written(folder: Path, files: Sequence[File], messages: Messages, config: Settings) -> int:
    from kg.report import many

    articles = sum(len(file.articles) for file in files)
    lines = sum(file.lines for file in files)
    click.echo(f"{many(articles, 'article')}, {lines} lines of N-Quads in {len(files)} files of {folder}.")
    click.echo(f"Put them into a store: kg load {shlex.quote(str(folder))}{store_flag(config)}")
    return finish(messages.skipped, messages.notices, strict=config.strict or not articles)


@click.command()
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


@click.command()
@click.argument("paths", nargs=-1, required=True)
@reading_options
def times(paths: tuple[str, ...], **flags: Any) -> int:
    """Print the time expressions of articles or TimeML documents (.tml) as TIMEX3: one JSON object, article by article.

    An article's id (of a document its name without the ending) leads to its expressions: start and end in the text,
    the words, type, value and mod. Tags that a document has are not looked at.

    \b
    Example:  kg times documents/ > preds.json
    Example:  kg times article.txt --published 2022-02-16 | jq '.[][] | {text, value}'
    """
    from kg.pipeline import Messages, time_expressions

    config = settings_of(flags)
    messages = Messages()
    with progress_bar("Tagging", what="expressions") as tick:
        found = dict(time_expressions(paths, config, messages=messages, progress=tick))
    if found:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    return finish(messages.skipped, messages.notices, strict=config.strict or not found)
