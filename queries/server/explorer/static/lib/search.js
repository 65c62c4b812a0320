// Search fields over the names of the graph.

import {ask, latest} from "./api.js";
import {combobox} from "./combobox.js";
import {count, day} from "./words.js";

const HITS = 8;

/** Options of a combobox for what a search answers. */
export function hitGroups({entities, papers}) {
  const named = entities.map(({entity, alias}) => ({
    text: alias ?? entity.name,
    note: `${alias ? entity.name + " · " : ""}${entity.type.toLowerCase()} in ${count(entity.support, "paper")}`,
    type: entity.type,
    value: entity,
  }));
  const titled = papers.map(paper => ({
    text: paper.title, note: day(paper.published), type: "Paper", value: paper,
  }));
  return [{name: "Names", options: named}, {name: "Papers", options: titled}];
}

/** A field that finds nodes; `types` narrows it to entities of these. `choose` is told the node. */
export function searchField({types = [], choose, ...options}) {
  const search = latest((q, signal) => ask("search", {q, types, limit: HITS}, signal));
  return combobox({
    ...options,
    choose: option => choose(option.value),
    find: async text => {
      if (!text && !types.length) return [];
      const found = await search(text);
      return found && hitGroups(found);
    },
  });
}
