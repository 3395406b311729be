// The head of the page and the bar of legends, which are the filters.
import { h } from "./dom.js";
import { published } from "./dates.js";
import { csv, save, savePng, standalone } from "./exports.js";
import { FAMILIES, icon } from "./glyphs.js";
import { label, language, quoted, t } from "./i18n.js";
import { chosenActors, known } from "./model.js";
import { clearing, filters, state, update } from "./state.js";

const VIEWS = ["both", "graph", "timeline"];

export function drawHead(app) {
  const { model } = app, { articles } = model.data;
  const dates = model.published, span = !dates.length ? "" : dates.length === 1 ? published(dates[0]) : `${published(dates[0])} – ${published(dates[dates.length - 1])}`;
  const tongues = [...new Set(articles.map((a) => a.language).filter(Boolean))].sort().join(", ");
  const facts = [articles.length === 1 ? t("oneArticle") : `${articles.length} ${t("articles")}`, span, tongues, `${model.ranked.length} ${t("actors")}`];
  const search = h("input", { type: "search", id: "search", placeholder: t("search"), title: t("searchLabel"), "aria-label": t("searchLabel"), autocomplete: "off", spellcheck: "false", oninput: (event) => update({ q: event.target.value, tab: event.target.value ? "list" : state.tab }) });
  search.value = state.q;
  app.search = search;
  document.title = label(model.data.meta.title);
  app.head.replaceChildren(
    h("div", { class: "headline" }, h("h1", { dir: "auto" }, label(model.data.meta.title)), h("div", { class: "facts" }, h("p", {}, facts.filter(Boolean).join(" · ")), app.now)),
    search,
    h("div", { class: "views", role: "group", "aria-label": t("graph") }, ...VIEWS.map((view) => h("button", { type: "button", "aria-pressed": String(app.view() === view), onclick: () => update({ view }) }, t(view)))),
    h("button", { type: "button", class: "btn", id: "language", lang: language() === "fr" ? "en" : "fr", title: t("otherLanguage"), onclick: () => update({ lang: language() === "fr" ? "en" : "fr" }) }, language() === "fr" ? "EN" : "FR"),
    h("button", { type: "button", class: "btn", id: "theme", "aria-label": t("theme"), title: t("theme"), onclick: () => update({ theme: app.dark() ? "light" : "dark" }) }, "◐"),
    exportMenu(app));
}

function exportMenu(app) {
  const { model } = app, name = "kg";
  const drawn = (view) => (view === "graph" ? [app.graph.svg] : [app.timeline.head, app.timeline.body]);
  const item = (key, action) => h("button", { type: "button", "data-export": key, onclick: () => { menu.open = false; action(); } }, t(key));
  const menu = h("details", { class: "menu" }, h("summary", { class: "btn" }, `${t("export")} ▾`), h("div", { class: "menu-items" },
    item("exportSvgTimeline", () => app.withView("timeline", () => save(`${name}-timeline.svg`, "image/svg+xml", standalone(drawn("timeline"))))),
    item("exportSvgGraph", () => app.withView("graph", () => save(`${name}-network.svg`, "image/svg+xml", standalone(drawn("graph"))))),
    item("exportPng", () => app.withView("timeline", () => savePng(`${name}-timeline.png`, drawn("timeline")))),
    item("exportPngGraph", () => app.withView("graph", () => savePng(`${name}-network.png`, drawn("graph")))),
    item("exportCsv", () => save(`${name}-events.csv`, "text/csv", csv(model, app.shown))),
    item("exportJson", () => save(`${name}.json`, "application/json", JSON.stringify(model.data, null, 1))),
    item("print", () => window.print())));
  app.menu = menu;
  return menu;
}

const toggled = (list, key) => (list.includes(key) ? list.filter((one) => one !== key) : [...list, key]);

export function drawLegend(app) {
  const events = app.model.events.filter((event) => known(event, state));
  const count = (test) => events.filter(test).length;
  const types = FAMILIES.filter(({ key }) => app.model.events.some((event) => event.family === key)).map(({ key, types }) =>
    h("button", { type: "button", class: `type f-${key}`, "data-family": key, title: types.join(" · "), "aria-pressed": String(state.f.includes(key)), onclick: () => update({ f: toggled(state.f, key) }) }, icon(key, "real"), t(key), h("span", { class: "n" }, String(count((event) => event.family === key)))));
  const statuses = [["real", "real", false], ["open", "open", false], ["neg", "neg", false], ["disputed", "real", true]].map(([key, status, ring]) =>
    h("button", { type: "button", class: "status f-force", "data-status": key, "aria-pressed": String(state.s.includes(key)), onclick: () => update({ s: toggled(state.s, key) }) }, icon("force", status, ring), t(key), h("span", { class: "n" }, String(count((event) => (key === "disputed" ? event.disputed : event.status === key))))));
  app.now.replaceChildren(h("span", { class: "total", role: "status" }, `${app.shown.length} ${t("of")} ${app.model.events.length} ${t("events")}`), ...chosen(app));
  app.legend.replaceChildren(
    h("div", { class: "types", role: "group", "aria-label": t("types") }, ...types),
    h("div", { class: "statuses", role: "group", "aria-label": t("statuses") }, ...statuses, h("span", { class: "fuzzy" }, h("span", { class: "fade", "aria-hidden": "true" }), t("fuzzy"))));
}

/** What is chosen now, each to be taken back by one click. */
function chosen(app) {
  const chip = (text, change) => h("button", { type: "button", class: "chosen", onclick: () => update(change) }, `${text} ✕`);
  const parts = [], actor = (id) => label(app.model.actors.get(id)?.label ?? { fr: id });
  if (state.a) parts.push(chip(chosenActors(state).map(actor).join(state.a.endsWith(">with") ? " – " : " → "), { a: "" }));
  if (state.q) parts.push(chip(quoted(state.q), { q: "" }));
  if (state.t) parts.push(chip(t("period"), { t: null }));
  if (filters()) parts.push(h("button", { type: "button", class: "clear", onclick: () => update({ ...clearing, e: "" }) }, t("clear")));
  return parts;
}

/** The slider over reporting days: what could be known by then. */
export function drawAsOf(app) {
  const days = app.model.published;
  app.asOf.hidden = days.length < 2;
  if (days.length < 2) return;
  const at = state.d ? days.findLastIndex((day) => day <= state.d) : days.length - 1;
  const input = h("input", { type: "range", id: "as-of", min: 0, max: days.length - 1, step: 1, "aria-valuetext": published(days[Math.max(0, at)]), oninput: (event) => update({ d: Number(event.target.value) === days.length - 1 ? "" : days[Number(event.target.value)] }) });
  input.value = at;
  if (app.asOfInput && document.activeElement === app.asOfInput) { app.asOfInput.setAttribute("aria-valuetext", published(days[Math.max(0, at)])); app.asOfText.textContent = state.d ? published(days[at]) : `${published(days[days.length - 1])} · ${t("all")}`; return; }
  app.asOfInput = input;
  app.asOfText = h("output", { for: "as-of" }, state.d ? published(days[at]) : `${published(days[days.length - 1])} · ${t("all")}`);
  app.asOf.title = t("asOfNote");
  app.asOf.replaceChildren(h("label", { for: "as-of" }, t("asOf")), input, app.asOfText);
}
