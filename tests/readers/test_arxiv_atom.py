"""Answers of the arXiv API."""

from __future__ import annotations

from typing import Any

import pytest

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <link href="http://arxiv.org/api/query?search_query=all:duck" rel="self" type="application/atom+xml"/>
  <title type="html">ArXiv Query: search_query=all:duck</title>
  <id>http://arxiv.org/api/abc</id>
"""

ICE = """  <entry>
    <id>http://arxiv.org/abs/2401.01234v2</id>
    <updated>2024-02-01T00:00:00Z</updated>
    <published>2024-01-02T18:59:59Z</published>
    <title>Ducks on
  Ice &amp; Snow</title>
    <summary>  We count ducks
on $n &lt; 3$ lakes,
  and  again.
</summary>
    <author><name>Ada Drake</name></author>
    <author><name>Bo
      Teal</name><arxiv:affiliation xmlns:arxiv="http://arxiv.org/schemas/atom">Pond</arxiv:affiliation></author>
    <link href="http://arxiv.org/abs/2401.01234v2" rel="alternate" type="text/html"/>
    <link title="pdf" href="http://arxiv.org/pdf/2401.01234v2" rel="related" type="application/pdf"/>
  </entry>
"""

MOSS = """  <entry>
    <id>http://arxiv.org/abs/cs.AI/0309136v1</id>
    <published>2003-09-30T00:00:00Z</published>
    <title>Moss</title>
    <summary>We sleep.</summary>
  </entry>
"""


def test_entries(read: Any) -> None:
    reading = read(FEED + ICE + MOSS + "</feed>\n")
    assert reading.problems == []
    ice, moss = reading.papers
    assert (ice.title, ice.abstract) == ("Ducks on Ice & Snow", "We count ducks on $n < 3$ lakes, and again.")
    assert (ice.id, ice.arxiv_id, ice.published) == ("2401.01234", "2401.01234", "2024-01-02")
    assert ice.authors == ("Ada Drake", "Bo Teal")
    assert ice.url == "http://arxiv.org/abs/2401.01234v2"
    assert ice.source.line == 10
    assert (moss.id, moss.arxiv_id, moss.authors) == ("cs.AI/0309136", "cs.AI/0309136", ())


def test_one_line_feeds_byte_order_marks_and_windows_line_ends(read: Any) -> None:
    feed = FEED + ICE + MOSS + "</feed>\n"
    whole = [(paper.title, paper.abstract, paper.authors) for paper in read(feed).papers]
    saved = [feed.replace("\n", " "), feed.replace("\n", "\r\n"), "\ufeff" + feed, "\n\n" + feed]
    for content in saved:
        reading = read(content)
        assert [(paper.title, paper.abstract, paper.authors) for paper in reading.papers] == whole
        assert reading.problems == []


def test_prefixed_names(read: Any) -> None:
    reading = read(
        '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:id>x</a:id><a:title>Ducks</a:title>'
        "<a:summary>We count.</a:summary><a:published>2024-01-01</a:published></a:entry></a:feed>"
    )
    assert (reading.titles, reading.problems) == (["Ducks"], [])


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("<title>Ducks on", "<title>Ducks < on", 10),
        ("</summary>", "</sumary>", 15),
        ("We count ducks", "We count &ducks;", 12),
        ("  </entry>\n", "", 6),
        ("Ada Drake", "Ada \udcff Drake", 16),
        ("<title>Ducks on\n  Ice &amp; Snow</title>", "<title> </title>", 10),
        ("<title>Ducks on\n  Ice &amp; Snow</title>", "", 6),
    ],
)
def test_a_broken_entry_costs_itself_alone(read: Any, before: str, after: str, line: int) -> None:
    feed = FEED + ICE.replace(before, after, 1) + MOSS + "</feed>\n"
    reading = read(feed.encode(errors="surrogateescape"))
    assert (reading.titles, reading.lines) == (["Moss"], [line])


def test_a_feed_that_is_cut_off_keeps_what_precedes(read: Any) -> None:
    reading = read(FEED + MOSS + ICE[:150])
    assert reading.titles == ["Moss"]
    assert reading.lines[0] == 12
    assert read(FEED + MOSS).lines == [6]


def test_broken_xml_between_entries(read: Any) -> None:
    reading = read(FEED + ICE + "  <link\n" + MOSS + "</feed>\n")
    assert reading.titles == ["Ducks on Ice & Snow", "Moss"]
    assert len(reading.problems) == 1


def test_errors_of_the_api_are_no_papers(read: Any) -> None:
    error = (
        "<entry><id>http://arxiv.org/api/errors#incorrect_id_format_for_1234</id><title>Error</title>"
        "<summary>incorrect id format for 1234</summary></entry>"
    )
    reading = read(FEED + error + "</feed>")
    assert (reading.papers, reading.lines) == ([], [6])
    assert "incorrect id format" in reading.problems[0].message


def test_entities_are_not_expanded(read: Any) -> None:
    bomb = '<!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>\n'
    feed = FEED.replace("<feed", bomb + "<feed") + ICE.replace("Ducks", "&b;", 1) + MOSS + "</feed>"
    reading = read(feed)
    assert reading.titles == ["Moss"]
    assert reading.problems


def test_a_feed_without_entries(read: Any) -> None:
    assert read(FEED + "</feed>") == ([], [])
