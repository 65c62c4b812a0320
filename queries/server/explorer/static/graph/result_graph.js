// The answer of a query as a graph: two columns are the ends of edges.

import {nodeAddress} from "../lib/address.js";
import {send} from "../lib/api.js";
import {h, show} from "../lib/dom.js";
import {guarded} from "../lib/page.js";
import {idColumn, nodeOf, words} from "../lib/table.js";
import {count} from "../lib/words.js";
import {GraphView} from "./view.js";

const MOST_NODES = 2_000;
const LABELS = {paper: "Paper", method: "Method", dataset: "Dataset", task: "Task", metric: "Metric"};

/** A graph with fields for its two columns; `chosen` is {from, to}, `onChoose` is told another choice. */
export function resultGraph({columns, rows}, base, chosen, onChoose) {
  const ends = columns.filter((_, place) => rows.some(row => typeof row[place] === "string"));
  if (ends.length < 2) return h("p", {}, "A graph needs two columns of nodes or names.");
  const [first, second] = likelyEnds(columns, ends, rows, base);
  const from = ends.includes(chosen.from) ? chosen.from : first;
  const to = ends.includes(chosen.to) ? chosen.to : second;
  const told = h("p", {class: "quiet", role: "status"});
  const view = new GraphView({
    label: "Graph of the answer. Arrow keys move, + and − zoom, 0 shows all. The table has the same rows.",
    onSelect: ({node = -1, edge = -1}) => {
      view.focus({node, edge});
      const chosenNode = view.scene.nodes[node];
      show(told, chosenNode && [chosenNode.page ? h("a", {href: nodeAddress(chosenNode.page)}, chosenNode.name) : chosenNode.name,
        ` · ${count(chosenNode.degree, "edge")}`]);
    },
    onExpand: node => node.page && location.assign(nodeAddress(node.page)),
  });
  const field = (id, label, value, changed) => {
    const select = h("select", {id, onchange: () => changed(select.value)}, ends.map(one => h("option", {value: one, selected: one === value}, one)));
    return h("div", {class: "field"}, h("label", {for: id}, label), select);
  };
  let [start, end] = [from, to];
  const draw = () => guarded(told, async () => {
    const graph = graphOf(columns, rows, start, end, base);
    const {places} = await send("/api/arrangement", {nodes: graph.nodes.length, edges: graph.edges.map(edge => [edge.source, edge.target])});
    graph.nodes.forEach((node, number) => Object.assign(node, places[number]));
    view.show(graph, []);
    show(told, `${count(graph.nodes.length, "node")} and ${count(graph.edges.length, "edge")}`, graph.left ? `; ${count(graph.left, "row")} left out for want of room` : "");
  });
  const choose = () => {
    onChoose({from: start, to: end});
    draw();
  };
  draw();
  return h("div", {}, h("div", {class: "fields"}, field("graph-from", "From", from, value => { start = value; choose(); }),
    field("graph-to", "To", to, value => { end = value; choose(); })), h("div", {class: "stage result-stage"}, view.element), told);
}

/** Columns of nodes before columns of texts; of triples, subject and object. */
function likelyEnds(columns, ends, rows, base) {
  if (ends.includes("subject") && ends.includes("object")) return ["subject", "object"];
  const nodes = ends.filter(name => rows.some(row => nodeOf(row[columns.indexOf(name)], base)));
  return nodes.length > 1 ? nodes : ends;
}

function graphOf(columns, rows, from, to, base) {
  const [nodes, edges, byName] = [[], [], new Map()];
  const [first, second] = [columns.indexOf(from), columns.indexOf(to)];
  let left = 0;
  const names = [first, second].map(column => columns.findIndex(name => idColumn(columns, name) === column));
  const number = (row, end) => {
    const value = row[[first, second][end]];
    const name = words(value);
    if (!byName.has(name)) byName.set(name, nodes.push(nodeFor(value, name, row[names[end]], base)) - 1);
    return byName.get(name);
  };
  for (const row of rows) {
    if (row[first] === null || row[second] === null) continue;
    const isFull = nodes.length + 2 > MOST_NODES && !(byName.has(words(row[first])) && byName.has(words(row[second])));
    if (isFull) left += 1;
    else edges.push({source: number(row, 0), target: number(row, 1), type: "RESULT", weight: 1, confidence: null});
  }
  for (const edge of edges) for (const end of new Set([edge.source, edge.target])) nodes[end].degree += 1;
  return {nodes, edges, left};
}

/** `shown` is what the row calls it, where it does. */
function nodeFor(value, id, shown, base) {
  const page = nodeOf(value, base);
  const type = page ? LABELS[page.split("/")[0]] : "Other";
  return {id, page, type, name: shown ?? (page ? page.split("/").slice(1).join("/") : id), support: 0, published: null, degree: 0};
}
