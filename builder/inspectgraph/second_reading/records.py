"""The result of a second reading, as frozen values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

__all__ = ["Doubt", "Period", "ReadGrade", "Reading"]


@dataclass(frozen=True, slots=True)
class Period:
    """One visit of the inspectors: its first and its last day, both inclusive.

    >>> Period(date(2031, 3, 3), date(2031, 3, 7)).days
    5
    """

    first: date
    last: date

    @property
    def days(self) -> int:
        """The length in calendar days; a visit of one day has the length 1."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class ReadGrade:
    """The grade that the report awards for one aspect.

    Attributes:
        aspect: Slug of framework and aspect, such as `ilacs/care-leavers`.
        grade: Slug of the grade, such as `requires-improvement`; `not-judged` if the
            report says that it does not judge the aspect.
        page: Page of the PDF on which the grade was read, counted from 1.
        words: The words of the grade, on one line; in small letters if a sentence
            awards it.
        repeated_on: Further pages on which a heading repeats the same grade.
    """

    aspect: str
    grade: str
    page: int
    words: str
    repeated_on: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Doubt:
    """A value that was not read, with the reason.

    Attributes:
        about: Slug of an aspect, or `family`, `authority`, `dates` or `published`.
        reason: One sentence without a full stop.
    """

    about: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The values that the second reader read in one report.

    Attributes:
        family: `sif`, `sif-reinspection`, `ilacs` or `lscb-review`; "" if unknown.
        authority: Slug of the registry; "" if the title names no authority of it.
        council: The name in the title as printed, without the words around it.
        trust: The trust that the title names, as printed; "" if it names none.
        periods: The visits, in order of time; empty if the dates were not read.
        published: The date after "Report published"; None if the report prints none.
        judgements: The awarded grades, in the order of the form.
        doubts: The values that were not read, sorted. An aspect of the form is either in
            the judgements or in the doubts.
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
        """Yield aspect, grade, page and doubt: judgements first, then doubts.

        The grade is "" and the page 0 in the row of a doubt.
        """
        for judgement in self.judgements:
            yield judgement.aspect, judgement.grade, judgement.page, ""
        for doubt in self.doubts:
            yield doubt.about, "", 0, doubt.reason
