"""Read the reports under the single inspection framework (SIF), 2013 to 2017.

The cover has the grades of the authority. The grade of the safeguarding board is in a
sentence on the cover or after the cover.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from inspectgraph.draft.families.base import Family, Grades
from inspectgraph.draft.judgements.cover_region import cover_region
from inspectgraph.draft.judgements.grade_sentences import board, headings, overall
from inspectgraph.draft.judgements.grade_tables import table
from inspectgraph.draft.judgements.settle import settle
from inspectgraph.draft.lexicon.label_forms import label_forms
from inspectgraph.draft.model import DraftJudgement
from inspectgraph.draft.recommendations.lists import Bands
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.text.structure import Outline

__all__ = ["BANDS", "FAMILY"]

#: The beginning of a title, with or without the name of the council on its line. The
#: pattern does not match a sentence about an inspection.
_BEFORE = (
    r"^(?:(?:(?!\b(?:the|an?|of|its|this|last|previous|following)\b (?:re-?|single"
    r" )?inspection)[^\n:.]){2,90} )?"
)
_FORMS = label_forms("aspect/sif")
BANDS = Bands(
    {
        "priority-and-immediate-action": re.compile(
            r"\bpriority\b|\bimmediate action\b", re.I
        ),
        "areas-for-improvement": re.compile(
            r"\bareas? for (?:further )?improvement\b", re.I
        ),
    }
)


_BOARD = "lscb-effectiveness"


def _grades(outline: Outline, knowledge: Knowledge) -> Grades:
    """Return the judgements on the authority and on the safeguarding board.

    The cover is read first. Headings supply the grades that the cover lacks. The grade
    of the board is also searched for in the part of the report about the board.
    """
    scale, aspects = knowledge.scale("sif"), knowledge.aspects("sif", _FORMS)
    cover = cover_region(outline)
    sections = outline.select(kinds={"section"})
    of_board = outline.select({"board"})
    judged, questions = settle(
        overall(cover, "overall-effectiveness", scale),
        _without_board(table(cover, aspects, scale, "cover")),
        board(cover, _BOARD, scale, whole=False),
        _without_board(headings(outline, aspects, scale)),
        board(sections, _BOARD, scale, whole=True),
        board(of_board, _BOARD, scale, whole=True),
    )
    order = list(knowledge.concepts("aspect/sif"))
    return tuple(sorted(judged, key=lambda one: order.index(one.aspect))), questions


def _without_board(judged: Iterable[DraftJudgement]) -> Iterator[DraftJudgement]:
    """Yield the judgements, except any judgement on the safeguarding board.

    Another function reads the grade of the board from a sentence.
    """
    for one in judged:
        if one.aspect != _BOARD:
            yield one


FAMILY = Family(
    framework="sif",
    titles=(
        re.compile(
            rf"{_BEFORE}(?:re-?)?inspection of services for children in need of help\b",
            re.I | re.M,
        ),
        re.compile(rf"{_BEFORE}single inspection (?:framework )?of\b", re.I | re.M),
    ),
    title=(
        "Inspection of services for children in need of help and protection, children"
        " looked after and care leavers"
    ),
    rows=re.compile(
        r"adoption performance|children looked after and achieving permanence|children"
        r" who need help and protection"
        r"(?=\W*(?:requires|good|inadequate|outstanding))",
        re.I,
    ),
    grades=_grades,
    bands=BANDS,
    forms=_FORMS,
)
