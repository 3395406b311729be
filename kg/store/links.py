"""A `Linkage` asked by article, so that writing one article does not read what concerns all the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from kg.link.spill import by_key
from kg.model import Interval, Linkage, Ref, Statement

_KEPT = 1 << 12  # actors whose names are remembered: few are spoken of often


class Links:
    """Answers what one article needs from a linkage in constant time. Built once per linkage.

    Where the linkage lies on disk, no more than one article's part of it is in memory.

    >>> links = Links(Linkage(actor_of={Ref("a1", "x1"): "NATO"}))
    >>> links.actor(Ref("a1", "x1")), links.actor(Ref("a1", "x2"))
    ('NATO', '')
    """

    def __init__(self, linkage: Linkage) -> None:
        self.linkage = linkage
        self._statements = by_key(linkage.statements, lambda statement: statement.event.article)
        self._actors = by_key(linkage.actors, lambda actor: actor.id)
        self._last: tuple[str, Sequence[Statement], dict[Ref, list[str]]] = "", (), {}
        self.labels = lru_cache(maxsize=_KEPT)(self._labels)

    def actor(self, ref: Ref) -> str:
        """The graph-wide id of an article's entity, "" when it has none."""
        return self.linkage.actor_of.get(ref, "")

    def _labels(self, actor: str) -> Mapping[str, str]:
        """Names of an actor by language, empty for one that linking does not know."""
        found = self._actors(actor)
        return found[-1].labels if found else {}

    def time(self, event: Ref, own: Interval | None) -> Interval | None:
        """When an event was: as other reports of it tell more exactly, else as its own article says."""
        return self.linkage.times.get(event, own)

    def statements(self, article: str) -> Sequence[Statement]:
        """The direct triples of an article, in the order linking gave them."""
        return self._said(article)[0]

    def topics(self, event: Ref) -> list[str]:
        """Ids of the topics an event is about, in the order linking gave them."""
        return self._said(event.article)[1].get(event, [])

    def _said(self, article: str) -> tuple[Sequence[Statement], dict[Ref, list[str]]]:
        if self._last[0] != article:
            said = self._statements(article)
            themes: dict[Ref, list[str]] = {}
            for statement in said:
                if statement.object in self.linkage.topics:
                    of_event = themes.setdefault(statement.event, [])
                    if statement.object not in of_event:
                        of_event.append(statement.object)
            self._last = article, said, themes
        return self._last[1:]

    def articles(self) -> set[str]:
        """Ids of all articles this linkage speaks of."""
        linkage = self.linkage
        found = {ref.article for ref in linkage.actor_of}
        found.update(ref.article for cluster in linkage.same_events for ref in cluster)
        found.update(d.event.article for d in linkage.disputes)
        found.update(s.event.article for s in linkage.statements)
        found.update(article for group in linkage.duplicates for article in group)
        return found
