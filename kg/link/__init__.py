"""Extractions -> linkage: one actor for many mentions, one event for many reports, two versions side by side.

`link` reduces every article to a compact record (`records`) on disk (`corpus`, `spill`), so that memory does not grow
with the archive; then each module adds one thing: `entities` and `persons` the actors, `statements` and `topics` the
direct triples, `candidates`, `events` and `clusters` the same events, `duplicates` the copied articles, `disputes` the
contradictions, `times` what reports of one event tell about its date. `decisions` holds what a person decided, `review`
what a person should look at. Nothing depends on the order of the articles, and all is computed anew from the records:
an article added, changed or deleted leaves the linkage that a build from nothing gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from kg.link.clusters import Clusters
from kg.link.corpus import Corpus
from kg.link.decisions import Decision, Resolved, check, read_decisions, resolve, write_decision
from kg.link.disputes import unique
from kg.link.duplicates import copied, duplicates
from kg.link.entities import Actors
from kg.link.passes import OfClusters, Told
from kg.link.records import published
from kg.link.review import Doubt, review
from kg.link.spill import Spill
from kg.model import Extraction, Linkage, Ref

__all__ = ["Decision", "Doubt", "as_of", "check_decision", "link", "read_decisions", "review", "write_decision"]


def as_of(extractions: Iterable[Extraction], day: date) -> Iterator[Extraction]:
    """What was known on a day: the articles surely published by then. Linked alone, they tell nothing learnt later.

    An article known to its month counts from the month's last day; one without a date is left out.

    >>> from kg.model import Article
    >>> news = [Extraction(Article(when, "", published=when)) for when in ("2022-02-16", "2022-02", "")]
    >>> [extraction.article.id for extraction in as_of(news, date(2022, 2, 20))]
    ['2022-02-16']
    """
    for extraction in extractions:
        _, last = published(extraction.article.published)
        if last is not None and last <= day:
            yield extraction


def check_decision(decision: Decision, extractions: Iterable[Extraction]) -> None:
    """Raise InputError for a decision that would say nothing of these articles.

    >>> check_decision(Decision("same", "NATO", "Otan"), [])
    Traceback (most recent call last):
    ...
    kg.errors.InputError: nothing is called "NATO". Give an id of the graph, or ARTICLE#NAME.
    """
    corpus = Corpus(extractions, Spill())
    check(decision, corpus.records, Actors(corpus).of)


def link(
    extractions: Iterable[Extraction],
    *,
    decisions: Path | Sequence[Decision] | None = None,
    on_unknown: Callable[[Decision], None] | None = None,
) -> Linkage:
    """What is the same across articles, and where they disagree; large parts of it are read from disk when asked for.

    `decisions` is a person's journal, or what was read from it; those that name nothing in these articles are left
    out, and go to `on_unknown`. Raises InputError for a journal that cannot be read, and StoreError for a full disk.

    >>> from kg.model import Article, Entity
    >>> nato = Entity("x1", "ORG", "NATO", key="NATO")
    >>> both = [Extraction(Article(name, ""), entities=(nato,)) for name in ("a", "b")]
    >>> [actor.id for actor in link(both).actors]
    ['NATO']
    """
    corpus = Corpus(extractions, Spill())
    decided = read_decisions(decisions) if isinstance(decisions, Path) else list(decisions or ())
    actors = Actors(corpus)
    of_actors, of_events = resolve(decided, corpus.records, actors.of) if decided else (Resolved(), Resolved())
    if on_unknown is not None:
        for decision in of_actors.unknown:
            on_unknown(decision)
    if of_actors.same or of_actors.different:
        actors.decide(of_actors.same, of_actors.different)
    copies = duplicates(corpus)
    told = Told(corpus, actors)
    told.events.pairs(copied(copies))
    clusters = Clusters(told.events, _numbers(corpus, of_events.same), _numbers(corpus, of_events.different))
    found = OfClusters(corpus, clusters, told, copies)
    triples, topics = told.statements.done()
    return Linkage(
        actors=actors.all,
        actor_of=actors.of,
        topics=topics,
        same_events=found.same,
        disputes=unique([*(denial for _, denial in told.denials), *found.disputes], found.first),
        statements=triples,
        times=found.times,
        duplicates=tuple(tuple(map(corpus.article, group)) for group in copies),
        independent=found.independent,
    )


def _numbers(corpus: Corpus, pairs: Iterable[tuple[Ref, Ref]]) -> list[tuple[int, int]]:
    """The numbers of events that were decided about."""
    return [(corpus.event_number(a), corpus.event_number(b)) for a, b in pairs]
