// The strip above the lanes: how much happened when, and a brush that filters by it.
import { brushX } from "d3-brush";
import { select } from "d3-selection";
import { s } from "./dom.js";
import { FAMILIES } from "./glyphs.js";
import { state, update } from "./state.js";

export const STRIP = 28;
const BIN = 14;

export function makeStrip(view, events, top) {
  const { axis, head } = view;
  const bars = s("g", { class: "strip" }), holder = s("g", { class: "brush" });
  head.append(s("rect", { class: "strip-back", x: axis.left, y: top, width: axis.right - axis.left, height: STRIP }), bars, holder);
  const share = spreadOut(events, axis), most = Math.max(1e-9, ...sums(share, null));
  let moving = false;
  const brush = brushX().extent([[axis.left, top], [axis.right, top + STRIP]]).on("brush end", ({ selection, sourceEvent, type }) => {
    if (!sourceEvent) return;
    moving = type === "brush";
    update({ t: selection ? selection.map(axis.fromX) : null });
  });
  select(holder).call(brush);
  const strip = {
    refresh(shown) {
      const now = state.t ? state.t.map(axis.toX) : null;
      if (!moving) select(holder).call(brush.move, now && now[1] - now[0] > 1 ? now : null);
      moving = false;
      drawBars(bars, share, shown, axis, top, most);
    },
  };
  return strip;
}

/** Each event weighs one: a point in its bin, a bar thinly over all the bins it may lie in. */
function spreadOut(events, axis) {
  const share = [];
  for (const event of events) {
    const place = axis.places.get(event.id);
    if (axis.columns[place.column]?.folded) continue;  // its bar would dwarf the days; the head of the band has the count
    const us = place.each ?? [place.u0, place.u1];
    const xs = us.map(axis.toX).filter((x) => x >= axis.left && x <= axis.right);
    if (!xs.length) continue;
    const from = Math.floor((xs[0] - axis.left) / BIN), to = Math.floor((xs[xs.length - 1] - axis.left) / BIN);
    const keys = place.each ? [...new Set(xs.map((x) => Math.floor((x - axis.left) / BIN)))] : Array.from({ length: to - from + 1 }, (_, i) => from + i);
    for (const key of keys) share.push({ key, weight: 1 / keys.length, event });
  }
  return share;
}

function sums(share, shown) {
  const totals = new Map();
  for (const { key, weight, event } of share) if (!shown || shown.has(event.id)) totals.set(key, (totals.get(key) ?? 0) + weight);
  return totals.values();
}

function drawBars(group, share, shown, axis, top, most) {
  const cells = new Map();
  for (const { key, weight, event } of share) {
    const name = shown.has(event.id) ? event.family : "dim";
    const cell = cells.get(key) ?? cells.set(key, {}).get(key);
    cell[name] = (cell[name] ?? 0) + weight;
  }
  const parts = [];
  for (const [key, cell] of cells) {
    let y = top + STRIP;
    for (const name of [...FAMILIES.map((family) => family.key), "dim"]) {
      if (!cell[name]) continue;
      const height = (cell[name] / most) * (STRIP - 4);
      y -= height;
      parts.push(s("rect", { class: name === "dim" ? "strip-dim" : `f-${name} strip-bar`, x: axis.left + key * BIN + 0.5, y, width: Math.max(1, Math.min(BIN - 1, axis.right - axis.left - key * BIN)), height }));
    }
  }
  group.replaceChildren(...parts);
}
