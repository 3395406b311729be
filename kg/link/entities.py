"""One actor for the entities of many articles: by gazetteer key, full name, role and acronym; never by surname alone.

Every entity gets an actor. What is not known beyond its article (a bare surname, "les manifestants") gets one whose
name ends in a digest of the article, so that it can never meet another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.gazetteer import gazetteer
from kg.ids import digest, fold, slug
from kg.link import names
from kg.link.persons import persons
from kg.link.records import Record
from kg.link.union import Groups
from kg.model import Actor, Entity, Ref

LANGUAGES = ("en", "fr")
_PLACES = frozenset({"GPE", "LOC"})


@dataclass(frozen=True, slots=True)
class Named:
    """An entity with where it was found; `known` is the key of its gazetteer entry when that names one thing."""

    ref: Ref
    entity: Entity
    language: str
    known: str


def actors(
    made: Sequence[Record], *, same: Iterable[tuple[Ref, Ref]] = (), different: Iterable[tuple[Ref, Ref]] = ()
) -> tuple[tuple[Actor, ...], dict[Ref, str]]:
    """All actors, sorted by id, and the actor of every entity. `same` and `different` are a person's decisions."""
    found = [_named(r, e) for r in made for e in r.entities]
    table = {named.ref: named for named in found}
    apart = {frozenset(pair) for pair in different}
    groups = Groups(table)
    for block in _blocks(found):
        _join(groups, block, apart)
    for pair in persons(made, {ref: named.known for ref, named in table.items()}):
        _join(groups, pair, apart)
    for a, b in same:
        if a in table and b in table:
            groups.join(a, b)
    clusters = [[table[ref] for ref in group] for group in groups.all()]
    ids = _ids(clusters)
    made_actors = [_actor(name, cluster) for name, cluster in zip(ids, clusters, strict=True)]
    actor_of = {named.ref: name for name, cluster in zip(ids, clusters, strict=True) for named in cluster}
    return tuple(sorted(made_actors, key=lambda actor: actor.id)), dict(sorted(actor_of.items()))


def _named(record: Record, entity: Entity) -> Named:
    entry = gazetteer().get(entity.key) if entity.key else None
    known = entity.key if entry is not None and not entry.generic else ""
    return Named(record.ref(entity.id), entity, record.language, known)


def _blocks(found: list[Named]) -> list[list[Ref]]:
    """Entities that are the same by key, Wikidata item, or name; persons are left to `persons`."""
    keys: defaultdict[tuple[str, str], list[Ref]] = defaultdict(list)
    holders: defaultdict[str, set[str]] = defaultdict(set)  # acronym -> long names that it stands for
    short: list[tuple[str, Ref]] = []
    for named in found:
        entity = named.entity
        if named.known or entity.wikidata:
            keys["key", entity.wikidata or named.known].append(named.ref)
            continue
        name = names.bare(entity.name, named.language)
        if entity.key or entity.type in ("PER", "GROUP") or not names.proper(name, named.language):
            continue
        if names.common(name, named.language):
            continue
        if names.is_acronym(name):
            short.append((name.replace(".", ""), named.ref))
            continue
        if entity.type == "OTHER" and " " not in name:
            continue
        kind = "place" if entity.type in _PLACES else entity.type
        keys[kind, fold(name)].append(named.ref)
        for other in entity.names:
            if names.is_acronym(other):
                holders[other.replace(".", "")].add(fold(name))
    for acronym, ref in short:
        long = holders.get(acronym, set())
        if len(long) < 2:  # two bodies with one acronym: the bare acronym says neither
            keys["ORG", next(iter(long), acronym)].append(ref)
    return list(keys.values())


def _join(groups: Groups[Ref], block: Sequence[Ref], apart: set[frozenset[Ref]]) -> None:
    """Put a block into one group, but never two that were decided to be different."""
    for ref in block[1:]:
        if apart and _kept_apart(groups, block[0], ref, apart):
            continue
        groups.join(block[0], ref)


def _kept_apart(groups: Groups[Ref], a: Ref, b: Ref, apart: set[frozenset[Ref]]) -> bool:
    left, right = groups.root(a), groups.root(b)
    return any({groups.root(ref) for ref in pair} == {left, right} for pair in apart)


def _ids(clusters: list[list[Named]]) -> list[str]:
    """A local name for each cluster: the gazetteer's key, the commonest full name, or a name of its own article."""
    wanted = [_id(cluster) for cluster in clusters]
    count = Counter(wanted)
    return [
        name if count[name] == 1 else f"{name}_{digest(cluster[0].ref.article, cluster[0].ref.id, length=8)}"
        for name, cluster in zip(wanted, clusters, strict=True)
    ]


def _id(cluster: list[Named]) -> str:
    known = sorted({named.known for named in cluster if named.known})
    if known:
        return slug(known[0])
    first = cluster[0]
    name = _commonest(cluster)
    full = len(name.split()) > 1 and names.proper(name, first.language)
    linkable = first.entity.type not in ("GROUP", "OTHER") and not first.entity.key
    if len({named.ref.article for named in cluster}) > 1 or (full and linkable):
        return slug(name)
    return f"{slug(name)[:40].rstrip('_-')}_{digest(first.ref.article, first.ref.id)}"


def _commonest(cluster: Iterable[Named], language: str = "") -> str:
    """The fullest name, and of several spellings the commonest one; of one language if there is any."""
    chosen = [named for named in cluster if named.language == language] or list(cluster)
    count = Counter(names.bare(named.entity.name, named.language) or named.entity.name for named in chosen)
    return min(count, key=lambda name: (-len(name.split()), -count[name], name))


def _actor(name: str, cluster: list[Named]) -> Actor:
    entry = next((gazetteer().get(named.known) for named in cluster if named.known), None)
    kinds = Counter(named.entity.type for named in cluster)
    items = sorted({named.entity.wikidata for named in cluster if named.entity.wikidata})
    if entry is not None:
        labels = {code: entry.labels[code] for code in LANGUAGES if code in entry.labels}
    else:
        labels = {code: _commonest(cluster, code) for code in LANGUAGES}
    spelt = {bare for named in cluster for text in named.entity.names if (bare := _spelling(text, named.language))}
    return Actor(
        id=name,
        type=entry.type if entry is not None else min(kinds, key=lambda kind: (-kinds[kind], kind)),
        labels=labels,
        names=tuple(sorted(spelt - set(labels.values()))),
        wikidata=(entry.wikidata if entry is not None else "") or next(iter(items), ""),
    )


def _spelling(text: str, language: str) -> str:
    """A mention if it is another spelling of the name, "" for a description ("le chef de l'Otan")."""
    name = names.bare(text, language)
    return name if names.proper(name, language) and len(name.split()) <= 6 else ""
