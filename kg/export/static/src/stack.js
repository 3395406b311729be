// The timeline of a narrow screen: the columns one under the other, one event a row, the whole label readable.
import { s, fit } from "./dom.js";
import { daysText, month, year } from "./dates.js";
import { label, t } from "./i18n.js";
import { LABEL_FONT, PAD, ROW } from "./lanes.js";
import { reading } from "./model.js";
import { update } from "./state.js";

const HEADING = 30, MOST = 60, FEW = 8, BAR = 44;  // of a folded band only a few

/** Draws the sections into the body and gives the height; `draw(item)` draws one event. */
export function drawStack(view, events, width, draw) {
  let y = 4;
  for (const section of sections(view, events)) {
    const shown = section.events.slice(0, section.folded ? FEW : MOST), rest = section.events.length - shown.length;
    const group = s("g", { class: "section", transform: `translate(0,${y})` }, s("line", { class: "lane-line", x1: 0, x2: width, y1: 0, y2: 0 }),
      s("text", { class: "col-title", x: 10, y: 20 }, section.title), s("text", { class: "col-sub", x: width - 10, y: 20, "text-anchor": "end" }, fit(section.sub, width * 0.66, LABEL_FONT)));
    const rows = s("g", { transform: `translate(0,${HEADING - PAD})` }, shown.map((event, row) => draw(row_(view.axis, event, row, width))));
    if (rest) rows.append(more(section, shown.length, rest));
    group.append(rows);
    view.body.append(group);
    y += HEADING + (shown.length + (rest ? 1 : 0)) * ROW + PAD;
  }
  return y;
}

/** By date, then what lies long before the news, then what has no date, the surest of it first where only a few are shown. */
function sections({ axis, model }, events) {
  const found = new Map();
  const order = [...events].sort((a, b) => axis.places.get(a.id).u0 - axis.places.get(b.id).u0 || a.rank - b.rank);
  for (const event of order) {
    const { u0, u1 } = axis.places.get(event.id), i = Math.min(axis.columns.length - 1, Math.floor(u0)), column = axis.columns[i];
    const day = event.when.lo ?? event.when.hi, across = axis.story && Math.floor(u1) !== i;  // not of one column more than of another
    const title = across ? t("across") : column.kind !== "main" ? column.label : column.hi - column.lo > 1500 ? year(day) : month(day), key = `${i} ${title}`;
    const sub = across ? "" : column.kind === "day" ? (column.days.length > 1 ? `${t("oneOf")} : ${daysText(column.days)}` : column.sub) : column.kind === "main" ? "" : column.sub ?? (column.foldable ? `${column.count} ${t("count")}` : "");
    if (!found.has(key)) found.set(key, { title, sub, index: i, folded: column.folded && !across, events: [] });
    found.get(key).events.push(event);
  }
  const all = [...found.values()], read = (section) => reading(model, section.events), undated = (section) => axis.columns[section.index].kind === "none";
  for (const section of all) if (section.folded) section.events = Object.values(read(section)).flat();
  const part = (section) => (undated(section) ? 2 : read(section).before.length === section.events.length ? 1 : 0);
  return axis.story ? all : all.sort((a, b) => part(a) - part(b));
}

/** An event as an item of a row: a point, a short bar, or ghosts. */
function row_(axis, event, row, width) {
  const place = axis.places.get(event.id), text = (place.prefix ?? "") + label(event.label);
  const item = { event, place, row, text, wide: false, x0: 10, x1: 24 };
  if (place.point) item.at = 17;
  else item.x1 = 10 + BAR;
  if (place.each) item.xs = place.each.slice(0, 3).map((_, i) => 16 + 15 * i);
  item.room = width - item.x1 - 14;
  return item;
}

const more = (section, row, rest) => s("g", { class: "bin", "data-count": rest, onclick: () => update(section.folded ? { u: "1" } : { t: [section.index, section.index + 0.999], tab: "list" }) },
  s("text", { class: "more-rows", x: 28, y: PAD + row * ROW + 13 }, `+ ${rest} ${t("moreEvents")}`));
