// The keyboard: "/" searches, arrows step through what passes, Esc takes back.
import { clearing, filters, state, update } from "./state.js";

export function listen(app) {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, select, textarea, [role=tablist]");
    if (event.key === "Escape") return escape(app, event);
    if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
    if (event.key === "Enter" || event.key === " ") return press(event);
    if (typing) return undefined;
    if (event.key === "/") {
      event.preventDefault();
      app.search.focus();
      app.search.select();
    } else step(app, event);
    return undefined;
  });
  document.addEventListener("click", (event) => {
    if (app.menu.open && !app.menu.contains(event.target)) app.menu.open = false;
  });
}

function step(app, event) {
  const move = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
  if (!move || !app.shown.length) return;
  event.preventDefault();
  const at = app.shown.findIndex((one) => one.id === state.e), last = app.shown.length - 1;
  const next = at < 0 ? (move > 0 && move < Infinity ? 0 : move === -Infinity ? 0 : last) : Math.max(0, Math.min(last, at + move));
  update({ e: app.shown[next].id, tab: state.tab === "article" ? "article" : "evidence" });
}

function escape(app, event) {
  if (app.menu.open) app.menu.open = false;
  else if (event.target === app.search) {
    update({ q: "" });
    app.search.blur();
  } else if (state.e) update({ e: "" });
  else if (filters()) update({ ...clearing });
}

/** Drawn things are buttons too. */
function press(event) {
  const drawn = event.target.closest?.("svg [role=button]");
  if (!drawn) return;
  event.preventDefault();
  drawn.dispatchEvent(new MouseEvent("click", { bubbles: true }));
}
