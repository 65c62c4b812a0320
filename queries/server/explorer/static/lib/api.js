// The JSON API of this server; /api/openapi.json describes it.

import {readable} from "./words.js";

/** What the server has against a question; `status` as in HTTP, 0 where there was no answer at all. */
export class Problem extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** The answer of a view: ask("entity", {id}). Lists become repeated parameters; empty values are left out. */
export function ask(view, parameters = {}, signal = undefined) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of [value].flat()) {
      if (one !== null && one !== undefined && one !== "" && one !== false) query.append(name, one);
    }
  }
  const text = query.toString();
  return answer(`/api/${view}${text ? "?" + text : ""}`, {signal});
}

/** The answer to what is sent as JSON. */
export function send(path, content, signal = undefined) {
  const headers = {"Content-Type": "application/json"};
  return answer(path, {method: "POST", body: JSON.stringify(content), headers, signal});
}

async function answer(address, options) {
  let response;
  try {
    response = await fetch(address, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(0, "The server does not answer.");
  }
  if (!response.ok) throw await problem(response);
  return JSON.parse(await response.text(), asRead);
}

/** Names, titles and sentences without LaTeX's escapes; not those of a paper, in whose text places count. */
function asRead(key, value) {
  const isProse = key === "name" || (key === "title" && !("abstract" in this)) || (key === "text" && "start" in this);
  return isProse && typeof value === "string" ? readable(value) : value;
}

async function problem(response) {
  const text = await response.text();
  try {
    return new Problem(response.status, JSON.parse(text).detail);
  } catch {
    return new Problem(response.status, text || response.statusText);
  }
}

/** Asks one thing at a time: a new question ends the one before, which is then undefined. */
export function latest(question) {
  let running;
  return async (...given) => {
    running?.abort();
    const mine = (running = new AbortController());
    try {
      const found = await question(...given, mine.signal);
      return mine.signal.aborted ? undefined : found;
    } catch (error) {
      if (mine.signal.aborted) return undefined;
      throw error;
    }
  };
}
