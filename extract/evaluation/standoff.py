"""Annotation without the texts it is of: offsets, types, roles and links, so that it may be passed on freely.

A stand-off file has one JSON line a paper, plain or gzip. Offsets count Unicode characters of
`title + "\\n" + abstract`; `sha256` is the digest of that text in UTF-8, by which a text is known again.

    python -m extract.evaluation.standoff GOLD.json OUT.jsonl.gz      takes the texts out of annotated papers
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from extract.evaluation.gold import (
    GoldComparison,
    GoldEntity,
    GoldError,
    GoldPaper,
    GoldResult,
    read_gold,
)
from extract.paper import Paper
from extract.record import Direction, EntityType, Qualifier, Relation, ResultKind, Role

Offsets = tuple[int, int]
Reference = int | Offsets | str
"""What a claim names: an entity by its place in the list, a phrase by its offsets, or, where the text has no
such phrase, the annotator's own words."""

_GZIP_MAGIC = b"\x1f\x8b"


class StandOffEntity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`mentions` lists the places of each distinct form; `name` is the number of the form that is the name.

    Where two places overlap, the longer one counts: a form may occur inside longer ones alone.
    """

    type: EntityType
    role: Role | None = None
    name: int | str = 0
    mentions: tuple[tuple[Offsets, ...], ...]


class StandOffResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    method: Reference | None = None
    dataset: Reference | None = None
    metric: Reference | None = None
    task: Reference | None = None
    kind: ResultKind
    value: str
    unit: str = ""
    direction: Direction | None = None
    qualifier: Qualifier | None = None
    baseline: Reference | None = None
    evidence: Offsets | None = None


class StandOffComparison(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    subject: Reference
    relation: Relation
    object: Reference | None = None
    dataset: Reference | None = None
    task: Reference | None = None
    evidence: Offsets | None = None


class StandOffPaper(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    sha256: str
    entities: tuple[StandOffEntity, ...]
    results: tuple[StandOffResult, ...]
    comparisons: tuple[StandOffComparison, ...]


@dataclass(frozen=True)
class Attachment:
    """Annotated papers with their texts, in the order of the stand-off file, and those that lack theirs."""

    papers: list[GoldPaper]
    missing: list[str]
    """Papers of whom no text came."""
    altered: list[str]
    """Papers of whom only another text came than the annotated one."""


def attach(path: Path, papers: Iterable[Paper]) -> Attachment:
    """Give the annotation of a stand-off file its texts back.

    A text is known by its digest, whatever identifier it comes with. Raises GoldError, OSError.
    """
    rows = read_standoff(path)
    wanted = {row.sha256 for row in rows}
    texts: dict[str, Paper] = {}
    seen: set[str] = set()
    for paper in papers:
        seen.add(paper.id)
        digest = text_sha256(paper)
        if digest in wanted:
            texts.setdefault(digest, paper)
    lacking = [row.id for row in rows if row.sha256 not in texts]
    return Attachment(
        papers=[_attached(path, row, texts[row.sha256]) for row in rows if row.sha256 in texts],
        missing=[id_ for id_ in lacking if not _came(id_, seen)],
        altered=[id_ for id_ in lacking if _came(id_, seen)],
    )


def _came(id_: str, seen: set[str]) -> bool:
    return id_ in seen or id_.removeprefix("ax-") in seen


def is_standoff(path: Path) -> bool:
    """Whether the file looks like lines of stand-off annotation rather than a JSON list. Raises OSError."""
    with path.open("rb") as file:
        return file.read(64).lstrip().startswith((_GZIP_MAGIC, b"{"))


def read_standoff(path: Path) -> list[StandOffPaper]:
    """The lines of a stand-off file. Raises GoldError with file and line, OSError."""
    content = path.read_bytes()
    try:
        lines = (gzip.decompress(content) if content.startswith(_GZIP_MAGIC) else content).splitlines()
    except (EOFError, gzip.BadGzipFile) as error:
        raise GoldError(f"{path}: {error}") from error
    return [_decoded(path, number, line) for number, line in enumerate(lines, start=1)]


def _decoded(path: Path, number: int, line: bytes) -> StandOffPaper:
    try:
        return msgspec.json.decode(line, type=StandOffPaper)
    except msgspec.DecodeError as error:
        raise GoldError(f"{path}:{number}: no stand-off annotation: {error}") from error


def write_standoff(path: Path, papers: Iterable[GoldPaper]) -> None:
    """Write annotated papers without their texts, gzip where the name ends so. The same papers give the same
    bytes. Raises GoldError for an annotation that its text does not hold, OSError."""
    lines = b"".join(msgspec.json.encode(detach(paper)) + b"\n" for paper in papers)
    path.write_bytes(gzip.compress(lines, mtime=0) if path.suffix == ".gz" else lines)


def text_sha256(paper: Paper) -> str:
    """SHA-256 of the text in UTF-8, in hex."""
    return hashlib.sha256(paper.text.encode()).hexdigest()


def detach(paper: GoldPaper) -> StandOffPaper:
    """The annotation without the text. Raises GoldError for a mention or evidence that is not in the text."""
    detacher = _Detacher(paper)
    return StandOffPaper(
        id=paper.id,
        sha256=text_sha256(paper),
        entities=tuple(map(detacher.entity, paper.entities)),
        results=tuple(map(detacher.result, paper.results)),
        comparisons=tuple(map(detacher.comparison, paper.comparisons)),
    )


class _Detacher:
    """Strings of one paper to places in its text."""

    def __init__(self, paper: GoldPaper) -> None:
        self._paper = paper
        self._text = paper.text
        self._numbers = {entity.name: number for number, entity in enumerate(paper.entities)}
        self._places: dict[str, list[Offsets]] = {}
        for start, end, _ in sorted(paper.spans()):
            self._places.setdefault(self._text[start:end], []).append((start, end))

    def entity(self, entity: GoldEntity) -> StandOffEntity:
        in_mentions = entity.name in entity.mentions
        return StandOffEntity(
            type=entity.type,
            role=entity.role,
            name=entity.mentions.index(entity.name) if in_mentions else entity.name,
            mentions=tuple(tuple(self._places.get(form) or [self._hidden(form)]) for form in entity.mentions),
        )

    def result(self, result: GoldResult) -> StandOffResult:
        evidence = self._evidence(result.evidence)
        return StandOffResult(
            method=self._reference(result.method, evidence),
            dataset=self._reference(result.dataset, evidence),
            metric=self._reference(result.metric, evidence),
            task=self._reference(result.task, evidence),
            kind=result.kind,
            value=result.value,
            unit=result.unit,
            direction=result.direction,
            qualifier=result.qualifier,
            baseline=self._reference(result.baseline, evidence),
            evidence=evidence,
        )

    def comparison(self, item: GoldComparison) -> StandOffComparison:
        evidence = self._evidence(item.evidence)
        subject = self._reference(item.subject, evidence)
        return StandOffComparison(
            subject="" if subject is None else subject,
            relation=item.relation,
            object=self._reference(item.object, evidence),
            dataset=self._reference(item.dataset, evidence),
            task=self._reference(item.task, evidence),
            evidence=evidence,
        )

    def _hidden(self, form: str) -> Offsets:
        """A form that occurs inside longer ones alone."""
        match = re.search(rf"(?<!\w){re.escape(form)}(?!\w)", self._text)
        if match is None:
            raise GoldError(f"{self._paper.id}: the text has no {form!r}")
        return match.span()

    def _evidence(self, phrase: str) -> Offsets | None:
        if not phrase:
            return None
        start = self._text.find(phrase)
        if start < 0:
            raise GoldError(f"{self._paper.id}: the text has no {phrase!r}")
        return start, start + len(phrase)

    def _reference(self, name: str | None, evidence: Offsets | None) -> Reference | None:
        """An entity, else a phrase (of the evidence if it holds it), else the words as they are."""
        if name is None or name in self._numbers:
            return None if name is None else self._numbers[name]
        start = self._text.find(name, *evidence) if evidence else -1
        start = start if start >= 0 else self._text.find(name)
        return (start, start + len(name)) if start >= 0 and name else name


def _attached(path: Path, row: StandOffPaper, paper: Paper) -> GoldPaper:
    text = paper.text
    try:
        entities = tuple(_gold_entity(text, entity) for entity in row.entities)
        names = [entity.name for entity in entities]
        return GoldPaper(
            **{field: getattr(paper, field) for field in _PAPER_FIELDS} | {"id": row.id},
            entities=entities,
            results=tuple(
                msgspec.convert(_strings(text, names, result), GoldResult) for result in row.results
            ),
            comparisons=tuple(
                msgspec.convert(_strings(text, names, item), GoldComparison) for item in row.comparisons
            ),
        )
    except (IndexError, msgspec.ValidationError) as error:
        raise GoldError(f"{path}: {row.id}: {error}") from error


_PAPER_FIELDS = tuple(field.name for field in msgspec.structs.fields(Paper))
_REFERENCES = frozenset({"method", "dataset", "metric", "task", "baseline", "subject", "object"})


def _gold_entity(text: str, entity: StandOffEntity) -> GoldEntity:
    forms = tuple(_at(text, places[0]) for places in entity.mentions)
    name = entity.name if isinstance(entity.name, str) else forms[entity.name]
    return GoldEntity(type=entity.type, role=entity.role, name=name, mentions=forms)


def _strings(
    text: str, names: list[str], claim: StandOffResult | StandOffComparison
) -> Mapping[str, str | None]:
    """The fields of a claim as strings."""
    fields = msgspec.structs.asdict(claim)
    for field in _REFERENCES & fields.keys():
        value = fields[field]
        if isinstance(value, int):
            fields[field] = names[value]
        elif isinstance(value, tuple):
            fields[field] = _at(text, value)
    fields["evidence"] = _at(text, claim.evidence) if claim.evidence else ""
    return fields


def _at(text: str, place: Offsets) -> str:
    start, end = place
    if not 0 <= start < end <= len(text):
        raise IndexError(f"the text has no characters {start} to {end}")
    return text[start:end]


def main() -> None:
    parser = argparse.ArgumentParser(description="Take the texts out of annotated papers.")
    parser.add_argument("gold", type=Path, help="a JSON list of annotated papers")
    parser.add_argument("output", type=Path, help="the stand-off file, .jsonl or .jsonl.gz")
    arguments = parser.parse_args()
    write_standoff(arguments.output, read_gold(arguments.gold))


if __name__ == "__main__":
    main()
