// A text with coloured mentions, of which stretches can be lit up. Places count characters (code points), as
// the server does, not the units of JavaScript's strings.

import {nodeAddress} from "./address.js";
import {h} from "./dom.js";
import {readable} from "./words.js";

/**
 * `mentions` have start, end, type, entity (an id or null) and name; `stretches` have start and end. Gives
 * slice(start, end): nodes of that part of the text; light(stretch, isLit); reveal(stretch): scroll to it.
 */
export function markedText(text, mentions, stretches) {
  const characters = [...text];
  const pieces = [];
  const outer = outermost(mentions);
  const bounds = [...new Set([0, characters.length, ...[...outer, ...stretches].flatMap(one => [one.start, one.end])])]
    .filter(bound => bound !== null && bound >= 0 && bound <= characters.length)
    .sort((a, b) => a - b);

  function slice(start, end) {
    const last = Math.min(end, characters.length);
    const cuts = [...new Set([start, ...bounds.filter(bound => bound > start && bound < last), last])];
    const shown = [];
    let open = null; // the mention that the pieces go into
    for (let place = 0; place + 1 < cuts.length; place++) {
      const piece = cut(cuts[place], cuts[place + 1]);
      const mention = outer.find(one => one.start <= cuts[place] && cuts[place] < one.end) ?? null;
      if (mention && mention !== open?.mention) {
        open = {mention, element: mentionElement(mention)};
        shown.push(open.element);
      }
      if (mention) open.element.append(piece);
      else shown.push(piece);
    }
    return shown;
  }

  function cut(start, end) {
    const element = h("span", {class: "piece"}, readable(characters.slice(start, end).join("")));
    pieces.push({start, end, element});
    return element;
  }

  const of = stretch => pieces.filter(piece => stretch.start <= piece.start && piece.end <= stretch.end);
  return {
    slice,
    light: (stretch, isLit) => {
      if (stretch.start === null) return;
      for (const {element} of of(stretch)) element.classList.toggle("lit", isLit);
    },
    reveal: stretch => {
      const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
      of(stretch)[0]?.element.scrollIntoView({block: "nearest", behavior: still ? "auto" : "smooth"});
    },
  };
}

/** The longest of mentions that overlap, in the order of the text. */
function outermost(mentions) {
  const chosen = [];
  const longestFirst = [...mentions].sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  for (const mention of longestFirst) {
    if (chosen.every(other => mention.end <= other.start || other.end <= mention.start)) chosen.push(mention);
  }
  return chosen.sort((a, b) => a.start - b.start);
}

function mentionElement(mention) {
  const about = {class: `mention is-${mention.type}`, title: `${mention.type.toLowerCase()}: ${mention.name}`};
  return mention.entity ? h("a", {...about, href: nodeAddress(mention.entity)}) : h("span", about);
}
