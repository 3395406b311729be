"""Extractions -> linkage: one actor for many mentions, one event for many reports, two versions side by side.

`link` reduces every article to a compact record (`records`), so that thousands fit in memory; then each module adds
one thing: `entities` and `persons` the actors, `statements` and `topics` the direct triples, `events` the same events,
`duplicates` the copied articles, `disputes` the contradictions, `times` what reports of one event tell about its date.
`decisions` holds what a person decided, `review` what a person should look at. Nothing depends on the order of the
articles, and all is computed anew from the records: an article added, changed or deleted leaves the linkage that a
build from nothing gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path

from kg.link.decisions import Decision, Resolved, check, read_decisions, resolve, write_decision
from kg.link.disputes import contradictions, denials, unique
from kg.link.duplicates import duplicates, independent
from kg.link.entities import actors
from kg.link.events import clusters, pairs
from kg.link.records import published, records
from kg.link.review import Doubt, review
from kg.link.statements import statements
from kg.link.times import tightened
from kg.link.views import views
from kg.model import Extraction, Linkage

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
    made = records(extractions)
    check(decision, made, actors(made)[1])


def link(
    extractions: Iterable[Extraction],
    *,
    decisions: Path | Sequence[Decision] | None = None,
    on_unknown: Callable[[Decision], None] | None = None,
) -> Linkage:
    """What is the same across articles, and where they disagree.

    `decisions` is a person's journal, or what was read from it; those that name nothing in these articles are left
    out, and go to `on_unknown`. Raises InputError for a journal that cannot be read.

    >>> from kg.model import Article, Entity
    >>> nato = Entity("x1", "ORG", "NATO", key="NATO")
    >>> both = [Extraction(Article(name, ""), entities=(nato,)) for name in ("a", "b")]
    >>> [actor.id for actor in link(both).actors]
    ['NATO']
    """
    made = records(extractions)
    decided = read_decisions(decisions) if isinstance(decisions, Path) else list(decisions or ())
    found, actor_of = actors(made)
    of_actors, of_events = resolve(decided, made, actor_of) if decided else (Resolved(), Resolved())
    if on_unknown is not None:
        for decision in of_actors.unknown:
            on_unknown(decision)
    if of_actors.same or of_actors.different:
        found, actor_of = actors(made, same=of_actors.same, different=of_actors.different)
    triples, topics = statements(made, found, actor_of)
    seen = views(made, found, actor_of)
    copies = duplicates(made)
    copied = {frozenset(pair) for group in copies for pair in combinations(group, 2)}
    same = clusters(seen, pairs(seen, copied), same=of_events.same, different=of_events.different)
    return Linkage(
        actors=found,
        actor_of=actor_of,
        topics=topics,
        same_events=same,
        disputes=unique([*denials(made), *contradictions(seen, same, made)], same),
        statements=triples,
        times=tightened(same, made),
        duplicates=copies,
        independent=independent(same, copies, made),
    )
