// Which part of the graph is shown: a form whose values stand in the address.

import {parameters} from "../lib/address.js";
import {debounced, h} from "../lib/dom.js";
import {searchField} from "../lib/search.js";
import {edgeWords, percent} from "../lib/words.js";

const TYPES = ["Paper", "Method", "Dataset", "Task", "Metric"];
const RELATIONS = ["INTRODUCES", "USES", "COMPARES_WITH", "EVALUATES_ON", "TRAINS_ON", "MENTIONS", "ADDRESSES", "MEASURES", "OUTPERFORMS", "VARIANT_OF"];
const SIZES = [200, 500, 1000, 2000, 5000];
const DEFAULTS = {hops: "1", since: "", until: "", min_confidence: "0", min_support: "0", limit: "1000"};

/** What the address asks for: the parameters of the view `subgraph`. Defaults are left out. */
export function askedFor() {
  const given = parameters();
  const asked = {around: given.getAll("around"), types: given.getAll("types"), relations: given.getAll("relations")};
  for (const [name, value] of Object.entries(DEFAULTS)) {
    const chosen = given.get(name) ?? value;
    asked[name] = chosen === value ? "" : chosen;
  }
  return asked;
}

/** The form; `onChange(changes)` is told what becomes of the parameters. */
export function filterForm(asked, onChange) {
  const changeSoon = debounced(300, onChange);
  const field = (label, name, attributes) => h("div", {class: "field"}, h("label", {for: name}, label),
    h("input", {id: name, name, value: asked[name], ...attributes,
      oninput: ({target}) => target.checkValidity() && changeSoon({[name]: target.value === DEFAULTS[name] ? "" : target.value})}));
  return h("form", {class: "filters", "aria-label": "What is shown", onsubmit: event => event.preventDefault()},
    searchField({label: "Around", name: "around", placeholder: "add a node", choose: node => onChange({around: [...new Set([...asked.around, node.id])]})}),
    asked.around.length > 0 && h("ul", {class: "seeds", "aria-label": "Nodes in the middle"}, asked.around.map(id => seed(id, asked, onChange))),
    asked.around.length > 0 && choice("Steps from there", "hops", ["1", "2", "3", "4"], asked.hops || DEFAULTS.hops, onChange),
    choices("Nodes", "types", TYPES, type => type.toLowerCase() + "s", asked.types, onChange),
    h("div", {class: "pair"},
      field("Since", "since", {placeholder: "year", inputmode: "numeric", pattern: "\\d{4}(-\\d{2}(-\\d{2})?)?"}),
      field("Until", "until", {placeholder: "year", inputmode: "numeric", pattern: "\\d{4}(-\\d{2}(-\\d{2})?)?"})),
    range("Edges at least this sure", "min_confidence", asked.min_confidence, changeSoon),
    field("Names in at least so many papers", "min_support", {type: "number", min: 0, value: asked.min_support || "0"}),
    choice("At most so many nodes", "limit", SIZES.map(String), asked.limit || DEFAULTS.limit, onChange),
    h("details", {open: asked.relations.length > 0}, h("summary", {}, "Edges"), choices("Relations", "relations", RELATIONS, edgeWords, asked.relations, onChange, true)));
}

const seed = (id, asked, onChange) => h("li", {}, h("span", {}, id.split("/").slice(1).join("/")),
  h("button", {type: "button", "aria-label": `Remove ${id}`, onclick: () => onChange({around: asked.around.filter(other => other !== id)})}, "×"));

function choice(label, name, options, value, onChange) {
  const select = h("select", {id: name, name}, options.map(one => h("option", {value: one, selected: one === value}, one)));
  select.addEventListener("change", () => onChange({[name]: select.value === DEFAULTS[name] ? "" : select.value}));
  return h("div", {class: "field"}, h("label", {for: name}, label), select);
}

/** Check boxes of which none or all checked means all. */
function choices(label, name, options, words, chosen, onChange, isQuiet = false) {
  const isOn = one => !chosen.length || chosen.includes(one);
  const boxes = options.map(one => h("input", {type: "checkbox", name, value: one, checked: isOn(one)}));
  const change = () => {
    const checked = boxes.filter(box => box.checked).map(box => box.value);
    onChange({[name]: checked.length === options.length ? [] : checked});
  };
  return h("fieldset", {onchange: change}, h("legend", {class: isQuiet ? "visually-hidden" : null}, label),
    options.map((one, place) => h("label", {class: `check is-${one}`}, boxes[place],
      !isQuiet && h("span", {class: `dot is-${one}`, "aria-hidden": "true"}), words(one))));
}

function range(label, name, value, onChange) {
  const output = h("output", {for: name}, percent(Number(value)));
  const input = h("input", {id: name, name, type: "range", min: 0, max: 1, step: 0.05});
  input.value = value || 0;
  input.addEventListener("input", () => {
    output.textContent = percent(Number(input.value));
    onChange({[name]: input.value === "0" ? "" : input.value});
  });
  return h("div", {class: "field"}, h("label", {for: name}, label, " ", output), input);
}
