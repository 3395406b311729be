// The network: actors as shapes, one link per pair and direction, labels where there is room.
import { drag } from "d3-drag";
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";
import "d3-transition";
import { asButton, fit, h, initials, s, textWidth } from "./dom.js";
import { FAMILIES } from "./glyphs.js";
import { label, t } from "./i18n.js";
import { curve, mergeLinks, place } from "./layout.js";
import { chosenActors, known } from "./model.js";
import { state, update } from "./state.js";

export const FIRST = 60, DRAWN = 90;
const LEAST = 20, ROOM = 8500;  // square pixels that an actor and its name need to be read
const NAME_FONT = "600 12px system-ui, sans-serif";

export function makeGraph(model, root) {
  const svg = s("svg", { class: "net", role: "group" });
  const tools = h("div", { class: "net-tools" }), more = h("button", { type: "button", class: "net-more" });
  const note = h("p", { class: "net-note" });
  root.replaceChildren(svg, tools, more, note);
  const view = { model, root, svg, more, note, nodes: [], links: [], placed: new Map(), transform: zoomIdentity };
  const zoomer = zoom().scaleExtent([0.3, 8]).on("zoom", ({ transform }) => { view.transform = transform; position(view); });
  select(svg).call(zoomer).on("dblclick.zoom", null);
  const tool = (text, name, action) => h("button", { type: "button", class: "tool", "data-name": name, onclick: action }, text);
  tools.append(tool("+", "zoomIn", () => zoomer.scaleBy(select(svg), 1.5)), tool("−", "zoomOut", () => zoomer.scaleBy(select(svg), 1 / 1.5)), tool("⤢", "zoomReset", () => zoomer.transform(select(svg), zoomIdentity)));
  more.addEventListener("click", () => update({ n: view.nodes.length + FIRST }));
  view.draw = () => draw(view);
  view.refresh = (shown) => refresh(view, shown);
  return view;
}

function draw(view) {
  const { model, svg, root } = view, width = root.clientWidth || 900, height = root.clientHeight || 380;
  for (const button of root.querySelectorAll(".net-tools button")) { button.title = t(button.dataset.name); button.setAttribute("aria-label", t(button.dataset.name)); }
  svg.setAttribute("width", width);
  svg.setAttribute("height", height);
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("aria-label", t("graphLabel"));
  const first = Math.max(LEAST, Math.min(FIRST, Math.round((width * height) / ROOM))), wanted = Math.max(first, state.n), chosen = chosenActors(state);
  const actors = model.ranked.filter((actor, i) => i < wanted || chosen.includes(actor.id));
  const ids = new Set(actors.map((actor) => actor.id)), most = Math.max(1, ...actors.map((actor) => actor.events.length));
  view.links = mergeLinks(model.events.filter((event) => known(event, state)), ids);
  const big = actors.length > 24 ? 20 : 27, area = actors.length > 24 || width < 500 ? 0.8 : 1;
  view.nodes = actors.map((actor) => {
    const name = label(actor.label), text = fit(name, actors.length > 20 || width < 500 ? 140 : 220, NAME_FONT) || name, old = view.placed.get(actor.id);
    return { id: actor.id, actor, name, text, w: textWidth(text, NAME_FONT), r: (11 + (big - 11) * Math.sqrt(actor.events.length / most)) * area, ...(old && { u: old.u, v: old.v }) };
  });
  if (view.nodes.length) place(view.nodes, view.links, width, height);
  for (const node of view.nodes) view.placed.set(node.id, node);
  view.more.hidden = actors.length >= model.ranked.length;
  view.more.textContent = `${t("more")} · ${model.ranked.length - actors.length} ${t("moreActors")}`;
  svg.replaceChildren(defs(), s("rect", { class: "net-back", width, height, fill: "url(#dots)", onclick: () => update({ a: "" }) }), (view.linkLayer = s("g", { class: "links" })), (view.nodeLayer = s("g", { class: "nodes" })));
  view.byId = new Map(view.nodes.map((node) => [node.id, node]));
  const hidden = Math.max(0, view.links.length - DRAWN);
  view.note.hidden = !hidden;
  view.note.textContent = `${view.links.length - hidden} ${t("of")} ${view.links.length} ${t("links")}`;
  view.note.title = t("linksNote");
  drawLinks(view);
  drawNodes(view);
  position(view);
}

