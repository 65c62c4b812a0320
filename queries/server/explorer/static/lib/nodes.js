// Links to nodes, and lists of them.

import {nodeAddress} from "./address.js";
import {h} from "./dom.js";
import {count, day} from "./words.js";

/** The type of a node as a coloured word. */
export const typeTag = type => h("span", {class: `tag is-${type}`}, type.toLowerCase());

/** A link to a node, in the colour of its type. */
export const nodeLink = (node, ...more) =>
  h("a", {class: `node is-${node.type ?? "Paper"}`, href: nodeAddress(node.id)}, node.name ?? node.title, ...more);

/** A link to a paper, with its date. */
export const paperLink = paper => [
  h("a", {class: "paper-link", href: nodeAddress(paper.id)}, paper.title),
  paper.published && h("span", {class: "quiet"}, " ", h("time", {}, day(paper.published))),
];

/** Entities as chips, each with the number of its papers. */
export const chips = entities => h("ul", {class: "chips"}, entities.map(entity =>
  h("li", {}, nodeLink(entity, h("span", {class: "chip-count", title: count(entity.support, "paper")},
    entity.support)))));

/** A heading with what belongs under it; nothing where there is nothing. */
export function section(heading, content, {id = null, note = null} = {}) {
  const shown = [content].flat().filter(Boolean);
  return shown.length > 0 && h("section", {id},
    h("h2", {}, heading, note && h("span", {class: "heading-note"}, note)), shown);
}

/** The first few of many, and a button that shows the rest. */
export function firstOf(many, few, draw, noun) {
  const list = draw(many.slice(0, few));
  if (many.length <= few) return list;
  const button = h("button", {type: "button", class: "more"}, `Show all ${many.length} ${noun}`);
  const whole = h("div", {}, list, button);
  button.addEventListener("click", () => {
    const all = draw(many);
    whole.replaceChildren(all);
    all.setAttribute("tabindex", "-1");
    all.focus({preventScroll: true});
  });
  return whole;
}
