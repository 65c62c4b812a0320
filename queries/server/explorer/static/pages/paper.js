// A paper: its abstract with what was read in it, and claims that light up their sentence.

import {nodeOfAddress, parameters, state} from "../lib/address.js";
import {ask} from "../lib/api.js";
import {claimCard} from "../lib/claims.js";
import {h, show} from "../lib/dom.js";
import {markedText} from "../lib/marked_text.js";
import {nodeLink, section, typeTag} from "../lib/nodes.js";
import {page, title} from "../lib/page.js";
import {count, day, edgeWords, percent, readable} from "../lib/words.js";

const TYPES = ["Method", "Dataset", "Task", "Metric"];

page(async main => {
  const paper = await ask("paper", {id: nodeOfAddress()});
  title(readable(paper.title));
  const text = markedText(paper.text, paper.spans, paper.claims.map(claim => claim.evidence));
  const cards = paper.claims.map(claim => lightingCard(claim, text));
  const titleEnd = [...paper.title].length;
  show(main,
    h("p", {class: "over-title"}, typeTag("Paper")),
    h("h1", {class: "marked"}, text.slice(0, titleEnd)),
    h("p", {class: "quiet about"}, about(paper)),
    h("div", {class: "paper"},
      h("section", {class: "reading", "aria-label": "Abstract"},
        h("p", {class: "abstract marked"}, text.slice(titleEnd + 1, Infinity)),
        h("p", {class: "legend", "aria-label": "Colours"}, TYPES.map(type => [typeTag(type), " "])),
        linkTable(paper.links)),
      h("section", {class: "claims", "aria-labelledby": "claims-heading"},
        h("h2", {id: "claims-heading"}, paper.claims.length ? "Claims" : "No claims were read",
          h("span", {class: "heading-note"}, paper.claims.length ? "point at one to see its sentence" : "")),
        cards)));
  pin(cards, parameters().get("claim"));
});

function lightingCard(claim, text) {
  const card = claimCard(claim, {withPaper: false});
  const light = isLit => text.light(claim.evidence, isLit);
  const button = h("button", {type: "button", class: "pin", "aria-pressed": "false"}, "Show in the text");
  card.lastElementChild.append(" ", button);
  const isPinned = () => button.getAttribute("aria-pressed") === "true";
  card.pin = isOn => {
    button.setAttribute("aria-pressed", String(isOn));
    light(isOn);
    if (isOn) text.reveal(claim.evidence);
  };
  card.addEventListener("pointerenter", () => light(true));
  card.addEventListener("pointerleave", () => light(isPinned()));
  card.addEventListener("focusin", () => light(true));
  card.addEventListener("focusout", () => light(isPinned()));
  button.addEventListener("click", () => pin([...card.parentElement.querySelectorAll(".claim")], isPinned() ? null : claim.id));
  return card;
}

function pin(cards, id) {
  for (const card of cards) if (card.dataset.claim !== id) card.pin(false);
  const chosen = cards.find(card => card.dataset.claim === id);
  chosen?.pin(true);
  state({claim: chosen && id});
}

function about(paper) {
  const {authors, author_count: many} = paper;
  const who = authors.length ? authors.join(", ") : many && count(many, "author");
  const links = [
    paper.arxiv_id && outside(`https://arxiv.org/abs/${encodeURIComponent(paper.arxiv_id)}`, `arXiv:${paper.arxiv_id}`),
    paper.url && (isWeb(paper.url) ? outside(paper.url, hostOf(paper.url)) : paper.url),
  ];
  const parts = [day(paper.published), who, paper.organization, ...links, paper.sources.length && h("span", {title: paper.sources.join(", ")}, `from ${paper.sources.map(fileOf).join(", ")}`)];
  return parts.filter(Boolean).flatMap((part, place) => (place ? [" · ", part] : [part]));
}

const fileOf = source => source.split(/[\\/]/).at(-1);
const outside = (href, text) => h("a", {href, rel: "noreferrer noopener external"}, text);
const isWeb = url => URL.canParse(url) && ["http:", "https:"].includes(new URL(url).protocol);
const hostOf = url => new URL(url).hostname;

const linkTable = links => section("What it names", links.length && h("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": "What it names"},
  h("table", {},
    h("thead", {}, h("tr", {}, ["", "name", "type", "sure"].map(name => h("th", {scope: "col"}, name)))),
    h("tbody", {}, links.map(link => h("tr", {title: link.evidence.text},
      h("td", {class: "quiet"}, edgeWords(link.relation)),
      h("th", {scope: "row"}, nodeLink(link.entity)),
      h("td", {class: "quiet"}, link.entity.type.toLowerCase()),
      h("td", {class: "number"}, percent(link.confidence))))))));
