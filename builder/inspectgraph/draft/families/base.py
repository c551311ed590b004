"""A family of reports: what its title says, and which recognisers read it."""

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
#: Judgements and questions.
Grades = tuple[tuple[DraftJudgement, ...], list[str]]


def no_grades(outline: Outline, knowledge: Knowledge) -> Grades:
    """Return nothing: the family awards no grade."""
    del outline, knowledge
    return (), []


@dataclass(frozen=True, slots=True)
class Family:
    """One family of reports.

    Args:
        framework: The framework's slug in the registry, or None where the kind is not known.
        titles: What a report of the family says of itself at its head.
        title: What the extract is called; `{name}` stands for the authority's name.
        grades: Reads the judgements.
        bands: How it sorts what should be done.
        lists: Which headings of its own list strengths or weaknesses.
        addressee: Who should act where the report does not say: `authority`, or a kind of body.
        unless: Words of the report that show another family with the same title.
        when: Tells whether a report with this title is of this family.
        fieldwork: Whether anybody visits; where nobody does a day in the text is no day of inspection.
        inspectorate: Who inspects under this framework alone; nobody where several do.
        forms: Printed forms of the aspects, beside their labels.
        rows: Labels of the table of grades that only this family prints; two of them in a report by an inspector
            show the family where its title is of no known form.
        prints_title: Whether the extract is called as the front page prints it.
    """

    framework: str | None
    titles: tuple[re.Pattern[str], ...]
    title: str
    grades: Callable[[Outline, Knowledge], Grades] = no_grades
    bands: Bands = field(default_factory=lambda: Bands({}))
    lists: Lists = field(default_factory=Lists)
    addressee: str = "authority"
    unless: re.Pattern[str] | None = None
    when: Callable[[Outline], bool] | None = None
    fieldwork: bool = True
    inspectorate: str | None = "ofsted"
    forms: Mapping[str, Iterable[str]] = field(default_factory=dict)
    rows: re.Pattern[str] | None = None
    prints_title: bool = True

    def place(self, outline: Outline) -> int | None:
        """Return where in the head of a report its title stands, or None."""
        cover = outline.cover
        places = [
            match.start() for pattern in self.titles if (match := pattern.search(cover))
        ]
        if not places or (
            self.unless and self.unless.search(cover[: min(places) + 400])
        ):
            return None
        return min(places) if self.when is None or self.when(outline) else None

    def find(self, outline: Outline) -> re.Match[str] | None:
        """Return the title in the head of a report, or a line that may be the title of an inspection."""
        matches = [
            match for pattern in self.titles if (match := pattern.search(outline.cover))
        ]
        return min(
            matches,
            key=lambda match: match.start(),
            default=_ANY_INSPECTION.search(outline.cover),
        )

    def has_rows(self, outline: Outline) -> bool:
        """Return whether the front page is that of an inspection and prints rows of this family's table."""
        if self.rows is None or not _INSPECTED_BY.search(outline.cover):
            return False
        return (
            len({match[0].lower() for match in self.rows.finditer(outline.cover)}) > 1
        )
