"""A family of reports: what its title says, and which recognisers read it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from inspectgraph.drafting.advice import Bands
from inspectgraph.drafting.knowledge import Knowledge
from inspectgraph.drafting.listed import Lists
from inspectgraph.drafting.model import Judged
from inspectgraph.drafting.outline import Outline

__all__ = ["Family", "Grades", "no_grades"]

#: Judgements and questions.
Grades = tuple[tuple[Judged, ...], list[str]]


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

    def place(self, outline: Outline) -> int | None:
        """Return where in the head of a report its title stands, or None."""
        cover = outline.cover
        places = [match.start() for pattern in self.titles if (match := pattern.search(cover))]
        if not places or (self.unless and self.unless.search(cover[: min(places) + 400])):
            return None
        return min(places) if self.when is None or self.when(outline) else None
