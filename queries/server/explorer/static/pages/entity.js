// A method, dataset, task or metric: its names, who introduced it, what is claimed, what stands near it.

import {address, nodeAddress, nodeOfAddress} from "../lib/address.js";
import {ask} from "../lib/api.js";
import {claimList} from "../lib/claims.js";
import {h, show} from "../lib/dom.js";
import {chips, firstOf, nodeLink, paperLink, section, typeTag} from "../lib/nodes.js";
import {page, title} from "../lib/page.js";
import {count, edgeWords, number, passive} from "../lib/words.js";

page(async main => {
  const asked = nodeOfAddress();
  const entity = await ask("entity", {id: asked, limit: 200});
  if (entity.id !== asked) history.replaceState(null, "", nodeAddress(entity.id));
  show(main,
    h("p", {class: "over-title"}, typeTag(entity.type)),
    h("h1", {}, title(entity.name)),
    h("p", {class: "quiet"}, summary(entity)),
    h("p", {class: "actions"}, actions(entity)),
    h("div", {class: "entity"},
      h("div", {class: "primary"},
        introduced(entity),
        section("Claims", entity.claims.length && firstOf(entity.claims, 8, claimList, "claims"),
          {id: "claims", note: number(entity.total_claims)}),
        papers(entity)),
      h("div", {class: "secondary"},
        aliases(entity),
        section("A variant of", entity.variant_of.length && chips(entity.variant_of)),
        section("Variants", entity.variants.length && firstOf(entity.variants, 24, chips, "variants")),
        outperformances("Claimed to outperform", entity.outperforms),
        outperformances("Claimed to be outperformed by", entity.outperformed_by),
        neighbours(entity))));
});

function summary({type, support, relations, better}) {
  const uses = Object.entries(relations).map(([relation, many]) => `${passive(relation)} ${number(many)}`);
  const direction = better && `${better} is better`;
  return [`${type} named by ${count(support, "paper")}`, uses.length > 1 && uses.join(", "), direction]
    .filter(Boolean).join(" · ");
}

function actions({id, type}) {
  const links = [[address("/graph", {around: id}), "See in the graph"]];
  if (type === "Dataset") links.unshift([address("/leaderboard", {dataset: id}), "Leaderboard"]);
  if (type === "Method") links.unshift([address("/compare", {method: id}), "Compare with…"]);
  return links.map(([href, text]) => h("a", {class: "button", href}, text));
}

const introduced = ({introduced_by: by}) => section("Introduced by", by.length && by.map(mention =>
  h("div", {class: "claim"}, h("p", {}, paperLink(mention.paper)),
    mention.evidence.text && h("blockquote", {}, mention.evidence.text))));

const aliases = ({aliases: names}) => section("Also known as", names.length && firstOf(names, 12, shown =>
  h("ul", {class: "plain aliases"}, shown.map(alias => h("li", {}, h("span", {class: "alias"}, alias.name),
    alias.reason && h("span", {class: "quiet"}, ` ${alias.reason}`),
    (alias.papers ?? []).map(paper => [" ", h("a", {class: "quiet", href: nodeAddress(paper.id), title: paper.title}, "see")])))),
"names"));

const papers = entity => section("Papers", entity.papers.length && firstOf(entity.papers, 10, mentions =>
  h("ul", {class: "plain"}, mentions.map(mention => h("li", {title: mention.evidence.text},
    h("span", {class: "quiet"}, edgeWords(mention.relation), " in "), paperLink(mention.paper)))),
"papers"));

const outperformances = (heading, all) => section(heading, all.length && firstOf(all, 12, shown =>
  h("ul", {class: "plain"}, shown.map(one => h("li", {}, nodeLink(one.method),
    h("span", {class: "quiet"}, " in ", one.papers.map((paper, place) => [place ? ", " : "",
      h("a", {href: nodeAddress(paper.id)}, paper.title)]))))),
"methods"));

const neighbours = entity => section("Named in the same papers", entity.neighbours.length &&
  firstOf(entity.neighbours, 24, shown => h("ul", {class: "chips"}, shown.map(({entity: other, papers: many}) =>
    h("li", {}, nodeLink(other, h("span", {class: "chip-count", title: `together in ${count(many, "paper")}`}, many))))),
  "neighbours"));