const defs = () => s("defs", {}, s("pattern", { id: "dots", width: 22, height: 22, patternUnits: "userSpaceOnUse" }, s("circle", { class: "dots", cx: 2, cy: 2, r: 0.8 })));

function drawLinks(view) {
  for (const link of view.links) {
    link.line = s("path", { class: "line" });
    link.head = link.kind === "act" ? s("path", { class: "head", d: "M0,0L-8,-4L-6,0L-8,4Z" }) : null;
    link.plate = s("rect", { class: "plate", height: 16, rx: 8 });
    link.text = s("text", { class: "link-text", "text-anchor": "middle" });
    link.label = s("g", { class: "link-label", "aria-hidden": "true" }, link.plate, link.text);
    link.title = s("title");
    link.node = s("g", { class: `link k-${link.kind}`, "data-link": link.key, onclick: () => update({ a: state.a === link.key ? "" : link.key, tab: "list" }) },
      link.title, asButton(s("path", { class: "hit" }), ""), link.line, link.head, link.label);
    link.hit = link.node.querySelector(".hit");
    view.linkLayer.append(link.node);
  }
}

function drawNodes(view) {
  const follow = drag().on("start", (event) => event.sourceEvent.stopPropagation()).on("drag", function (event) {
    const node = view.byId.get(this.dataset.actor);
    node.x += event.dx / view.transform.k;
    node.y += event.dy / view.transform.k;
    position(view);
  });
  for (const node of view.nodes) {
    const { r, actor } = node;
    node.group = s("g", { class: `node n-${actor.type}`, "data-actor": actor.id,
      onclick: () => update({ a: state.a === actor.id ? "" : actor.id, tab: "list" }) },
      s("title", {}, `${node.name} · ${t(actor.type)} · ${actor.events.length} ${t("count")}`),
      asButton(outline(actor.type, r), `${node.name}, ${t(actor.type)}, ${actor.events.length} ${t("count")}`), s("text", { class: "short", "aria-hidden": "true", "text-anchor": "middle", y: 4 }, r > 9 ? initials(node.name) : ""),
      s("text", { class: "name", "aria-hidden": "true", "text-anchor": "middle", y: r + 15 }, node.text));
    view.nodeLayer.append(node.group);
    select(node.group).call(follow);
  }
}

function outline(type, r) {
  if (type === "PER") return s("circle", { class: "shape", r });
  if (type === "LOC") return s("path", { class: "shape", d: `M0,${-r * 1.15}L${r},0L0,${r * 1.15}L${-r},0Z` });
  if (type === "GROUP") return s("path", { class: "shape", d: `M${-r},0L${-r / 2},${-r * 0.9}H${r / 2}L${r},0L${r / 2},${r * 0.9}H${-r / 2}Z` });
  return s("rect", { class: "shape", x: -r * 0.93, y: -r * 0.93, width: r * 1.86, height: r * 1.86, rx: type === "ORG" ? r * 0.4 : type === "GPE" ? 2 : r * 0.93 });
}

