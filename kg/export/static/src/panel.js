// The panel: the evidence of one event, the list of those that pass, the article itself.
import { fold, h, link, safeUrl } from "./dom.js";
import { published, whenText } from "./dates.js";
import { familyOf, icon } from "./glyphs.js";
import { label, quoted, t } from "./i18n.js";
import { reading } from "./model.js";
import { state, update } from "./state.js";

const TABS = ["evidence", "list", "article"];
const PAGE = 150;

export function makePanel(model, root) {
  const tabs = h("div", { class: "tabs", role: "tablist" }), body = h("div", { class: "tab-body", id: "tab-body", role: "tabpanel", tabindex: "0" });
  root.replaceChildren(tabs, body);
  const view = { model, tabs, body, limit: PAGE, article: "", shown: [] };
  tabs.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.stopPropagation();
    const next = TABS[(TABS.indexOf(current()) + step + TABS.length) % TABS.length];
    update({ tab: next });
    tabs.querySelector(`#tab-${next}`).focus();
  });
  view.refresh = (shown) => draw(view, shown);
  view.full = () => { view.limit = Infinity; draw(view, view.shown, "list"); };
  view.short = () => { view.limit = PAGE; draw(view, view.shown); };
  return view;
}

const current = () => (TABS.includes(state.tab) ? state.tab : state.e ? "evidence" : "list");

function draw(view, shown, forced = "") {
  const tab = forced || current();
  view.shown = shown;
  view.tabs.replaceChildren(...TABS.map((name) => h("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-selected": name === tab ? "true" : "false", "aria-controls": "tab-body", tabindex: name === tab ? "0" : "-1", onclick: () => update({ tab: name }) }, t(name), name === "list" ? h("span", { class: "n" }, String(shown.length)) : null)));
  view.tabs.setAttribute("aria-label", t("evidence"));
  view.body.setAttribute("aria-labelledby", `tab-${tab}`);
  const event = view.model.byId.get(state.e);
  const sameTab = view.drawn === tab + state.e;
  view.drawn = tab + state.e;
  if (tab === "evidence") view.body.replaceChildren(...(event ? evidence(view.model, event) : [h("p", { class: "empty" }, t("pick")), h("p", { class: "empty keys" }, t("hint"))]));
  else if (tab === "list") view.body.replaceChildren(...list(view, shown));
  else view.body.replaceChildren(...article(view, event));
  if (!sameTab) view.body.scrollTop = 0;
  if (tab === "article" && event) view.body.querySelector(".is-chosen")?.scrollIntoView({ block: "center" });
  if (tab === "list" && event) view.body.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
}

const open = (id) => update({ e: id, tab: "evidence" });
const tag = (kind, text) => h("span", { class: `tag ${kind}` }, text);
const statusWord = (event) => t(event.polarity === "negative" ? "negative" : event.modality);

function name(model, filler, role = "") {
  const actor = model.actors.get(filler.id);
  const words = actor ? h("button", { type: "button", class: "as-link", onclick: () => update({ a: actor.id, tab: "list" }) }, label(actor.label)) : h("span", {}, quoted(filler.text));
  return h("span", { class: "who" }, words, role ? h("span", { class: "role" }, ` ${role}`) : null);
}

function evidence(model, event) {
  const dispute = model.disputes.get(event.id);
  const parts = [
    h("div", { class: "title" }, icon(event.family, event.status, event.disputed, 28), h("h2", {}, label(event.label))),
    h("p", { class: "tags" }, tag(`f-${event.family}`, t(event.family)), event.status === "real" ? tag("plain", t("actual")) : tag(event.status === "neg" ? "neg" : "open", statusWord(event)),
      event.polarity === "negative" && event.modality !== "actual" ? tag("open", t(event.modality)) : null, event.disputed ? tag("disputed", t("disputed")) : null, event.heading ? tag("plain", t("heading")) : null),
  ];
  if (dispute) parts.push(versions(model, dispute));
  parts.push(sentence(event, model.articles.get(event.article)?.language), key());
  const rows = [];
  const row = (term, ...values) => values.flat().filter(Boolean).length && rows.push(h("dt", {}, term), h("dd", {}, ...values));
  row(t("saidBy"), event.sources.length ? event.sources.map((f) => name(model, f)) : h("span", {}, t("author")));
  row(t("when"), ...dateLines(event));
  row(t("who"), ...event.agents.map((f) => name(model, f, t("agent"))), ...event.targets.map((f) => name(model, f, t("target"))));
  if (event.object && !model.byId.has(event.object.text)) row(t("object"), name(model, event.object));
  if (event.place) row(t("place"), name(model, event.place));
  const subjects = event.contents.map((id) => model.byId.get(id)).filter(Boolean);
  if (subjects.length) row(t("about"), ...subjects.map(jump), event.stance ? h("span", { class: "role" }, t(event.stance)) : null);
  row(t("toldBy"), ...event.toldBy.map((id) => jump(model.byId.get(id))));
  row(t("same"), ...event.same.filter((id) => model.byId.has(id)).map((id) => jump(model.byId.get(id))));
  row(t("confidence"), confidence(event.confidence));
  if (event.rule) row(t("rule"), h("code", {}, event.rule));
  row(t("origin"), origin(model, event));
  parts.push(h("dl", {}, ...rows));
  return parts;
}

