"""Days as pages print them, dates as files hold them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.readers.arxiv_id import parse_arxiv_id
from extract.readers.dates import parse_iso_date, parse_printed_day, with_year


@pytest.mark.parametrize(
    ("text", "published", "comments"),
    [
        ("Mar 28", "--03-28", None),
        ("Mar 28 2", "--03-28", 2),
        ("Mar 2, 2025", "2025-03-02", None),
        ("Mar 2, 2025 2", "2025-03-02", 2),
        ("May 5 1,024", "--05-05", 1024),
        ("Feb 29", "--02-29", None),
        ("September 3, 1998", "1998-09-03", None),
        ("Sept. 3, 1998", "1998-09-03", None),
    ],
)
def test_printed_days(text: str, published: str, comments: int | None) -> None:
    day = parse_printed_day(text)
    assert day is not None
    assert (day.published(), day.comments) == (published, comments)


@pytest.mark.parametrize("text", ["Maybe 5", "Mar", "May 5 Ducks", "Mar 2, 25", "mar 2", "Ducks 7, 2024"])
def test_what_is_no_day(text: str) -> None:
    assert parse_printed_day(text) is None


@pytest.mark.parametrize("text", ["Feb 29, 2023", "Apr 31", "Mar 0"])
def test_days_that_the_calendar_lacks(text: str) -> None:
    day = parse_printed_day(text)
    assert day is not None
    with pytest.raises(ValueError, match="day"):
        day.published()


@pytest.mark.parametrize(
    ("published", "as_of", "expected"),
    [
        ("--03-28", None, "--03-28"),
        ("--03-28", date(2026, 3, 28), "2026-03-28"),
        ("--03-28", date(2026, 3, 27), "2025-03-28"),
        ("--02-29", date(2026, 3, 1), "2024-02-29"),
        ("--02-29", date(2024, 2, 29), "2024-02-29"),
        ("--02-29", date(2024, 2, 28), "2020-02-29"),
        ("--02-29", date(1903, 5, 1), "1896-02-29"),
        ("2019-03", date(2026, 1, 1), "2019-03"),
    ],
)
def test_the_latest_year_not_in_the_future(published: str, as_of: date | None, expected: str) -> None:
    assert with_year(published, as_of) == expected


@given(st.dates(date(1900, 1, 1)), st.dates(date(1950, 1, 1)))
def test_no_later_year_would_do(day: date, as_of: date) -> None:
    found = date.fromisoformat(with_year(f"--{day:%m-%d}", as_of))
    assert (found.month, found.day) == (day.month, day.day)
    assert found <= as_of
    assert (as_of - found).days < (366 if (day.month, day.day) != (2, 29) else 8 * 366)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-03-19", "2024-03-19"),
        ("2024-03-19T18:59:59Z", "2024-03-19"),
        ("2024-03", "2024-03"),
        (" 2024 ", "2024"),
        ("--03-19", "--03-19"),
    ],
)
def test_iso_dates(text: str, expected: str) -> None:
    assert parse_iso_date(text) == expected


@pytest.mark.parametrize("text", ["", "2024-13", "2024-02-30", "19 March 2024", "--02-30", "0000"])
def test_what_is_no_iso_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|month|day|year"):
        parse_iso_date(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2401.01234", "2401.01234"),
        ("http://arxiv.org/abs/2401.01234v2", "2401.01234"),
        ("https://arxiv.org/pdf/0704.0001v1.pdf", "0704.0001"),
        ("arXiv:hep-th/9901001v3", "hep-th/9901001"),
        ("http://arxiv.org/abs/math.GT/0309136", "math.GT/0309136"),
        ("duck-1", None),
        ("10.1000/182", None),
        ("https://example.org/2401.01234", None),
    ],
)
def test_arxiv_ids(text: str, expected: str | None) -> None:
    assert parse_arxiv_id(text) == expected
