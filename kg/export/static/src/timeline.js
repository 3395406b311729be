// The timeline: lanes by actor, glyphs that tell how sure a date is, a strip to brush.
import { asButton, fit, h, s } from "./dom.js";
import { fullDay, whenText } from "./dates.js";
import { buildAxis, ticks } from "./axis.js";
import { drawFold, fillFold, foldHead } from "./fold.js";
import { FAMILIES, glyph } from "./glyphs.js";
import { label, t } from "./i18n.js";
import { BIN, BIN_HEIGHT, LABEL_FONT, PAD, ROW, layLane } from "./lanes.js";
import { chosenActors, known } from "./model.js";
import { drawStack } from "./stack.js";
import { state, update } from "./state.js";
import { makeStrip, STRIP } from "./strip.js";

export const MANY = 1500;
const HEAD = 46, LEFT = 172;

export function makeTimeline(model, root) {
  const head = s("svg", { class: "tl-head", role: "group" }), body = s("svg", { class: "tl-body", role: "group" });
  const box = h("div", { class: "tl", tabindex: "0", role: "region" }, h("div", { class: "tl-sticky" }, head), body);
  const tools = h("div", { class: "tl-tools" });
  root.replaceChildren(tools, box);
  const view = { model, box, head, body, tools, zoom: null, nodes: new Map(), bins: [], axis: null, strip: null };
  view.draw = () => draw(view);
  view.refresh = (shown) => refresh(view, shown);
  view.inBrush = (event) => inBrush(view, event);
  view.reveal = (id) => reveal(view, id);
  view.revealLane = (id) => revealLane(view, id);
  return view;
}

/** An event lies in the brushed time when it can have happened in it. */
function inBrush(view, event) {
  if (!state.t || !view.axis) return true;
  const place = view.axis.places.get(event.id);
  if (!place) return false;
  const [from, to] = state.t;
  if (place.each) return place.each.some((u) => u >= from && u <= to);
  return (place.fadeRight || place.u1 >= from) && (place.fadeLeft ? true : place.u0 <= to) && !(place.fadeRight && place.u0 > to) && !(place.fadeLeft && place.u1 < from);
}