const jump = (event) => h("button", { type: "button", class: "as-link block", onclick: () => open(event.id) }, icon(event.family, event.status, event.disputed, 16), label(event.label));

/** Both versions of a disputed content, side by side: who, in which words, in which sentence. */
function versions(model, dispute) {
  const content = model.byId.get(dispute.event), denial = ["denial", "polarity"].includes(dispute.kind);
  const side = (ids, word) => h("div", { class: "side" }, h("p", { class: "side-head" }, t(word)), ...ids.map((id) => {
    const event = model.byId.get(id);
    if (!event) return null;
    const speakers = event.id === dispute.event || !denial || !event.agents.length ? event.sources : event.agents;
    const article = model.articles.get(event.article);
    return h("div", { class: "version" }, speakers.length ? speakers.map((f) => name(model, f)) : h("span", { class: "who" }, article?.source || t("author")),
      h("button", { type: "button", class: "quote", onclick: () => open(id) }, quoted(around(event, denial ? 40 : 100))));
  }));
  return h("section", { class: "versions", "aria-label": t("twoVersions") }, h("h3", {}, t("twoVersions")), content && state.e !== content.id ? h("p", { class: "issue" }, jump(content)) : null,
    h("div", { class: "sides" }, side(dispute.asserting, denial ? "asserted" : "accordingTo"), side(dispute.denying, denial ? "denied" : "accordingTo")));
}

/** The words around the trigger, cut at word limits; behind it so many letters. */
function around(event, behind = 40) {
  const letters = Array.from(event.evidence.text), triggers = event.evidence.marks.filter((m) => m.kind === "trigger");
  if (!triggers.length) return letters.slice(0, 90).join("");
  const from = Math.max(0, triggers[0].start - 24), to = Math.min(letters.length, triggers[triggers.length - 1].end + behind);
  let text = letters.slice(from, to).join("");
  if (from > 0) text = "…" + text.replace(/^\S*\s/, "");
  if (to < letters.length) text = text.replace(/\s\S*$/, "") + "…";
  return text;
}

function sentence(event, language) {
  return h("blockquote", { class: "sentence", lang: language || null, dir: "auto" }, ...marked(event.evidence.text, event.evidence.marks));
}

/** Text in pieces, marked stretches in <mark>; marks count code points and do not overlap. */
function marked(text, marks) {
  const letters = Array.from(text), parts = [];
  let at = 0;
  for (const mark of [...marks].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (mark.start < at || mark.end > letters.length) continue;
    parts.push(letters.slice(at, mark.start).join(""), h("mark", { class: `m-${mark.kind}`, title: t(mark.kind) }, letters.slice(mark.start, mark.end).join("")));
    at = mark.end;
  }
  return [...parts, letters.slice(at).join("")];
}

const key = () => h("p", { class: "mark-key", "aria-hidden": "true" }, ...["trigger", "actor", "time", "speaker"].map((kind) => h("span", { class: `m-${kind}` }, t(kind))));

function dateLines(event) {
  const [text, how] = whenText(event.when), anchor = { publication: "anchorPublication", focus: "anchorFocus", event: "anchorEvent" }[event.anchor];
  const why = [event.time_text ? `${t("expression")} ${quoted(event.time_text)}` : "", anchor ? t(anchor) : ""].filter(Boolean).join(" — ");
  const planned = event.when.kind === "none" && ["future", "requested"].includes(event.modality);
  return [h("span", { class: "date" }, text), how ? h("span", { class: "how" }, how) : null, event.edtf ? h("code", { class: "edtf" }, event.edtf) : null, why ? h("span", { class: "reason" }, why) : null, planned ? h("span", { class: "reason" }, t("plannedNoDate")) : null];
}

function confidence(value) {
  const percent = Math.round(value * 100), bar = h("span", { class: "fill" });
  bar.style.width = `${percent}%`;
  return h("span", { class: "confidence" }, h("span", { class: "track", "aria-hidden": "true" }, bar), `${percent} %`);
}

function origin(model, event) {
  const article = model.articles.get(event.article);
  if (!article) return [h("code", {}, event.article)];
  const index = article.paragraphs.findIndex((p, i) => event.evidence.start >= p.start && (i + 1 === article.paragraphs.length || event.evidence.start < article.paragraphs[i + 1].start));
  return [h("button", { type: "button", class: "as-link", onclick: () => update({ tab: "article" }) }, `${article.title || article.id}${index >= 0 ? ` · §${index + 1}` : ""}`),
    h("span", { class: "role" }, [published(article.published), article.source].filter(Boolean).map((x) => ` · ${x}`).join("")), safeUrl(article.url) ? link(article.url, " ↗") : null];
}

