"""Find printed dates in a text: a day, a month, or a span of days.

If a day is printed without month or year, the missing part is taken from the day that
is printed next. In `29 April – 21 May 2014`, both days are in 2014. In `10 December – 5
January 2014`, the first day is in 2013, since December comes after January. Spaces
between the parts of a date may be missing.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from inspectgraph.draft.model import Period

__all__ = ["find_day", "find_months", "find_spans", "first_time", "last_time"]

#: The first letters of the months.
_MONTHS = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = (
    r"(?<!\d)(?P<day{n}>[0-3]?\d)\s*(?:st|nd|rd|th)?(?:\s*(?:of\s+)?(?P<month{n}>{month}))?"
    r"(?:,?\s*(?P<year{n}>(?:19|20)\d\d))?(?!\d)"
)
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?"
_WEEKDAY_NAME = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I)
#: Characters that are printed as a dash, among them lines of box drawings.
_DASHES = r"\-–—−‐‑‒―─━"
_JOINT = rf"\s*(?:[{_DASHES}]+|to|until|till|and|&|,|;)?\s*"
_NUMERIC = re.compile(
    r"(?<!\d)(?P<day>[0-3]?\d)[/.](?P<month>[01]?\d)[/.](?P<year>(?:19|20)\d\d)(?!\d)"
)
#: The words between the first and the last day of a span of days in figures.
_NUMERIC_JOINT = re.compile(rf"\s*(?:[{_DASHES}]+|to|until|till)\s*", re.I)
#: A quick test whether a text may have days: a digit before the name of a month, or
#: digits such as `1/2`.
_HINT = re.compile(rf"\d\D{{0,12}}?{_MONTH}|\d[/.]\d", re.I)
_MONTH_YEAR = re.compile(
    rf"(?<![\d\w])(?P<month>{_MONTH})\s*(?P<year>(?:19|20)\d\d)(?!\d)", re.I
)


_YEAR = re.compile(r"\b(?:in|of|since|the) (?P<year>(?:19|20)\d\d)\b", re.I)


def _one(number: int) -> str:
    """Return the regular expression of one printed day, with named groups.

    The name of each group ends in the given number, as in `day0`.
    """
    return _WEEKDAY + _DAY.replace("{n}", str(number)).replace("{month}", _MONTH)


#: The most days that one span prints, and the limit of the length of a span in days.
_MOST = 4
_LONGEST = 150
_SPAN = re.compile(
    _one(0) + "".join(f"(?:{_JOINT}{_one(n)})?" for n in range(1, _MOST)), re.I
)


@dataclass(frozen=True, slots=True)
class _Day:
    """A day as printed in a text.

    `start` and `end` are the offsets of the day in the text. A month or year that is
    not printed is None.
    """

    day: int
    start: int
    end: int
    month: int | None = None
    year: int | None = None


def find_spans(text: str) -> list[Period]:
    """Return the single days and spans of days in a text, in order.

    Dates in figures, such as `13/03/2023`, are read only if no date in the text names a
    month in words.

    >>> spans = find_spans("Inspection dates: 13 to 24 March 2023")
    >>> [(str(span.earliest), str(span.latest)) for span in spans]
    [('2023-03-13', '2023-03-24')]
    """
    if not _HINT.search(text):
        return []
    found: list[Period] = []
    position = 0
    while match := _SPAN.search(text, position):
        span, position = _read(match)
        if span is not None:
            found.append(span)
    if found:
        return found
    return list(_numeric(text))


def find_day(text: str) -> Period | None:
    """Return the day if a text consists of exactly one day, with or without its weekday.

    Return None for any other text.
    """
    text = " ".join(text.split())
    spans = find_spans(text)
    if len(spans) != 1:
        return None
    if spans[0].earliest != spans[0].latest:
        return None
    rest = _WEEKDAY_NAME.sub("", text.replace(spans[0].printed, "", 1))
    if re.search(r"\w", rest):
        return None
    return spans[0]


def find_months(text: str) -> list[Period]:
    """Return the first and last day of each month that a text names together with the year.

    >>> months = find_months("carried out in June 2007.")
    >>> [(str(span.earliest), str(span.latest)) for span in months]
    [('2007-06-01', '2007-06-30')]
    """
    found = []
    for match in _MONTH_YEAR.finditer(text):
        year, month = int(match["year"]), _month(match["month"])
        first = date(year, month, 1)
        last = date(year, month, monthrange(year, month)[1])
        found.append(Period(match[0].strip(), first, last))
    return found


def first_time(text: str) -> Period | None:
    """Return the first day or span of days in a text.

    If the text has no day, return the first month that is printed with its year. If the
    text has no such month, return the first year after a word such as `in`. Return None
    if the text has no time.

    >>> time = first_time("It was judged good in 2012.")
    >>> str(time.earliest), str(time.latest)
    ('2012-01-01', '2012-12-31')
    """
    for find in (find_spans, find_months):
        if found := find(text):
            return found[0]
    return next(_years(text), None)


def last_time(text: str) -> Period | None:
    """Return the last day, span of days, month or year printed in a text, or None.

    >>> time = last_time("A visit took place in May 2020. It was good in 2017.")
    >>> time.printed
    '2017'
    """
    found = [*find_spans(text), *find_months(text), *_years(text)]
    flat = " ".join(text.split())
    return max(found, key=lambda one: _end_of(one, flat), default=None)


def _end_of(time: Period, text: str) -> int:
    """Return the offset at which a printed time ends in a text.

    If the text prints the time several times, the last occurrence is used.
    """
    return text.rfind(time.printed) + len(time.printed)


def _years(text: str) -> Iterator[Period]:
    """Yield the first and last day of each year that follows a word such as `in`."""
    for match in _YEAR.finditer(text):
        year = int(match["year"])
        yield Period(match["year"], date(year, 1, 1), date(year, 12, 31))


def _numeric(text: str) -> Iterator[Period]:
    """Yield the days and spans of days that a text prints in figures, such as `13/03/2023`."""
    first: Period | None = None
    end = 0
    for match in _NUMERIC.finditer(text):
        day = _day_in_figures(match)
        if day is None:
            continue
        joint = text[end : match.start()]
        is_last = first is not None and bool(_NUMERIC_JOINT.fullmatch(joint))
        if first and is_last and first.earliest <= day.latest:
            yield Period(
                f"{first.printed}{joint}{match[0]}", first.earliest, day.latest
            )
            first = None
            continue
        if first:
            yield first
        first, end = day, match.end()
    if first:
        yield first


def _day_in_figures(match: re.Match[str]) -> Period | None:
    """Return the day of a match of `_NUMERIC`, or None for an impossible date such as 31/02."""
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    return Period(match[0], day, day)


def _read(match: re.Match[str]) -> tuple[Period | None, int]:
    """Return the period that a regex match prints, and the offset of the next search.

    The period is None if no day in the match has both a month and a year. It is also
    None if the days do not make a valid span.
    """
    days = list(_days(match))
    while days:
        is_whole = days[-1].month and days[-1].year
        if is_whole:
            break
        days.pop()
    if not days:
        return None, match.start() + 1
    days, end = _last_span(days, match.string), days[-1].end
    dates = _filled(days)
    if dates is None:
        return None, end
    printed = " ".join(match.string[days[0].start : end].split())
    return Period(printed, min(dates), max(dates)), end


def _last_span(days: list[_Day], text: str) -> list[_Day]:
    """Return the last span of days in a series of printed days."""
    first = 0
    for number in range(1, len(days)):
        if not _belongs(text, days[number - 1], days[number]):
            first = number
    return days[first:]


def _days(match: re.Match[str]) -> Iterator[_Day]:
    """Yield each printed day in a match of `_SPAN`, without adding a missing month or year."""
    for number in range(_MOST):
        if match[f"day{number}"] is None:
            return
        month, year = match[f"month{number}"], match[f"year{number}"]
        end = max(match.end(f"{part}{number}") for part in ("day", "month", "year"))
        day = _Day(
            int(match[f"day{number}"]), start=match.start(f"day{number}"), end=end
        )
        if month:
            day = replace(day, month=_month(month))
        if year:
            day = replace(day, year=int(year))
        yield day


def _belongs(text: str, day: _Day, later: _Day) -> bool:
    """Return whether two neighbouring days in a text belong to one span of days.

    If the first day has no month, there must be a dash, a comma, `&` or a word between
    the two days.
    """
    if day.month is not None:
        return True
    return bool(re.search(rf"[{_DASHES}&,\w]", text[day.end : later.start]))


def _month(name: str) -> int:
    """Return the number of a month, from 1 to 12.

    The month is recognised by the first three letters of its name.
    """
    return _MONTHS.index(name.lower()[:3]) + 1


def _filled(days: list[_Day]) -> list[date] | None:
    """Return printed days as dates, with missing months and years filled in.

    A missing month or year is taken from the day that is printed next. Return None if a
    date does not exist, if the dates are not in order, or if the span is too long.
    """
    dates: list[date] = []
    later = days[-1]
    for day in reversed(days):
        later = _completed(day, later)
        try:
            dates.insert(0, date(later.year or 0, later.month or 0, later.day))
        except ValueError:
            return None
    if dates != sorted(dates):
        return None
    if (dates[-1] - dates[0]).days < _LONGEST:
        return dates
    return None


def _completed(day: _Day, later: _Day) -> _Day:
    """Add the missing month and year to a printed day.

    The missing values are taken from a later day in the text. If the month of the day
    comes after the month of the later day, the missing year is one year earlier.
    """
    if day.month is None:
        day = replace(day, month=later.month)
    if day.year is not None:
        return day
    year = later.year
    if year is None:
        return day
    if _is_after(day.month, later.month):
        year -= 1
    return replace(day, year=year)


def _is_after(month: int | None, other: int | None) -> bool:
    """Return whether a month comes after another month.

    The result is false if either month is unknown.
    """
    if month is None:
        return False
    if other is None:
        return False
    return month > other
