from __future__ import annotations

import io

import networkx
import pytest

from kg.export.network import gexf, graphml, network
from kg.model import Article, Entity, Event, Extraction, Filler, Linkage, Span
from kg.store import Store


def test_nodes_and_links(store: Store) -> None:
    graph = network(store)
    links = {(a, data["action"], b) for a, b, data in graph.edges(data=True)}
    assert links == {
        ("NATO", "submits", "Russia"),
        ("Russia", "answers", "NATO"),
        ("Russia", "meets", "Sweden"),
        ("Russia", "denies", "no_answer"),
    }
    assert graph.nodes["NATO"] == {
        "label_en": "NATO", "label_fr": "OTAN", "type": "ORG", "wikidata": "Q7184", "events": 3,
    }  # fmt: skip
    (meets,) = (data for *_, data in graph.edges(data=True) if data["action"] == "meets")
    assert (meets["modality"], meets["earliest"], meets["article"]) == ("future", "2022-03-03", "b")
    (answers,) = (data for *_, data in graph.edges(data=True) if data["action"] == "answers")
    assert answers["polarity"] == "negative" and answers["disputed"] is True
    assert "trois policiers" not in str(graph.nodes(data=True))  # mere words are no node


def test_order_is_fixed(store: Store) -> None:
    graph = network(store)
    assert list(graph) == sorted(graph)
    assert list(graph.edges(keys=True)) == sorted(graph.edges(keys=True))


def test_agents_together_are_linked_both_ways() -> None:
    here = Span(0, 1)
    agents = (Filler("A", here, "A"), Filler("B", here, "B"), Filler("A", here, "A"))
    event = Event("e1", "CONSULT", "meets", "réunion", (here,), here, agents)
    people = (Entity("A", "PER", "A"), Entity("B", "PER", "B"))
    store = Store()
    store.put(Extraction(Article("a", "A B"), entities=people, events=(event,)), Linkage())
    graph = network(store)
    labels = networkx.get_node_attributes(graph, "label_fr")
    assert sorted((labels[a], labels[b]) for a, b in graph.edges()) == [("A", "B"), ("B", "A")]


def test_nobody_is_linked_to_itself() -> None:
    here = Span(0, 1)
    one = Filler("A", here, "A")
    event = Event("e1", "COERCE", "arrests", "x", (here,), here, (one,), (one,))
    store = Store()
    store.put(Extraction(Article("a", "A"), entities=(Entity("A", "PER", "A"),), events=(event,)), Linkage())
    assert network(store).number_of_edges() == 0


@pytest.mark.parametrize(("write", "read"), [(graphml, networkx.read_graphml), (gexf, networkx.read_gexf)])
def test_files_read_back(store: Store, write: object, read: object) -> None:
    graph = network(store)
    content = write(store)  # type: ignore[operator]
    back = read(io.BytesIO(content))  # type: ignore[operator]
    assert set(back) == set(graph) and back.number_of_edges() == graph.number_of_edges()
    assert back.nodes["NATO"]["label_fr"] == "OTAN"
    assert b"lastmodified" not in content


def test_an_empty_store() -> None:
    assert network(Store()).number_of_nodes() == 0
    assert graphml(Store()) and gexf(Store())
