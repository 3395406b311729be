"""One actor for the entities of many articles: by gazetteer key, full name, role and acronym; never by surname alone.

Every entity gets an actor. What is not known beyond its article (a bare surname, "les manifestants") gets one whose
name ends in a digest of the article, so that it can never meet another.

Entities are numbered in order of their references. On disk lie what is said of each, once for all that are called the
same (a "fact"), and the blocks of those that are one; in memory is a number an entity, for the groups. An actor is made
of the facts of its group and how often each was found, so that a state of which every article speaks costs no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from kg.gazetteer import gazetteer
from kg.ids import digest, fold, slug
from kg.link import names
from kg.link.corpus import Corpus
from kg.link.persons import bearers, one_surname
from kg.link.records import Record
from kg.link.spill import ByArticle, Rows, Table, as_key, as_name, by_article, pack, unpack
from kg.link.union import Groups
from kg.model import Actor, Entity, Ref

_KEPT = 1 << 12  # facts whose numbers are remembered: few entities are spoken of often
LANGUAGES = ("en", "fr")
_PLACES = frozenset({"GPE", "LOC"})
_SCHEMA = (
    "CREATE TABLE entity(x INTEGER PRIMARY KEY, no INTEGER, local BLOB, fact INTEGER)",
    "CREATE TABLE fact(fact INTEGER PRIMARY KEY, body BLOB UNIQUE)",
    "CREATE TABLE block(kind TEXT, name BLOB, x INTEGER)",
    "CREATE TABLE short(acronym BLOB, x INTEGER)",
    "CREATE TABLE holder(acronym BLOB, name BLOB)",  # acronym -> long names that it stands for
    "CREATE TABLE bearer(surname BLOB, body BLOB)",
)
# Two bodies with one acronym: the bare acronym says neither.
_SHORT = (
    "INSERT INTO block SELECT 'ORG', COALESCE(h.name, s.acronym), s.x FROM short AS s LEFT JOIN ("
    "SELECT acronym, MIN(name) AS name, COUNT(DISTINCT name) AS names FROM holder GROUP BY acronym"
    ") AS h ON h.acronym = s.acronym WHERE h.names IS NULL OR h.names < 2 ORDER BY s.rowid"
)
_BLOCKS = (  # in order of their first members: decisions that keep apart make the order count
    "SELECT f.first, b.x FROM (SELECT kind, name, MIN(rowid) AS first FROM block GROUP BY kind, name "
    "HAVING COUNT(*) > 1) AS f JOIN block AS b ON b.kind = f.kind AND b.name = f.name ORDER BY f.first, b.rowid"
)
_FACTS = (
    "SELECT m.root, f.body, COUNT(*), MIN(m.x), MIN(e.no), MAX(e.no) FROM member AS m JOIN entity AS e ON e.x = m.x "
    "JOIN fact AS f ON f.fact = e.fact GROUP BY m.root, e.fact ORDER BY m.root, MIN(m.x)"
)
_NAMES = (
    "SELECT n.root, n.name, n.body, w.count FROM named AS n JOIN "
    "(SELECT name, COUNT(*) AS count FROM named GROUP BY name) AS w ON w.name = n.name ORDER BY n.root"
)
_ACTOR_OF = (
    "SELECT r.article, e.local, i.id FROM member AS m JOIN entity AS e ON e.x = m.x JOIN record AS r ON r.no = e.no "
    "JOIN identity AS i ON i.root = m.root ORDER BY m.x"
)


@dataclass(frozen=True, slots=True)
class Named:
    """What an article says of an entity; `known` is the key of its gazetteer entry when that names one thing."""

    entity: Entity
    language: str
    known: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Entities of one cluster that are called the same: how many there are, and which articles are first and last."""

    named: Named
    count: int
    first: int
    last: int


