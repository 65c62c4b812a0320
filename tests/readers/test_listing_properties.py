"""Pages written from any papers read back as those papers, however the page was saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st


class Entry(NamedTuple):
    title: str
    abstract: str
    byline: str | None
    author_count: int | None
    handle: str | None
    organization: str | None
    day: str
    published: str
    comments: int | None


WORDS = st.text("abcdefghijklmnopqrstuvwxyzäßλ", min_size=2, max_size=12)
NAMES = st.builds("{}{}".format, WORDS.map(str.title), st.sampled_from(["", "-3", "2.5-7B", "++", "²"]))
CLAUSES = st.lists(
    st.one_of(WORDS, st.sampled_from(["95.3%", "$2.5\\times$", "`x'", "F1,", "e.g."])), min_size=4
)
SENTENCES = CLAUSES.map(lambda words: f"We {' '.join(words)} ducks.")
TITLES = st.builds(
    "{}{} {}{}".format,
    NAMES,
    st.sampled_from([":", "", " --", " &"]),
    st.lists(WORDS, min_size=1, max_size=12).map(" ".join),
    st.sampled_from(["", "?", "!", " (v2)"]),
)
ABSTRACTS = st.lists(SENTENCES, min_size=1, max_size=8).map(" ".join)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    count = draw(st.none() | st.integers(1, 3000))
    handle, organization = draw(WORDS), draw(st.lists(NAMES, min_size=1, max_size=3).map(" ".join))
    comments = draw(st.none() | st.integers(0, 99))
    year = draw(st.none() | st.integers(1991, 2030))
    return Entry(
        title=draw(TITLES),
        abstract=draw(ABSTRACTS),
        byline=f"  • {count} authors" if count else draw(st.none() | st.just(f"{handle} {organization}")),
        author_count=count,
        handle=handle,
        organization=organization,
        day=f"Sep 7{f', {year}' if year else ''}{f' {comments}' if comments is not None else ''}",
        published=f"{year}-09-07" if year else "--09-07",
        comments=comments,
    )


def write_dated(papers: list[Entry]) -> str:
    blocks = ["new", "Get trending papers in your email inbox!", "Subscribe", "Daily Papers", "Jan 8"]
    for paper in papers:
        blocks += [paper.title, paper.abstract]
        blocks += [f"{paper.byline}\n·\n{paper.day}"] if paper.byline else []
    return "\n\n".join(blocks) + "\n"


def write_spaced(papers: list[Entry]) -> str:
    blocks = ["new", "Subscribe", "byAK and the research community", "Mar 11"]
    return "\n\n".join(blocks + [text for paper in papers for text in paper[:2]]) + "\n"


def write_flat(papers: list[Entry]) -> str:
    lines = [text for paper in papers for text in paper[:2]]
    return "Get trending papers in your email inbox!\nSubscribe" + "\n".join(lines)


SAVED: list[Callable[[bytes], bytes]] = [
    lambda page: page,
    lambda page: page.replace(b"\n", b"\r\n"),
    lambda page: b"\xef\xbb\xbf" + page,
    lambda page: b"\n\n \n" + page,
    lambda page: page.replace(b"\n", b"  \t\n") + b"   ",
    lambda page: b"\xef\xbb\xbf\r\n\r\n" + page.replace(b"\n", b" \r\n") + b"\r\n\r\n",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(entries(), min_size=1, max_size=8), st.sampled_from(SAVED))
def test_papers_survive_every_layout(read: Any, papers: list[Entry], save: Callable[[bytes], bytes]) -> None:
    for write in (write_dated, write_spaced, write_flat):
        reading = read(save(write(papers).encode()))
        assert reading.problems == []
        assert [(paper.title, paper.abstract) for paper in reading.papers] == [paper[:2] for paper in papers]


@settings(max_examples=60, deadline=None)
@given(st.lists(entries(), min_size=1, max_size=8), st.sampled_from(SAVED))
def test_bylines_and_days_survive(read: Any, papers: list[Entry], save: Callable[[bytes], bytes]) -> None:
    for expected, paper in zip(papers, read(save(write_dated(papers).encode())).papers, strict=True):
        if expected.byline is None:
            assert (paper.author_count, paper.organization, paper.published) == (None, None, None)
            continue
        assert paper.author_count == expected.author_count
        if expected.author_count is None:
            assert (paper.organization_handle, paper.organization) == (expected.handle, expected.organization)
        assert (paper.published, paper.comment_count) == (expected.published, expected.comments)


@settings(max_examples=60, deadline=None)
@given(st.lists(entries(), min_size=2, max_size=8, unique_by=lambda paper: paper.title), st.data())
def test_missing_abstracts_cost_their_entries_alone(
    read: Any, papers: list[Entry], data: st.DataObject
) -> None:
    lacking = data.draw(st.sets(st.integers(0, len(papers) - 1), max_size=len(papers) - 1))
    for write in (write_dated, write_spaced, write_flat):
        marked = write(
            [paper._replace(abstract="\0") if n in lacking else paper for n, paper in enumerate(papers)]
        )
        page = "\n".join(line for line in marked.split("\n") if line != "\0")
        reading = read(page)
        assert [paper.title for paper in reading.papers] == [
            p.title for n, p in enumerate(papers) if n not in lacking
        ]
        assert len(reading.problems) == len(lacking)


STARTS = (
    b"",
    b"Ducks: A Survey\n\nWe count ducks.\n\n",
    b'{"title": "',
    b"[{",
    b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>",
    b"\x1f\x8b",
)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_reported(read: Any, content: bytes) -> None:
    for start in STARTS:
        reading = read(start + content)
        assert reading.papers or reading.problems
