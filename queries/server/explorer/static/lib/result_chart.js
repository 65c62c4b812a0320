// The answer of a query as a chart: bars for names, points for dates and for numbers.

import {h, show} from "./dom.js";
import {linear, ticks} from "./scale.js";
import {words} from "./table.js";
import {timeChart} from "./time_chart.js";
import {number} from "./words.js";

const MOST_BARS = 40;
const LONGEST_NAME = 40;
const DATE = /^(19|20)\d{2}(-\d{2}(-\d{2})?)?$/;

/** A chart with fields for its two columns; `chosen` is {x, y}, `onChoose` is told another choice. */
export function resultChart({columns, rows}, chosen, onChoose) {
  const numeric = columns.filter((_, place) => rows.some(row => typeof row[place] === "number"));
  if (!numeric.length || !rows.length) return h("p", {}, "A chart needs a column of numbers.");
  const x = columns.includes(chosen.x) ? chosen.x : likelyX(columns, rows);
  const others = numeric.filter(name => name !== x);
  const y = numeric.includes(chosen.y) ? chosen.y : others.find(name => name === "value") ?? others[0] ?? numeric[0];
  const place = h("div", {});
  const draw = (first, second) => {
    show(place, chart(columns, rows, first, second));
    onChoose({x: first, y: second});
  };
  const xField = choice("chart-x", "Along", columns, x, value => draw(value, yField.querySelector("select").value));
  const yField = choice("chart-y", "Values", numeric, y, value => draw(xField.querySelector("select").value, value));
  show(place, chart(columns, rows, x, y));
  return h("div", {}, h("div", {class: "fields"}, xField, yField), place);
}

/** Dates before names, and either before numbers. */
function likelyX(columns, rows) {
  const dated = columns.find((_, place) => areDates(rows, place));
  return dated ?? columns.find((_, place) => rows.some(row => typeof row[place] === "string")) ?? columns[0];
}

const areDates = (rows, place) => rows.some(row => row[place] !== null) &&
  rows.every(row => row[place] === null || DATE.test(String(row[place])));

/** The column whose short texts differ most: what points are called by. */
function nameColumn(rows, without) {
  const variety = place => (without.includes(place) ? -1 : new Set(rows.map(row => row[place])
    .filter(value => typeof value === "string" && value.length <= LONGEST_NAME)).size);
  const best = rows[0].map((_, place) => place).sort((a, b) => variety(b) - variety(a))[0];
  return variety(best) > 0 ? best : -1;
}

function choice(id, label, options, value, onChange) {
  const select = h("select", {id, onchange: () => onChange(select.value)}, options.map(one => h("option", {value: one, selected: one === value}, one)));
  return h("div", {class: "field"}, h("label", {for: id}, label), select);
}

function chart(columns, rows, x, y) {
  const [first, second] = [columns.indexOf(x), columns.indexOf(y)];
  const drawn = rows.filter(row => typeof row[second] === "number");
  if (!areDates(drawn, first)) return bars(drawn, first, second, x, y);
  const named = nameColumn(drawn, [first, second]);
  const points = drawn.map(row => {
    const all = columns.map((name, place) => `${name}: ${words(row[place])}`);
    return {
      published: row[first] === null ? null : String(row[first]), value: row[second], name: words(row[named] ?? ""), href: null,
      words: all.join(", "), about: all.slice(0, 6).map(one => h("p", {}, one)),
    };
  });
  return timeChart({label: `${y} by ${x}`, better: null, points});
}

function bars(rows, first, second, x, y) {
  const shown = rows.slice(0, MOST_BARS);
  const values = shown.map(row => row[second]);
  const steps = ticks(Math.min(0, ...values), Math.max(0, ...values));
  const at = linear([steps[0], steps.at(-1)], [0, 100]);
  return h("div", {class: "bars", role: "table", "aria-label": `${y} by ${x}`}, shown.map(row =>
    h("div", {role: "row", class: "bar-row"},
      h("span", {role: "rowheader", class: "bar-name"}, words(row[first])),
      h("span", {role: "presentation", class: "bar"}, h("span", {class: "bar-fill won", style: {
        "margin-left": `${at(Math.min(0, row[second]))}%`, width: `${at(Math.max(0, row[second])) - at(Math.min(0, row[second]))}%`}})),
      h("span", {role: "cell", class: "bar-value"}, number(row[second])))),
  rows.length > MOST_BARS && h("p", {class: "quiet"}, `The first ${MOST_BARS} of ${rows.length} rows.`));
}
