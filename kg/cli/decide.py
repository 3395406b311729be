"""Verbs for what a person decides: decide, review."""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import click

from kg.cli.names import actor_called
from kg.cli.shared import plain, settings_of, store_flag, store_option, with_config
from kg.errors import KgError
from kg.model import Extraction, Linkage


@click.command()
@click.argument("verdict", type=click.Choice(["same", "different"]))
@click.argument("a")
@click.argument("b")
@click.option("--note", default="", help="Why, for whoever reads the journal.")
@store_option
@with_config
def decide(verdict: str, a: str, b: str, note: str, **flags: Any) -> int:
    """Decide that two actors, or two events, are the same or different; every later build holds to it.

    A and B are ids or names of the graph, or ARTICLE#NAME for what one article speaks of; `kg review` gives both. The
    decision becomes a line of a journal: store-decisions.jsonl beside the store, or the file that `decisions` in
    kg.toml names. To undo it, delete that line and build again.

    \b
    Example:  kg decide same Jens_Stoltenberg "fr-2022-02-21-reconnaissance#M. Stoltenberg"
    Example:  kg decide different a1#e4 b2#e7 --note "two meetings"
    """
    from kg.link import Decision, check_decision, link, read_decisions, write_decision
    from kg.pipeline import kept

    config = settings_of(flags)
    found = kept(config)
    former = read_decisions(config.decisions)
    linkage = link(found, decisions=former)
    decision = Decision(verdict, _id(a, linkage), _id(b, linkage), note)
    check_decision(decision, found)
    for other in former:
        if {other.a, other.b} == {decision.a, decision.b}:
            what = f"{decision.a} and {decision.b} were decided before: {other.verdict}."
            raise KgError(what, where=other.where, hint="Delete that line to undo it.")
    write_decision(config.decisions, decision)
    click.echo(f"{decision.a} and {decision.b} are {decision.verdict}. Build again to see it in the graph.")
    click.echo(f"Undo: delete the last line of {config.decisions}.")
    return 0


def _id(name: str, linkage: Linkage) -> str:
    """An actor's id for one of its names; all else as it was given."""
    actors = {actor.id for actor in linkage.actors}
    if "#" in name or name in actors or name.startswith("e_"):
        return name
    return actor_called(name, linkage.actors).id


@click.command()
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Most doubts shown.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@store_option
@with_config
def review(limit: int, as_json: bool, **flags: Any) -> int:
    """Show the merges, made or left undone, that linking was least sure of, and what to type if it was wrong.

    \b
    Example:  kg review --limit 5
    Example:  kg review --json | jq 'select(.kind == "actor")'
    """
    from kg.link import link, read_decisions, review as doubts_of
    from kg.pipeline import kept

    config = settings_of(flags)
    found: Sequence[Extraction] = kept(config)
    decided = read_decisions(config.decisions)
    doubts = doubts_of(link(found, decisions=decided), found, decided=decided, limit=limit)
    for number, doubt in enumerate(doubts, 1):
        if as_json:
            click.echo(json.dumps(asdict(doubt), ensure_ascii=False))
            continue
        did, other = ("merged", "different") if doubt.merged else ("kept apart", "same")
        click.echo(f"{number}. {doubt.kind}, {did} ({doubt.score:+.2f})")
        click.echo(f"   {plain(doubt.a)}: {plain(doubt.context_a)}")
        click.echo(f"   {plain(doubt.b)}: {plain(doubt.context_b)}")
        click.echo(f"   kg decide {other} {plain(shlex.join([doubt.a, doubt.b]))}{store_flag(config)}")
    if not doubts and not as_json:
        click.echo("No doubtful merges.")
    return 0
