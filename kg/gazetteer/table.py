"""The tables of this folder as frozen entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

from kg.gazetteer.forms import english_plural, french_forms

TABLES = ("countries", "cities", "regions", "organisations", "media", "groups", "companies")  # first come, first kept
_COLUMNS = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """One entity that news names often.

    `seat_of` is the key of the one state or body a capital or palace stands for when it acts, "" when there is
    none or when several are possible; `stands_for` lists all of them (Brussels: European_Union, Belgium, NATO).
    `generic` marks a name that several bodies of the world share ("Sénat"): good for a type, never for linking
    two articles. `demonyms` are adjectives and names of peoples, all forms, by language.
    """

    key: str
    type: str
    wikidata: str
    labels: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]
    seat_of: str = ""
    stands_for: tuple[str, ...] = ()
    demonyms: Mapping[str, tuple[str, ...]] | None = None
    adjectives: Mapping[str, tuple[str, ...]] | None = None
    combining: str = ""  # "russo" in "russo-ukrainien"
    generic: bool = False
    table: str = ""  # the one it stands in, which tells its sort: "companies"


def entries() -> Iterator[Entry]:
    """Every row of every table, in the order of `TABLES` and of the lines.

    >>> next(e for e in entries() if e.key == "NATO").labels["fr"]
    'OTAN'
    """
    for table in TABLES:
        lines = files("kg.gazetteer").joinpath(f"{table}.tsv").read_text(encoding="utf-8").splitlines()
        rows = (line for line in lines if line and not line.startswith("#"))
        next(rows)  # the header
        for line in rows:
            yield _entry(line, table)


def _entry(line: str, table: str) -> Entry:
    cells = line.split("\t")
    cells += [""] * (_COLUMNS - len(cells))
    key, kind, wikidata, english, french, stands_for, adj_fr, adj_en, people_en, combining = cells
    names_en = tuple(english.split("|"))
    names_fr = tuple(french.split("|")) if french else names_en
    held = tuple(stands_for.split("|")) if stands_for else ()
    fr = tuple(form for word in _words(adj_fr) for form in french_forms(word))
    en = _words(adj_en)
    peoples = [form for word in en + _words(people_en) for form in (word, english_plural(word)) if form]
    return Entry(
        key=key,
        type=kind.rstrip("?"),
        wikidata=wikidata,
        labels={"en": names_en[0], "fr": names_fr[0]},
        names={"en": names_en, "fr": names_fr},
        seat_of=held[0] if len(held) == 1 and not kind.endswith("?") else "",
        stands_for=held,
        demonyms={"en": tuple(dict.fromkeys(peoples)), "fr": tuple(dict.fromkeys(fr))},
        adjectives={"en": en, "fr": tuple(dict.fromkeys(fr))},
        combining=combining,
        generic=kind.endswith("?"),
        table=table,
    )


def _words(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
