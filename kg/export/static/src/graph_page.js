// The network of `graph.html`: drawn by the vis-network that pyvis carries, from positions that are given. Names are
// drawn here, at one size on the screen whatever the zoom, the busiest first and only where there is room.
import "./graph.css";
import { placeNames } from "./names.js";

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const byId = (id) => document.getElementById(id);
const container = byId("network"), details = byId("details"), pick = byId("pick"), topics = byId("topics");
const style = getComputedStyle(document.documentElement), colour = (name) => style.getPropertyValue(name).trim();
const mix = (one, two, share) => {  // two colours as "#rrggbb"
  const part = (text, i) => parseInt(text.slice(1 + 2 * i, 3 + 2 * i), 16);
  return `#${[0, 1, 2].map((i) => Math.round(part(one, i) * share + part(two, i) * (1 - share)).toString(16).padStart(2, "0")).join("")}`;
};
const make = (tag, text, ...children) => {
  const element = document.createElement(tag);
  element.textContent = text;
  element.append(...children);
  return element;
};

const { nodes, edges } = read("graph-data"), { first, words } = read("graph-words");
const asked = new URLSearchParams(location.hash.slice(1)).get("lang");
let language = words[asked] ? asked : first, chosen = { nodes: [], edges: [] }, hovered = "", all = false, moved = false;
const t = (key) => words[language][key], named = (node) => node.names[language];
const upright = container.clientHeight > container.clientWidth * 1.15;  // a tall screen gets the picture turned
const turn = ([x, y]) => (upright ? { x: y, y: x } : { x, y });
const known = new Map(), links = new Map();
for (const node of nodes) {
  known.set(node.id, { ...node, near: turn([node.x, node.y]), far: turn(node.among) });
}
for (const edge of edges) {
  edge.id = `${edge.from}>${edge.to}`;
  links.set(edge.id, { ...edge });
}
const ranked = [...known.values()].sort((a, b) => b.events - a.events || (a.id < b.id ? -1 : 1));
const set = new vis.DataSet(nodes.map(({ id, shape, color, size, borderWidth, topic }) => ({
  id, shape, size: topic ? 6 : size, borderWidth, hidden: topic, ...known.get(id).near,
  color: { background: mix(color, colour("--back"), 0.16), border: color, highlight: { background: color, border: color } },
})));
const lines = new vis.DataSet(edges.map(({ id, from, to, dashes, color, width, arrows }) => ({
  id, from, to, dashes, width, arrows, hidden: known.get(from).topic || known.get(to).topic, color: { color, highlight: color, hover: color },
})));
const network = new vis.Network(container, { nodes: set, edges: lines }, JSON.parse(read("graph-options")));

const shownLinks = () => [...links.values()].filter((link) => all || !(known.get(link.from).topic || known.get(link.to).topic));
const pair = (link) => `${named(known.get(link.from))} → ${named(known.get(link.to))}`;

/** Those who count now: the chosen actor or link's ends and their neighbours; nobody when nothing is chosen. */
function around() {
  const near = new Set(chosen.edges.flatMap((id) => [links.get(id).from, links.get(id).to]));
  for (const id of chosen.nodes) near.add(id);
  return near;
}

network.on("afterDrawing", (context) => {
  const scale = network.getScale(), at = network.getPositions(), near = around();
  const items = ranked.filter((node) => all || !node.topic).map((node) => {
    const must = node.id === hovered || chosen.nodes.includes(node.id) || (chosen.edges.length === 1 && near.has(node.id));
    const size = node.topic ? 6 : node.size;
    return { id: node.id, text: named(node), ...at[node.id], r: size, must, can: must || (near.size ? near.has(node.id) : !node.topic || scale > 0.9), strong: node.events > 4, rank: must ? 0 : near.has(node.id) ? 1 : 2 };
  }).sort((a, b) => a.rank - b.rank);
  const counts = shownLinks().filter((link) => chosen.edges.includes(link.id) || (!near.size && scale > 0.75)).map((link) => ({ text: link.verb[language], ...network.body.edges[link.id].edgeType.getPoint(0.5) }));
  const low = network.DOMtoCanvas({ x: 4, y: 2 }), high = network.DOMtoCanvas({ x: container.clientWidth - 4, y: container.clientHeight - 2 });
  container.dataset.names = placeNames(context, { items, counts, scale, view: [low.x, low.y, high.x, high.y], text: colour("--text"), dim: colour("--dim"), back: colour("--back") });
});