class Actors:
    """All actors in order of their ids (`all`), each by its id (`by_id`), and the actor of every entity (`of`)."""

    def __init__(self, corpus: Corpus) -> None:
        """Read every article once. The actors are those without decisions until `decide` is called."""
        self.corpus, self.spill = corpus, corpus.spill
        self._known = lru_cache(maxsize=_KEPT)(self._fact)
        for table in _SCHEMA:
            self.spill.run(table)
        count = 0
        for number, record in corpus.heads():
            count = self._take(number, record, count)
        self.spill.run(_SHORT)
        self.spill.run("CREATE INDEX block_name ON block(kind, name)")
        self._count = count
        self.decide()

    def decide(self, same: Iterable[tuple[Ref, Ref]] = (), different: Iterable[tuple[Ref, Ref]] = ()) -> None:
        """Make the actors, as a person's decisions want them."""
        apart = {frozenset(pair) for pair in map(self._numbers, different) if -1 not in pair}
        groups = Groups(self._count)
        for _, block in groupby(self.spill.run(_BLOCKS), key=itemgetter(0)):
            _join(groups, [x for _, x in block], apart)
        for pair in self._persons():
            _join(groups, pair, apart)
        for a, b in map(self._numbers, same):
            if a >= 0 and b >= 0:
                groups.join(a, b)
        self._name(groups)
        self.all: Rows[Actor] = Rows(self.spill, "actor")
        self.by_id: Table[Actor] = Table(self.spill, "actor")
        self.of: ByArticle[str] = ByArticle(self.spill, "actor_of")

    def _take(self, number: int, record: Record, count: int) -> int:
        """Keep what an article says of its entities, which are numbered from `count`; give the next number."""
        table = {entity.id: _named(record, entity) for entity in record.entities}
        numbers = {local: count + rank for rank, local in enumerate(sorted(table))}
        facts = {
            local: self._known(replace(named, entity=replace(named.entity, id=""))) for local, named in table.items()
        }
        rows = [(x, number, as_key(local), facts[local]) for local, x in numbers.items()]
        self.spill.add("entity", rows, 4)
        for entity in record.entities:
            self._block(_named(record, entity), numbers[entity.id])
        known = {local: named.known for local, named in table.items()}
        found = ((as_key(b.name[-1]), pack(b)) for b in bearers(record, numbers, known))
        self.spill.add("bearer", found, 2)
        return count + len(numbers)

    def _fact(self, named: Named) -> int:
        """The number of what is said of an entity, the same for all of which the same is said."""
        body = pack(named)
        self.spill.run("INSERT OR IGNORE INTO fact(body) VALUES (?)", (body,))
        return int(self.spill.run("SELECT fact FROM fact WHERE body = ?", (body,)).fetchone()[0])

    def _block(self, named: Named, x: int) -> None:
        """Entities that are the same by key, Wikidata item, or name; persons are left to `persons`."""
        entity = named.entity
        if named.known or entity.wikidata:
            self.spill.add("block", [("key", as_key(entity.wikidata or named.known), x)], 3)
            return
        name = names.bare(entity.name, named.language)
        if entity.key or entity.type in ("PER", "GROUP") or not names.proper(name, named.language):
            return
        if names.common(name, named.language):
            return
        if names.is_acronym(name):
            self.spill.add("short", [(as_key(name.replace(".", "")), x)], 2)
            return
        if entity.type == "OTHER" and " " not in name:
            return
        kind = "place" if entity.type in _PLACES else entity.type
        self.spill.add("block", [(kind, as_key(fold(name)), x)], 3)
        short = (as_key(other.replace(".", "")) for other in entity.names if names.is_acronym(other))
        self.spill.add("holder", [(acronym, as_key(fold(name))) for acronym in short], 2)

    def _persons(self) -> Iterator[list[int]]:
        rows = self.spill.run("SELECT surname, body FROM bearer ORDER BY surname, rowid")
        for _, found in groupby(rows, key=itemgetter(0)):
            yield from one_surname([unpack(body) for _, body in found])

    def _numbers(self, pair: tuple[Ref, Ref]) -> tuple[int, int]:
        """The numbers of two entities, -1 for one that is not here."""
        self.spill.run("CREATE INDEX IF NOT EXISTS entity_no ON entity(no)")
        query = "SELECT x FROM entity WHERE no = ? AND local = ?"
        rows = [self.spill.run(query, (self.corpus.number(r.article), as_key(r.id))).fetchone() for r in pair]
        a, b = (-1 if row is None else int(row[0]) for row in rows)
        return a, b

    def _name(self, groups: Groups) -> None:
        """Make the actors of all groups, and find a name of its own for each."""
        spill = self.spill
        for table in ("member(x INTEGER PRIMARY KEY, root INTEGER)", "identity(root INTEGER PRIMARY KEY, id BLOB)",
                      "named(root INTEGER PRIMARY KEY, name BLOB, body BLOB)"):  # fmt: skip
            spill.run(f"DROP TABLE IF EXISTS {table.partition('(')[0]}")
            spill.run(f"CREATE TABLE {table}")
        spill.add("member", ((x, groups.root(x)) for x in range(self._count)), 2)
        clusters = groupby(spill.run(_FACTS), key=itemgetter(0))
        spill.add("named", (self._row(root, list(rows)) for root, rows in clusters), 3)
        spill.run("CREATE INDEX named_name ON named(name)")
        spill.run("CREATE TABLE IF NOT EXISTS unsorted_actor(id BLOB, root INTEGER, body BLOB)")
        spill.run("DELETE FROM unsorted_actor")
        for root, key, body, count in spill.run(_NAMES):
            name = as_name(key)
            if count > 1:
                ref = self._ref(root)
                name = f"{name}_{digest(ref.article, ref.id, length=8)}"
                body = pack(replace(unpack(body), id=name))
            spill.add("identity", [(root, as_key(name))], 2)
            spill.add("unsorted_actor", [(as_key(name), root, body)], 3)
        spill.shape("actor")
        spill.run("INSERT INTO actor(key, body) SELECT id, body FROM unsorted_actor ORDER BY id, root")
        spill.index("actor")
        spill.shape("actor_of")  # before its rows are asked for: SQLite drops no table while it reads another
        rows = ((as_name(a), as_name(local), as_name(name)) for a, local, name in spill.run(_ACTOR_OF))
        spill.fill("actor_of", by_article(rows))

    def _row(self, root: int, rows: Sequence[tuple[int, bytes, int, int, int, int]]) -> tuple[int, bytes, bytes]:
        """(first member, the name it would have alone, the actor by that name) of a cluster."""
        facts = [Fact(unpack(body), count, first, last) for _, body, count, _, first, last in rows]
        name = self._id(root, facts)
        return root, as_key(name), pack(_actor(name, facts))

    def _ref(self, x: int) -> Ref:
        number, local = self.spill.run("SELECT no, local FROM entity WHERE x = ?", (x,)).fetchone()
        return Ref(self.corpus.article(number), as_name(local))

    def _id(self, root: int, facts: list[Fact]) -> str:
        """The gazetteer's key, the commonest full name, or a name of its own article."""
        known = sorted({fact.named.known for fact in facts if fact.named.known})
        if known:
            return slug(known[0])
        first = facts[0].named
        name = _commonest(facts)
        full = len(name.split()) > 1 and names.proper(name, first.language)
        linkable = first.entity.type not in ("GROUP", "OTHER") and not first.entity.key
        if min(fact.first for fact in facts) != max(fact.last for fact in facts) or (full and linkable):
            return slug(name)
        ref = self._ref(root)
        return f"{slug(name)[:40].rstrip('_-')}_{digest(ref.article, ref.id)}"


