// The answer of a query as a table that can be sorted.

import {nodeAddress} from "./address.js";
import {h, show} from "./dom.js";
import {count} from "./words.js";

const AT_ONCE = 200;
const NODE = /^(paper|method|dataset|task|metric)\/\S+$/;

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
  const heads = columns.map((name, column) => h("th", {scope: "col", "aria-sort": "none"},
    h("button", {type: "button", class: "sort", onclick: () => sort(column)}, name)));

  function fill() {
    show(body, shown.slice(0, limit).map(row => h("tr", {}, row.map(value => cell(value, base)))));
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

function cell(value, base) {
  const node = nodeOf(value, base);
  if (node) return h("td", {}, h("a", {href: nodeAddress(node)}, value.startsWith(base) ? node : value));
  if (value === null) return h("td", {class: "quiet"}, "–");
  return h("td", {class: typeof value === "number" ? "number" : null}, words(value));
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
