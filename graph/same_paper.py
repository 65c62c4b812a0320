"""Which records speak of one paper.

Two do if they share an identifier that a source gave, an arXiv identifier (whatever its version) or a title
(case, markup, notes, punctuation and spaces aside), unless it was decided otherwise.

A title alone does not join entries of different arXiv identifiers whose abstracts have little in common:
there are two papers called "Point Transformer", and titles that are only what a template prints.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations

from extract.markup import clean
from extract.paper import slug
from extract.record import Record
from graph.paper_names import arxiv_id, paper_key, title_key
from graph.resolution.clusters import Clusters
from graph.resolution.decisions import NO_DECISIONS, DecisionError, Decisions

SAME_WORK = 0.45
"""Two abstracts are of one work if they share that part of the distinct words of the shorter one. Among
10,316 abstracts from arXiv, those of equal titles share 0.35 and less where the works are two and 0.53 and
more where they are one; of 20,000 random pairs 10 share 0.45 and more."""
MIN_WORDS = 20
"""An abstract with fewer distinct words says nothing against a title."""

_ROW_NUMBER = re.compile(r"\d{1,6}")
_WORD = re.compile(r"\w+")

Places = list[int]
"""Places of records in the pool."""


def same_papers(records: Iterable[Record], decisions: Decisions = NO_DECISIONS) -> list[list[Record]]:
    """The records parted by paper. Raises DecisionError where decisions say both that two records are one
    paper and that they are not."""
    pool = list(records)
    if decisions.papers("different"):  # only then it matters which tie comes first
        pool.sort(key=Record.to_json)
    clusters = _decided(pool, decisions)
    works = (_works(pool, places) for places in _sharing(pool, _titles))
    for same in chain(_sharing(pool, _identifiers), *works):
        for number, place in enumerate(same):
            any(clusters.one(place, other) or clusters.tie(place, other) for other in same[:number])
    papers: dict[int, list[Record]] = defaultdict(list)
    for place, record in enumerate(pool):
        papers[clusters.head(place)].append(record)
    return list(papers.values())


def record_arxiv_id(record: Record) -> str | None:
    """The arXiv identifier of the record, from its field or from its own identifier."""
    if record.arxiv_id:
        return arxiv_id(record.arxiv_id) or record.arxiv_id.strip().lower()
    return arxiv_id(record.id)


def title_slug(record: Record) -> str:
    """The title, without markup, as an identifier."""
    return slug(clean(record.title).text)


def entry_name(record: Record) -> str:
    """What only this entry of this source is called."""
    return f"{record.source.path if record.source else ''}\n{record.id}"


def _decided(pool: Sequence[Record], decisions: Decisions) -> Clusters[int]:
    """Records joined and kept apart by decisions."""
    same, different = decisions.papers("same"), decisions.papers("different")
    named = _Named(pool) if same or different else None
    if named is None:
        return Clusters()
    joined = [(places[0], place) for pair in same if (places := named.any_of(*pair)) for place in places[1:]]
    together = Clusters(joined)
    apart = []
    for first, second in different:
        ours, theirs = set(named.any_of(first)), set(named.any_of(second))
        pairs = [(one, other) for one in ours - theirs for other in theirs - ours]
        if any(together.one(*pair) for pair in pairs):
            raise DecisionError(
                f"decisions contradict each other: different Paper {first!r} {second!r}, but others make "
                "both one paper by further names of theirs"
            )
        apart += pairs
    return Clusters(joined, apart)


class _Named:
    """Records by whatever a decision may call them."""

    def __init__(self, pool: Sequence[Record]) -> None:
        self._places: dict[str, set[int]] = defaultdict(set)
        for place, record in enumerate(pool):
            node = f"paper/{title_slug(record)}"
            for name in (record.id, record_arxiv_id(record), title_key(record.title), node):
                if name:
                    self._places[name].add(place)

    def any_of(self, *names: str) -> Places:
        keys = chain.from_iterable((name, paper_key(name)) for name in names)
        return sorted(set().union(*(self._places.get(key, ()) for key in keys)))


def _sharing(pool: Sequence[Record], identities: Callable[[Record], Iterable[object]]) -> Iterator[Places]:
    found: Mapping[object, Places] = defaultdict(list)
    for place, record in enumerate(pool):
        for identity in identities(record):
            found[identity].append(place)
    return (places for places in found.values() if len(places) > 1)


def _identifiers(record: Record) -> Iterator[tuple[str, str]]:
    if record.id and not _is_local_id(record):
        yield "id", record.id
    number = record_arxiv_id(record)
    if number:
        yield "arxiv", number
    if not title_key(record.title):
        yield "entry", entry_name(record)


def _titles(record: Record) -> Iterator[str]:
    title = title_key(record.title)
    if title:
        yield title


def _is_local_id(record: Record) -> bool:
    """Whether the identifier was made of the title or counts rows of a file: equal ones may be chance."""
    return bool(_ROW_NUMBER.fullmatch(record.id)) or record.id.removeprefix("paper/") == slug(record.title)


def _works(pool: Sequence[Record], places: Places) -> list[Places]:
    """Records of one title, parted where their arXiv identifiers and their abstracts say so. One without
    identifier goes to the work whose abstract is most like its own, if any is."""
    numbered: dict[str, Places] = defaultdict(list)
    loose: Places = []
    for place in places:
        arxiv = record_arxiv_id(pool[place])
        (numbered[arxiv] if arxiv else loose).append(place)
    if len(numbered) < 2:
        return [places]
    words = {place: frozenset(_WORD.findall(pool[place].abstract.lower())) for place in places}

    def likeness(ours: Places, theirs: Places) -> float:
        return max(_shared(words[one], words[other]) for one in ours for other in theirs)

    clusters: Clusters[str] = Clusters()
    for one, other in combinations(sorted(numbered), 2):
        if likeness(numbered[one], numbered[other]) >= SAME_WORK:
            clusters.tie(other, one)
    works: dict[str, Places] = defaultdict(list)
    for arxiv in sorted(numbered):
        works[clusters.head(arxiv)] += numbered[arxiv]
    known = list(works.items())
    for place in loose:
        unlike, arxiv = min((-likeness([place], work), arxiv) for arxiv, work in known)
        works[arxiv if -unlike >= SAME_WORK else ""].append(place)
    return list(works.values())


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    smaller = min(len(one), len(other))
    return 1.0 if smaller < MIN_WORDS else len(one & other) / smaller
