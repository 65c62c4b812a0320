// The scores on a dataset by metric: a chart over time and a table, each score with its sentence.

import {onReturn, address, parameters, state} from "../lib/address.js";
import {ask} from "../lib/api.js";
import {sourceLink} from "../lib/claims.js";
import {h, show} from "../lib/dom.js";
import {nodeLink} from "../lib/nodes.js";
import {guarded, page, title} from "../lib/page.js";
import {scoreChart} from "../lib/score_chart.js";
import {searchField} from "../lib/search.js";
import {count, percent} from "../lib/words.js";

const SCORES = 1000;
const NO_METRIC = "none";

page(async main => {
  await draw(main);
  onReturn(() => draw(main));
});

async function draw(main) {
  const given = parameters();
  const asked = {
    dataset: given.get("dataset"), metric: given.get("metric"), family: given.get("family") === "1",
    since: given.get("since"), until: given.get("until"),
  };
  return asked.dataset ? drawBoard(main, asked) : drawChoice(main);
}

const datasetField = value => searchField({
  label: "Dataset", name: "dataset", value, types: ["Dataset"],
  choose: dataset => location.assign(address("/leaderboard", {dataset: dataset.id})),
  submit: text => text && location.assign(address("/leaderboard", {dataset: text})),
});

async function drawChoice(main) {
  const {datasets} = await ask("leaderboards", {limit: 60});
  title("Leaderboards");
  show(main, h("h1", {}, "Leaderboards"),
    h("p", {class: "quiet"}, "What papers report on a dataset, the best first. Choose one:"),
    h("div", {class: "fields"}, datasetField("")),
    datasets.length ? h("table", {class: "wide"},
      h("thead", {}, h("tr", {}, h("th", {scope: "col"}, "dataset"),
        ["scores", "metrics", "papers"].map(name => h("th", {scope: "col", class: "number"}, name)))),
      h("tbody", {}, datasets.map(one => h("tr", {},
        h("th", {scope: "row"}, h("a", {class: "node is-Dataset", href: address("/leaderboard", {dataset: one.dataset.id})}, one.dataset.name)),
        [one.scores, one.metrics, one.papers].map(many => h("td", {class: "number"}, many))))))
      : h("p", {}, "No paper of this graph reports a score on a dataset."));
}

async function drawBoard(main, asked) {
  const {dataset, family, since, until} = asked;
  const answer = await ask("leaderboard", {dataset, family: family && "true", since, until, limit: SCORES});
  title(`${answer.dataset.name} leaderboard`);
  const results = h("div", {id: "board", "aria-live": "polite"});
  show(main,
    h("h1", {}, answer.dataset.name, h("span", {class: "heading-note"}, "leaderboard")),
    h("p", {class: "quiet"}, h("a", {href: "/" + answer.dataset.id}, "About the dataset"), " · ",
      h("a", {href: "/leaderboard"}, "All datasets")),
    controls(answer, asked, results), results);
  await guarded(results, () => showBoard(results, answer.boards, asked));
}

function controls(answer, asked, results) {
  const metric = h("select", {id: "metric"}, answer.boards.map(board =>
    h("option", {value: metricId(board), selected: metricId(board) === asked.metric},
      `${board.metric?.name ?? "metric not named"} (${board.total})`)));
  metric.addEventListener("change", () => {
    asked.metric = metric.value;
    state(asked, {step: true});
    showBoard(results, answer.boards, asked);
  });
  const again = changes => location.assign(address("/leaderboard", {...asked, ...changes}));
  const family = h("input", {type: "checkbox", checked: asked.family, onchange: () => again({family: family.checked})});
  return h("form", {class: "fields", onsubmit: event => event.preventDefault()},
    datasetField(answer.dataset.name),
    answer.boards.length > 0 && h("div", {class: "field"}, h("label", {for: "metric"}, "Metric"), metric),
    yearField("From", "since", asked, again), yearField("To", "until", asked, again),
    h("label", {class: "check"}, family, "with versions and splits"));
}

const yearField = (label, name, asked, again) => h("div", {class: "field year"},
  h("label", {for: name}, label),
  h("input", {id: name, name, value: asked[name] ?? "", placeholder: "year", inputmode: "numeric", pattern: "\\d{4}(-\\d{2}(-\\d{2})?)?",
    onchange: event => event.target.checkValidity() ? again({[name]: event.target.value}) : event.target.reportValidity()}));

const metricId = board => board.metric?.id ?? NO_METRIC;

function showBoard(place, boards, asked) {
  const board = boards.find(one => metricId(one) === asked.metric) ?? boards[0];
  if (!board) {
    show(place, h("p", {}, "No paper reports a score here. Try another period, or count versions and splits too."));
    return;
  }
  const name = board.metric?.name ?? "metric not named";
  const rows = new Map(board.scores.map((claim, rank) => [claim.id, row(claim, rank, asked.family)]));
  const mark = claim => {
    for (const [id, element] of rows) element.classList.toggle("marked-row", id === claim?.id);
  };
  show(place,
    h("h2", {}, name, h("span", {class: "heading-note"},
      [count(board.total, "score"), board.better && `${board.better} is better`].filter(Boolean).join(", "))),
    scoreChart({label: `${name} over time`, claims: board.scores, better: board.better, onClaim: mark}),
    h("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": "Scores"}, h("table", {class: "wide board"},
      h("thead", {}, h("tr", {}, [["", "number"], [name, "number"], ["method"], asked.family && ["dataset"], ["sentence"], ["paper"], ["sure", "number"]]
        .filter(Boolean).map(([heading, style]) => h("th", {scope: "col", class: style}, heading)))),
      h("tbody", {}, [...rows.values()]))));
}

const row = (claim, rank, family) => h("tr", {},
  h("td", {class: "number quiet"}, rank + 1),
  h("td", {class: "number"}, h("strong", {}, amount(claim))),
  h("th", {scope: "row"}, claim.about ? nodeLink(claim.about) : claim.subject ?? h("span", {class: "quiet"}, "not named")),
  family && h("td", {}, claim.on && nodeLink(claim.on)),
  h("td", {class: "sentence"}, claim.evidence.text),
  h("td", {}, sourceLink(claim)),
  h("td", {class: "number quiet"}, percent(claim.confidence)));

const SIGNS = {max: "≤ ", min: "≥ ", avg: "∅ ", approx: "≈ "};
const amount = ({qualifier, value_text: text, unit}) => `${SIGNS[qualifier] ?? ""}${text}${unit === "%" || unit === "x" ? unit : ""}`;
