"use strict";
// One graph on a canvas: what is drawn changes with the view, with filters and with what is chosen.
const { nodes, edges, types, edgeTypes } = JSON.parse(document.getElementById("data").textContent);
const element = (id) => document.getElementById(id);
const canvas = element("canvas");
const pen = canvas.getContext("2d");
const view = { x: 0, y: 0, scale: 1 };
const neighbours = nodes.map(() => []);
const filter = { types: new Set(types.keys()), support: 0, until: "9999" };
const days = [...new Set(nodes.map((node) => node.day).filter(Boolean))].sort();
let shown = [], shownEdges = [], visible = [], byLabelOrder = [];
const widths = [];  // of labels
const left = new Float64Array(nodes.length), top_ = new Float64Array(nodes.length);  // on the screen
let colors = readColors();
let width = 0, height = 0;  // of the canvas, as last drawn
let chosen = null, hovered = null, waiting = false;

function readColors() {
  const style = getComputedStyle(document.documentElement);
  return { line: style.getPropertyValue("--line"), ink: style.getPropertyValue("--ink"), page: style.getPropertyValue("--page") };
}

edges.forEach(([start, end], number) => {
  neighbours[start].push([end, number, true]);
  neighbours[end].push([start, number, false]);
});

function applyFilter() {
  visible = nodes.map((node) => filter.types.has(node.type) && (node.day || "") <= filter.until
    && (node.support === null || node.support >= filter.support));
  shown = [...nodes.keys()].filter((number) => visible[number]);
  byLabelOrder = [...shown].sort((one, other) => nodes[other].size - nodes[one].size || one - other);
  shownEdges = edges.filter(([start, end]) => visible[start] && visible[end]);
  element("shown").textContent = `${shown.length.toLocaleString("en")} nodes, ${shownEdges.length.toLocaleString("en")} edges`;
  redraw();
}

// ---- drawing ----

function redraw() {
  if (!waiting) {
    waiting = true;
    requestAnimationFrame(draw);
  }
}

const radius = (node) => Math.max(1.5, node.size / 2 * Math.min(2.5, Math.max(0.35, Math.sqrt(view.scale))));

function draw() {
  waiting = false;
  const ratio = window.devicePixelRatio || 1;
  [width, height] = [canvas.clientWidth, canvas.clientHeight];
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  const centre = hovered ?? chosen;
  const near = centre === null ? null : new Set([centre, ...neighbours[centre].map(([other]) => other)]);
  for (const number of shown) {
    left[number] = (nodes[number].x - view.x) * view.scale + width / 2;
    top_[number] = (nodes[number].y - view.y) * view.scale + height / 2;
  }
  drawEdges(centre);
  drawNodes(near);
  drawLabels(near);
}

function drawEdges(centre) {
  pen.strokeStyle = colors.line;
  for (const bright of centre === null ? [false] : [false, true]) {
    pen.globalAlpha = bright ? 0.9 : centre === null ? 0.35 : 0.12;
    pen.lineWidth = bright ? 1.4 : 1;
    let lines = 0;
    pen.beginPath();
    for (const [start, end] of shownEdges) {
      if (centre !== null && (start === centre || end === centre) !== bright || isBeside(start, end)) continue;
      pen.moveTo(left[start], top_[start]);
      pen.lineTo(left[end], top_[end]);
      if (++lines % 250) continue;  // long paths are slow to stroke
      pen.stroke();
      pen.beginPath();
    }
    pen.stroke();
  }
  pen.globalAlpha = 1;
}

// Whether a line lies wholly on one side of what is in sight.
const isBeside = (a, b) => Math.max(left[a], left[b]) < 0 || Math.min(left[a], left[b]) > width
  || Math.max(top_[a], top_[b]) < 0 || Math.min(top_[a], top_[b]) > height;

// One path for all nodes of a type: a fill for each node would take most of the time.
function drawNodes(near) {
  for (const faint of near ? [true, false] : [false]) {
    pen.globalAlpha = faint ? 0.2 : 1;
    types.forEach((type, number) => {
      pen.fillStyle = type.color;
      pen.beginPath();
      for (const node of shown) {
        if (nodes[node].type === number && (near !== null && !near.has(node)) === faint && isInside(node)) {
          const size = radius(nodes[node]);
          pen.moveTo(left[node] + size, top_[node]);
          pen.arc(left[node], top_[node], size, 0, 2 * Math.PI);
        }
      }
      pen.fill();
    });
  }
  if (chosen !== null && visible[chosen]) {
    pen.lineWidth = 3;
    pen.strokeStyle = "#d9822b";
    pen.beginPath();
    pen.arc(left[chosen], top_[chosen], radius(nodes[chosen]), 0, 2 * Math.PI);
    pen.stroke();
  }
}

