// The page: reads its data, makes the views, and redraws what a change of state touches.
import "./styles.css";
import { h } from "./dom.js";
import { drawAsOf, drawHead, drawLegend } from "./bars.js";
import { makeGraph } from "./graph.js";
import { label, language, setLanguage, t } from "./i18n.js";
import { listen } from "./keys.js";
import { build, chosenActors, passing, reading } from "./model.js";
import { makePanel } from "./panel.js";
import { restore, state, subscribe } from "./state.js";
import { makeTimeline } from "./timeline.js";

const page = document.documentElement, opening = page.dataset.view || "both";
const dark = window.matchMedia("(prefers-color-scheme: dark)");

function start() {
  const model = build(JSON.parse(document.getElementById("data").textContent));
  const app = { model, shown: model.events, head: h("header", { class: "head" }), legend: h("section", { class: "legend" }), now: h("div", { class: "now" }), asOf: h("div", { class: "as-of" }), live: h("div", { class: "live", "aria-live": "polite" }) };
  const graph = h("section", { class: "graph" }), timeline = h("section", { class: "timeline" }), panel = h("aside", { class: "panel" });
  const skip = h("button", { type: "button", class: "skip", onclick: () => { document.getElementById("tab-list")?.click(); document.getElementById("tab-body").focus(); } });
  const root = document.getElementById("app");
  root.replaceChildren(skip, app.head, app.legend, h("main", { class: "main" }, h("div", { class: "stage" }, graph, h("div", { class: "time" }, app.asOf, timeline)), panel), app.live);
  app.view = () => (["both", "graph", "timeline"].includes(state.view) ? state.view : opening);
  app.dark = () => (state.theme ? state.theme === "dark" : dark.matches);
  Object.assign(app, { aside: panel, graph: makeGraph(model, graph), timeline: makeTimeline(model, timeline), panel: makePanel(model, panel) });
  app.names = () => { skip.textContent = t("skip"); graph.setAttribute("aria-label", t("graph")); timeline.setAttribute("aria-label", t("timeline")); app.legend.setAttribute("aria-label", t("legend")); panel.setAttribute("aria-label", `${t("evidence")}, ${t("list")}, ${t("article")}`); };
  app.withView = (view, action) => withView(app, view, action);
  setLanguage(state.lang || model.data.meta.language);
  restore(location.hash);
  render(app, new Set(["lang", "theme", "view", "n", "d"]));
  subscribe((changed) => render(app, changed));
  listen(app);
  window.addEventListener("hashchange", () => restore(location.hash));
  dark.addEventListener("change", () => render(app, new Set(["theme"])));
  watchSize(app, [graph, timeline]);
  window.addEventListener("beforeprint", () => { page.dataset.theme = "light"; app.panel.full(); });
  window.addEventListener("afterprint", () => { page.dataset.theme = app.dark() ? "dark" : "light"; app.panel.short(); });
  page.dataset.ready = "yes";
}

/** Redraws as little as the change needs: layout on new words, days or actors; classes for the rest. */
function render(app, changed) {
  const words = changed.has("lang"), layout = words || changed.has("d") || changed.has("view");
  if (words) {
    setLanguage(state.lang || app.model.data.meta.language);
    page.lang = language();
    app.names();
  }
  if (changed.has("theme")) page.dataset.theme = app.dark() ? "dark" : "light";
  if (changed.has("view")) page.dataset.view = app.view();
  if (layout || changed.has("theme")) drawHead(app);
  if (words || changed.has("d")) drawAsOf(app);
  if (words) drawLegend(app);  // before the views, which fill what room is left
  if (layout || changed.has("n") || (changed.has("a") && missing(app))) app.graph.draw();
  if (layout || changed.has("u")) app.timeline.draw();
  app.shown = Object.values(reading(app.model, passing(app.model, state, app.timeline.inBrush))).flat();  // the list and the arrow keys go one way
  const ids = new Set(app.shown.map((event) => event.id));
  app.graph.refresh(ids);
  app.timeline.refresh(ids);
  drawLegend(app);
  app.panel.refresh(app.shown);
  if (app.search.value !== state.q) app.search.value = state.q;
  if (changed.has("a") && state.a) app.timeline.revealLane(chosenActors(state)[0]);
  if (changed.has("e") && state.e) {
    app.timeline.reveal(state.e);
    app.live.textContent = label(app.model.byId.get(state.e)?.label ?? {});
    if (page.dataset.ready && stacked.matches) app.aside.scrollIntoView({ block: "start" });  // a tap must show something
  }
}

const stacked = matchMedia("(max-width: 860px)");  // the panel stands below the views, as styles.css has it
const missing = (app) => chosenActors(state).some((id) => app.model.actors.get(id)?.events.length && !app.graph.byId.has(id));

/** An export of a view that is hidden needs it drawn for a moment. */
function withView(app, view, action) {
  const before = page.dataset.view, needed = before !== "both" && before !== view;
  const redraw = () => { app.graph.draw(); app.timeline.draw(); const ids = new Set(app.shown.map((event) => event.id)); app.graph.refresh(ids); app.timeline.refresh(ids); };
  if (needed) { page.dataset.view = view; redraw(); }
  action();
  if (needed) { page.dataset.view = before; redraw(); }
}

function watchSize(app, sections) {
  let sizes = sections.map((section) => `${section.clientWidth}x${section.clientHeight}`).join();
  new ResizeObserver(() => {
    const now = sections.map((section) => `${section.clientWidth}x${section.clientHeight}`).join();
    if (now === sizes) return;
    sizes = now;
    app.graph.draw();
    app.timeline.draw();
    const ids = new Set(app.shown.map((event) => event.id));
    app.graph.refresh(ids);
    app.timeline.refresh(ids);
  }).observe(document.getElementById("app"));
  app.timeline.onzoom = () => app.timeline.refresh(new Set(app.shown.map((event) => event.id)));
}

start();
