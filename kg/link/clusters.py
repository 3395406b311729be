"""Events that are one, in groups: the strongest pairs join first, and nothing joins that excludes a member."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from kg.link.candidates import Events
from kg.link.corpus import article_of
from kg.link.events import SAME, again, fits

_CLUSTERS = (
    "SELECT f.first, h.n FROM (SELECT home, MIN(n) AS first FROM home GROUP BY home) AS f "
    "JOIN home AS h ON h.home = f.home ORDER BY f.first, h.n"
)
Numbers = tuple[int, int]  # two events


class Clusters:
    """Groups of two or more events, each of which is in one at most. They lie on disk."""

    def __init__(self, events: Events, same: Iterable[Numbers] = (), different: Iterable[Numbers] = ()) -> None:
        """Join the pairs of events. `same` and `different` are a person's decisions."""
        self.events, self.spill = events, events.spill
        run = self.spill.run
        run("CREATE TABLE home(n INTEGER PRIMARY KEY, home INTEGER)")
        run("CREATE INDEX home_home ON home(home)")
        apart = {frozenset(pair) for pair in different}
        for a, b in sorted(same):
            self._join(self._group(a), self._group(b))
        for pair in events.strong(SAME):
            left, right = self._group(pair.a), self._group(pair.b)
            if left[0] != right[0] and self._may_join(left, right, apart):
                self._join(left, right)
        run("CREATE TABLE cluster(first INTEGER, n INTEGER)")
        run(f"INSERT INTO cluster {_CLUSTERS}")
        run("CREATE INDEX cluster_n ON cluster(n)")

    def __iter__(self) -> Iterator[list[int]]:
        """The members of each, sorted, in order of their first ones."""
        rows = self.spill.run("SELECT first, n FROM cluster ORDER BY rowid")
        return ([n for _, n in found] for _, found in groupby(rows, key=itemgetter(0)))

    def first(self, n: int) -> int:
        """The first event of the cluster that an event is in, 0 without one."""
        row = self.spill.run("SELECT first FROM cluster WHERE n = ?", (n,)).fetchone()
        return 0 if row is None else int(row[0])

    def _group(self, n: int) -> list[int]:
        """All that an event was found to be one with until now, in order, and itself."""
        rows = self.spill.run(
            "SELECT n FROM home WHERE home = (SELECT home FROM home WHERE n = ?) ORDER BY n", (n,)
        ).fetchall()
        return [row[0] for row in rows] or [n]

    def _join(self, left: Sequence[int], right: Sequence[int]) -> None:
        home = min(left[0], right[0])
        rows = ((n, home) for n in {*left, *right})
        for row in rows:
            self.spill.run("INSERT OR REPLACE INTO home VALUES (?, ?)", row)

    def _may_join(self, left: Sequence[int], right: Sequence[int], apart: Collection[frozenset[int]]) -> bool:
        """Whether two groups may be one event: no two members exclude each other, or are neighbours in a text."""
        for a in left:
            one = self.events.seen(a)
            for b in right:
                other = self.events.seen(b)
                if frozenset((a, b)) in apart or not fits(one, other):
                    return False
                if article_of(a) == article_of(b) and not again(one, other):
                    return False
        return True
