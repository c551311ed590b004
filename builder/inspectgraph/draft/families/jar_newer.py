"""Joint area review, newer form (2007 to 2009): five graded aspects and investigations with a headline grade."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from inspectgraph.draft.families.base import Grades
from inspectgraph.draft.families.joint_area_review import (
    grades_section,
    is_older,
    joint_area_review,
)
from inspectgraph.draft.judgements.grade_tables import bars, settle, table
from inspectgraph.draft.model import DraftJudgement, TextSpan
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.text.grade_forms import Scale
from inspectgraph.draft.text.structure import Outline, sentences
from inspectgraph.rdf.vocabulary import Concept

__all__ = ["FAMILY"]

_FORMS = {
    "safeguarding": ("children and young people at risk, or requiring safeguarding",),
    "looked-after-children": (
        "children and young people who are looked after",
        "looked after children and young people",
    ),
    "learning-difficulties-and-disabilities": (
        "learning difficulties and disabilities",
        "learning difficulties and or disabilities",
        "children and young people with learning difficulties and/or disabilities",
    ),
    "service-management": (
        "management of services",
        "management of services for children and young people",
        "leadership and management",
    ),
    "capacity-to-improve": (
        "capacity for improvement",
        "capacity to improve further",
        "capacity for further improvement",
    ),
}
_INVESTIGATIONS = re.compile(
    r"(?:other issues identified|additional investigations?|further investigations?)",
    re.I,
)
_ENDS = re.compile(
    r"(?:service management|capacity to improve|annex|appendix|leadership)", re.I
)
_HEADLINE = re.compile(
    r"\b(?:is|are) (?P<grade>outstanding|excellent|good|adequate|inadequate)[.,]?\Z",
    re.I,
)
_SMALL = {
    "the",
    "of",
    "in",
    "on",
    "and",
    "or",
    "to",
    "for",
    "a",
    "at",
    "with",
    "by",
    "impact",
    "effectiveness",
    "s",
    "services",
    "service",
}


def _grades(outline: Outline, knowledge: Knowledge) -> Grades:
    """Return the grades of the table, the bars where it has none, and the investigations'."""
    scale, aspects = knowledge.scale("jar"), knowledge.aspects("jar-2007", _FORMS)
    judged, questions = settle(
        table(grades_section(outline), aspects, scale, "table"),
        bars(outline, aspects, scale),
    )
    more = list(
        _investigations(outline, scale, knowledge.concepts("aspect/jar-2007").values())
    )
    if any(one.aspect == "additional-investigation" for one in more):
        questions.append(
            "An investigation's subject is no aspect of the framework yet: add a"
            " narrower aspect for it."
        )
    return (*judged, *more), questions


def _investigations(
    outline: Outline, scale: Scale, aspects: Iterable[Concept]
) -> Iterator[DraftJudgement]:
    """Yield the headline grade of each additional investigation: the first sentence under its heading."""
    narrower = [
        aspect for aspect in aspects if aspect.broader == "additional-investigation"
    ]
    inside, heading = False, ""
    for placed in outline.placed:
        if placed.unit.kind == "section":
            opens = bool(_INVESTIGATIONS.match(placed.section))
            inside = opens or (
                inside and not _ENDS.match(placed.section) and placed.part == "body"
            )
            listing = placed.unit.id.endswith(("/strengths", "/weaknesses"))
            heading = placed.section if inside and not opens and not listing else ""
        elif inside and heading and placed.content and placed.unit.kind == "paragraph":
            first = sentences(placed.text)[0]
            match = _HEADLINE.search(first)
            if match and (grade := scale.whole(match["grade"])):
                slug = _narrower(heading, narrower)
                yield DraftJudgement(
                    aspect=slug,
                    grade=grade,
                    source="words",
                    at=(TextSpan(placed.unit.id, first),),
                    confidence=0.95 if slug != "additional-investigation" else 0.85,
                    rule="headline-of-investigation",
                )
            heading = ""


def _narrower(heading: str, aspects: Iterable[Concept]) -> str:
    """Return the aspect all of whose words stand in a heading, else the parent of all investigations."""
    words = set(re.findall(r"[a-z]+", heading.lower()))
    best: list[tuple[int, str]] = []
    for aspect in aspects:
        for name in aspect.names:
            wanted = set(re.findall(r"[a-z]+", name.lower())) - _SMALL
            if len(wanted) > 1 and wanted <= words:
                best.append((len(wanted), aspect.slug))
    return max(best)[1] if best else "additional-investigation"


FAMILY = joint_area_review("jar-2007", _grades, lambda outline: not is_older(outline))
