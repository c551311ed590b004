"""Read the dates of visits and publication on the first page of a report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from inspectgraph.second_reading.records import Period
from inspectgraph.second_reading.tables import plain

__all__ = ["parse_day", "parse_periods"]

#: The longest plausible visit, in days.
LONGEST_VISIT: Final = 60

_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_MONTH = "|".join(f"{month[:3]}(?:t?|{month[3:]})" for month in _MONTHS)
_SIDE = rf"(\d{{1,2}})(?:st|nd|rd|th)?(?: ({_MONTH}))?(?: (\d{{4}}))?"
_PERIOD = re.compile(rf"{_SIDE}(?:(?: ?- ?| to ){_SIDE})?")
_NUMERIC = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")


def parse_day(text: str) -> date | None:
    """Return the date in a text that contains exactly one date; otherwise return None.

    >>> parse_day("7 July 2031")
    datetime.date(2031, 7, 7)
    """
    periods = parse_periods(text)
    if len(periods) == 1 and periods[0].days == 1:
        return periods[0].first
    return None


def parse_periods(text: str) -> tuple[Period, ...]:
    """Return the periods of visits in a text.

    The result is empty if a word of the text is not understood. If the first day of a
    visit has no month or year, the month or year of the last day is used.

    >>> [str(p.first) + " " + str(p.last) for p in parse_periods("30 May to 9 June 2031")]
    ['2031-05-30 2031-06-09']
    >>> parse_periods("spring 2031")
    ()
    """
    periods = []
    for part in re.split(r" and |, ?", _spelled(plain(text)).rstrip(".")):
        found = _PERIOD.fullmatch(part.strip())
        if not found:
            return ()
        periods.append(found.groups())
    try:
        return tuple(_completed(periods))
    except ValueError:
        return ()


def _spelled(text: str) -> str:
    """Rewrite dates such as 3/6/2031 with the name of the month, and return the text."""
    return _NUMERIC.sub(_spell, text)


def _spell(found: re.Match[str]) -> str:
    """Rewrite a numeric date with the name of the month.

    If no month has the given number, the date is returned unchanged.
    """
    day, month, year = found.groups()
    if not 1 <= int(month) <= len(_MONTHS):
        return found.group()
    return f"{day} {_MONTHS[int(month) - 1]} {year}"


def _completed(periods: list[tuple[str | None, ...]]) -> Iterator[Period]:
    """Yield visits with complete dates; a missing month or year is taken from the next date.

    Raises:
        ValueError: If a day does not exist, or a visit ends before it begins or is
            longer than `LONGEST_VISIT`.
    """
    complete = []
    month = year = ""
    for day0, month0, year0, day1, month1, year1 in reversed(periods):
        month, year = month1 or month, year1 or year
        last = None
        if day1:
            last = _date(day1, month, year)
        month, year = month0 or month, year0 or year
        first = _date(day0 or "", month, year)
        complete.append(_visit(first, last or first))
    yield from reversed(complete)


def _visit(first: date, last: date) -> Period:
    """Return a visit, or raise `ValueError` if its days are impossible."""
    visit = Period(first, last)
    if not 1 <= visit.days <= LONGEST_VISIT:
        raise ValueError(visit)
    return visit


def _date(day: str, month: str, year: str) -> date:
    """Return a date, or raise `ValueError` if a part is missing or wrong."""
    if not month:
        raise ValueError(month)
    number = [name[:3] for name in _MONTHS].index(month[:3]) + 1
    return date(int(year), number, int(day))
