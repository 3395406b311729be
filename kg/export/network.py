"""Who deals with whom, as a networkx graph and the files that graph tools read."""

from __future__ import annotations

import io
import re
from itertools import permutations
from typing import TYPE_CHECKING, Any

from kg.export.acting import acting
from kg.store import GraphStore
from kg.store.rdf import clean
from kg.store.reading import EventRow, Thing, events, things as all_things

if TYPE_CHECKING:
    import networkx


def network(store: GraphStore) -> networkx.MultiDiGraph:
    """Named actors, and one link for each event from each agent to each target.

    Without a target, what an event is about stands for it when it is a named thing; without either, agents who act
    together ("entre X et Y") are linked to each other. A capital that acts is the state it stands for. Nodes are keyed
    by local name and carry `label_en`, `label_fr`, `type`, `wikidata` and `events` (how many they take part in); links
    are keyed by event and carry `action`, `type`, `label_en`, `label_fr`, `polarity`, `modality`, `earliest`, `latest`,
    `edtf`, `disputed`, `salience`, `heading`, `confidence`, `article` and `evidence`. Nodes and links are added in a
    fixed order.

    >>> from kg.store import Store
    >>> network(Store()).number_of_nodes()
    0
    """
    import networkx

    known = {thing.id: thing for thing in all_things(store)}
    things: dict[str, Thing] = {}
    taking_part: dict[str, set[str]] = {}
    links: list[tuple[str, str, str, dict[str, Any]]] = []
    for row in (acting(row, known) for row in events(store)):
        for thing in _named(row.agents) + _named(row.targets):
            things[thing.id] = thing
            taking_part.setdefault(thing.id, set()).add(row.id)
        for start, end in _pairs(row):
            things[end.id] = end
            links.append((start.id, end.id, row.id, _attributes(row)))
    graph = networkx.MultiDiGraph()
    for name in sorted(things):
        thing = things[name]
        graph.add_node(
            name,
            label_en=clean(thing.label("en")),
            label_fr=clean(thing.label("fr")),
            type=thing.type,
            wikidata=thing.wikidata,
            events=len(taking_part.get(name, ())),
        )
    for start_id, end_id, event, attributes in sorted(links, key=lambda link: link[:3]):
        graph.add_edge(start_id, end_id, key=event, **attributes)
    return graph


def graphml(store: GraphStore) -> bytes:
    """GraphML: for Gephi, Cytoscape, yEd, igraph."""
    import networkx

    out = io.BytesIO()
    networkx.write_graphml_xml(_labelled(network(store)), out, encoding="utf-8", prettyprint=True)
    return out.getvalue()


def gexf(store: GraphStore) -> bytes:
    """GEXF 1.2: for Gephi."""
    import networkx

    out = io.BytesIO()
    networkx.write_gexf(_labelled(network(store)), out, encoding="utf-8", prettyprint=True, version="1.2draft")
    # networkx stamps the day of writing; the same graph has to give the same bytes
    return re.sub(rb' lastmodifieddate="[^"]*"', b"", out.getvalue())


def _labelled(graph: networkx.MultiDiGraph) -> networkx.MultiDiGraph:
    """With the one `label` that graph tools show."""
    for _, attributes in graph.nodes(data=True):
        attributes["label"] = attributes["label_en"]
    for _, _, attributes in graph.edges(data=True):
        attributes["label"] = attributes["action"]
    return graph


def _pairs(row: EventRow) -> list[tuple[Thing, Thing]]:
    agents = _named(row.agents)
    others = _named(row.targets) or _named(row.themes)
    if not others:
        return list(permutations(agents, 2))
    return [(agent, other) for agent in agents for other in others if agent.id != other.id]


def _named(parts: Any) -> list[Thing]:
    """Things with a name of their own, each once; mere words are no node."""
    return list({part.thing.id: part.thing for part in parts if part.thing.id and part.thing.type}.values())


def _attributes(row: EventRow) -> dict[str, Any]:
    return {
        "action": row.action,
        "type": row.type,
        "label_en": clean(row.labels.get("en", "")),
        "label_fr": clean(row.labels.get("fr", "")),
        "polarity": row.polarity,
        "modality": row.modality,
        "earliest": row.earliest,
        "latest": row.latest,
        "edtf": row.when,
        "disputed": row.disputed,
        "salience": row.salience,
        "heading": row.heading,
        "confidence": row.confidence,
        "article": clean(row.article.id),
        "evidence": clean(row.evidence[1]),
    }