/** What is not near the chosen fades. */
function fade() {
  const near = around();
  set.update(ranked.map(({ id }) => ({ id, opacity: near.size && !near.has(id) ? 0.2 : 1 })));
  lines.update([...links.values()].map((link) => ({ id: link.id, color: { color: link.color, highlight: link.color, hover: link.color, opacity: near.size && !chosen.edges.includes(link.id) ? 0.12 : 0.75 } })));
}

function tell() {
  const node = known.get(chosen.nodes[0]), of = chosen.edges.map((id) => links.get(id)), parts = [];
  if (node) parts.push(make("h2", named(node), make("small", ` · ${node.events} ${t(node.events === 1 ? "event" : "events")}`)));
  for (const link of of) parts.push(make("h3", pair(link)), make("ul", "", ...link.told[language].map((line) => make("li", line))));
  details.replaceChildren(...(parts.length ? parts : [t("hint")]));
  pick.value = node ? node.id : "";
}

function choose(nodeIds, edgeIds) {
  const own = nodeIds.length ? shownLinks().filter((link) => link.from === nodeIds[0] || link.to === nodeIds[0]).map((link) => link.id) : edgeIds;
  chosen = { nodes: nodeIds, edges: own };
  fade();
  tell();
  details.scrollTop = 0;
}

/** All the words, in the language of now. */
function speak() {
  document.documentElement.lang = language;
  document.title = t("heading");
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = t(element.dataset.word);
  for (const element of document.querySelectorAll("[data-name]")) element.setAttribute("aria-label", t(element.dataset.name));
  for (const button of document.querySelectorAll(".zoom button")) button.title = t(button.dataset.name);
  byId("language").lang = language === "fr" ? "en" : "fr";
  container.setAttribute("aria-label", t("network"));
  const option = (value, text) => Object.assign(make("option", text), { value });
  const people = ranked.filter((node) => !node.topic).map((node) => option(node.id, `${named(node)} (${node.events})`));
  pick.replaceChildren(option("", t("pick")), ...people);
  pick.setAttribute("aria-label", t("pick"));
  set.update(ranked.map((node) => ({ id: node.id, title: make("div", `${named(node)} · ${node.events} ${t(node.events === 1 ? "event" : "events")}`) })));
  lines.update([...links.values()].map((link) => ({ id: link.id, title: make("div", [pair(link), ...link.told[language]].join("\n")) })));
  byId("links").replaceChildren(...[...links.values()].map((link) => make("li", "", make("strong", pair(link)), make("ul", "", ...link.told[language].map((line) => make("li", line))))));
  tell();
}

function fit() {
  moved = false;
  network.fit({ nodes: ranked.filter((node) => all || !node.topic).map((node) => node.id), animation: false });
}

network.on("select", (event) => choose(event.nodes, event.edges));
network.on("hoverNode", ({ node }) => { hovered = node; network.redraw(); });
network.on("blurNode", () => { hovered = ""; network.redraw(); });
network.on("zoom", () => (moved = true));
network.on("dragEnd", () => (moved = true));
network.on("resize", () => moved || fit());
pick.addEventListener("change", () => {
  network.selectNodes(pick.value ? [pick.value] : []);
  choose(pick.value ? [pick.value] : [], []);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  network.unselectAll();
  choose([], []);
});
for (const button of document.querySelectorAll(".zoom button")) button.addEventListener("click", () => {
  if (!button.dataset.zoom) return fit();
  moved = true;
  return network.moveTo({ scale: network.getScale() * Number(button.dataset.zoom) });
});
const spokenOf = ranked.filter((node) => node.topic).length;
topics.hidden = !spokenOf;
byId("topics-count").textContent = String(spokenOf);
topics.addEventListener("click", () => {
  all = !all;
  topics.setAttribute("aria-pressed", String(all));
  set.update(ranked.map(({ id, topic, near, far }) => ({ id, hidden: topic && !all, ...(all ? far : near) })));
  lines.update([...links.values()].map(({ id, from, to }) => ({ id, hidden: !all && (known.get(from).topic || known.get(to).topic) })));
  choose(chosen.nodes, chosen.nodes.length ? [] : chosen.edges.filter((id) => shownLinks().some((link) => link.id === id)));
  fit();
});
byId("language").addEventListener("click", () => {
  language = language === "fr" ? "en" : "fr";
  try { history.replaceState(null, "", `#lang=${language}`); } catch { /* a frame without an address of its own */ }
  speak();
  network.redraw();
});
speak();
fit();
network.once("afterDrawing", () => (document.documentElement.dataset.ready = "yes"));
network.redraw();