function draw(view) {
  const { model, box } = view, total = box.clientWidth || 900, narrow = total < 620;
  const events = model.events.filter((event) => known(event, state));
  const left = narrow ? 6 : LEFT;
  view.axis = buildAxis(events, { left, width: total - 14, zoom: view.zoom, narrow, unfolded: Boolean(state.u) });
  const { axis } = view, width = axis.right + 8;
  box.setAttribute("aria-label", t("timelineLabel"));
  view.head.setAttribute("width", width);
  view.head.setAttribute("height", HEAD + STRIP + 8);
  view.head.setAttribute("aria-label", t("period"));
  view.head.replaceChildren(...columnHeads(view, narrow));
  view.strip = makeStrip(view, events, HEAD);
  const inMain = events.filter((event) => visibleInZoom(event, axis)), many = inMain.length > MANY;
  const y = narrow ? drawRows(view, events, width) : drawLanes(view, events, many, width);
  if (!narrow) view.body.prepend(...columnBands(axis, y));
  view.body.prepend(gradients());
  view.body.setAttribute("width", width);
  view.body.setAttribute("height", y + 6);
  view.body.setAttribute("aria-label", t("timeline"));
  for (const svg of [view.head, view.body]) svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`);  // so that paper can scale them
  drawTools(view, many);
}

const visibleInZoom = (event, axis) => {
  if (axis.story) return true;
  const place = axis.places.get(event.id), column = axis.columns[axis.main];
  return place.column !== axis.main || (axis.toX(place.u1) >= column.x0 && axis.toX(place.u0) <= column.x1);
};

function columnHeads(view, narrow) {
  const { axis } = view;
  const parts = axis.columns.flatMap((column, i) => {
    const group = s("g", { class: `col-head k-${column.kind}` }, s("rect", { class: `band k-${column.kind}${i % 2 ? " odd" : ""}`, x: column.x0, y: 0, width: column.x1 - column.x0, height: HEAD + STRIP + 8 }));
    const room = column.x1 - column.x0 - 14;
    if (column.kind === "main") {
      for (const tick of ticks(column)) group.append(s("line", { class: "tick", x1: tick.x, x2: tick.x, y1: 30, y2: HEAD + STRIP + 8 }), s("text", { class: tick.strong ? "tick-text strong" : "tick-text", x: tick.x + 3, y: 38 }, tick.text));
      group.append(s("text", { class: "tick-span", x: column.x0 + 6, y: 18 }, fit(`${fullDay(Math.round(column.from))} – ${fullDay(Math.round(column.to) - 1)}`, room, "700 12px system-ui, sans-serif")));
      return [group];
    }
    const chips = !narrow && column.chips && room > 76 + column.chips.length * 27 ? column.chips : [];
    group.append(s("text", { class: "col-title", x: column.x0 + 7, y: 18 }, fit(column.label, room - chips.length * 27, "600 12.5px system-ui, sans-serif")));
    let sub = column.sub ?? (column.foldable ? `${column.count} ${column.folded ? "▸" : "◂"}` : "");
    if (column.kind === "day" && column.days.length > 1) sub = chips.length ? `${sub} · ${t("oneOf")}` : sub;
    if (!narrow) group.append(s("text", { class: "col-sub", x: column.x0 + 7, y: 33 }, fit(sub, room, LABEL_FONT)));
    chips.forEach((chip, k) => {
      const x = column.x1 - 8 - (chips.length - k) * 27;
      group.append(s("rect", { class: "chip", x, y: 5, width: 24, height: 17, rx: 8.5 }), s("text", { class: "chip-text", x: x + 12, y: 17 }, String(chip)));
    });
    if (column.foldable) group.append(foldHead(column, HEAD - 4));
    if (column.n > 1 && !narrow) group.append(s("text", { class: "col-note", x: column.x0 + 7, y: 45 }, fit(`⇢ ${t("textOrder")}`, room, "10.5px system-ui, sans-serif")));
    return [group];
  });
  if (!narrow) parts.push(s("text", { class: "hint", x: 10, y: HEAD + STRIP / 2 + 4 }, t("brush")));
  return parts;
}

const columnBands = (axis, height) => axis.columns.flatMap((column, i) => [
  s("rect", { class: `band k-${column.kind}${i % 2 ? " odd" : ""}`, x: column.x0, y: 0, width: column.x1 - column.x0, height: height + 6 }),
  ...(column.kind === "main" ? ticks(column).map((tick) => s("line", { class: "tick", x1: tick.x, x2: tick.x, y1: 0, y2: height + 6 })) : []),
]);

function gradients() {
  const stops = (family, from, to) => s("linearGradient", { id: `fade-${family}-${from ? "r" : "l"}` },
    s("stop", { class: `f-${family}`, offset: "0", "stop-opacity": from }), s("stop", { class: `f-${family}`, offset: "1", "stop-opacity": to }));
  const hatch = s("pattern", { id: "struck", width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, s("line", { class: "hatch", x1: 0, x2: 0, y1: 0, y2: 7 }));
  return s("defs", {}, hatch, FAMILIES.flatMap(({ key }) => [stops(key, 0, 0.42), stops(key, 0.42, 0)]));
}

function drawRows(view, events, width) {
  view.nodes.clear();
  view.bins = [];
  view.body.replaceChildren();
  return drawStack(view, events, width, (item) => drawEvent(view, item));
}

function drawLanes(view, events, many, width) {
  const { model } = view;
  view.nodes.clear();
  view.bins = [];
  view.body.replaceChildren();
  const lanes = new Map();
  for (const event of events) {
    if (!lanes.has(event.lane)) lanes.set(event.lane, []);
    lanes.get(event.lane).push(event);
  }
  const order = [...lanes.keys()].sort((a, b) => (!a) - (!b) || lanes.get(b).length - lanes.get(a).length || (a < b ? -1 : 1));
  const band = view.axis.columns.find((column) => column.folded), inBand = (event) => view.axis.columns[view.axis.places.get(event.id).column] === band;
  const folded = new Map(order.map((id) => [id, band ? lanes.get(id).filter(inBand) : []])), most = Math.max(1, ...[...folded.values()].map((of) => of.length));
  let y = 0;
  for (const id of order) {
    const undated = folded.get(id), dated = undated.length ? lanes.get(id).filter((event) => !inBand(event)) : lanes.get(id);
    const laid = layLane(dated, view.axis, { many, actor: model.actors.get(id) });
    const height = PAD * 2 + (laid.bins ? BIN_HEIGHT + 4 : laid.rows * ROW);
    const group = s("g", { class: "lane", transform: `translate(0,${y})` }, s("line", { class: "lane-line", x1: 0, x2: width, y1: 0, y2: 0 }));
    group.append(laneName(model, id, lanes.get(id).length, height));
    const inner = s("g");
    if (laid.bins) drawBins(view, inner, laid.bins);
    else for (const item of laid.items) inner.append(drawEvent(view, item));
    if (undated.length) view.bins.push(drawFold(band, undated, most));
    if (undated.length) inner.append(view.bins.at(-1).node);
    group.append(inner);
    view.body.append(group);
    y += height;
  }
  return y;
}

function laneName(model, id, count, height) {
  const actor = model.actors.get(id), name = actor ? label(actor.label) : t("others");
  const at = Math.min(height / 2 + 4, 60);
  const click = () => actor && update({ a: state.a === id ? "" : id, tab: "list" });
  const hit = s("rect", { class: "lane-hit", x: 0, y: 1, width: LEFT - 4, height: height - 2 });
  return s("g", { class: `lane-name${actor ? " is-actor" : ""}`, "data-actor": id, onclick: click },
    s("title", {}, `${name} · ${count} ${t("count")}`),
    actor ? asButton(hit, `${name}, ${count} ${t("count")}`) : hit,
    s("circle", { class: `dot n-${actor?.type ?? "OTHER"}`, cx: 12, cy: at - 4, r: 4 }),
    s("text", { x: 22, y: at, "aria-hidden": "true" }, fit(name, LEFT - 58, "600 12px system-ui, sans-serif")),
    s("text", { class: "lane-count", "aria-hidden": "true", x: LEFT - 10, y: at }, String(count)));
}

function drawEvent(view, item) {
  const { event, place } = item, y = PAD + item.row * ROW + ROW / 2;
  const words = `${label(event.label)}. ${whenText(event.when).filter(Boolean).join(", ")}. ${t(event.polarity === "negative" ? "negative" : event.modality)}${event.disputed ? `, ${t("disputed")}` : ""}`;
  const group = s("g", { class: `ev f-${event.family} st-${event.status}${event.disputed ? " is-disputed" : ""}${event.salience === "minor" ? " minor" : ""}`,
    "data-id": event.id, "data-when": event.when.kind,
    onclick: () => update({ e: event.id, tab: "evidence" }) }, s("title", {}, words));
  const at = item.at ?? (place.each ? null : place.fadeRight || !place.fadeLeft ? item.x0 + 9 : item.x1 - 9);
  let textX = item.x1 + 3;
  if (place.each) textX = drawCandidates(view, group, item, y);
  else if (!place.point) textX = drawBar(group, item, y, at);
  else if (event.when.kind === "about") group.append(s("rect", { class: "halo", x: at - 9, y: y - 7, width: 18, height: 14, rx: 7 }));
  if (at !== null) group.append(s("g", { transform: `translate(${at},${y})` }, glyph(event.family, event.status, event.disputed)));
  const text = fit(item.text, item.room, LABEL_FONT);
  if (text && (text === item.text || text.length > 8)) group.append(s("text", { class: "ev-text", "aria-hidden": "true", x: textX, y: y + 4, "text-anchor": item.wide && place.fadeLeft && !place.fadeRight ? "end" : "start" }, text));
  group.append(asButton(s("rect", { class: "hit", x: item.x0 - 2, y: y - ROW / 2, width: Math.max(16, item.wide ? item.x1 - item.x0 + 4 : item.x1 - item.x0 + 4 + Math.max(0, Math.min(item.room, 160))), height: ROW }), words));
  group.hit = group.lastChild;
  view.nodes.set(event.id, group);
  return group;
}

/** A bar for a stretch of time; an open or cut end fades and carries an arrow. */
function drawBar(group, item, y, at) {
  const { place, event } = item, left = place.fadeLeft || item.clippedLeft, right = place.fadeRight || item.clippedRight;
  const fill = left && !right ? "l" : right && !left ? "r" : "";
  group.append(s("rect", { class: `bar${fill ? "" : " solid"}`, x: item.x0, y: y - 7.5, width: item.x1 - item.x0, height: 15, rx: 7.5, fill: fill ? `url(#fade-${event.family}-${fill})` : null }));
  if (event.status === "neg") group.append(s("rect", { class: "struck", x: item.x0, y: y - 7.5, width: item.x1 - item.x0, height: 15, rx: 7.5, fill: "url(#struck)" }));
  if (left) group.append(s("path", { class: "arrow", d: `M${item.x0 + 6},${y - 4}l-4,4l4,4` }));
  if (right) group.append(s("path", { class: "arrow", d: `M${item.x1 - 6},${y - 4}l4,4l-4,4` }));
  if (!item.wide) return item.x1 + 3;
  return left && !right ? at - 11 : at + 11;
}

/** One of several days: the same ghost on each, joined by dots, never one sharp point. */
function drawCandidates(view, group, item, y) {
  const xs = item.xs ?? item.place.each.map(view.axis.toX).filter((x) => x >= item.column.x0 && x <= item.column.x1);
  group.append(s("line", { class: "maybe", x1: Math.max(item.column?.x0 ?? 0, item.x0), x2: item.x1, y1: y, y2: y }));
  let last = -20;
  for (const x of xs) {
    if (x - last < 9) continue;
    group.append(s("g", { transform: `translate(${x},${y})` }, glyph(item.event.family, item.event.status, item.event.disputed, { area: 40, ghost: true })));
    last = x;
  }
  return item.x1 + 10;
}

function drawBins(view, group, bins) {
  const most = Math.max(...bins.map((bin) => bin.events.length));
  for (const bin of bins) {
    const node = s("g", { class: "bin", "data-count": bin.events.length,
      onclick: () => update({ t: [view.axis.fromX(bin.x), view.axis.fromX(bin.x + BIN)], tab: "list" }) }, s("title", {}, `${bin.events.length} ${t("count")}`));
    group.append(node);
    view.bins.push({ ...bin, node, scale: BIN_HEIGHT / most });
  }
}

function fillBin(bin, shown) {
  let y = PAD + BIN_HEIGHT;
  const parts = [asButton(s("rect", { class: "hit", x: bin.x, y: PAD, width: BIN, height: BIN_HEIGHT }), `${bin.events.length} ${t("count")}`)];
  const counts = {};
  let rest = 0;
  for (const event of bin.events) {
    if (shown.has(event.id)) counts[event.family] = (counts[event.family] ?? 0) + 1;
    else rest += 1;
  }
  for (const key of [...FAMILIES.map((family) => family.key), "rest"]) {
    const n = key === "rest" ? rest : counts[key];
    if (!n) continue;
    const height = Math.max(1, n * bin.scale);
    y -= height;
    parts.push(s("rect", { class: key === "rest" ? "bin-rest" : `f-${key} bin-bar`, x: bin.x + 1, y, width: BIN - 2, height }));
  }
  bin.node.replaceChildren(bin.node.firstChild, ...parts);
}

function refresh(view, shown) {
  for (const [id, node] of view.nodes) {
    node.classList.toggle("dim", !shown.has(id));
    node.classList.toggle("chosen", id === state.e);
    node.hit.setAttribute("tabindex", id === state.e ? "0" : "-1");
  }
  for (const bin of view.bins) (bin.fold ? fillFold : fillBin)(bin, shown);
  for (const name of view.body.querySelectorAll(".lane-name")) name.classList.toggle("chosen", name.dataset.actor !== "" && chosenActors(state).includes(name.dataset.actor));
  view.strip?.refresh(shown);
}

/** Scrolls to the lane of an actor. */
function revealLane(view, id) {
  const name = [...view.body.querySelectorAll(".lane-name")].find((one) => one.dataset.actor === id);
  if (name) scrollTo(view, name.getBoundingClientRect());
}

function reveal(view, id) {
  const node = view.nodes.get(id);
  if (!node || !view.box.clientHeight) return;
  scrollTo(view, node.getBoundingClientRect());
}

function scrollTo(view, spot) {
  const frame = view.box.getBoundingClientRect(), head = view.head.getBoundingClientRect().height;
  if (spot.top < frame.top + head) view.box.scrollTop -= frame.top + head - spot.top + 20;
  else if (spot.bottom > frame.bottom) view.box.scrollTop += spot.bottom - frame.bottom + 20;
  if (spot.left < frame.left) view.box.scrollLeft -= frame.left - spot.left + 20;
  else if (spot.left > frame.right) view.box.scrollLeft += spot.left - frame.right + 60;
}

/** The brushed part of the calendar, which is what the reader wants to see larger. */
function brushed(axis) {
  if (!state.t) return null;
  const [a, b] = state.t.map((u) => Math.max(0, Math.min(1, u - axis.main)));
  return b - a > 0.002 && b - a < 0.98 ? [a, b] : null;
}

/** Zoom of the calendar by buttons; the wheel with Ctrl does the same. */
function drawTools(view, many) {
  const { axis } = view;
  if (axis.story) { view.tools.replaceChildren(); return; }
  const go = (zoom) => { view.zoom = zoom && zoom[1] - zoom[0] < 0.999 ? zoom : null; view.draw(); view.onzoom?.(); };
  view.zoomTo = go;
  const by = (factor, centre = null) => {
    const [a, b] = view.zoom ?? [0, 1], middle = centre ?? (a + b) / 2, size = Math.min(1, Math.max(0.002, (b - a) * factor));
    const start = Math.max(0, Math.min(1 - size, middle - ((middle - a) / (b - a)) * size));
    go([start, start + size]);
  };
  const shift = (sign) => { const [a, b] = view.zoom ?? [0, 1], step = (b - a) * 0.6 * sign, start = Math.max(0, Math.min(1 - (b - a), a + step)); go([start, start + b - a]); };
  const button = (text, name, onclick) => h("button", { type: "button", class: "tool", "aria-label": name, title: name, onclick }, text);
  view.tools.replaceChildren(button("‹", t("earlier"), () => shift(-1)), button("−", t("zoomOut"), () => by(2)), button("+", t("zoomIn"), () => (brushed(axis) ? go(brushed(axis)) : by(0.5))), button("›", t("later"), () => shift(1)), button("⤢", t("zoomReset"), () => go(null)));
  view.body.onwheel = view.head.onwheel = (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const u = axis.fromX(event.clientX - view.body.getBoundingClientRect().left) - axis.main;
    by(event.deltaY < 0 ? 0.7 : 1.4, Math.max(0, Math.min(1, u)));
  };
  view.tools.classList.toggle("many", many);
}

