// What could stand at a place of a query.

import {LANGUAGES} from "./languages.js";

const MOST = 12;
const KINDS_AFTER = {":": ["label", "type"], "|": ["label", "type"], ".": ["property"]};

/** {start, options} for the word that ends at `place`; options are [{text, kind, note}]. `asked`: not just typed. */
export function completions(language, text, place, terms, asked = false) {
  const pattern = language === "sparql" ? /[?$]?[\w-]*:?[\w-]*$/ : /\$?\w*$/;
  const word = pattern.exec(text.slice(0, place))[0];
  const start = place - word.length;
  const before = text[start - 1];
  const isPointed = language === "cypher" && before in KINDS_AFTER && !/[\d]$/.test(text.slice(0, start - 1));
  if (!asked && !isPointed && word.length < 2) return {start, options: []};
  const candidates = isPointed
    ? terms[language].filter(term => KINDS_AFTER[before].includes(term.kind))
    : [...variables(text, word), ...terms[language].filter(term => term.kind !== "property" || language === "sparql"), ...LANGUAGES[language].words];
  return {start, options: ranked(candidates, word)};
}

function ranked(candidates, word) {
  const typed = word.toLowerCase();
  const rank = text => {
    const whole = text.toLowerCase();
    if (whole === typed) return -1;
    if (whole.startsWith(typed)) return 0;
    return whole.split(":").at(-1).startsWith(typed) ? 1 : typed.length > 2 && whole.includes(typed) ? 2 : -1;
  };
  return candidates.map(term => ({term, rank: rank(term.text)})).filter(one => one.rank >= 0)
    .sort((a, b) => a.rank - b.rank).slice(0, MOST).map(one => one.term);
}

/** Variables that the query uses already. */
function variables(text, word) {
  const all = new Set(text.match(/[?$]\w+/g) ?? []);
  all.delete(word);
  return [...all].map(one => ({text: one, kind: "variable", note: ""}));
}
