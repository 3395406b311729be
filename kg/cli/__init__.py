"""The command line: flags in, lines out. The one place that prints or exits.

Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 an error (or nothing read;
with --strict, anything skipped), 2 wrong usage, 130 interrupted. To add a verb: write a function in one of these
modules under `@click.command()`, with a docstring that ends in an example, put it into `VERBS`, and name it in
README.md; tests hold both.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from kg import __version__
from kg.cli.ask import export, list_, query, serve, timeline
from kg.cli.decide import decide, review
from kg.cli.keep import backup, load, restore, verify
from kg.cli.look import read
from kg.cli.make import build, extract, times
from kg.cli.measure import eval_
from kg.cli.shared import say
from kg.errors import KgError

__all__ = ["cli", "run"]

VERBS = (
    *(build, read, extract, times, query, timeline, export, serve, review, decide, eval_),
    *(load, verify, backup, restore, list_),
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kg")
def cli() -> None:
    """From news articles to a knowledge graph of events: who did what to whom, when, according to whom.

    \b
    kg build data -o outputs      read, extract, link, store, and write pages and files
    kg query --name disputes      ask the graph
    kg list                       languages, readers, exporters, named queries
    """


for verb in VERBS:
    cli.add_command(verb)


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
