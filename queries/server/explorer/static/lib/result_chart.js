// The answer of a query as a chart: bars for names, points for dates and for numbers.

import {h, show} from "./dom.js";
import {linear, ticks} from "./scale.js";
import {words} from "./table.js";
import {timeChart} from "./time_chart.js";
import {number} from "./words.js";

const MOST_BARS = 40;
const DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/;

/** A chart with fields for its two columns; `chosen` is {x, y}, `onChoose` is told another choice. */
export function resultChart({columns, rows}, chosen, onChoose) {
  const numeric = columns.filter((_, place) => rows.some(row => typeof row[place] === "number"));
  if (!numeric.length || !rows.length) return h("p", {}, "A chart needs a column of numbers.");
  const y = numeric.includes(chosen.y) ? chosen.y : numeric.at(-1);
  const x = columns.includes(chosen.x) ? chosen.x : firstFor(columns, rows, y);
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
function firstFor(columns, rows, y) {
  const isDate = place => rows.some(row => DATE.test(row[place] ?? "")) && rows.every(row => row[place] === null || DATE.test(row[place]));
  const others = columns.filter(name => name !== y);
  const dated = others.find(name => isDate(columns.indexOf(name)));
  return dated ?? others.find(name => rows.some(row => typeof row[columns.indexOf(name)] === "string")) ?? others[0] ?? y;
}

function choice(id, label, options, value, onChange) {
  const select = h("select", {id, onchange: () => onChange(select.value)}, options.map(one => h("option", {value: one, selected: one === value}, one)));
  return h("div", {class: "field"}, h("label", {for: id}, label), select);
}

function chart(columns, rows, x, y) {
  const [first, second] = [columns.indexOf(x), columns.indexOf(y)];
  const drawn = rows.filter(row => typeof row[second] === "number");
  const years = row => (typeof row[first] === "number" ? String(row[first]) : row[first]);
  const areDates = drawn.every(row => row[first] === null || DATE.test(years(row)));
  if (areDates) return timeChart({label: `${y} by ${x}`, better: null, points: drawn.map(row => point(columns, row, years(row), row[second], first, second))});
  return bars(drawn, first, second, x, y);
}

function point(columns, row, published, value, first, second) {
  const named = row.find((one, place) => typeof one === "string" && place !== first && place !== second) ?? "";
  const all = columns.map((name, place) => `${name}: ${words(row[place])}`);
  return {published, value, name: named, href: null, words: all.join(", "), about: all.slice(0, 6).map(one => h("p", {}, one))};
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
