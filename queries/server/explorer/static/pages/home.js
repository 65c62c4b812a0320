// The first page: what the graph holds, and where to begin.

import {address} from "../lib/address.js";
import {ask} from "../lib/api.js";
import {h, show} from "../lib/dom.js";
import {chips, paperLink, section} from "../lib/nodes.js";
import {page} from "../lib/page.js";
import {count, day, number} from "../lib/words.js";

const TYPES = [["Method", "Methods"], ["Dataset", "Datasets"], ["Task", "Tasks"], ["Metric", "Metrics"]];

page(async main => {
  const [overview, newest, ...foremost] = await Promise.all([
    ask("graph"), ask("search", {q: "", limit: 6}),
    ...TYPES.map(([type]) => ask("search", {q: "", types: type, limit: 14})),
  ]);
  const counts = Object.fromEntries(overview.nodes.map(kind => [kind.type, kind]));
  show(main,
    h("h1", {class: "lead"}, `What ${count(counts.Paper.count, "paper")} claim, and in which sentence`),
    h("p", {class: "quiet"}, period(overview),
      "Begin with a name in the search field above (key ", h("kbd", {}, "/"), "), or here:"),
    h("ul", {class: "figures"}, overview.nodes.map(kind => h("li", {class: `is-${kind.type}`, title: kind.description},
      h("span", {class: "figure"}, number(kind.count)), " ", kind.type.toLowerCase() + (kind.count === 1 ? "" : "s")))),
    h("ul", {class: "doors"}, DOORS.map(door => h("li", {}, h("a", {href: door.href},
      h("strong", {}, door.name), h("span", {class: "quiet"}, door.note))))),
    h("div", {class: "columns"}, TYPES.map(([, name], place) =>
      section(name, foremost[place].entities.length && chips(foremost[place].entities.map(hit => hit.entity)),
        {note: "named by most papers"}))),
    section("Newest papers", h("ul", {class: "plain"}, newest.papers.map(paper => h("li", {}, paperLink(paper))))),
  );
});

const DOORS = [
  {href: "/leaderboard", name: "Leaderboards", note: "scores on a dataset, over time"},
  {href: "/compare", name: "Compare", note: "two methods side by side"},
  {href: address("/graph"), name: "Graph", note: "see what is joined to what"},
  {href: "/query", name: "Query", note: "named questions, SPARQL and Cypher"},
];

const period = ({first_published: first, last_published: last}) =>
  first && first !== last ? `Published from ${day(first)} to ${day(last)}. ` : "";
