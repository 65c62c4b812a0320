// What stands behind the node or the edge in focus, and a list of the nodes for those who see no canvas.

import {ask} from "../lib/api.js";
import {claimCard} from "../lib/claims.js";
import {h, show} from "../lib/dom.js";
import {nodeLink, paperLink, typeTag} from "../lib/nodes.js";
import {guarded} from "../lib/page.js";
import {count, day, edgeWords, passive, percent} from "../lib/words.js";

const FIRST = 60;
const LISTED = 100;

/** A node: what it is, and its edges. `actions` are {expand, only, select({node|edge}), close}. */
export function nodePanel(scene, number, actions) {
  const node = scene.nodes[number];
  const edges = scene.edgesAt[number].map(place => ({place, ...ends(scene, place, number)}))
    .sort((a, b) => a.words.localeCompare(b.words) || b.other.degree - a.other.degree);
  const more = node.degree - edges.length;
  return [
    heading(h("span", {}, typeTag(node.type)), actions),
    h("h2", {}, nodeLink(node)),
    h("p", {class: "quiet"}, [node.type === "Paper" ? day(node.published) : count(node.support, "paper"),
      count(node.degree, "edge")].filter(Boolean).join(" · ")),
    h("p", {class: "actions"},
      h("button", {type: "button", class: "main", onclick: () => actions.expand(node)}, "Expand"),
      h("button", {type: "button", onclick: () => actions.only(node)}, "Only around this")),
    more > 0 && h("p", {class: "quiet"}, `${count(more, "edge")} lead to nodes that are not shown.`),
    h("ul", {class: "plain edges"}, edges.slice(0, FIRST).map(edge => h("li", {},
      h("button", {type: "button", class: "link", onclick: () => actions.select({edge: edge.place})},
        h("span", {class: "quiet"}, edge.words + " "), h("span", {class: `node is-${edge.other.type}`}, edge.other.name))))),
    edges.length > FIRST && h("p", {class: "quiet"}, `and ${edges.length - FIRST} more`),
  ];
}

function ends(scene, place, number) {
  const edge = scene.edges[place];
  const isFrom = edge.source === number;
  return {words: isFrom ? edgeWords(edge.type) : passive(edge.type), other: scene.nodes[isFrom ? edge.target : edge.source]};
}

/** An edge: who says so, and in which words. */
export async function edgePanel(panel, scene, number, actions) {
  const edge = scene.edges[number];
  const [source, target] = [scene.nodes[edge.source], scene.nodes[edge.target]];
  const found = h("div", {"aria-live": "polite"}, h("p", {class: "quiet"}, "Loading…"));
  const end = (node, at) => h("button", {type: "button", class: "link", onclick: () => actions.select({node: at})},
    h("span", {class: `node is-${node.type}`}, node.name));
  show(panel, heading(h("span", {class: "quiet"}, "edge"), actions),
    h("h2", {class: "edge-title"}, end(source, edge.source), h("span", {class: "quiet"}, ` ${edgeWords(edge.type)} `), end(target, edge.target)), found);
  await guarded(found, async () => {
    const {edges} = await ask("edge", {source: source.id, target: target.id, relation: edge.type});
    show(found, edges.length ? edges.map(evidence) : h("p", {}, "Nothing is known of this edge."));
  });
}

const evidence = edge => h("div", {class: "evidence"},
  edge.evidence?.text && h("div", {class: "claim"}, h("blockquote", {}, edge.evidence.text),
    h("p", {class: "quiet"}, edge.papers.map(paperLink), edge.confidence !== null && ` · ${percent(edge.confidence)} sure`)),
  edge.claims.map(claim => claimCard(claim)),
  !edge.evidence && !edge.claims.length && h("p", {class: "quiet"},
    edge.papers.length ? edge.papers.map(paper => h("span", {}, paperLink(paper))) : "This follows from the two names."));

const heading = (about, actions) => h("div", {class: "panel-head"}, about,
  h("button", {type: "button", class: "quiet-button", "aria-label": "Close", onclick: actions.close}, "×"));

/** All nodes as buttons, narrowed by what is typed. */
export function nodeList(scene, select) {
  const list = h("ul", {class: "plain node-list"});
  const told = h("p", {class: "quiet", role: "status"});
  const input = h("input", {id: "find-node", type: "search", autocomplete: "off", oninput: () => fill(input.value)});
  function fill(text) {
    const wanted = text.trim().toLowerCase();
    const found = scene.byImportance.filter(number => scene.nodes[number].name.toLowerCase().includes(wanted));
    told.textContent = found.length > LISTED ? `the ${LISTED} best connected of ${count(found.length, "node")}` : count(found.length, "node");
    show(list, found.slice(0, LISTED).map(number => h("li", {}, h("button", {type: "button", class: "link", onclick: () => select({node: number})},
      h("span", {class: `dot is-${scene.nodes[number].type}`, "aria-hidden": "true"}), h("span", {class: "visually-hidden"}, scene.nodes[number].type.toLowerCase()),
      " ", scene.nodes[number].name))));
  }
  fill("");
  return [h("label", {for: "find-node"}, "Find among the shown"), input, told, list];
}
