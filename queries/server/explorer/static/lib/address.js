// What a page shows stands in its address: here it is read and written, and links to other pages are made.

/** The page of a node, from its id: /method/lora. */
export const nodeAddress = id => "/" + id.split("/").map(encodeURIComponent).join("/");

/** The id of the node whose page this is. */
export const nodeOfAddress = () => location.pathname.slice(1).split("/").map(decodeURIComponent).join("/");

/** address("/graph", {around: [a, b]}); empty values are left out. */
export function address(path, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of [value].flat()) if (isGiven(one)) query.append(name, one === true ? "1" : one);
  }
  const text = query.toString().replaceAll("%2F", "/").replaceAll("%2C", ",").replaceAll("%3A", ":");
  return text ? `${path}?${text}` : path;
}

const isGiven = value => value !== null && value !== undefined && value !== "" && value !== false;

/** The parameters of the address. */
export const parameters = () => new URLSearchParams(location.search);

/** Has the address say what is shown now; `step` makes it a step that "back" undoes. */
export function state(values, {step = false} = {}) {
  const next = address(location.pathname, values);
  if (next === location.pathname + location.search) return;
  history[step ? "pushState" : "replaceState"](null, "", next);
}

/** Calls when the address changed by "back" or "forward". */
export const onReturn = action => addEventListener("popstate", action);
