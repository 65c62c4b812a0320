// All hits of a search.

import {parameters} from "../lib/address.js";
import {ask} from "../lib/api.js";
import {h, show} from "../lib/dom.js";
import {nodeLink, paperLink, section} from "../lib/nodes.js";
import {page, title} from "../lib/page.js";
import {count} from "../lib/words.js";

const HITS = 100;

page(async main => {
  const q = parameters().get("q") ?? "";
  const {entities, papers} = await ask("search", {q, limit: HITS});
  const none = !entities.length && !papers.length;
  show(main,
    h("h1", {}, title(q ? `Search: ${q}` : "Search")),
    none && h("p", {}, "Nothing is called so. Try a part of the name, or another spelling."),
    section("Names", entities.length && h("ul", {class: "plain"}, entities.map(entityHit))),
    section("Papers", papers.length && h("ul", {class: "plain"}, papers.map(paper => h("li", {}, paperLink(paper))))));
});

const entityHit = ({entity, alias}) => h("li", {}, nodeLink(entity),
  h("span", {class: "quiet"},
    alias && ` also known as ${alias}`, ` · ${entity.type.toLowerCase()} in ${count(entity.support, "paper")}`));
