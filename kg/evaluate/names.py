"""When two slot fillers agree: the same entity under any of its names, or the same words.

The rules are those of the gold's guideline ("Scoring"): case, accents and leading articles aside; where one of the
two is a literal, half of the content words of the shorter are enough.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# What may stand before a name and does not change it.
_LEADING = re.compile(r"^(?:l['’]|d['’]|(?:le|la|les|un|une|des|du|de|the|a|an|m\.|mme|mr|mrs|ms) )+")
_EDGES = " .,;:\"'«»()"
_STEM = 6  # letters of a content word that are compared: "policiers" and "policière" agree

# Words that carry no content of their own, counts among them ("trois policiers" is "policiers").
_EMPTY = frozenset(
    """
    a all an and at au aux by ce certains ces cet cette cinq d dans de des deux dix du eight en et five for
    four her his huit in its l la le les leur leurs neuf nine of on or ou par plusieurs pour quatre quelques
    sa sept ses seven several six some son sur ten that the their these this those three to tous tout toute
    toutes trois two un une
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Name:
    """One slot filler: every folded name it goes by, and whether it is an entity of its record."""

    names: frozenset[str]
    entity: bool


AUTHOR = Name(frozenset({"author"}), False)


def bare(text: str | None) -> str:
    """A name without case, accents, outer punctuation and leading articles.

    >>> bare("L’Élysée"), bare("M. Jens Stoltenberg,")
    ('lelysee', 'jens stoltenberg')
    """
    ascii_only = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower()
    spaced = re.sub(r"\s+", " ", ascii_only.replace("’", "'")).strip(_EDGES)
    return _LEADING.sub("", spaced)


def name_table(record: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """Entity id -> folded names, of one record."""
    return {
        entity["id"]: frozenset(filter(None, map(bare, [*entity.get("names", []), entity.get("name")])))
        for entity in record.get("entities", [])
    }


def fill(slot: str | Sequence[str] | None, table: Mapping[str, frozenset[str]]) -> list[Name]:
    """The fillers of a slot; an id without an entity is taken as words."""
    values = [slot] if isinstance(slot, str) else slot or []
    return [Name(table[v], True) if v in table else Name(frozenset({bare(v)}), False) for v in values if v]


def agree(one: Name, other: Name) -> bool:
    """Whether two fillers mean the same.

    >>> agree(Name(frozenset({"trois policiers"}), False), Name(frozenset({"policiers blesses"}), False))
    True
    """
    if one.names & other.names:
        return True
    if one.entity and other.entity:
        return False
    pairs = ((a, b) for a in _contents(one.names) for b in _contents(other.names))
    return any(2 * len(a & b) >= min(len(a), len(b)) for a, b in pairs)


def agreeing(gold: Iterable[Name], predicted: Iterable[Name]) -> int:
    """How many of `gold` find a partner of their own in `predicted`, first come first served."""
    free = list(predicted)
    found = 0
    for wanted in gold:
        at = next((i for i, candidate in enumerate(free) if agree(wanted, candidate)), None)
        if at is not None:
            del free[at]
            found += 1
    return found


def _contents(names: Iterable[str]) -> list[frozenset[str]]:
    """Word stems of each name, without those that have none."""
    stems = (frozenset(w[:_STEM] for w in re.findall("[a-z]+", name) if w not in _EMPTY) for name in names)
    return [found for found in stems if found]