/** Puts everything where the zoom wants it; sizes stay, labels that would collide are left out. */
function position(view) {
  const { x: tx, y: ty, k } = view.transform, taken = [];
  for (const node of view.nodes) {
    node.at = { x: node.x * k + tx, y: node.y * k + ty, r: node.r };
    node.group.setAttribute("transform", `translate(${node.at.x.toFixed(1)},${node.at.y.toFixed(1)})`);
    taken.push([node.at.x - node.r, node.at.y - node.r, node.at.x + node.r, node.at.y + node.r]);
  }
  for (const node of view.nodes) {
    const spot = [node.at.x - node.w / 2, node.at.y + node.r + 3, node.at.x + node.w / 2, node.at.y + node.r + 18];
    const free = !taken.some((other) => overlap(spot, other));
    node.group.classList.toggle("unnamed", !free);
    if (free) taken.push(spot);
  }
  for (const link of view.links) {
    const shape = curve(view.byId.get(link.a).at, view.byId.get(link.b).at, link.kind !== "act");
    link.line.setAttribute("d", shape.d);
    link.hit.setAttribute("d", shape.d);
    link.head?.setAttribute("transform", `translate(${shape.to.x.toFixed(1)},${shape.to.y.toFixed(1)}) rotate(${((shape.angle * 180) / Math.PI).toFixed(1)}) translate(6,0)`);
    const half = textWidth(link.text.textContent, "11px system-ui, sans-serif") / 2 + 7, { x, y } = shape.middle;
    const spot = [x - half, y - 8, x + half, y + 8], free = link.kind !== "says" && !link.node.classList.contains("weak") && link.text.textContent && !taken.some((other) => overlap(spot, other));
    link.label.setAttribute("transform", `translate(${x.toFixed(1)},${y.toFixed(1)})`);
    link.plate.setAttribute("x", -half);
    link.plate.setAttribute("y", -8);
    link.plate.setAttribute("width", 2 * half);
    link.text.setAttribute("y", 4);
    link.label.classList.toggle("culled", !free);
    if (free) taken.push(spot);
  }
}

const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** The weaker links of a crowded network show only where the reader looks. */
const near = (link, chosen) => (chosen.length > 1 ? chosen.includes(link.a) && chosen.includes(link.b) : chosen.includes(link.a) || chosen.includes(link.b));

/** How the links and nodes look under the filters: counts, colours, faded when nothing of theirs is left. */
function refresh(view, shown) {
  const alive = new Set(), weak = new Set(view.links.slice(DRAWN)), chosen = chosenActors(state), event = view.model.byId.get(state.e), onEvent = new Set(event?.who ?? []);
  for (const one of view.model.events) if (shown.has(one.id)) for (const id of one.who) alive.add(id);
  for (const link of view.links) {
    const on = link.events.filter((one) => shown.has(one.id)), of = on.length ? on : link.events;
    const counts = new Map();
    for (const one of of) counts.set(one.family, (counts.get(one.family) ?? 0) + 1);
    const main = FAMILIES.map((family) => family.key).sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))[0];
    const solid = of.some((one) => one.status === "real");
    link.node.setAttribute("class", `link k-${link.kind} f-${main}${solid ? "" : " unreal"}${on.length ? "" : " dim"}${weak.has(link) && !near(link, chosen) ? " weak" : ""}${link.events.includes(event) || link.key === state.a ? " chosen" : ""}`);
    link.line.setAttribute("stroke-width", (1.4 + Math.log2(of.length) * 0.9).toFixed(2));
    link.text.textContent = of.length === 1 && view.links.length <= 40 ? fit(view.model.data.meta.actions?.[of[0].action] ? label(view.model.data.meta.actions[of[0].action]) : "1", 90, "11px system-ui, sans-serif") : String(of.length);
    const name = `${label(view.byId.get(link.a).actor.label)} ${link.kind === "with" ? "–" : "→"} ${label(view.byId.get(link.b).actor.label)}${link.kind === "says" ? ` (${t("says")})` : ""}: ${of.length} ${t("count")}`;
    link.title.textContent = name;
    link.hit.setAttribute("aria-label", name);
  }
  for (const node of view.nodes) {
    node.group.classList.toggle("dim", !alive.has(node.id));
    node.group.classList.toggle("chosen", chosen.includes(node.id));
    node.group.classList.toggle("involved", onEvent.has(node.id));
  }
  position(view);
}
