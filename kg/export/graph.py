"""The network of actors as a page made by pyvis, through a template of our own.

pyvis as it comes asks a CDN for its scripts, turns hover texts into markup and lets a physics engine run while the
reader waits. Here it only describes nodes and links: positions are given, the drawing library it carries is put into
the page, and all words go in as data, in every language of the pages, so that the reader can change it.

What is only spoken of (topics) is no actor: it waits behind a button, and has a place of its own for when it is shown.
"""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from kg.export.html import Page, clean, json_block, policy, static
from kg.export.network import network
from kg.export.view import LANGUAGES, main_language, title_of
from kg.lang import actions
from kg.store import GraphStore
from kg.store.reading import articles

if TYPE_CHECKING:
    import networkx

LARGEST = 200  # more than this and nobody can read the picture; the busiest stay
LONGEST = 44  # letters of a name in the picture; hovering shows it whole
HOVER = 12  # events named of one link
_SHAPES = {"PER": "dot", "ORG": "square", "GPE": "square", "LOC": "diamond", "GROUP": "hexagon", "OTHER": "dot"}
_COLOURS = {
    "PER": "#7a4fc9",
    "ORG": "#3a76d6",
    "GPE": "#0b7d72",
    "LOC": "#4d7c0f",
    "GROUP": "#667085",
    "OTHER": "#667085",
}
_SOFT = {"STATE", "CONSULT", "AGREE", "SUPPORT", "COOPERATE", "AID", "CONCEDE"}
_HARD = {"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN", "DENY", "REJECT", "ACCUSE", "PROTEST"}
_ARROWS = {"to": {"enabled": True, "scaleFactor": 0.6}}
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "keyboard": {"enabled": True, "bindToWindow": False}, "tooltipDelay": 120},
    "edges": {"smooth": {"enabled": True, "type": "curvedCW", "roundness": 0.16}},
}
_WORDS = {
    "fr": {
        "facts": "{nodes} qui agissent ou subissent · {links} liens · {events} événements",
        "most": "les {n} plus actifs de {all}",
        "list": "Les liens en texte",
        "hint": "Choisissez un acteur ou un lien pour lire ses événements. Molette : zoom ; glisser : déplacer.",
        "network": "Réseau des acteurs",
        "events": "événements",
        "event": "événement",
        "pick": "Choisir un acteur…",
        "topics": "Ce dont ils parlent",
        "zoomIn": "Agrandir",
        "zoomOut": "Réduire",
        "fit": "Tout voir",
        "legend": "Légende",
        "person": "personne",
        "body": "organisation",
        "state": "pays, ville",
        "place": "lieu",
        "group": "groupe",
        "soft": "parole, entente",
        "ask": "demande",
        "hard": "refus, force",
        "rest": "autre",
        "unreal": "prévu, possible ou nié",
        "other": "English",
    },
    "en": {
        "facts": "{nodes} who act or are acted upon · {links} links · {events} events",
        "most": "the {n} busiest of {all}",
        "list": "The links as text",
        "hint": "Choose an actor or a link to read its events. Wheel: zoom; drag: move.",
        "network": "Network of actors",
        "events": "events",
        "event": "event",
        "pick": "Choose an actor…",
        "topics": "What they speak of",
        "zoomIn": "Zoom in",
        "zoomOut": "Zoom out",
        "fit": "See all",
        "legend": "Legend",
        "person": "person",
        "body": "organisation",
        "state": "country, town",
        "place": "place",
        "group": "group",
        "soft": "speech, accord",
        "ask": "request",
        "hard": "refusal, force",
        "rest": "other",
        "unreal": "planned, possible or negated",
        "other": "Français",
    },
}


