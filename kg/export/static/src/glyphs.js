// Families of events: a shape and a colour each. Status shows in fill and stroke, never in colour alone.
import { symbol, symbolCircle, symbolCross, symbolDiamond, symbolSquare, symbolStar, symbolTriangle, symbolWye } from "d3-shape";
import { s } from "./dom.js";

const polygon = (sides, turn) => ({
  draw(context, size) {
    const radius = Math.sqrt(size / 2.6);
    for (let i = 0; i < sides; i += 1) {
      const angle = turn + (2 * Math.PI * i) / sides;
      context[i ? "lineTo" : "moveTo"](radius * Math.cos(angle), radius * Math.sin(angle));
    }
    context.closePath();
  },
});

export const FAMILIES = [
  { key: "say", shape: symbolCircle, types: ["STATE"] },
  { key: "ask", shape: symbolTriangle, types: ["REQUEST", "PROPOSE", "PROMISE"] },
  { key: "contest", shape: symbolCross, types: ["DENY", "REJECT", "ACCUSE", "THREATEN", "PROTEST"] },
  { key: "meet", shape: symbolStar, types: ["CONSULT", "AGREE", "SUPPORT", "COOPERATE", "AID", "CONCEDE"] },
  { key: "force", shape: symbolSquare, types: ["MOBILIZE", "ASSAULT", "COERCE", "SANCTION", "RETREAT"] },
  { key: "law", shape: symbolDiamond, types: ["JUSTICE", "OFFICE"] },
  { key: "harm", shape: polygon(3, Math.PI / 2), types: ["DISASTER", "LIFE"] },
  { key: "make", shape: polygon(5, -Math.PI / 2), types: ["BUSINESS", "CREATE", "COMPETE", "MOVE"] },
  { key: "other", shape: symbolWye, types: ["OTHER"] },
];
const byType = new Map(FAMILIES.flatMap((family) => family.types.map((type) => [type, family])));
export const familyOf = (type) => byType.get(type) ?? FAMILIES[FAMILIES.length - 1];
const paths = new Map();
export function shapePath(key, area) {
  const name = `${key}${area}`;
  if (!paths.has(name)) paths.set(name, symbol(FAMILIES.find((family) => family.key === key).shape, area)());
  return paths.get(name);
}

/** real, open (planned, asked, possible) or neg. */
export const statusOf = (event) => (event.polarity === "negative" ? "neg" : event.modality === "actual" ? "real" : "open");

/** A glyph around (0, 0): filled if reported, hollow and dashed if only planned or asked, slashed if negated, ringed if disputed. */
export function glyph(family, status, disputed, { area = 62, ghost = false } = {}) {
  const r = Math.sqrt(area) * 0.86;
  return s("g", { class: `glyph f-${family} st-${status}${ghost ? " ghost" : ""}` },
    s("path", { class: "shape", d: shapePath(family, area) }),
    status === "neg" && s("line", { class: "slash", x1: -r, y1: r, x2: r, y2: -r }),
    disputed && s("circle", { class: "ring", r: r + 1.6 }));
}

/** The same as a small picture of its own. */
export function icon(family, status = "real", disputed = false, size = 18) {
  const half = size / 2;
  return s("svg", { class: "icon", width: size, height: size, viewBox: `${-half} ${-half} ${size} ${size}`, "aria-hidden": "true" },
    glyph(family, status, disputed, { area: size * 3.6 - (disputed ? 14 : 0) }));
}
