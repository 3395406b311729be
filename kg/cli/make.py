"""Verbs that read articles: build, extract."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from kg.cli.shared import finish, progress_bar, reading_options, settings_of
from kg.config import settings as load_settings


@click.command()
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
