// Two methods side by side: scores on the same dataset and metric, and every claim that names both.

import {address, onReturn, parameters} from "../lib/address.js";
import {ask} from "../lib/api.js";
import {claimAddress, claimList} from "../lib/claims.js";
import {h, show} from "../lib/dom.js";
import {nodeLink, section} from "../lib/nodes.js";
import {page, title} from "../lib/page.js";
import {searchField} from "../lib/search.js";
import {count, day} from "../lib/words.js";

page(async main => {
  await draw(main);
  onReturn(() => draw(main));
});

async function draw(main) {
  const method = parameters().get("method");
  const other = parameters().get("other");
  if (method && other) return drawBoth(main, method, other);
  return drawChoice(main, method ?? other);
}

/** Fields for both; the second is asked for where only the first is known. */
function fields(method, other) {
  const go = changes => location.assign(address("/compare", {method: method?.id, other: other?.id, ...changes}));
  const field = (label, name, value) => searchField({
    label, name, value: value?.name ?? "", types: ["Method"],
    choose: node => go({[name]: node.id}), submit: text => text && go({[name]: text}),
  });
  const swap = h("button", {type: "button", onclick: () => go({method: other.id, other: method.id})}, "Swap");
  return h("div", {class: "fields"}, field("Method", "method", method), field("Other method", "other", other), method && other && swap);
}

async function drawChoice(main, name) {
  title("Compare methods");
  const heading = h("h1", {}, "Compare two methods");
  if (name) {
    const method = await ask("entity", {id: name});
    const rivals = [...method.outperforms, ...method.outperformed_by].map(one => one.method);
    const near = method.neighbours.map(one => one.entity).filter(one => one.type === "Method").slice(0, 20);
    show(main, heading, fields(method, null),
      section(`Compared with ${method.name} by papers`, rivals.length && pairList(rivals.map(rival => [method, rival]))),
      section("Named in the same papers", near.length && pairList(near.map(rival => [method, rival]))));
    return;
  }
  const {nodes, edges} = await ask("subgraph", {relations: "OUTPERFORMS", types: "Method", limit: 1000});
  const known = edge => Math.min(nodes[edge.source].support, nodes[edge.target].support);
  const pairs = edges.sort((a, b) => b.weight - a.weight || known(b) - known(a)).slice(0, 40)
    .map(edge => [nodes[edge.source], nodes[edge.target]]);
  show(main, heading, fields(null, null),
    section("Pairs that papers compare", pairs.length && pairList(pairs)));
}

const pairList = pairs => h("ul", {class: "plain pairs"}, pairs.map(([one, two]) => h("li", {},
  h("a", {href: address("/compare", {method: one.id, other: two.id})}, `${one.name} and ${two.name}`))));

async function drawBoth(main, one, two) {
  const answer = await ask("compare", {method: one, other: two});
  const {method, other} = answer;
  title(`${method.name} and ${other.name}`);
  show(main,
    h("h1", {}, `${method.name} and ${other.name}`),
    fields(method, other),
    h("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": "The two"}, summary(method, other, answer)),
    section("On the same dataset, in the same metric", answer.boards.length && boards(answer),
      {note: "the best score that any paper reports for each"}),
    section("Claims that name both", answer.claims.length && claimList(answer.claims)),
    !answer.boards.length && !answer.claims.length &&
      h("p", {}, "No paper reports scores of both in the same metric on the same dataset, and no claim names both. ",
        h("a", {href: address("/compare", {method: method.id})}, `What ${method.name} is compared with`)));
}

function summary(method, other, {boards: shared, claims}) {
  const wins = shared.map(board => winner(board)).filter(Boolean);
  const ahead = side => wins.filter(won => won === side).length;
  const said = side => claims.filter(claim => claim.relation === "outperforms" && claim.about?.id === side.id).length;
  const rows = [
    ["named by", [method, other].map(side => count(side.support, "paper"))],
    ["better score", [ahead("method"), ahead("other")].map(many => `${many} of ${shared.length} shared leaderboards`)],
    ["claimed to outperform the other", [said(method), said(other)].map(many => count(many, "time"))],
  ];
  return h("table", {class: "wide"},
    h("thead", {}, h("tr", {}, h("td", {}), [method, other].map(side => h("th", {scope: "col"}, nodeLink(side))))),
    h("tbody", {}, rows.map(([name, cells]) => h("tr", {}, h("th", {scope: "row", class: "quiet"}, name), cells.map(cell => h("td", {}, cell))))));
}

function winner(board) {
  const [one, two] = [board.method_scores[0].value, board.other_scores[0].value];
  if (!board.better || one === two) return null;
  return one > two === (board.better === "higher") ? "method" : "other";
}

const boards = ({method, other, boards: shared}) => h("div", {class: "boards"}, shared.map(board => {
  const best = [...board.method_scores, ...board.other_scores].reduce((most, claim) => Math.max(most, Math.abs(claim.value)), 0);
  const won = winner(board);
  return h("section", {class: "shared"},
    h("h3", {}, h("a", {href: address("/leaderboard", {dataset: board.dataset.id, metric: board.metric.id})}, board.dataset.name),
      h("span", {class: "heading-note"}, board.metric.name, board.better && `, ${board.better} is better`)),
    side(method, board.method_scores, best, won === "method"), side(other, board.other_scores, best, won === "other"));
}));

/** A bar for the best score of a method, and all its scores with their sentences. */
function side(method, scores, most, won) {
  const [first] = scores;
  return h("details", {class: "side"},
    h("summary", {},
      h("span", {class: "side-name"}, method.name),
      h("span", {class: "bar"}, h("span", {class: won ? "bar-fill won" : "bar-fill", style: {width: `${(100 * Math.abs(first.value)) / (most || 1)}%`}})),
      h("strong", {class: "side-value"}, first.value_text, first.unit === "%" ? "%" : "", won && h("span", {class: "visually-hidden"}, ", better"))),
    h("ul", {class: "plain"}, scores.map(claim => h("li", {}, h("strong", {}, `${claim.value_text}${claim.unit === "%" ? "%" : ""} `),
      claim.evidence.text, " ", h("a", {class: "quiet", href: claimAddress(claim)}, `${claim.paper.title}, ${day(claim.paper.published)}`)))));
}
