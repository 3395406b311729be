"""Floors: figures that may rise and never fall, kept with a digest of the gold they were measured on."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.ids import digest

HEAD = "# Lowest F1 allowed on each gold set; raised by `kg eval --raise-floors`, never lowered.\n"
WATCHED = ("detection", "agent", "target", "time", "who_did_what", "full_frame")
Floors = dict[str, dict[str, Any]]  # gold set -> figure -> floor, and "gold" -> digest


def gold_digest(gold: Mapping[str, Mapping[str, Any]]) -> str:
    """A name for these annotations: it changes when any trigger, slot or type does."""
    keys = ("triggers", "type", "agent", "target", "time", "polarity", "modality", "source")
    parts = [
        f"{article} {[event.get(key) for key in keys]}" for article in sorted(gold) for event in gold[article]["events"]
    ]
    return digest(*parts)


def read_floors(path: Path) -> Floors:
    """The floors of a file; none when it does not exist yet."""
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KgError(f"is no valid TOML: {error}.", where=str(path), hint="Restore the floors file.") from error


def check_floors(figures: Mapping[str, Any], floors: Mapping[str, Any], gold: str) -> list[str]:
    """One line for each figure under its floor, or one saying that the gold is another.

    >>> check_floors({"detection": {"f1": 0.5}}, {"gold": "ab", "detection": 0.6}, "ab")
    ['detection is 0.5, under its floor of 0.6.']
    """
    if floors.get("gold", gold) != gold:
        return [f"the gold ({gold}) is not the one the floors were measured on ({floors['gold']})."]
    lines = []
    for key in WATCHED:
        value = figures[key]["f1"] if key in floors else 0.0
        if value < floors.get(key, 0.0):
            lines.append(f"{key} is {value}, under its floor of {floors[key]}.")
    return lines


def raise_floors(path: Path, name: str, figures: Mapping[str, Any], gold: str) -> Floors:
    """Write the greater of old floor and new figure, for one gold set; raises `KgError` when the gold is another."""
    floors = read_floors(path)
    old = floors.get(name, {})
    if old.get("gold", gold) != gold:
        raise KgError(
            f'the floors of "{name}" were measured on another gold.',
            where=str(path),
            hint="Remove that section first, and say why in the commit.",
        )
    floors[name] = {"gold": gold, **{key: max(old.get(key, 0.0), figures[key]["f1"]) for key in WATCHED}}
    lines = [HEAD]
    for section, values in sorted(floors.items()):
        lines.append(f"\n[{section}]\n")
        lines.extend(
            f'{key} = "{value}"\n' if isinstance(value, str) else f"{key} = {value}\n" for key, value in values.items()
        )
    path.write_text("".join(lines), encoding="utf-8")
    return floors
