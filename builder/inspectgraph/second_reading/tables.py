"""Tables of words and patterns with which this package reads a report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

__all__ = [
    "Form",
    "Label",
    "council_aliases",
    "expected_aspects",
    "grade_of",
    "grade_pattern",
    "labels",
    "plain",
    "title_patterns",
    "words_around",
]

#: A name in a sentence: words that do not mention an earlier inspection.
_NAME: Final = r"(?:(?!\b(?:was|were|had|been|judged|previous\w*|last)\b).){3,70}?"
#: The number of a row, which may be misprinted or missing.
_NUMBER: Final = r"(?:\d(?:\.\d)?\.? )?"
#: The verb before a grade; "requires improvement" has its own.
_IS: Final = r"(?:(?:is|are) |(?=require))"
_DASHES: Final = str.maketrans("–—─‐‑−’‘`´", "------''''")


@dataclass(frozen=True, slots=True)
class Label:
    """A label that a report prints for a grade.

    `aspect` is the slug of the graded aspect. `pattern` matches the label.
    """

    aspect: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Form:
    """A list of aspects that a kind of report grades if two conditions are met.

    First, the inspection must begin on a day from `since` to `until`, both inclusive.
    Second, if `review` is true, the title must also name a review of the safeguarding
    board.
    """

    family: str
    since: date
    until: date
    review: bool
    aspects: tuple[str, ...]


def plain(text: str) -> str:
    """Return a text simplified for patterns: lower-case letters, plain dashes and spaces.

    >>> plain("Children’s  Services – Netherby")
    "children's services - netherby"
    """
    return " ".join(text.translate(_DASHES).lower().split())


@cache
def grade_pattern() -> str:
    """Return a pattern that matches every grade in simplified text."""
    return "|".join(f"(?:{pattern})" for _, pattern in _rows("grades"))


def grade_of(words: str) -> str:
    """Return the slug of the grade that some words express, or "" if they express none.

    >>> grade_of("Requires Improvement to be good")
    'requires-improvement'
    >>> grade_of("adequate")
    ''
    """
    for slug, pattern in _rows("grades"):
        if re.fullmatch(pattern, plain(words)):
            return slug
    return ""


@cache
def labels(family: str, place: str) -> tuple[Label, ...]:
    """Return the labels that a kind of report uses in one place.

    The place is `row`, `sentence` or `section`.
    """
    return tuple(
        Label(aspect, re.compile(_filled(pattern)))
        for source, where, aspect, pattern in _rows("labels")
        if source == family.removesuffix("-reinspection") and where == place
    )


def _filled(pattern: str) -> str:
    """Return a pattern in which each placeholder is replaced by its own pattern.

    The placeholders are `{name}`, `{is}`, `{number}` and `{grade}`.
    """
    grade = f"(?P<grade>{grade_pattern()})"
    places = {"name": _NAME, "is": _IS, "number": _NUMBER, "grade": grade}
    for name, value in places.items():
        pattern = pattern.replace(f"{{{name}}}", value)
    return pattern


def title_patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield each kind of report and the pattern of its titles, in order of precedence."""
    for family, pattern in _rows("titles"):
        yield family, re.compile(pattern)


@cache
def council_aliases() -> dict[str, str]:
    """Return the slugs of councils, keyed by other names of the councils.

    The registry does not list these other names.
    """
    return {name: slug for _, name, slug in _rows("councils")}


@cache
def words_around(side: str, kind: str) -> tuple[str, ...]:
    """Return known words that come before or after a council's name in a title.

    Args:
        side: `before` or `after`.
        kind: `frame` for words about the inspection, or `council` for words that belong
            to a long name of the council.
    """
    found = [row[2] for row in _rows("words_around") if row[:2] == (side, kind)]
    return tuple(sorted(found, key=len, reverse=True))


def expected_aspects(family: str, first_day: date | None, review: bool) -> list[str]:
    """Return the aspects that a kind of report grades, in their usual order.

    If the first day is unknown, return only the aspects that are always graded.
    """
    aspects: list[str] = []
    for form in _forms():
        if form.family == family and _applies(form, first_day, review):
            aspects += form.aspects
    return aspects


def _applies(form: Form, first_day: date | None, review: bool) -> bool:
    """Return whether an inspection meets the conditions under which a `Form` applies."""
    if form.review and not review:
        return False
    if first_day is None:
        return form.since == date.min and form.until == date.max
    return form.since <= first_day <= form.until


@cache
def _forms() -> tuple[Form, ...]:
    """Read the table of graded aspects, and return one `Form` for each row."""
    return tuple(
        Form(
            family,
            _day(since, date.min),
            _day(until, date.max),
            condition == "review",
            tuple(aspects.split()),
        )
        for family, since, until, condition, aspects in _rows("forms")
    )


def _day(text: str, otherwise: date) -> date:
    """Return the date in a cell of the table, or a default if the cell has only a dash."""
    if text == "-":
        return otherwise
    return date.fromisoformat(text)


@cache
def _rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table, except the comments and the header."""
    folder = files("inspectgraph.second_reading.wording")
    lines = (folder / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [tuple(line.split("\t")) for line in lines if not line.startswith("#")]
    return tuple(rows[1:])
