// The data of the page with what every view asks of it computed once.
import { fold } from "./dom.js";
import { when } from "./dates.js";
import { familyOf, statusOf } from "./glyphs.js";

export const LANES = 12;

const fillers = (event) => [...event.agents, ...event.targets, event.place, event.object, ...event.sources].filter((f) => f && f.id);

export function build(data) {
  const actors = new Map(data.actors.map((actor) => [actor.id, { ...actor, events: [] }]));
  const articles = new Map(data.articles.map((article) => [article.id, article]));
  const disputes = new Map();
  const events = data.events.map((event) => {
    const who = [...new Set(fillers(event).map((f) => f.id))].filter((id) => actors.has(id));
    const names = who.flatMap((id) => [...Object.values(actors.get(id).label), ...actors.get(id).names]);
    const literals = [...event.agents, ...event.targets, ...event.sources, event.object, event.place].filter(Boolean).map((f) => f.text);
    return {
      ...event, who, when: when(event), family: familyOf(event.type).key, status: statusOf(event), toldBy: [],
      published: articles.get(event.article)?.published ?? "",
      words: fold([...Object.values(event.label), event.evidence.text, ...names, ...literals, event.type].join(" ")),
    };
  });
  const byId = new Map(events.map((event) => [event.id, event]));
  for (const event of events) {
    for (const id of event.who) actors.get(id).events.push(event);
    for (const id of event.contents) byId.get(id)?.toldBy.push(event.id);
  }
  for (const dispute of data.disputes) {
    for (const id of [dispute.event, ...dispute.asserting, ...dispute.denying]) if (!disputes.has(id)) disputes.set(id, dispute);
  }
  const ranked = [...actors.values()].filter((a) => a.events.length).sort((a, b) => b.events.length - a.events.length || (a.id < b.id ? -1 : 1));
  assignLanes(events, ranked);
  events.sort(inOrder);
  events.forEach((event, rank) => (event.rank = rank));
  const published = [...new Set(data.articles.map((article) => article.published).filter(Boolean))].sort();
  return { data, events, byId, actors, articles, disputes, ranked, published };
}

/** An event stands once, in the lane of who does it, else of whom it is done to. */
function assignLanes(events, ranked) {
  const busiest = (ids) => {
    const top = new Set(ids);
    return (event) => event.agents.find((f) => top.has(f.id)) ?? event.targets.find((f) => top.has(f.id)) ?? fillers(event).find((f) => top.has(f.id));
  };
  const all = busiest(ranked.map((actor) => actor.id));
  const led = new Map();
  for (const event of events) {
    const first = all(event)?.id;
    if (first) led.set(first, (led.get(first) ?? 0) + 1);
  }
  const lanes = ranked.filter((a) => led.has(a.id)).sort((a, b) => led.get(b.id) - led.get(a.id) || (a.id < b.id ? -1 : 1)).slice(0, LANES);
  const pick = busiest(lanes.map((actor) => actor.id));
  for (const event of events) event.lane = pick(event)?.id ?? "";
}

const mark = (event) => event.when.lo ?? event.when.hi ?? Infinity;
function inOrder(a, b) {
  return mark(a) - mark(b) || compare(a.published, b.published) || compare(a.article, b.article) || a.order - b.order || compare(a.id, b.id);
}
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

const BACKGROUND = 92;  // days before the first article from which on a date is background

/** Events as a reader meets them: by date, then what lies long before the news, then what has no date, the surest of it first. */
export function reading(model, events) {
  const first = Date.parse(model.published[0] ?? "") / 86400000 - BACKGROUND;
  const part = (event) => (mark(event) === Infinity ? "none" : mark(event) < first ? "before" : "dated");
  const weight = (event) => (event.salience === "minor" ? 2 : 0) + (event.status === "real" ? 0 : 1) - event.confidence - Math.min(1, event.same.length / 2);
  const parts = { dated: [], before: [], none: [] };
  for (const event of events) parts[part(event)].push(event);
  parts.none.sort((a, b) => weight(a) - weight(b) || a.rank - b.rank);
  return parts;
}

/** The events that pass the state's filters; `inBrush` tells whether one lies in the brushed time. */
export function passing(model, state, inBrush) {
  const words = fold(state.q).split(/\s+/).filter(Boolean);
  const [from, to, kind] = state.a.split(">");
  return model.events.filter((event) =>
    known(event, state)
    && (!state.f.length || state.f.includes(event.family))
    && (!state.s.length || state.s.some((status) => (status === "disputed" ? event.disputed : event.status === status)))
    && (!from || (to ? linked(event, from, to, kind) : event.who.includes(from)))
    && words.every((word) => event.words.includes(word))
    && inBrush(event));
}

/** What had been reported by the day the slider stands on. */
export const known = (event, state) => !state.d || event.published <= state.d;

/** From whom to whom an event goes: agents to targets, place or object; between agents when there is nobody else. */
export function pairs(event) {
  const from = event.agents.filter((f) => f.id).map((f) => f.id);
  const to = [...event.targets, event.place, event.object].filter((f) => f && f.id && !from.includes(f.id)).map((f) => f.id);
  if (to.length) return from.flatMap((a) => [...new Set(to)].map((b) => [a, b, "act"]));
  return from.flatMap((a, i) => from.slice(i + 1).map((b) => [a, b, "with"]));
}

/** Who vouches for what somebody else does. */
export function spoken(event) {
  const to = [...event.agents, ...event.targets].filter((f) => f.id).map((f) => f.id);
  return event.sources.filter((f) => f.id).flatMap((f) => [...new Set(to)].filter((id) => id !== f.id).map((id) => [f.id, id, "says"]));
}

const linked = (event, a, b, kind) => [...pairs(event), ...spoken(event)].some(([x, y, how]) => how === kind && ((x === a && y === b) || (how === "with" && x === b && y === a)));

/** The actors of what is chosen: one, or both ends of a link ("a>b>kind"). */
export const chosenActors = (state) => state.a.split(">").slice(0, 2).filter(Boolean);
