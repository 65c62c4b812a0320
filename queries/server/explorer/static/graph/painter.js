// Draws one frame: edges, what is in focus, nodes, names.

import {EdgeLayer, strokeEdges} from "./edge_layer.js";
import {edgeStyles} from "./palette.js";

const MOST_NAMES = 45;
const LONGEST_NAME = 42;
const LONGEST_TITLE = 26; // of a paper that is not in focus
const GAP = 4; // pixels between names
const FADED = 0.16;
const FADED_EDGES = 0.35;
const FONT = '12px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

export class Painter {
  constructor(again) {
    this.edgeLayer = new EdgeLayer(again);
  }

  /** `focus` is {node, edge, hovered}: numbers, or -1. */
  paint(context, scene, camera, ratio, colors, focus) {
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, camera.width, camera.height);
    const near = this.#near(scene, focus);
    const styles = edgeStyles(colors, scene.edges.length);
    this.edgeLayer.draw(context, scene, camera, ratio, styles, near ? FADED_EDGES : 1);
    this.#focusedEdges(context, scene, camera, colors, focus);
    this.#nodes(context, scene, camera, colors, near, focus);
    this.#names(context, scene, camera, colors, near, focus);
  }

  /** What stays bright while something is in focus; null for everything. */
  #near(scene, {node, edge}) {
    if (edge >= 0) return new Set([scene.edges[edge].source, scene.edges[edge].target]);
    return node >= 0 ? scene.around(node) : null;
  }

  #focusedEdges(context, scene, camera, colors, {node, edge, hovered}) {
    const chosen = edge >= 0 ? [edge] : scene.edgesAt[node >= 0 ? node : hovered] ?? [];
    const part = {nodes: scene.nodes, edges: chosen.map(number => scene.edges[number])};
    const styles = edgeStyles(colors, 1).map(style => ({...style, alpha: 0.9, width: edge >= 0 ? 3 : 1.6}));
    strokeEdges(context, part, camera, styles, 0, part.edges.length);
    for (const one of part.edges) if (chosen.length < 200) arrow(context, scene, camera, one, colors);
  }

  #nodes(context, scene, camera, colors, near, {node, hovered}) {
    for (const bright of near ? [false, true] : [true]) {
      context.globalAlpha = bright ? 1 : FADED;
      for (const type of Object.keys(colors.types)) {
        context.fillStyle = colors.types[type];
        context.beginPath();
        scene.nodes.forEach((one, number) => {
          if (one.type === type && (!near || near.has(number) === bright)) disc(context, scene, camera, number);
        });
        context.fill();
      }
    }
    context.globalAlpha = 1;
    for (const [id, width] of [...scene.centre].map(id => [scene.byId.get(id), 2]).concat([[node, 3], [hovered, 2]])) {
      if (id === undefined || id < 0) continue;
      context.beginPath();
      disc(context, scene, camera, id, 2.5);
      context.strokeStyle = colors.ink;
      context.lineWidth = width;
      context.stroke();
    }
  }

  #names(context, scene, camera, colors, near, {node, hovered}) {
    context.font = FONT;
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.strokeStyle = colors.page;
    context.fillStyle = colors.ink;
    const first = [hovered, node, ...(near ?? [])].filter(number => number >= 0);
    const taken = [];
    let drawn = 0;
    for (const number of [...first, ...(near ? [] : scene.byImportance)]) {
      if (drawn >= MOST_NAMES) break;
      const [x, y] = camera.toScreen(scene.nodes[number]);
      if (x < 0 || y < 0 || x > camera.width || y > camera.height) continue;
      const text = shortened(scene.nodes[number].name, isTitle(scene.nodes[number]) && !first.includes(number) ? LONGEST_TITLE : LONGEST_NAME);
      const half = context.measureText(text).width / 2 + 3;
      const top = y + camera.pixels(scene.radii[number]) + 3;
      const area = [x - half, top - GAP, x + half, top + 14 + GAP];
      if (number !== hovered && taken.some(other => overlap(area, other))) continue;
      taken.push(area);
      drawn += 1;
      context.strokeText(text, x, top);
      context.fillText(text, x, top);
    }
  }
}

function disc(context, scene, camera, number, more = 0) {
  const [x, y] = camera.toScreen(scene.nodes[number]);
  const radius = camera.pixels(scene.radii[number]) + more;
  if (x < -radius || y < -radius || x > camera.width + radius || y > camera.height + radius) return;
  context.moveTo(x + radius, y);
  context.arc(x, y, radius, 0, 2 * Math.PI);
}

/** The point of an arrow at the rim of the node that an edge leads to. */
function arrow(context, scene, camera, edge, colors) {
  const [x1, y1] = camera.toScreen(scene.nodes[edge.source]);
  const [x2, y2] = camera.toScreen(scene.nodes[edge.target]);
  const angle = Math.atan2(y2 - y1, x2 - x1);
  const rim = camera.pixels(scene.radii[edge.target]) + 1;
  const [x, y] = [x2 - rim * Math.cos(angle), y2 - rim * Math.sin(angle)];
  context.fillStyle = edge.type === "OUTPERFORMS" ? colors.lit : colors.field;
  context.beginPath();
  context.moveTo(x, y);
  for (const side of [-1, 1]) context.lineTo(x - 7 * Math.cos(angle + side * 0.42), y - 7 * Math.sin(angle + side * 0.42));
  context.fill();
}

const isTitle = node => node.type === "Paper";
export const shortened = (name, longest = LONGEST_NAME) => (name.length > longest ? name.slice(0, longest - 1).trimEnd() + "…" : name);
const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
