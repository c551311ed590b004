"""Single inspection framework, 2013 to 2017: grades on the cover, the board in a sentence there or a heading later."""

from __future__ import annotations

import re

from inspectgraph.draft.families.base import Family, Grades
from inspectgraph.draft.judgements.grade_tables import (
    board,
    cover_region,
    headings,
    overall,
    settle,
    table,
)
from inspectgraph.draft.recommendations.lists import Bands
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.text.structure import Outline

__all__ = ["BANDS", "FAMILY"]

#: What may stand before the title in its line: whose report it is, and no sentence
#: about an inspection.
_BEFORE = (
    r"^(?:(?:(?!\b(?:the|an?|of|its|this|last|previous|following)\b (?:re-?|single"
    r" )?inspection)[^\n:.]){2,90} )?"
)
_FORMS = {
    "looked-after-and-permanence": (
        "experiences and progress of children looked after and achieving permanence",
        "children looked after and permanence",
        "looked after children and achieving permanence",
    ),
    "adoption-performance": (
        "the graded judgement for adoption performance",
        "adoption performance",
    ),
    "leadership-management-governance": ("leadership, governance and management",),
}
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


def _grades(outline: Outline, knowledge: Knowledge) -> Grades:
    """Return the grades of cover and headings, and the board's."""
    scale, aspects = knowledge.scale("sif"), knowledge.aspects("sif", _FORMS)
    cover = cover_region(outline)
    judged, questions = settle(
        overall(cover, "overall-effectiveness", scale),
        (
            one
            for one in table(cover, aspects, scale, "cover")
            if one.aspect != "lscb-effectiveness"
        ),
        board(cover, "lscb-effectiveness", scale, whole=False),
        (
            one
            for one in headings(outline, aspects, scale)
            if one.aspect != "lscb-effectiveness"
        ),
        board(
            (one for one in outline.placed if one.unit.kind == "section"),
            "lscb-effectiveness",
            scale,
            whole=True,
        ),
        board(
            (one for one in outline.placed if one.part == "board"),
            "lscb-effectiveness",
            scale,
            whole=True,
        ),
    )
    order = list(knowledge.concepts("aspect/sif"))
    return tuple(sorted(judged, key=lambda one: order.index(one.aspect))), questions


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
