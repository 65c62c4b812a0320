"""One method, dataset, task or metric of a graph, by whatever name a person has for it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyarrow.compute as pc

from extract.record import ENTITY_TYPES, EntityType
from graph.errors import GraphError
from graph.names import name_key
from graph.paper_names import title_key
from graph.tables import GraphTables

_SUGGESTED = 5


class NoSingleEntity(GraphError):  # noqa: N818 - the name says what is wrong
    """Nothing, or more than one thing, goes by the name; the message names those that are meant or near."""


@dataclass(frozen=True)
class _Entity:
    id: str
    name: str
    aliases: tuple[str, ...]
    support: int

    def __str__(self) -> str:
        return f"{self.name} ({self.id}, {self.support} paper{'' if self.support == 1 else 's'})"


def find_entity(tables: GraphTables, type_: EntityType, name: str) -> str:
    """The id of the one entity of that type that goes by the name: an id, a canonical name, or an alias, in
    this order, spelled as one likes. Raises NoSingleEntity."""
    entities = list(_entities(tables, type_))
    wanted = name_key(name)
    for found in (
        [one for one in entities if one.id == name],
        [one for one in entities if one.name == name],
        [one for one in entities if name_key(one.name) == wanted],
        [one for one in entities if any(name_key(alias) == wanted for alias in one.aliases)],
    ):
        if len(found) == 1:
            return found[0].id
        if found:
            raise NoSingleEntity(f"several {type_.lower()}s go by {name!r}, ask by id: {_listed(found)}")
    near = _near(name, wanted, entities)
    hint = f"; did you mean {_listed(near)}?" if near else ""
    raise NoSingleEntity(f"no {type_.lower()} goes by {name!r}{hint}")


def find_node(tables: GraphTables, name: str) -> str:
    """The id of the one node that is meant: by id, or by a name of an entity or the title of a paper. Raises
    NoSingleEntity."""
    papers = tables.nodes["Paper"]
    titles = zip(papers["id"].to_pylist(), papers["title"].to_pylist(), strict=True)
    titled = [id_ for id_, title in titles if title_key(title) == title_key(name)]
    if len(titled) == 1:
        return str(titled[0])
    if any(pc.any(pc.equal(table["id"], name)).as_py() for table in tables.nodes.values()):
        return name
    found, said = [], []
    for type_ in ENTITY_TYPES:
        try:
            found.append(find_entity(tables, type_, name))
        except NoSingleEntity as error:
            said.append(str(error))
    if len(found) == 1:
        return found[0]
    if found:
        raise NoSingleEntity(f"several nodes go by {name!r}, ask by id: {', '.join(found)}")
    raise NoSingleEntity("\n".join(said))


def _entities(tables: GraphTables, type_: EntityType) -> Iterator[_Entity]:
    table = tables.nodes[type_]
    columns = (table[name].to_pylist() for name in ("id", "name", "aliases", "support"))
    for id_, name, aliases, support in zip(*columns, strict=True):
        yield _Entity(id_, name, tuple(aliases), support)


def _near(name: str, wanted: str, entities: list[_Entity]) -> list[_Entity]:
    """Entities whose name holds what was asked for, the best supported first; else those spelled alike."""
    if wanted:
        holding = [one for one in entities if wanted in name_key(one.name)]
        if holding:
            return sorted(holding, key=lambda one: (-one.support, one.id))
    by_name = {text.casefold(): one for one in entities for text in (*one.aliases, one.name)}
    close = difflib.get_close_matches(name.casefold(), by_name, n=_SUGGESTED)
    return list({by_name[text].id: by_name[text] for text in close}.values())


def _listed(entities: Iterable[_Entity]) -> str:
    shown = list(map(str, entities))
    more = f" and {len(shown) - _SUGGESTED} more" if len(shown) > _SUGGESTED else ""
    return ", ".join(shown[:_SUGGESTED]) + more
