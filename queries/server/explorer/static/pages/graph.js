// The graph to look at: around some nodes, or all of it.

import {onReturn, parameters, state} from "../lib/address.js";
import {ask, latest} from "../lib/api.js";
import {debounced, h, show} from "../lib/dom.js";
import {failure, page, title} from "../lib/page.js";
import {count, edgeWords} from "../lib/words.js";
import {downloadJson, downloadPng, downloadSvg} from "../graph/exports.js";
import {askedFor, filterForm} from "../graph/filters.js";
import {edgePanel, nodeList, nodePanel} from "../graph/panel.js";
import {GraphView} from "../graph/view.js";

const HELP = "Arrow keys move, + and − zoom, 0 shows all. The list of nodes beside it leads to every node.";
const NARROW = 760; // pixels
const REST = 200; // milliseconds without movement after which the address says where the camera is

const LEGEND = h("p", {class: "edge-legend", "aria-label": "Lines"},
  ["OUTPERFORMS", "VARIANT_OF"].map(type => h("span", {class: `line is-${type}`}, edgeWords(type))));

page(async main => {
  title("Graph");
  const graph = new GraphPage(main);
  globalThis.graphView = graph.view; // to be measured, and for people who like consoles
  onReturn(() => graph.load());
  await graph.load();
});

class GraphPage {
  constructor(main) {
    this.main = main;
    this.fetchPart = latest((asked, signal) => ask("subgraph", asked, signal));
    this.view = new GraphView({label: `Graph. ${HELP}`, onSelect: chosen => this.select(chosen), onExpand: node => this.#expand(node),
      onMove: debounced(REST, () => this.#keep())});
    this.form = h("div", {});
    this.list = h("details", {class: "nodes"});
    this.message = h("p", {class: "message", role: "status"});
    this.panel = h("section", {class: "panel", "aria-label": "Details", tabindex: "-1", hidden: true});
    this.actions = {
      select: chosen => this.select(chosen), close: () => this.select({}), expand: node => this.#expand(node),
      only: node => this.#change({...askedFor(), around: [node.id], node: node.id}),
    };
    show(main,
      h("h1", {class: "visually-hidden"}, "Graph"),
      h("details", {class: "sidebar", open: innerWidth > NARROW}, h("summary", {}, "Filter and find"), this.form, this.list),
      h("div", {class: "stage"}, this.view.element, toolbar(this.view), LEGEND, this.message), this.panel);
    addEventListener("themechange", () => this.view.recolor());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.view.recolor());
  }

  /** Shows what the address says. */
  async load() {
    const asked = askedFor();
    this.#showForm(asked);
    this.main.setAttribute("aria-busy", "true");
    try {
      const part = await this.fetchPart(asked);
      if (!part) return;
      this.view.show(part, asked.around);
      this.#tell(part);
      show(this.list, h("summary", {}, "Nodes as a list"), nodeList(this.view.scene, this.actions.select));
      this.#restore();
    } catch (error) {
      if (!("status" in error)) throw error;
      show(this.message, failure(error));
    }
    this.main.setAttribute("aria-busy", "false");
  }

  /** Puts a node or an edge, by number, into focus and shows what stands behind it. */
  select({node = -1, edge = -1}, {isAsked = true} = {}) {
    const {view: {scene}, panel} = this;
    this.view.focus({node, edge});
    panel.hidden = node < 0 && edge < 0;
    if (node >= 0) {
      show(panel, nodePanel(scene, node, this.actions));
      if (isAsked || !parameters().has("at")) this.view.reveal(node);
    }
    if (edge >= 0) edgePanel(panel, scene, edge, this.actions);
    if (isAsked && !panel.hidden) panel.focus({preventScroll: innerWidth > NARROW});
    const ends = edge < 0 ? [] : [scene.edges[edge].source, scene.edges[edge].target].map(number => scene.nodes[number].id);
    this.#keep({node: scene.nodes[node]?.id, edge: ends});
  }

  /** Has the address say what is in focus, and where the camera is. */
  #keep({node, edge} = {node: parameters().get("node"), edge: parameters().getAll("edge")}) {
    state({...askedFor(), node, edge, at: this.view.camera.view?.map(value => Number(value.toPrecision(4))).join(",")});
  }

  /** Draws the form anew; the field in focus keeps it. */
  #showForm(asked) {
    const {name, value, type, selectionStart} = document.activeElement;
    const isInside = name && this.form.contains(document.activeElement);
    show(this.form, filterForm(asked, changes => this.#change({...asked, ...changes})));
    if (!isInside) return;
    const field = [...this.form.querySelectorAll(`[name="${name}"]`)].find(one => type !== "checkbox" || one.value === value);
    field?.focus();
    if (field && type === "text") field.setSelectionRange(selectionStart, selectionStart);
  }

  #change(asked) {
    state(asked, {step: true});
    return this.load();
  }

  #expand(node) {
    const asked = askedFor();
    return this.#change({...asked, around: [...new Set([...asked.around, node.id])], node: node.id});
  }

  #tell(part) {
    const shown = `${count(part.nodes.length, "node")} and ${count(part.edges.length, "edge")}`;
    show(this.message, part.nodes.length ? part.message ?? shown : "Nothing fits these filters.");
    this.message.classList.toggle("sampled", part.sampled);
  }

  /** Puts into sight and into focus what the address says. */
  #restore() {
    const {scene, camera} = this.view;
    const at = parameters().get("at")?.split(",").map(Number) ?? [];
    if (at.length === 3 && at.every(Number.isFinite)) camera.view = at;
    const node = scene.byId.get(parameters().get("node")) ?? -1;
    const [source, target] = parameters().getAll("edge").map(id => scene.byId.get(id));
    const edge = scene.edges.findIndex(one => one.source === source && one.target === target);
    this.select(edge >= 0 ? {edge} : {node}, {isAsked: false});
  }
}

function toolbar(view) {
  const button = (label, text, action) => h("button", {type: "button", "aria-label": label, title: label, onclick: action}, text);
  return h("div", {class: "tools", role: "toolbar", "aria-label": "Graph"},
    button("Zoom in", "+", () => view.zoom(1.4)), button("Zoom out", "−", () => view.zoom(1 / 1.4)),
    button("Show all", "⤢", () => view.fit()),
    button("PNG picture of what is seen", "PNG", () => downloadPng(view)),
    button("SVG drawing of what is seen", "SVG", () => downloadSvg(view)),
    button("JSON of nodes and edges", "JSON", () => downloadJson(view)));
}
