from __future__ import annotations

from kg.export.network import network
from kg.export.view import view_data
from kg.model import Actor, Article, Entity, Event, Extraction, Filler, Linkage, Ref, Span
from kg.store import Store

HERE = Span(0, 1)


def store_of(*keys: str) -> Store:
    """One article in which Oslo asks Bergen and Norway, if linked, speaks: entities are linked to the keys given."""
    names = {"Oslo": "x1", "Bergen": "x2", "Norway": "x3"}
    entities = tuple(Entity(name, "GPE", key) for key, name in names.items())
    oslo, bergen, norway = (Filler(key, HERE, name) for key, name in names.items())
    asks = Event("e1", "REQUEST", "asks", "ask", (HERE,), HERE, (oslo, norway), (bergen,), sources=(oslo,))
    visits = Event("e2", "MOVE", "visits", "visit", (HERE,), HERE, (bergen,), place=oslo)
    actors = tuple(Actor(key, "GPE", {"en": key, "fr": key}) for key in keys)
    linkage = Linkage(actors, {Ref("a", names[key]): key for key in keys})
    store = Store()
    store.put(Extraction(Article("a", "A", language="en"), entities=entities, events=(asks, visits)), linkage)
    store.put_derived(linkage)
    return store


def test_a_capital_that_acts_is_its_state() -> None:
    with store_of("Oslo", "Bergen", "Norway") as store:
        asks, visits = view_data(store)["events"]
        assert [filler["id"] for filler in asks["agents"]] == ["Norway"]  # once, though two names stand for it
        assert [filler["id"] for filler in asks["sources"]] == ["Norway"]
        assert {actor["id"] for actor in view_data(store)["actors"]} == {"Norway", "Bergen", "Oslo"}
        assert visits["place"] is not None and visits["place"]["id"] == "Oslo"
        assert list(network(store).edges()) == [("Norway", "Bergen")]


def test_no_state_that_no_article_names() -> None:
    with store_of("Oslo", "Bergen") as store:
        asks = view_data(store)["events"][0]
        assert "Oslo" in [filler["id"] for filler in asks["agents"]]
        assert "Norway" not in {actor["id"] for actor in view_data(store)["actors"]}
