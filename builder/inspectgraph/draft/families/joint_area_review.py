"""What the two forms of the joint area review have in common: title, bands, the section of grades."""

from __future__ import annotations

import re
from collections.abc import Callable

from inspectgraph.draft.families.base import Family, Grades
from inspectgraph.draft.judgements.grade_tables import apart, is_key
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


def joint_area_review(
    framework: str,
    grades: Callable[[Outline, Knowledge], Grades],
    when: Callable[[Outline], bool],
) -> Family:
    """Return the family of one form of the joint area review."""
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
    """Return whether a joint area review grades the five outcomes rather than vulnerable groups."""
    names = {
        placed.section.lower() for placed in outline.placed if placed.part != "annex"
    }
    rows = {
        placed.text.lower()
        for placed in outline.placed
        if placed.unit.kind == "row" and placed.part != "annex"
    }
    text = " ".join((*names, *rows))
    outcomes = sum(
        name in text
        for name in ("being healthy", "staying safe", "enjoying and achieving")
    )
    return outcomes >= 2


def grades_section(outline: Outline) -> list[Placed]:
    """Return the units of the section of grades, and the rows of grade tables outside annexes."""
    found = [
        placed
        for placed in outline.placed
        if placed.part in {"front", "body"}
        and (
            placed.section.lower().startswith("grades")
            or placed.unit.id.startswith("grades/")
        )
        and placed.unit.kind not in {"furniture", "note", "section"}
    ]
    return apart((placed for placed in found if not is_key(placed)), 600)
