// The network of `graph.html`: drawn by the vis-network that pyvis carries, from positions that are given.
import "./graph.css";

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const container = document.getElementById("network"), details = document.getElementById("details");
const style = getComputedStyle(document.documentElement), colour = (name) => style.getPropertyValue(name).trim();
const mix = (one, two, share) => {  // two colours as "#rrggbb"
  const part = (text, i) => parseInt(text.slice(1 + 2 * i, 3 + 2 * i), 16);
  return `#${[0, 1, 2].map((i) => Math.round(part(one, i) * share + part(two, i) * (1 - share)).toString(16).padStart(2, "0")).join("")}`;
};
const plain = (text) => {  // vis-network shows a string as text and an element as it is: an element with text in it is safe in both
  const box = document.createElement("div");
  box.textContent = text;
  return box;
};
const data = read("graph-data"), titles = new Map();
for (const item of [...data.nodes, ...data.edges]) {
  if (item.id === undefined) item.id = `${item.from}>${item.to}`;
  titles.set(item.id, item.title ?? item.label ?? "");
  item.title = plain(item.title ?? "");
}
for (const node of data.nodes) {
  node.widthConstraint = { maximum: 90 + 5 * (node.font?.size ?? 14) };
  node.font = { ...node.font, color: colour("--text"), strokeWidth: 4, strokeColor: colour("--back") };
  node.color = { background: mix(node.color, colour("--back"), 0.16), border: node.color, highlight: { background: node.color, border: node.color } };
}
for (const edge of data.edges) {
  edge.font = { color: colour("--text"), size: 12, strokeWidth: 4, strokeColor: colour("--back") };
  edge.color = { color: edge.color, highlight: edge.color, hover: edge.color };
}

const network = new vis.Network(container, { nodes: new vis.DataSet(data.nodes), edges: new vis.DataSet(data.edges) }, JSON.parse(read("graph-options")));
const show = ({ nodes, edges }) => {
  const picked = nodes.length ? [...nodes, ...network.getConnectedEdges(nodes[0])] : edges;
  details.textContent = picked.map((id) => titles.get(id)).filter(Boolean).join("\n") || details.dataset.hint;
};
details.textContent = details.dataset.hint;
network.on("select", show);
network.once("afterDrawing", () => (document.documentElement.dataset.ready = "yes"));
