// Builds elements. Text stays text: nothing that comes from the graph is ever read as markup.

const SVG = "http://www.w3.org/2000/svg";

/** h("a", {href: "/", onclick: go}, "text", [more, elements]); null and false are left out. */
export function h(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same for SVG. */
export function s(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) set(element, name, value);
  element.append(...children.flat(Infinity).filter(isShown));
  return element;
}

const isShown = child => child !== null && child !== undefined && child !== false;

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "style") for (const [key, one] of Object.entries(value)) element.style.setProperty(key, one);
  else if (name === "data") Object.assign(element.dataset, value);
  else if (name === "value" || name === "checked") element[name] = value;
  else element.setAttribute(name, value === true ? "" : value);
}

/** Puts new children in the place of the old ones. */
export function show(parent, ...children) {
  parent.replaceChildren(...children.flat(Infinity).filter(isShown));
  return parent;
}

/** An id that no other element of the page has. */
export const freshId = (() => {
  let count = 0;
  return stem => `${stem}-${++count}`;
})();

/** Calls the last one asked for, once nobody asked for a while. */
export function debounced(milliseconds, action) {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...given), milliseconds);
  };
}