def graph(store: GraphStore, *, title: str = "") -> Page:
    """The page as text: actors, and one link per pair and direction with the count of its events.

    >>> from kg.store import Store
    >>> "default-src" in graph(Store())
    True
    """
    from pyvis.network import Network  # takes most of a second, so only when asked for

    texts = list(articles(store))
    language = main_language(row.language for row in texts)
    whole = network(store)
    shown = _busiest(whole)
    people = _part(shown, {name for name, node in shown.nodes(data=True) if not _spoken_of(node)})
    near, far = _positions(people), _positions(shown)
    net = Network(directed=True)
    for name in shown:
        net.add_node(name, **_node(shown.nodes[name], near.get(name), far[name]))
    for start, end in dict.fromkeys(shown.edges()):
        net.add_edge(start, end, **_link(shown, start, end))
    net.options = dict(_OPTIONS)
    names = [_labels(node) for _, node in sorted(shown.nodes(data=True), key=_rank)]
    titles = dict.fromkeys(LANGUAGES, title) if title else title_of(texts, names)
    return _page(net, {code: _words(code, whole, people, titles[code]) for code in LANGUAGES}, language)


def _page(net: Any, words: dict[str, dict[str, str]], language: str) -> Page:
    scripts, styles = [_vis_network(), static("graph.js")], [static("graph.css")]
    net.set_template_dir(str(Path(__file__).parent / "templates"), "graph.html")
    net.heading = words[language]["heading"]
    net.templateEnv.autoescape = True
    net.templateEnv.globals.update(
        json_block=json_block,
        language=language,
        words=words,
        policy=policy(scripts, styles),
        scripts=[Markup(text) for text in scripts],
        styles=[Markup(text) for text in styles],
    )
    return Page(clean(net.generate_html()))


def _labels(item: dict[str, Any]) -> dict[str, str]:
    return {code: item[f"label_{code}"] for code in LANGUAGES}


def _spoken_of(node: dict[str, Any]) -> bool:
    """Whether a node is a topic: something without a kind that never takes part itself."""
    return node["type"] == "OTHER" and not node["events"]


def _rank(item: tuple[str, dict[str, Any]]) -> tuple[int, str]:
    return -item[1]["events"], item[0]


def _busiest(whole: networkx.MultiDiGraph) -> networkx.MultiDiGraph:
    """The nodes with most events."""
    return _part(whole, {name for name, _ in sorted(whole.nodes(data=True), key=_rank)[:LARGEST]})


def _part(whole: networkx.MultiDiGraph, kept: set[str]) -> networkx.MultiDiGraph:
    """Some nodes, in the order of the whole: a view of the library's would follow that of a set."""
    shown = whole.__class__()
    shown.add_nodes_from((name, data) for name, data in whole.nodes(data=True) if name in kept)
    edges = whole.edges(keys=True, data=True)
    shown.add_edges_from((start, end, key, data) for start, end, key, data in edges if start in kept and end in kept)
    return shown


def _positions(shown: networkx.MultiDiGraph) -> dict[str, tuple[int, int]]:
    """Where each node stands, the same on every run; rounded, since the last digits differ by machine.

    Every group of linked actors is laid out by itself and the groups are set in rows, the largest first: one springy
    layout of all would throw the small groups far out and squeeze the large one.
    """
    import networkx

    plain = networkx.Graph()
    plain.add_nodes_from(sorted(shown.nodes))
    plain.add_edges_from(sorted({(min(pair), max(pair)) for pair in shown.edges()}))
    groups = sorted((sorted(group) for group in networkx.connected_components(plain)), key=lambda g: (-len(g), g))
    boxes = [_box(len(group)) for group in groups]
    widest = max((sum(w * h for w, h in boxes) * 1.9) ** 0.5, *(w for w, _ in boxes)) if boxes else 0.0
    spots: dict[str, tuple[int, int]] = {}
    x = y = tall = 0.0
    for group, (width, height) in zip(groups, boxes, strict=True):
        if x and x + width > widest:
            x, y, tall = 0.0, y + tall, 0.0
        tall = max(tall, height)
        for name, (dx, dy) in _group(plain, group).items():
            at = x + width / 2 + dx * (width / 2 - 85), y + height / 2 + dy * (height / 2 - 50)
            spots[name] = round(at[0]), round(at[1])
        x += width
    return spots


def _box(nodes: int) -> tuple[float, float]:
    """Width and height that a group of linked actors needs, names included."""
    if nodes < 3:
        return (200.0, 120.0) if nodes == 1 else (400.0, 130.0)
    return 240 + 270 * nodes**0.5, 60 + 170 * nodes**0.5


