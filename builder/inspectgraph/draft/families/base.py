"""The class `Family`, which recognises and reads the reports of one form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from inspectgraph.draft.findings.listed import Lists
from inspectgraph.draft.model import DraftJudgement
from inspectgraph.draft.recommendations.lists import Bands
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.text.structure import Outline

__all__ = ["Family", "Grades", "no_grades"]

#: A line of a front page that may be the title of an inspection report of any family.
_ANY_INSPECTION = re.compile(
    r"^(?:(?:ofsted|full|short|standard) )?(?:re-?)?inspection of [^\n.:]{3,100}$",
    re.I | re.M,
)
#: A line with the dates of the inspection, which only inspection reports print.
_INSPECTED_BY = re.compile(
    r"^(?:inspection dates?|dates? of (?:the )?inspection)\b.*\d", re.I | re.M
)
#: `unless` is searched for up to this number of characters after the start of a title.
_AFTER_TITLE = 400
#: A pattern that matches no text.
_NEVER = re.compile(r"(?!)")
#: The judgements of a report, and the questions about them to the curator.
Grades = tuple[tuple[DraftJudgement, ...], list[str]]


def no_grades(outline: Outline, knowledge: Knowledge) -> Grades:
    """Return no judgement and no question, for families whose reports have no grades."""
    del outline, knowledge
    return (), []


@dataclass(frozen=True, slots=True)
class Family:
    """A family of reports, with the patterns and functions to recognise and read its reports.

    Args:
        framework: The slug of the framework, or None if the registry has no framework
            for the family.
        titles: The patterns for the titles of this family's reports.
        title: The usual title of a report; `{name}` is replaced by the name of the
            authority.
        grades: The function that finds the judgements of a report.
        bands: The timescales of recommendations.
        lists: The headings of lists of strengths or weaknesses.
        addressee: The default addressee of recommendations: `authority`, or a kind of
            body.
        unless: A pattern of words. If the pattern matches the cover before the title,
            or soon after the title, the report belongs to another family of reports.
        when: A further condition that a report has to meet, or None. The condition is
            tested only if the title of the family is found.
        fieldwork: Whether the inspections have fieldwork, that is, visits on site. If
            so, the report prints the dates of the inspection.
        inspectorate: The inspectorate of the framework, or None if there are several.
        forms: Printed forms of the aspects, in addition to their labels.
        rows: A pattern of labels that only the grade tables of this family have. If no
            title is recognised, two such labels on the front page identify the family.
        prints_title: Whether the extract gets the printed title rather than the usual
            title.
    """

    framework: str | None
    titles: tuple[re.Pattern[str], ...]
    title: str
    grades: Callable[[Outline, Knowledge], Grades] = no_grades
    bands: Bands = field(default_factory=lambda: Bands({}))
    lists: Lists = field(default_factory=Lists)
    addressee: str = "authority"
    unless: re.Pattern[str] = _NEVER
    when: Callable[[Outline], bool] | None = None
    fieldwork: bool = True
    inspectorate: str | None = "ofsted"
    forms: Mapping[str, Iterable[str]] = field(default_factory=dict)
    rows: re.Pattern[str] = _NEVER
    prints_title: bool = True

    def place(self, outline: Outline) -> int | None:
        """Return the offset of the title on the cover if the report fits this family of reports.

        Return None if no title is found, or if `unless` or `when` excludes the report.
        """
        title = self._first_title(outline)
        if title is None:
            return None
        head = outline.cover[: title.start() + _AFTER_TITLE]
        if self.unless.search(head):
            return None
        if self.when and not self.when(outline):
            return None
        return title.start()

    def find(self, outline: Outline) -> re.Match[str] | None:
        """Find the title of the report on the cover, and return the regex match.

        The titles of this family of reports are searched for first. If none is found, a
        likely title is searched for, such as a line that begins with "Inspection of".
        Return None if the cover has no title.
        """
        if title := self._first_title(outline):
            return title
        return _ANY_INSPECTION.search(outline.cover)

    def _first_title(self, outline: Outline) -> re.Match[str] | None:
        """Return the regex match of the first title on the cover, or None.

        Only the titles of this family of reports are searched for.
        """
        matches = []
        for pattern in self.titles:
            if match := pattern.search(outline.cover):
                matches.append(match)
        return min(matches, key=lambda match: match.start(), default=None)

    def has_rows(self, outline: Outline) -> bool:
        """Return whether labels on the cover show that a report belongs to this family.

        The cover must have the dates of an inspection, and two different labels that
        match `rows`.
        """
        if not _INSPECTED_BY.search(outline.cover):
            return False
        rows = {match[0].lower() for match in self.rows.finditer(outline.cover)}
        return len(rows) > 1
