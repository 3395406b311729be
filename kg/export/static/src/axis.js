// The time axis as columns. A position is column + fraction ("1.25"), which holds at any width and any zoom.
//
// Few distinct days: story bands (before, each day in text order, upcoming, no date). Many: a calendar between the
// same outer bands. Days far from the rest stand in the outer bands with their year, so that one of 1949 does not flatten 2016.
import { quantileSorted } from "d3-array";
import { scaleUtc } from "d3-scale";
import { daysText, dayOfMonth, fullDay, month, shortMonth, weekday, year } from "./dates.js";
import { t } from "./i18n.js";

const DAY = 86400000;
export const STORY_DAYS = 10, FOLD = 12;  // of a calendar, more undated events than this are folded into a narrow band
const PLANNED = new Set(["future", "requested"]);

const keyOf = (w) => (w.kind === "day" || w.kind === "about" || w.kind === "cands" ? w.days.join(",") : "");

export function buildAxis(events, { left, width, zoom, narrow, unfolded }) {
  const days = new Map();
  for (const event of events) {
    const key = keyOf(event.when);
    if (key && !days.has(key)) days.set(key, { kind: "day", key, days: event.when.days, lo: event.when.lo, hi: event.when.hi, n: 0 });
    if (key) days.get(key).n += 1;
  }
  const spans = events.some((event) => ["span", "until", "from"].includes(event.when.kind));
  const story = days.size < STORY_DAYS && (days.size > 0 || !spans);
  const axis = story ? storyAxis(events, days) : calendarAxis(events, zoom, unfolded);
  widen(axis, left, width, narrow);
  axis.toX = (u) => {
    const i = Math.max(0, Math.min(axis.columns.length - 1, Math.floor(u)));
    const column = axis.columns[i];
    if (column.scale) return column.scale(new Date(valueAt(column, Math.min(1, u - i)) * DAY));
    return column.x0 + Math.min(1, u - i) * (column.x1 - column.x0);
  };
  axis.fromX = (x) => {
    const i = Math.max(0, axis.columns.findIndex((column) => x <= column.x1));
    const column = x > axis.right ? axis.columns[axis.columns.length - 1] : axis.columns[i];
    const index = axis.columns.indexOf(column);
    const part = column.scale ? (column.scale.invert(x) / DAY - column.lo) / (column.hi - column.lo) : (x - column.x0) / (column.x1 - column.x0);
    return index + Math.max(0, Math.min(0.999, part));
  };
  return axis;
}

const valueAt = (column, part) => column.lo + part * (column.hi - column.lo);

/** Gives every column its pixels: outer bands what they need, the rest to the days by how much happens in them. */
function widen(axis, left, width, narrow) {
  const needed = axis.columns.reduce((sum, column) => sum + column.least, 0), squeeze = Math.max(narrow ? 0 : 0.75, Math.min(1, (width - left) / needed));
  for (const column of axis.columns) column.least *= squeeze;
  const least = needed * squeeze;
  const spare = Math.max(0, width - left - least);
  const grow = axis.columns.reduce((sum, column) => sum + column.grow, 0) || 1;
  let x = left;
  for (const column of axis.columns) {
    column.x0 = x;
    x += column.least + (spare * column.grow) / grow;
    column.x1 = x;
    if (column.kind === "main") column.scale = scaleUtc([new Date(column.from * DAY), new Date(column.to * DAY)], [column.x0 + 4, column.x1 - 4]);
  }
  axis.left = left;
  axis.right = x;
}

/** Events of one column in reading order, spread over its width. */
function spread(places, events, index, room = 0.68) {
  events.forEach((event, i) => {
    const u = index + 0.03 + (room * i) / Math.max(1, events.length);
    places.set(event.id, { u0: u, u1: u, point: true, column: index });
  });
}

const reading = (a, b) => (a.published < b.published ? -1 : a.published > b.published ? 1 : a.article < b.article ? -1 : a.article > b.article ? 1 : a.order - b.order);

