"""Read the reviews of safeguarding boards, 2013 to 2017.

Each review is a separate report. It awards one grade, in a sentence or a heading.
"""

from __future__ import annotations

import re

from inspectgraph.draft.families.base import Family, Grades
from inspectgraph.draft.families.sif import BANDS
from inspectgraph.draft.judgements.cover_region import cover_region
from inspectgraph.draft.judgements.grade_sentences import board
from inspectgraph.draft.judgements.settle import settle
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.text.structure import Outline

__all__ = ["FAMILY"]

_BOARD = "lscb-effectiveness"


def _grades(outline: Outline, knowledge: Knowledge) -> Grades:
    """Return the grade of the safeguarding board, from the cover or a heading."""
    scale = knowledge.scale("sif")
    sections = outline.select(kinds={"section"})
    return settle(
        board(cover_region(outline), _BOARD, scale, whole=False),
        board(sections, _BOARD, scale, whole=True),
    )


FAMILY = Family(
    framework="lscb-review",
    titles=(
        re.compile(
            r"\b(?:review|inspection) of (?:the )?(?:effectiveness of )?(?:the )?local"
            r" safeguarding children(?:\s+board)?",
            re.I,
        ),
    ),
    title="Review of the effectiveness of the local safeguarding children board",
    grades=_grades,
    bands=BANDS,
    addressee="safeguarding-children-board",
    unless=re.compile(r"inspection of services for children in need of help", re.I),
)
