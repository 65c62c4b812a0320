// A search field that offers what it finds as one types: an editable combobox with a list box
// (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/).

import {debounced, freshId, h, show} from "./dom.js";

/**
 * options: label, name, placeholder, value; `find(text)` promises groups of options, [{name, options: [{text,
 * note, type, value: {id}}]}], or undefined to leave the list as it is; `choose(option)` is told what was taken;
 * `submit(text)` what was typed where nothing was taken.
 */
export function combobox({label, hidden = false, name = "q", placeholder = "", value = "", find, choose, submit}) {
  const listId = freshId("list");
  const inputId = freshId("input");
  const input = h("input", {
    id: inputId, name, type: "search", placeholder, value, autocomplete: "off", spellcheck: "false",
    role: "combobox", "aria-expanded": "false", "aria-controls": listId, "aria-autocomplete": "list",
  });
  const list = h("div", {id: listId, class: "options", role: "listbox", "aria-label": label, hidden: true});
  const told = h("span", {class: "visually-hidden", role: "status"});
  let options = [];
  let active = -1;

  const update = debounced(80, async () => {
    const groups = await find(input.value.trim());
    if (groups && document.activeElement === input) offer(groups);
  });

  /** An option that is pointed to stays so where the new list has it too: the answer may come after the key. */
  function offer(groups) {
    const chosen = options[active]?.option.value.id;
    point(-1);
    options = [];
    show(list, groups.filter(group => group.options.length).map(group => section(group)));
    told.textContent = options.length ? `${options.length} found` : input.value.trim() && "nothing found";
    open(options.length > 0);
    if (chosen) point(options.findIndex(({option}) => option.value.id === chosen));
  }

  function section(group) {
    const headingId = freshId("group");
    return h("div", {role: "group", "aria-labelledby": headingId},
      h("div", {id: headingId, class: "options-heading", role: "presentation"}, group.name),
      group.options.map(option => row(option)));
  }

  function row(option) {
    const element = h("div", {id: freshId("option"), role: "option", "aria-selected": "false", class: "option"},
      option.type && h("span", {class: `dot is-${option.type}`, "aria-hidden": "true"}),
      h("span", {class: "option-text"}, option.text),
      option.note && h("span", {class: "option-note"}, option.note));
    const place = options.push({option, element}) - 1;
    element.addEventListener("pointermove", () => point(place));
    element.addEventListener("click", () => take(place));
    return element;
  }

  function open(isOpen) {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) point(-1);
  }

  function point(place) {
    options[active]?.element.setAttribute("aria-selected", "false");
    active = place;
    const element = options[active]?.element;
    element?.setAttribute("aria-selected", "true");
    element?.scrollIntoView({block: "nearest"});
    if (element) input.setAttribute("aria-activedescendant", element.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function take(place) {
    const {option} = options[place];
    open(false);
    input.value = option.text;
    choose(option);
  }

  function move(step) {
    if (list.hidden) return update();
    const next = active + step;
    return point(next < -1 ? options.length - 1 : next >= options.length ? -1 : next);
  }

  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Escape: () => (list.hidden ? (input.value = "") : open(false)),
    Enter: () => {
      if (active >= 0) return take(active);
      open(false);
      return submit?.(input.value.trim());
    },
  };
  input.addEventListener("keydown", event => {
    if (!keys[event.key] || event.isComposing) return;
    event.preventDefault();
    keys[event.key]();
  });
  input.addEventListener("input", update);
  input.addEventListener("focus", update);
  input.addEventListener("blur", () => open(false));
  list.addEventListener("pointerdown", event => event.preventDefault()); // keeps the focus in the field
  const caption = h("label", {for: inputId, class: hidden ? "visually-hidden" : "field-label"}, label);
  return h("div", {class: "combobox"}, caption, input, list, told);
}
