// Where the events of one lane stand: rows without overlap, labels in what room is left, bins when there is no room at all.
import { textWidth } from "./dom.js";
import { label } from "./i18n.js";

export const ROW = 18, PAD = 5, BIN = 14, BIN_HEIGHT = 34;
const MAX_ROWS = 7, FADE = 70;
export const LABEL_FONT = "11.5px system-ui, 'Segoe UI', 'Noto Sans', sans-serif";

/** The pixels of an event: glyph or bar from x0 to x1, null when the zoom hides it. */
export function box(event, axis) {
  const place = axis.places.get(event.id);
  const column = place.column === undefined ? null : axis.columns[place.column];
  let x0 = axis.toX(place.u0), x1 = axis.toX(place.u1);
  if (column?.kind === "main") {
    if (x1 < column.x0 - 1 || x0 > column.x1 + 1) return null;
    if (place.point) return { place, column, x0: x0 - 7, x1: x0 + 7, at: x0 };
    if (place.fadeLeft) x0 = Math.max(column.x0, x1 - FADE);
    if (place.fadeRight) x1 = Math.min(column.x1, x0 + FADE);
    if (x1 - x0 < 14 && !place.each) [x0, x1] = [(x0 + x1) / 2 - 7, (x0 + x1) / 2 + 7];
    return { place, column, x0: Math.max(column.x0, x0), x1: Math.min(column.x1, x1), clippedLeft: x0 < column.x0, clippedRight: x1 > column.x1 };
  }
  if (place.point) return { place, column, x0, x1: x0 + 14, at: x0 + 7 };
  return { place, column, x0, x1 };
}

/** {rows, items} with a row for each item and the room of its label, or {bins} when the lane is too full. */
export function layLane(events, axis, { many = false, actor = null } = {}) {
  const items = [];
  for (const event of events) {
    const found = box(event, axis);
    if (found) items.push({ event, ...found, text: (found.place.prefix ?? "") + short(event, actor) });
  }
  if (many) return { bins: binned(items, axis), items };
  items.sort((a, b) => a.x0 - b.x0 || a.event.rank - b.event.rank);
  for (const least of [130, 80, 40, 0]) {
    const rows = pack(items, least);
    if (rows <= MAX_ROWS || (least === 0 && rows <= MAX_ROWS * 2)) return { rows: Math.max(1, rows), items };
  }
  const bars = items.filter((item) => !item.place.point), rows = pack(items, 0);
  return bars.length > items.length / 2 && items.length <= 30 ? { rows, items } : { bins: binned(items, axis), items };
}

/** The label without the name of the lane it stands in. */
function short(event, actor) {
  const text = label(event.label), name = actor ? `${label(actor.label)} ` : "", at = name && text.toLowerCase().indexOf(name.toLowerCase());
  const rest = name && at >= 0 && at <= 4 ? text.slice(at + name.length).replace(/^\s*:\s*/, "") : "";
  return rest.length > 4 && !/^(et|and|dit|says)\s/.test(rest) ? rest : text;
}

function pack(items, least) {
  const ends = [], lastOf = [];
  for (const item of items) {
    const wide = item.x1 - item.x0 > 60 && !item.place.each;
    const limit = item.column ? item.column.x1 : item.x1;
    const wanted = wide || item.inside ? 0 : Math.min(least, textWidth(item.text, LABEL_FONT) + 8);
    let row = ends.findIndex((end) => end <= item.x0);
    if (row < 0) row = ends.push(0) - 1;
    if (lastOf[row]) lastOf[row].room = roomBefore(lastOf[row], item.x0);
    ends[row] = item.x1 + wanted + 4;
    lastOf[row] = item;
    item.row = row;
    item.wide = wide;
    item.room = wide ? item.x1 - item.x0 - 30 : limit - item.x1 - 6;
  }
  return ends.length;
}

const roomBefore = (item, x) => (item.wide ? item.room : Math.min(item.room, x - item.x1 - 6));

/** Counts per stretch and family: what is drawn when single events would not be seen. */
function binned(items, axis) {
  const bins = new Map();
  for (const item of items) {
    const middle = item.at ?? (item.x0 + item.x1) / 2, key = Math.floor((middle - axis.left) / BIN);
    if (!bins.has(key)) bins.set(key, { x: axis.left + key * BIN, events: [] });
    bins.get(key).events.push(item.event);
  }
  return [...bins.values()].sort((a, b) => a.x - b.x);
}
