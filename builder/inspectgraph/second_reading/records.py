"""Immutable records of the values that this package reads in a report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

__all__ = ["Doubt", "Period", "ReadGrade", "Reading"]


@dataclass(frozen=True, slots=True)
class Period:
    """One visit of the inspectors, from the first to the last day inclusive.

    >>> Period(date(2031, 3, 3), date(2031, 3, 7)).days
    5
    """

    first: date
    last: date

    @property
    def days(self) -> int:
        """The length of the visit in calendar days; a visit of one day has length 1."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class ReadGrade:
    """The grade that the report awards for one aspect.

    Attributes:
        aspect: Slug of framework and aspect, such as `ilacs/care-leavers`.
        grade: Slug of the grade, such as `requires-improvement`. It is `not-judged` if
            the report expressly leaves the aspect unjudged.
        page: Page of the PDF on which the grade was read, counted from 1.
        words: The words of the grade, on one line. They are in lower-case letters if a
            sentence awards the grade.
        repeated_on: Other pages on which a heading repeats the grade.
    """

    aspect: str
    grade: str
    page: int
    words: str
    repeated_on: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Doubt:
    """A value that could not be read, and the reason.

    Attributes:
        about: The name of the value: the slug of an aspect, or `family`, `authority`,
            `dates` or `published`.
        reason: The reason, as one sentence without a full stop.
    """

    about: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The values that this package found in one report.

    Attributes:
        family: The kind of report: `sif`, `sif-reinspection`, `ilacs` or `lscb-review`;
            "" if unknown.
        authority: The slug of the authority in the registry; "" if the title names no
            known authority.
        council: The name of the council as printed in the title, without words such as
            "Inspection of".
        trust: The trust as printed in the title; "" if the title names no trust.
        periods: The visits in chronological order; empty if the dates were not read.
        published: The date after "Report published"; None if there is no such date.
        judgements: The awarded grades, in the usual order of this kind of report.
        doubts: The values that could not be read, sorted. Every aspect that this kind
            of report judges is in either `judgements` or `doubts`.
    """

    family: str
    authority: str
    council: str
    trust: str
    periods: tuple[Period, ...]
    published: date | None
    judgements: tuple[ReadGrade, ...]
    doubts: tuple[Doubt, ...]

    @property
    def first_day(self) -> date | None:
        """The first day of the inspection, or None if the dates were not read."""
        return min((period.first for period in self.periods), default=None)

    @property
    def last_day(self) -> date | None:
        """The last day of the inspection, or None if the dates were not read."""
        return max((period.last for period in self.periods), default=None)

    def rows(self) -> Iterator[tuple[str, str, int, str]]:
        """Yield a row for each judgement, and then a row for each doubt.

        The columns are aspect, grade, page and doubt. In the row of a judgement, the
        doubt is "". In the row of a doubt, the grade is "" and the page is 0.
        """
        for judgement in self.judgements:
            yield judgement.aspect, judgement.grade, judgement.page, ""
        for doubt in self.doubts:
            yield doubt.about, "", 0, doubt.reason
