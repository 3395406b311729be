// What the reader can take away: the pictures with their styles inside, the table, the data.
import { s } from "./dom.js";
import { label } from "./i18n.js";

const STYLES = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "opacity", "font-size", "font-weight", "font-family", "text-decoration", "display", "visibility", "stop-color"];

/** A picture that stands alone: every drawn thing carries the styles it has on the page. */
export function standalone(pieces) {
  const width = Math.max(...pieces.map((piece) => Number(piece.getAttribute("width")))), heights = pieces.map((piece) => Number(piece.getAttribute("height")));
  const height = heights.reduce((a, b) => a + b, 0), back = getComputedStyle(document.body).backgroundColor;
  const whole = s("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}` }, s("rect", { width, height, fill: back }));
  let y = 0;
  pieces.forEach((piece, i) => {
    const copy = piece.cloneNode(true);
    dress(piece, copy);
    whole.append(s("g", { transform: `translate(0,${y})` }, ...copy.childNodes));
    y += heights[i];
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(whole)}`;
}

function dress(from, to) {
  const computed = getComputedStyle(from);
  for (const name of STYLES) {
    const value = computed.getPropertyValue(name);
    if (value && !(name === "fill" && from.getAttribute("fill")?.startsWith("url("))) to.setAttribute(name, value);
  }
  for (const name of ["class", "role", "tabindex", "aria-label"]) to.removeAttribute(name);
  Array.from(from.children).forEach((child, i) => dress(child, to.children[i]));
}

export function save(name, type, content) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = name;
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

export function savePng(name, pieces) {
  const url = URL.createObjectURL(new Blob([standalone(pieces)], { type: "image/svg+xml" })), image = new Image();
  return new Promise((done, fail) => {
    image.onload = () => {
      const scale = Math.min(2, 16000 / Math.max(image.width, image.height)), canvas = document.createElement("canvas");
      canvas.width = image.width * scale;
      canvas.height = image.height * scale;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      URL.revokeObjectURL(url);
      canvas.toBlob((blob) => { save(name, "image/png", blob); done(); }, "image/png");
    };
    image.onerror = fail;
    image.src = url;
  });
}

const COLUMNS = ["id", "label", "type", "action", "agents", "targets", "object", "place", "edtf", "earliest", "latest", "candidates", "time_text", "polarity", "modality", "disputed", "sources", "stance", "contents", "confidence", "rule", "article", "evidence"];

/** The table as a spreadsheet reads it; a cell that looks like a formula is kept from being one. */
export function csv(model, events) {
  const who = (fillers) => fillers.filter(Boolean).map((f) => (model.actors.has(f.id) ? label(model.actors.get(f.id).label) : f.text)).join("; ");
  const cell = (event, column) => {
    if (column === "label") return label(event.label);
    if (column === "evidence") return event.evidence.text;
    if (["agents", "targets", "sources"].includes(column)) return who(event[column]);
    if (["object", "place"].includes(column)) return who([event[column]]);
    return Array.isArray(event[column]) ? event[column].join("; ") : String(event[column] ?? "");
  };
  const quote = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replace(/"/g, '""')}"`;
  return "\ufeff" + [COLUMNS.join(","), ...events.map((event) => COLUMNS.map((column) => quote(cell(event, column))).join(","))].join("\r\n") + "\r\n";
}