const isInside = (node) => left[node] > -60 && top_[node] > -60 && left[node] < width + 60 && top_[node] < height + 60;

// The largest nodes first, as many as find room.
function drawLabels(near) {
  const boxes = [];
  pen.font = "12px system-ui, sans-serif";
  pen.textAlign = "center";
  pen.lineWidth = 3;
  const wanted = near ? [...near].filter((number) => visible[number]) : byLabelOrder.slice(0, 600);
  for (const number of wanted) {
    const node = nodes[number], x = left[number], y = top_[number];
    if (x < 0 || y < 0 || x > width || y > height) continue;
    const text = node.label.length > 40 ? `${node.label.slice(0, 39)}…` : node.label;
    widths[number] ??= pen.measureText(text).width;
    const half = widths[number] / 2 + 3, bottom = y - radius(node) - 3;
    if (boxes.some(([middle, low, wide]) => Math.abs(middle - x) < half + wide && Math.abs(low - bottom) < 15)) continue;
    boxes.push([x, bottom, half]);
    pen.strokeStyle = colors.page;
    pen.strokeText(text, x, bottom);
    pen.fillStyle = colors.ink;
    pen.fillText(text, x, bottom);
    if (boxes.length > 120) break;
  }
}

// ---- moving about ----

function fit() {
  if (!shown.length) return;
  const xs = shown.map((n) => nodes[n].x), ys = shown.map((n) => nodes[n].y);
  const [west, east, north, south] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  view.x = (west + east) / 2;
  view.y = (north + south) / 2;
  view.scale = Math.min(4, 0.92 * Math.min(canvas.clientWidth / (east - west + 60), canvas.clientHeight / (south - north + 60)));
  redraw();
}

function zoom(factor, x = canvas.clientWidth / 2, y = canvas.clientHeight / 2) {
  const scale = Math.min(20, Math.max(0.02, view.scale * factor));
  view.x += (x - canvas.clientWidth / 2) * (1 / view.scale - 1 / scale);
  view.y += (y - canvas.clientHeight / 2) * (1 / view.scale - 1 / scale);
  view.scale = scale;
  redraw();
}

function nodeAt(x, y) {
  let best = null, least = Infinity;
  for (const number of shown) {
    const distance = Math.hypot(left[number] - x, top_[number] - y) - Math.max(5, radius(nodes[number]));
    if (distance < least) [best, least] = [number, distance];
  }
  return least <= 0 ? best : null;
}

const pointers = new Map();
let moved = 0;

