// The band of events without a date, folded: one bar a lane with its count, so that what nobody dated takes little room
// and is still all there. A click opens the band, where every event stands by itself.
import { asButton, s } from "./dom.js";
import { FAMILIES } from "./glyphs.js";
import { t } from "./i18n.js";
import { PAD, ROW } from "./lanes.js";
import { state, update } from "./state.js";

const NUMBER = 30;  // pixels for the count behind the bar

/** Opens or folds the band. */
export const toggle = () => update({ u: state.u ? "" : "1" });

/** The bar of one lane, to be filled by `fillFold`; `most` are the undated events of the fullest lane. */
export function drawFold(column, events, most) {
  const node = s("g", { class: "bin fold", "data-count": events.length, onclick: toggle }, s("title", {}, `${events.length} ${t("undated")}`));
  const wide = Math.max(4, ((column.x1 - column.x0 - NUMBER - 14) * events.length) / most);
  return { fold: true, node, events, x: column.x0 + 7, wide, end: column.x1 };
}

export function fillFold(bin, shown) {
  const counts = new Map(), y = PAD + ROW / 2 - 6, here = bin.events.filter((event) => shown.has(event.id));
  for (const event of here) counts.set(event.family, (counts.get(event.family) ?? 0) + 1);
  const parts = [];
  let x = bin.x;
  const bar = (name, n) => {
    const width = (bin.wide * n) / bin.events.length;
    if (n) parts.push(s("rect", { class: name, x, y, width, height: 12 }));
    x += width;
  };
  for (const { key } of FAMILIES) bar(`f-${key} bin-bar`, counts.get(key) ?? 0);
  bar("bin-rest", bin.events.length - here.length);
  parts.push(s("text", { class: "fold-count", "aria-hidden": "true", x: x + 5, y: y + 10 }, String(here.length)));
  parts.push(asButton(s("rect", { class: "hit", x: bin.x - 4, y: PAD, width: bin.end - bin.x, height: ROW }), `${here.length} ${t("undated")}`));
  bin.node.replaceChildren(bin.node.firstChild, ...parts);
  bin.node.classList.toggle("chosen", bin.events.some((event) => event.id === state.e));
}

/** The head of the band as a button that folds it or opens it. */
export function foldHead(column, height) {
  const name = t(column.folded ? "openUndated" : "foldUndated");
  const hit = asButton(s("rect", { class: "hit", x: column.x0 + 1, y: 1, width: column.x1 - column.x0 - 2, height }), `${name} (${column.count})`);
  hit.setAttribute("tabindex", "0");
  hit.setAttribute("aria-expanded", String(!column.folded));
  return s("g", { class: "fold-head", onclick: toggle }, s("title", {}, name), hit);
}
