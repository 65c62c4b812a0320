// A text field for queries: colours under the text, completion at the caret, the Tab key left alone unless
// there is something to complete.

import {freshId, h, show} from "../lib/dom.js";
import {completions} from "./completion.js";
import {tokens} from "./languages.js";

/** `onRun` is called for Ctrl+Enter, `onEdit(text)` for every change by hand. */
export class Editor {
  #options = [];
  #active = -1;

  constructor({label, terms, onRun, onEdit}) {
    Object.assign(this, {terms, onRun, onEdit, language: "sparql"});
    this.paint = h("pre", {class: "paint", "aria-hidden": "true"});
    this.list = h("div", {id: freshId("completions"), class: "options completions", role: "listbox", "aria-label": "Completions", hidden: true});
    this.told = h("span", {class: "visually-hidden", role: "status"});
    this.field = h("textarea", {
      spellcheck: "false", autocomplete: "off", autocapitalize: "off", wrap: "off", rows: 14, "aria-label": label,
      "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-controls": this.list.id,
    });
    this.element = h("div", {class: "editor"}, this.paint, this.field, this.list, this.told);
    this.field.addEventListener("input", () => this.#edited());
    this.field.addEventListener("scroll", () => this.#scroll());
    this.field.addEventListener("keydown", event => this.#key(event));
    this.field.addEventListener("blur", () => this.#close());
    this.list.addEventListener("pointerdown", event => event.preventDefault());
  }

  get text() {
    return this.field.value;
  }

  show(language, text) {
    this.language = language;
    this.field.value = text;
    this.#color();
  }

  #edited() {
    this.#color();
    this.onEdit(this.text);
    this.#complete(false);
  }

  #color() {
    const pieces = tokens(this.language, this.text).map(([kind, text]) => (kind === "plain" ? text : h("span", {class: `token-${kind}`}, text)));
    show(this.paint, pieces, "\n");
    this.#scroll();
  }

  #scroll() {
    this.paint.scrollTop = this.field.scrollTop;
    this.paint.scrollLeft = this.field.scrollLeft;
  }

  #complete(asked) {
    if (this.field.selectionStart !== this.field.selectionEnd) return this.#close();
    const {start, options} = completions(this.language, this.text, this.field.selectionEnd, this.terms, asked);
    this.start = start;
    this.#options = options.map(term => ({term, element: this.#option(term)}));
    show(this.list, this.#options.map(one => one.element));
    this.told.textContent = options.length ? `${options.length} completions, arrow keys choose` : "";
    this.list.hidden = !options.length;
    if (options.length) this.#place();
    return this.#point(options.length && asked ? 0 : -1);
  }

  #option(term) {
    const element = h("div", {id: freshId("completion"), class: "option", role: "option", "aria-selected": "false"},
      h("span", {class: "option-text"}, term.text), h("span", {class: "option-note"}, term.note || term.kind));
    element.addEventListener("click", () => this.#take(term));
    return element;
  }

  /** Below the caret: the coloured text, cut there, has its end where the caret is. */
  #place() {
    const mirror = h("pre", {class: "paint mirror"}, this.text.slice(0, this.start), h("span", {}, "​"));
    this.element.append(mirror);
    const end = mirror.lastElementChild;
    const left = Math.min(end.offsetLeft - this.field.scrollLeft, this.element.clientWidth - 280);
    this.list.style.left = `${Math.max(0, left)}px`;
    this.list.style.top = `${end.offsetTop + end.offsetHeight - this.field.scrollTop + 2}px`;
    mirror.remove();
  }

  #point(place) {
    this.#options[this.#active]?.element.setAttribute("aria-selected", "false");
    this.#active = place;
    const element = this.#options[place]?.element;
    element?.setAttribute("aria-selected", "true");
    element?.scrollIntoView({block: "nearest"});
    if (element) this.field.setAttribute("aria-activedescendant", element.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  #take(term) {
    this.field.setRangeText(term.text, this.start, this.field.selectionEnd, "end");
    this.#color();
    this.onEdit(this.text);
    this.#close();
  }

  #close() {
    this.list.hidden = true;
    this.#point(-1);
    this.#options = [];
  }

  #key(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return this.#did(event, () => this.onRun());
    if (event.key === " " && event.ctrlKey) return this.#did(event, () => this.#complete(true));
    if (this.list.hidden) return undefined;
    const many = this.#options.length;
    if (event.key === "ArrowDown") return this.#did(event, () => this.#point((this.#active + 1) % many));
    if (event.key === "ArrowUp") return this.#did(event, () => this.#point((this.#active + many - 1 + (this.#active < 0)) % many));
    if (event.key === "Escape") return this.#did(event, () => this.#close());
    if (this.#active >= 0 && (event.key === "Enter" || event.key === "Tab")) {
      return this.#did(event, () => this.#take(this.#options[this.#active].term));
    }
    return undefined;
  }

  #did(event, action) {
    event.preventDefault();
    action();
  }
}
