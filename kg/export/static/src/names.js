// Names on the canvas of the network: of one size on the screen whatever the zoom, no two on top of each other.
const SIZE = 13, COUNT = 11.5;

/** Draws what has room in the `view` ([left, top, right, bottom]) and gives how many names that was; `items` come in order of weight, those that `must` always, the `strong` over a shape if need be. */
export function placeNames(context, { items, counts, scale, view, text, dim, back }) {
  const px = 1 / scale, shown = items.filter(({ x, y }) => x >= view[0] && x <= view[2] && y >= view[1] && y <= view[3]);
  const shapes = shown.map(({ x, y, r }) => [x - r, y - r, x + r, y + r]), names = [];
  const apart = (spot, others) => !others.some((other) => spot[0] < other[2] && other[0] < spot[2] && spot[1] < other[3] && other[1] < spot[3]);
  const free = (spot) => apart(spot, names) && apart(spot, shapes);
  let drawn = 0;
  context.save();
  context.textBaseline = "middle";
  context.textAlign = "center";
  context.lineJoin = "round";
  context.lineWidth = 4 * px;
  context.strokeStyle = back;
  const write = (words, x, y) => { context.strokeText(words, x, y); context.fillText(words, x, y); };
  for (const item of shown.filter((one) => one.can)) {
    context.font = `${item.strong || item.must ? 600 : 400} ${SIZE * px}px system-ui, "Segoe UI", "Noto Sans", sans-serif`;
    const half = context.measureText(item.text).width / 2 + 3 * px, tall = (SIZE / 2 + 1) * px, gap = item.r + tall + 1 * px;
    const inside = Math.max(view[0] + half, Math.min(view[2] - half, item.x));
    const spots = [[inside, item.y + gap], [inside, item.y - gap], [item.x + item.r + half, item.y], [item.x - item.r - half, item.y]];
    const box = ([x, y]) => [x - half, y - tall, x + half, y + tall];
    const seen = ([x0, y0, x1, y1]) => x0 >= view[0] - px && y0 >= view[1] && x1 <= view[2] + px && y1 <= view[3];
    const spot = spots.find((one) => seen(box(one)) && free(box(one))) ?? (item.must ? spots[0] : item.strong ? spots.find((one) => seen(box(one)) && apart(box(one), names)) : null);
    if (!spot) continue;
    names.push(box(spot));
    context.fillStyle = text;
    write(item.text, ...spot);
    drawn += 1;
  }
  context.font = `${COUNT * px}px system-ui, "Segoe UI", "Noto Sans", sans-serif`;
  context.fillStyle = dim;
  for (const { text: words, x, y } of counts) {
    const half = context.measureText(words).width / 2 + 3 * px, tall = COUNT * 0.6 * px, spot = [x - half, y - tall, x + half, y + tall];
    if (!free(spot)) continue;
    names.push(spot);
    write(words, x, y);
  }
  context.restore();
  return drawn;
}
