"""Read a report a second time, and return the result as a `Reading`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, dropwhile
from pathlib import Path
from typing import Final

from inspectgraph.second_reading.dates import parse_day, parse_periods
from inspectgraph.second_reading.headings import (
    first_sentence,
    graded_headings,
    sentences,
)
from inspectgraph.second_reading.pages import Line, Page, body_size
from inspectgraph.second_reading.process import pages_of
from inspectgraph.second_reading.records import Doubt, Period, ReadGrade, Reading
from inspectgraph.second_reading.rows import Group, Row, groups_of
from inspectgraph.second_reading.tables import expected_aspects, grade_of, labels
from inspectgraph.second_reading.title import (
    Head,
    authority_of,
    head_of,
    registered_names,
)

__all__ = ["VERSION", "read", "read_pages"]

#: The version of the second reader. It is increased whenever a report may be read
#: differently.
VERSION: Final = "1"

#: The number of first pages with the first table and the sentence on the overall grade.
_FRONT: Final = 2
#: The aspects whose grade may be in a sentence long after the first table.
_BOARD: Final = "lscb-effectiveness"

_NO_TABLE: Final = Group((), (), "")


@dataclass(frozen=True, slots=True)
class _Evidence:
    """The grades that were found for each aspect, sorted by page.

    Attributes:
        awarding: The grades that the report awards in the first table or in sentences.
        repeating: The grades that headings of later sections repeat.
        faults: For each aspect in the first table, the reason why the table was not
            read. The reason is "" if the table was read.
    """

    awarding: Mapping[str, Sequence[Row]]
    repeating: Mapping[str, Sequence[Row]]
    faults: Mapping[str, str]


def read(
    path: str | Path,
    *,
    authorities: Mapping[str, str] | None = None,
    time_limit: float = 120,
) -> Reading:
    """Read the grades, the council and the dates of a report in PDF.

    Args:
        path: The PDF.
        authorities: A mapping from names in lower-case letters to slugs of authorities.
            By default, this is the registry in the package.
        time_limit: The time limit for reading the PDF, in seconds.

    Raises:
        UsageError: If pdfminer.six is not installed.
        UnreadableError: If the file cannot be read or has no text.
        TimeLimitError: If reading the PDF takes longer than the limit.
    """
    pages = pages_of(Path(path), time_limit)
    if authorities is None:
        authorities = registered_names()
    return read_pages(pages, authorities)


def read_pages(pages: Sequence[Page], authorities: Mapping[str, str]) -> Reading:
    """Return the result of reading all pages of a report.

    At least one page must have text.
    """
    pages = list(dropwhile(lambda page: not page.lines, pages))
    head = head_of(pages[0])
    periods = parse_periods(head.dates)
    authority = authority_of(head.council, authorities)
    published = parse_day(head.published)
    doubts = list(_doubts_of_head(head, authority, periods))
    if head.published and not published:
        doubts.append(Doubt("published", "the date is not understood"))
    judgements, open_aspects = _judgements(pages, head, periods)
    return Reading(
        head.family,
        authority,
        head.council,
        head.trust,
        periods,
        published,
        tuple(judgements),
        tuple(sorted([*doubts, *open_aspects])),
    )


def _doubts_of_head(
    head: Head, authority: str, periods: Sequence[Period]
) -> Iterator[Doubt]:
    """Yield a doubt for each value on the first page that is missing or not understood."""
    if not head.family:
        yield Doubt("family", "the title is not that of a known kind of report")
    if not authority:
        yield Doubt("authority", "the title names no authority of the registry")
    if not periods:
        yield Doubt("dates", "the days of the inspection are not understood")


def _judgements(
    pages: Sequence[Page], head: Head, periods: Sequence[Period]
) -> tuple[list[ReadGrade], list[Doubt]]:
    """Return the awarded grades, and a doubt for each aspect that has no clear grade."""
    if not head.family:
        return [], []
    evidence = _evidence(pages, head)
    first_day = min((period.first for period in periods), default=None)
    expected = expected_aspects(head.family, first_day, head.review)
    grades = []
    doubts = [
        Doubt(aspect, "a grade is printed, but reports of this form award none")
        for aspect in evidence.awarding
        if aspect not in expected
    ]
    for aspect in expected:
        judged = _judge(aspect, evidence)
        if isinstance(judged, Doubt):
            doubts.append(judged)
        else:
            grades.append(judged)
    return grades, doubts


def _judge(aspect: str, evidence: _Evidence) -> ReadGrade | Doubt:
    """Return the awarded grade of an aspect, if all rows with a grade agree.

    If the rows disagree, or if no row awards a grade, return a doubt with the reason.
    """
    awarding = evidence.awarding.get(aspect, ())
    if not awarding:
        return Doubt(aspect, evidence.faults.get(aspect, "no grade was found"))
    rows = [*awarding, *evidence.repeating.get(aspect, ())]
    if len({grade_of(row.words) for row in rows}) > 1:
        pages = ", ".join(str(page) for page in sorted({row.page for row in rows}))
        return Doubt(aspect, f"the pages {pages} print different grades")
    first = rows[0]
    again = sorted({row.page for row in rows} - {first.page})
    return ReadGrade(
        aspect, grade_of(first.words), first.page, first.words, tuple(again)
    )


def _evidence(pages: Sequence[Page], head: Head) -> _Evidence:
    """Return the grades that a report awards or repeats, grouped by aspect."""
    body = body_size(pages)
    table = _first_table(pages, head)
    awarding = _by_aspect(chain(table.rows, _sentences(pages, head, body)))
    later = _by_aspect(_repeated(pages, head, body))
    faults = dict.fromkeys(table.aspects, table.fault)
    return _Evidence(awarding, later, faults)


def _by_aspect(rows: Iterator[Row] | chain[Row]) -> Mapping[str, list[Row]]:
    """Group rows of grades by aspect."""
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.aspect].append(row)
    return groups


def _first_table(pages: Sequence[Page], head: Head) -> Group:
    """Return the table of judgements on the first pages.

    The result is an empty group if there is no such table. A table that continues at
    the top of the next page is treated as one table.
    """
    wanted = labels(head.family, "row")
    found = [
        group
        for page in pages[:_FRONT]
        for group in groups_of(page, _below(page, head), wanted)
    ]
    aspects = tuple(aspect for group in found for aspect in group.aspects)
    if len(set(aspects)) < len(aspects):
        return Group(aspects, (), "two tables have a row for the aspect")
    if len(found) == _FRONT and found[1].leads:
        return Group(aspects, found[0].rows + found[1].rows, found[0].fault)
    return max(found, key=lambda group: len(group.aspects), default=_NO_TABLE)


def _below(page: Page, head: Head) -> tuple[Line, ...]:
    """Return the lines of a page; on the first page, only lines below the title and dates."""
    if page.number == head.page:
        return page.lines[head.below :]
    return page.lines


def _sentences(pages: Sequence[Page], head: Head, body: float) -> Iterator[Row]:
    """Yield the grades that sentences award.

    On the first pages, sentences about any aspect are read. On later pages, only
    sentences about the safeguarding board are read.
    """
    for page in pages:
        wanted = [
            label
            for label in labels(head.family, "sentence")
            if page.number <= _FRONT or label.aspect.endswith(_BOARD)
        ]
        lines = _below(page, head)
        yield from sentences(page, lines, wanted, body)
        if page.number == head.page:
            yield from first_sentence(page, lines, wanted, body)


def _repeated(pages: Sequence[Page], head: Head, body: float) -> Iterator[Row]:
    """Yield the grades repeated in the headings of sections."""
    wanted = labels(head.family, "section")
    for page in pages[1:]:
        for group in groups_of(page, page.lines, wanted):
            yield from group.rows
        yield from graded_headings(page, page.lines, wanted, body)
