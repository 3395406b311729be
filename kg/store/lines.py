"""The graph as lines of N-Quads without a store: what articles say, and what linking adds.

All lines together are what a store that was built holds, so they can be written by many machines and loaded in bulk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.link.spill import articles_of, by_key
from kg.model import Extraction, Linkage, Ref
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
    actors = by_key(linkage.actors, lambda actor: actor.id)
    actor_of, times = articles_of(linkage.actor_of), articles_of(linkage.times)
    statements = by_key(linkage.statements, lambda statement: statement.event.article)
    for group in groups:
        named = {Ref(article, local): actor for article in group for local, actor in actor_of(article).items()}
        said = [statement for article in group for statement in statements(article)]
        topics = ((statement.object, linkage.topics.get(statement.object)) for statement in said)
        yield Linkage(
            actors=tuple(actor for key in sorted(set(named.values())) for actor in actors(key)[-1:]),
            actor_of=named,
            topics={topic: labels for topic, labels in topics if labels is not None},
            statements=tuple(said),
            times={Ref(article, local): time for article in group for local, time in times(article).items()},
        )
