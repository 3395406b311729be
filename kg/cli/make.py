"""Verbs that read articles: build, extract, times."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from kg.cli.shared import as_of_option, finish, progress_bar, reading_options, settings_of, store_flag


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Folder to write to (default: outputs).")
@click.option("--store", help="The store: a folder (default: `store` in the output folder) or an http address.")
@click.option("--fresh", is_flag=True, help="The graph holds these articles alone afterwards.")
@as_of_option
@reading_options
def build(paths: tuple[str, ...], fresh: bool, as_of: date | None, **flags: Any) -> int:
    """Read articles, extract their events, link and store them, and write pages and files.

    PATHS are files (.txt .jsonl .json .csv), folders, or - for standard input. Articles join those of earlier runs;
    what did not change is not extracted again. With --as-of, the graph holds what was known then; later articles are
    kept aside for the next build. What a person decided (`kg decide`) holds in every build.

    \b
    Example:  kg build data -o outputs
    """
    from kg import pipeline

    config = settings_of(flags)
    with progress_bar("Extracting") as tick:
        report = pipeline.build(paths, config, fresh=fresh, as_of=as_of, progress=tick)
    events = sum(len(found.events) for found in report.extractions)
    click.echo(
        f"{len(report.extractions)} articles ({report.fresh} extracted now), {events} events, "
        f"{len(report.linkage.actors)} actors, {len(report.linkage.disputes)} disputes."
    )
    for path in report.written:
        click.echo(f"  {path}")
    where = store_flag(config)
    click.echo(f"Open {config.out / 'explorer.html'} in a browser. Three queries to try:")
    click.echo(f"  kg query --name disputes{where}")
    click.echo(f"  kg query --name timeline{where}")
    click.echo(f"  kg query 'SELECT ?who ?did ?what {{ GRAPH kb:direct {{ ?who ?did ?what }} }}'{where}")
    return finish(report.skipped, report.notices, strict=config.strict or not report.read)


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
