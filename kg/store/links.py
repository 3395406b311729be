"""A `Linkage` indexed by article, so that writing one article does not read what concerns all the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from kg.model import Actor, Interval, Linkage, Ref, Statement


class Links:
    """Answers what one article needs from a linkage in constant time. Built once per linkage.

    >>> links = Links(Linkage(actor_of={Ref("a1", "x1"): "NATO"}))
    >>> links.actor(Ref("a1", "x1")), links.actor(Ref("a1", "x2"))
    ('NATO', '')
    """

    __slots__ = ("_actors", "linkage", "statements", "themes")

    def __init__(self, linkage: Linkage) -> None:
        self.linkage = linkage
        self.statements: Mapping[str, list[Statement]]
        self.themes: dict[Ref, list[str]] = {}
        by_article: defaultdict[str, list[Statement]] = defaultdict(list)
        for statement in linkage.statements:
            by_article[statement.event.article].append(statement)
            if statement.object in linkage.topics:
                themes = self.themes.setdefault(statement.event, [])
                if statement.object not in themes:
                    themes.append(statement.object)
        self.statements = dict(by_article)
        self._actors = {actor.id: actor for actor in linkage.actors}

    def actor(self, ref: Ref) -> str:
        """The graph-wide id of an article's entity, "" when it has none."""
        return self.linkage.actor_of.get(ref, "")

    def labels(self, actor: str) -> Mapping[str, str]:
        """Names of an actor by language, empty for one that linking does not know."""
        found: Actor | None = self._actors.get(actor)
        return found.labels if found else {}

    def time(self, event: Ref, own: Interval | None) -> Interval | None:
        """When an event was: as other reports of it tell more exactly, else as its own article says."""
        return self.linkage.times.get(event, own)

    def topics(self, event: Ref) -> list[str]:
        """Ids of the topics an event is about, in the order linking gave them."""
        return self.themes.get(event, [])

    def articles(self) -> set[str]:
        """Ids of all articles this linkage speaks of."""
        linkage = self.linkage
        found = {ref.article for ref in linkage.actor_of}
        found.update(ref.article for cluster in linkage.same_events for ref in cluster)
        found.update(d.event.article for d in linkage.disputes)
        found.update(s.event.article for s in linkage.statements)
        found.update(article for group in linkage.duplicates for article in group)
        return found
