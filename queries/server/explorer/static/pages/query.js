// Named questions and queries of one's own, in SPARQL and Cypher; the answer as table, chart or graph.

import {onReturn, parameters, state} from "../lib/address.js";
import {ask, latest, send} from "../lib/api.js";
import {h, show} from "../lib/dom.js";
import {failure, page, title} from "../lib/page.js";
import {count} from "../lib/words.js";
import {AnswerViews} from "../editor/answer_views.js";
import {Editor} from "../editor/editor.js";
import {LANGUAGES} from "../editor/languages.js";
import {bound, givenValues, markQuestion, questionForm, questionList, textOf, valuesOf} from "../editor/questions.js";

const NARROW = 760; // pixels

page(async main => {
  title("Query");
  const [{questions}, terms, {base_iri: base}] = await Promise.all([
    ask("questions"), fetch(new URL("../terms.json", import.meta.url)).then(response => response.json()), ask("graph"),
  ]);
  const queries = new QueryPage(questions, terms, base);
  show(main, h("h1", {}, "Query"), queries.element);
  onReturn(() => queries.load());
  await queries.load();
});

class QueryPage {
  constructor(questions, terms, base) {
    this.byName = new Map(questions.map(question => [question.name, question]));
    this.answerOf = latest((asked, signal) => this.#answer(asked, signal));
    this.editor = new Editor({label: "Query", terms, onRun: () => this.run({step: true}), onEdit: () => show(this.told)});
    this.list = h("details", {class: "questions", open: innerWidth > NARROW}, h("summary", {}, "Named questions"),
      questionList(questions, name => this.#choose(name)));
    this.form = h("form", {class: "chosen", onsubmit: event => this.#submitted(event), oninput: () => this.#bind()});
    this.told = h("p", {class: "quiet", role: "status"});
    this.runButton = h("button", {type: "button", class: "main", onclick: () => this.run({step: true})}, "Run");
    this.results = h("section", {class: "answer", "aria-label": "Answer"});
    this.views = new AnswerViews(this.results, base);
    this.languages = languageSwitch(lang => this.#translate(lang));
    this.element = h("div", {class: "query"}, this.list, h("div", {class: "work"},
      this.form, h("div", {class: "fields"}, this.languages, hint()), this.editor.element,
      h("div", {class: "run"}, this.runButton, this.told), this.results));
  }

  /** Shows what the address says, and runs it where it names a query. */
  async load() {
    const {lang, question, query} = this.#asked();
    for (const radio of this.languages.querySelectorAll("input")) radio.checked = radio.value === lang;
    const values = question ? givenValues(question, parameters()) : {};
    this.editor.show(lang, query ?? (question ? textOf(question, lang, values) : LANGUAGES[lang].start));
    show(this.form, question && questionForm(question, values));
    markQuestion(this.list, question);
    show(this.told);
    if (question || query !== null) await this.run();
    else show(this.results);
  }

  /** Asks what the editor holds: the named question as long as its text is as it was. */
  async run({step = false} = {}) {
    const {lang, question} = this.#asked();
    const values = question ? valuesOf(this.form, question) : {};
    const isNamed = question !== null && this.editor.text === textOf(question, lang, values);
    state({
      lang: lang === "cypher" && lang, question: question?.name, ...changed(question, values),
      query: isNamed ? "" : this.editor.text, ...this.views.choices(),
    }, {step});
    this.runButton.disabled = true;
    show(this.told, "Running…");
    const start = performance.now();
    try {
      const answer = await this.answerOf({lang, question, isNamed, values});
      if (answer) this.#show(answer, performance.now() - start);
    } catch (error) {
      show(this.told);
      show(this.results, failure(error));
    }
    this.runButton.disabled = false;
  }

  /** Has the text in the editor ask for what the fields hold, also where somebody changed the rest of it. */
  #bind() {
    const {lang, question} = this.#asked();
    this.editor.show(lang, bound(this.editor.text, lang, valuesOf(this.form, question)));
  }

  #asked() {
    const given = parameters();
    const lang = given.get("lang") === "cypher" ? "cypher" : "sparql";
    return {lang, question: this.byName.get(given.get("question")) ?? null, query: given.get("query")};
  }

  #answer({lang, question, isNamed, values}, signal) {
    if (isNamed) return ask(`questions/${question.name}`, {...values, lang}, signal);
    return send("/api/query", {language: lang, query: this.editor.text, parameters: lang === "cypher" ? values : {}}, signal);
  }

  #show(answer, milliseconds) {
    show(this.told, `${count(answer.rows.length, "row")} in ${duration(milliseconds)}`,
      answer.truncated ? "; there are more than the server gives at once" : "");
    this.views.show(answer);
  }

  #choose(name) {
    state({lang: this.#asked().lang === "cypher" && "cypher", question: name}, {step: true});
    this.load();
  }

  /** The same question in the other language; a query of one's own stays behind. */
  #translate(lang) {
    const {question} = this.#asked();
    const values = question ? changed(question, valuesOf(this.form, question)) : {};
    state({lang: lang === "cypher" && lang, question: question?.name, ...values}, {step: true});
    this.load();
  }

  #submitted(event) {
    event.preventDefault();
    this.run({step: true});
  }
}

const duration = ms => (ms < 1000 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`);

/** Values other than the defaults, as they stand in the address. */
const changed = (question, values) => Object.fromEntries((question?.parameters ?? []).map(({name, default: usual}) =>
  [`p.${name}`, values[name] === usual ? "" : values[name]]));

const languageSwitch = onChange => h("fieldset", {class: "switch"}, h("legend", {class: "visually-hidden"}, "Language"),
  Object.entries(LANGUAGES).map(([id, {name}]) =>
    h("label", {class: "check"}, h("input", {type: "radio", name: "lang", value: id, onchange: () => onChange(id)}), name)));

const hint = () => h("span", {class: "quiet hint"}, h("kbd", {}, "Ctrl"), " ", h("kbd", {}, "Enter"), " runs, ",
  h("kbd", {}, "Ctrl"), " ", h("kbd", {}, "Space"), " completes");