function list(view, shown) {
  if (!shown.length) return [h("p", { class: "empty" }, t(view.model.events.length ? "nothing" : "nothingAtAll"))];
  const parts = [], [from, to] = state.a.split(">");
  if (view.model.actors.has(from) && !to) parts.push(about(view.model.actors.get(from)));
  const item = (event) => h("li", {}, h("button", { type: "button", class: "item", "data-event": event.id, "aria-current": event.id === state.e ? "true" : null, onclick: () => open(event.id) },
    icon(event.family, event.status, event.disputed), h("span", { class: "item-text" }, h("span", { class: "item-title" }, label(event.label)),
      h("span", { class: "item-sub" }, [whenText(event.when)[0], statusWord(event), event.disputed ? t("disputed") : "", event.sources.length ? `${t("saidBy")} ${event.sources.map((f) => (view.model.actors.has(f.id) ? label(view.model.actors.get(f.id).label) : f.text)).join(", ")}` : ""].filter(Boolean).join(" · ")),
      view.limit === Infinity ? h("span", { class: "item-quote" }, quoted(event.evidence.text)) : null)));
  const sections = Object.entries(reading(view.model, shown.slice(0, view.limit))).filter(([, events]) => events.length), all = reading(view.model, shown);
  for (const [key, events] of sections) {
    if (key !== "dated" || Object.values(all).filter((part) => part.length).length > 1) parts.push(h("h3", { class: "part" }, { dated: t("dated"), before: t("background"), none: t("none") }[key], h("span", { class: "n" }, String(all[key].length)), key === "none" ? h("span", { class: "role" }, t("surestFirst")) : null));
    parts.push(h("ol", { class: "items" }, ...events.map(item)));
  }
  if (shown.length > view.limit) parts.push(h("button", { type: "button", class: "more", onclick: () => { view.limit += PAGE * 2; draw(view, shown); } }, `${t("more")} · ${shown.length - view.limit} ${t("moreEvents")}`));
  return parts;
}

function about(actor) {
  const others = actor.names.filter((one) => fold(one) !== fold(label(actor.label))).slice(0, 8);
  return h("div", { class: "about" }, h("h2", {}, label(actor.label)), h("p", { class: "item-sub" }, [t(actor.type), `${actor.events.length} ${t("count")}`].join(" · ")),
    others.length ? h("p", { class: "item-sub" }, `${t("known")} : ${others.join(", ")}`) : null,
    /^Q\d+$/.test(actor.wikidata) ? h("p", {}, link(`https://www.wikidata.org/wiki/${actor.wikidata}`, `Wikidata ${actor.wikidata} ↗`)) : null);
}

function article(view, event) {
  const { model } = view;
  const id = event?.article ?? (view.article || model.data.articles[0]?.id), one = model.articles.get(id);
  if (!one) return [h("p", { class: "empty" }, t("nothingAtAll"))];
  view.article = id;
  const parts = [];
  if (model.data.articles.length > 1) {
    const choose = h("select", { "aria-label": t("chooseArticle"), onchange: (change) => { view.article = change.target.value; update({ e: "" }, {}); draw(view, view.shown); } },
      ...model.data.articles.map((a) => h("option", { value: a.id, selected: a.id === id }, `${a.published} · ${a.title || a.id}`)));
    parts.push(choose);
  }
  parts.push(h("h2", { class: "article-title", dir: "auto" }, one.title || one.id), h("p", { class: "item-sub" }, [published(one.published), one.source, one.language].filter(Boolean).join(" · "), safeUrl(one.url) ? link(one.url, " ↗") : null));
  const events = model.events.filter((e) => e.article === id);
  if (!one.paragraphs.length) parts.push(h("p", { class: "empty" }, t("noText")));
  const paragraphs = one.paragraphs.length ? one.paragraphs : cited(events);
  for (const paragraph of paragraphs) parts.push(h(paragraph.heading ? "h3" : "p", { class: "text", dir: "auto", lang: one.language || null }, ...triggers(paragraph, events, event)));
  return parts;
}

const cited = (events) => [...new Map(events.map((e) => [e.evidence.start, { start: e.evidence.start, text: e.evidence.text, heading: e.heading }])).values()].sort((a, b) => a.start - b.start);

/** A paragraph with each trigger as a button to its event. */
function triggers(paragraph, events, chosen) {
  const letters = Array.from(paragraph.text), spots = [];
  for (const event of events) for (const mark of event.evidence.marks) {
    const start = event.evidence.start + mark.start - paragraph.start;
    if (mark.kind === "trigger" && start >= 0 && start < letters.length) spots.push({ start, end: Math.min(letters.length, event.evidence.start + mark.end - paragraph.start), event });
  }
  spots.sort((a, b) => a.start - b.start || b.end - a.end);
  const parts = [];
  let at = 0;
  for (const spot of spots) {
    if (spot.start < at) continue;
    parts.push(letters.slice(at, spot.start).join(""), h("button", { type: "button", class: `trigger f-${familyOf(spot.event.type).key}${spot.event === chosen ? " is-chosen" : ""}`, title: label(spot.event.label), onclick: () => open(spot.event.id) }, letters.slice(spot.start, spot.end).join("")));
    at = spot.end;
  }
  return [...parts, letters.slice(at).join("")];
}