def _group(plain: networkx.Graph, group: list[str]) -> dict[str, tuple[float, float]]:
    """Places of a group within [-1, 1]."""
    import networkx

    if len(group) < 3:
        return {name: (2.0 * i - len(group) + 1, 0.0) for i, name in enumerate(group)}
    part = networkx.Graph()  # its nodes in a fixed order, which a view of the library's would not keep
    part.add_nodes_from(group)
    part.add_edges_from(plain.edges(group))
    found = networkx.spring_layout(part, seed=1, iterations=200, k=2.4 / len(group) ** 0.5)
    xs, ys = ([float(at[axis]) for at in found.values()] for axis in (0, 1))
    middle = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    span = max(max(xs) - min(xs), 1e-6) / 2, max(max(ys) - min(ys), 1e-6) / 2
    return {n: ((float(at[0]) - middle[0]) / span[0], (float(at[1]) - middle[1]) / span[1]) for n, at in found.items()}


def _node(node: dict[str, Any], near: tuple[int, int] | None, far: tuple[int, int]) -> dict[str, Any]:
    """`at` is its place among the actors (none for a topic), `among` that among all; the page draws the names."""
    count = node["events"]
    return {
        "label": "",
        "names": {code: _cut(name or "?") for code, name in _labels(node).items()},
        "events": count,
        "topic": near is None,
        "x": (near or far)[0],
        "y": (near or far)[1],
        "among": list(far),
        "shape": _SHAPES.get(node["type"], "dot"),
        "color": _COLOURS.get(node["type"], "#667085"),
        "size": round(11 + 5 * count**0.5, 1),
        "borderWidth": 2,
    }


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def _link(shown: networkx.MultiDiGraph, start: str, end: str) -> dict[str, Any]:
    """One link for all the events from one actor to another: the verb when there is one, else how many."""
    found = [
        event for _, event in sorted(shown[start][end].items(), key=lambda item: (item[1]["earliest"] or "~", item[0]))
    ]
    action = actions().get(found[0]["action"])
    real = any(event["polarity"] == "positive" and event["modality"] == "actual" for event in found)
    verbs = {code: (action.labels.get(code, "") if action else "") or "1" for code in LANGUAGES}
    return {
        "verb": verbs if len(found) == 1 else dict.fromkeys(LANGUAGES, str(len(found))),
        "told": {code: _lines(found, code) for code in LANGUAGES},
        "dashes": not real, "color": _colour(found), "width": round(1 + len(found) ** 0.5, 1), "arrows": dict(_ARROWS),
    }  # fmt: skip


def _lines(found: list[dict[str, Any]], language: str) -> list[str]:
    lines = [f"{event[f'label_{language}']}{' · ' + event['edtf'] if event['edtf'] else ''}" for event in found[:HOVER]]
    return [*lines, f"… + {len(found) - HOVER}"] if len(found) > HOVER else lines


def _colour(found: list[dict[str, Any]]) -> str:
    main = Counter(event["type"] for event in found).most_common(1)[0][0]
    return "#3a76d6" if main in _SOFT else "#c4323e" if main in _HARD else "#c56a06" if main == "REQUEST" else "#667085"


def _words(language: str, whole: networkx.MultiDiGraph, people: networkx.MultiDiGraph, heading: str) -> dict[str, str]:
    words = {**_WORDS[language], "heading": heading}
    links, events = len({(a, b) for a, b in people.edges()}), len({key for *_, key in people.edges(keys=True)})
    everyone = sum(not _spoken_of(node) for _, node in whole.nodes(data=True))
    words["facts"] = words["facts"].format(nodes=len(people), links=links, events=events)
    words["most"] = words["most"].format(n=len(people), all=everyone) if len(people) < everyone else ""
    return words


def _vis_network() -> str:
    """The drawing library that the pyvis wheel carries, without the address of its source map."""
    folder = files("pyvis") / "templates" / "lib"
    newest = max((entry.name for entry in folder.iterdir() if entry.name.startswith("vis-")), default="vis-9.1.2")
    text = (folder / newest / "vis-network.min.js").read_text(encoding="utf-8").replace("\r\n", "\n")
    return text.rsplit("//# sourceMappingURL", 1)[0]
