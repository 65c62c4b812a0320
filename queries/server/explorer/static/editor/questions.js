// The named questions: a list, and a form for what one leaves open.

import {h} from "../lib/dom.js";

const HEADER = /^(?:(?:#|\/\/)[^\n]*\n)+\n*/;

/** The query of a question, without the comment that says what the page says already. */
export const textOf = (question, language) => question[language].replace(HEADER, "");

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

/** What it answers, and a field for each parameter; `given` are the parameters of the address. */
export function questionForm(question, given) {
  const field = ({name, description, default: usual}) => h("div", {class: "field"},
    h("label", {for: `p-${name}`, title: description}, description.split(/[,;]/)[0]),
    h("input", {id: `p-${name}`, name, value: given.get(`p.${name}`) ?? usual ?? ""}));
  return [h("p", {}, question.summary), h("div", {class: "fields"}, question.parameters.map(field)),
    h("input", {type: "submit", hidden: true})];
}

/** What the fields hold, by the names of the parameters. */
export const valuesOf = (form, question) => Object.fromEntries(question.parameters.map(({name, default: usual}) =>
  [name, form.querySelector(`#p-${name}`)?.value ?? usual ?? ""]));