function storyAxis(events, days) {
  const sorted = [...days.values()].sort((a, b) => a.lo - b.lo || a.hi - b.hi);
  const first = sorted[0]?.lo ?? Infinity, last = sorted.length ? Math.max(...sorted.map((day) => day.hi)) : -Infinity;
  const planned = (event) => event.when.kind === "none" && PLANNED.has(event.modality);
  const groups = { before: [], after: [], none: [], bars: [] };
  for (const event of events) {
    const w = event.when;
    if (w.kind === "none") groups[planned(event) ? "after" : "none"].push(event);
    else if (!keyOf(w)) groups.bars.push(event);
  }
  const needsBefore = groups.bars.some((e) => e.when.lo === null || e.when.lo < first);
  const needsAfter = groups.after.length || groups.bars.some((e) => e.when.hi === null || e.when.hi > last);
  const columns = [];
  if (needsBefore) columns.push({ kind: "before", label: t("before"), least: 110, grow: 2 });
  for (const day of sorted) columns.push({ ...day, least: day.days.length > 1 ? 110 + 27 * Math.min(5, day.days.length) : Math.min(150, 90 + day.n * 6), grow: 1 + Math.sqrt(day.n) * 1.6, ...dayLabel(day) });
  if (needsAfter) columns.push({ kind: "after", label: t("after"), least: 130, grow: 3 });
  if (groups.none.length) columns.push({ kind: "none", label: t("none"), least: Math.min(230, 100 + groups.none.length * 6), grow: Math.min(7, groups.none.length / 3) });
  const at = (kind) => columns.findIndex((column) => column.kind === kind);
  const places = new Map();
  columns.forEach((column, index) => {
    if (column.kind === "day") spread(places, events.filter((event) => keyOf(event.when) === column.key).sort(reading), index);
  });
  if (groups.none.length) spread(places, groups.none.sort(reading), at("none"), 0.55);
  for (const event of groups.after) places.set(event.id, { u0: at("after") + 0.02, u1: at("after") + 0.97, fadeRight: true, planned: true });
  for (const event of groups.bars) places.set(event.id, storyBar(event.when, columns, first, last));
  return { story: true, columns, places };
}

function dayLabel(day) {
  const names = [...new Set(day.days.map(weekday))];
  if (day.days.length === 1) return { label: weekday(day.lo), sub: fullDay(day.lo) };
  const months = [...new Set(day.days.map(month))];
  return { label: names.length === 1 ? `${names[0]} ?` : daysText(day.days), sub: months.length === 1 ? months[0] : daysText(day.days), chips: day.days.map(dayOfMonth) };
}

/** A bar from where it can begin to where it can end; a limit inside a day that is itself doubtful stays in its middle. */
function storyBar(w, columns, first, last) {
  const end = columns.length - 1 - (columns[columns.length - 1].kind === "none" ? 1 : 0);
  let u0 = 0.02, u1 = end + 0.97;
  if (w.lo !== null && w.lo >= first) {
    const i = columns.findIndex((c) => c.kind === "day" && c.hi >= w.lo);
    u0 = i < 0 ? columns.findIndex((c) => c.kind === "after") + 0.02 : i + (columns[i].lo >= w.lo ? 0.02 : 0.5);
  }
  if (w.hi !== null && w.hi <= last) {
    const inside = columns.findIndex((c) => c.kind === "day" && c.hi > w.hi);
    const i = inside < 0 ? columns.findLastIndex((c) => c.kind === "day") : inside;
    u1 = inside >= 0 && columns[i].lo <= w.hi ? i + 0.5 : inside >= 0 ? i - 0.03 : i + 0.97;
  }
  if (u1 - u0 < 0.06) [u0, u1] = [Math.max(0.02, Math.min(u0, u1) - 0.05), Math.max(u0, u1) + 0.05];  // between two days
  return { u0, u1, fadeLeft: w.lo === null, fadeRight: w.hi === null };
}

