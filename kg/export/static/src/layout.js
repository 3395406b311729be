// Merged links and positions, computed once and always the same: the simulation starts from a fixed spiral and
// runs to its end before anything is drawn.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import { pairs, spoken } from "./model.js";

/** One link per pair, direction and kind (act, with, says) with its events. */
export function mergeLinks(events, ids) {
  const links = new Map();
  for (const event of events) {
    for (const [a, b, kind] of [...pairs(event), ...spoken(event)]) {
      if (!ids.has(a) || !ids.has(b) || a === b) continue;
      const [x, y] = kind === "with" && b < a ? [b, a] : [a, b], key = `${x}>${y}>${kind}`;
      if (!links.has(key)) links.set(key, { key, a: x, b: y, kind, events: [] });
      links.get(key).events.push(event);
    }
  }
  const all = [...links.values()].sort((a, b) => b.events.length - a.events.length || (a.key < b.key ? -1 : 1));
  const told = new Set(all.filter((link) => link.kind !== "says").map((link) => [link.a, link.b].sort().join(">")));
  return all.filter((link) => link.kind !== "says" || !told.has([link.a, link.b].sort().join(">")));
}

/** Gives each node x and y inside width × height; nodes that have a place keep it. */
export function place(nodes, links, width, height) {
  const aspect = width / Math.max(1, height), spots = nodes.map((node) => ({ id: node.id, r: node.r, w: node.w, ...(node.u === undefined ? {} : { fx: node.u, fy: node.v }) }));
  const pulls = links.map((link) => ({ source: link.a, target: link.b, n: link.events.length, says: link.kind === "says" }));
  const tied = new Set(pulls.flatMap((pull) => [pull.source, pull.target])), hold = (spot) => (tied.has(spot.id) ? 0.05 : 0.14);  // the loose ones would drift to the edges
  forceSimulation(spots)
    .force("link", forceLink(pulls).id((spot) => spot.id).distance((p) => 120 - Math.min(50, p.n * 6)).strength((p) => (p.says ? 0.05 : 0.25)))
    .force("charge", forceManyBody().strength(-420).distanceMax(700))
    .force("collide", forceCollide((spot) => spot.r + 22))
    .force("x", forceX(0).strength(hold))
    .force("y", forceY(0).strength((spot) => hold(spot) * Math.min(2.4, aspect)))
    .stop()
    .tick(nodes.length > 400 ? 120 : 300);
  const byId = new Map(spots.map((spot) => [spot.id, spot]));
  for (const node of nodes) ({ x: node.u, y: node.v } = byId.get(node.id));
  fitTo(nodes, width, height);
  spreadLabels(nodes, width, height);
}

function fitTo(nodes, width, height) {
  const side = Math.min(70, width * 0.1), top = 34, bottom = 44;
  const us = nodes.map((node) => node.u), vs = nodes.map((node) => node.v);
  const [u0, u1, v0, v1] = [Math.min(...us), Math.max(...us), Math.min(...vs), Math.max(...vs)];
  for (const node of nodes) {
    node.x = u1 > u0 ? side + ((node.u - u0) / (u1 - u0)) * (width - 2 * side) : width / 2;
    node.y = v1 > v0 ? top + ((node.v - v0) / (v1 - v0)) * (height - top - bottom) : height / 2;
  }
}

/** Pushes apart nodes whose boxes, label included, overlap. */
function spreadLabels(nodes, width, height) {
  const rounds = Math.min(120, Math.floor(3e6 / (nodes.length * nodes.length + 1)));
  const room = (0.5 * width * height) / (nodes.length * 48);  // where names fill the picture they overlap, and some are left out; shapes never do
  for (const node of nodes) node.half = Math.max(node.r + 3, Math.min(node.w / 2, room / 2));
  for (let round = 0; round < rounds; round += 1) {
    for (let i = 0; i < nodes.length; i += 1) {
      for (let j = i + 1; j < nodes.length; j += 1) {
        const a = nodes[i], b = nodes[j], dx = b.x - a.x || 0.1, dy = b.y - a.y || 0.1;
        const ox = a.half + b.half + 8 - Math.abs(dx), oy = a.r + b.r + 24 - Math.abs(dy);
        if (ox <= 0 || oy <= 0) continue;
        if (ox / width < oy / height) { a.x -= (Math.sign(dx) * ox) / 4; b.x += (Math.sign(dx) * ox) / 4; }
        else { a.y -= (Math.sign(dy) * oy) / 4; b.y += (Math.sign(dy) * oy) / 4; }
      }
    }
    for (const node of nodes) {
      const half = Math.min(width / 2 - 2, Math.max(node.w / 2, node.r) + 6);
      node.x = Math.max(half, Math.min(width - half, node.x));
      node.y = Math.max(node.r + 10, Math.min(height - node.r - 26, node.y));
    }
  }
}

/** A curve from the rim of one node to the rim of the other, bent to the right so that two directions stay apart. */
export function curve(a, b, straight) {
  const dx = b.x - a.x, dy = b.y - a.y, length = Math.hypot(dx, dy) || 1, bend = straight ? 0 : Math.min(46, length * 0.16);
  const mx = (a.x + b.x) / 2 - (dy / length) * bend, my = (a.y + b.y) / 2 + (dx / length) * bend;
  const from = rim(a, mx, my, 2), to = rim(b, mx, my, straight ? 2 : 7);
  const angle = Math.atan2(to.y - my, to.x - mx);
  const middle = { x: (from.x + 2 * mx + to.x) / 4, y: (from.y + 2 * my + to.y) / 4 };
  return { d: `M${from.x.toFixed(1)},${from.y.toFixed(1)}Q${mx.toFixed(1)},${my.toFixed(1)} ${to.x.toFixed(1)},${to.y.toFixed(1)}`, to, angle, middle };
}

function rim(node, x, y, gap) {
  const angle = Math.atan2(y - node.y, x - node.x);
  return { x: node.x + Math.cos(angle) * (node.r + gap), y: node.y + Math.sin(angle) * (node.r + gap) };
}
