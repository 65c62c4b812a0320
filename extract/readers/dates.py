"""Days as listings print them and dates as data files hold them, both to the form of `Paper.published`."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import NamedTuple

_MONTHS = {
    name.casefold(): number
    for names in (calendar.month_abbr, calendar.month_name)
    for number, name in enumerate(names)
    if name
}
_MONTHS["sept"] = 9

DAY_PATTERN = (
    r"(?P<month>[A-Z][a-z]{2,8})\.? (?P<day>\d{1,2})"
    r"(?:,? (?P<year>(?:19|20)\d\d))?(?: (?P<comments>\d[\d,]*))?"
)
_DAY = re.compile(DAY_PATTERN)
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?", re.DOTALL)
_ISO_WITHOUT_YEAR = re.compile(r"--(\d\d)-(\d\d)")
_LEAP_YEAR = 2000


class PrintedDay(NamedTuple):
    """`Mar 19, 2024 8`: a day, its year where it is printed, and the number of comments."""

    month: int
    day: int
    year: int | None
    comments: int | None

    def published(self) -> str:
        """The date in ISO 8601. Raises ValueError for a day that the calendar lacks."""
        whole = date(self.year if self.year is not None else _LEAP_YEAR, self.month, self.day)
        return whole.isoformat() if self.year is not None else f"--{whole:%m-%d}"


def parse_printed_day(text: str) -> PrintedDay | None:
    """Read `Mar 28`, `Mar 28 2`, `Mar 2, 2025` or `Mar 2, 2025 2`; None for anything else."""
    match = _DAY.fullmatch(text)
    month = _MONTHS.get(match["month"].casefold()) if match else None
    if match is None or month is None:
        return None
    year, comments = match["year"], match["comments"]
    return PrintedDay(
        month=month,
        day=int(match["day"]),
        year=int(year) if year else None,
        comments=int(comments.replace(",", "")) if comments else None,
    )


def parse_iso_date(text: str) -> str:
    """A date as precise as `text` is, without the time of day.

    Raises ValueError for what is no date of ISO 8601, or none of the calendar.
    """
    text = text.strip()
    if match := _ISO_WITHOUT_YEAR.fullmatch(text):
        date(_LEAP_YEAR, int(match[1]), int(match[2]))
        return text
    match = _ISO.fullmatch(text)
    if match is None:
        raise ValueError(f"no ISO 8601 date: {text!r}")
    date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    return "-".join(part for part in match.groups() if part)


def with_year(published: str, as_of: date | None) -> str:
    """Give a day without a year (`--MM-DD`) the latest year in which it is not after `as_of`."""
    match = _ISO_WITHOUT_YEAR.fullmatch(published)
    if match is None or as_of is None:
        return published
    month, day = int(match[1]), int(match[2])
    year = as_of.year if (month, day) <= (as_of.month, as_of.day) else as_of.year - 1
    while (month, day) == (2, 29) and not calendar.isleap(year):
        year -= 1
    return f"{year:04}-{month:02}-{day:02}"
