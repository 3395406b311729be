"""What the verbs share: options, lines for people, a progress bar."""

from __future__ import annotations

import re
import shlex
import sys
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from kg.config import Settings, is_date, settings as load_settings
from kg.errors import KgError

MOST_MESSAGES = 20  # kinds of skipped inputs and doubts that are named
Command = Callable[..., Any]


def say(line: str) -> None:
    """A line for people, on standard error."""
    click.echo(plain(line), err=True)


def plain(text: str) -> str:
    """Words of an article, or a name from an archive, without characters that steer a terminal.

    >>> plain("a\x1b[31mb")
    'a [31mb'
    """
    return "".join(c if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp") else " " for c in text)


def reading_options(command: Command) -> Command:
    """The options of every command that extracts from articles."""
    option = click.option("--min-confidence", type=click.FloatRange(0, 1), help="Leave out events below it.")
    return option(input_options(command))


def input_options(command: Command) -> Command:
    """The options of every command that reads articles."""
    for option in (
        click.option("--max-characters", type=int, help="Skip longer texts (default 1,000,000 characters)."),
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


def store_option(command: Command) -> Command:
    """The option --store of commands that read a store."""
    return click.option("--store", help="The store: a folder (default: outputs/store) or an http address.")(command)


def settings_of(flags: dict[str, Any]) -> Settings:
    """The settings of a command, its flags being the last word."""
    return load_settings(flags, file=flags.pop("config", None))


def out_option(command: Command) -> Command:
    """The option --out of commands that write one file."""
    kind = click.Path(path_type=Path)
    return click.option("-o", "--out", type=kind, default="-", help="File to write (default: standard output).")(
        command
    )


def deliver(content: str | bytes, out: Path) -> None:
    """Write a result to its file, or to standard output for "-"."""
    from kg.export import write

    if str(out) == "-":
        sys.stdout.buffer.write(content if isinstance(content, bytes) else content.encode("utf-8"))
    else:
        write(out, content)
        say(f"Wrote {out}.")


def as_of_option(command: Command) -> Command:
    """The option --as-of of commands that may tell what was known on a day."""
    text = "Only what articles published by that day tell: 2022-02-16."
    return click.option("--as-of", callback=_day, metavar="DATE", help=text)(command)


def _day(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", value) or not is_date(value):
        raise KgError(f'"{value}" is not a day.', hint="Give it as 2022-02-16 (--as-of).")
    return date.fromisoformat(value)


def store_flag(config: Settings) -> str:
    """The option that a command needs to find this store, "" for the usual one."""
    return "" if config.store == load_settings().store else f" --store {shlex.quote(str(config.store))}"


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
