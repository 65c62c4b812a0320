// The answer of a query as table, chart or graph; which of them, and of which columns, stands in the address.

import {parameters, state} from "../lib/address.js";
import {h, show} from "../lib/dom.js";
import {resultChart} from "../lib/result_chart.js";
import {csv, resultTable} from "../lib/table.js";
import {download} from "../graph/exports.js";
import {resultGraph} from "../graph/result_graph.js";

const CHOICES = ["view", "x", "y", "from", "to"];
const VIEWS = {
  table: (answer, base) => resultTable(answer, base),
  chart: (answer, base, choices, keep) => resultChart(answer, choices, keep),
  graph: (answer, base, choices, keep) => resultGraph(answer, base, choices, keep),
};

export class AnswerViews {
  /** `base` is what ids follow in IRIs. */
  constructor(place, base) {
    this.place = place;
    this.base = base;
  }

  /** What the address says of how to show an answer. */
  choices() {
    return Object.fromEntries(CHOICES.map(name => [name, parameters().get(name)]));
  }

  show(answer) {
    const choices = this.choices();
    const view = choices.view in VIEWS ? choices.view : "table";
    const keep = values => state({...Object.fromEntries(parameters()), ...values});
    const button = name => h("button", {type: "button", "aria-pressed": String(name === view), onclick: () => {
      keep({view: name !== "table" && name});
      this.show(answer);
      this.place.querySelector('[aria-pressed="true"]').focus();
    }}, name);
    show(this.place,
      h("div", {class: "views"},
        h("div", {class: "switch", role: "group", "aria-label": "Show the answer as"}, Object.keys(VIEWS).map(button)),
        h("button", {type: "button", onclick: () => download("answer.csv", "text/csv", csv(answer))}, "Save as CSV")),
      answer.rows.length ? VIEWS[view](answer, this.base, choices, keep) : h("p", {}, "No rows."));
  }
}
