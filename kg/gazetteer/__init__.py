"""Who and what news speaks of: countries, capitals, peoples, organisations, in French and English.

Seven tables (`*.tsv`, one line an entity) say how an entity is called; `match` finds these names in tokens.
Sources and licences stand in README.md of this folder.

To add an entity, add a line to the table it belongs to: key, type (a trailing `?` marks a name that many bodies
share), Wikidata id if certain, English names, French names (separated by `|`, the first is the label), what it
stands for, French adjective (masculine, or masculine/feminine), English adjective, English people, combining form.

Ambiguity is settled by case and kind alone: "Suisse" is the country and "suisse" the adjective, "US" an acronym
and "us" nothing; "Georgia", "Jordan" or "Chad" may still be a person's name, which is for the caller to see from
its context, and "congolais" is read as of the Democratic Republic of the Congo, the larger of the two.
"""

from __future__ import annotations

from functools import cache

from kg.gazetteer.match import Gazetteer, Match
from kg.gazetteer.table import Entry, entries

__all__ = ["Entry", "Gazetteer", "Match", "gazetteer"]


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of all tables, built at the first call and kept.

    >>> kremlin = gazetteer().get("Kremlin")
    >>> kremlin.seat_of, gazetteer().get("Russia").labels["fr"]
    ('Russia', 'Russie')
    """
    return Gazetteer(entries())
