"""Family of reports: its titles, and the recognisers that read it."""

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

#: A line of a front page that may be the title of an inspection of any kind.
_ANY_INSPECTION = re.compile(
    r"^(?:(?:ofsted|full|short|standard) )?(?:re-?)?inspection of [^\n.:]{3,100}$",
    re.I | re.M,
)
#: What only a report by those who inspected prints on its front page.
_INSPECTED_BY = re.compile(
    r"^(?:inspection dates?|dates? of (?:the )?inspection)\b.*\d", re.I | re.M
)
#: How many letters after the title may show another family.
_AFTER_TITLE = 400
#: Words that no report has.
_NEVER = re.compile(r"(?!)")
#: Judgements and questions.
Grades = tuple[tuple[DraftJudgement, ...], list[str]]


def no_grades(outline: Outline, knowledge: Knowledge) -> Grades:
    """Return no grade and no question."""
    del outline, knowledge
    return (), []


@dataclass(frozen=True, slots=True)
class Family:
    """One family of reports.

    Args:
        framework: The slug of the framework, or None where the registry has none.
        titles: Patterns of the printed title.
        title: The usual title; `{name}` is replaced by the name of the authority.
        grades: The function that reads the judgements.
        bands: The timescales of recommendations.
        lists: The headings that list strengths or weaknesses.
        addressee: Who should act by default: `authority`, or a kind of body.
        unless: Words after the title that show another family.
        when: A further condition on a report with this title, or None.
        fieldwork: Whether inspectors visit; without a visit no day is that of one.
        inspectorate: The one inspectorate of the framework, or None where several are.
        forms: Printed forms of the aspects, in addition to their labels.
        rows: Labels of grades that only this family prints. Two of them recognise a
            report of an inspector whose title is unknown.
        prints_title: Whether the extract takes the title from the front page.
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
        """Return where the title begins in the head of a report, or None."""
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
        """Return the title in the head of a report, else a line that may be one."""
        if title := self._first_title(outline):
            return title
        return _ANY_INSPECTION.search(outline.cover)

    def _first_title(self, outline: Outline) -> re.Match[str] | None:
        """Return the first title of this family in the head of a report, or None."""
        matches = []
        for pattern in self.titles:
            if match := pattern.search(outline.cover):
                matches.append(match)
        return min(matches, key=lambda match: match.start(), default=None)

    def has_rows(self, outline: Outline) -> bool:
        """Return whether the front page prints rows of this family's grade table."""
        if not _INSPECTED_BY.search(outline.cover):
            return False
        rows = {match[0].lower() for match in self.rows.finditer(outline.cover)}
        return len(rows) > 1
