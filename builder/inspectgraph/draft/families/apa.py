"""Annual performance assessment letters, 2005 to 2008: a table of areas for judgement and grades, 4 best."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from inspectgraph.draft.families.base import Family, Grades
from inspectgraph.draft.findings.listed import Lists
from inspectgraph.draft.judgements.grade_tables import (
    apart,
    headings,
    is_key,
    settle,
    table,
)
from inspectgraph.draft.recommendations.lists import Bands
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.text.structure import Outline, Placed

__all__ = ["FAMILY", "FORMS"]

_KINDS = {"row", "cell", "section", "paragraph", "front"}
#: The head of a table of grades, and where one of its rows ends.
_TABLE = re.compile(
    r"\b(?:areas? (?:for|of) judge?ment|(?:assessment )?judge?ment areas?)\s+(?:APA"
    r" )?grades?(?: awarded)?\b",
    re.I,
)
_AFTER_GRADE = re.compile(r"(?<=\s[1-4])\s+(?=[A-Z])")
_SERVICES = "services for children and young people"
_OUTCOMES = "maintaining and improving outcomes for children and young people"


def _contribution(services: str) -> tuple[str, ...]:
    """Return the long labels of a contribution of services, as letters of different years word them."""
    whose = (
        "the local authority's",
        "local authority's",
        "the council's",
        "the authority's",
    )
    return tuple(
        f"contribution of {who} {services} {to} {_OUTCOMES}"
        for who in whose
        for to in ("in", "to")
    )


#: The labels of the letters' tables, which changed from year to year.
FORMS = {
    "overall-contribution": (
        *_contribution("children's services"),
        f"contribution of services to {_OUTCOMES}",
        "overall effectiveness of children's services",
        "overall effectiveness of the council's children's services",
        "children's services overall effectiveness",
        "overall contribution",
        "overall effectiveness",
    ),
    "capacity-to-improve": (
        *(
            f"{whose} {overall}capacity to improve its {_SERVICES}"
            for whose in ("council's", "authority's", "local authority's")
            for overall in ("overall ", "")
        ),
        *(
            f"{whose}capacity to improve, including {the} management of {services}"
            for whose in ("", "council's ", "authority's ", "local authority's ")
            for the in ("the", "its")
            for services in (_SERVICES, "children's services")
        ),
        "council's capacity to improve",
        "council's overall capacity to improve",
        "overall capacity to improve",
    ),
    "achieving-economic-well-being": (
        "achieving economic wellbeing",
        "economic well-being",
    ),
    "making-a-positive-contribution": (
        "making a positive contribution",
        "positive contribution",
    ),
    "service-management": ("management of services", "service management"),
    "social-care-services": _contribution("social care services"),
    "education-services": _contribution("education services"),
}


def _grades(outline: Outline, knowledge: Knowledge) -> Grades:
    """Return the grades of the table, and of the headings where the table has none."""
    scale, aspects = knowledge.scale("apa"), knowledge.aspects("apa", FORMS)
    known = knowledge.concepts("aspect/apa")
    units = [
        placed
        for placed in outline.placed
        if placed.part in {"front", "body"} and placed.unit.kind in _KINDS
    ]
    rows = apart(
        (row for placed in units for row in _rows(placed) if not is_key(row)), 320
    )
    judged, questions = settle(
        table(rows, aspects, scale, "table"), headings(outline, aspects, scale)
    )
    return tuple(one for one in judged if one.aspect in known), questions


def _rows(placed: Placed) -> Iterator[Placed]:
    """Yield a unit, or the rows of a table that was read as one text: each ends in its grade."""
    head = _TABLE.search(placed.text)
    if head is None:
        yield placed
        return
    for row in _AFTER_GRADE.split(placed.text[head.end() :]):
        yield replace(placed, unit=replace(placed.unit, text=row.strip()))


FAMILY = Family(
    framework="apa",
    titles=(re.compile(r"\bannual performance assessment\b(?! \(APA\) for)", re.I),),
    title="Annual performance assessment: {name}",
    grades=_grades,
    bands=Bands({}, lists=re.compile(r"recommendations?\b", re.I)),
    fieldwork=False,
    lists=Lists(
        groups=re.compile(
            r"(?:being healthy|staying safe|enjoying and achieving|making a positive"
            r" contribution"
            r"|(?:achieving )?economic well-?being|service management|capacity to"
            r" improve)\W*\Z",
            re.I,
        ),
        strengths=re.compile(r"(?:major |key |main )?strengths\b", re.I),
        weaknesses=re.compile(
            r"(?:important weaknesses|(?:key |main )?areas? for (?:further"
            r" )?(?:improvement|development))",
            re.I,
        ),
    ),
)
