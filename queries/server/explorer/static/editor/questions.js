// The named questions: a list, and a form for what one leaves open.

import {h} from "../lib/dom.js";

const HEADER = /^(?:(?:#|\/\/)[^\n]*\n)+\n*/;

// A line that binds parameters in SPARQL, which has none: `VALUES ($dataset $metric) { ("GSM8K" "") }`.
const BINDING = /^([ \t]*VALUES\s*\(((?:\s*\$\w+)+)\s*\)\s*\{)(.*)\}[ \t]*$/gm;

/** The query of a question for some values, without the comment that says what the page says already. */
export const textOf = (question, language, values) => bound(question[language].replace(HEADER, ""), language, values);

/** A query with its parameters set to some values; Cypher has them beside its text. */
export function bound(text, language, values) {
  if (language !== "sparql") return text;
  return text.replace(BINDING, (line, start, names) => {
    const parameters = names.trim().split(/\s+/).map(name => name.slice(1));
    return parameters.every(name => name in values) ? `${start} (${parameters.map(name => literal(values[name])).join(" ")}) }` : line;
  });
}

const ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"};
const literal = value => `"${value.replace(/[\\"\n\r]/g, character => ESCAPES[character])}"`;

/** Links, by who asks; `choose` is told a name. */
export function questionList(questions, choose) {
  const groups = new Map();
  for (const one of questions) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  const link = ({name, summary}) => h("li", {}, h("a", {href: `?question=${name}`, title: summary, data: {question: name}, onclick: event => {
    event.preventDefault();
    choose(name);
  }}, name.replaceAll("-", " ")));
  return [...groups].map(([group, members]) => [h("h2", {}, group), h("ul", {class: "plain"}, members.map(link))]);
}

/** Has the list show which question is asked. */
export function markQuestion(list, question) {
  for (const link of list.querySelectorAll("[data-question]")) {
    if (link.dataset.question === question?.name) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

/** What it answers, and a field for each parameter. */
export function questionForm(question, values) {
  const field = ({name, description}) => h("div", {class: "field"},
    h("label", {for: `p-${name}`, title: description}, description.split(/[,;]/)[0]),
    h("input", {id: `p-${name}`, name, value: values[name]}));
  return [h("p", {}, question.summary), h("div", {class: "fields"}, question.parameters.map(field)),
    h("input", {type: "submit", hidden: true})];
}

/** What the address gives for the parameters, or else their defaults. */
export const givenValues = (question, given) => Object.fromEntries(question.parameters.map(({name, default: usual}) =>
  [name, given.get(`p.${name}`) ?? usual ?? ""]));

/** What the fields hold, by the names of the parameters. */
export const valuesOf = (form, question) => Object.fromEntries(question.parameters.map(({name, default: usual}) =>
  [name, form.querySelector(`#p-${name}`)?.value ?? usual ?? ""]));
