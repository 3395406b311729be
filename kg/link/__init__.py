"""Extractions -> linkage: one actor for many mentions, one event for many reports, two versions side by side.

`link` reduces every article to a compact record (`records`), so that thousands fit in memory; then each module adds
one thing: `entities` and `persons` the actors, `statements` and `topics` the direct triples, `events` the same events,
`duplicates` the copied articles, `disputes` the contradictions, `times` what reports of one event tell about its date.
`decisions` holds what a person decided. Nothing depends on the order of the articles.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from kg.link.disputes import contradictions, denials, unique
from kg.link.duplicates import duplicates
from kg.link.entities import actors
from kg.link.events import clusters, pairs
from kg.link.records import records
from kg.link.statements import statements
from kg.link.times import tightened
from kg.link.views import views
from kg.model import Extraction, Linkage

__all__ = ["link"]


def link(extractions: Iterable[Extraction]) -> Linkage:
    """What is the same across articles, and where they disagree.

    >>> from kg.model import Article, Entity
    >>> nato = Entity("x1", "ORG", "NATO", key="NATO")
    >>> both = [Extraction(Article(name, ""), entities=(nato,)) for name in ("a", "b")]
    >>> [actor.id for actor in link(both).actors]
    ['NATO']
    """
    made = records(extractions)
    copies = duplicates(made)
    found, actor_of = actors(made)
    triples, topics = statements(made, found, actor_of)
    seen = views(made, found, actor_of)
    same = clusters(seen, pairs(seen, {frozenset(p) for group in copies for p in combinations(group, 2)}))
    return Linkage(
        actors=found,
        actor_of=actor_of,
        topics=topics,
        same_events=same,
        disputes=unique([*denials(made), *contradictions(seen, same, made)], same),
        statements=triples,
        times=tightened(same, made),
        duplicates=copies,
    )
