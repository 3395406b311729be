"""What data/ promises: two pairs of dispatches, a copy, and a Wednesday that a second article turns into a day."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from kg.link import link
from kg.model import Event, Extraction, Filler, Linkage, Ref
from kg.pipeline import BuildReport
from kg.store import Store

pytestmark = pytest.mark.model
SEED, DAY, COPY = "rtbf-2022-02-otan", "fr-2022-02-16-ministres-otan", "fr-2022-02-16-ministres-otan-reprise"
PAIR = ("fr-2022-01-21-lavrov-blinken", "en-2022-01-21-lavrov-blinken")
A = ("fr-2022-01-10-geneve", "fr-2022-01-11-geneve-sherman")
B = ("fr-2022-02-08-macron-kiev", "en-2022-02-08-kremlin-denies-deal")


@pytest.fixture(scope="module")
def linked(built: BuildReport) -> Linkage:
    return link(built.extractions)


def events(found: Iterable[Extraction]) -> dict[Ref, Event]:
    return {Ref(extraction.article.id, event.id): event for extraction in found for event in extraction.events}


@pytest.mark.parametrize("pair", [A, B], ids=["geneva", "moscow"])
def test_the_talks_are_one_event_and_their_hours_two_versions(
    built: BuildReport, linked: Linkage, pair: tuple[str, str]
) -> None:
    table = events(built.extractions)
    clusters = [c for c in linked.same_events if {ref.article for ref in c} >= set(pair)]
    talks = {c[0] for c in clusters if all(table[ref].type == "CONSULT" for ref in c)}
    (hours,) = [d for d in linked.disputes if d.kind == "number" and d.event in talks]
    sides = [{ref.article for ref in side} & set(pair) for side in (hours.asserting, hours.denying)]
    assert sorted(map(len, sides)) == [1, 1]


def told(linked: Linkage, extraction: Extraction) -> list[tuple[object, ...]]:
    """What an article tells, without words and places in the text: its events with their actors, sorted."""

    def who(fillers: Iterable[Filler]) -> list[str]:
        return sorted(linked.actor_of.get(Ref(extraction.article.id, f.entity), "somebody") for f in fillers)

    return sorted(
        (
            event.type, event.action, event.polarity, event.modality, event.time.edtf if event.time else "",
            who(event.agents), who(event.targets), who(event.sources),
        )
        for event in extraction.events
    )  # fmt: skip


def test_the_parallel_pair_tells_the_same(built: BuildReport, linked: Linkage) -> None:
    french, english = (next(e for e in built.extractions if e.article.id == one) for one in PAIR)
    assert told(linked, french) == told(linked, english)


def test_the_copy_is_found_and_confirms_nothing(linked: Linkage) -> None:
    assert linked.duplicates == ((DAY, COPY),)
    both = [c for c in linked.same_events if {ref.article for ref in c} == {DAY, COPY}]
    assert len(both) > 10 and {linked.independent[cluster[0]] for cluster in both} == {1}


def test_the_wednesday_becomes_a_day_and_goes_back(built: BuildReport, linked: Linkage) -> None:
    table = events(built.extractions)
    unsure = {ref for ref, e in table.items() if ref.article == SEED and e.time and "2022-02-16" in e.time.candidates}
    assert unsure and {linked.times[ref].edtf for ref in unsure} == {"2022-02-16"}
    without = link([e for e in built.extractions if e.article.id not in (DAY, COPY)])
    assert not unsure & set(without.times)


@pytest.mark.parametrize("name", ["NATO", "Russia", "United_States", "Jens_Stoltenberg", "Antony_Blinken"])
def test_actors_of_many_articles_are_one(linked: Linkage, name: str) -> None:
    assert len({ref.article for ref, actor in linked.actor_of.items() if actor == name}) > 2


def test_persons_of_two_languages_are_one(linked: Linkage) -> None:
    for spelt in ({"Vladimir Poutine", "Vladimir Putin"}, {"Sergueï Lavrov", "Sergei Lavrov"}):
        assert sum(spelt <= {*actor.labels.values(), *actor.names} for actor in linked.actors) == 1


def stored(store: Store, found: list[Extraction]) -> bytes:
    """What a build writes of these articles into a store that may hold an older state."""
    linkage = link(found)
    gone = set(store.articles()) - {extraction.article.id for extraction in found}
    store.delete(*sorted(gone))
    for extraction in found:
        store.put(extraction, linkage, version="1")
    store.put_derived(linkage)
    return store.dump()


def test_a_store_that_grew_and_shrank_is_as_one_from_nothing(built: BuildReport) -> None:
    every = list(built.extractions)
    few = [extraction for extraction in every if extraction.article.id not in (DAY, COPY, *B)]
    with Store() as store:
        for state in (few, every, every[3:], few, every):
            content = stored(store, state)
            with Store() as fresh:
                assert content == stored(fresh, state)
