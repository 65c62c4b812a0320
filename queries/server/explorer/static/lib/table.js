// The answer of a query as a table that can be sorted.

import {nodeAddress} from "./address.js";
import {h, show} from "./dom.js";
import {count} from "./words.js";

const AT_ONCE = 200;
const NODE = /^(paper|method|dataset|task|metric)\/\S+$/;
const NAMES = /^(paper|method|dataset|task|metric)$/; // columns of names
const DATE = /^(19|20)\d{2}-\d{2}(-\d{2})?$/;

/** The id of the node that a value names, as an id or as an IRI; null for other values. */
export function nodeOf(value, base) {
  if (typeof value !== "string") return null;
  const id = value.startsWith(base) ? value.slice(base.length) : value;
  return NODE.test(id) ? decoded(id) : null;
}

function decoded(id) {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/** `base` is what ids follow in IRIs. */
export function resultTable({columns, rows}, base) {
  let shown = rows;
  let limit = AT_ONCE;
  const body = h("tbody", {});
  const more = h("button", {type: "button", class: "more", onclick: () => fill((limit += 5 * AT_ONCE))});
  const pages = columns.map(name => pageOf(columns, name, base));
  const heads = columns.map((name, column) => h("th", {scope: "col", "aria-sort": "none"},
    h("button", {type: "button", class: "sort", onclick: () => sort(column)}, name)));

  function fill() {
    show(body, shown.slice(0, limit).map(row => h("tr", {}, row.map((value, column) => cell(value, pages[column](value, row), base)))));
    more.hidden = shown.length <= limit;
    more.textContent = `Show more of ${count(shown.length, "row")}`;
  }

  function sort(column) {
    const isUp = heads[column].getAttribute("aria-sort") !== "ascending";
    heads.forEach((head, place) => head.setAttribute("aria-sort", place !== column ? "none" : isUp ? "ascending" : "descending"));
    shown = [...rows].sort((a, b) => compare(a[column], b[column]) * (isUp ? 1 : -1));
    fill();
  }

  fill();
  return h("div", {}, h("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": "Rows"},
    h("table", {class: "results"}, h("thead", {}, h("tr", {}, heads)), body)), more);
}

/** The column that holds the ids of what a column names: `betterId` beside `better`; -1 without one. */
export const idColumn = (columns, name) => columns.indexOf(`${name}Id`);

/** Finds the id of the node that a value of a column names: by itself, by the id beside it, or by its name. */
function pageOf(columns, name, base) {
  const beside = idColumn(columns, name);
  return (value, row) => nodeOf(value, base) ?? nodeOf(row[beside], base) ??
    (NAMES.test(name) && typeof value === "string" && value ? `${name}/${value}` : null);
}

function cell(value, page, base) {
  if (value === null) return h("td", {class: "quiet"}, "–");
  if (page) return h("td", {}, h("a", {href: nodeAddress(page)}, String(value).startsWith(base) ? page : words(value)));
  const style = typeof value === "number" ? "number" : DATE.test(value) ? "date" : null;
  return h("td", {class: style}, words(value));
}

export const words = value => (typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? ""));

/** Nulls come last, numbers by size, all else as text. */
function compare(a, b) {
  if (a === null || b === null) return (a === null) - (b === null);
  if (typeof a === "number" && typeof b === "number") return a - b;
  return words(a).localeCompare(words(b), "en", {numeric: true});
}

/** The table as CSV (RFC 4180). */
export function csv({columns, rows}) {
  const field = value => (/[",\r\n]/.test(words(value)) ? `"${words(value).replaceAll('"', '""')}"` : words(value));
  return [columns, ...rows].map(row => row.map(field).join(",") + "\r\n").join("");
}
