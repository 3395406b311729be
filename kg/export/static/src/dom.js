// Elements are made here and nowhere else: text goes in as text nodes, attributes by setAttribute, never as markup.
const SVG = "http://www.w3.org/2000/svg";

function make(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat(3)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

export const h = (tag, attributes, ...children) => make(document.createElement(tag), attributes, children);
export const s = (tag, attributes, ...children) => make(document.createElementNS(SVG, tag), attributes, children);

/** A drawn shape that works as a button; the words beside it stay outside, as the name says more than they do. */
export function asButton(shape, name) {
  shape.setAttribute("role", "button");
  shape.setAttribute("tabindex", "-1");
  shape.setAttribute("aria-label", name);
  return shape;
}

/** An address that may be followed, or "": only http and https. */
export function safeUrl(address) {
  try {
    const url = new URL(address);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : "";
  } catch {
    return "";
  }
}

export function link(address, text) {
  const href = safeUrl(address);
  return href ? h("a", { href, rel: "noopener noreferrer", target: "_blank" }, text) : h("span", {}, text);
}

/** Lower case, accents and typographic apostrophes aside: for comparing words. */
export const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[’ʼ]/g, "'").toLowerCase();

const context = document.createElement("canvas").getContext("2d");
const widths = new Map();
export function textWidth(text, font = "11px system-ui, sans-serif") {
  const key = font + text;
  if (!widths.has(key)) {
    context.font = font;
    widths.set(key, context.measureText(text).width);
  }
  return widths.get(key);
}

/** The text cut with an ellipsis so that it fits; "" when not even a few letters do. */
export function fit(text, width, font) {
  if (textWidth(text, font) <= width) return text;
  const letters = Array.from(text);
  let low = 0, high = letters.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (textWidth(letters.slice(0, middle).join("") + "…", font) <= width) low = middle;
    else high = middle - 1;
  }
  return low < 3 ? "" : letters.slice(0, low).join("").trimEnd() + "…";
}

export function initials(name) {
  const words = name.split(/[\s\-–'’]+/).filter((word) => /^\p{Lu}/u.test(word) && !/^(le|la|les|l|the|un|une|d)$/i.test(word));
  const picked = (words.length ? words : name.split(/\s+/)).slice(0, 2);
  return picked.map((word) => Array.from(word)[0] ?? "").join("").toUpperCase();
}