canvas.addEventListener("pointerdown", (event) => {
  canvas.setPointerCapture(event.pointerId);
  pointers.set(event.pointerId, [event.offsetX, event.offsetY]);
  moved = 0;
});
canvas.addEventListener("pointermove", (event) => {
  const before = pointers.get(event.pointerId), now = [event.offsetX, event.offsetY];
  if (!before) return hover(...now);
  if (pointers.size === 2) {
    const [other] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
    const spread = (place) => Math.hypot(place[0] - other[0], place[1] - other[1]) || 1;
    zoom(spread(now) / spread(before), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
  } else {
    view.x -= (now[0] - before[0]) / view.scale;
    view.y -= (now[1] - before[1]) / view.scale;
    redraw();
  }
  moved += Math.hypot(now[0] - before[0], now[1] - before[1]);
  pointers.set(event.pointerId, now);
});
canvas.addEventListener("pointerup", (event) => {
  pointers.delete(event.pointerId);
  if (moved < 4) choose(nodeAt(event.offsetX, event.offsetY));
});
canvas.addEventListener("pointercancel", (event) => pointers.delete(event.pointerId));
canvas.addEventListener("pointerleave", () => hover(-1e9, -1e9));
canvas.addEventListener("wheel", (event) => {
  event.preventDefault();
  zoom(Math.exp(-event.deltaY / 400), event.offsetX, event.offsetY);
}, { passive: false });
canvas.addEventListener("keydown", (event) => {
  const step = 60 / view.scale;
  const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
  if (event.key in moves) {
    view.x += moves[event.key][0];
    view.y += moves[event.key][1];
    redraw();
  } else if (event.key === "+" || event.key === "=") zoom(1.25);
  else if (event.key === "-") zoom(0.8);
  else if (event.key === "0") fit();
  else if (event.key === "Escape") choose(null);
  else return;
  event.preventDefault();
});

function hover(x, y) {
  const found = nodeAt(x, y), hint = element("hint");
  canvas.style.cursor = found === null ? "grab" : "pointer";
  hint.hidden = found === null;
  if (found !== null) {
    hint.textContent = `${types[nodes[found].type].name}: ${nodes[found].label}`;
    hint.style.left = `${x + 14}px`;
    hint.style.top = `${y + 14}px`;
  }
  if (found !== hovered) {
    hovered = found;
    redraw();
  }
}

// ---- what is known of a node ----

function make(tag, text, parent, properties = {}) {
  const made = Object.assign(document.createElement(tag), properties);
  if (text !== null) made.textContent = text;
  parent?.append(made);
  return made;
}

function swatch(type, parent) {
  make("span", null, parent, { className: "swatch" }).style.background = types[type].color;
}

function choose(number, move = false) {
  chosen = number;
  hovered = null;
  const details = element("details");
  details.replaceChildren();
  if (number === null) {
    make("p", "Choose a node to read what is known of it.", details);
    return redraw();
  }
  const node = nodes[number];
  if (move) {
    view.x = node.x;
    view.y = node.y;
    view.scale = Math.max(view.scale, 1);
  }
  const heading = make("h2", null, details);
  swatch(node.type, heading);
  heading.append(node.label);
  const list = make("dl", null, details);
  const known = { type: types[node.type].name, id: node.id, ...node.properties };
  for (const [name, value] of Object.entries(known)) {
    make("dt", name.replaceAll("_", " "), list);
    make("dd", Array.isArray(value) ? value.join(", ") : String(value), list);
  }
  const groups = new Map();
  for (const [other, edge, outward] of neighbours[number]) {
    const title = `${edgeTypes[edges[edge][2]]}${outward ? "" : " (by)"}`;
    groups.set(title, [...(groups.get(title) ?? []), [other, edges[edge][3]]]);
  }
  for (const [title, others] of [...groups].sort()) {
    make("h3", `${title}: ${others.length}`, details);
    const items = make("ul", null, details);
    for (const [other, said] of others.slice(0, 100)) {
      const item = make("li", null, items), button = make("button", null, item, { type: "button" });
      swatch(nodes[other].type, button);
      button.append(nodes[other].label);
      button.addEventListener("click", () => choose(other, true));
      if (said) make("q", said, item);
    }
    if (others.length > 100) make("li", `and ${others.length - 100} more`, items);
  }
  redraw();
}

// ---- search and filters ----

function search() {
  const wanted = element("wanted").value.trim().toLowerCase(), hits = element("hits");
  hits.replaceChildren();
  if (!wanted) return;
  const rank = (node) => {
    const texts = [node.label, ...(node.properties.aliases ?? [])].map((text) => text.toLowerCase());
    return Math.min(...texts.map((text) => text === wanted ? 0 : text.startsWith(wanted) ? 1 : text.includes(wanted) ? 2 : 9));
  };
  const found = nodes.map((node, number) => [rank(node), -node.size, number]).filter(([order]) => order < 9);
  found.sort((one, other) => one[0] - other[0] || one[1] - other[1] || one[2] - other[2]);
  for (const [, , number] of found.slice(0, 12)) {
    const button = make("button", null, make("li", null, hits), { type: "button" });
    swatch(nodes[number].type, button);
    button.append(nodes[number].label);
    button.addEventListener("click", () => choose(number, true));
  }
  if (!found.length) make("li", "nothing of that name", hits);
}
element("wanted").addEventListener("input", search);
element("search").addEventListener("submit", (event) => {
  event.preventDefault();
  element("hits").querySelector("button")?.click();
});

types.forEach((type, number) => {
  const count = nodes.filter((node) => node.type === number).length;
  if (!count) return;
  const label = make("label", null, element("types"));
  const box = make("input", null, label, { type: "checkbox", checked: true });
  swatch(number, label);
  label.append(`${type.name} (${count.toLocaleString("en")})`);
  box.addEventListener("change", () => {
    filter.types[box.checked ? "add" : "delete"](number);
    applyFilter();
  });
});

const support = element("support"), until = element("until");
support.max = nodes.reduce((most, node) => Math.max(most, node.support ?? 0), 0);
support.addEventListener("input", () => {
  filter.support = Number(support.value);
  element("least").textContent = support.value;
  applyFilter();
});
until.max = Math.max(0, days.length - 1);
until.value = until.max;
until.disabled = days.length < 2;
function setDay() {
  const day = days[Number(until.value)];
  filter.until = day === undefined || until.value === until.max ? "9999" : day;
  element("day").textContent = day ?? "";
}
until.addEventListener("input", () => {
  setDay();
  applyFilter();
});
element("fit").addEventListener("click", fit);
window.addEventListener("resize", redraw);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  colors = readColors();
  redraw();
});
setDay();
applyFilter();
fit();
