// Draws one frame: all edges and nodes, what is in focus, names.

import {Backdrop} from "./backdrop.js";
import {arrow, disc, fillNodes, strokeEdges} from "./marks.js";
import {edgeStyles} from "./palette.js";

const MOST_NAMES = 45;
const MOST_CANDIDATES = 300;
const MOST_ARROWS = 200;
const LONGEST_NAME = 42;
const LONGEST_TITLE = 26; // of a paper that is not in focus
const GAP = 4; // pixels between names
const BRIGHT = {edges: 1, nodes: 1};
const FADED = {edges: 0.3, nodes: 0.16};
const FONT = '12px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

export class Painter {
  #widths = new Map();

  constructor(again) {
    this.backdrop = new Backdrop(again);
  }

  /** `focus` is {node, edge, hovered}: numbers, or -1. */
  paint(context, scene, camera, ratio, colors, focus) {
    const near = nearFocus(scene, focus);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, camera.width, camera.height);
    this.backdrop.draw(context, scene, camera, ratio, colors, near ? FADED : BRIGHT);
    drawFocusedEdges(context, scene, camera, colors, focus);
    if (near) fillNodes(context, scene, camera, colors, near);
    drawRings(context, scene, camera, colors, focus);
    this.#drawNames(context, scene, camera, colors, near, focus);
  }

  #drawNames(context, scene, camera, colors, near, {node, hovered}) {
    Object.assign(context, {
      font: FONT, textAlign: "center", textBaseline: "top", lineJoin: "round", lineWidth: 3.5, strokeStyle: colors.page, fillStyle: colors.ink,
    });
    const first = new Set([hovered, node, ...(near ?? [])].filter(number => number >= 0));
    const taken = [];
    let candidates = 0;
    for (const number of near ? first : [...first, ...scene.byImportance]) {
      if (taken.length >= MOST_NAMES || candidates >= MOST_CANDIDATES) break;
      const [x, y] = camera.toScreen(scene.nodes[number]);
      if (x < 0 || y < 0 || x > camera.width || y > camera.height) continue;
      candidates += 1;
      const isTitle = scene.nodes[number].type === "Paper" && !first.has(number);
      const text = shortened(scene.nodes[number].name, isTitle ? LONGEST_TITLE : LONGEST_NAME);
      const half = this.#width(context, text) / 2 + 3;
      const top = y + camera.pixels(scene.radii[number]) + 3;
      const middle = Math.max(half, Math.min(x, camera.width - half));
      const area = [middle - half, top - GAP, middle + half, top + 14 + GAP];
      if (number !== hovered && taken.some(other => overlap(area, other))) continue;
      taken.push(area);
      context.strokeText(text, middle, top);
      context.fillText(text, middle, top);
    }
  }

  #width(context, text) {
    if (!this.#widths.has(text)) this.#widths.set(text, context.measureText(text).width);
    return this.#widths.get(text);
  }
}

/** What stays bright while something is in focus; null for everything. */
function nearFocus(scene, {node, edge}) {
  if (edge >= 0) return new Set([scene.edges[edge].source, scene.edges[edge].target]);
  return node >= 0 ? scene.around(node) : null;
}

function drawFocusedEdges(context, scene, camera, colors, {node, edge, hovered}) {
  const chosen = edge >= 0 ? [edge] : scene.edgesAt[node >= 0 ? node : hovered] ?? [];
  const part = {nodes: scene.nodes, edges: chosen.map(number => scene.edges[number])};
  const styles = edgeStyles(colors, 1).map(style => ({...style, alpha: 0.9, width: edge >= 0 ? 3 : 1.6}));
  strokeEdges(context, part, camera, styles, 0, part.edges.length);
  for (const one of part.edges.slice(0, MOST_ARROWS)) arrow(context, scene, camera, one, styles.find(style => style.fits(one)).color);
}

/** Around the nodes in the middle, the one in focus, and the one under the pointer. */
function drawRings(context, scene, camera, colors, {node, hovered}) {
  const centre = [...scene.centre].map(id => [scene.byId.get(id) ?? -1, 2]);
  context.strokeStyle = colors.ink;
  for (const [number, width] of [...centre, [node, 3], [hovered, 2]]) {
    if (number < 0) continue;
    context.beginPath();
    disc(context, scene, camera, number, 2.5);
    context.lineWidth = width;
    context.stroke();
  }
}

export const shortened = (name, longest = LONGEST_NAME) => (name.length > longest ? name.slice(0, longest - 1).trimEnd() + "…" : name);
const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
