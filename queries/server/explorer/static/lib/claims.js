// Claims: what they say, and the sentence that says so.

import {address} from "./address.js";
import {h} from "./dom.js";
import {nodeLink} from "./nodes.js";
import {day, percent, statement} from "./words.js";

const CLAIM_WORDS = {score: "score", change: "change", factor: "factor", comparison: "comparison", sota: "best so far"};

/** The parts of a claim as a line with links. */
export function claimLine(claim) {
  const subject = claim.about ? nodeLink(claim.about) : claim.subject && h("span", {}, claim.subject);
  const object = claim.against ? nodeLink(claim.against) : claim.baseline && h("span", {}, claim.baseline);
  return h("span", {class: "claim-line"},
    subject, " ",
    h("strong", {class: claim.relation ? "relation" : "amount"}, statement(claim)), " ",
    object && [claim.relation ? "" : h("span", {class: "quiet"}, "against "), object, " "],
    claim.on && [h("span", {class: "quiet"}, "on "), nodeLink(claim.on), " "],
    claim.for_task && [h("span", {class: "quiet"}, "for "), nodeLink(claim.for_task)]);
}

/** A claim with its sentence, and the paper unless the page is that paper's. */
export function claimCard(claim, {withPaper = true} = {}) {
  return h("article", {class: "claim", data: {claim: claim.id}},
    h("p", {class: "claim-head"}, claimLine(claim)),
    claim.evidence.text && h("blockquote", {}, claim.evidence.text),
    h("p", {class: "quiet claim-foot"},
      withPaper && [sourceLink(claim), " · "],
      h("span", {}, CLAIM_WORDS[claim.kind] ?? claim.kind),
      claim.confidence !== null && h("span", {title: "How sure the extraction is"}, ` · ${percent(claim.confidence)} sure`)));
}

/** The paper of a claim; its page lights up the sentence. */
export const sourceLink = claim => [
  h("a", {class: "paper-link", href: claimAddress(claim)}, claim.paper.title),
  claim.paper.published && h("span", {}, " ", h("time", {}, day(claim.paper.published))),
];

export const claimAddress = claim => address("/" + claim.paper.id, {claim: claim.id});

/** Cards one below the other. */
export const claimList = (claims, options) => h("div", {class: "claims"}, claims.map(claim => claimCard(claim, options)));
