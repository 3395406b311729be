// When something happened, with its doubt kept: exact, about, one of several, a span, an open end, or nothing.
import { language, t } from "./i18n.js";

const DAY = 86400000;
export const dayNumber = (iso) => Math.round(Date.parse(iso.length === 4 ? `${iso}-01-01` : iso.length === 7 ? `${iso}-01` : iso) / DAY);
export const isoDay = (number) => new Date(number * DAY).toISOString().slice(0, 10);

/** {kind, lo, hi, days}: kind is day, about, cands, span, until, from or none; lo and hi are day numbers or null. */
export function when(event) {
  const { earliest, latest, candidates } = event;
  if (candidates.length > 1) {
    const days = candidates.map(dayNumber).sort((a, b) => a - b);
    return { kind: "cands", lo: days[0], hi: days[days.length - 1], days };
  }
  const lo = earliest ? dayNumber(earliest) : null, hi = latest ? dayNumber(latest) : null;
  if (lo === null && hi === null) return { kind: "none", lo, hi, days: [] };
  if (lo === null) return { kind: "until", lo, hi, days: [] };
  if (hi === null) return { kind: "from", lo, hi, days: [] };
  if (lo === hi) return { kind: /[~?%]/.test(event.edtf) ? "about" : "day", lo, hi, days: [lo] };
  return { kind: "span", lo, hi, days: [] };
}

const formats = new Map();
function format(options, number) {
  const key = language() + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(language() === "fr" ? "fr-FR" : "en-GB", { timeZone: "UTC", ...options }));
  return formats.get(key).format(new Date(number * DAY));
}

export const fullDay = (number) => format({ day: "numeric", month: "short", year: "numeric" }, number);
export const shortDay = (number) => format({ day: "numeric", month: "short" }, number);
export const weekday = (number) => format({ weekday: "long" }, number);
export const month = (number) => format({ month: "long", year: "numeric" }, number);
export const shortMonth = (number) => format({ month: "short" }, number);
export const year = (number) => format({ year: "numeric" }, number);

/** EDTF of any precision as the reader says it: "février 2022". */
export function published(edtf) {
  if (/^\d{4}$/.test(edtf)) return edtf;
  if (/^\d{4}-\d{2}$/.test(edtf)) return month(dayNumber(edtf));
  return /^\d{4}-\d{2}-\d{2}/.test(edtf) ? fullDay(dayNumber(edtf.slice(0, 10))) : edtf;
}

function spanText(lo, hi) {
  const a = new Date(lo * DAY), b = new Date((hi + 1) * DAY);
  if (a.getUTCDate() === 1 && b.getUTCDate() === 1) {
    if (a.getUTCMonth() === 0 && b.getUTCMonth() === 0 && b.getUTCFullYear() - a.getUTCFullYear() === 1) return year(lo);
    if (b.getUTCMonth() === (a.getUTCMonth() + 1) % 12 && hi - lo < 31) return month(lo);
  }
  return `${fullDay(lo)} → ${fullDay(hi)}`;
}

/** The date in words, and how sharp it is. */
export function whenText(w) {
  switch (w.kind) {
    case "day": return [fullDay(w.lo), t("exact")];
    case "about": return [`≈ ${fullDay(w.lo)}`, t("about_")];
    case "cands": return [daysText(w.days), t("cands")];
    case "span": return [spanText(w.lo, w.hi), t("span")];
    case "until": return [`… → ${fullDay(w.hi)}`, t("until")];
    case "from": return [`${fullDay(w.lo)} → …`, t("from")];
    default: return [t("none"), ""];
  }
}

export function daysText(days) {
  const or = language() === "fr" ? " ou " : " or ";
  if (days.length > 6) return `${fullDay(days[0])} … ${fullDay(days[days.length - 1])}`;
  const sameMonth = new Set(days.map((day) => isoDay(day).slice(0, 7))).size === 1;
  const last = days.length - 1;
  const parts = days.map((day, i) => (i === last ? fullDay(day) : sameMonth ? String(new Date(day * DAY).getUTCDate()) : shortDay(day)));
  return parts.slice(0, last).join(", ") + or + parts[last];
}

export const dayOfMonth = (number) => new Date(number * DAY).getUTCDate();
