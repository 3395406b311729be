"""Verbs that look after what was built: load, verify, backup, restore."""

from __future__ import annotations

import shlex
from functools import partial
from pathlib import Path
from typing import Any

import click

from kg.cli.shared import say, settings_of, store_flag, store_option, with_config
from kg.config import Settings
from kg.errors import StoreError


@click.command()
@click.argument("shards", type=click.Path(path_type=Path))
@store_option
@with_config
def load(shards: Path, **flags: Any) -> int:
    """Put N-Quads shards (`kg build --shards`) into a store, in place of what it held.

    Each file is checked against the manifest first. A folder is filled aside and swapped in; a server gets the files
    one by one, and the same command goes on after an interruption.

    \b
    Example:  kg load shards --store outputs/store
    Example:  kg load shards --store http://localhost:7878
    """
    from kg.run.load import load as into

    config = settings_of(flags)
    count = into(shards, config.store, told=lambda file: say(f"{file.name}: {file.lines} lines"))
    click.echo(f"{config.store} holds {count} quads now. Try: kg query --name timeline{store_flag(config)}")
    return 0


@click.command()
@click.argument("shards", type=click.Path(path_type=Path), required=False)
@store_option
@with_config
def verify(shards: Path | None, **flags: Any) -> int:
    """Check a store, or a folder of shards: is all of it there, and is each piece of evidence the text at its place?

    Exit code 1 when something is wrong.

    \b
    Example:  kg verify --store outputs/store
    Example:  kg verify shards
    """
    from kg.keep import verify as look, verify_shards
    from kg.run.manifest import MANIFEST

    config = settings_of(flags)
    if shards is not None:
        if not (shards / MANIFEST).is_file():
            raise StoreError("holds no shards.", where=str(shards), hint=f"Is it a store? kg verify --store {shards}")
        files, findings = verify_shards(shards)
        click.echo(f"{files} files looked at.")
    else:
        from kg.keep.verify import shelf_of
        from kg.pipeline import confident, shelf_path
        from kg.store import open_store

        shelf = shelf_of(shelf_path(config.store, config.out))
        try:
            with open_store(config.store, read_only=True) as store:
                seen, findings = look(store, shelf, change=partial(confident, minimum=config.min_confidence))
        finally:
            shelf.close()
        click.echo(
            f"{seen.articles} articles, {seen.events} events, {seen.spans} spans and {seen.quads} quads looked at."
        )
    for finding in findings:
        click.echo(str(finding))
    faults = [finding for finding in findings if finding.fault]
    click.echo(f"{len(faults)} kinds of faults." if faults else "All is well.")
    return 1 if faults else 0


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@store_option
@with_config
def backup(file: Path, **flags: Any) -> int:
    """Put a store, its extractions and a person's decisions into one file.

    \b
    Example:  kg backup graph-backup.zip --store outputs/store
    """
    from kg.keep import backup as into

    config = settings_of(flags)
    articles = into(_places(config), file)
    click.echo(f"{articles} articles in {file}. Back from it: kg restore {shlex.quote(str(file))}{store_flag(config)}")
    return 0


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Lose what the store holds now.")
@store_option
@with_config
def restore(file: Path, replace: bool, **flags: Any) -> int:
    """Bring back what `kg backup` put into a file. It is checked whole before anything is changed.

    \b
    Example:  kg restore graph-backup.zip --store outputs/store
    """
    from kg.keep import restore as out_of

    config = settings_of(flags)
    articles = out_of(file, _places(config), replace=replace)
    click.echo(f"{config.store} holds {articles} articles again.")
    return 0


def _places(config: Settings) -> Any:
    from kg.keep.backup import Places
    from kg.pipeline import shelf_path

    return Places(config.store, shelf_path(config.store, config.out), config.decisions)
