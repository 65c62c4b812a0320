// What is seen, as a file: a picture, a drawing, or the nodes and edges themselves.

import {h} from "../lib/dom.js";
import {edgeStyles, palette} from "./palette.js";
import {shortened} from "./painter.js";

const NAMED = 150;

/** Offers content as a download. */
export function download(name, type, ...content) {
  const link = h("a", {href: URL.createObjectURL(new Blob(content, {type})), download: name});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The canvas as it is, on the colour of the page. */
export function downloadPng(view) {
  const copy = document.createElement("canvas");
  [copy.width, copy.height] = [view.canvas.width, view.canvas.height];
  const context = copy.getContext("2d");
  context.fillStyle = palette(view.element).page;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(view.canvas, 0, 0);
  copy.toBlob(blob => download("claimgraph.png", "image/png", blob));
}

export const downloadSvg = view => download("claimgraph.svg", "image/svg+xml", svg(view));

/** Nodes and edges in the node-link form that networkx and D3 read. */
export function downloadJson({scene}) {
  const nodes = scene.nodes.map(({id, type, name, support, published, x, y}) => ({id, type, name, support, published, x, y}));
  const links = scene.edges.map(edge => ({
    source: scene.nodes[edge.source].id, target: scene.nodes[edge.target].id, type: edge.type, confidence: edge.confidence, weight: edge.weight,
  }));
  const content = {directed: true, multigraph: true, graph: {source: location.href}, nodes, links};
  download("claimgraph.json", "application/json", JSON.stringify(content, null, 1));
}

function svg({scene, camera, element}) {
  const colors = palette(element);
  const at = node => camera.toScreen(node).map(value => value.toFixed(1));
  const lines = edgeStyles(colors, scene.edges.length).map(style => {
    const paths = scene.edges.filter(style.fits).map(edge => `M${at(scene.nodes[edge.source])}L${at(scene.nodes[edge.target])}`);
    return `<path d="${paths.join("")}" fill="none" stroke="${style.color}" stroke-opacity="${style.alpha}" stroke-width="${style.width}"/>`;
  });
  const discs = scene.nodes.map((node, number) => {
    const [x, y] = at(node);
    const radius = camera.pixels(scene.radii[number]).toFixed(1);
    return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${colors.types[node.type]}"><title>${escaped(node.name)}</title></circle>`;
  });
  const names = scene.byImportance.slice(0, NAMED).map(number => {
    const [x, y] = camera.toScreen(scene.nodes[number]);
    const below = y + camera.pixels(scene.radii[number]) + 13;
    return `<text x="${x.toFixed(1)}" y="${below.toFixed(1)}">${escaped(shortened(scene.nodes[number].name))}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${camera.width} ${camera.height}">
<rect width="100%" height="100%" fill="${colors.page}"/>
${lines.join("\n")}
${discs.join("\n")}
<g font-family="system-ui, sans-serif" font-size="11" text-anchor="middle" fill="${colors.ink}">
${names.join("\n")}
</g>
</svg>
`;
}

const ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"};
const escaped = text => text.replace(/[&<>"]/g, character => ENTITIES[character]);
