// What the reader has chosen, kept in the address so that a link restores it.
const EMPTY = { e: "", a: "", f: [], s: [], q: "", t: null, d: "", tab: "", lang: "", theme: "", view: "", n: 0, u: "" };
const listeners = [];
export const state = { ...EMPTY };

export function encode(value) {
  const parts = [];
  for (const key of Object.keys(EMPTY)) {
    const item = value[key];
    if (!item || (Array.isArray(item) && !item.length)) continue;
    const text = key === "t" ? item.map((x) => x.toFixed(3)).join("~") : Array.isArray(item) ? item.join("~") : String(item);
    parts.push(`${key}=${encodeURIComponent(text)}`);
  }
  return parts.join("&");
}

export function decode(hash) {
  const found = { ...EMPTY };
  for (const part of hash.replace(/^#/, "").split("&")) {
    const [key, raw = ""] = part.split("=");
    let text = "";
    try { text = decodeURIComponent(raw); } catch { continue; }
    if (!Object.hasOwn(EMPTY, key)) continue;
    if (key === "t") {
      const numbers = text.split("~").map(Number);
      if (numbers.length === 2 && numbers.every(Number.isFinite)) found.t = numbers;
    } else if (key === "n") found.n = Math.max(0, Math.trunc(Number(text)) || 0);
    else found[key] = Array.isArray(EMPTY[key]) ? text.split("~").filter(Boolean) : text;
  }
  return found;
}

export const subscribe = (listener) => listeners.push(listener);

/** Changes the state, the address and then the views; the names of what changed are handed on. */
export function update(change, { silent = false } = {}) {
  const changed = Object.keys(change).filter((key) => JSON.stringify(change[key]) !== JSON.stringify(state[key]));
  if (!changed.length) return;
  Object.assign(state, change);
  if (!silent) remember();
  for (const listener of listeners) listener(new Set(changed));
}

let pending = 0;
function remember() {  // a brush moves many times a second and browsers limit how often the address may change
  clearTimeout(pending);
  pending = setTimeout(() => {
    const hash = encode(state);
    try { history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search); } catch { /* a frame without an address of its own */ }
  }, 80);
}

export const filters = () => state.a || state.f.length || state.s.length || state.q || state.t || state.d;
export const clearing = { a: "", f: [], s: [], q: "", t: null, d: "" };
export const restore = (hash) => update(decode(hash), { silent: true });
