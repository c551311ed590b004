"""Guess the valid value that a user probably meant, so that messages can propose it.

Every guess is a value that the check of the field accepts. If there is no guess, the
result is "".
"""

from __future__ import annotations

import re
from calendar import month_name
from datetime import date
from decimal import Decimal, InvalidOperation

from inspectgraph.files.yaml_hints import in_quotes
from inspectgraph.files.yaml_positions import parse_yaml
from inspectgraph.model.characters import plain_letters
from inspectgraph.model.errors import PlainValue

__all__ = ["guess_day", "guess_flag", "guess_list", "guess_number", "guess_time"]

_MONTHS = {month[:3].lower(): number for number, month in enumerate(month_name)}
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}([, ][0-9]{3})+(\.[0-9]+)?")
_YEAR = re.compile(r"[12][0-9]{3}")
_DAY_FIRST = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th)?[ ./-]+([0-9]{1,2}|[a-z]+)[ ,./-]+([0-9]{4})"
)
_YEAR_FIRST = re.compile(r"([0-9]{4})[ ./-]+([0-9]{1,2})[ ./-]+([0-9]{1,2})")
_MONTH = re.compile(r"([0-9]{4})[ ./-]+([0-9]{1,2})|([a-z]+)[ ,]+([0-9]{4})")


def guess_number(
    value: object, *, whole: bool = False, least: int | None = None
) -> str:
    """Return the number that a text probably means, in the form used in extracts.

    If `whole` is true, the number must be a whole number. `least` is the smallest
    allowed number.

    >>> guess_number("1,250"), guess_number("18.5%"), guess_number("1.2e2"), guess_number("1,5")
    ('1250', '18.5', '120', '')
    """
    if not isinstance(value, str):
        return ""
    text = (
        plain_letters(value).strip("\"' ,;").removesuffix("%").removesuffix("per cent")
    )
    text = text.removeprefix("£").strip()
    if _GROUPED.fullmatch(text):
        text = re.sub("[, ]", "", text)
    written = _written_out(text)
    read = parse_yaml(written, "").data
    fits = type(read) is int or (type(read) is Decimal and not whole)
    if not fits:
        return ""
    if least is not None and read < least:
        return ""
    return PlainValue(written)


def _written_out(text: str) -> str:
    """Return a number written without an exponent.

    Return "" for a text that is not a number, and for a number with twenty digits or
    more.
    """
    try:
        number = Decimal(text)
        if abs(number.adjusted()) < 20:
            return format(number, "f")
        return ""
    except (InvalidOperation, ValueError, OverflowError):
        return ""


def guess_day(value: object, key: object = "") -> str:
    """Return the date that a value probably means, in the form used in extracts.

    If the value is a year or a month, the result depends on the key. The key `earliest`
    gives the first day, and the key `latest` gives the last day.

    >>> guess_day("30/06/2014"), guess_day("30 June 2014"), guess_day("31/02/2014")
    ('2014-06-30', '2014-06-30', '')
    >>> guess_day(2014, "latest")
    '2014-12-31'
    """
    text = plain_letters(str(value)).lower().strip("\"' ,;.")
    if found := _DAY_FIRST.fullmatch(text):
        return _day(found[3], found[2], found[1])
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(found[1], found[2], found[3])
    if key not in {"earliest", "latest"}:
        return ""
    if _YEAR.fullmatch(text):
        if key == "earliest":
            return f"{text}-01-01"
        return f"{text}-12-31"
    if found := _MONTH.fullmatch(text):
        year, month = found[4], found[3]
        if found[1]:
            year, month = found[1], found[2]
        if key == "earliest":
            return _day(year, month, "1")
        return _last_day(year, month)
    return ""


def guess_time(value: object) -> str:
    """Return a printed time for a day, month or year, in the form used in extracts.

    >>> print(guess_time("2015-05-05"))
    {printed: 5 May 2015, earliest: 2015-05-05, latest: 2015-05-05}
    >>> print(guess_time(2014))
    {printed: "2014", earliest: 2014-01-01, latest: 2014-12-31}
    """
    earliest, latest = guess_day(value, "earliest"), guess_day(value, "latest")
    if not earliest:
        return ""
    printed = " ".join(str(value).split())
    if _YEAR_FIRST.fullmatch(printed):
        day = date.fromisoformat(earliest)
        printed = f"{day.day} {month_name[day.month]} {day.year}"
    elif not re.fullmatch("[A-Za-z0-9]+( [A-Za-z0-9]+)+", printed):
        printed = in_quotes(printed)
    return f"{{printed: {printed}, earliest: {earliest}, latest: {latest}}}"


def guess_flag(value: object) -> str:
    """Return `true` or `false` for a word that means yes or no.

    >>> guess_flag("Yes"), guess_flag("off"), guess_flag("maybe")
    ('true', 'false', '')
    """
    word = plain_letters(str(value)).lower().strip("\"' ,;.")
    if word in {"yes", "y", "on", "true", "1"}:
        return PlainValue("true")
    if word in {"no", "n", "off", "false", "0"}:
        return PlainValue("false")
    return ""


def guess_list(value: str) -> str:
    """Return the names in a text as a YAML list.

    >>> guess_list("a, b; c"), guess_list("(a, b)")
    ('[a, b, c]', '[a, b]')
    """
    members = map(str.strip, re.split("[,;]", value.strip("()[] ")))
    return f"[{', '.join(filter(None, members))}]"


def _day(year: str, month: str, day: str) -> str:
    """Return a date as `2014-06-30`, or "" for a date that does not exist.

    The month is a number, or a word that begins with the first three letters of a month.
    """
    if month.isdigit():
        number = int(month)
    else:
        number = _MONTHS.get(month[:3], 0)
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return ""


def _last_day(year: str, month: str) -> str:
    """Return the last day of a month, or "" for a month that does not exist."""
    for day in ("31", "30", "29", "28"):
        found = _day(year, month, day)
        if found:
            return found
    return ""
