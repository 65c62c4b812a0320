// Values over time: a point each, with a line through those that were the best so far.

import {h, s, show} from "./dom.js";
import {linear, ticks, years} from "./scale.js";

const MARGIN = {top: 24, right: 24, bottom: 30, left: 56};
const HEIGHT = 340;
const LETTER = 6.6; // pixels, on average

/**
 * `points`: {published, value, name, href, words, about}; `words` are read aloud, `about` is what the box
 * beside a point shows. Those without a year are left out. `better`: "higher", "lower" or null.
 */
export function timeChart({label, points, better, unit = "", onPoint = () => {}}) {
  const dated = points.map(point => ({...point, x: years(point.published)})).filter(point => point.x !== null)
    .sort((a, b) => a.x - b.x || (better === "lower" ? a.value - b.value : b.value - a.value));
  const box = h("div", {class: "chart-box", hidden: true});
  const canvas = s("svg", {role: "group", "aria-label": `${label}. Arrow keys go from point to point.`});
  const chart = h("div", {class: "chart"}, canvas, box);
  let marks = [];

  function draw(width) {
    const place = places(dated, width);
    const best = better ? frontier(dated, better) : [];
    canvas.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    canvas.setAttribute("width", width);
    canvas.setAttribute("height", HEIGHT);
    marks = dated.map((point, number) => mark(point, number, place, best.includes(point)));
    show(canvas, axes(place, width, unit), best.length > 1 && bestLine(best, place), marks,
      labels([...best].reverse().concat(dated.filter(point => !best.includes(point))), dated, place, width));
  }

  function mark(point, number, place, isBest) {
    const [x, y] = [place.x(point.x), place.y(point.value)];
    const element = s("a", {href: point.href, class: isBest ? "point best" : "point", "aria-label": point.words, tabindex: number ? -1 : 0},
      s("circle", {cx: x, cy: y, r: 12, class: "reach"}), s("circle", {cx: x, cy: y, r: isBest ? 5.5 : 4.5, class: "spot"}));
    const enter = () => tell(point, x, y);
    element.addEventListener("pointerenter", enter);
    element.addEventListener("focus", enter);
    element.addEventListener("pointerleave", hush);
    element.addEventListener("blur", hush);
    element.addEventListener("keydown", event => step(event, number));
    return element;
  }

  function tell(point, x, y) {
    show(box, point.about);
    box.hidden = false;
    const width = canvas.clientWidth;
    const room = Math.min(box.offsetWidth, width);
    box.style.left = `${Math.max(0, Math.min(x - room / 2, width - room))}px`;
    box.style.top = y > HEIGHT / 2 ? `${y - box.offsetHeight - 14}px` : `${y + 14}px`;
    onPoint(point);
  }

  function hush() {
    box.hidden = true;
    onPoint(null);
  }

  function step(event, number) {
    const by = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
    if (event.key === "Escape") box.hidden = true;
    if (!by) return;
    event.preventDefault();
    const next = marks[(number + by + marks.length) % marks.length];
    for (const one of marks) one.setAttribute("tabindex", one === next ? 0 : -1);
    next.focus();
  }

  new ResizeObserver(([entry]) => {
    const width = Math.round(entry.contentRect.width);
    if (width > 0 && String(width) !== canvas.getAttribute("width")) draw(width);
  }).observe(chart);
  return dated.length ? chart : h("p", {class: "quiet"}, "No score here has a date.");
}

function places(points, width) {
  const values = points.map(point => point.value);
  const rows = ticks(Math.min(...values), Math.max(...values));
  const first = Math.min(...points.map(point => point.x));
  const last = Math.max(...points.map(point => point.x));
  const air = Math.max((last - first) * 0.04, 0.25);
  return {
    rows,
    years: [first - air, last + air],
    x: linear([first - air, last + air], [MARGIN.left, width - MARGIN.right]),
    y: linear([rows[0], rows.at(-1)], [HEIGHT - MARGIN.bottom, MARGIN.top]),
  };
}

function axes(place, width, unit) {
  const rows = place.rows.map(value => [
    s("line", {class: "grid", x1: MARGIN.left, x2: width - MARGIN.right, y1: place.y(value), y2: place.y(value)}),
    s("text", {class: "tick", x: MARGIN.left - 8, y: place.y(value) + 4, "text-anchor": "end"}, `${value}${unit === "%" ? "%" : ""}`),
  ]);
  const [first, last] = place.years;
  const columns = ticks(first, last, Math.max(2, Math.min(8, Math.floor(width / 90))))
    .filter(year => Number.isInteger(year) && year >= first && year <= last)
    .map(year => s("text", {class: "tick", x: place.x(year), y: HEIGHT - 8, "text-anchor": "middle"}, year));
  const caption = unit && unit !== "%" && s("text", {class: "tick", x: 4, y: 12}, unit);
  return s("g", {"aria-hidden": "true"}, rows, columns, caption);
}

/** Those that were better than everything before them; of one day, the best comes first. */
export function frontier(points, better) {
  const sign = better === "lower" ? -1 : 1;
  let best = -Infinity;
  return points.filter(point => {
    const isBetter = sign * point.value > best;
    best = Math.max(best, sign * point.value);
    return isBetter;
  });
}

function bestLine(best, place) {
  const [start, ...rest] = best.map(point => [place.x(point.x), place.y(point.value)]);
  const steps = rest.map(([x, y]) => `H${x}V${y}`).join("");
  return s("path", {class: "best-line", d: `M${start[0]},${start[1]}${steps}`, "aria-hidden": "true"});
}

/** Names above points, the first ones first, where they do not stand on each other or on points. */
function labels(named, points, place, width) {
  const taken = points.map(point => {
    const [x, y] = [place.x(point.x), place.y(point.value)];
    return [x - 6, y - 6, x + 6, y + 6];
  });
  const shown = [];
  for (const point of named) {
    const [x, y] = [place.x(point.x), place.y(point.value)];
    const half = (point.name.length * LETTER) / 2;
    const middle = Math.max(MARGIN.left + half, Math.min(x, width - 4 - half));
    const area = [middle - half, y - 24, middle + half, y - 8];
    if (point.name.length > 28 || taken.some(other => overlap(area, other))) continue;
    taken.push(area);
    shown.push(s("text", {class: "point-name", x: middle, y: y - 11, "text-anchor": "middle"}, point.name));
  }
  return s("g", {"aria-hidden": "true"}, shown);
}

const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
