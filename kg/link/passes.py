"""The two readings that linking ends with: of every article once its actors are known, and of every cluster."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.link.candidates import Events
from kg.link.clusters import Clusters
from kg.link.corpus import EVENT_BITS, Corpus, article_of, event_numbers
from kg.link.disputes import contradictions, denials, denied_in
from kg.link.duplicates import tellers
from kg.link.entities import Actors
from kg.link.spill import ByArticle, Rows, by_article, pack, unpack
from kg.link.statements import Statements
from kg.link.times import spread, tightened
from kg.link.views import Seen, Views
from kg.model import Dispute, Interval, Ref


class Told:
    """What every article tells: its events, its direct triples, and what it denies (`denials`, by event number)."""

    def __init__(self, corpus: Corpus, actors: Actors) -> None:
        spill = corpus.spill
        self.events, self.statements = Events(spill), Statements(spill, actors.by_id, actors.of)
        self.denials: list[tuple[int, Dispute]] = []
        spill.run("CREATE TABLE denied(n INTEGER PRIMARY KEY, body BLOB)")
        views = Views(corpus, actors.by_id, actors.of)
        for number, record in corpus.records():
            self.statements.take(number, record)
            self.events.take(number, record, views.of(record))
            if record.claims:
                numbers = event_numbers(number, [told.event for told in record.events])
                self.denials += [(numbers[dispute.event.id], dispute) for dispute in denials(record)]
                found = ((numbers[ref.id], pack(by)) for ref, by in denied_in(record).items())
                spill.add("denied", found, 2)


class OfClusters:
    """What the events that are one tell together: themselves, disputes, better dates, and how many tell it."""

    def __init__(self, corpus: Corpus, clusters: Clusters, told: Told, copies: Sequence[Sequence[int]]) -> None:
        self.corpus, self.spill, self.events = corpus, corpus.spill, told.events
        self.disputes: list[Dispute] = []
        teller = tellers(corpus, copies)
        self.spill.shape("same_event")
        self.spill.run("CREATE TABLE tight(n INTEGER PRIMARY KEY, body BLOB)")
        self.spill.fill("independent", by_article(self._take(cluster, teller) for cluster in clusters))
        self.same: Rows[tuple[Ref, ...]] = Rows(self.spill, "same_event")
        self.independent: ByArticle[int] = ByArticle(self.spill, "independent")
        self.times = self._times()
        firsts = {dispute.event: clusters.first(n) for n, dispute in told.denials}
        self.first = {ref: self.events.seen(n).ref for ref, n in firsts.items() if n}

    def _take(self, cluster: Sequence[int], teller: Callable[[int], int]) -> tuple[str, str, int]:
        """Keep what a cluster tells; give its first event and the number of its independent tellers."""
        members = [self.events.seen(n) for n in cluster]
        refs = tuple(event.ref for event in members)
        self.spill.add("same_event(body)", [(pack(refs),)], 1)
        times = {n: event.event.time for n, event in zip(cluster, members, strict=True) if event.event.time is not None}
        self.spill.add("tight", ((n, pack(interval)) for n, interval in tightened(times).items()), 2)
        self.disputes += contradictions(members, self._denied(cluster, members))
        return refs[0].article, refs[0].id, len({teller(article_of(n)) for n in cluster})

    def _denied(self, cluster: Sequence[int], members: Sequence[Seen]) -> dict[Ref, list[Ref]]:
        found = {}
        for n, event in zip(cluster, members, strict=True):
            row = self.spill.run("SELECT body FROM denied WHERE n = ?", (n,)).fetchone()
            if row is not None:
                found[event.ref] = unpack(row[0])
        return found

    def _times(self) -> ByArticle[Interval]:
        """Better times of events, and of others that the same article dates by the same words."""
        articles = self.spill.run(f"SELECT DISTINCT n >> {EVENT_BITS} FROM tight ORDER BY 1")
        self.spill.fill("time", (self._of_article(number) for (number,) in articles))
        return ByArticle(self.spill, "time")

    def _of_article(self, number: int) -> tuple[str, dict[str, Interval]]:
        record = self.corpus.record(number)
        own = {told.event.id: told.event.time for told in record.events if told.event.time is not None}
        query = "SELECT n, body FROM tight WHERE n >= ? AND n < ?"
        rows = self.spill.run(query, (number << EVENT_BITS, (number + 1) << EVENT_BITS))
        found = {self.events.seen(n).event.id: unpack(body) for n, body in rows}
        return record.article, spread(found, own)
