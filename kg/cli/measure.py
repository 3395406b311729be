"""The verb that measures: eval."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from kg.cli.progress import progress_bar
from kg.cli.shared import finish, say, settings_of, with_config
from kg.config import Settings


@click.command("eval")
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
