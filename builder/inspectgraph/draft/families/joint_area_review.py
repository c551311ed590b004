"""Functions for both the older and the newer form of the joint area review.

Both forms have the same title, timescales and section of grades.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import filterfalse

from inspectgraph.draft.families.base import Family, Grades
from inspectgraph.draft.judgements.cover_region import apart, is_key
from inspectgraph.draft.recommendations.lists import Bands
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.text.structure import Outline, Placed

__all__ = ["grades_section", "is_older", "joint_area_review"]

_BANDS = Bands(
    {
        "immediate": re.compile(r"\bimmediate(?:ly)?\b", re.I),
        "six-months": re.compile(r"\bsix months\b|\b6 months\b", re.I),
        "longer-term": re.compile(r"\blonger[- ]term\b", re.I),
    }
)
_OUTCOMES = ("being healthy", "staying safe", "enjoying and achieving")
_FEWEST_OUTCOMES = 2
_NO_ROW = {"furniture", "note", "section"}
#: A unit with this many characters or more is prose, not a row of a table.
_LONGEST_ROW = 600


def joint_area_review(
    framework: str,
    grades: Callable[[Outline, Knowledge], Grades],
    when: Callable[[Outline], bool],
) -> Family:
    """Return the `Family` for one form, older or newer, of the joint area review.

    A `Family` has the patterns and functions that recognise and read its reports.

    Args:
        framework: The slug of the framework.
        grades: The function that finds the judgements of a report.
        when: The condition that only reports of this form meet.
    """
    return Family(
        framework=framework,
        titles=(re.compile(r"\bjoint area review\b", re.I),),
        title="Joint area review: {name} Children's Services Authority Area",
        grades=grades,
        bands=_BANDS,
        addressee="local-partnership",
        inspectorate=None,
        when=when,
        prints_title=False,
    )


def is_older(outline: Outline) -> bool:
    """Return whether a joint area review has the older form.

    In the older form, headings or table rows name outcomes such as `being healthy`.
    """
    texts: set[str] = set()
    for placed in outline.placed:
        if placed.part == "annex":
            continue
        texts.add(placed.section.lower())
        if placed.unit.kind == "row":
            texts.add(placed.text.lower())
    text = " ".join(texts)
    return sum(name in text for name in _OUTCOMES) >= _FEWEST_OUTCOMES


def grades_section(outline: Outline) -> list[Placed]:
    """Return the units in the section of grades.

    Annexes and keys that explain the grade scales are left out. The text of long units,
    which are prose, is replaced by a placeholder.
    """
    units = outline.select({"front", "body"}, without=_NO_ROW)
    graded = filter(_is_graded, units)
    return apart(filterfalse(is_key, graded), _LONGEST_ROW)


def _is_graded(placed: Placed) -> bool:
    """Return whether the id or heading of a unit shows that it is in the section of grades."""
    if placed.unit.id.startswith("grades/"):
        return True
    return placed.section.lower().startswith("grades")
