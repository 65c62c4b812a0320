// A chart of claims over time, each with its sentence.

import {claimAddress} from "./claims.js";
import {h} from "./dom.js";
import {timeChart} from "./time_chart.js";
import {claimText, count, day, statement} from "./words.js";

/** Draws the scores of the most frequent unit, and says how many it does not draw. */
export function scoreChart({label, claims, better, onClaim = () => {}}) {
  const unit = mostFrequent(claims.map(claim => claim.unit ?? ""));
  const drawn = claims.filter(claim => (claim.unit ?? "") === unit);
  const undated = drawn.filter(claim => !claim.paper.published || claim.paper.published.startsWith("--"));
  const left = [
    claims.length > drawn.length && `${count(claims.length - drawn.length, "score")} in other units`,
    undated.length && `${count(undated.length, "score")} without a date`,
  ].filter(Boolean);
  if (undated.length === drawn.length) return h("p", {class: "quiet"}, "No chart over time: none of the papers has a date.");
  return h("figure", {},
    timeChart({label, better, unit, points: drawn.map(point), onPoint: shown => onClaim(shown?.claim)}),
    h("figcaption", {class: "quiet"}, better && drawn.length > undated.length ? "The line joins what was the best so far. " : "",
      left.length ? `Not drawn: ${left.join(" and ")}.` : ""));
}

const point = claim => ({
  claim,
  published: claim.paper.published,
  value: claim.value,
  name: claim.about?.name ?? claim.subject ?? "",
  href: claimAddress(claim),
  words: `${claimText(claim)}, ${day(claim.paper.published)}. ${claim.evidence.text ?? ""}`,
  about: [
    h("p", {}, h("strong", {}, claim.about?.name ?? claim.subject ?? ""), " ", statement(claim)),
    h("p", {}, claim.evidence.text),
    h("p", {class: "quiet"}, `${claim.paper.title}, ${day(claim.paper.published)}`),
  ],
});

function mostFrequent(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "";
}
