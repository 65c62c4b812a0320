// What every page has: the search field above it, the theme, and a place for what goes wrong.

import {address, nodeAddress} from "./address.js";
import {h, show} from "./dom.js";
import {searchField} from "./search.js";

export const main = document.getElementById("main");
const THEMES = ["system", "light", "dark"];

/** Runs the script of a page; what goes wrong in it is shown in its place. */
export async function page(draw) {
  mountSearch();
  mountTheme();
  await null; // until the module that calls this is evaluated to its end
  await guarded(main, draw);
  main.setAttribute("aria-busy", "false");
}

/** Runs, and shows what goes wrong in a place of the page. */
export async function guarded(place, draw) {
  try {
    return await draw(place);
  } catch (error) {
    show(place, failure(error));
    if (!("status" in error)) throw error;
    return undefined;
  }
}

/** What went wrong, in words. */
export function failure(error) {
  const title = error.status === 404 ? "Not in this graph" : "That did not work";
  return h("div", {class: "failure", role: "alert"}, h("h1", {class: "failure-title"}, title), h("p", {}, error.message));
}

/** Names the page: in its first heading and in the window. */
export function title(text) {
  document.title = `${text} · claimgraph`;
  return text;
}

function mountSearch() {
  document.getElementById("search").append(searchField({
    label: "Search methods, datasets, tasks, metrics and papers",
    hidden: true,
    placeholder: "Search names and titles",
    value: location.pathname === "/search" ? new URLSearchParams(location.search).get("q") ?? "" : "",
    choose: node => location.assign(nodeAddress(node.id)),
    submit: text => text && location.assign(address("/search", {q: text})),
  }));
  addEventListener("keydown", event => {
    if (event.key !== "/" || isTyping(event.target) || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    document.querySelector("#search input").focus();
  });
}

const isTyping = element => element.matches?.("input, textarea, select, [contenteditable]");

function mountTheme() {
  const button = document.getElementById("theme");
  const current = () => document.documentElement.dataset.theme ?? "system";
  const label = () => {
    button.textContent = {system: "◐", light: "☀", dark: "☾"}[current()];
    button.setAttribute("aria-label", `Theme: ${current()}. Change it`);
    button.title = `Theme: ${current()}`;
  };
  button.addEventListener("click", () => {
    const next = THEMES[(THEMES.indexOf(current()) + 1) % THEMES.length];
    if (next === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    if (next === "system") localStorage.removeItem("theme");
    else localStorage.setItem("theme", next);
    label();
    dispatchEvent(new Event("themechange"));
  });
  label();
}