def _named(record: Record, entity: Entity) -> Named:
    entry = gazetteer().get(entity.key) if entity.key else None
    known = entity.key if entry is not None and not entry.generic else ""
    return Named(entity, record.language, known)


def _join(groups: Groups, block: Sequence[int], apart: set[frozenset[int]]) -> None:
    """Put a block into one group, but never two that were decided to be different."""
    for x in block[1:]:
        if apart and _kept_apart(groups, block[0], x, apart):
            continue
        groups.join(block[0], x)


def _kept_apart(groups: Groups, a: int, b: int, apart: set[frozenset[int]]) -> bool:
    left, right = groups.root(a), groups.root(b)
    return any({groups.root(x) for x in pair} == {left, right} for pair in apart)


def _commonest(facts: Iterable[Fact], language: str = "") -> str:
    """The fullest name, and of several spellings the commonest one; of one language if there is any."""
    chosen = [fact for fact in facts if fact.named.language == language] or list(facts)
    count = Counter[str]()
    for fact in chosen:
        entity = fact.named.entity
        count[names.bare(entity.name, fact.named.language) or entity.name] += fact.count
    return min(count, key=lambda name: (-len(name.split()), -count[name], name))


def _actor(name: str, facts: list[Fact]) -> Actor:
    found = [fact.named for fact in facts]
    entry = next((gazetteer().get(named.known) for named in found if named.known), None)
    kinds = Counter[str]()
    for fact in facts:
        kinds[fact.named.entity.type] += fact.count
    items = sorted({named.entity.wikidata for named in found if named.entity.wikidata})
    # a name that several bear ("the Senate") links to none of them, but its words are known in every language
    keys = {named.entity.key for named in found}
    known = entry or (gazetteer().get(next(iter(keys))) if len(keys) == 1 else None)
    if known is not None:
        labels = {code: known.labels[code] for code in LANGUAGES if code in known.labels}
    else:
        labels = {code: _commonest(facts, code) for code in LANGUAGES}
    spelt = {bare for named in found for text in named.entity.names if (bare := _spelling(text, named.language))}
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
