// The graph to look at: around some nodes, or all of it.

import {onReturn, parameters, state} from "../lib/address.js";
import {ask, latest} from "../lib/api.js";
import {h, show} from "../lib/dom.js";
import {failure, page, title} from "../lib/page.js";
import {count} from "../lib/words.js";
import {downloadJson, downloadPng, downloadSvg} from "../graph/exports.js";
import {askedFor, filterForm} from "../graph/filters.js";
import {edgePanel, nodeList, nodePanel} from "../graph/panel.js";
import {GraphView} from "../graph/view.js";

const HELP = "Arrow keys move, + and − zoom, 0 shows all. The list of nodes beside it leads to every node.";

page(async main => {
  title("Graph");
  const fetchPart = latest((asked, signal) => ask("subgraph", asked, signal));
  const form = h("div", {class: "filter-place"});
  const message = h("p", {class: "message", role: "status"});
  const panel = h("section", {class: "panel", "aria-label": "Details", tabindex: "-1", hidden: true});
  const list = h("details", {class: "nodes"});
  const actions = {
    expand,
    only: node => change({...askedFor(), around: [node.id], node: node.id}),
    select,
    close: () => select({}),
  };
  const view = new GraphView({label: `Graph. ${HELP}`, onSelect: select, onExpand: expand});
  show(main,
    h("h1", {class: "visually-hidden"}, "Graph"),
    h("details", {class: "sidebar", open: innerWidth > 760}, h("summary", {}, "Filter and find"), form, list),
    h("div", {class: "stage"}, view.element, toolbar(view), message), panel);
  addEventListener("themechange", () => view.recolor());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => view.recolor());
  onReturn(load);
  window.graphView = view; // for measuring, and for people who like consoles
  await load();

  async function load() {
    const asked = askedFor();
    show(form, filterForm(asked, changes => change({...asked, ...changes})));
    await draw(asked);
  }

  /** Another part of the graph: the form keeps the focus where it is, unless it has to be another form. */
  async function change(asked) {
    const isOther = String(asked.around) !== String(askedFor().around);
    state(asked, {step: true});
    if (isOther) return load();
    show(form, keepFocus(form, () => filterForm(asked, changes => change({...asked, ...changes}))));
    return draw(asked);
  }

  async function draw(asked) {
    main.setAttribute("aria-busy", "true");
    try {
      const part = await fetchPart(asked);
      if (!part) return;
      view.show(part, asked.around);
      tell(part);
      show(list, h("summary", {}, "Nodes as a list"), nodeList(view.scene, select));
      restore();
    } catch (error) {
      show(message, failure(error));
    }
    main.setAttribute("aria-busy", "false");
  }

  function tell(part) {
    const shown = `${count(part.nodes.length, "node")} and ${count(part.edges.length, "edge")}`;
    show(message, part.nodes.length ? part.message ?? shown : "Nothing fits these filters.");
    message.classList.toggle("sampled", part.sampled);
  }

  /** The node or the edge in focus stands in the address. */
  function restore() {
    const [node, edge] = [parameters().get("node"), parameters().getAll("edge")];
    const [source, target] = edge.map(id => view.scene.byId.get(id));
    const found = view.scene.edges.findIndex(one => one.source === source && one.target === target);
    select(edge.length === 2 && found >= 0 ? {edge: found} : {node: view.scene.byId.get(node) ?? -1}, {moved: false});
  }

  function select({node = -1, edge = -1}, {moved = true} = {}) {
    const {scene} = view;
    view.focus({node, edge});
    panel.hidden = node < 0 && edge < 0;
    if (node >= 0) {
      show(panel, nodePanel(scene, node, actions));
      view.reveal(node);
    }
    if (edge >= 0) edgePanel(panel, scene, edge, actions);
    if (moved && !panel.hidden) panel.focus({preventScroll: innerWidth > 760});
    const ends = edge >= 0 && [scene.edges[edge].source, scene.edges[edge].target].map(number => scene.nodes[number].id);
    state({...askedFor(), node: scene.nodes[node]?.id, edge: ends || []});
  }

  function expand(node) {
    const asked = askedFor();
    return change({...asked, around: [...new Set([...asked.around, node.id])], node: node.id});
  }
});

function toolbar(view) {
  const button = (label, text, action) => h("button", {type: "button", "aria-label": label, title: label, onclick: action}, text);
  return h("div", {class: "tools", role: "toolbar", "aria-label": "Graph"},
    button("Zoom in", "+", () => view.zoom(1.4)), button("Zoom out", "−", () => view.zoom(1 / 1.4)), button("Show all", "⤢", () => view.fit()),
    button("Save what is seen as a picture (PNG)", "PNG", () => downloadPng(view)),
    button("Save what is seen as a drawing (SVG)", "SVG", () => downloadSvg(view)),
    button("Save nodes and edges as JSON", "JSON", () => downloadJson(view)));
}

/** Draws a form anew, with the same field in focus. */
function keepFocus(place, draw) {
  const {name, value, type, selectionStart} = document.activeElement ?? {};
  const isInside = place.contains(document.activeElement);
  const drawn = draw();
  if (isInside && name) queueMicrotask(() => {
    const same = [...place.querySelectorAll(`[name="${name}"]`)];
    const field = same.find(one => type !== "checkbox" || one.value === value);
    field?.focus();
    if (field && type === "text") field.setSelectionRange(selectionStart, selectionStart);
  });
  return drawn;
}
