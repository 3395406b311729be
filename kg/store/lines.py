"""The graph as lines of N-Quads without a store: what articles say, and what linking adds.

All lines together are what a store that was built holds, so they can be written by many machines and loaded in bulk.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.model import Extraction, Interval, Linkage, Ref, Statement
from kg.store import rdf, vocab
from kg.store.article import article_quads
from kg.store.links import Links


def article_lines(extraction: Extraction, linkage: Linkage | Links, *, version: str = "") -> list[str]:
    """One article's graph, its provenance and its direct triples, sorted; `version` is the tool's.

    >>> from kg.model import Article
    >>> lines = article_lines(Extraction(Article("a1", "Un texte.")), Linkage())
    >>> lines == sorted(lines), all(line.endswith(" .\\n") for line in lines)
    (True, True)
    """
    quads = set(article_quads(extraction, linkage))
    direct: dict[object, list[object]] = {}
    parts = [rdf.term("rdf:subject"), rdf.term("rdf:predicate"), rdf.term("rdf:object")]
    for quad in quads:
        if quad.predicate in parts:
            direct.setdefault(quad.subject, [None] * 3)[parts.index(quad.predicate)] = quad.object
    lines = {f"{quad} .\n" for quad in quads}
    lines.update(f"{quad} .\n" for quad in rdf.provenance_quads(extraction.article, version or rdf.tool_version()))
    lines.update(f"{s} {p} {o} <{vocab.DIRECT}> .\n" for s, p, o in direct.values())
    return sorted(lines)


def shared_lines(linkage: Linkage) -> Iterator[str]:
    """What belongs to no single article: actors, topics, same events, disputes, copies and the vocabulary.

    >>> any("sameEventAs" in line for line in shared_lines(Linkage()))
    True
    """
    for quads in (rdf.entity_quads(linkage), rdf.link_quads(linkage), rdf.vocabulary_quads()):
        yield from sorted({f"{quad} .\n" for quad in quads})


def slices(linkage: Linkage, groups: Iterable[list[str]]) -> Iterator[Linkage]:
    """What writing each group of articles (their ids) needs of a linkage, and no more.

    >>> from kg.model import Actor, Ref
    >>> whole = Linkage(actors=(Actor("NATO", "ORG", {}),), actor_of={Ref("a", "x1"): "NATO", Ref("b", "x1"): "NATO"})
    >>> [part.actor_of for part in slices(whole, [["a"]])]
    [{Ref(article='a', id='x1'): 'NATO'}]
    """
    actors = {actor.id: actor for actor in linkage.actors}
    actor_of: defaultdict[str, dict[Ref, str]] = defaultdict(dict)
    times: defaultdict[str, dict[Ref, Interval]] = defaultdict(dict)
    statements: defaultdict[str, list[Statement]] = defaultdict(list)
    for ref, actor in linkage.actor_of.items():
        actor_of[ref.article][ref] = actor
    for ref, time in linkage.times.items():
        times[ref.article][ref] = time
    for statement in linkage.statements:
        statements[statement.event.article].append(statement)
    for group in groups:
        named = {ref: actor for article in group for ref, actor in actor_of[article].items()}
        said = [statement for article in group for statement in statements[article]]
        yield Linkage(
            actors=tuple(actors[key] for key in sorted(set(named.values())) if key in actors),
            actor_of=named,
            topics={s.object: linkage.topics[s.object] for s in said if s.object in linkage.topics},
            statements=tuple(said),
            times={ref: time for article in group for ref, time in times[article].items()},
        )