function calendarAxis(events, zoom, unfolded) {
  const ends = events.flatMap((event) => [event.when.lo, event.when.hi].filter((x) => x !== null)).sort((a, b) => a - b);
  let lo = ends[0], hi = ends[ends.length - 1] + 1;
  const a = quantileSorted(ends, 0.03), b = quantileSorted(ends, 0.97), typical = Math.max(14, b - a);
  if (a - lo > typical * 0.6) lo = a - typical * 0.05;
  if (hi - b > typical * 0.6) hi = b + typical * 0.05;
  const full = { lo: Math.floor(lo), hi: Math.ceil(Math.max(hi, lo + 2)) };
  const [from, to] = zoom ? [full.lo + zoom[0] * (full.hi - full.lo), full.lo + zoom[1] * (full.hi - full.lo)] : [full.lo, full.hi];
  const early = events.filter((e) => e.when.hi !== null && e.when.hi < full.lo), late = events.filter((e) => e.when.lo !== null && e.when.lo > full.hi);
  const none = events.filter((e) => e.when.kind === "none");
  const columns = [];
  if (early.length) columns.push({ kind: "before", label: t("before"), sub: `< ${year(full.lo)}`, least: 130, grow: 0.4 });
  columns.push({ kind: "main", ...full, from, to, label: "", least: 320, grow: 10 });
  if (late.length) columns.push({ kind: "after", label: t("afterDate"), sub: `> ${year(full.hi)}`, least: 110, grow: 0.3 });
  const foldable = none.length > FOLD, folded = foldable && !unfolded;
  if (none.length) columns.push({ kind: "none", label: t("none"), count: none.length, foldable, folded, least: folded ? 104 : 120, grow: folded ? 0 : foldable ? 5 : 1.2 });
  const places = new Map(), at = (kind) => columns.findIndex((column) => column.kind === kind), main = at("main");
  if (early.length) spread(places, early, at("before"), 0.5);
  if (late.length) spread(places, late, at("after"), 0.5);
  if (none.length) spread(places, none.sort(reading), at("none"), 0.6);
  for (const event of [...early, ...late]) places.get(event.id).prefix = `${year(event.when.lo ?? event.when.hi)} · `;
  const u = (day) => main + Math.max(0, Math.min(0.9999, (day - full.lo) / (full.hi - full.lo)));
  for (const event of events) if (!places.has(event.id)) places.set(event.id, calendarPlace(event.when, u, main));
  return { story: false, columns, places, main, full };
}

function calendarPlace(w, u, main) {
  if (w.kind === "day" || w.kind === "about") return { u0: u(w.lo + 0.5), u1: u(w.lo + 0.5), point: true, column: main };
  if (w.kind === "cands") return { u0: u(w.lo + 0.5), u1: u(w.hi + 0.5), each: w.days.map((day) => u(day + 0.5)), column: main };
  if (w.kind === "until") return { u0: u(w.hi + 1), u1: u(w.hi + 1), fadeLeft: true, column: main };
  if (w.kind === "from") return { u0: u(w.lo), u1: u(w.lo), fadeRight: true, column: main };
  return { u0: u(w.lo), u1: u(w.hi + 1), column: main };
}

/** Ticks of the calendar with words for the scale they have. */
export function ticks(column) {
  const span = column.to - column.from;
  return column.scale.ticks(Math.max(2, Math.round((column.x1 - column.x0) / 90))).map((date) => {
    const day = date / DAY, first = date.getUTCDate() === 1;
    const text = first && date.getUTCMonth() === 0 ? year(day) : span > 60 && first ? shortMonth(day) : `${date.getUTCDate()} ${shortMonth(day)}`;
    return { x: column.scale(date), text, strong: first && date.getUTCMonth() === 0 };
  });
}

