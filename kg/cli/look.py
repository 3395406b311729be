"""The verb that shows what would be read: read."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from kg.cli.shared import finish, input_options, plain, say, settings_of
from kg.errors import KgError
from kg.model import Article
from kg.read import Reading

# Columns of the table and their widths; a table of a whole archive must not wait for its last row.
_COLUMNS = {"id": 28, "date": 10, "from": 9, "lang": 4, "words": 6, "reader": 8, "title": 36, "begins": 48}
_BEGINNING = 80  # characters of the text that are shown


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True,
              help="A table for people, or one JSON object a line.")  # fmt: skip
@input_options
def read(paths: tuple[str, ...], form: str, **flags: Any) -> int:
    """Show what files are understood as: each article's id, date and where it comes from, language, title, first words.

    PATHS are files of any kind in `kg list`, folders, or - for standard input. Nothing is extracted or stored, and no
    model is loaded. Dates come from metadata, a dateline, the url, --published (option) or the path, in this order.
    Files and records that cannot be read are listed at the end (in jsonl, where they occur), each with its reason.

    \b
    Example:  kg read saved_pages/ feed.rss archive.zip
    Example:  kg read news.warc.gz --format jsonl | jq 'select(.status == "skipped") | {where, reason}'
    """
    from kg.read import readings

    config = settings_of(flags)
    skipped: list[KgError] = []
    notices: list[KgError] = []
    lines = form == "jsonl"

    def skip(error: KgError) -> None:
        skipped.append(error)
        if lines:
            click.echo(_json({"status": "skipped", "where": error.where, "reason": error.what, "hint": error.hint}))

    count = words = 0
    for reading in readings(paths, settings=config, on_skip=skip, on_notice=notices.append):
        if not (lines or count):
            click.echo(_row(dict(zip(_COLUMNS, _COLUMNS, strict=True))))
        row = _record(reading)
        count, words = count + 1, words + row["words"]
        click.echo(_json({"status": "read", **row}) if lines else _row(_cells(row)))
    if skipped and not lines:
        click.echo("\nskipped:" if count else "skipped:")
        for error in skipped:
            click.echo(f"  {plain(str(error))}")
    sys.stdout.flush()
    finish((), notices, strict=False)
    say(f"{count:,} articles, {words:,} words; {len(skipped):,} skipped.")
    return 1 if not count or (skipped and config.strict) else 0


def _record(reading: Reading) -> dict[str, Any]:
    """One article as the JSON form has it."""
    article: Article = reading.article
    return {
        "id": article.id,
        "date": article.published,
        "date_from": reading.dated,
        "language": article.language,
        "title": article.title,
        "words": len(article.text.split()),
        "reader": reading.reader,
        "begins": " ".join(article.text[: 4 * _BEGINNING].split())[:_BEGINNING],
        "url": article.url,
        "source": article.source,
        "where": article.where,
    }


def _cells(row: dict[str, Any]) -> dict[str, str]:
    keys = {"from": "date_from", "lang": "language"}
    return {column: str(row[keys.get(column, column)]) or "?" for column in _COLUMNS}


def _row(cells: dict[str, str]) -> str:
    """Cells in columns, the longer ones cut; counts to the right."""
    shown = []
    for column, width in _COLUMNS.items():
        text = plain(cells[column])
        text = text if len(text) <= width else text[: width - 1] + "…"
        shown.append(f"{text:>{width}}" if column == "words" else f"{text:<{width}}")
    return "  ".join(shown).rstrip()


def _json(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False)
